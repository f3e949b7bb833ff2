"""Writes to classes: who sits in which class and study group."""

import hashlib
from collections.abc import Callable, Sequence

from django.db.models import Q

from khaigiang.apps.classes import phrases
from khaigiang.apps.classes.bridge import accepted, problem_of, slot_id
from khaigiang.apps.classes.models import Enrolment, FormingRun, StudyGroup, TrainingClass
from khaigiang.apps.classes.permissions import check_may_form
from khaigiang.apps.nominations.models import Nomination
from khaigiang.apps.papers.actions import discard_drafts
from khaigiang.apps.papers.models import Paper
from khaigiang.apps.people.actions import release
from khaigiang.apps.plans.models import PlanLine
from khaigiang.apps.plans.queries import check_in_force
from khaigiang.core.forming.clashes import clashes
from khaigiang.core.forming.problem import FormingProblem
from khaigiang.core.forming.solution import Outcome, Progress, Solution
from khaigiang.core.forming.solve import solve
from khaigiang.core.forming.study_groups import split_into_groups
from khaigiang.core.states import ClassState
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
) -> FormingRun:
    """Seat everyone accepted on a line in its classes, and split each class into study groups.

    The same people and the same classes keep the seating they have.

    Raises Refused with what clashes when there is none, and when a class has opened or a paper about one is issued.
    """
    check_may_form(by)
    check_in_force(line.plan_id)
    _refuse_when_open(line)
    nominations = accepted(line)
    problem = problem_of(line, nominations)
    digest = hashlib.sha256(repr(problem).encode()).hexdigest()
    if (same := FormingRun.objects.filter(line=line, digest=digest).first()) is not None:
        audit.record("classes.formed_already", line, by=by, line=line.code)
        return same
    outcome = solve(problem, seconds=seconds, seed=seed, progress=progress)
    if outcome.solution is None:
        raise _cannot_form(line, problem, outcome)
    _write_classes(line, problem, outcome.solution, nominations, by)
    run = _write_run(line, digest, outcome)
    audit.record(
        "classes.formed",
        run,
        by=by,
        line=line.code,
        people=len(nominations),
        unplaced=len(outcome.solution.unplaced),
        status=outcome.status,
    )
    return run


@action
def take_back(line: PlanLine, *, by: Actor) -> int:
    """Undo the forming of a line: its classes go with their seats, the half-days they took and the drafts about them.

    Raises Refused when a class has opened, and when a paper about one is issued: that seating has been announced.
    """
    check_may_form(by)
    _refuse_when_open(line)
    classes = list(line.training_classes.order_by("planned__number"))
    for training_class in classes:
        about = f"class:{training_class.pk}"
        discard_drafts(Paper.objects.filter(Q(about=about) | Q(about__startswith=f"{about}/")), by=by)
        release(about, by=by)
    FormingRun.objects.filter(line=line).delete()
    Enrolment.objects.filter(training_class__line=line).delete()
    TrainingClass.objects.filter(line=line).delete()
    audit.record("classes.taken_back", line, by=by, line=line.code, classes=len(classes))
    return len(classes)


def _refuse_when_open(line: PlanLine) -> None:
    if line.training_classes.filter(state__in=[ClassState.OPEN, ClassState.FINISHED]).exists():
        raise Refused("class_already_open", phrases.ALREADY_OPEN, line=line.code)


def _cannot_form(line: PlanLine, problem: FormingProblem, outcome: Outcome) -> Refused:
    found = clashes(problem, everyone=False) if outcome.status == "infeasible" else ()
    reason = phrases.clash(found) if found else phrases.NO_ANSWER_IN_TIME
    return Refused("cannot_form", phrases.CANNOT_FORM, line=line.code, why=reason)


def _write_classes(
    line: PlanLine, problem: FormingProblem, solution: Solution, nominations: Sequence[Nomination], by: Actor
) -> None:
    take_back(line, by=by)
    by_id = {str(order): row for order, row in enumerate(nominations, start=1)}
    candidates = problem.candidates_by_id()
    for planned in line.planned_classes.all():
        training_class = TrainingClass.objects.create(
            planned=planned, line=line, code=f"{line.code}-{planned.number}", name=planned.name
        )
        members = solution.members(slot_id(planned))
        groups = split_into_groups([candidates[person] for person in members]).groups
        for number, people in enumerate(groups, start=1):
            group = StudyGroup.objects.create(training_class=training_class, number=number)
            Enrolment.objects.bulk_create(
                Enrolment(training_class=training_class, group=group, nomination=by_id[person]) for person in people
            )


def _write_run(line: PlanLine, digest: str, outcome: Outcome) -> FormingRun:
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
        levels=[
            {"name": level.name, "objective": level.objective, "bound": level.bound, "gap": level.gap}
            for level in outcome.levels
        ],
    )
