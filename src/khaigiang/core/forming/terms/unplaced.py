"""Nobody is left without a class."""

from typing import TYPE_CHECKING

from khaigiang.core.forming.problem import FormingProblem, Unplaced
from khaigiang.core.forming.seats import Seats
from khaigiang.core.forming.solution import Solution

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import CpModel, LinearExprT


def cost(problem: FormingProblem, seats: Seats, model: "CpModel", term: Unplaced) -> "LinearExprT":  # noqa: ARG001 - every term is asked alike
    return term.weight * sum(seats.unplaced)


def score(problem: FormingProblem, solution: Solution, term: Unplaced) -> int:
    return term.weight * sum(candidate.id not in solution.seats for candidate in problem.candidates)
