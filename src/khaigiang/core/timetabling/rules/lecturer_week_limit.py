"""A lecturer teaches no more half-days a week than agreed."""

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from khaigiang.core.timetabling.problem import Lesson, Timetable, TimetableProblem, Violation
from khaigiang.core.timetabling.reading import held_lessons, lecturers_bookings, week_of

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import BoolVarT, CpModel, LinearExprT

    from khaigiang.core.calendar import HalfDay
    from khaigiang.core.timetabling.search.tables import Tables
    from khaigiang.core.timetabling.variables import Variables


class LecturerWeekLimit:
    """Weeks go from Monday to Sunday; fixed lessons count towards the limit."""

    name = "lecturer_week_limit"

    def post(self, model: "CpModel", variables: "Variables", problem: TimetableProblem, on: "BoolVarT") -> None:
        plans = {plan.id: plan for plan in problem.classes}
        fixed = {(lecturer, lesson.half_day) for lesson in problem.fixed for lecturer in lesson.lecturer_ids}
        held = Counter((lecturer, week_of(half_day)) for lecturer, half_day in fixed)
        for lecturer in problem.lecturers:
            if lecturer.max_per_week is None:
                continue
            weeks: dict[dt.date, list[LinearExprT]] = {}
            half_days: dict[dt.date, set[HalfDay]] = {}
            for class_id, slots in variables.engaged[lecturer.id].items():
                for slot, engaged in slots.items():
                    half_day = plans[class_id].half_days[slot]
                    weeks.setdefault(week_of(half_day), []).append(engaged)
                    half_days.setdefault(week_of(half_day), set()).add(half_day)
            for week, engagements in weeks.items():
                left = max(0, lecturer.max_per_week - held[lecturer.id, week])
                if len(half_days[week]) > left:
                    model.add(sum(engagements) <= left).only_enforce_if(on)

    def tabulate(self, tables: "Tables", problem: TimetableProblem) -> None:
        for place, lecturer in enumerate(problem.lecturers):
            if lecturer.max_per_week is not None:
                tables.week_limit[place] = lecturer.max_per_week

    def violations(self, problem: TimetableProblem, timetable: Timetable) -> Iterator[Violation]:
        limits = {each.id: each.max_per_week for each in problem.lecturers if each.max_per_week is not None}
        own = {plan.id for plan in problem.classes}
        for lecturer, half_days in lecturers_bookings(held_lessons(problem, timetable)).items():
            if lecturer not in limits:
                continue
            weeks: dict[tuple[int, int], list[tuple[Lesson, ...]]] = {}
            for half_day, lessons in half_days.items():
                weeks.setdefault(half_day.day.isocalendar()[:2], []).append(lessons)
            for (year, week), given in weeks.items():
                lessons = tuple(lesson for group in given for lesson in group)
                if len(given) > limits[lecturer] and any(lesson.class_id in own for lesson in lessons):
                    facts = {"lecturer": lecturer, "week": f"{year}-W{week:02}", "half_days": str(len(given))}
                    yield Violation(self.name, "too_much_in_a_week", facts | {"limit": str(limits[lecturer])}, lessons)
