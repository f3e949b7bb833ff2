"""Two people who must be kept apart never sit in the same class."""

from collections.abc import Iterator

from khaigiang.core.forming.problem import FormingProblem
from khaigiang.core.forming.seats import Demand, Seats
from khaigiang.core.forming.solution import Solution, Violation

NAME = "apart"


def post(problem: FormingProblem, seats: Seats) -> Iterator[Demand]:
    for one, other in sorted(problem.apart):
        for slot in problem.classes:
            facts = {"candidate": one, "other": other, "class": slot.id}
            yield Demand("not_same_class", facts, seats.of(one, slot.id) + seats.of(other, slot.id) <= 1)


def violations(problem: FormingProblem, solution: Solution) -> Iterator[Violation]:
    for one, other in sorted(problem.apart):
        seat = solution.seats.get(one)
        if seat is not None and seat == solution.seats.get(other):
            yield Violation(NAME, "in_one_class", {"candidate": one, "other": other, "class": seat})
