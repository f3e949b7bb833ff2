"""The solver's variables: how many people of each type sit in each class."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from khaigiang.core.forming.person_types import PersonType, gather_types
from khaigiang.core.forming.problem import FormingProblem
from khaigiang.core.forming.solution import Solution

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import BoundedLinearExpression, CpModel, IntVar


@dataclass(frozen=True, slots=True)
class Demand:
    """A linear condition with the words for it: what a hard rule asks of the seats."""

    code: str
    facts: Mapping[str, str]
    condition: "BoundedLinearExpression"


@dataclass(frozen=True, slots=True)
class Seats:
    """``count[place of type, class id]`` people, ``unplaced[place of type]`` people, ``size[class id]`` people.

    For every type: counts + unplaced = its size. For every class: size = the sum of its counts.
    """

    types: tuple[PersonType, ...]
    count: Mapping[tuple[int, str], "IntVar"]
    unplaced: tuple["IntVar", ...]
    size: Mapping[str, "IntVar"]
    type_of: Mapping[str, int]

    def of(self, candidate_id: str, class_id: str) -> "IntVar":
        """Whether this person sits in this class: 0 or 1, for whoever is alone in the type; else the type's count."""
        return self.count[self.type_of[candidate_id], class_id]

    def all_variables(self) -> "list[IntVar]":
        return [*self.count.values(), *self.unplaced, *self.size.values()]


def lay_out_seats(problem: FormingProblem, model: "CpModel") -> Seats:
    """Make the variables, with only what follows from what they are; no rule yet."""
    types = gather_types(problem)
    people = len(problem.candidates)
    count = {
        (place, slot.id): model.new_int_var(0, kind.size, f"count[{place},{slot.id}]")
        for place, kind in enumerate(types)
        for slot in problem.classes
    }
    unplaced = tuple(model.new_int_var(0, kind.size, f"unplaced[{place}]") for place, kind in enumerate(types))
    size = {slot.id: model.new_int_var(0, people, f"size[{slot.id}]") for slot in problem.classes}
    for place, kind in enumerate(types):
        model.add(sum(count[place, slot.id] for slot in problem.classes) + unplaced[place] == kind.size)
    for slot in problem.classes:
        model.add(sum(count[place, slot.id] for place in range(len(types))) == size[slot.id])
    type_of = {candidate.id: place for place, kind in enumerate(types) for candidate in kind.members}
    return Seats(types, count, unplaced, size, type_of)


def seat_people(problem: FormingProblem, seats: Seats, value: "Callable[[IntVar], int]") -> Solution:
    """Turn counts into names: within a type, in the stated order, classes filled as they are listed."""
    placed: dict[str, str] = {}
    for place, kind in enumerate(seats.types):
        waiting = iter(kind.members)
        for slot in problem.classes:
            for _ in range(value(seats.count[place, slot.id])):
                placed[next(waiting).id] = slot.id
    by_order = sorted(problem.candidates, key=lambda candidate: (candidate.order, candidate.id))
    return Solution(
        {candidate.id: placed[candidate.id] for candidate in by_order if candidate.id in placed},
        tuple(candidate.id for candidate in by_order if candidate.id not in placed),
    )
