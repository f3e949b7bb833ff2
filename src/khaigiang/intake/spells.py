"""Spells of days or half-days as offices write them: ``12/5/2022; 16/5/2022 sáng; 20/5-22/5/2022``."""

import datetime as dt
import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from khaigiang.core.calendar import HalfDay, Part, Window, half_days
from khaigiang.core.vietnamese import fold

PART_NAMES = {Part.MORNING: "sáng", Part.AFTERNOON: "chiều", Part.EVENING: "tối"}
_PARTS = {fold(name): part for part, name in PART_NAMES.items()}
_DATE = r"(\d{1,2})\s*/\s*(\d{1,2})(?:\s*/\s*(\d{4}))?"
_SPELL = re.compile(rf"{_DATE}(?:\s*(?:[-–—]|den)\s*{_DATE})?(?:\s+(sang|chieu|toi))?")


@dataclass(frozen=True, slots=True)
class Spell:
    """The days from ``first`` to ``last``, both included; only their ``part`` when one is given."""

    first: dt.date
    last: dt.date
    part: Part | None = None

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError(f"spell ends on {self.last} before it begins on {self.first}")

    def __contains__(self, half_day: HalfDay) -> bool:
        return self.first <= half_day.day <= self.last and self.part in {None, half_day.part}

    def half_days(self, parts: Collection[Part] = (Part.MORNING, Part.AFTERNOON)) -> tuple[HalfDay, ...]:
        """Every half-day of this spell, in order of time."""
        return half_days(Window(self.first, self.last).days(), (self.part,) if self.part else parts)

    def __str__(self) -> str:
        days = f"{self.first:%d/%m/%Y}"
        if self.last != self.first:
            days += f"-{self.last:%d/%m/%Y}"
        return f"{days} {PART_NAMES[self.part]}" if self.part else days


def read_spells(value: object) -> tuple[Spell, ...]:
    """Read a cell: nothing, a true date, or spells parted by ``;`` or a new line.

    A first day without a year takes the last day's. Raises ValueError naming the piece that cannot be read.
    """
    if value is None or value == "":
        return ()
    if isinstance(value, dt.datetime):
        return (Spell(value.date(), value.date()),)
    if isinstance(value, dt.date):
        return (Spell(value, value),)
    pieces = (piece.strip() for piece in re.split(r"[;\n]", str(value)))
    return tuple(_read_spell(piece) for piece in pieces if piece)


def write_spells(spells: Iterable[Spell]) -> str:
    """The text that ``read_spells`` reads back."""
    return "; ".join(map(str, spells))


def _read_spell(piece: str) -> Spell:
    match = _SPELL.fullmatch(fold(piece))
    if match is None:
        raise ValueError(piece)
    day, month, year, last_day, last_month, last_year, part = match.groups()
    try:
        last = dt.date(int(last_year or year), int(last_month or month), int(last_day or day))
        first = dt.date(int(year or last_year), int(month), int(day))
        return Spell(first, last, _PARTS[part] if part else None)
    except (TypeError, ValueError) as error:
        raise ValueError(piece) from error
