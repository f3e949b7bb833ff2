"""A lesson that needs a room has one of the class's venue with a seat for everyone."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from khaigiang.core.timetabling.problem import Timetable, TimetableProblem, Violation
from khaigiang.core.timetabling.reading import lessons_by_class
from khaigiang.core.timetabling.variables import NOWHERE

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import BoolVarT, CpModel

    from khaigiang.core.timetabling.variables import Variables


class RoomSuitable:
    """A class without a venue may use the rooms of any."""

    name = "room_suitable"

    def post(self, model: "CpModel", variables: "Variables", problem: TimetableProblem, on: "BoolVarT") -> None:
        for plan in problem.classes:
            small = [
                room.id
                for room in problem.rooms
                if room.capacity < plan.size or (plan.venue and room.venue != plan.venue)
            ]
            housed = [piece for piece in variables.of_class(plan) if piece.topic.wants_room]
            for slot, rooms in enumerate(variables.room.get(plan.id, ())):
                for room in small:
                    model.add_bool_or(~rooms[room]).only_enforce_if(on)
                for piece in housed:
                    model.add_bool_or(~variables.at[piece][slot], ~rooms[NOWHERE]).only_enforce_if(on)

    def violations(self, problem: TimetableProblem, timetable: Timetable) -> Iterator[Violation]:
        rooms = {room.id: room for room in problem.rooms}
        for plan, lessons in lessons_by_class(problem, timetable):
            for topic, lesson in lessons:
                facts = {"class": plan.id, "topic": topic.id, "half_day": str(lesson.half_day)}
                if lesson.room_id is None:
                    if topic.wants_room:
                        yield Violation(self.name, "no_room", facts, (lesson,))
                    continue
                facts["room"] = lesson.room_id
                room = rooms.get(lesson.room_id)
                if room is None:
                    yield Violation(self.name, "unknown_room", facts, (lesson,))
                elif room.capacity < plan.size:
                    seats = {"capacity": str(room.capacity), "size": str(plan.size)}
                    yield Violation(self.name, "room_too_small", facts | seats, (lesson,))
                elif plan.venue not in ("", room.venue):
                    yield Violation(self.name, "room_at_other_venue", facts | {"venue": room.venue}, (lesson,))
