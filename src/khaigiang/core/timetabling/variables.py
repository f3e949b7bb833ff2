"""The decisions of a timetable as CP-SAT variables; what they must obey is said by the rules alone."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from khaigiang.core.timetabling.problem import ClassPlan, TimetableProblem, Topic
from khaigiang.core.timetabling.together import leaders

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import BoolVarT, CpModel, IntVar, LinearExprT

NOBODY = ""
NOWHERE = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """The part of a topic that stands in one half-day: a short topic, or the ``part``-th half-day of a long one."""

    class_id: str
    topic: Topic
    part: int


@dataclass(frozen=True, slots=True)
class Variables:
    """The variables of one model.

    ``at[piece][slot]``: the piece stands in this half-day of its class. ``by[piece][slot]``: in this one or an earlier
    one; order is said with these, because two-literal clauses over them bound better than sums of positions.
    ``taught[piece][slot][lecturer id]``: who gives it there; NOBODY counts the places that no competent lecturer takes.
    ``room[class id][slot][room id]``: the one room the class holds in that half-day, or NOWHERE.
    ``rank[piece]``: the place of a short topic among the others; those of one half-day cannot wait for each other.
    ``engaged[lecturer id][class id][slot]``: 1 when the lecturer gives at least one lesson of the class there; a joint
    lesson counts for the first of its classes only.
    """

    pieces: tuple[Piece, ...]
    at: "Mapping[Piece, tuple[BoolVarT, ...]]"
    by: "Mapping[Piece, tuple[BoolVarT, ...]]"
    rank: "Mapping[Piece, IntVar]"
    taught: "Mapping[Piece, tuple[Mapping[str, BoolVarT], ...]]"
    room: "Mapping[str, tuple[Mapping[str, BoolVarT], ...]]"
    engaged: "Mapping[str, Mapping[str, Mapping[int, LinearExprT]]]"

    def of_class(self, plan: ClassPlan) -> Iterator[Piece]:
        """The pieces of one class, in the order of its topics."""
        return (piece for piece in self.pieces if piece.class_id == plan.id)

    def of_topic(self, plan: ClassPlan, topic: Topic) -> tuple[Piece, ...]:
        """The pieces of one topic of one class, in order."""
        return tuple(Piece(plan.id, topic, part) for part in range(1, topic.parts + 1))

    def put_before(
        self, model: "CpModel", plan: ClassPlan, pairs: "Iterable[tuple[Topic, Topic]]", on: "BoolVarT"
    ) -> None:
        """Each first topic that is taught ends before the second begins; two short ones may share a half-day so."""
        for first, second in pairs:
            step = 0 if first.is_short and second.is_short else 1
            if not step:
                ranks = [self.rank[Piece(plan.id, topic, 1)] for topic in (first, second)]
                held = [self.by[Piece(plan.id, topic, 1)][-1] for topic in (first, second)]
                model.add(ranks[0] + 1 <= ranks[1]).only_enforce_if(on, *held)
            for earlier in self.of_topic(plan, first):
                for later in self.of_topic(plan, second):
                    left_out = ~self.by[earlier][-1]
                    for slot in range(step):
                        model.add_bool_or(~self.at[later][slot], left_out).only_enforce_if(on)
                    for slot in range(step, len(plan.half_days)):
                        done = self.by[earlier][slot - step]
                        model.add_bool_or(~self.by[later][slot], done, left_out).only_enforce_if(on)


def build_variables(model: "CpModel", problem: TimetableProblem, *, relaxed: bool = False) -> Variables:
    """Add the variables of a problem to a model.

    ``relaxed`` keeps ``engaged`` right even while the rule that a class is in one place is switched off (to explain);
    otherwise it is a plain sum where it can be, which bounds better.
    """
    pieces = tuple(
        Piece(plan.id, topic, part)
        for plan in problem.classes
        for topic in plan.topics
        for part in range(1, topic.parts + 1)
    )
    slots = {plan.id: len(plan.half_days) for plan in problem.classes}
    at, by = {}, {}
    for piece in pieces:
        at[piece], by[piece] = _place(model, slots[piece.class_id])
    rank = {piece: model.new_int_var(0, len(pieces), "") for piece in pieces if piece.topic.is_short}
    taught = {piece: _teach(model, problem, piece, at[piece]) for piece in pieces if piece.topic.wants_lecturer}
    room = {plan.id: _room(model, problem, plan) for plan in problem.classes if any(t.wants_room for t in plan.topics)}
    return Variables(pieces, at, by, rank, taught, room, _engage(model, problem, taught, relaxed=relaxed))


def _place(model: "CpModel", slots: int) -> "tuple[tuple[BoolVarT, ...], tuple[BoolVarT, ...]]":
    at = tuple(model.new_bool_var("") for _ in range(slots))
    by = (at[0], *(model.new_bool_var("") for _ in range(slots - 1)))
    for slot in range(1, slots):
        model.add(by[slot] == by[slot - 1] + at[slot])
    return at, by


def _teach(
    model: "CpModel", problem: TimetableProblem, piece: Piece, at: "tuple[BoolVarT, ...]"
) -> "tuple[Mapping[str, BoolVarT], ...]":
    able = [lecturer.id for lecturer in problem.lecturers if piece.topic.id in lecturer.topics]
    together = piece.topic.lecturers
    taught = []
    for here in at:
        who = {lecturer: model.new_bool_var("") for lecturer in (NOBODY, *able)}
        if together > 1:
            for lecturer in able:
                model.add_implication(who[lecturer], here)
            who[NOBODY] = model.new_int_var(0, together, "")
        model.add(sum(who.values()) == together * here)
        taught.append(who)
    return tuple(taught)


def _room(model: "CpModel", problem: TimetableProblem, plan: ClassPlan) -> "tuple[Mapping[str, BoolVarT], ...]":
    rooms = []
    for _ in plan.half_days:
        where = {room: model.new_bool_var("") for room in (NOWHERE, *(room.id for room in problem.rooms))}
        model.add_exactly_one(where.values())
        rooms.append(where)
    return tuple(rooms)


def _engage(
    model: "CpModel",
    problem: TimetableProblem,
    taught: "Mapping[Piece, tuple[Mapping[str, BoolVarT], ...]]",
    *,
    relaxed: bool,
) -> "Mapping[str, Mapping[str, Mapping[int, LinearExprT]]]":
    given: dict[tuple[str, str, int], list[BoolVarT]] = {}
    several: set[tuple[str, str, int]] = set()
    leads = leaders(problem)
    for piece, slots in taught.items():
        if leads.get((piece.class_id, piece.topic.id), piece.class_id) != piece.class_id:
            continue
        for slot, who in enumerate(slots):
            for lecturer, literal in who.items():
                place = (lecturer, piece.class_id, slot)
                given.setdefault(place, []).append(literal)
                if relaxed or piece.topic.is_short:
                    several.add(place)
    engaged: dict[str, dict[str, dict[int, LinearExprT]]] = {lecturer.id: {} for lecturer in problem.lecturers}
    for place, literals in given.items():
        lecturer, class_id, slot = place
        if lecturer == NOBODY:
            continue
        total: LinearExprT = sum(literals)
        if place in several and len(literals) > 1:
            total = model.new_bool_var("")
            model.add_max_equality(total, literals)
        engaged[lecturer].setdefault(class_id, {})[slot] = total
    return engaged
