"""The soft aims. Each is one file and states itself twice: ``cost`` for the solver, ``score`` for any seating."""

from typing import TYPE_CHECKING

from khaigiang.core.forming.problem import Balance, EvenSizes, FormingProblem, Level, Moved, Term, Unplaced, Wishes
from khaigiang.core.forming.seats import Seats
from khaigiang.core.forming.solution import Solution
from khaigiang.core.forming.terms import balance, even_sizes, moved, unplaced, wishes

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import CpModel, LinearExprT


def cost_of_level(problem: FormingProblem, seats: Seats, model: "CpModel", level: Level) -> "LinearExprT":
    """The level as an expression to minimise. Never below 0."""
    return sum(_cost(problem, seats, model, term) for term in level.terms)


def score_of_level(problem: FormingProblem, solution: Solution, level: Level) -> int:
    """The level's cost of a finished seating, counted without the solver."""
    return sum(score_of_term(problem, solution, term) for term in level.terms)


def least_of_level(problem: FormingProblem, level: Level) -> int:
    """A cost no seating can undercut, known without a search. Reaching it is a proof."""
    return sum(_least(problem, term) for term in level.terms)


def _least(problem: FormingProblem, term: Term) -> int:
    match term:
        case Unplaced():
            return unplaced.least(problem, term)
        case Wishes():
            return wishes.least(problem, term)
        case Moved():
            return moved.least(problem, term)
        case _:
            return 0


def _cost(problem: FormingProblem, seats: Seats, model: "CpModel", term: Term) -> "LinearExprT":
    match term:
        case Unplaced():
            return unplaced.cost(seats, term)
        case EvenSizes():
            return even_sizes.cost(problem, seats, model, term)
        case Balance():
            return balance.cost(problem, seats, model, term)
        case Moved():
            return moved.cost(problem, seats, term)
        case _:
            return wishes.cost(seats, term)


def score_of_term(problem: FormingProblem, solution: Solution, term: Term) -> int:
    """One term's cost of a finished seating."""
    match term:
        case Unplaced():
            return unplaced.score(problem, solution, term)
        case EvenSizes():
            return even_sizes.score(problem, solution, term)
        case Balance():
            return balance.score(problem, solution, term)
        case Moved():
            return moved.score(problem, solution, term)
        case _:
            return wishes.score(problem, solution, term)
