"""Finding the timetables of a plan and writing them."""

import datetime as dt
import hashlib
import os
from collections.abc import Callable, Collection, Mapping
from typing import Any

from khaigiang.apps.classes.models import TrainingClass
from khaigiang.apps.papers.actions import draft
from khaigiang.apps.papers.models import Paper
from khaigiang.apps.people.queries import keep_identities
from khaigiang.apps.plans.models import Plan
from khaigiang.apps.schools.models import Lecturer
from khaigiang.apps.timetables import phrases
from khaigiang.apps.timetables.actions.lessons import write_lessons
from khaigiang.apps.timetables.actions.versions import write_changed_version, write_version
from khaigiang.apps.timetables.bridge import (
    Asked,
    Question,
    Rows,
    asked_of,
    changed_facts,
    codes_asked,
    holders_of,
    may_open_again,
    rows_of,
    timetable_of,
    why_facts,
    with_lessons,
)
from khaigiang.apps.timetables.exports import lecturer_orders
from khaigiang.apps.timetables.models import TimetableRun, TimetableSearch, VersionKind
from khaigiang.apps.timetables.permissions import check_may_timetable
from khaigiang.apps.timetables.queries import latest_run
from khaigiang.core.states import CLASSES_BEGUN
from khaigiang.core.timetabling.asking import Progress
from khaigiang.core.timetabling.explain import explain
from khaigiang.core.timetabling.precheck import precheck
from khaigiang.core.timetabling.problem import Outcome, Status, Timetable, TimetableProblem
from khaigiang.core.timetabling.releases import releases
from khaigiang.core.timetabling.solve import MODEL_VERSION, SearchNotInstalled, solve
from khaigiang.foundation import audit, clock
from khaigiang.foundation.action import action
from khaigiang.foundation.actor import Actor
from khaigiang.foundation.refusal import Refused

SECONDS = 15.0
_MOST_WORKERS = 2


class Impossible(Refused):
    """There is no timetable; ``why`` are plain values that ``phrases.why_not`` puts into words."""

    def __init__(self, why: Mapping[str, object]) -> None:
        super().__init__("cannot_timetable", phrases.CANNOT_TIMETABLE, why=phrases.why_not(why))
        self.why = why


@action
def timetable_plan(
    plan: Plan,
    *,
    by: Actor,
    released: Collection[str] = (),
    begins_from: dt.date | None = None,
    begins_to: dt.date | None = None,
    search: TimetableSearch | None = None,
    seconds: float = SECONDS,
    seed: int = 1,
    by_the_clock: bool = False,
    further: bool = False,
    progress: Progress | None = None,
    stopped: Callable[[], bool] = lambda: False,
) -> TimetableRun:
    """Give the classes of a plan that have no timetable one, of those that begin between two days where these are told.

    All others keep theirs and hold their lecturers and rooms, unless they are ``released`` by their codes: these are
    timetabled with the new ones, but for what was taught of them, and stay where nothing better is found. Only those
    whose lessons changed are told. The same question keeps the timetables it has; with ``further`` one that is not
    proven best is searched on from where it stands. By the clock the search ends in time; else it counts its work, and
    repeats itself. Raises Impossible, which names the clashing rules, when there is none, and Refused for a released
    class that has begun, when the plan's timetables changed meanwhile, and when it was stopped before there was one.
    """
    check_may_timetable(by)
    rows = rows_of(plan)
    stood = timetable_of(rows)
    codes = codes_asked(rows, stood, released=released, begins_from=begins_from, begins_to=begins_to)
    asked = asked_of(rows, codes, stood, on=clock.today())
    question = asked.question()
    if not question.problem.classes:
        return _kept(plan, latest_run(plan) or _nothing_asked(plan, seed), by)
    digest = hashlib.sha256(repr(question.problem).encode()).hexdigest()
    same = _answer_there_is(plan, digest, asked)
    if same is not None and not (further and same.status != Status.OPTIMAL):
        return _kept(plan, same, by)
    how: dict[str, Any] = {"seconds": seconds, "seed": seed, "progress": progress, "stopped": stopped}
    if by_the_clock:
        how |= {"deterministic": False, "workers": min(_MOST_WORKERS, os.cpu_count() or 1)}
    question, outcome = _solved(asked, question, how)
    if outcome.timetable is None:
        raise Impossible(why_not(question.problem, plan, rows))
    assert outcome.objective is not None
    if same is not None and outcome.objective >= same.objective:
        return _kept(plan, same, by)
    _hold(plan, asked, stood)
    price = question.price if asked.has_timetables else None
    if price is not None and price <= outcome.objective:
        return _kept(plan, _write_run(plan, digest, asked, outcome, price=price), by)
    lessons = asked.answered(outcome.timetable)
    write_lessons(asked.rows, lessons, by=by)
    if stood.lessons:
        after = with_lessons(stood, codes, lessons)
        change = changed_facts(stood, after, rows)
        if change["changes"]:
            write_changed_version(plan, change, rows, after.lessons, kind=VersionKind.SOLVED, search=search, by=by)
    else:
        write_version(plan, asked.rows, lessons, search=search, by=by)
    run = _write_run(plan, digest, asked, outcome, price=outcome.objective)
    audit.record("timetables.made", run, by=by, plan=plan.number, classes=len(codes), status=outcome.status)
    return run


@action
def draft_lecturer_papers(plan: Plan, *, by: Actor) -> list[Paper]:
    """Write each lecturer's own timetable of a plan."""
    check_may_timetable(by)
    lecturers = Lecturer.objects.filter(lessons__training_class__line__plan=plan).select_related("person").distinct()
    made = [draft(order, by=by) for lecturer in lecturers for order in lecturer_orders(lecturer, plan)]
    audit.record("timetables.lecturer_papers_drafted", plan, by=by, plan=plan.number, papers=len(made))
    return made


def _nothing_asked(plan: Plan, seed: int) -> TimetableRun:
    """What is best of a plan that has no class: it is not kept."""
    return TimetableRun(
        plan=plan,
        status=Status.OPTIMAL.value,
        objective=0,
        bound=0.0,
        gap=0.0,
        seconds=0.0,
        seed=seed,
        model_version=MODEL_VERSION,
    )


def _kept(plan: Plan, run: TimetableRun, by: Actor) -> TimetableRun:
    audit.record("timetables.made_already", plan, by=by, plan=plan.number)
    return run


def _answer_there_is(plan: Plan, digest: str, asked: Asked) -> TimetableRun | None:
    """The solving of this very question, while the timetables of all its classes are still of it.

    Classes formed anew may ask the same question, but their lessons went with the classes before them.
    """
    same = TimetableRun.objects.filter(plan=plan, digest=digest).prefetch_related("classes").first()
    if same is None or not asked.has_timetables or set(same.classes.all()) != set(asked.rows.classes.values()):
        return None
    return same


def _solved(asked: Asked, question: Question, how: Mapping[str, Any]) -> tuple[Question, Outcome]:
    """A timetable on the fewest days; where lecturers or rooms leave none, on all days of the classes' windows.

    With what was asked in the end; without a timetable where there is none.
    """
    try:
        outcome = _search(question, asked, how)
        if outcome.timetable is None and not how["stopped"]():
            wider = asked.question(whole_window=True)
            if wider.problem != question.problem:
                question, outcome = wider, _search(wider, asked, how)
    except SearchNotInstalled as error:
        raise Refused("search_not_installed", phrases.TOO_BIG_WITHOUT_SEARCH) from error
    if outcome.timetable is None and how["stopped"]():
        raise Refused("search_stopped", phrases.STOPPED_WITH_NOTHING)
    return question, outcome


def _search(question: Question, asked: Asked, how: Mapping[str, Any]) -> Outcome:
    """From where the classes stand, if that still does."""
    stands = asked.has_timetables and question.price is not None
    return solve(question.problem, **how, start=question.known if stands else None)


def _hold(plan: Plan, asked: Asked, stood: Timetable) -> None:
    """From now on nobody opens these classes or moves a lesson of the plan. Raises Refused where somebody has."""
    plan.hold()
    keep_identities()
    keys = [row.pk for row in asked.rows.classes.values()]
    held = TrainingClass.objects.filter(pk__in=keys).order_by("pk").select_for_update(no_key=True)
    if begun := [row.name for row in held if row.state in CLASSES_BEGUN]:
        raise Refused("class_already_open", phrases.ALREADY_OPEN, name=begun[0])
    if len(held) < len(keys) or timetable_of(rows_of(plan)) != stood:
        raise Refused("timetable_changed", phrases.CHANGED_WHILE_SEARCHING)


def why_not(problem: TimetableProblem, plan: Plan, rows: Rows) -> dict[str, object]:
    """What stands in the way, and what would mend it, as plain values."""
    obstacles = precheck(problem)
    found = explain(problem)
    if found is None:
        return why_facts(problem, obstacles, None, ())
    held = holders_of(found.fixed_classes, plan)
    ways_out = releases(problem, found, opened=may_open_again(held, rows))
    return why_facts(problem, obstacles, found, ways_out, held)


def _write_run(plan: Plan, digest: str, asked: Asked, outcome: Outcome, *, price: int) -> TimetableRun:
    """In place of what is left of earlier solvings when these classes are no longer of theirs."""
    assert outcome.bound is not None
    bound = min(outcome.bound, price)
    classes = list(asked.rows.classes.values())
    earlier = TimetableRun.objects.filter(plan=plan)
    earlier.filter(digest=digest).delete()
    for run in earlier.filter(classes__in=classes).distinct():
        run.classes.remove(*classes)
    earlier.filter(classes=None).delete()
    made = TimetableRun.objects.create(
        plan=plan,
        digest=digest,
        status=Status.OPTIMAL if price <= bound else outcome.status.value,
        objective=price,
        bound=bound,
        gap=(price - bound) / max(1, price),
        seconds=round(outcome.seconds, 3),
        seed=outcome.seed,
        model_version=outcome.model_version,
    )
    made.classes.set(classes)
    return made
