"""Teaching is shared out evenly among the lecturers who can take it."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from khaigiang.core.timetabling.problem import Lesson, Timetable, TimetableProblem, Weights
from khaigiang.core.timetabling.reading import held_lessons, lecturers_bookings
from khaigiang.core.timetabling.rules import SHARED
from khaigiang.core.timetabling.together import leaders, sitting

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import CpModel, LinearExprT

    from khaigiang.core.timetabling.rules import Breaches
    from khaigiang.core.timetabling.search.tables import Tables
    from khaigiang.core.timetabling.variables import Variables


def fair_share(problem: TimetableProblem) -> int:
    """The half-days a lecturer may have before the next one costs.

    It is what the weights say, or all half-days to be taught and already fixed over the lecturers who may give one of
    the topics, rounded up.
    """
    if problem.weights.fair_share is not None:
        return problem.weights.fair_share
    wanted = {topic.id for plan in problem.classes for topic in plan.topics if topic.wants_lecturer}
    able = {lecturer.id for lecturer in problem.lecturers if lecturer.topics & wanted}
    half_days = len(
        {(who, lesson.half_day) for lesson in problem.fixed for who in able.intersection(lesson.lecturer_ids)}
    )
    leads = leaders(problem)
    for plan in problem.classes:
        taught = [
            topic
            for topic in plan.topics
            if topic.wants_lecturer and leads.get((plan.id, topic.id), plan.id) == plan.id
        ]
        half_days += sum(topic.half_days * topic.lecturers for topic in taught)
        half_days += -(-sum(topic.periods * topic.lecturers for topic in taught) // max(1, plan.periods_per_half_day))
    return -(-half_days // max(1, len(able)))


class Fairness:
    """The first half-day above a lecturer's fair share costs 1, the second 2, and so on.

    Rising prices make the whole a flow, so that the bound is as good as the solution; a spread between the busiest and
    the idlest would not be.
    """

    name = "fairness"

    def weight(self, weights: Weights) -> int:
        return weights.fairness

    def post(self, model: "CpModel", variables: "Variables", problem: TimetableProblem) -> "Breaches":
        share = fair_share(problem)
        prices: list[LinearExprT] = []
        for lecturer in problem.lecturers:
            engagements = [taken for slots in variables.engaged[lecturer.id].values() for taken in slots.values()]
            if not engagements:
                continue
            held = {lesson.half_day for lesson in problem.fixed if lecturer.id in lesson.lecturer_ids}
            most = _most_half_days(variables, problem, lecturer.topics)
            steps = range(max(0, len(held) - share), max(0, len(held) + most - share))
            above = [model.new_bool_var("") for _ in steps]
            model.add(sum(engagements) <= max(0, share - len(held)) + sum(above))
            prices += [(step + 1) * literal for step, literal in zip(steps, above, strict=True)]
        return {SHARED: sum(prices)}

    def tabulate(self, tables: "Tables", problem: TimetableProblem) -> None:
        share, weight = fair_share(problem), problem.weights.fairness
        tables.fair_price = lambda taken: weight * sum(range(1, taken - share + 1))

    def cost(self, problem: TimetableProblem, timetable: Timetable) -> int:
        share = fair_share(problem)
        known = {lecturer.id for lecturer in problem.lecturers}
        all_lessons = _price(problem, held_lessons(problem, timetable), known, share)
        return all_lessons - _price(problem, problem.fixed, known, share)


def _most_half_days(variables: "Variables", problem: TimetableProblem, topics: frozenset[str]) -> int:
    slots = sum(len(plan.half_days) for plan in problem.classes)
    return min(slots, sum(1 for piece in variables.taught if piece.topic.id in topics))


def _price(problem: TimetableProblem, lessons: Iterable[Lesson], known: set[str], share: int) -> int:
    """What is fixed in a half-day counts once, whoever hears it together."""
    leads, own = leaders(problem), {plan.id for plan in problem.classes}
    total = 0
    for lecturer, half_days in lecturers_bookings(lessons).items():
        if lecturer in known:
            booked = sum(
                len({sitting(leads, lesson) if lesson.class_id in own else "" for lesson in given})
                for given in half_days.values()
            )
            above = max(0, booked - share)
            total += above * (above + 1) // 2
    return total
