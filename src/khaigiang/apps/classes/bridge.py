"""Accepted nominations ⇄ the forming problem of the core."""

from collections.abc import Iterable

from khaigiang.apps.classes.models import Enrolment
from khaigiang.apps.nominations.bridge import taken_elsewhere
from khaigiang.apps.nominations.models import Nomination
from khaigiang.apps.plans.models import PlanLine, PlannedClass
from khaigiang.core.calendar import Window
from khaigiang.core.eligibility.positions import PositionRank
from khaigiang.core.forming.explain import Cause, why
from khaigiang.core.forming.problem import Candidate, ClassSlot, FormingProblem, Rank, Sex
from khaigiang.core.forming.solution import Solution
from khaigiang.core.states import NominationState
from khaigiang.data.rules import position_groups

RANKS: dict[PositionRank, Rank] = {
    PositionRank.CHIEF: "chief",
    PositionRank.DEPUTY: "deputy",
    PositionRank.MEMBER: "member",
}


def accepted(line: PlanLine) -> list[Nomination]:
    """Everyone accepted on a line, in the accepted order."""
    return list(
        Nomination.objects.filter(line=line, state=NominationState.ACCEPTED)
        .select_related("person", "unit", "list__unit", "line__programme")
        .prefetch_related("unavailable")
        .order_by("list__unit__sort_key", "list_id", "place")
    )


def slot_id(planned: PlannedClass) -> str:
    """A class by its number in the line: the same in every home, unlike a row's id."""
    return str(planned.number)


def problem_of(line: PlanLine, nominations: Iterable[Nomination]) -> FormingProblem:
    """The question for the solver. A candidate's id is its place in the accepted order, the same in every home."""
    classes = tuple(
        ClassSlot(slot_id(row), row.name, Window(row.first_day, row.last_day), row.minimum, row.maximum)
        for row in line.planned_classes.all()
    )
    known = {slot.id for slot in classes}
    rows = list(nominations)
    # Where there is one class nothing is left to choose: whoever could not come was not accepted.
    away = taken_elsewhere(rows) if len(classes) > 1 else {}
    candidates = tuple(_candidate(row, order, known, away.get(row.pk, ())) for order, row in enumerate(rows, start=1))
    return FormingProblem(
        candidates, classes, chief_and_deputy_apart=not line.chief_and_deputy_together and len(classes) > 1
    )


def _candidate(row: Nomination, order: int, known: set[str], away: tuple[Window, ...]) -> Candidate:
    person = row.person
    ranks = {group.code: RANKS[group.rank] for group in position_groups()}
    wish = str(row.wish) if row.wish else None
    return Candidate(
        id=str(order),
        name=person.full_name,
        unit=row.unit.name,
        district=row.list.unit.name,
        order=order,
        sex=_sex(person.sex),
        birth_year=person.born.year if person.born else None,
        position=row.position_group,
        rank=ranks.get(row.position_group, ""),
        unavailable=(*(Window(spell.first_day, spell.last_day) for spell in row.unavailable.all()), *away),
        wish=wish if wish in known else None,
    )


def _sex(text: str) -> Sex | None:
    return "male" if text == "male" else "female" if text == "female" else None


def why_here(enrolment: Enrolment) -> tuple[Cause, ...]:
    """Why somebody sits in this class, found when it is asked: nobody reads the reasons of thousands.

    The strongest reason first; empty when the people or classes of the line have changed since the forming.
    """
    line = enrolment.training_class.line
    nominations = accepted(line)
    problem = problem_of(line, nominations)
    orders = {row.pk: str(order) for order, row in enumerate(nominations, start=1)}
    seated = Enrolment.objects.filter(training_class__line=line).values_list(
        "nomination", "training_class__planned__number"
    )
    seats = {orders[nomination]: str(number) for nomination, number in seated if nomination in orders}
    person = orders.get(enrolment.nomination_id)
    return why(problem, Solution(seats), person) if person else ()
