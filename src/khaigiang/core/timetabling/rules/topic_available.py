"""A topic is not held in the half-days it is closed for: its guest is away, its place is shut."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from khaigiang.core.timetabling.problem import Timetable, TimetableProblem, Violation
from khaigiang.core.timetabling.reading import lessons_by_class

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import BoolVarT, CpModel

    from khaigiang.core.timetabling.search.tables import Tables
    from khaigiang.core.timetabling.variables import Variables


class TopicAvailable:
    """What the lecturer or the room cannot say, because others may take their place."""

    name = "topic_available"

    def post(self, model: "CpModel", variables: "Variables", problem: TimetableProblem, on: "BoolVarT") -> None:
        plans = {plan.id: plan for plan in problem.classes}
        for piece in variables.pieces:
            for half_day, there in zip(plans[piece.class_id].half_days, variables.at[piece], strict=True):
                if half_day in piece.topic.closed:
                    model.add_bool_or(~there).only_enforce_if(on)

    def tabulate(self, tables: "Tables", problem: TimetableProblem) -> None:  # noqa: ARG002 - all rules are asked alike
        for e, event in enumerate(tables.events):
            tables.close(e, event.topic.closed)

    def violations(self, problem: TimetableProblem, timetable: Timetable) -> Iterator[Violation]:
        for plan, lessons in lessons_by_class(problem, timetable):
            for topic, lesson in lessons:
                if lesson.half_day in topic.closed:
                    facts = {"class": plan.id, "topic": topic.id, "half_day": str(lesson.half_day)}
                    yield Violation(self.name, "topic_closed", facts, (lesson,))
