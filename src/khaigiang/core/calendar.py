"""Half-days, working days and holidays."""

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, total_ordering
from types import MappingProxyType

import holidays


class Part(StrEnum):
    """A part of the day; its place in this list is its order within the day."""

    MORNING = "morning"
    AFTERNOON = "afternoon"
    EVENING = "evening"


_ORDER = {part: place for place, part in enumerate(Part)}
MONDAY_TO_FRIDAY = frozenset(range(5))


@total_ordering
@dataclass(frozen=True, slots=True)
class HalfDay:
    """One half-day of one date: the unit in which classes, lecturers and rooms are booked."""

    day: dt.date
    part: Part

    def __lt__(self, other: "HalfDay") -> bool:
        return (self.day, _ORDER[self.part]) < (other.day, _ORDER[other.part])

    def __str__(self) -> str:
        return f"{self.day.isoformat()}/{self.part}"

    @classmethod
    def parse(cls, text: str) -> "HalfDay":
        """Read what ``str`` writes. Raises ValueError on anything else."""
        day, _, part = text.partition("/")
        half_day = cls(dt.date.fromisoformat(day), Part(part))
        if str(half_day) != text:  # fromisoformat also reads week dates and dates without hyphens
            raise ValueError(f"not a half-day: {text!r}")
        return half_day


@dataclass(frozen=True, slots=True)
class Window:
    """The dates between which a class is held, both included. Raises ValueError when they are reversed."""

    first: dt.date
    last: dt.date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError(f"window ends on {self.last} before it begins on {self.first}")

    def __contains__(self, day: dt.date) -> bool:
        return self.first <= day <= self.last

    def overlaps(self, other: "Window") -> bool:
        """Whether the two share at least one day."""
        return self.first <= other.last and other.first <= self.last

    def days(self) -> Iterator[dt.date]:
        """Every calendar day, in order."""
        for number in range((self.last - self.first).days + 1):
            yield self.first + dt.timedelta(days=number)


@cache
def public_holidays(year: int) -> Mapping[dt.date, str]:
    """The public holidays of Viet Nam in one year, with Tết and substitute days, named in Vietnamese."""
    # Cached and shared by every caller, so nobody may change it.
    return MappingProxyType(dict(sorted(holidays.country_holidays("VN", years=year, language="vi").items())))


def working_days(
    window: Window, *, closed: Collection[dt.date] = (), weekdays: Collection[int] = MONDAY_TO_FRIDAY
) -> tuple[dt.date, ...]:
    """The days of a window that are neither off the week's pattern, public holidays nor closed."""
    return tuple(
        day
        for day in window.days()
        if day.weekday() in weekdays and day not in closed and day not in public_holidays(day.year)
    )


def half_days(days: Iterable[dt.date], parts: Collection[Part] = (Part.MORNING, Part.AFTERNOON)) -> tuple[HalfDay, ...]:
    """The half-days of these days in order of time, each once however often its day or part is given."""
    return tuple(sorted({HalfDay(day, part) for day in days for part in parts}))
