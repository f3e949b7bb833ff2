"""How much training an instrument asks of somebody in a calendar year, against what they have completed in it.

It is a duty of who is in service and no bar to being sent. A missing fact is never the lack of a course.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from khaigiang.core.verdict import Citation
from khaigiang.core.vietnamese import PartialDate


class YearlyStanding(StrEnum):
    """In the order in which lists give them."""

    BELOW = "below"
    UNKNOWN = "unknown"
    MET = "met"


@dataclass(frozen=True, slots=True)
class YearlyMinimum:
    """So many periods a year for these categories of persons, from one day to another, both included."""

    code: str
    name: str
    categories: frozenset[str]
    periods: int
    valid_from: dt.date
    valid_to: dt.date | None
    citation: Citation

    def is_in_force(self, on: dt.date) -> bool:
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)


@dataclass(frozen=True, slots=True)
class Finished:
    """A course somebody completed: when, and how many periods it had. None is what nobody stated."""

    day: PartialDate | None
    periods: int | None


@dataclass(frozen=True, slots=True)
class Yearly:
    """How somebody stands in a year. ``minimum`` is None where it is not known whether one binds them.

    ``unstated`` counts the courses that may be of the year and cannot be counted: without a day, or without periods.
    """

    standing: YearlyStanding
    year: int
    done: int
    unstated: int = 0
    minimum: YearlyMinimum | None = None


def yearly_of(
    category: str, finished: Iterable[Finished], minimums: Iterable[YearlyMinimum], *, on: dt.date
) -> Yearly | None:
    """How somebody of a category stands in the calendar year of a day; None where no instrument asks anything of them.

    An empty ``category`` is not known. A course is of the year in which it ended; the highest minimum binds.
    """
    asked = [each for each in minimums if each.is_in_force(on)]
    bound = [each for each in asked if category in each.categories]
    if not asked or (category and not bound):
        return None
    done, unstated = _counted(finished, on)
    if not bound:
        return Yearly(YearlyStanding.UNKNOWN, on.year, done, unstated)
    minimum = max(bound, key=lambda each: each.periods)
    if done >= minimum.periods:
        standing = YearlyStanding.MET
    else:
        standing = YearlyStanding.UNKNOWN if unstated else YearlyStanding.BELOW
    return Yearly(standing, on.year, done, unstated, minimum)


def _counted(finished: Iterable[Finished], on: dt.date) -> tuple[int, int]:
    """The periods completed in the year until a day, and how many courses cannot be counted."""
    done = unstated = 0
    for each in finished:
        if each.day is None:
            unstated += 1
        elif each.day.year == on.year and each.day.earliest <= on:
            done += each.periods or 0
            unstated += each.periods is None
    return done, unstated
