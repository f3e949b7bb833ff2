"""Judges any timetable, made by the solver or by hand, without the solver."""

from collections.abc import Mapping

from khaigiang.core.timetabling.problem import Timetable, TimetableProblem, Violation
from khaigiang.core.timetabling.rules.catalogue import HARD_RULES, SOFT_RULES


def verify(problem: TimetableProblem, timetable: Timetable) -> tuple[Violation, ...]:
    """Every breach of a hard rule, rule by rule; empty when the timetable may be published."""
    return tuple(breach for rule in HARD_RULES for breach in rule.violations(problem, timetable))


def costs(problem: TimetableProblem, timetable: Timetable) -> Mapping[str, int]:
    """What each soft rule that is switched on costs, weighted, by its name."""
    weights = {rule.name: rule.weight(problem.weights) for rule in SOFT_RULES}
    return {rule.name: weights[rule.name] * rule.cost(problem, timetable) for rule in SOFT_RULES if weights[rule.name]}


def cost(problem: TimetableProblem, timetable: Timetable) -> int:
    """The objective of a timetable, counted afresh."""
    return sum(costs(problem, timetable).values())
