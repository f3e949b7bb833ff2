"""Each value of an attribute is spread over the classes in proportion to their size.

The fair share of a value in a class is (people with the value) x (size of the class) / (all people). People
with no class open are not counted. A count is not
blamed for the rounding: only what lies below the share rounded down, or above it rounded up, costs. So a perfect spread
costs 0, which is its own proof, and the bound stays tight.
"""

import math
from collections import Counter
from fractions import Fraction
from typing import TYPE_CHECKING

from khaigiang.core.forming.open_classes import seatable
from khaigiang.core.forming.problem import Balance, FormingProblem
from khaigiang.core.forming.seats import Seats
from khaigiang.core.forming.solution import Solution

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import CpModel, LinearExprT


def cost(problem: FormingProblem, seats: Seats, model: "CpModel", term: Balance) -> "LinearExprT":
    """Rounding written without division: n <= ceil(s/all) is all*n <= s + all-1, and n >= floor(s/all) its mirror."""
    shared_out = frozenset(candidate.id for candidate in seatable(problem))
    everyone = len(shared_out)
    types_of: dict[str, list[int]] = {}
    for place, kind in enumerate(seats.types):
        if kind.example.id in shared_out:
            types_of.setdefault(problem.value(kind.example, term.attribute), []).append(place)
    types_of.pop("", None)
    strays = []
    for value, places in types_of.items():
        people = sum(seats.types[place].size for place in places)
        for slot in problem.classes:
            here = sum(seats.count[place, slot.id] for place in places)
            share = people * seats.size[slot.id]
            stray = model.new_int_var(0, people, f"stray[{term.attribute}={value},{slot.id}]")
            model.add(everyone * (here - stray) <= share + everyone - 1)
            model.add(everyone * (here + stray) >= share - everyone + 1)
            strays.append(stray)
    return term.weight * sum(strays)


def score(problem: FormingProblem, solution: Solution, term: Balance) -> int:
    return term.weight * sum(strays(problem, solution, term).values())


def strays(problem: FormingProblem, solution: Solution, term: Balance) -> dict[tuple[str, str], int]:
    """(value, class id) → people too few or too many there, for every known value, in order of appearance."""
    sizes = Counter(solution.seats.values())
    values = {candidate.id: problem.value(candidate, term.attribute) for candidate in seatable(problem)}
    people = Counter(value for value in values.values() if value)
    here = Counter((values[person], slot) for person, slot in solution.seats.items() if person in values)
    found: dict[tuple[str, str], int] = {}
    for value in people:
        for slot in problem.classes:
            share = Fraction(people[value] * sizes[slot.id], len(values))
            count = here[value, slot.id]
            found[value, slot.id] = max(0, count - math.ceil(share), math.floor(share) - count)
    return found
