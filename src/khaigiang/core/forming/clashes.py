"""Why a question has no answer: a smallest set of demands that cannot hold together.

Found by trial: halves are taken away and put back as long as the rest still clashes (QuickXplain: U. Junker, AAAI
2004). What remains is minimal: give up any one of its demands and the others can be met.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from khaigiang.core.forming.deal import deal
from khaigiang.core.forming.person_types import gather_types
from khaigiang.core.forming.problem import FormingProblem
from khaigiang.core.forming.rules import RULES
from khaigiang.core.forming.seats import Demand, lay_out_seats
from khaigiang.core.forming.verify import verify
from khaigiang.core.interruption import interruptible

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import CpModel

EVERYONE = "everyone_seated"
WORK_PER_TRIAL = 1.0  # the solver's own units


@dataclass(frozen=True, slots=True)
class Clash:
    """One of the demands that cannot all hold. ``code`` is translated, with ``facts`` filled in."""

    rule: str
    code: str
    facts: Mapping[str, str] = field(default_factory=dict)


def clashes(problem: FormingProblem, *, everyone: bool = True) -> tuple[Clash, ...]:
    """A smallest set of demands that clash, in the order of the rules; empty when none is proved to.

    With ``everyone`` the demand that nobody is left without a class is one of them. What head counts tell is told as
    such: ``no_window_free`` (with the people), ``sizes_too_small`` (seats < people), ``too_few_people`` (people < least
    seats).
    """
    counted = _head_counts(problem, everyone=everyone)
    if counted is not None:
        return (counted,)
    dealt = deal(problem)
    if not verify(problem, dealt) and not (everyone and dealt.unplaced):
        return ()
    trial = _Trial(problem, everyone=everyone)
    places = range(len(trial.labels))
    if trial.can_hold(places):
        return ()
    rules = tuple(dict.fromkeys(label.rule for label in trial.labels))
    guilty = _smallest(rules, lambda kept: trial.can_hold([p for p in places if trial.labels[p].rule in kept]))
    found = _smallest([p for p in places if trial.labels[p].rule in guilty], trial.can_hold)
    return tuple(trial.labels[place] for place in sorted(found))


def _head_counts(problem: FormingProblem, *, everyone: bool) -> Clash | None:
    people = len(problem.candidates)
    least, most = sum(slot.minimum for slot in problem.classes), sum(slot.maximum for slot in problem.classes)
    never_free = [
        candidate.id
        for candidate in problem.candidates
        if not any(candidate.is_free_for(slot.window) for slot in problem.classes)
    ]
    if people < least:
        return Clash("sizes", "too_few_people", {"people": str(people), "least": str(least)})
    if everyone and never_free:
        facts = {"people": str(len(never_free)), "candidates": ", ".join(never_free)}
        return Clash("availability", "no_window_free", facts)
    if everyone and people > most:
        return Clash("sizes", "sizes_too_small", {"people": str(people), "seats": str(most)})
    return None


class _Trial:
    """All demands of a problem, any choice of which can be asked of the solver."""

    def __init__(self, problem: FormingProblem, *, everyone: bool) -> None:
        self.problem, self.everyone = problem, everyone
        self.types = gather_types(problem)
        self.labels = tuple(label for label, _ in self._demands()[1])

    def _demands(self) -> "tuple[CpModel, list[tuple[Clash, Demand]]]":
        from ortools.sat.python import cp_model

        model = cp_model.CpModel()
        seats = lay_out_seats(self.problem, self.types, model)
        posted = [(rule.NAME, demand) for rule in RULES for demand in rule.post(self.problem, seats)]
        if self.everyone:
            posted.append((EVERYONE, Demand(EVERYONE, {}, sum(seats.unplaced) == 0)))
        return model, [(Clash(name, demand.code, demand.facts), demand) for name, demand in posted]

    def can_hold(self, places: Collection[int]) -> bool:
        """Whether these demands can be met together; also when the solver cannot tell in time."""
        from ortools.sat.python import cp_model

        model, demands = self._demands()
        for place in places:
            model.add(demands[place][1].condition)
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.linearization_level = 2
        solver.parameters.catch_sigint_signal = False
        solver.parameters.max_deterministic_time = WORK_PER_TRIAL
        found = interruptible(lambda: solver.solve(model), solver.stop_search)
        return bool(found != cp_model.INFEASIBLE)


T = TypeVar("T")


def _smallest(items: Sequence[T], can_hold: Callable[[list[T]], bool]) -> list[T]:
    """A minimal part of ``items``, which clash, that clashes too. Asks about k log n times for k out of n."""

    def search(ground: list[T], rest: list[T], *, grown: bool) -> list[T]:
        if grown and not can_hold(ground):
            return []
        if len(rest) == 1:
            return rest
        first, second = rest[: len(rest) // 2], rest[len(rest) // 2 :]
        needed = search(ground + first, second, grown=True)
        return search(ground + needed, first, grown=bool(needed)) + needed

    return search([], list(items), grown=False)
