"""A class follows one lesson at a time, in one room a half-day."""

from collections.abc import Iterator
from itertools import chain, combinations, groupby
from typing import TYPE_CHECKING

from khaigiang.core.timetabling.problem import Timetable, TimetableProblem, Violation
from khaigiang.core.timetabling.reading import lessons_by_class

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import BoolVarT, CpModel

    from khaigiang.core.timetabling.search.tables import Tables
    from khaigiang.core.timetabling.variables import Variables


class ClassInOnePlace:
    """A topic of whole half-days shares its half-day with nothing; short topics do not overlap.

    That a class holds one room in a half-day is how the variables are made; only ``violations`` needs to say it.
    """

    name = "class_in_one_place"

    def post(self, model: "CpModel", variables: "Variables", problem: TimetableProblem, on: "BoolVarT") -> None:
        for plan in problem.classes:
            long = [piece for piece in variables.of_class(plan) if not piece.topic.is_short]
            short = [piece for piece in variables.of_class(plan) if piece.topic.is_short]
            for slot in range(len(plan.half_days)):
                filling = [variables.at[piece][slot] for piece in long]
                if len(filling) > 1:
                    model.add(sum(filling) <= 1).only_enforce_if(on)
                for piece in short if filling else ():
                    model.add(sum(filling) + variables.at[piece][slot] <= 1).only_enforce_if(on)

    def tabulate(self, tables: "Tables", problem: TimetableProblem) -> None:
        for number in range(len(problem.classes)):
            tables.keep_apart(e for e, _ in tables.events_of_class(number))

    def violations(self, problem: TimetableProblem, timetable: Timetable) -> Iterator[Violation]:
        for plan, lessons in lessons_by_class(problem, timetable):
            by_half_day = groupby((lesson for _, lesson in lessons), key=lambda lesson: lesson.half_day)
            for one, two in chain.from_iterable(combinations(held, 2) for _, held in by_half_day):
                facts = {"class": plan.id, "half_day": str(one.half_day), "topic": one.topic_id, "other": two.topic_id}
                if one.first_period <= two.last_period and two.first_period <= one.last_period:
                    yield Violation(self.name, "lessons_overlap", facts, (one, two))
                if one.room_id and two.room_id and one.room_id != two.room_id:
                    yield Violation(self.name, "two_rooms_in_a_half_day", facts, (one, two))
