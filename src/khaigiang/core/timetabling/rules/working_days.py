"""A topic that is spread stands on as many days as it asks for."""

from typing import TYPE_CHECKING

from khaigiang.core.timetabling.problem import Timetable, TimetableProblem, Weights
from khaigiang.core.timetabling.reading import lessons_by_class
from khaigiang.core.timetabling.together import leaders

if TYPE_CHECKING:
    import datetime as dt

    from ortools.sat.python.cp_model import BoolVarT, CpModel, LinearExprT

    from khaigiang.core.timetabling.rules import Breaches
    from khaigiang.core.timetabling.search.tables import Tables
    from khaigiang.core.timetabling.variables import Variables


class WorkingDays:
    """Costs 1 for each day a topic falls short of its minimum; a joint topic counts once.

    The minimum working days of the curriculum-based problem (Di Gaspero, McCollum and Schaerf, 2007).
    """

    name = "working_days"

    def weight(self, weights: Weights) -> int:
        return weights.working_days

    def post(self, model: "CpModel", variables: "Variables", problem: TimetableProblem) -> "Breaches":
        leads = leaders(problem)
        breaches: dict[str, LinearExprT] = {}
        for plan in problem.classes:
            short: list[LinearExprT] = []
            for topic in plan.topics:
                if not topic.min_days or leads.get((plan.id, topic.id), plan.id) != plan.id:
                    continue
                days: dict[dt.date, list[BoolVarT]] = {}
                for piece in variables.of_topic(plan, topic):
                    for half_day, there in zip(plan.half_days, variables.at[piece], strict=True):
                        days.setdefault(half_day.day, []).append(there)
                used = [model.new_bool_var("") for _ in days]
                for taken, lessons in zip(used, days.values(), strict=True):
                    model.add(taken <= sum(lessons))
                lacking = model.new_int_var(0, topic.min_days, "")
                model.add(sum(used) + lacking >= topic.min_days)
                short.append(lacking)
            breaches[plan.id] = sum(short)
        return breaches

    def tabulate(self, tables: "Tables", problem: TimetableProblem) -> None:
        for number in range(len(problem.classes)):
            for topic, events in tables.topics_led(number).items():
                if topic.min_days:
                    lacking = range(topic.min_days, -1, -1)
                    tables.price_number_of_days(events, [problem.weights.working_days * days for days in lacking])

    def cost(self, problem: TimetableProblem, timetable: Timetable) -> int:
        leads = leaders(problem)
        count = 0
        for plan, lessons in lessons_by_class(problem, timetable):
            days: dict[str, set[dt.date]] = {}
            for topic, lesson in lessons:
                days.setdefault(topic.id, set()).add(lesson.half_day.day)
            for topic in plan.topics:
                if leads.get((plan.id, topic.id), plan.id) == plan.id:
                    count += max(0, topic.min_days - len(days.get(topic.id, ())))
        return count
