"""Nobody is left without a class."""

from typing import TYPE_CHECKING

from khaigiang.core.forming.open_classes import seatable
from khaigiang.core.forming.problem import FormingProblem, Unplaced
from khaigiang.core.forming.seats import Seats
from khaigiang.core.forming.solution import Solution

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import LinearExprT


def cost(seats: Seats, term: Unplaced) -> "LinearExprT":
    return term.weight * sum(seats.unplaced)


def score(problem: FormingProblem, solution: Solution, term: Unplaced) -> int:
    return term.weight * sum(candidate.id not in solution.seats for candidate in problem.candidates)


def least(problem: FormingProblem, term: Unplaced) -> int:
    """What no seating can undercut, by counting alone: those with no class open, or those beyond the last seat."""
    shut_out = len(problem.candidates) - len(seatable(problem))
    beyond = len(problem.candidates) - sum(slot.maximum for slot in problem.classes)
    return term.weight * max(shut_out, beyond)
