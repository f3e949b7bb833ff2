"""Topics come in the order of the programme."""

from collections.abc import Iterator
from itertools import pairwise, product
from typing import TYPE_CHECKING

from khaigiang.core.timetabling.problem import (
    ClassPlan,
    Lesson,
    Timetable,
    TimetableProblem,
    Topic,
    TopicKind,
    Violation,
)
from khaigiang.core.timetabling.reading import lessons_by_class

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import BoolVarT, CpModel

    from khaigiang.core.timetabling.search.tables import Tables
    from khaigiang.core.timetabling.variables import Variables


class TopicOrder:
    """Lectures of a module by their order; a topic after those it names; a discussion that names none, after the
    lectures of smaller order in its module.
    """

    name = "topic_order"

    def pairs(self, plan: ClassPlan) -> Iterator[tuple[Topic, Topic]]:
        """Which topic must come before which; neighbouring orders are enough for lectures."""
        lectures: dict[int, dict[int, list[Topic]]] = {}
        for topic in plan.topics:
            if topic.kind is TopicKind.LECTURE:
                lectures.setdefault(topic.module, {}).setdefault(topic.order, []).append(topic)
        for orders in lectures.values():
            for earlier, later in pairwise(sorted(orders)):
                yield from product(orders[earlier], orders[later])
        for topic in plan.topics:
            yield from ((first, topic) for first in plan.topics if first.id in topic.after)
            if topic.kind is TopicKind.DISCUSSION and not topic.after:
                for order, group in lectures.get(topic.module, {}).items():
                    yield from ((lecture, topic) for lecture in group if order < topic.order)

    def post(self, model: "CpModel", variables: "Variables", problem: TimetableProblem, on: "BoolVarT") -> None:
        for plan in problem.classes:
            variables.put_before(model, plan, self.pairs(plan), on)

    def tabulate(self, tables: "Tables", problem: TimetableProblem) -> None:
        for number, plan in enumerate(problem.classes):
            tables.put_topics_before(number, self.pairs(plan))

    def violations(self, problem: TimetableProblem, timetable: Timetable) -> Iterator[Violation]:
        for plan, lessons in lessons_by_class(problem, timetable):
            for place, (later_topic, late) in enumerate(lessons):
                for topic, lesson in lessons[:place]:
                    if _belongs_before(later_topic, topic):
                        yield self._violation(plan, lesson, late)

    def _violation(self, plan: ClassPlan, early: Lesson, late: Lesson) -> Violation:
        facts = {"class": plan.id, "topic": early.topic_id, "half_day": str(early.half_day), "needed": late.topic_id}
        return Violation(self.name, "topic_out_of_order", facts, (early, late))


def _belongs_before(first: Topic, second: Topic) -> bool:
    if first.id in second.after:
        return True
    if first.kind is not TopicKind.LECTURE or first.module != second.module or first.order >= second.order:
        return False
    return second.kind is TopicKind.LECTURE or (second.kind is TopicKind.DISCUSSION and not second.after)
