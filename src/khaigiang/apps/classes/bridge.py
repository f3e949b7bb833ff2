"""Accepted nominations ⇄ the forming problem of the core."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from khaigiang.apps.classes import phrases
from khaigiang.apps.classes.models import Enrolment, FormingLevels
from khaigiang.apps.classes.queries import classmates_elsewhere
from khaigiang.apps.nominations.bridge import taken_elsewhere
from khaigiang.apps.nominations.models import Nomination
from khaigiang.apps.plans.models import PlanLine, PlannedClass
from khaigiang.core.calendar import Window
from khaigiang.core.eligibility.positions import PositionRank
from khaigiang.core.forming.explain import Cause, Consequences, consequences_of_each, violations_of_swaps, why
from khaigiang.core.forming.levels import WEIGHTS, StatedLevels
from khaigiang.core.forming.problem import Candidate, ClassSlot, FormingProblem, Rank, Sex
from khaigiang.core.forming.solution import Solution
from khaigiang.core.states import NominationState
from khaigiang.data.rules import position_groups

RANKS: dict[PositionRank, Rank] = {
    PositionRank.CHIEF: "chief",
    PositionRank.DEPUTY: "deputy",
    PositionRank.MEMBER: "member",
}


@dataclass(frozen=True, slots=True)
class Seating:
    """A line's question as it stands now, and who sits where, both in the candidates' ids.

    ``people`` are the accepted in their order, whose places in it the ids are. Whoever sits in a class and is accepted
    no more is no part of it.
    """

    problem: FormingProblem
    solution: Solution
    people: tuple[Nomination, ...]

    @property
    def ids(self) -> Mapping[int, str]:
        """Nomination's key → candidate's id."""
        return {row.pk: str(order) for order, row in enumerate(self.people, start=1)}

    @property
    def by_id(self) -> Mapping[str, Nomination]:
        return {str(order): row for order, row in enumerate(self.people, start=1)}

    def again(self, stated: StatedLevels) -> FormingProblem:
        """The same question of those who sit somewhere already, who are to stay where that can be."""
        return replace(self.problem, before=self.solution.seats, levels=stated.levels(seated_before=True))

    def without(self, begun: Collection[str]) -> "Seating":
        """What is still to be decided once classes (by number) have begun: those who sit in them are no part of it.

        Of a chief and a deputy the one who waits keeps away from the days of the one who has begun.
        """
        problem, slots = self.problem, self.problem.classes_by_id()
        settled = {person: slots[slot] for person, slot in self.solution.seats.items() if slot in begun}
        both_ways = (each for one, other in problem.rival_pairs() for each in ((one, other), (other, one)))
        kept_away = {
            (waiting, slot.id)
            for gone, waiting in both_ways
            if gone in settled and waiting not in settled
            for slot in problem.classes
            if slot.id not in begun and slot.window.overlaps(settled[gone].window)
        }
        left = replace(
            problem,
            candidates=tuple(
                replace(one, wish=None if one.wish in begun else one.wish)
                for one in problem.candidates
                if one.id not in settled
            ),
            classes=tuple(slot for slot in problem.classes if slot.id not in begun),
            forced={person: slot for person, slot in problem.forced.items() if person not in settled},
            forbidden=problem.forbidden | kept_away,
        )
        seats = {person: slot for person, slot in self.solution.seats.items() if person not in settled}
        return replace(self, problem=left, solution=Solution(seats, self.solution.unplaced))


def seating_of(line: PlanLine) -> Seating:
    """The people and classes of a line with who is locked, what the line asks for, and the seats as they are."""
    people = tuple(accepted(line))
    rows = Enrolment.objects.filter(training_class__line=line).order_by()
    taken = {
        nomination: (str(number), locked)
        for nomination, number, locked in rows.values_list("nomination", "training_class__planned__number", "locked")
    }
    ids = {row.pk: str(order) for order, row in enumerate(people, start=1)}
    locks = {ids[key]: slot for key, (slot, locked) in taken.items() if locked and key in ids}
    seats = {ids[row.pk]: taken[row.pk][0] for row in people if row.pk in taken}
    left_out = tuple(ids[row.pk] for row in people if row.pk not in taken)
    return Seating(problem_of(line, people, locks=locks), Solution(seats, left_out), people)


def stated_levels(line: PlanLine) -> StatedLevels:
    """What an office stated for a line, else the usual order and weights."""
    said = FormingLevels.objects.filter(line=line).first()
    return StatedLevels(tuple(said.order), {each: getattr(said, each) for each in WEIGHTS}) if said else StatedLevels()


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


def problem_of(
    line: PlanLine, nominations: Iterable[Nomination], *, locks: Mapping[str, str] | None = None
) -> FormingProblem:
    """The question for the solver. A candidate's id is its place in the accepted order, the same in every home.

    ``locks`` says by ids who must keep which class.
    """
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
        candidates,
        classes,
        forced=locks or {},
        chief_and_deputy_apart=not line.chief_and_deputy_together and len(classes) > 1,
        levels=stated_levels(line).levels(seated_before=False),
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


@dataclass(frozen=True, slots=True)
class OtherClass:
    """Another class of somebody's line, by its number, and what a move there would break and change."""

    slot: ClassSlot
    size: int
    told: Consequences


def other_classes(seating: Seating, enrolment: Enrolment) -> tuple[OtherClass, ...]:
    """Every class somebody does not sit in, in their order; none for whoever is accepted no more."""
    person = seating.ids.get(enrolment.nomination_id)
    if person is None:
        return ()
    problem, now = seating.problem, seating.solution
    others = [slot for slot in problem.classes if slot.id != now.seats.get(person)]
    told = consequences_of_each(problem, now, [now.moved(person, slot.id) for slot in others])
    sizes = Counter(now.seats.values())
    return tuple(OtherClass(slot, sizes[slot.id], each) for slot, each in zip(others, told, strict=True))


@dataclass(frozen=True, slots=True)
class Swaps:
    """With whom somebody may change places, and why not with the others and how many these are; class by class."""

    offered: Mapping[str, tuple[Enrolment, ...]]
    barred: Mapping[tuple[str, str], int]

    @property
    def people_barred(self) -> int:
        return sum(self.barred.values())


def swaps_of(seating: Seating, enrolment: Enrolment) -> Swaps:
    """Judged by the rules of forming; nobody for whoever is accepted no more."""
    ids, offered, barred = seating.ids, defaultdict[str, list[Enrolment]](list), Counter[tuple[str, str]]()
    if enrolment.nomination_id not in ids:
        return Swaps({}, {})
    elsewhere = [(name, each) for name, people in classmates_elsewhere(enrolment) for each in people]
    known = [ids[each.nomination_id] for _name, each in elsewhere if each.nomination_id in ids]
    broken = violations_of_swaps(seating.problem, seating.solution, ids[enrolment.nomination_id], known)
    for name, each in elsewhere:
        found = broken.get(ids.get(each.nomination_id, ""))
        if found is None:
            barred[name, str(phrases.NOT_ACCEPTED) % {"name": each.nomination.person.full_name}] += 1
        elif found:
            barred[name, str(phrases.broken(seating.problem, found))] += 1
        else:
            offered[name].append(each)
    return Swaps({name: tuple(people) for name, people in offered.items()}, dict(barred))


def why_here(seating: Seating, enrolment: Enrolment) -> tuple[Cause, ...]:
    """Why somebody sits in this class, found when it is asked: nobody reads the reasons of thousands.

    The strongest reason first; empty when the person is accepted no more.
    """
    person = seating.ids.get(enrolment.nomination_id)
    return why(seating.problem, seating.solution, person) if person else ()
