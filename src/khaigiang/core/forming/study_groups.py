"""Study groups (tổ) inside a class: the same engine, with groups for classes."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from khaigiang.core.calendar import Window
from khaigiang.core.forming.problem import (
    Balance,
    Candidate,
    ClassSlot,
    EvenSizes,
    FormingProblem,
    InvalidProblemError,
    Level,
    Moved,
    Unplaced,
)
from khaigiang.core.forming.solution import LevelResult, gap
from khaigiang.core.forming.solve import solve

# All groups of a class meet at the same time: no date can tell them apart.
_SAME_DAYS = Window(dt.date.min, dt.date.min)

SMALLEST, LARGEST = 8, 15
LEVELS = (
    Level("unplaced", (Unplaced(),)),
    Level("sizes", (EvenSizes(),)),
    Level("balance", (Balance("district", 3), Balance("position", 2), Balance("sex", 2))),
)


@dataclass(frozen=True, slots=True)
class StudyGroups:
    """Candidate ids, group by group; within a group in the accepted order. Never an empty group."""

    groups: tuple[tuple[str, ...], ...]
    levels: tuple[LevelResult, ...] = ()

    @property
    def gap(self) -> float:
        return gap(sum(level.objective for level in self.levels), sum(level.bound for level in self.levels))


def split_into_groups(
    members: Sequence[Candidate],
    *,
    smallest: int = SMALLEST,
    largest: int = LARGEST,
    count: int | None = None,
    seconds: float = 2.0,
    seed: int = 1,
    before: Mapping[str, int] | None = None,
) -> StudyGroups:
    """Split a class into groups even in size and balanced by district, position and sex.

    As few groups as ``largest`` allows, unless ``count`` says how many. A class too small for two groups of
    ``smallest`` is one group, whatever its size. Where ``before`` says who was in which group (by number) as few as
    possible leave theirs. Raises InvalidProblemError when the groups cannot keep the bounds.
    """
    if not members:
        return StudyGroups(())
    if count is None:
        count = 1 if len(members) < 2 * smallest else -(-len(members) // largest)
    if count != 1 or len(members) >= 2 * smallest:
        _check_sizes(len(members), smallest, largest, count)
    free = tuple(replace(member, unavailable=(), wish=None) for member in members)
    fewest, extra = divmod(len(free), count)
    groups = tuple(
        ClassSlot(str(number), str(number), _SAME_DAYS, fewest, fewest + (number <= extra))
        for number in range(1, count + 1)
    )
    numbers = {member.id: (before or {}).get(member.id, 0) for member in free}
    kept = {member: str(number) for member, number in numbers.items() if 1 <= number <= count}
    levels = (LEVELS[0], Level("moved", (Moved(),)), *LEVELS[1:]) if kept else LEVELS
    problem = FormingProblem(free, groups, levels=levels, before=kept)
    outcome = solve(problem, seconds=seconds, seed=seed)
    assert outcome.solution is not None
    return StudyGroups(tuple(outcome.solution.members(group.id) for group in groups), outcome.levels)


def _check_sizes(people: int, smallest: int, largest: int, count: int) -> None:
    if count < 1 or not smallest * count <= people <= largest * count:
        facts = {"people": str(people), "groups": str(count), "smallest": str(smallest), "largest": str(largest)}
        raise InvalidProblemError("groups_do_not_fit", facts)
