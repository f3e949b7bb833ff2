"""Nobody sits in a class held while that person is not free."""

from collections.abc import Iterator

from khaigiang.core.forming.problem import FormingProblem
from khaigiang.core.forming.seats import Demand, Seats
from khaigiang.core.forming.solution import Solution, Violation

NAME = "availability"


def post(problem: FormingProblem, seats: Seats) -> Iterator[Demand]:
    """One demand per type, not per class: "when is this person not free" is one fact."""
    for place, kind in enumerate(seats.types):
        closed = [slot.id for slot in problem.classes if not kind.example.is_free_for(slot.window)]
        if closed:
            facts = {
                "candidates": ", ".join(candidate.id for candidate in kind.members),
                "people": str(kind.size),
                "classes": ", ".join(closed),
            }
            yield Demand("not_free", facts, sum(seats.count[place, slot] for slot in closed) == 0)


def violations(problem: FormingProblem, solution: Solution) -> Iterator[Violation]:
    classes = problem.classes_by_id()
    for candidate in problem.candidates:
        slot = classes.get(solution.seats.get(candidate.id, ""))
        if slot is None:
            continue
        for busy in candidate.unavailable:
            if any(day in busy for day in (slot.window.first, slot.window.last)) or busy.first in slot.window:
                facts = {"candidate": candidate.id, "class": slot.id, "first": str(busy.first), "last": str(busy.last)}
                yield Violation(NAME, "not_free", facts)
