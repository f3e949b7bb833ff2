"""A class keeps its room."""

from typing import TYPE_CHECKING

from khaigiang.core.timetabling.problem import Timetable, TimetableProblem, Weights
from khaigiang.core.timetabling.reading import lessons_by_class

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import BoolVarT, CpModel, LinearExprT

    from khaigiang.core.timetabling.rules import Breaches
    from khaigiang.core.timetabling.search.tables import Tables
    from khaigiang.core.timetabling.variables import Variables


class SameRoom:
    """Costs 1 for each further room a class uses."""

    name = "same_room"

    def weight(self, weights: Weights) -> int:
        return weights.same_room

    def post(self, model: "CpModel", variables: "Variables", problem: TimetableProblem) -> "Breaches":
        breaches: dict[str, LinearExprT] = {}
        for class_id, slots in variables.room.items():
            uses: list[BoolVarT] = []
            for room in problem.rooms:
                used = model.new_bool_var("")
                for rooms in slots:
                    model.add_implication(rooms[room.id], used)
                uses.append(used)
            beyond = model.new_int_var(0, len(problem.rooms), "")
            model.add(beyond >= sum(uses) - 1)
            breaches[class_id] = beyond
        return breaches

    def tabulate(self, tables: "Tables", problem: TimetableProblem) -> None:
        for number in range(len(problem.classes)):
            housed = [e for e, event in tables.events_of_class(number) if event.topic.wants_room]
            tables.price_rooms(housed, problem.weights.same_room)

    def cost(self, problem: TimetableProblem, timetable: Timetable) -> int:
        count = 0
        for _, lessons in lessons_by_class(problem, timetable):
            rooms = {lesson.room_id for _, lesson in lessons if lesson.room_id}
            count += max(0, len(rooms) - 1)
        return count
