"""Nobody is called in for a single lesson that stands alone in the day."""

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from khaigiang.core.timetabling.problem import ClassPlan, Timetable, TimetableProblem, TopicKind, Weights
from khaigiang.core.timetabling.reading import lessons_by_class

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import CpModel, LinearExprT

    from khaigiang.core.timetabling.rules import Breaches
    from khaigiang.core.timetabling.search.tables import Tables
    from khaigiang.core.timetabling.variables import Variables


class LoneLessons:
    """Costs 1 for each taught half-day of a class with none taught directly before or after it on the same day.

    Self-study is not taught. The curriculum compactness of Di Gaspero, McCollum and Schaerf (2007).
    """

    name = "lone_lessons"

    def weight(self, weights: Weights) -> int:
        return weights.lone_lessons

    def post(self, model: "CpModel", variables: "Variables", problem: TimetableProblem) -> "Breaches":
        breaches: dict[str, LinearExprT] = {}
        for plan in problem.classes:
            pieces = [piece for piece in variables.of_class(plan) if piece.topic.kind is not TopicKind.SELF_STUDY]
            lone: list[LinearExprT] = []
            for slot in range(len(plan.half_days)):
                beside = [near for near in (slot - 1, slot + 1) if _same_day(plan, slot, near)]
                company = sum(variables.at[piece][near] for piece in pieces for near in beside)
                whole = sum(variables.at[piece][slot] for piece in pieces if not piece.topic.is_short)
                lone.append(model.new_bool_var(""))
                model.add(lone[-1] >= whole - company)
                for piece in pieces:
                    if piece.topic.is_short:
                        model.add(lone[-1] >= variables.at[piece][slot] - company)
            breaches[plan.id] = sum(lone)
        return breaches

    def tabulate(self, tables: "Tables", problem: TimetableProblem) -> None:
        table = tables.price_table(lambda taught: problem.weights.lone_lessons * _alone(taught))
        for number in range(len(problem.classes)):
            tables.price_days(number, table)

    def cost(self, problem: TimetableProblem, timetable: Timetable) -> int:
        count = 0
        for plan, lessons in lessons_by_class(problem, timetable):
            taught = {lesson.half_day for topic, lesson in lessons if topic.kind is not TopicKind.SELF_STUDY}
            accompanied = set()
            for one, two in pairwise(plan.half_days):
                if one.day == two.day and one in taught and two in taught:
                    accompanied |= {one, two}
            count += len(taught.intersection(plan.half_days) - accompanied)
        return count


def _same_day(plan: ClassPlan, slot: int, near: int) -> bool:
    return 0 <= near < len(plan.half_days) and plan.half_days[near].day == plan.half_days[slot].day


def _alone(taught: Sequence[bool]) -> int:
    padded = (False, *taught, False)
    return sum(now and not (padded[place] or padded[place + 2]) for place, now in enumerate(taught))
