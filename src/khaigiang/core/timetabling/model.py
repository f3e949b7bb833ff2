"""A problem as one CP-SAT model, and the model's answer as a timetable."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from khaigiang.core.timetabling.bounds import OWN_RULES, Bounds
from khaigiang.core.timetabling.lining_up import line_up
from khaigiang.core.timetabling.problem import Lesson, Timetable, TimetableProblem
from khaigiang.core.timetabling.rules import SHARED
from khaigiang.core.timetabling.rules.catalogue import HARD_RULES, SOFT_RULES
from khaigiang.core.timetabling.variables import NOBODY, NOWHERE, Piece, Variables, build_variables

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import BoolVarT, CpModel, LinearExprT

Truth = Callable[["BoolVarT"], bool]


@dataclass(frozen=True, slots=True)
class BuiltModel:
    """A model with its variables and the weighted sum of its soft rules."""

    model: "CpModel"
    variables: Variables
    objective: "LinearExprT"


def build_model(problem: TimetableProblem, homes: Mapping[str, str], bounds: Bounds) -> BuiltModel:
    """All rules of a problem, the hard ones switched on.

    ``homes``: the room a class keeps throughout, by class. ``bounds``: what the pieces of the objective cost at least.
    """
    from ortools.sat.python import cp_model

    model = cp_model.CpModel()
    variables = build_variables(model, problem)
    on = model.new_constant(1)
    for class_id, home in homes.items():
        for rooms in variables.room[class_id]:
            model.add(rooms[home] == 1)
    for rule in HARD_RULES:
        rule.post(model, variables, problem, on)
    breaches = {
        soft.name: (weight, soft.post(model, variables, problem))
        for soft in SOFT_RULES
        if (weight := soft.weight(problem.weights)) > 0
    }
    for class_id, least in bounds.own.items():
        own = [breaches[rule.name] for rule in OWN_RULES if rule.name in breaches]
        model.add(sum(weight * costs[class_id] for weight, costs in own) >= least)
    if "fairness" in breaches:
        model.add(breaches["fairness"][1][SHARED] >= bounds.fairness)
    if "seats" in breaches:
        model.add(sum(breaches["seats"][1].values()) >= bounds.seats)
    objective = sum(weight * expression for weight, costs in breaches.values() for expression in costs.values())
    model.minimize(objective)
    return BuiltModel(model, variables, objective)


def read_timetable(problem: TimetableProblem, variables: Variables, true: Truth) -> Timetable:
    """The lessons of an answer, in order of class and time. ``true`` tells the value of a literal."""
    lessons: list[Lesson] = []
    for plan in problem.classes:
        pieces = list(variables.of_class(plan))
        slots = [next(slot for slot, there in enumerate(variables.at[piece]) if true(there)) for piece in pieces]
        for number, begins, periods in line_up(plan, [piece.topic for piece in pieces], slots):
            piece, slot = pieces[number], slots[number]
            lesson = Lesson(plan.id, piece.topic.id, plan.half_days[slot], begins, periods)
            lessons.append(_staff(lesson, piece, slot, variables, true))
    return Timetable(tuple(lessons))


def _staff(bare: Lesson, piece: Piece, slot: int, variables: Variables, true: Truth) -> Lesson:
    lecturers: tuple[str, ...] = ()
    room = None
    if piece.topic.wants_lecturer:
        who = variables.taught[piece][slot]
        lecturers = tuple(lecturer for lecturer, literal in who.items() if lecturer != NOBODY and true(literal))
    if piece.topic.wants_room:
        rooms: Mapping[str, BoolVarT] = variables.room[piece.class_id][slot]
        room = next((name for name, literal in rooms.items() if name != NOWHERE and true(literal)), None)
    return Lesson(
        bare.class_id, bare.topic_id, bare.half_day, bare.first_period, bare.periods, lecturers, room, piece.part
    )
