"""A class is not left idle before it is taught again the same day."""

import datetime as dt
from collections.abc import Sequence
from itertools import combinations
from typing import TYPE_CHECKING

from khaigiang.core.timetabling.problem import Timetable, TimetableProblem, TopicKind, Weights
from khaigiang.core.timetabling.reading import lessons_by_class

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import CpModel, LinearExprT

    from khaigiang.core.timetabling.rules import Breaches
    from khaigiang.core.timetabling.search.tables import Tables
    from khaigiang.core.timetabling.variables import Variables


class Compactness:
    """Costs 1 for each half-day that is free or self-study and has a lesson later the same day."""

    name = "compactness"

    def weight(self, weights: Weights) -> int:
        return weights.compactness

    def post(self, model: "CpModel", variables: "Variables", problem: TimetableProblem) -> "Breaches":
        breaches: dict[str, LinearExprT] = {}
        for plan in problem.classes:
            pieces = [piece for piece in variables.of_class(plan) if piece.topic.kind is not TopicKind.SELF_STUDY]
            idle: dict[int, LinearExprT] = {}
            for early, late in combinations(range(len(plan.half_days)), 2):
                if plan.half_days[early].day != plan.half_days[late].day:
                    continue
                if early not in idle:
                    idle[early] = model.new_bool_var("")
                now = sum(variables.at[piece][early] for piece in pieces)
                then = sum(variables.at[piece][late] for piece in pieces if not piece.topic.is_short)
                model.add(idle[early] >= then - now)
                for piece in pieces:
                    if piece.topic.is_short:
                        model.add(idle[early] >= variables.at[piece][late] - now)
            breaches[plan.id] = sum(idle.values())
        return breaches

    def tabulate(self, tables: "Tables", problem: TimetableProblem) -> None:
        table = tables.price_table(lambda taught: problem.weights.compactness * _idle(taught))
        for number in range(len(problem.classes)):
            tables.price_days(number, table)

    def cost(self, problem: TimetableProblem, timetable: Timetable) -> int:
        count = 0
        for plan, lessons in lessons_by_class(problem, timetable):
            taught = {lesson.half_day for topic, lesson in lessons if topic.kind is not TopicKind.SELF_STUDY}
            last: dict[dt.date, int] = {}
            for slot, half_day in enumerate(plan.half_days):
                if half_day in taught:
                    last[half_day.day] = slot
            for slot, half_day in enumerate(plan.half_days):
                count += half_day not in taught and slot < last.get(half_day.day, -1)
        return count


def _idle(taught: Sequence[bool]) -> int:
    return sum(not now and any(taught[place:]) for place, now in enumerate(taught))
