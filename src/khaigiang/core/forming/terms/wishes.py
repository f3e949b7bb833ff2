"""People sit in the class they asked for."""

from typing import TYPE_CHECKING

from khaigiang.core.forming.open_classes import open_classes
from khaigiang.core.forming.problem import FormingProblem, Wishes
from khaigiang.core.forming.seats import Seats
from khaigiang.core.forming.solution import Solution

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import LinearExprT


def cost(seats: Seats, term: Wishes) -> "LinearExprT":
    return term.weight * sum(
        kind.size - seats.count[place, kind.example.wish]
        for place, kind in enumerate(seats.types)
        if kind.example.wish is not None
    )


def least(problem: FormingProblem, term: Wishes) -> int:
    """What no seating can undercut: wishes for a class that is not open to whoever has them."""
    open_to = open_classes(problem)
    return term.weight * sum(
        candidate.wish is not None and candidate.wish not in open_to[candidate.id] for candidate in problem.candidates
    )


def score(problem: FormingProblem, solution: Solution, term: Wishes) -> int:
    return term.weight * sum(
        candidate.wish is not None and solution.seats.get(candidate.id) != candidate.wish
        for candidate in problem.candidates
    )
