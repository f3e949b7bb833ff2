"""Two people who belong together sit in the same class, or both wait."""

from collections.abc import Iterator

from khaigiang.core.forming.problem import FormingProblem
from khaigiang.core.forming.seats import Demand, Seats
from khaigiang.core.forming.solution import Solution, Violation

NAME = "together"


def post(problem: FormingProblem, seats: Seats) -> Iterator[Demand]:
    for one, other in sorted(problem.together):
        for slot in problem.classes:
            facts = {"candidate": one, "other": other, "class": slot.id}
            yield Demand("same_class", facts, seats.of(one, slot.id) == seats.of(other, slot.id))


def violations(problem: FormingProblem, solution: Solution) -> Iterator[Violation]:
    for one, other in sorted(problem.together):
        if solution.seats.get(one) != solution.seats.get(other):
            yield Violation(NAME, "not_together", {"candidate": one, "other": other})
