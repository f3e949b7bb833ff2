"""The judge of any seating, from the solver or made by hand. Knows nothing of the solver."""

from khaigiang.core.forming.problem import FormingProblem
from khaigiang.core.forming.rules import RULES
from khaigiang.core.forming.solution import Solution, Violation


def verify(problem: FormingProblem, solution: Solution) -> tuple[Violation, ...]:
    """Every hard rule a seating breaks, in the order of the rules; empty when it may stand."""
    return tuple(violation for rule in RULES for violation in rule.violations(problem, solution))
