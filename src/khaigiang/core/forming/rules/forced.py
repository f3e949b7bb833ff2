"""Whoever is bound to a class, by decision or by a lock, sits in it."""

from collections.abc import Iterator

from khaigiang.core.forming.problem import FormingProblem
from khaigiang.core.forming.seats import Demand, Seats
from khaigiang.core.forming.solution import Solution, Violation

NAME = "forced"


def post(problem: FormingProblem, seats: Seats) -> Iterator[Demand]:
    """One demand per type: people of one type are all bound to the same class."""
    for place, kind in enumerate(seats.types):
        slot = problem.forced.get(kind.example.id)
        if slot is not None:
            facts = {
                "candidates": ", ".join(candidate.id for candidate in kind.members),
                "people": str(kind.size),
                "class": slot,
            }
            yield Demand("must_sit_in", facts, seats.count[place, slot] == kind.size)


def violations(problem: FormingProblem, solution: Solution) -> Iterator[Violation]:
    for person, slot in problem.forced.items():
        seat = solution.seats.get(person, "")
        if seat != slot:
            yield Violation(NAME, "not_in_class", {"candidate": person, "class": slot, "seat": seat})
