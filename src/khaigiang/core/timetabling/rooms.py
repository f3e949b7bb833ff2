"""Gives each class one room of its own before anything else is decided, where that costs nothing."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from khaigiang.core.calendar import HalfDay
from khaigiang.core.interruption import interruptible
from khaigiang.core.timetabling.problem import ClassPlan, Room, TimetableProblem

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import BoolVarT


def home_rooms(problem: TimetableProblem) -> Mapping[str, str]:
    """A room for each class that wants one, free in all its half-days whatever is taught when; empty if impossible.

    A class that never leaves its room cannot break a room rule nor cost a change of room, so fixing these rooms loses
    nothing: the best timetable with them is as good as without. That does not hold where the rooms open to a class lie
    in several venues, because the venue decides who must travel, nor where classes meet or rooms may be too small; then
    nothing is fixed.
    """
    from ortools.sat.python import cp_model

    topics = [topic for plan in problem.classes for topic in plan.topics]
    if problem.joint or problem.weights.seats or any(topic.attendance is not None for topic in topics):
        return {}
    plans = [plan for plan in problem.classes if any(topic.wants_room for topic in plan.topics)]
    open_rooms = {plan.id: _open_rooms(problem, plan) for plan in plans}
    if any(len({room.venue for room in rooms}) != 1 for rooms in open_rooms.values()):
        return {}
    model = cp_model.CpModel()
    holds: dict[str, dict[str, BoolVarT]] = {}
    held: dict[tuple[str, HalfDay], list[BoolVarT]] = {}
    for plan in plans:
        holds[plan.id] = {room.id: model.new_bool_var("") for room in open_rooms[plan.id]}
        model.add_exactly_one(holds[plan.id].values())
        for room, literal in holds[plan.id].items():
            for half_day in plan.half_days:
                held.setdefault((room, half_day), []).append(literal)
    for literals in held.values():
        if len(literals) > 1:
            model.add_at_most_one(literals)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.max_deterministic_time = 1.0
    solver.parameters.catch_sigint_signal = False
    if interruptible(lambda: solver.solve(model), solver.stop_search) not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return {}
    return {
        plan: room for plan, rooms in holds.items() for room, literal in rooms.items() if solver.boolean_value(literal)
    }


def _open_rooms(problem: TimetableProblem, plan: ClassPlan) -> tuple[Room, ...]:
    """The rooms that suit a class and that nobody else has in any of its half-days."""
    wanted = frozenset(plan.half_days)
    taken = {lesson.room_id for lesson in problem.fixed if lesson.half_day in wanted}
    return tuple(
        room
        for room in problem.rooms
        if room.capacity >= plan.size
        and plan.venue in ("", room.venue)
        and room.id not in taken
        and not wanted & room.busy
    )
