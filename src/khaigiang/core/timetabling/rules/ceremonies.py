"""A class is opened first and closed last."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from khaigiang.core.timetabling.problem import ClassPlan, Lesson, Timetable, TimetableProblem, TopicKind, Violation
from khaigiang.core.timetabling.reading import lessons_by_class

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import BoolVarT, CpModel

    from khaigiang.core.timetabling.search.tables import Tables
    from khaigiang.core.timetabling.variables import Variables


class Ceremonies:
    """Lessons leave the periods of opening and closing free, and the opening is not followed by self-study alone."""

    name = "ceremonies"

    def post(self, model: "CpModel", variables: "Variables", problem: TimetableProblem, on: "BoolVarT") -> None:
        for plan in problem.classes:
            pieces = tuple(variables.of_class(plan))
            for slot in sorted({0, len(plan.half_days) - 1}):
                _, free = plan.free_periods(slot)
                if free == plan.periods_per_half_day:
                    continue
                short = [piece for piece in pieces if piece.topic.is_short]
                taken = sum(piece.topic.periods * variables.at[piece][slot] for piece in short)
                if short:
                    model.add(taken <= free).only_enforce_if(on)
                for piece in pieces if free == 0 else ():
                    model.add_bool_or(~variables.at[piece][slot]).only_enforce_if(on)
            lectured = [piece for piece in pieces if piece.topic.kind is not TopicKind.SELF_STUDY]
            begun = [variables.at[piece][0] for piece in lectured]
            for piece in lectured if plan.begins_at_once and plan.free_periods(0)[1] else ():
                model.add_bool_or(*begun, ~variables.by[piece][-1]).only_enforce_if(on)

    def tabulate(self, tables: "Tables", problem: TimetableProblem) -> None:
        for number, plan in enumerate(problem.classes):
            for slot in (0, len(plan.half_days) - 1):
                _, free = plan.free_periods(slot)
                tables.room_for[number, tables.place[plan.half_days[slot]]] = free
                for e, event in tables.events_of_class(number):
                    if event.topic.periods > free or free == 0:
                        tables.close(e, [plan.half_days[slot]])
            lectured = tables.taught(number)
            if lectured and plan.begins_at_once and plan.free_periods(0)[1]:
                tables.keep_filled(lectured, plan.half_days[0])

    def violations(self, problem: TimetableProblem, timetable: Timetable) -> Iterator[Violation]:
        for plan, lessons in lessons_by_class(problem, timetable):
            for _, lesson in lessons:
                yield from self._over_a_ceremony(plan, lesson)
            lectured = [lesson for topic, lesson in lessons if topic.kind is not TopicKind.SELF_STUDY]
            room_left = plan.opening_periods < plan.periods_per_half_day
            if len(plan.half_days) == 1:
                room_left = plan.opening_periods + plan.closing_periods < plan.periods_per_half_day
            if (
                plan.begins_at_once
                and lectured
                and room_left
                and all(lesson.half_day != plan.half_days[0] for lesson in lectured)
            ):
                facts = {"class": plan.id, "half_day": str(plan.half_days[0])}
                yield Violation(self.name, "no_lesson_after_the_opening", facts)

    def _over_a_ceremony(self, plan: ClassPlan, lesson: Lesson) -> Iterator[Violation]:
        facts = {"class": plan.id, "topic": lesson.topic_id, "half_day": str(lesson.half_day)}
        if lesson.half_day == plan.half_days[0] and lesson.first_period <= plan.opening_periods:
            yield Violation(self.name, "over_the_opening", facts, (lesson,))
        begins = plan.periods_per_half_day - plan.closing_periods + 1
        if plan.closing_periods and lesson.half_day == plan.half_days[-1] and lesson.last_period >= begins:
            yield Violation(self.name, "over_the_closing", facts, (lesson,))
