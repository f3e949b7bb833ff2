"""A lecturer teaches no more half-days a day than agreed."""

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from khaigiang.core.timetabling.problem import Lesson, Timetable, TimetableProblem, Violation
from khaigiang.core.timetabling.reading import held_lessons, lecturers_bookings

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import BoolVarT, CpModel, LinearExprT

    from khaigiang.core.timetabling.search.tables import Tables
    from khaigiang.core.timetabling.variables import Variables


class LecturerDayLimit:
    """Fixed lessons count towards the limit."""

    name = "lecturer_day_limit"

    def post(self, model: "CpModel", variables: "Variables", problem: TimetableProblem, on: "BoolVarT") -> None:
        plans = {plan.id: plan for plan in problem.classes}
        fixed = {(lecturer, lesson.half_day) for lesson in problem.fixed for lecturer in lesson.lecturer_ids}
        held = Counter((lecturer, half_day.day) for lecturer, half_day in fixed)
        for lecturer in problem.lecturers:
            days: dict[dt.date, list[LinearExprT]] = {}
            parts: dict[dt.date, set[str]] = {}
            for class_id, slots in variables.engaged[lecturer.id].items():
                for slot, engaged in slots.items():
                    half_day = plans[class_id].half_days[slot]
                    days.setdefault(half_day.day, []).append(engaged)
                    parts.setdefault(half_day.day, set()).add(half_day.part)
            for day, engagements in days.items():
                left = max(0, lecturer.max_per_day - held[lecturer.id, day])
                if len(parts[day]) > left:
                    model.add(sum(engagements) <= left).only_enforce_if(on)

    def tabulate(self, tables: "Tables", problem: TimetableProblem) -> None:
        tables.day_limit[:] = [lecturer.max_per_day for lecturer in problem.lecturers]

    def violations(self, problem: TimetableProblem, timetable: Timetable) -> Iterator[Violation]:
        limits = {lecturer.id: lecturer.max_per_day for lecturer in problem.lecturers}
        own = {plan.id for plan in problem.classes}
        for lecturer, half_days in lecturers_bookings(held_lessons(problem, timetable)).items():
            days: dict[dt.date, list[tuple[Lesson, ...]]] = {}
            for half_day, lessons in half_days.items():
                days.setdefault(half_day.day, []).append(lessons)
            for day, given in days.items():
                limit = limits.get(lecturer, len(given))
                lessons = tuple(lesson for group in given for lesson in group)
                if len(given) > limit and any(lesson.class_id in own for lesson in lessons):
                    facts = {"lecturer": lecturer, "day": day.isoformat(), "half_days": str(len(given))}
                    yield Violation(self.name, "too_much_in_a_day", facts | {"limit": str(limit)}, lessons)
