"""Everybody has a seat, as far as that can be."""

from typing import TYPE_CHECKING

from khaigiang.core.timetabling.problem import Timetable, TimetableProblem, Weights
from khaigiang.core.timetabling.together import attendances, leaders, sitting

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import CpModel, LinearExprT

    from khaigiang.core.timetabling.rules import Breaches
    from khaigiang.core.timetabling.search.tables import Tables
    from khaigiang.core.timetabling.variables import Variables


class Seats:
    """Costs 1 for each person above the room's seats, in each lesson; while it is off, room_suitable refuses the room.

    The room capacity of the curriculum-based problem (Di Gaspero, McCollum and Schaerf, 2007).
    """

    name = "seats"

    def weight(self, weights: Weights) -> int:
        return weights.seats

    def post(self, model: "CpModel", variables: "Variables", problem: TimetableProblem) -> "Breaches":
        leads, people = leaders(problem), attendances(problem)
        breaches: dict[str, list[LinearExprT]] = {plan.id: [] for plan in problem.classes}
        for piece in variables.pieces:
            key = (piece.class_id, piece.topic.id)
            if not piece.topic.wants_room or leads.get(key, piece.class_id) != piece.class_id:
                continue
            for there, rooms in zip(variables.at[piece], variables.room[piece.class_id], strict=True):
                for room in problem.rooms:
                    if people[key] > room.capacity:
                        crowded = model.new_bool_var("")
                        model.add_bool_or(crowded, ~there, ~rooms[room.id])
                        breaches[piece.class_id].append((people[key] - room.capacity) * crowded)
        return {class_id: sum(standing) for class_id, standing in breaches.items()}

    def tabulate(self, tables: "Tables", problem: TimetableProblem) -> None:
        people = attendances(problem)
        for e, event in enumerate(tables.events):
            coming = people[problem.classes[event.classes[0]].id, event.topic.id]
            standing = [max(0, coming - room.capacity) for room in problem.rooms]
            tables.room_price[e] += [problem.weights.seats * event.length * each for each in standing]

    def cost(self, problem: TimetableProblem, timetable: Timetable) -> int:
        seats = {room.id: room.capacity for room in problem.rooms}
        leads, people = leaders(problem), attendances(problem)
        standing = 0
        for lesson in timetable.lessons:
            if lesson.room_id in seats and sitting(leads, lesson) == lesson.class_id:
                coming = people.get((lesson.class_id, lesson.topic_id), 0)
                standing += max(0, coming - seats[lesson.room_id])
        return standing
