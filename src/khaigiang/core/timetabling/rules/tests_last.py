"""After a test of a class comes nothing but self-study, or another test."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from khaigiang.core.timetabling.problem import ClassPlan, Timetable, TimetableProblem, Topic, TopicKind, Violation
from khaigiang.core.timetabling.reading import lessons_by_class

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import BoolVarT, CpModel

    from khaigiang.core.timetabling.search.tables import Tables
    from khaigiang.core.timetabling.variables import Variables


class TestsLast:
    """Everything that is taught is taught before it is tested."""

    name = "tests_last"

    def pairs(self, plan: ClassPlan) -> Iterator[tuple[Topic, Topic]]:
        """Which topic must come before which test."""
        for test in plan.topics:
            if test.kind is TopicKind.TEST:
                for topic in plan.topics:
                    if topic.kind not in (TopicKind.TEST, TopicKind.SELF_STUDY):
                        yield topic, test

    def post(self, model: "CpModel", variables: "Variables", problem: TimetableProblem, on: "BoolVarT") -> None:
        for plan in problem.classes:
            variables.put_before(model, plan, self.pairs(plan), on)

    def tabulate(self, tables: "Tables", problem: TimetableProblem) -> None:
        for number, plan in enumerate(problem.classes):
            tables.put_topics_before(number, self.pairs(plan))

    def violations(self, problem: TimetableProblem, timetable: Timetable) -> Iterator[Violation]:
        for plan, lessons in lessons_by_class(problem, timetable):
            tested = None
            for topic, lesson in lessons:
                if topic.kind is TopicKind.TEST:
                    tested = tested or lesson
                elif tested is not None and topic.kind is not TopicKind.SELF_STUDY:
                    facts = {"class": plan.id, "topic": topic.id, "test": tested.topic_id}
                    yield Violation(self.name, "lesson_after_test", facts, (tested, lesson))
