"""A room is not used while it is taken by others."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from khaigiang.core.timetabling.problem import Timetable, TimetableProblem, Violation

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import BoolVarT, CpModel

    from khaigiang.core.timetabling.search.tables import Tables
    from khaigiang.core.timetabling.variables import Variables


class RoomAvailable:
    """Busy half-days are those the room is taken by others than our classes."""

    name = "room_available"

    def post(self, model: "CpModel", variables: "Variables", problem: TimetableProblem, on: "BoolVarT") -> None:
        for plan in problem.classes:
            for half_day, rooms in zip(plan.half_days, variables.room.get(plan.id, ()), strict=False):
                for room in problem.rooms:
                    if half_day in room.busy:
                        model.add_bool_or(~rooms[room.id]).only_enforce_if(on)

    def tabulate(self, tables: "Tables", problem: TimetableProblem) -> None:
        for place, room in enumerate(problem.rooms):
            taken = [tables.place[half_day] for half_day in room.busy if half_day in tables.place]
            tables.room_taken[place, taken] = 1

    def violations(self, problem: TimetableProblem, timetable: Timetable) -> Iterator[Violation]:
        taken = {(room.id, half_day) for room in problem.rooms for half_day in room.busy}
        for lesson in timetable.lessons:
            if lesson.room_id and (lesson.room_id, lesson.half_day) in taken:
                facts = {"class": lesson.class_id, "room": lesson.room_id, "half_day": str(lesson.half_day)}
                yield Violation(self.name, "room_busy", facts, (lesson,))
