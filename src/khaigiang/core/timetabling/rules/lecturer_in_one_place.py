"""A lecturer serves one class in a half-day, or those that hear a topic together."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from khaigiang.core.calendar import HalfDay
from khaigiang.core.timetabling.problem import Timetable, TimetableProblem, Violation
from khaigiang.core.timetabling.reading import held_lessons, lecturers_bookings
from khaigiang.core.timetabling.rules import KeptByShape
from khaigiang.core.timetabling.together import leaders, sitting

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import BoolVarT, CpModel, LinearExprT

    from khaigiang.core.timetabling.variables import Variables


class LecturerInOnePlace(KeptByShape):
    """Several lessons of one class in the same half-day are one place; fixed lessons count."""

    name = "lecturer_in_one_place"

    def post(self, model: "CpModel", variables: "Variables", problem: TimetableProblem, on: "BoolVarT") -> None:
        plans = {plan.id: plan for plan in problem.classes}
        taken = {(lecturer, lesson.half_day) for lesson in problem.fixed for lecturer in lesson.lecturer_ids}
        for lecturer, classes in variables.engaged.items():
            wanted: dict[HalfDay, list[LinearExprT]] = {}
            for class_id, slots in classes.items():
                for slot, engaged in slots.items():
                    wanted.setdefault(plans[class_id].half_days[slot], []).append(engaged)
            for half_day, classes_then in wanted.items():
                if (lecturer, half_day) in taken:
                    model.add(sum(classes_then) == 0).only_enforce_if(on)
                elif len(classes_then) > 1:
                    model.add(sum(classes_then) <= 1).only_enforce_if(on)

    def violations(self, problem: TimetableProblem, timetable: Timetable) -> Iterator[Violation]:
        own = {plan.id for plan in problem.classes}
        leads = leaders(problem)
        for lecturer, half_days in lecturers_bookings(held_lessons(problem, timetable)).items():
            for half_day, lessons in half_days.items():
                classes = sorted({lesson.class_id for lesson in lessons})
                if len({sitting(leads, lesson) for lesson in lessons}) > 1 and own.intersection(classes):
                    facts = {"lecturer": lecturer, "half_day": str(half_day), "classes": ", ".join(classes)}
                    yield Violation(self.name, "lecturer_in_two_classes", facts, lessons)
