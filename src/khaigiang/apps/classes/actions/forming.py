"""Writes to classes: who sits in which class and study group."""

import hashlib
from collections.abc import Callable, Sequence

from django.db.models import Q

from khaigiang.apps.classes import phrases
from khaigiang.apps.classes.actions.changing import hold_classes, refuse_when_announced, write_changes
from khaigiang.apps.classes.bridge import Seating, seating_of, slot_id, stated_levels
from khaigiang.apps.classes.models import Enrolment, FormingRun, StudyGroup, TrainingClass
from khaigiang.apps.classes.permissions import check_may_form
from khaigiang.apps.papers.actions import discard_drafts
from khaigiang.apps.papers.models import Paper
from khaigiang.apps.people.actions import release
from khaigiang.apps.plans.models import PlanLine, PlannedClass
from khaigiang.apps.plans.queries import check_in_force
from khaigiang.core.forming.clashes import clashes
from khaigiang.core.forming.levels import StatedLevels
from khaigiang.core.forming.problem import FormingProblem, Moved
from khaigiang.core.forming.solution import Outcome, Progress, Solution
from khaigiang.core.forming.solve import solve
from khaigiang.core.forming.study_groups import split_into_groups
from khaigiang.core.forming.terms import score_of_term
from khaigiang.core.states import CLASSES_BEGUN
from khaigiang.foundation import audit
from khaigiang.foundation.action import action
from khaigiang.foundation.actor import Actor
from khaigiang.foundation.refusal import Refused

SECONDS = 5.0


@action
def form_line(
    line: PlanLine,
    *,
    by: Actor,
    seconds: float = SECONDS,
    seed: int = 1,
    progress: Callable[[Progress], None] | None = None,
    from_scratch: bool = False,
) -> FormingRun:
    """Seat everyone accepted on a line in its classes, and split each class into study groups.

    The same people and the same classes keep the seating they have. Where others have come or gone as few as possible
    move, classes keep their timetables, and those that have begun are left alone; ``from_scratch`` takes all the
    classes back first. Either way locks are kept.

    Raises Refused with what clashes when there is none, when every class has begun (from scratch: when one has), and
    when a paper about one that has not is issued.
    """
    check_may_form(by)
    check_in_force(line.plan_id)
    classes = hold_classes(line)
    _refuse_when_open(line, classes, every=not from_scratch)
    seating, stated = seating_of(line), stated_levels(line)
    digest = _digest(seating.problem, stated)
    same = None if from_scratch else FormingRun.objects.filter(line=line, digest=digest).first()
    if same is not None and len(seating.people) - len(seating.solution.seats) == _left_out(same):
        audit.record("classes.formed_already", line, by=by, line=line.code)
        return same
    again = bool(seating.solution.seats) and not from_scratch
    seating = seating.without([slot_id(each.planned) for each in classes if each.state in CLASSES_BEGUN])
    problem = seating.again(stated) if again else seating.problem
    outcome = solve(problem, seconds=seconds, seed=seed, progress=progress)
    if outcome.solution is None:
        raise _cannot_form(line, problem, outcome)
    if again:
        open_yet = [each for each in classes if each.state not in CLASSES_BEGUN]
        refuse_when_announced(open_yet)
        _write_again(line, open_yet, seating, outcome.solution, by)
    else:
        _write_classes(line, seating, outcome.solution, by)
    moved = score_of_term(problem, outcome.solution, Moved()) if again else None
    run = _write_run(line, digest, outcome, moved)
    audit.record(
        "classes.formed",
        run,
        by=by,
        line=line.code,
        people=len(seating.people),
        unplaced=len(outcome.solution.unplaced),
        status=outcome.status,
        moved=moved or 0,
    )
    return run


def _digest(problem: FormingProblem, stated: StatedLevels) -> str:
    """What was asked, however it is answered. Where staying put is not asked first of all, that is asked too."""
    place = stated.order.index("moved")
    return hashlib.sha256(f"{problem!r}{place or ''}".encode()).hexdigest()


def _left_out(run: FormingRun) -> int:
    return next((level["objective"] for level in run.levels if level["name"] == "unplaced"), 0)


@action
def take_back(line: PlanLine, *, by: Actor) -> int:
    """Undo the forming of a line: its classes go with their seats, the half-days they took and the drafts about them.

    Raises Refused when a class has opened, and when a paper about one is issued: that seating has been announced.
    """
    check_may_form(by)
    classes = hold_classes(line)
    _refuse_when_open(line, classes)
    for training_class in classes:
        about = f"class:{training_class.pk}"
        discard_drafts(Paper.objects.filter(Q(about=about) | Q(about__startswith=f"{about}/")), by=by)
        release(about, by=by)
    FormingRun.objects.filter(line=line).delete()
    Enrolment.objects.filter(training_class__line=line).delete()
    TrainingClass.objects.filter(line=line).delete()
    audit.record("classes.taken_back", line, by=by, line=line.code, classes=len(classes))
    return len(classes)


def _refuse_when_open(line: PlanLine, classes: Sequence[TrainingClass], *, every: bool = False) -> None:
    begun = [each.state in CLASSES_BEGUN for each in classes]
    if begun and (all(begun) if every else any(begun)):
        raise Refused("class_already_open", phrases.ALREADY_OPEN, line=line.code)


def _cannot_form(line: PlanLine, problem: FormingProblem, outcome: Outcome) -> Refused:
    found = clashes(problem, everyone=False) if outcome.status == "infeasible" else ()
    reason = phrases.clash(found) if found else phrases.NO_ANSWER_IN_TIME
    return Refused("cannot_form", phrases.CANNOT_FORM, line=line.code, why=reason)


def _write_again(
    line: PlanLine, held: Sequence[TrainingClass], seating: Seating, solution: Solution, by: Actor
) -> None:
    """Keep the classes there are; make those that were planned since."""
    classes = {slot_id(each.planned): each for each in held}
    for planned in line.planned_classes.filter(training_class=None):
        classes[slot_id(planned)] = _make_class(line, planned)
    write_changes(seating, solution, classes, by=by, whole=True)


def _write_classes(line: PlanLine, seating: Seating, solution: Solution, by: Actor) -> None:
    take_back(line, by=by)
    by_id, candidates = seating.by_id, seating.problem.candidates_by_id()
    for planned in line.planned_classes.all():
        training_class = _make_class(line, planned)
        members = solution.members(slot_id(planned))
        groups = split_into_groups([candidates[person] for person in members]).groups
        for number, people in enumerate(groups, start=1):
            group = StudyGroup.objects.create(training_class=training_class, number=number)
            Enrolment.objects.bulk_create(
                Enrolment(
                    training_class=training_class,
                    group=group,
                    nomination=by_id[person],
                    locked=person in seating.problem.forced,
                )
                for person in people
            )


def _make_class(line: PlanLine, planned: PlannedClass) -> TrainingClass:
    return TrainingClass.objects.create(
        planned=planned, line=line, code=f"{line.code}-{planned.number}", name=planned.name
    )


def _write_run(line: PlanLine, digest: str, outcome: Outcome, moved: int | None) -> FormingRun:
    FormingRun.objects.filter(line=line).delete()
    return FormingRun.objects.create(
        line=line,
        digest=digest,
        status=outcome.status,
        objective=outcome.objective,
        bound=outcome.bound,
        gap=outcome.gap,
        seconds=round(outcome.seconds, 3),
        seed=outcome.seed,
        model_version=outcome.model_version,
        moved=moved,
        levels=[
            {"name": level.name, "objective": level.objective, "bound": level.bound, "gap": level.gap}
            for level in outcome.levels
        ],
    )
