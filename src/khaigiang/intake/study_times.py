"""Days of the week and parts of the day as offices write them: ``T2-T6``; ``thứ Bảy, chủ nhật``; ``sáng, chiều``."""

import re
from collections.abc import Collection, Iterable

from khaigiang.core.calendar import Part
from khaigiang.core.vietnamese import fold
from khaigiang.intake.spells import PART_NAMES

_SHORT = ("T2", "T3", "T4", "T5", "T6", "T7", "CN")
_IN_WORDS = ("hai", "ba", "tu", "nam", "sau", "bay")
_DAYS = {
    **{name.lower(): day for day, name in enumerate(_SHORT)},
    **{f"thu{day + 2}": day for day in range(6)},
    **{f"thu{word}": day for day, word in enumerate(_IN_WORDS)},
    "chunhat": 6,
}
_PARTS = {fold(name): (part,) for part, name in PART_NAMES.items()} | {"cangay": (Part.MORNING, Part.AFTERNOON)}
_RANGE = re.compile(r"\s*(?:[-–—]|\bden\b)\s*")
_JOINED = re.compile(r"\b(thu|chu|ca)\s+")
_BETWEEN = re.compile(r"[,;\s]+|\bva\b")
_RUN = 3  # days in a row, from which on they are written as a range


def read_weekdays(text: str) -> tuple[int, ...]:
    """The days in order, 0 is Monday. Raises ValueError naming what is none."""
    days: set[int] = set()
    for piece in _pieces(_RANGE.sub("-", fold(text))):
        first, dash, last = piece.partition("-")
        if first not in _DAYS or (dash and last not in _DAYS) or (dash and _DAYS[last] < _DAYS[first]):
            raise ValueError(piece)
        days.update(range(_DAYS[first], _DAYS[last or first] + 1))
    return tuple(sorted(days))


def write_weekdays(days: Collection[int]) -> str:
    """What ``read_weekdays`` reads back."""
    held = sorted(days)
    if len(held) >= _RUN and held[-1] - held[0] == len(held) - 1:
        return f"{_SHORT[held[0]]}-{_SHORT[held[-1]]}"
    return ", ".join(_SHORT[day] for day in held)


def read_parts(text: str) -> tuple[Part, ...]:
    """The parts in order. Raises ValueError naming what is none."""
    parts: set[Part] = set()
    for piece in _pieces(fold(text).replace("buoi", "")):
        if piece not in _PARTS:
            raise ValueError(piece)
        parts.update(_PARTS[piece])
    return tuple(part for part in Part if part in parts)


def write_parts(parts: Iterable[Part]) -> str:
    """What ``read_parts`` reads back."""
    return ", ".join(PART_NAMES[part] for part in parts)


def _pieces(folded: str) -> list[str]:
    return [piece for piece in _BETWEEN.split(_JOINED.sub(r"\1", folded)) if piece]
