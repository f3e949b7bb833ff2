"""A field study has its half-day to itself: people are out, and no ceremony or lesson finds them in the hall."""

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from khaigiang.core.timetabling.problem import Timetable, TimetableProblem, TopicKind, Violation
from khaigiang.core.timetabling.reading import lessons_by_class

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import BoolVarT, CpModel

    from khaigiang.core.timetabling.search.tables import Tables
    from khaigiang.core.timetabling.variables import Variables


class FieldStudyAlone:
    """No other lesson and no ceremony in the half-day of a field study."""

    name = "field_study_alone"

    def post(self, model: "CpModel", variables: "Variables", problem: TimetableProblem, on: "BoolVarT") -> None:
        for plan in problem.classes:
            pieces = tuple(variables.of_class(plan))
            for piece in pieces:
                if piece.topic.kind is not TopicKind.FIELD_STUDY:
                    continue
                for slot, there in enumerate(variables.at[piece]):
                    if plan.free_periods(slot)[1] < plan.periods_per_half_day:
                        model.add_bool_or(~there).only_enforce_if(on)
                    for other in pieces:
                        if other != piece:
                            model.add_bool_or(~there, ~variables.at[other][slot]).only_enforce_if(on)

    def tabulate(self, tables: "Tables", problem: TimetableProblem) -> None:
        for number, plan in enumerate(problem.classes):
            for e, event in tables.events_of_class(number):
                if event.topic.kind is TopicKind.FIELD_STUDY:
                    tables.alone.add(e)
                    for slot, half_day in enumerate(plan.half_days):
                        if plan.free_periods(slot)[1] < plan.periods_per_half_day:
                            tables.close(e, [half_day])

    def violations(self, problem: TimetableProblem, timetable: Timetable) -> Iterator[Violation]:
        for plan, lessons in lessons_by_class(problem, timetable):
            held = Counter(lesson.half_day for _, lesson in lessons)
            ceremonies = {half_day for half_day in plan.half_days[:1] if plan.opening_periods}
            ceremonies |= {half_day for half_day in plan.half_days[-1:] if plan.closing_periods}
            for topic, lesson in lessons:
                if topic.kind is TopicKind.FIELD_STUDY:
                    facts = {"class": plan.id, "topic": topic.id, "half_day": str(lesson.half_day)}
                    if held[lesson.half_day] > 1:
                        yield Violation(self.name, "field_study_shares_half_day", facts, (lesson,))
                    if lesson.half_day in ceremonies:
                        yield Violation(self.name, "field_study_beside_ceremony", facts, (lesson,))
