"""A lecturer is not asked to teach on a half-day they are busy."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from khaigiang.core.timetabling.problem import Timetable, TimetableProblem, Violation

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import BoolVarT, CpModel

    from khaigiang.core.timetabling.search.tables import Tables
    from khaigiang.core.timetabling.variables import Variables


class LecturerAvailable:
    """Busy half-days are those the lecturer or the school has declared."""

    name = "lecturer_available"

    def post(self, model: "CpModel", variables: "Variables", problem: TimetableProblem, on: "BoolVarT") -> None:
        plans = {plan.id: plan for plan in problem.classes}
        busy = {lecturer.id: lecturer.busy for lecturer in problem.lecturers}
        for piece, slots in variables.taught.items():
            for half_day, who in zip(plans[piece.class_id].half_days, slots, strict=True):
                for lecturer, literal in who.items():
                    if half_day in busy.get(lecturer, ()):
                        model.add_bool_or(~literal).only_enforce_if(on)

    def tabulate(self, tables: "Tables", problem: TimetableProblem) -> None:
        for place, lecturer in enumerate(problem.lecturers):
            tables.away[place, [tables.place[half_day] for half_day in lecturer.busy if half_day in tables.place]] = 1

    def violations(self, problem: TimetableProblem, timetable: Timetable) -> Iterator[Violation]:
        away = {(lecturer.id, half_day) for lecturer in problem.lecturers for half_day in lecturer.busy}
        for lesson in timetable.lessons:
            for lecturer in lesson.lecturer_ids:
                if (lecturer, lesson.half_day) in away:
                    facts = {
                        "class": lesson.class_id,
                        "topic": lesson.topic_id,
                        "lecturer": lecturer,
                        "half_day": str(lesson.half_day),
                    }
                    yield Violation(self.name, "lecturer_busy", facts, (lesson,))
