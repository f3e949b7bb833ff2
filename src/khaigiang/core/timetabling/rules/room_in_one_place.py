"""A room holds one class in a half-day."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from khaigiang.core.calendar import HalfDay
from khaigiang.core.timetabling.problem import Lesson, Timetable, TimetableProblem, Violation
from khaigiang.core.timetabling.reading import held_lessons
from khaigiang.core.timetabling.variables import NOWHERE

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import BoolVarT, CpModel

    from khaigiang.core.timetabling.variables import Variables


class RoomInOnePlace:
    """Fixed lessons hold their rooms."""

    name = "room_in_one_place"

    def post(self, model: "CpModel", variables: "Variables", problem: TimetableProblem, on: "BoolVarT") -> None:
        taken = {(lesson.room_id, lesson.half_day) for lesson in problem.fixed}
        wanted: dict[tuple[str, HalfDay], list[BoolVarT]] = {}
        for plan in problem.classes:
            for half_day, rooms in zip(plan.half_days, variables.room.get(plan.id, ()), strict=False):
                for room, literal in rooms.items():
                    if room != NOWHERE:
                        wanted.setdefault((room, half_day), []).append(literal)
        for place, literals in wanted.items():
            if place in taken:
                model.add(sum(literals) == 0).only_enforce_if(on)
            elif len(literals) > 1:
                model.add(sum(literals) <= 1).only_enforce_if(on)

    def violations(self, problem: TimetableProblem, timetable: Timetable) -> Iterator[Violation]:
        own = {plan.id for plan in problem.classes}
        held: dict[tuple[str, HalfDay], list[Lesson]] = {}
        for lesson in held_lessons(problem, timetable):
            if lesson.room_id:
                held.setdefault((lesson.room_id, lesson.half_day), []).append(lesson)
        for (room, half_day), lessons in sorted(held.items()):
            classes = sorted({lesson.class_id for lesson in lessons})
            if len(classes) > 1 and own.intersection(classes):
                facts = {"room": room, "half_day": str(half_day), "classes": ", ".join(classes)}
                yield Violation(self.name, "room_held_twice", facts, tuple(lessons))
