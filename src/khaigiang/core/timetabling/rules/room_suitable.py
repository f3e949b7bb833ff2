"""A lesson that needs a room has one of the class's venue, with a seat for everyone unless seats are a soft rule."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from khaigiang.core.timetabling.problem import ClassPlan, Room, Timetable, TimetableProblem, Violation
from khaigiang.core.timetabling.reading import lessons_by_class
from khaigiang.core.timetabling.together import attendances
from khaigiang.core.timetabling.variables import NOWHERE

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import BoolVarT, CpModel

    from khaigiang.core.timetabling.search.tables import Tables
    from khaigiang.core.timetabling.variables import Variables


class RoomSuitable:
    """A class without a venue may use the rooms of any."""

    name = "room_suitable"

    def post(self, model: "CpModel", variables: "Variables", problem: TimetableProblem, on: "BoolVarT") -> None:
        people = attendances(problem)
        for plan in problem.classes:
            housed = [piece for piece in variables.of_class(plan) if piece.topic.wants_room]
            few = min((people[plan.id, piece.topic.id] for piece in housed), default=0)
            for slot, rooms in enumerate(variables.room.get(plan.id, ())):
                for room in problem.rooms:
                    if not _has_place(problem, plan, room, few):
                        model.add_bool_or(~rooms[room.id]).only_enforce_if(on)
                for piece in housed:
                    there = variables.at[piece][slot]
                    model.add_bool_or(~there, ~rooms[NOWHERE]).only_enforce_if(on)
                    for room in problem.rooms:
                        if _has_place(problem, plan, room, few) and not _has_place(
                            problem, plan, room, people[plan.id, piece.topic.id]
                        ):
                            model.add_bool_or(~there, ~rooms[room.id]).only_enforce_if(on)

    def tabulate(self, tables: "Tables", problem: TimetableProblem) -> None:
        people = attendances(problem)
        for e, event in enumerate(tables.events):
            for number in event.classes:
                plan = problem.classes[number]
                coming = people[plan.id, event.topic.id]
                tables.may_hold[e] &= [_has_place(problem, plan, room, coming) for room in problem.rooms]

    def violations(self, problem: TimetableProblem, timetable: Timetable) -> Iterator[Violation]:
        rooms = {room.id: room for room in problem.rooms}
        people = attendances(problem)
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
                elif not problem.weights.seats and room.capacity < people[plan.id, topic.id]:
                    seats = {"capacity": str(room.capacity), "size": str(people[plan.id, topic.id])}
                    yield Violation(self.name, "room_too_small", facts | seats, (lesson,))
                elif plan.venue not in ("", room.venue):
                    yield Violation(self.name, "room_at_other_venue", facts | {"venue": room.venue}, (lesson,))


def _has_place(problem: TimetableProblem, plan: ClassPlan, room: Room, people: int) -> bool:
    return plan.venue in ("", room.venue) and (problem.weights.seats > 0 or room.capacity >= people)
