"""Mends a timetable that no longer holds, with the fewest changes to what people already know."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from khaigiang.core.timetabling.diff import Change, changes
from khaigiang.core.timetabling.problem import Outcome, Timetable, TimetableProblem
from khaigiang.core.timetabling.solve import solve
from khaigiang.core.timetabling.verify import verify

# One change more is worth any other cost that it could save: no class has a thousand breaches of soft rules.
_PRICE_OF_A_CHANGE = 1000


@dataclass(frozen=True, slots=True)
class Repair:
    """``least`` is how many lessons must change whatever is done, so that as many ``changes`` are proven fewest."""

    outcome: Outcome
    changes: tuple[Change, ...]
    least: int


def repair(
    problem: TimetableProblem,
    before: Timetable,
    *,
    seconds: float = 5.0,
    seed: int = 1,
    workers: int = 1,
    deterministic: bool = True,
    stopped: Callable[[], bool] = lambda: False,
) -> Repair:
    """A timetable of ``problem``, as it is now, that differs from ``before`` in as few lessons as can be found.

    Among those with equally few changes a cheaper one is preferred. Raises ValueError when ``before`` lacks a lesson.
    """
    weights = replace(problem.weights, changes=_PRICE_OF_A_CHANGE)
    asked = replace(problem, weights=weights, kept=before.lessons)
    outcome = solve(
        asked,
        seconds=seconds,
        seed=seed,
        workers=workers,
        deterministic=deterministic,
        start=before,
        stopped=stopped,
    )
    found = changes(before, outcome.timetable) if outcome.timetable is not None else ()
    return Repair(outcome, found, least_changes(problem, before))


def least_changes(problem: TimetableProblem, before: Timetable) -> int:
    """Lessons that cannot stay as they are whatever becomes of the others: their lecturer, room or topic is not there."""
    broken = {
        lesson
        for breach in verify(problem, before)
        if breach.rule in ("lecturer_available", "room_available", "topic_available", "competence", "room_suitable")
        for lesson in breach.lessons
    }
    return len(broken)
