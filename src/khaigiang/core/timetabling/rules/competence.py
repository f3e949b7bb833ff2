"""A topic is given by a lecturer who may give it."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from khaigiang.core.timetabling.problem import Timetable, TimetableProblem, Violation
from khaigiang.core.timetabling.reading import lessons_by_class
from khaigiang.core.timetabling.variables import NOBODY

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import BoolVarT, CpModel

    from khaigiang.core.timetabling.search.tables import Tables
    from khaigiang.core.timetabling.variables import Variables


class Competence:
    """The variables only know competent lecturers and nobody; the rule refuses nobody."""

    name = "competence"

    def post(self, model: "CpModel", variables: "Variables", problem: TimetableProblem, on: "BoolVarT") -> None:  # noqa: ARG002 - all rules are posted alike
        for slots in variables.taught.values():
            for who in slots:
                model.add_bool_or(~who[NOBODY]).only_enforce_if(on)

    def tabulate(self, tables: "Tables", problem: TimetableProblem) -> None:
        for place, lecturer in enumerate(problem.lecturers):
            for e, event in enumerate(tables.events):
                tables.may_teach[e, place] &= event.topic.id in lecturer.topics

    def violations(self, problem: TimetableProblem, timetable: Timetable) -> Iterator[Violation]:
        topics_of = {lecturer.id: lecturer.topics for lecturer in problem.lecturers}
        for plan, lessons in lessons_by_class(problem, timetable):
            for topic, lesson in lessons:
                facts = {"class": plan.id, "topic": topic.id, "half_day": str(lesson.half_day)}
                if topic.wants_lecturer and not lesson.lecturer_ids:
                    yield Violation(self.name, "no_lecturer", facts, (lesson,))
                for lecturer in lesson.lecturer_ids:
                    if topic.id not in topics_of.get(lecturer, ()):
                        yield Violation(self.name, "lecturer_not_competent", facts | {"lecturer": lecturer}, (lesson,))
