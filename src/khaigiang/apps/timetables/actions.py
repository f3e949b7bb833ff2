"""Writes to timetables."""

import hashlib

from django.utils.text import format_lazy

from khaigiang.apps.papers.actions import draft
from khaigiang.apps.papers.models import Paper
from khaigiang.apps.people.actions import engage, release
from khaigiang.apps.plans.models import Plan
from khaigiang.apps.schools.models import Lecturer
from khaigiang.apps.timetables import phrases
from khaigiang.apps.timetables.bridge import Rows, problem_of, rows_of
from khaigiang.apps.timetables.exports import lecturer_orders
from khaigiang.apps.timetables.models import Lesson as LessonRow
from khaigiang.apps.timetables.models import RoomBooking, TimetableRun
from khaigiang.apps.timetables.permissions import check_may_timetable
from khaigiang.core.calendar import HalfDay
from khaigiang.core.states import ClassState, NotAllowed, next_state
from khaigiang.core.timetabling.asking import Progress
from khaigiang.core.timetabling.explain import explain
from khaigiang.core.timetabling.precheck import precheck
from khaigiang.core.timetabling.problem import Lesson, Outcome, TimetableProblem
from khaigiang.core.timetabling.releases import releases
from khaigiang.core.timetabling.solve import SearchNotInstalled, solve
from khaigiang.foundation import audit
from khaigiang.foundation.action import action
from khaigiang.foundation.actor import Actor
from khaigiang.foundation.refusal import Refused

SECONDS = 15.0


@action
def timetable_plan(
    plan: Plan,
    *,
    by: Actor,
    seconds: float = SECONDS,
    seed: int = 1,
    progress: Progress | None = None,
) -> TimetableRun:
    """Give every class of a plan its timetable; the same question keeps the timetable it has.

    Raises Refused that names the clashing rules when there is none.
    """
    check_may_timetable(by)
    rows = rows_of(plan)
    _refuse_when_open(rows)
    problem = problem_of(rows)
    digest = hashlib.sha256(repr(problem).encode()).hexdigest()
    same = TimetableRun.objects.filter(plan=plan, digest=digest).first()
    # Classes formed anew may ask the same question, but their lessons went with the classes before them.
    if same is not None and all(each.state == ClassState.TIMETABLED for each in rows.classes.values()):
        audit.record("timetables.made_already", plan, by=by, plan=plan.number)
        return same
    outcome = _solved(problem, rows, seconds=seconds, seed=seed, progress=progress)
    _write_lessons(rows, outcome, by)
    run = _write_run(plan, digest, outcome)
    audit.record("timetables.made", run, by=by, plan=plan.number, classes=len(rows.classes), status=outcome.status)
    return run


@action
def draft_lecturer_papers(plan: Plan, *, by: Actor) -> list[Paper]:
    """Write each lecturer's own timetable of a plan."""
    check_may_timetable(by)
    lecturers = Lecturer.objects.filter(lessons__training_class__line__plan=plan).select_related("person").distinct()
    made = [draft(order, by=by) for lecturer in lecturers for order in lecturer_orders(lecturer, plan)]
    audit.record("timetables.lecturer_papers_drafted", plan, by=by, plan=plan.number, papers=len(made))
    return made


def _refuse_when_open(rows: Rows) -> None:
    for training_class in rows.classes.values():
        try:
            next_state(ClassState, training_class.state, "timetable")
        except NotAllowed as error:
            raise Refused("class_already_open", phrases.ALREADY_OPEN, name=training_class.name) from error


def _solved(
    problem: TimetableProblem,
    rows: Rows,
    *,
    seconds: float,
    seed: int,
    progress: Progress | None,
) -> Outcome:
    """A timetable on the fewest days; where lecturers or rooms leave none, on all days of the classes' windows."""
    try:
        outcome = solve(problem, seconds=seconds, seed=seed, progress=progress)
        if outcome.timetable is None:
            wider = problem_of(rows, whole_window=True)
            if wider != problem:
                problem, outcome = wider, solve(wider, seconds=seconds, seed=seed, progress=progress)
    except SearchNotInstalled as error:
        raise Refused("search_not_installed", phrases.TOO_BIG_WITHOUT_SEARCH) from error
    if outcome.timetable is None:
        raise Refused("cannot_timetable", phrases.CANNOT_TIMETABLE, why=_why_not(problem))
    return outcome


def _why_not(problem: TimetableProblem) -> object:
    """What stands in the way, and what would mend it."""
    said = [phrases.obstacle(each.code, each.facts) for each in precheck(problem)]
    found = explain(problem)
    if found is None and not said:
        return phrases.NO_ANSWER_IN_TIME
    if found is not None and not said:
        topics = tuple(dict.fromkeys(topic for _class, topic in found.topics))
        said.append(phrases.clash(found.rules, found.classes, topics, (*found.busy_lecturers, *found.busy_rooms)))
    if found is not None and (ways_out := releases(problem, found)):
        said.append(phrases.ways_out(ways_out))
    return format_lazy(" ".join("{}" for _each in said), *said)


def _write_lessons(rows: Rows, outcome: Outcome, by: Actor) -> None:
    assert outcome.timetable is not None
    classes = list(rows.classes.values())
    LessonRow.objects.filter(training_class__in=classes).delete()
    RoomBooking.objects.filter(training_class__in=classes).delete()
    lessons = outcome.timetable.lessons
    made = LessonRow.objects.bulk_create(_lesson_row(lesson, rows) for lesson in lessons)
    through = LessonRow.lecturers.through
    through.objects.bulk_create(
        through(lesson=row, lecturer=rows.lecturers[lecturer])
        for row, lesson in zip(made, lessons, strict=True)
        for lecturer in lesson.lecturer_ids
    )
    RoomBooking.objects.bulk_create(
        RoomBooking(room=rows.rooms[room], day=slot.day, part=slot.part, training_class=rows.classes[code])
        for room, slot, code in sorted(
            {(lesson.room_id, lesson.half_day, lesson.class_id) for lesson in lessons if lesson.room_id}
        )
    )
    _engage(rows, lessons, by)
    for training_class in classes:
        training_class.state = next_state(ClassState, training_class.state, "timetable")
        training_class.save(update_fields=["state"])


def _lesson_row(lesson: Lesson, rows: Rows) -> LessonRow:
    return LessonRow(
        training_class=rows.classes[lesson.class_id],
        topic=rows.topics[lesson.topic_id],
        day=lesson.half_day.day,
        part=lesson.half_day.part,
        first_period=lesson.first_period,
        periods=lesson.periods,
        room=rows.rooms[lesson.room_id] if lesson.room_id else None,
    )


def _engage(rows: Rows, lessons: tuple[Lesson, ...], by: Actor) -> None:
    """Write down in the people's ledger when lecturers and trainees are taken."""
    for training_class in rows.classes.values():  # all of them first: a lecturer may change places with another
        release(f"class:{training_class.pk}", by=by)
    for code, training_class in rows.classes.items():
        own = [lesson for lesson in lessons if lesson.class_id == code]
        trainees = list(training_class.enrolments.values_list("nomination__person_id", flat=True))
        slots: set[tuple[int, HalfDay]] = {
            (rows.lecturers[lecturer].person_id, lesson.half_day) for lesson in own for lecturer in lesson.lecturer_ids
        }
        slots |= {(person, half_day) for half_day in {lesson.half_day for lesson in own} for person in trainees}
        engage(sorted(slots), source=f"class:{training_class.pk}", by=by)


def _write_run(plan: Plan, digest: str, outcome: Outcome) -> TimetableRun:
    assert outcome.objective is not None
    assert outcome.bound is not None
    TimetableRun.objects.filter(plan=plan).delete()
    return TimetableRun.objects.create(
        plan=plan,
        digest=digest,
        status=outcome.status.value,
        objective=outcome.objective,
        bound=outcome.bound,
        gap=outcome.gap or 0.0,
        seconds=round(outcome.seconds, 3),
        seed=outcome.seed,
        model_version=outcome.model_version,
    )
