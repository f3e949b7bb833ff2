"""The solver's variables: how many people of each type sit in each class."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from khaigiang.core.forming.person_types import PersonType, count_types
from khaigiang.core.forming.problem import FormingProblem
from khaigiang.core.forming.solution import Solution

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import BoundedLinearExpression, CpModel, IntVar


@dataclass(frozen=True, slots=True)
class Demand:
    """A linear condition with the words for it: what a hard rule asks of the seats."""

    code: str
    facts: Mapping[str, str]
    condition: "BoundedLinearExpression | bool"


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

    def hint(self, solution: Solution) -> "Iterator[tuple[IntVar, int]]":
        """The value of every variable in a seating."""
        counts = count_types(self.types, solution)
        sizes = Counter(solution.seats.values())
        for key, variable in self.count.items():
            yield variable, counts[key]
        for place, variable in enumerate(self.unplaced):
            yield variable, self.types[place].size - sum(counts[place, slot] for slot in self.size)
        for slot, variable in self.size.items():
            yield variable, sizes[slot]


def lay_out_seats(problem: FormingProblem, types: tuple[PersonType, ...], model: "CpModel") -> Seats:
    """Make the variables, with only what follows from what they are; no rule yet."""
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
