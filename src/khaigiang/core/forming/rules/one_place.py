"""Everyone sits in exactly one class, or stands on the list of those without one."""

from collections.abc import Iterator

from khaigiang.core.forming.problem import FormingProblem
from khaigiang.core.forming.seats import Demand, Seats
from khaigiang.core.forming.solution import Solution, Violation

NAME = "one_place"


def post(problem: FormingProblem, seats: Seats) -> Iterator[Demand]:  # noqa: ARG001 - every rule is asked alike
    """Nothing to add: the variables are laid out so that nobody can sit twice."""
    yield from ()


def violations(problem: FormingProblem, solution: Solution) -> Iterator[Violation]:
    people = problem.candidates_by_id()
    classes = problem.classes_by_id()
    unplaced = frozenset(solution.unplaced)
    for person, slot in solution.seats.items():
        if person not in people:
            yield Violation(NAME, "unknown_candidate", {"candidate": person})
        if slot not in classes:
            yield Violation(NAME, "unknown_class", {"candidate": person, "class": slot})
        if person in unplaced:
            yield Violation(NAME, "placed_and_unplaced", {"candidate": person, "class": slot})
    for person in solution.unplaced:
        if person not in people:
            yield Violation(NAME, "unknown_candidate", {"candidate": person})
    for person in people:
        if person not in solution.seats and person not in unplaced:
            yield Violation(NAME, "forgotten", {"candidate": person})
