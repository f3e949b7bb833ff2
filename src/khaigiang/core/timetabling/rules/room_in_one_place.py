"""A room holds one class in a half-day, or those that hear a topic together."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from khaigiang.core.calendar import HalfDay
from khaigiang.core.timetabling.problem import ClassPlan, Lesson, Timetable, TimetableProblem, Violation
from khaigiang.core.timetabling.reading import held_lessons
from khaigiang.core.timetabling.rules import KeptByShape
from khaigiang.core.timetabling.together import leaders, sitting
from khaigiang.core.timetabling.variables import NOWHERE, Piece

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import BoolVarT, CpModel

    from khaigiang.core.timetabling.variables import Variables


class RoomInOnePlace(KeptByShape):
    """Fixed lessons hold their rooms."""

    name = "room_in_one_place"

    def post(self, model: "CpModel", variables: "Variables", problem: TimetableProblem, on: "BoolVarT") -> None:
        taken = {(lesson.room_id, lesson.half_day) for lesson in problem.fixed}
        wanted: dict[tuple[str, HalfDay], list[BoolVarT]] = {}
        for plan in problem.classes:
            guest = self._guest(variables, problem, plan)
            for slot, rooms in enumerate(variables.room.get(plan.id, ())):
                for room, literal in rooms.items():
                    if room == NOWHERE:
                        continue
                    holds = literal
                    if guest:  # then the room is held by the class that leads
                        holds = model.new_bool_var("")
                        model.add_bool_or(holds, ~literal, *(variables.at[piece][slot] for piece in guest))
                    wanted.setdefault((room, plan.half_days[slot]), []).append(holds)
        for place, literals in wanted.items():
            if place in taken:
                model.add(sum(literals) == 0).only_enforce_if(on)
            elif len(literals) > 1:
                model.add(sum(literals) <= 1).only_enforce_if(on)

    def _guest(self, variables: "Variables", problem: TimetableProblem, plan: ClassPlan) -> list[Piece]:
        """The lessons that a class hears as another's guest."""
        leads = leaders(problem)
        return [piece for piece in variables.of_class(plan) if leads.get((plan.id, piece.topic.id), plan.id) != plan.id]

    def violations(self, problem: TimetableProblem, timetable: Timetable) -> Iterator[Violation]:
        own = {plan.id for plan in problem.classes}
        leads = leaders(problem)
        held: dict[tuple[str, HalfDay], list[Lesson]] = {}
        for lesson in held_lessons(problem, timetable):
            if lesson.room_id:
                held.setdefault((lesson.room_id, lesson.half_day), []).append(lesson)
        for (room, half_day), lessons in sorted(held.items()):
            classes = sorted({lesson.class_id for lesson in lessons})
            if len({sitting(leads, lesson) for lesson in lessons}) > 1 and own.intersection(classes):
                facts = {"room": room, "half_day": str(half_day), "classes": ", ".join(classes)}
                yield Violation(self.name, "room_held_twice", facts, tuple(lessons))
