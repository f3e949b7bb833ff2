"""What a timetable must cost at least, found piece by piece: each class by itself, and the sharing out of the teaching.

The linear relaxation of a whole problem is loose where topics may come in many orders; these pieces are small enough to
be solved to the end, and no timetable of the whole can be cheaper in any of them. As no cost is in two pieces, the sum
is a bound of the whole.
"""

import math
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from khaigiang.core.interruption import interruptible
from khaigiang.core.timetabling.problem import ClassPlan, TimetableProblem
from khaigiang.core.timetabling.rules.catalogue import HARD_RULES
from khaigiang.core.timetabling.rules.compactness import Compactness
from khaigiang.core.timetabling.rules.fairness import fair_share
from khaigiang.core.timetabling.rules.lone_lessons import LoneLessons
from khaigiang.core.timetabling.rules.mornings import Mornings
from khaigiang.core.timetabling.rules.working_days import WorkingDays
from khaigiang.core.timetabling.size import decisions_of
from khaigiang.core.timetabling.together import attendances, leaders, with_classes
from khaigiang.core.timetabling.variables import build_variables

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import CpModel, CpSolver, IntVar, LinearExprT

OWN_RULES = (Mornings(), Compactness(), LoneLessons(), WorkingDays())
_UNITS_PER_CLASS = 0.5
_UNITS_FOR_SHARING = 0.5


@dataclass(frozen=True, slots=True)
class Bounds:
    """``own``: the least weighted cost of a class's ``OWN_RULES``, by class. ``fairness``, ``seats``: unweighted."""

    own: Mapping[str, int]
    fairness: int
    seats: int


def find_bounds(problem: TimetableProblem) -> Bounds:
    """Bounds of the pieces of a problem; 0 where nothing could be shown."""
    own = {plan.id: _own_cost(problem, plan) for plan in problem.classes}
    weights = problem.weights
    return Bounds(own, _sharing(problem) if weights.fairness else 0, _standing(problem) if weights.seats else 0)


def lower_bound(problem: TimetableProblem, most: int) -> int:
    """What a timetable costs at least, as far as it shows with models of ``most`` decisions in all."""
    able = Counter(topic_id for lecturer in problem.lecturers for topic_id in lecturer.topics)
    weights = problem.weights
    total = weights.seats * _standing(problem) if weights.seats else 0
    total += weights.fairness * _sharing(problem) if weights.fairness else 0
    if not any(rule.weight(weights) for rule in OWN_RULES):
        return total
    for plan in problem.classes:
        most -= decisions_of(plan, able, 0)
        if most < 0:
            break
        total += _own_cost(problem, plan)
    return total


def _standing(problem: TimetableProblem) -> int:
    """How many people must stand when half-days and rooms are shared out as if nothing else mattered."""
    from ortools.sat.python import cp_model

    leads, people = leaders(problem), attendances(problem)
    wanted: Counter[tuple[int, bool]] = Counter()
    for plan in problem.classes:
        for topic in plan.topics:
            if topic.wants_room and leads.get((plan.id, topic.id), plan.id) == plan.id:
                wanted[people[plan.id, topic.id], topic.is_short] += topic.parts
    half_days = {half_day for plan in problem.classes for half_day in plan.half_days}
    model = cp_model.CpModel()
    in_room: dict[str, list[IntVar]] = {room.id: [] for room in problem.rooms}
    prices: list[LinearExprT] = []
    for (coming, is_short), lessons in wanted.items():
        takes = [model.new_int_var(0, lessons, "") for _ in problem.rooms]
        model.add(sum(takes) == lessons)
        for room, taken in zip(problem.rooms, takes, strict=True):
            if not is_short:  # short topics may share a half-day
                in_room[room.id].append(taken)
            prices.append(max(0, coming - room.capacity) * taken)
    for room in problem.rooms:
        model.add(sum(in_room[room.id]) <= len(half_days - room.busy))
    return _least(model, sum(prices), _UNITS_FOR_SHARING)


def _own_cost(problem: TimetableProblem, plan: ClassPlan) -> int:
    """The class alone, with the lecturers it may have but without rooms; it pays for the days of topics it leads."""
    from ortools.sat.python import cp_model

    leads = leaders(problem)
    homeless = tuple(
        replace(
            topic,
            needs_room=False,
            min_days=topic.min_days if leads.get((plan.id, topic.id), plan.id) == plan.id else 0,
        )
        for topic in plan.topics
    )
    alone = with_classes(replace(problem, rooms=()), (replace(plan, topics=homeless),))
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
    for topic, (half_days, places) in _wanted(problem).items():
        takes = []
        for lecturer in problem.lecturers:
            if topic in lecturer.topics:
                takes.append(model.new_int_var(0, half_days, ""))
                given[lecturer.id].append(takes[-1])
        if takes:
            model.add(sum(takes) == places)
    prices: list[LinearExprT] = []
    for lecturer in problem.lecturers:
        held = len({lesson.half_day for lesson in problem.fixed if lecturer.id in lesson.lecturer_ids})
        most = sum(half_days for topic, (half_days, _places) in _wanted(problem).items() if topic in lecturer.topics)
        steps = range(max(0, held - share), max(0, held + most - share))
        above = [model.new_bool_var("") for _ in steps]
        model.add(sum(given[lecturer.id]) <= max(0, share - held) + sum(above))
        prices += [(step + 1) * literal for step, literal in zip(steps, above, strict=True)]
    return _least(model, sum(prices), _UNITS_FOR_SHARING)


def _wanted(problem: TimetableProblem) -> Mapping[str, tuple[int, int]]:
    """The half-days in which each topic is given, and how many lecturers it takes in all of them."""
    wanted: dict[str, tuple[int, int]] = {}
    leads = leaders(problem)
    for plan in problem.classes:
        for topic in plan.topics:
            leading = leads.get((plan.id, topic.id), plan.id) == plan.id
            if topic.wants_lecturer and not topic.is_short and leading:
                half_days, places = wanted.get(topic.id, (0, 0))
                wanted[topic.id] = half_days + topic.half_days, places + topic.half_days * topic.lecturers
    return wanted


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
