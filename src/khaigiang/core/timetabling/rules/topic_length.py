"""Every topic of a class is taught exactly once, at its whole length."""

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from khaigiang.core.timetabling.problem import ClassPlan, Lesson, Timetable, TimetableProblem, Topic, Violation
from khaigiang.core.timetabling.rules import KeptByShape

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import BoolVarT, CpModel

    from khaigiang.core.timetabling.variables import Variables


class TopicLength(KeptByShape):
    """A short topic keeps its periods; each half-day of a long one fills what the ceremonies leave of its half-day."""

    name = "topic_length"

    def post(self, model: "CpModel", variables: "Variables", problem: TimetableProblem, on: "BoolVarT") -> None:  # noqa: ARG002 - all rules are posted alike
        for piece in variables.pieces:
            model.add_bool_or(variables.by[piece][-1]).only_enforce_if(on)

    def violations(self, problem: TimetableProblem, timetable: Timetable) -> Iterator[Violation]:
        plans = {plan.id: plan for plan in problem.classes}
        taught = Counter((lesson.class_id, lesson.topic_id, lesson.part) for lesson in timetable.lessons)
        for plan in problem.classes:
            for topic in plan.topics:
                for part in range(1, topic.parts + 1):
                    times = taught.pop((plan.id, topic.id, part), 0)
                    if times != 1:
                        facts = {"class": plan.id, "topic": topic.id, "part": str(part), "times": str(times)}
                        yield Violation(self.name, "topic_repeated" if times else "topic_missing", facts)
        for class_id, topic_id, part in sorted(taught):
            facts = {"class": class_id, "topic": topic_id, "part": str(part)}
            yield Violation(self.name, "topic_not_of_class", facts)
        for lesson in timetable.lessons:
            plan_of = plans.get(lesson.class_id)
            if plan_of is not None:
                yield from self._misplaced(plan_of, lesson)

    def _misplaced(self, plan: ClassPlan, lesson: Lesson) -> Iterator[Violation]:
        facts = {"class": plan.id, "topic": lesson.topic_id, "half_day": str(lesson.half_day)}
        if lesson.half_day not in plan.half_days:
            yield Violation(self.name, "half_day_not_of_class", facts, (lesson,))
            return
        for topic in plan.topics:
            if topic.id == lesson.topic_id:
                length = _length(plan, topic, lesson)
                if lesson.periods != length:
                    facts |= {"periods": str(lesson.periods), "expected": str(length)}
                    yield Violation(self.name, "wrong_length", facts, (lesson,))


def _length(plan: ClassPlan, topic: Topic, lesson: Lesson) -> int:
    if topic.periods:
        return topic.periods
    ceremonies = 0
    if lesson.half_day == plan.half_days[0]:
        ceremonies += plan.opening_periods
    if lesson.half_day == plan.half_days[-1]:
        ceremonies += plan.closing_periods
    return plan.periods_per_half_day - ceremonies
