"""A topic of several half-days keeps its room."""

from typing import TYPE_CHECKING

from khaigiang.core.timetabling.problem import Timetable, TimetableProblem, Weights
from khaigiang.core.timetabling.together import leaders, sitting

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import BoolVarT, CpModel, LinearExprT

    from khaigiang.core.timetabling.rules import Breaches
    from khaigiang.core.timetabling.search.tables import Tables
    from khaigiang.core.timetabling.variables import Variables


class TopicRoom:
    """Costs 1 for each further room of a topic; a joint topic counts once.

    The room stability of the curriculum-based problem (Di Gaspero, McCollum and Schaerf, 2007).
    """

    name = "topic_room"

    def weight(self, weights: Weights) -> int:
        return weights.topic_room

    def post(self, model: "CpModel", variables: "Variables", problem: TimetableProblem) -> "Breaches":
        leads = leaders(problem)
        breaches: dict[str, LinearExprT] = {}
        for plan in problem.classes:
            further: list[LinearExprT] = []
            for topic in plan.topics:
                if topic.parts == 1 or not topic.wants_room or leads.get((plan.id, topic.id), plan.id) != plan.id:
                    continue
                used: dict[str, BoolVarT] = {room.id: model.new_bool_var("") for room in problem.rooms}
                for piece in variables.of_topic(plan, topic):
                    for there, rooms in zip(variables.at[piece], variables.room[plan.id], strict=True):
                        for room, literal in used.items():
                            model.add_bool_or(literal, ~there, ~rooms[room])
                further.append(model.new_int_var(0, topic.parts, ""))
                model.add(further[-1] >= sum(used.values()) - 1)
            breaches[plan.id] = sum(further)
        return breaches

    def tabulate(self, tables: "Tables", problem: TimetableProblem) -> None:
        for number in range(len(problem.classes)):
            for topic, events in tables.topics_led(number).items():
                if topic.wants_room and len(events) > 1:
                    tables.price_rooms(events, problem.weights.topic_room)

    def cost(self, problem: TimetableProblem, timetable: Timetable) -> int:
        leads = leaders(problem)
        planned = {(plan.id, topic.id) for plan in problem.classes for topic in plan.topics}
        rooms: dict[tuple[str, str], set[str]] = {}
        for lesson in timetable.lessons:
            key = (lesson.class_id, lesson.topic_id)
            if lesson.room_id and key in planned and sitting(leads, lesson) == lesson.class_id:
                rooms.setdefault(key, set()).add(lesson.room_id)
        return sum(len(used) - 1 for used in rooms.values())
