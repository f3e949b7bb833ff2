"""A class holds no fewer and no more people than it may."""

from collections import Counter
from collections.abc import Iterator

from khaigiang.core.forming.problem import FormingProblem
from khaigiang.core.forming.seats import Demand, Seats
from khaigiang.core.forming.solution import Solution, Violation

NAME = "sizes"


def post(problem: FormingProblem, seats: Seats) -> Iterator[Demand]:
    for slot in problem.classes:
        size = seats.size[slot.id]
        yield Demand("at_least", {"class": slot.id, "minimum": str(slot.minimum)}, size >= slot.minimum)
        yield Demand("at_most", {"class": slot.id, "maximum": str(slot.maximum)}, size <= slot.maximum)


def violations(problem: FormingProblem, solution: Solution) -> Iterator[Violation]:
    people = Counter(solution.seats.values())
    for slot in problem.classes:
        facts = {"class": slot.id, "people": str(people[slot.id])}
        if people[slot.id] < slot.minimum:
            yield Violation(NAME, "too_few", {**facts, "minimum": str(slot.minimum)})
        if people[slot.id] > slot.maximum:
            yield Violation(NAME, "too_many", {**facts, "maximum": str(slot.maximum)})
