"""A topic of several half-days runs through without a break, with the same lecturer, unless it is spread."""

from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from khaigiang.core.calendar import HalfDay
from khaigiang.core.timetabling.problem import ClassPlan, Lesson, Timetable, TimetableProblem, Violation
from khaigiang.core.timetabling.reading import lessons_by_class
from khaigiang.core.timetabling.rules import KeptByShape
from khaigiang.core.timetabling.variables import Piece

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import BoolVarT, CpModel

    from khaigiang.core.timetabling.variables import Variables


class TopicInARow(KeptByShape):
    """Its parts stand in neighbouring half-days of the class; those of a spread topic are only in order."""

    name = "topic_in_a_row"

    def post(self, model: "CpModel", variables: "Variables", problem: TimetableProblem, on: "BoolVarT") -> None:
        for plan in problem.classes:
            for topic in plan.topics:
                for part, following in pairwise(variables.of_topic(plan, topic)):
                    if topic.spread:
                        self._come_later(model, variables, part, following, on)
                    else:
                        self._follow(model, variables, part, following, on)

    def _come_later(
        self, model: "CpModel", variables: "Variables", part: Piece, following: Piece, on: "BoolVarT"
    ) -> None:
        held = (on, variables.by[part][-1], variables.by[following][-1])
        model.add_bool_or(~variables.at[following][0]).only_enforce_if(*held)
        for before, after in zip(variables.by[part], variables.by[following][1:], strict=False):
            model.add_implication(after, before).only_enforce_if(*held)

    def _follow(self, model: "CpModel", variables: "Variables", part: Piece, following: Piece, on: "BoolVarT") -> None:
        held = (on, variables.by[part][-1], variables.by[following][-1])
        model.add_bool_or(~variables.at[part][-1]).only_enforce_if(*held)
        model.add_bool_or(~variables.at[following][0]).only_enforce_if(*held)
        for before, after in zip(variables.at[part], variables.at[following][1:], strict=False):
            model.add(before == after).only_enforce_if(*held)
        if part in variables.taught:
            for here, there in zip(variables.taught[part], variables.taught[following][1:], strict=False):
                for lecturer, literal in here.items():
                    model.add(literal == there[lecturer]).only_enforce_if(*held)

    def violations(self, problem: TimetableProblem, timetable: Timetable) -> Iterator[Violation]:
        for plan, lessons in lessons_by_class(problem, timetable):
            following = dict(pairwise(plan.half_days))
            for topic in plan.topics:
                parts = sorted((lesson for held, lesson in lessons if held is topic), key=lambda lesson: lesson.part)
                for one, two in pairwise(parts):
                    if not topic.spread:
                        yield from self._broken(plan, one, two, following.get(one.half_day))
                    elif two.half_day <= one.half_day:
                        facts = {"class": plan.id, "topic": topic.id, "part": str(two.part)}
                        yield Violation(self.name, "parts_out_of_order", facts, (one, two))

    def _broken(self, plan: ClassPlan, one: Lesson, two: Lesson, following: HalfDay | None) -> Iterator[Violation]:
        facts = {"class": plan.id, "topic": one.topic_id, "part": str(two.part)}
        if following != two.half_day:
            yield Violation(self.name, "topic_interrupted", facts, (one, two))
        if sorted(one.lecturer_ids) != sorted(two.lecturer_ids):
            yield Violation(self.name, "lecturer_changes_within_topic", facts, (one, two))
