"""Whether two stays in classes fall on the same days, as far as their days are known."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from khaigiang.core.calendar import MONDAY_TO_FRIDAY, Part, Window


@dataclass(frozen=True, slots=True)
class Stay:
    """A time in a class: the dates between which it is held, and its very ``days`` once it has a timetable.

    ``spread``: held part-time, so that without a timetable nobody can say which of its days are taken. Without one it
    is held on its ``weekdays`` only; in every case in its ``parts`` of the day.
    """

    name: str
    window: Window
    days: frozenset[dt.date] = frozenset()
    spread: bool = False
    weekdays: frozenset[int] = MONDAY_TO_FRIDAY
    parts: frozenset[Part] = frozenset({Part.MORNING, Part.AFTERNOON})

    @property
    def certain(self) -> bool:
        return bool(self.days) or not (self.spread or MONDAY_TO_FRIDAY - self.weekdays)

    def may_be_on(self, day: dt.date) -> bool:
        return day in self.days if self.days else day.weekday() in self.weekdays


@dataclass(frozen=True, slots=True)
class Overlap:
    """The first and the last day that two stays share; ``sure`` when nothing is left to a timetable to come."""

    other: Stay
    first: dt.date
    last: dt.date
    sure: bool


def shared(stay: Stay, other: Stay) -> Overlap | None:
    """What two stays share, by their days where they are known and by their windows where they are not."""
    if not stay.window.overlaps(other.window) or not stay.parts & other.parts:
        return None
    first, last = max(stay.window.first, other.window.first), min(stay.window.last, other.window.last)
    # Two windows of usual weeks are compared by their ends: hundreds of pairs are asked about at once.
    if stay.days or other.days or (stay.weekdays, other.weekdays) != (MONDAY_TO_FRIDAY, MONDAY_TO_FRIDAY):
        known = stay.days or other.days or Window(first, last).days()
        within = sorted(day for day in known if first <= day <= last and stay.may_be_on(day) and other.may_be_on(day))
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
