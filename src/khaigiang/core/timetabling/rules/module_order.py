"""A module is taught entirely before the next one begins."""

from collections.abc import Iterator
from itertools import pairwise, product
from typing import TYPE_CHECKING

from khaigiang.core.timetabling.problem import ClassPlan, Timetable, TimetableProblem, Topic, Violation
from khaigiang.core.timetabling.reading import lessons_by_class

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import BoolVarT, CpModel

    from khaigiang.core.timetabling.search.tables import Tables
    from khaigiang.core.timetabling.variables import Variables


class ModuleOrder:
    """Topics of module 0 belong to none and may stand anywhere."""

    name = "module_order"

    def pairs(self, plan: ClassPlan) -> Iterator[tuple[Topic, Topic]]:
        """Which topic must come before which; neighbouring modules are enough."""
        modules = sorted({topic.module for topic in plan.topics} - {0})
        for earlier, later in pairwise(modules):
            yield from product(
                [topic for topic in plan.topics if topic.module == earlier],
                [topic for topic in plan.topics if topic.module == later],
            )

    def post(self, model: "CpModel", variables: "Variables", problem: TimetableProblem, on: "BoolVarT") -> None:
        for plan in problem.classes:
            variables.put_before(model, plan, self.pairs(plan), on)

    def tabulate(self, tables: "Tables", problem: TimetableProblem) -> None:
        for number, plan in enumerate(problem.classes):
            tables.put_topics_before(number, self.pairs(plan))

    def violations(self, problem: TimetableProblem, timetable: Timetable) -> Iterator[Violation]:
        for plan, lessons in lessons_by_class(problem, timetable):
            furthest = None
            for topic, lesson in lessons:
                if not topic.module:
                    continue
                if furthest is not None and topic.module < furthest[0].module:
                    facts = {
                        "class": plan.id,
                        "topic": topic.id,
                        "module": str(topic.module),
                        "other": furthest[0].id,
                        "other_module": str(furthest[0].module),
                    }
                    yield Violation(self.name, "module_out_of_order", facts, (furthest[1], lesson))
                if furthest is None or topic.module >= furthest[0].module:
                    furthest = (topic, lesson)
