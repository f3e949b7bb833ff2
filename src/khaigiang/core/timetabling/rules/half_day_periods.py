"""The lessons of a half-day lie within its periods."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from khaigiang.core.timetabling.problem import Timetable, TimetableProblem, Violation
from khaigiang.core.timetabling.reading import lessons_by_class

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import BoolVarT, CpModel

    from khaigiang.core.timetabling.search.tables import Tables
    from khaigiang.core.timetabling.variables import Variables


class HalfDayPeriods:
    """Short topics of one half-day do not add up to more than the half-day has; ceremonies are another rule's."""

    name = "half_day_periods"

    def post(self, model: "CpModel", variables: "Variables", problem: TimetableProblem, on: "BoolVarT") -> None:
        for plan in problem.classes:
            short = [piece for piece in variables.of_class(plan) if piece.topic.is_short]
            if sum(piece.topic.periods for piece in short) <= plan.periods_per_half_day:
                continue
            for slot in range(len(plan.half_days)):
                taken = sum(piece.topic.periods * variables.at[piece][slot] for piece in short)
                model.add(taken <= plan.periods_per_half_day).only_enforce_if(on)

    def tabulate(self, tables: "Tables", problem: TimetableProblem) -> None:
        for number, plan in enumerate(problem.classes):
            tables.room_for[number, :] = plan.periods_per_half_day
            tables.limit_periods(number)

    def violations(self, problem: TimetableProblem, timetable: Timetable) -> Iterator[Violation]:
        for plan, lessons in lessons_by_class(problem, timetable):
            for _, lesson in lessons:
                if lesson.first_period < 1 or lesson.last_period > plan.periods_per_half_day:
                    facts = {
                        "class": plan.id,
                        "topic": lesson.topic_id,
                        "half_day": str(lesson.half_day),
                        "last_period": str(lesson.last_period),
                        "periods": str(plan.periods_per_half_day),
                    }
                    yield Violation(self.name, "outside_the_half_day", facts, (lesson,))
