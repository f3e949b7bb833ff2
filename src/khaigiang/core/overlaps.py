"""Whether two stays in classes fall on the same days, as far as their days are known."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from khaigiang.core.calendar import Window


@dataclass(frozen=True, slots=True)
class Stay:
    """A time in a class: the dates between which it is held, and its very ``days`` once it has a timetable.

    ``spread``: held part-time, so that without a timetable nobody can say which of its days are taken.
    """

    name: str
    window: Window
    days: frozenset[dt.date] = frozenset()
    spread: bool = False

    @property
    def certain(self) -> bool:
        return bool(self.days) or not self.spread


@dataclass(frozen=True, slots=True)
class Overlap:
    """The first and the last day that two stays share; ``sure`` when nothing is left to a timetable to come."""

    other: Stay
    first: dt.date
    last: dt.date
    sure: bool


def shared(stay: Stay, other: Stay) -> Overlap | None:
    """What two stays share, by their days where they are known and by their windows where they are not."""
    if not stay.window.overlaps(other.window):
        return None
    first, last = max(stay.window.first, other.window.first), min(stay.window.last, other.window.last)
    if stay.days or other.days:
        common = stay.days & other.days if stay.days and other.days else stay.days | other.days
        within = sorted(day for day in common if first <= day <= last)
        if not within:
            return None
        first, last = within[0], within[-1]
    return Overlap(other, first, last, stay.certain and other.certain)


def unavoidable(options: Sequence[Stay], others: Sequence[Stay]) -> Overlap | None:
    """The overlap that no choice among the classes still open on either side avoids.

    With one class on each side it is simply what the two share.
    """
    found = [shared(stay, other) for stay in options for other in others]
    if not found or any(each is None for each in found):
        return None
    told = [each for each in found if each is not None]
    return next((each for each in told if not each.sure), told[0])
