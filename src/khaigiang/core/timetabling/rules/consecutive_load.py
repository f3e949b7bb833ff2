"""A lecturer is not asked to teach too many half-days in a row."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from khaigiang.core.calendar import HalfDay, Part
from khaigiang.core.timetabling.problem import Lesson, Timetable, TimetableProblem, Weights
from khaigiang.core.timetabling.reading import held_lessons
from khaigiang.core.timetabling.rules import SHARED

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import CpModel, LinearExprT

    from khaigiang.core.timetabling.rules import Breaches
    from khaigiang.core.timetabling.search.tables import Tables
    from khaigiang.core.timetabling.variables import Variables


class ConsecutiveLoad:
    """Costs 1 for each half-day taught directly after as many in a row as the limit allows.

    A row goes on overnight: an afternoon is followed by the next day's morning. An afternoon and an evening of one day
    count as one.
    """

    name = "consecutive_load"

    def weight(self, weights: Weights) -> int:
        return weights.consecutive_load

    def post(self, model: "CpModel", variables: "Variables", problem: TimetableProblem) -> "Breaches":
        length = problem.weights.consecutive_limit + 1
        over: list[LinearExprT] = []
        for lecturer in problem.lecturers:
            stages = self._stages(model, variables, problem, lecturer.id)
            for first in sorted(stages):
                row = [stages[stage] for stage in range(first, first + length) if stage in stages]
                if len(row) < length or all(isinstance(taught, int) for taught in row):
                    continue
                too_long = model.new_bool_var("")
                model.add(sum(row) <= length - 1 + too_long)
                over.append(too_long)
        return {SHARED: sum(over)}

    def _stages(
        self, model: "CpModel", variables: "Variables", problem: TimetableProblem, lecturer: str
    ) -> "dict[int, LinearExprT]":
        wanted: dict[int, list[LinearExprT]] = {}
        plans = {plan.id: plan for plan in problem.classes}
        for class_id, slots in variables.engaged[lecturer].items():
            for slot, engaged in slots.items():
                wanted.setdefault(_stage(plans[class_id].half_days[slot]), []).append(engaged)
        stages: dict[int, LinearExprT] = {}
        for stage, engagements in wanted.items():
            stages[stage] = engagements[0]
            if len(engagements) > 1:
                stages[stage] = model.new_bool_var("")
                for engaged in engagements:
                    model.add(stages[stage] >= engaged)
        for lesson in problem.fixed:
            if lecturer in lesson.lecturer_ids:
                stages[_stage(lesson.half_day)] = 1
        return stages

    def tabulate(self, tables: "Tables", problem: TimetableProblem) -> None:
        tables.row_limit, tables.row_price = problem.weights.consecutive_limit, problem.weights.consecutive_load

    def cost(self, problem: TimetableProblem, timetable: Timetable) -> int:
        limit = problem.weights.consecutive_limit
        known = {lecturer.id for lecturer in problem.lecturers}
        return _beyond(held_lessons(problem, timetable), known, limit) - _beyond(problem.fixed, known, limit)


def _stage(half_day: HalfDay) -> int:
    return 2 * half_day.day.toordinal() + (half_day.part is not Part.MORNING)


def _beyond(lessons: Iterable[Lesson], known: set[str], limit: int) -> int:
    days: dict[str, set[tuple[int, bool]]] = {}
    for lesson in lessons:
        for lecturer in known.intersection(lesson.lecturer_ids):
            held = days.setdefault(lecturer, set())
            held.add((lesson.half_day.day.toordinal(), lesson.half_day.part in (Part.AFTERNOON, Part.EVENING)))
    count = 0
    for held in days.values():
        run, last = 0, None
        for day, later in sorted(held):
            follows = last == ((day, False) if later else (day - 1, True))
            run = run + 1 if follows else 1
            last = (day, later)
            count += run > limit
    return count
