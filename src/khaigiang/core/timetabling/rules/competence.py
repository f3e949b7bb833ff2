"""A topic is given by as many lecturers as it wants, who may all give it."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from khaigiang.core.timetabling.problem import Lesson, Timetable, TimetableProblem, Topic, Violation
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
                model.add(who[NOBODY] == 0).only_enforce_if(on)

    def tabulate(self, tables: "Tables", problem: TimetableProblem) -> None:
        topics_of = {lecturer.id: lecturer.topics for lecturer in problem.lecturers}
        for place, team in enumerate(tables.teams):
            topics = frozenset.intersection(*(topics_of[lecturer] for lecturer in team))
            for e, event in enumerate(tables.events):
                tables.may_teach[e, place] &= event.topic.id in topics

    def violations(self, problem: TimetableProblem, timetable: Timetable) -> Iterator[Violation]:
        topics_of = {lecturer.id: lecturer.topics for lecturer in problem.lecturers}
        for plan, lessons in lessons_by_class(problem, timetable):
            for topic, lesson in lessons:
                facts = {"class": plan.id, "topic": topic.id, "half_day": str(lesson.half_day)}
                if topic.wants_lecturer:
                    yield from self._not_enough_or_too_many(topic, lesson, facts)
                for lecturer in lesson.lecturer_ids:
                    if topic.id not in topics_of.get(lecturer, ()):
                        yield Violation(self.name, "lecturer_not_competent", facts | {"lecturer": lecturer}, (lesson,))

    def _not_enough_or_too_many(self, topic: Topic, lesson: Lesson, facts: dict[str, str]) -> Iterator[Violation]:
        has = len(set(lesson.lecturer_ids))
        counts = {"has": str(has), "wanted": str(topic.lecturers)}
        if not has:
            yield Violation(self.name, "no_lecturer", facts, (lesson,))
        elif has != topic.lecturers:
            code = "too_few_lecturers" if has < topic.lecturers else "too_many_lecturers"
            yield Violation(self.name, code, facts | counts, (lesson,))
