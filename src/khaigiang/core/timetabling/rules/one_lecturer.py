"""All parts of a spread topic are given by the same lecturers, where that is asked."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from khaigiang.core.timetabling.problem import Lesson, Timetable, TimetableProblem, Topic, Violation
from khaigiang.core.timetabling.reading import lessons_by_class
from khaigiang.core.timetabling.variables import NOBODY, Piece

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import BoolVarT, CpModel

    from khaigiang.core.timetabling.search.tables import Tables
    from khaigiang.core.timetabling.variables import Variables


class OneLecturer:
    """Topics whose half-days follow each other are left to the rule that keeps them in a row."""

    name = "one_lecturer"

    def post(self, model: "CpModel", variables: "Variables", problem: TimetableProblem, on: "BoolVarT") -> None:
        for plan in problem.classes:
            for topic in plan.topics:
                if _is_asked(topic):
                    self._bind(model, variables, variables.of_topic(plan, topic), on)

    def _bind(self, model: "CpModel", variables: "Variables", parts: tuple[Piece, ...], on: "BoolVarT") -> None:
        able = [lecturer for lecturer in variables.taught[parts[0]][0] if lecturer != NOBODY]
        gives = {lecturer: model.new_bool_var("") for lecturer in able}
        model.add(sum(gives.values()) <= parts[0].topic.lecturers).only_enforce_if(on)
        for part in parts:
            for who in variables.taught[part]:
                for lecturer in able:
                    model.add_bool_or(~who[lecturer], gives[lecturer]).only_enforce_if(on)

    def tabulate(self, tables: "Tables", problem: TimetableProblem) -> None:
        for number in range(len(problem.classes)):
            for topic, events in tables.topics_led(number).items():
                if _is_asked(topic):
                    tables.staff_alike(events)

    def violations(self, problem: TimetableProblem, timetable: Timetable) -> Iterator[Violation]:
        for plan, lessons in lessons_by_class(problem, timetable):
            parts: dict[str, list[Lesson]] = {}
            for topic, lesson in lessons:
                if _is_asked(topic):
                    parts.setdefault(topic.id, []).append(lesson)
            for topic in plan.topics:
                given = parts.get(topic.id, [])
                people = sorted({lecturer for lesson in given for lecturer in lesson.lecturer_ids})
                # Whom one lesson has too many of is another rule's.
                most = max([topic.lecturers, *(len(set(lesson.lecturer_ids)) for lesson in given)])
                if len(people) > most:
                    facts = {"class": plan.id, "topic": topic.id, "lecturers": ", ".join(people)}
                    yield Violation(self.name, "parts_by_different_lecturers", facts, tuple(given))


def _is_asked(topic: Topic) -> bool:
    return topic.one_lecturer and topic.spread and topic.wants_lecturer
