"""A lecturer is not sent from one venue to another on the same day."""

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING

from khaigiang.core.timetabling.problem import Lecturer, Lesson, Timetable, TimetableProblem, Weights
from khaigiang.core.timetabling.reading import held_lessons, venue_of
from khaigiang.core.timetabling.rules import SHARED

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import CpModel, LinearExprT

    from khaigiang.core.timetabling.rules import Breaches
    from khaigiang.core.timetabling.search.tables import Tables
    from khaigiang.core.timetabling.variables import Variables

Visits = dict[tuple[dt.date, str], list["LinearExprT"]]


class Travel:
    """Costs 1 for each venue of a lecturer's day beside their home venue, or beside the first where that is unknown.

    Lessons whose venue nobody knows are left out.
    """

    name = "travel"

    def weight(self, weights: Weights) -> int:
        return weights.travel

    def post(self, model: "CpModel", variables: "Variables", problem: TimetableProblem) -> "Breaches":
        trips: list[LinearExprT] = []
        for lecturer in problem.lecturers:
            seen = {
                (lesson.half_day.day, venue_of(problem, lesson))
                for lesson in problem.fixed
                if lecturer.id in lesson.lecturer_ids
            }
            visits = self._visits(variables, problem, lecturer)
            for day in sorted({day for day, _ in visits}):
                begun = {venue for when, venue in seen if when == day and venue} | {lecturer.home_venue} - {""}
                venues = sorted(venue for when, venue in visits if when == day and venue not in begun)
                if len(venues) + len(begun) > 1:
                    trips.append(self._trips(model, [visits[day, venue] for venue in venues], begun=bool(begun)))
        return {SHARED: sum(trips)}

    def _visits(self, variables: "Variables", problem: TimetableProblem, lecturer: Lecturer) -> Visits:
        """For each day and venue, expressions of which one above 0 means that the lecturer goes there."""
        visits: Visits = {}
        venues = sorted({room.venue for room in problem.rooms} - {""})
        for plan in problem.classes:
            for slot, engaged in variables.engaged[lecturer.id].get(plan.id, {}).items():
                day = plan.half_days[slot].day
                if plan.venue:
                    visits.setdefault((day, plan.venue), []).append(engaged)
                    continue
                for venue in venues if plan.id in variables.room else ():
                    rooms = variables.room[plan.id][slot]
                    there: LinearExprT = sum(rooms[room.id] for room in problem.rooms if room.venue == venue)
                    visits.setdefault((day, venue), []).append(sum((engaged, there, -1)))
        return visits

    def _trips(self, model: "CpModel", venues: "list[list[LinearExprT]]", *, begun: bool) -> "LinearExprT":
        visited = []
        for reasons in venues:
            goes = model.new_bool_var("")
            for reason in reasons:
                model.add(goes >= reason)
            visited.append(goes)
        if begun:
            return sum(visited)
        first = model.new_bool_var("")
        model.add(first <= sum(visited))
        return sum(visited) - first

    def tabulate(self, tables: "Tables", problem: TimetableProblem) -> None:
        tables.travel_price = problem.weights.travel

    def cost(self, problem: TimetableProblem, timetable: Timetable) -> int:
        return _trips_of(problem, held_lessons(problem, timetable)) - _trips_of(problem, problem.fixed)


def _trips_of(problem: TimetableProblem, lessons: Iterable[Lesson]) -> int:
    homes = {lecturer.id: lecturer.home_venue for lecturer in problem.lecturers}
    days: dict[tuple[str, dt.date], set[str]] = {}
    for lesson in lessons:
        venue = venue_of(problem, lesson)
        for lecturer in lesson.lecturer_ids if venue else ():
            if lecturer in homes:
                days.setdefault((lecturer, lesson.half_day.day), {homes[lecturer] or venue}).add(venue)
    return sum(len(venues) - 1 for venues in days.values())
