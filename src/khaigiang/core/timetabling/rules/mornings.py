"""Lectures belong in the morning, discussion and self-study after it."""

from typing import TYPE_CHECKING

from khaigiang.core.calendar import Part
from khaigiang.core.timetabling.problem import Timetable, TimetableProblem, TopicKind, Weights
from khaigiang.core.timetabling.reading import lessons_by_class

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import BoolVarT, CpModel, LinearExprT

    from khaigiang.core.timetabling.rules import Breaches
    from khaigiang.core.timetabling.search.tables import Tables
    from khaigiang.core.timetabling.variables import Variables

_LIGHT = frozenset({TopicKind.DISCUSSION, TopicKind.SELF_STUDY})


class Mornings:
    """Costs 1 for each lecture outside a morning and each discussion or self-study within one."""

    name = "mornings"

    def weight(self, weights: Weights) -> int:
        return weights.mornings

    def post(self, model: "CpModel", variables: "Variables", problem: TimetableProblem) -> "Breaches":  # noqa: ARG002 - all rules are posted alike
        breaches: dict[str, LinearExprT] = {}
        for plan in problem.classes:
            ill_placed: list[BoolVarT] = []
            for piece in variables.of_class(plan):
                for half_day, there in zip(plan.half_days, variables.at[piece], strict=True):
                    morning = half_day.part is Part.MORNING
                    if piece.topic.kind in _LIGHT if morning else piece.topic.kind is TopicKind.LECTURE:
                        ill_placed.append(there)
            breaches[plan.id] = sum(ill_placed)
        return breaches

    def tabulate(self, tables: "Tables", problem: TimetableProblem) -> None:
        for e, event in enumerate(tables.events):
            kind = event.topic.kind
            for start, taken in tables.starts(e):
                mornings = sum(tables.times[time].part is Part.MORNING for time in taken)
                ill_placed = mornings if kind in _LIGHT else 0
                if kind is TopicKind.LECTURE:
                    ill_placed = len(taken) - mornings
                tables.time_price[e, start] += problem.weights.mornings * len(event.classes) * ill_placed

    def cost(self, problem: TimetableProblem, timetable: Timetable) -> int:
        count = 0
        for _, lessons in lessons_by_class(problem, timetable):
            for topic, lesson in lessons:
                if topic.kind is TopicKind.LECTURE:
                    count += lesson.half_day.part is not Part.MORNING
                elif topic.kind is TopicKind.DISCUSSION or topic.kind is TopicKind.SELF_STUDY:
                    count += lesson.half_day.part is Part.MORNING
        return count
