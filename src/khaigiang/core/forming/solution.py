"""The answer: a seating, how good each level of it is, and how good it could be at best."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Status = Literal["optimal", "feasible", "infeasible", "unknown"]


@dataclass(frozen=True, slots=True)
class Solution:
    """Candidate id → class id, and the ids of those left without a class."""

    seats: Mapping[str, str]
    unplaced: tuple[str, ...] = ()

    def members(self, class_id: str) -> tuple[str, ...]:
        """The people of one class, in the order of ``seats``."""
        return tuple(person for person, seat in self.seats.items() if seat == class_id)

    def moved(self, candidate_id: str, class_id: str) -> "Solution":
        """The same seating with one person moved into another class, as by hand."""
        unplaced = tuple(person for person in self.unplaced if person != candidate_id)
        return Solution({**self.seats, candidate_id: class_id}, unplaced)


@dataclass(frozen=True, slots=True)
class Violation:
    """A hard rule that a seating breaks. ``code`` is translated, with ``facts`` filled in."""

    rule: str
    code: str
    facts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class LevelResult:
    """What one level costs, and the least it could cost while earlier levels keep their cost."""

    name: str
    objective: int
    bound: int

    @property
    def gap(self) -> float:
        return gap(self.objective, self.bound)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the solver found. ``solution`` is None, and ``levels`` empty, when it found no seating.

    ``objective`` and ``bound`` are the plain sums over the levels: 0 says that nothing at all was left to wish for.
    ``seconds`` is the whole call, model building included.
    """

    status: Status
    solution: Solution | None
    levels: tuple[LevelResult, ...]
    seconds: float
    seed: int
    model_version: str

    @property
    def objective(self) -> int:
        return sum(level.objective for level in self.levels)

    @property
    def bound(self) -> int:
        return sum(level.bound for level in self.levels)

    @property
    def gap(self) -> float:
        return gap(self.objective, self.bound)


def gap(objective: int, bound: int) -> float:
    """How far a cost may lie above the least possible one, as a share of it."""
    return (objective - bound) / max(1, objective)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a level has come: a better seating was found, or the level is done. ``seconds`` since the call began."""

    level: str
    objective: int
    bound: int
    seconds: float
