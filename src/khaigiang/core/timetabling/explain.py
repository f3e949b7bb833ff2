"""Why a problem has no timetable: a minimal set of rules that clash, and the facts they clash over."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeVar

from khaigiang.core.interruption import interruptible
from khaigiang.core.timetabling.problem import ClassPlan, TimetableProblem
from khaigiang.core.timetabling.rules import HardRule
from khaigiang.core.timetabling.rules.catalogue import HARD_RULES
from khaigiang.core.timetabling.together import with_classes
from khaigiang.core.timetabling.variables import build_variables

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import CpModel, CpSolver

Part = TypeVar("Part")

# CP-SAT's own measure of work: what one question may cost, and all of them together.
_UNITS_PER_QUESTION = 1.0
_UNITS_PER_SECOND = 0.7
_UNITS_PER_CONSTRAINT = 5e-6  # building and presolving a model, which CP-SAT does not count


@dataclass(frozen=True, slots=True)
class Clash:
    """Rules that cannot all be kept, by name, and what they clash over: take any one thing away and the rest can be.

    ``topics`` are pairs of class id and topic id. ``busy_lecturers`` and ``busy_rooms`` are those whose busy half-days
    matter, ``fixed_classes`` those whose published lessons do. ``minimal`` is false when time ran out while shrinking:
    the clash is then real, but may name too much.
    """

    rules: tuple[str, ...]
    classes: tuple[str, ...]
    topics: tuple[tuple[str, str], ...]
    busy_lecturers: tuple[str, ...]
    busy_rooms: tuple[str, ...]
    fixed_classes: tuple[str, ...]
    minimal: bool


def explain(problem: TimetableProblem, *, seconds: float = 10.0) -> Clash | None:
    """The clash of an impossible problem; None when it has a timetable, or none of that could be told in time.

    CP-SAT names a set of assumptions that is sufficient, not minimal; it is shrunk here by asking again without parts
    of it, first rules, then classes, busy half-days, published lessons and topics.
    """
    questions = Questions.within(seconds)
    suspects = questions.suspects(problem)
    if suspects is None:
        return None
    rules = minimal_clash(suspects, lambda kept: questions.clashes(problem, kept))

    def still(part: TimetableProblem) -> bool:
        return questions.clashes(part, rules)

    whole = problem
    classes = minimal_clash(whole.classes, lambda kept: still(with_classes(whole, kept)))
    problem = with_classes(whole, classes)
    lecturers = minimal_clash(
        [lecturer.id for lecturer in problem.lecturers if lecturer.busy],
        lambda kept: still(_with_busy_lecturers(problem, kept)),
    )
    freed = _with_busy_lecturers(problem, lecturers)
    rooms = minimal_clash(
        [room.id for room in freed.rooms if room.busy], lambda kept: still(_with_busy_rooms(freed, kept))
    )
    roomy = _with_busy_rooms(freed, rooms)
    fixed = minimal_clash(
        sorted({lesson.class_id for lesson in roomy.fixed}), lambda kept: still(_with_fixed(roomy, kept))
    )
    open_again = _with_fixed(roomy, fixed)
    # Topics last: where a class has no half-day to spare each of them matters, which takes as many questions.
    pairs = [(plan, topic.id) for plan in open_again.classes for topic in plan.topics]
    topics = minimal_clash(pairs, lambda kept: still(_with_topics(open_again, kept)))
    return Clash(
        tuple(rule.name for rule in HARD_RULES if rule in rules),
        tuple(plan.id for plan in classes),
        tuple((plan.id, topic) for plan, topic in topics),
        tuple(lecturers),
        tuple(rooms),
        tuple(fixed),
        minimal=not questions.gave_up,
    )


def minimal_clash(parts: Sequence[Part], clashes: Callable[[Sequence[Part]], bool]) -> tuple[Part, ...]:
    """A smallest-by-inclusion choice of parts that still clashes, in the order given; all of them are known to.

    Halves are tried before single parts (Junker's QuickXplain, 2004), so that few questions are asked of many parts.
    """

    def shrink(kept: list[Part], added: bool, open_parts: list[Part]) -> list[Part]:  # noqa: FBT001 - private recursion
        if added and clashes(kept):
            return []
        if len(open_parts) == 1:
            return open_parts
        middle = len(open_parts) // 2
        first, second = open_parts[:middle], open_parts[middle:]
        needed_second = shrink(kept + first, True, second)
        needed_first = shrink(kept + needed_second, bool(needed_second), first)
        return needed_first + needed_second

    if not parts or clashes(()):
        return ()
    return tuple(shrink([], False, list(parts)))


class Questions:
    """Asks the solver whether rules clash, within one budget of work; an unanswered question counts as no."""

    def __init__(self, units: float) -> None:
        self.units = units
        self.gave_up = False

    @classmethod
    def within(cls, seconds: float) -> "Questions":
        """As much work as about so many seconds hold."""
        return cls(seconds * _UNITS_PER_SECOND)

    def suspects(self, problem: TimetableProblem) -> list[HardRule] | None:
        """Rules that surely clash together, as CP-SAT names them; None when there is no clash to be found."""
        from ortools.sat.python import cp_model

        model = cp_model.CpModel()
        variables = build_variables(model, problem, relaxed=True)
        rules = {}
        for rule in HARD_RULES:
            on = model.new_bool_var(rule.name)
            rule.post(model, variables, problem, on)
            model.add_assumption(on)
            rules[on.index] = rule
        solver = self._solver(self.units / 2)
        found = interruptible(lambda: solver.solve(model), solver.stop_search)
        self._charge(model, solver)
        if found != cp_model.INFEASIBLE:
            return None
        named = set(solver.sufficient_assumptions_for_infeasibility())
        return [rule for index, rule in rules.items() if index in named] or list(rules.values())

    def clashes(self, problem: TimetableProblem, rules: Sequence[HardRule]) -> bool:
        from ortools.sat.python import cp_model

        found = self._ask(problem, rules)
        self.gave_up = self.gave_up or found == cp_model.UNKNOWN
        return bool(found == cp_model.INFEASIBLE)

    def has_timetable(self, problem: TimetableProblem, rules: Sequence[HardRule]) -> bool:
        """Whether one was found."""
        from ortools.sat.python import cp_model

        return self._ask(problem, rules) in (cp_model.OPTIMAL, cp_model.FEASIBLE)

    def _ask(self, problem: TimetableProblem, rules: Sequence[HardRule]) -> object:
        from ortools.sat.python import cp_model

        if self.units <= 0:
            return cp_model.UNKNOWN
        model = cp_model.CpModel()
        variables = build_variables(model, problem, relaxed=True)
        on = model.new_constant(1)
        for rule in rules:
            rule.post(model, variables, problem, on)
        solver = self._solver()
        found = interruptible(lambda: solver.solve(model), solver.stop_search)
        self._charge(model, solver)
        return found

    def _charge(self, model: "CpModel", solver: "CpSolver") -> None:
        self.units -= solver.response_proto.deterministic_time + _UNITS_PER_CONSTRAINT * len(model.proto.constraints)

    def _solver(self, most: float = _UNITS_PER_QUESTION) -> "CpSolver":
        from ortools.sat.python import cp_model

        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.random_seed = 1
        solver.parameters.max_deterministic_time = max(0.01, min(most, self.units))
        solver.parameters.linearization_level = 2
        solver.parameters.catch_sigint_signal = False
        return solver


def _with_topics(problem: TimetableProblem, kept: Sequence[tuple[ClassPlan, str]]) -> TimetableProblem:
    chosen = {(plan.id, topic) for plan, topic in kept}
    plans = tuple(
        replace(plan, topics=tuple(topic for topic in plan.topics if (plan.id, topic.id) in chosen))
        for plan in problem.classes
    )
    return with_classes(problem, plans)


def _with_busy_lecturers(problem: TimetableProblem, kept: Sequence[str]) -> TimetableProblem:
    lecturers = tuple(
        lecturer if lecturer.id in kept else replace(lecturer, busy=frozenset()) for lecturer in problem.lecturers
    )
    return replace(problem, lecturers=lecturers)


def _with_busy_rooms(problem: TimetableProblem, kept: Sequence[str]) -> TimetableProblem:
    rooms = tuple(room if room.id in kept else replace(room, busy=frozenset()) for room in problem.rooms)
    return replace(problem, rooms=rooms)


def _with_fixed(problem: TimetableProblem, kept: Sequence[str]) -> TimetableProblem:
    return replace(problem, fixed=tuple(lesson for lesson in problem.fixed if lesson.class_id in kept))
