"""The hard rules. Each stands in one file and states itself twice, in two ways that share no formula.

``post(problem, seats)`` yields what it demands of the solver's variables; ``violations(problem, solution)`` what a
finished seating, also one made by hand, breaks.
"""

from collections.abc import Iterator
from typing import Protocol

from khaigiang.core.forming.problem import FormingProblem
from khaigiang.core.forming.rules import (
    apart,
    availability,
    chief_and_deputy,
    forbidden,
    forced,
    one_place,
    sizes,
    together,
)
from khaigiang.core.forming.seats import Demand, Seats
from khaigiang.core.forming.solution import Solution, Violation


class Rule(Protocol):
    """What each module of this package is."""

    NAME: str

    def post(self, problem: FormingProblem, seats: Seats) -> Iterator[Demand]:
        """What the rule demands of the solver's variables."""

    def violations(self, problem: FormingProblem, solution: Solution) -> Iterator[Violation]:
        """What a seating breaks."""


RULES: tuple[Rule, ...] = (one_place, sizes, availability, forced, forbidden, together, apart, chief_and_deputy)
