"""A timetable that people know already is changed as little as can be."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from khaigiang.core.calendar import HalfDay
from khaigiang.core.timetabling.problem import Timetable, TimetableProblem, Weights
from khaigiang.core.timetabling.together import leaders, sitting

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import BoolVarT, CpModel, LinearExprT

    from khaigiang.core.timetabling.rules import Breaches
    from khaigiang.core.timetabling.search.tables import Tables
    from khaigiang.core.timetabling.variables import Piece, Variables

Stand = tuple[HalfDay, tuple[str, ...], str | None]
"""When, by whom and where a lesson is held."""


class Changes:
    """Costs 1 for each lesson that stands where none of its topic stood before, by half-day, lecturer and room.

    A joint lesson counts once.
    """

    name = "changes"

    def weight(self, weights: Weights) -> int:
        return weights.changes

    def post(self, model: "CpModel", variables: "Variables", problem: TimetableProblem) -> "Breaches":
        leads, stood = leaders(problem), _stood(problem)
        slots = {plan.id: {half_day: slot for slot, half_day in enumerate(plan.half_days)} for plan in problem.classes}
        breaches: dict[str, list[LinearExprT]] = {plan.id: [] for plan in problem.classes}
        for piece in variables.pieces:
            if leads.get((piece.class_id, piece.topic.id), piece.class_id) != piece.class_id:
                continue
            stays: list[BoolVarT] = []
            for half_day, lecturers, room in stood.get((piece.class_id, piece.topic.id), ()):
                slot = slots[piece.class_id].get(half_day, -1)
                wanted = _literals(variables, piece, slot, lecturers, room) if slot >= 0 else None
                if wanted:
                    stays.append(model.new_bool_var(""))
                    for literal in wanted:
                        model.add_implication(stays[-1], literal)
            changed = model.new_bool_var("")
            model.add_bool_or(changed, *stays)
            breaches[piece.class_id].append(changed)
        return {class_id: sum(changed) for class_id, changed in breaches.items()}

    def tabulate(self, tables: "Tables", problem: TimetableProblem) -> None:
        stood = _stood(problem)
        tables.kept_price = problem.weights.changes
        for e, event in enumerate(tables.events):
            class_id = problem.classes[event.classes[0]].id
            for half_day, lecturers, room in stood.get((class_id, event.topic.id), ()):
                # Nobody, or people an event may or cannot have.
                who = tables.team_place.get(lecturers, -2) if lecturers else -1
                where = -1 if room is None else tables.room_place.get(room, -2)
                tables.kept[e] += [tables.place.get(half_day, -2), who, where]

    def cost(self, problem: TimetableProblem, timetable: Timetable) -> int:
        leads, stood = leaders(problem), _stood(problem)
        count = 0
        for lesson in timetable.lessons:
            if sitting(leads, lesson) == lesson.class_id:
                stands = (lesson.half_day, tuple(sorted(lesson.lecturer_ids)), lesson.room_id)
                count += stands not in stood.get((lesson.class_id, lesson.topic_id), ())
        return count


def _stood(problem: TimetableProblem) -> Mapping[tuple[str, str], set[Stand]]:
    """Where lessons stood, by class and topic."""
    stood: dict[tuple[str, str], set[Stand]] = {}
    for lesson in problem.kept:
        stands = (lesson.half_day, tuple(sorted(lesson.lecturer_ids)), lesson.room_id)
        stood.setdefault((lesson.class_id, lesson.topic_id), set()).add(stands)
    return stood


def _literals(
    variables: "Variables", piece: "Piece", slot: int, lecturers: tuple[str, ...], room: str | None
) -> "list[BoolVarT] | None":
    """What must be true for the piece to stand so; None when it cannot."""
    wanted = [variables.at[piece][slot]]
    if piece.topic.wants_lecturer:
        who = variables.taught[piece][slot]
        if len(lecturers) != piece.topic.lecturers or not who.keys() >= set(lecturers):
            return None
        wanted += [who[lecturer] for lecturer in lecturers]
    elif lecturers:
        return None
    if piece.topic.wants_room:
        rooms = variables.room[piece.class_id][slot]
        if room is None or room not in rooms:
            return None
        wanted.append(rooms[room])
    elif room is not None:
        return None
    return wanted
