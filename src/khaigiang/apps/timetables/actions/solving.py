"""Finding the timetables of a plan and writing them."""

import hashlib
import os
from collections.abc import Callable, Mapping
from typing import Any

from khaigiang.apps.papers.actions import draft
from khaigiang.apps.papers.models import Paper
from khaigiang.apps.plans.models import Plan
from khaigiang.apps.schools.models import Lecturer
from khaigiang.apps.timetables import phrases
from khaigiang.apps.timetables.actions.lessons import write_lessons
from khaigiang.apps.timetables.actions.versions import write_version
from khaigiang.apps.timetables.bridge import Rows, problem_of, rows_of, timetable_of, why_facts
from khaigiang.apps.timetables.exports import lecturer_orders
from khaigiang.apps.timetables.models import TimetableRun
from khaigiang.apps.timetables.permissions import check_may_timetable
from khaigiang.core.states import ClassState, NotAllowed, next_state
from khaigiang.core.timetabling.asking import Progress
from khaigiang.core.timetabling.explain import explain
from khaigiang.core.timetabling.precheck import precheck
from khaigiang.core.timetabling.problem import Outcome, Status, TimetableProblem
from khaigiang.core.timetabling.releases import releases
from khaigiang.core.timetabling.solve import SearchNotInstalled, solve
from khaigiang.foundation import audit
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
    seconds: float = SECONDS,
    seed: int = 1,
    by_the_clock: bool = False,
    further: bool = False,
    progress: Progress | None = None,
    stopped: Callable[[], bool] = lambda: False,
) -> TimetableRun:
    """Give every class of a plan its timetable; the same question keeps the timetable it has.

    With ``further`` one that is not proven best is searched on from where it stands. By the clock the search ends in
    time; else it counts its work, and repeats itself. Raises Impossible, which names the clashing rules, when there is
    none, and Refused when it was stopped before there was one.
    """
    check_may_timetable(by)
    rows = rows_of(plan)
    refuse_when_open(rows)
    problem = problem_of(rows)
    digest = hashlib.sha256(repr(problem).encode()).hexdigest()
    same = TimetableRun.objects.filter(plan=plan, digest=digest).first()
    # Classes formed anew may ask the same question, but their lessons went with the classes before them.
    stands = same is not None and all(each.state == ClassState.TIMETABLED for each in rows.classes.values())
    if same is not None and stands and not (further and same.status != Status.OPTIMAL):
        audit.record("timetables.made_already", plan, by=by, plan=plan.number)
        return same
    how: dict[str, Any] = {"seconds": seconds, "seed": seed, "progress": progress, "stopped": stopped}
    if by_the_clock:
        how |= {"deterministic": False, "workers": min(_MOST_WORKERS, os.cpu_count() or 1)}
    if stands:
        how["start"] = timetable_of(rows)
    outcome = _solved(problem, rows, how)
    if same is not None and stands and (outcome.objective or 0) >= same.objective:
        audit.record("timetables.made_already", plan, by=by, plan=plan.number)
        return same
    assert outcome.timetable is not None
    write_lessons(rows, outcome.timetable.lessons, by=by)
    write_version(plan, rows, outcome.timetable.lessons, by=by)
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


def refuse_when_open(rows: Rows) -> None:
    """Raise Refused when a class has begun: what was taught in it is not timetabled anew."""
    for training_class in rows.classes.values():
        try:
            next_state(ClassState, training_class.state, "timetable")
        except NotAllowed as error:
            raise Refused("class_already_open", phrases.ALREADY_OPEN, name=training_class.name) from error


def _solved(problem: TimetableProblem, rows: Rows, how: Mapping[str, Any]) -> Outcome:
    """A timetable on the fewest days; where lecturers or rooms leave none, on all days of the classes' windows."""
    try:
        outcome = solve(problem, **how)
        if outcome.timetable is None and not how["stopped"]():
            wider = problem_of(rows, whole_window=True)
            if wider != problem:
                problem, outcome = wider, solve(wider, **how)
    except SearchNotInstalled as error:
        raise Refused("search_not_installed", phrases.TOO_BIG_WITHOUT_SEARCH) from error
    if outcome.timetable is None and how["stopped"]():
        raise Refused("search_stopped", phrases.STOPPED_WITH_NOTHING)
    if outcome.timetable is None:
        raise Impossible(why_not(problem))
    return outcome


def why_not(problem: TimetableProblem) -> dict[str, object]:
    """What stands in the way, and what would mend it, as plain values."""
    obstacles = precheck(problem)
    found = explain(problem)
    ways_out = releases(problem, found) if found is not None else ()
    return why_facts(problem, obstacles, found, ways_out)


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
