"""How much of a class somebody missed, and whether that is too much by a regulation profile."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from khaigiang.core.verdict import Citation


class Presence(StrEnum):
    """How a trainee was there in one half-day. Who comes late was there."""

    PRESENT = "present"
    LATE = "late"
    EXCUSED = "excused"
    UNEXCUSED = "unexcused"


ABSENT = frozenset({Presence.EXCUSED, Presence.UNEXCUSED})


class Measure(StrEnum):
    """In what a share of absence is counted."""

    PERIODS = "periods"
    HALF_DAYS = "half_days"


WHOLE_PERCENT = 100


@dataclass(frozen=True, slots=True)
class AbsenceLimit:
    """Above ``percent`` of the whole class, somebody has missed too much.

    ``counts`` are the absences that add up. Raises ValueError on a share that is none, and when nothing counts.
    """

    percent: int
    measure: Measure
    counts: frozenset[Presence]
    citation: Citation

    def __post_init__(self) -> None:
        if not 0 <= self.percent <= WHOLE_PERCENT:
            raise ValueError(f"{self.percent} is no share in percent")
        if not self.counts or not self.counts <= ABSENT:
            raise ValueError("a limit counts excused absences, unexcused ones or both")


@dataclass(frozen=True, slots=True)
class Taken:
    """One half-day of one trainee as the roll has it, with the periods it holds."""

    periods: int
    presence: Presence


@dataclass(frozen=True, slots=True)
class Whole:
    """What a class holds in all, taught or still to come."""

    half_days: int
    periods: int


@dataclass(frozen=True, slots=True)
class Absences:
    """One trainee's half-days by presence, and the periods of the two kinds of absence."""

    present: int = 0
    late: int = 0
    excused: int = 0
    unexcused: int = 0
    excused_periods: int = 0
    unexcused_periods: int = 0

    @property
    def taken(self) -> int:
        """Half-days in which the roll has something on this trainee."""
        return self.present + self.late + self.excused + self.unexcused

    @property
    def half_days(self) -> int:
        return self.excused + self.unexcused

    @property
    def periods(self) -> int:
        return self.excused_periods + self.unexcused_periods

    def counted(self, limit: AbsenceLimit) -> int:
        """The absences that a limit adds up, in its own measure."""
        by_measure = {
            Measure.HALF_DAYS: {Presence.EXCUSED: self.excused, Presence.UNEXCUSED: self.unexcused},
            Measure.PERIODS: {Presence.EXCUSED: self.excused_periods, Presence.UNEXCUSED: self.unexcused_periods},
        }[limit.measure]
        return sum(by_measure[presence] for presence in limit.counts)


def count_absences(taken: Iterable[Taken]) -> Absences:
    """Add up the half-days of one trainee."""
    half_days = dict.fromkeys(Presence, 0)
    periods = dict.fromkeys(Presence, 0)
    for each in taken:
        half_days[each.presence] += 1
        periods[each.presence] += each.periods
    return Absences(
        present=half_days[Presence.PRESENT],
        late=half_days[Presence.LATE],
        excused=half_days[Presence.EXCUSED],
        unexcused=half_days[Presence.UNEXCUSED],
        excused_periods=periods[Presence.EXCUSED],
        unexcused_periods=periods[Presence.UNEXCUSED],
    )


def share_percent(missed: int, whole: int) -> float:
    """What was missed of the whole, in percent with one decimal; 0 of nothing."""
    return round(WHOLE_PERCENT * missed / whole, 1) if whole else 0.0


def is_beyond(absences: Absences, whole: Whole, limit: AbsenceLimit) -> bool:
    """Whether somebody has missed more than the limit allows. Exactly the limit is allowed."""
    of = whole.periods if limit.measure is Measure.PERIODS else whole.half_days
    return absences.counted(limit) * WHOLE_PERCENT > limit.percent * of
