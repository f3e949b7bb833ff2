"""Nobody sits in a class that person was kept out of."""

from collections.abc import Iterator

from khaigiang.core.forming.problem import FormingProblem
from khaigiang.core.forming.seats import Demand, Seats
from khaigiang.core.forming.solution import Solution, Violation

NAME = "forbidden"


def post(problem: FormingProblem, seats: Seats) -> Iterator[Demand]:
    for person, slot in sorted(problem.forbidden):
        yield Demand("may_not_sit_in", {"candidate": person, "class": slot}, seats.of(person, slot) == 0)


def violations(problem: FormingProblem, solution: Solution) -> Iterator[Violation]:
    for person, slot in solution.seats.items():
        if (person, slot) in problem.forbidden:
            yield Violation(NAME, "in_forbidden_class", {"candidate": person, "class": slot})
