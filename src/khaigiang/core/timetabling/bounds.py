"""What a timetable must cost at least, found piece by piece: each class by itself, and the sharing out of the teaching.

The linear relaxation of a whole problem is loose where topics may come in many orders; these pieces are small enough to
be solved to the end, and no timetable of the whole can be cheaper in any of them. As no cost is in two pieces, the sum
is a bound of the whole.
"""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from khaigiang.core.interruption import interruptible
from khaigiang.core.timetabling.problem import ClassPlan, TimetableProblem
from khaigiang.core.timetabling.rules.catalogue import HARD_RULES
from khaigiang.core.timetabling.rules.compactness import Compactness
from khaigiang.core.timetabling.rules.fairness import fair_share
from khaigiang.core.timetabling.rules.mornings import Mornings
from khaigiang.core.timetabling.variables import build_variables

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import CpModel, CpSolver, IntVar, LinearExprT

OWN_RULES = (Mornings(), Compactness())
_UNITS_PER_CLASS = 0.5
_UNITS_FOR_SHARING = 0.5


@dataclass(frozen=True, slots=True)
class Bounds:
    """``own``: the least weighted cost of a class's mornings and idle half-days, by class. ``fairness``: unweighted."""

    own: Mapping[str, int]
    fairness: int


def find_bounds(problem: TimetableProblem) -> Bounds:
    """Bounds of the pieces of a problem; 0 where nothing could be shown."""
    own = {plan.id: _own_cost(problem, plan) for plan in problem.classes}
    return Bounds(own, _sharing(problem) if problem.weights.fairness else 0)


def _own_cost(problem: TimetableProblem, plan: ClassPlan) -> int:
    """The class alone, with the lecturers it may have but without rooms."""
    from ortools.sat.python import cp_model

    homeless = tuple(replace(topic, needs_room=False) for topic in plan.topics)
    alone = replace(problem, classes=(replace(plan, topics=homeless),), rooms=())
    model = cp_model.CpModel()
    variables = build_variables(model, alone)
    on = model.new_constant(1)
    for rule in HARD_RULES:
        rule.post(model, variables, alone, on)
    weighted: list[LinearExprT] = [
        rule.weight(problem.weights) * breaches
        for rule in OWN_RULES
        for breaches in rule.post(model, variables, alone).values()
    ]
    return _least(model, sum(weighted), _UNITS_PER_CLASS)


def _sharing(problem: TimetableProblem) -> int:
    """The half-day topics shared out among competent lecturers as if everybody had time for everything."""
    from ortools.sat.python import cp_model

    model = cp_model.CpModel()
    share = fair_share(problem)
    given: dict[str, list[IntVar]] = {lecturer.id: [] for lecturer in problem.lecturers}
    for topic, half_days in _wanted(problem):
        takes = []
        for lecturer in problem.lecturers:
            if topic in lecturer.topics:
                takes.append(model.new_int_var(0, half_days, ""))
                given[lecturer.id].append(takes[-1])
        if takes:
            model.add(sum(takes) == half_days)
    prices: list[LinearExprT] = []
    for lecturer in problem.lecturers:
        held = len({lesson.half_day for lesson in problem.fixed if lecturer.id in lesson.lecturer_ids})
        most = sum(half_days for topic, half_days in _wanted(problem) if topic in lecturer.topics)
        steps = range(max(0, held - share), max(0, held + most - share))
        above = [model.new_bool_var("") for _ in steps]
        model.add(sum(given[lecturer.id]) <= max(0, share - held) + sum(above))
        prices += [(step + 1) * literal for step, literal in zip(steps, above, strict=True)]
    return _least(model, sum(prices), _UNITS_FOR_SHARING)


def _wanted(problem: TimetableProblem) -> Iterator[tuple[str, int]]:
    half_days: dict[str, int] = {}
    for plan in problem.classes:
        for topic in plan.topics:
            if topic.wants_lecturer and not topic.is_short:
                half_days[topic.id] = half_days.get(topic.id, 0) + topic.half_days
    yield from half_days.items()


def _least(model: "CpModel", total: "LinearExprT", units: float) -> int:
    from ortools.sat.python import cp_model

    model.minimize(total)
    solver: CpSolver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = 1
    solver.parameters.linearization_level = 2
    solver.parameters.max_deterministic_time = units
    solver.parameters.catch_sigint_signal = False
    found = interruptible(lambda: solver.solve(model), solver.stop_search)
    if found in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return max(0, math.ceil(solver.best_objective_bound - 1e-6))
    return 0
