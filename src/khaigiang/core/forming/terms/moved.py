"""Whoever sat in a class before keeps that seat."""

from collections import Counter
from typing import TYPE_CHECKING

from khaigiang.core.forming.open_classes import open_classes
from khaigiang.core.forming.problem import FormingProblem, Moved
from khaigiang.core.forming.seats import Seats
from khaigiang.core.forming.solution import Solution

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import LinearExprT


def cost(problem: FormingProblem, seats: Seats, term: Moved) -> "LinearExprT":
    """People of one type sat in one class before, or in none."""
    return term.weight * sum(
        kind.size - seats.count[place, problem.before[kind.example.id]]
        for place, kind in enumerate(seats.types)
        if kind.example.id in problem.before
    )


def score(problem: FormingProblem, solution: Solution, term: Moved) -> int:
    return term.weight * sum(solution.seats.get(person) != seat for person, seat in problem.before.items())


def least(problem: FormingProblem, term: Moved) -> int:
    """What no seating can undercut, by counting alone.

    Whoever's class is closed to them now leaves it; so do those beyond its last seat; and who fills a class up to its
    minimum comes from those new to it, and then from another class.
    """
    open_to = open_classes(problem)
    stay = Counter(seat for person, seat in problem.before.items() if seat in open_to[person])
    shut_out = len(problem.before) - stay.total()
    beyond = sum(max(0, stay[slot.id] - slot.maximum) for slot in problem.classes)
    wanting = sum(max(0, slot.minimum - stay[slot.id]) for slot in problem.classes)
    free = len(problem.candidates) - stay.total()
    return term.weight * (shut_out + max(beyond, wanting - free))
