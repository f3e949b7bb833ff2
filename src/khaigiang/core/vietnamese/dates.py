"""Dates as office lists hold them: true dates, text, bare years, spreadsheet serials."""

import calendar
import datetime as dt
import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from khaigiang.core.vietnamese.folding import plain

FIRST_YEAR, LAST_YEAR = 1900, 2100
# Serial 61 is 1-3-1900; earlier ones are off by one because spreadsheets believe in 29-2-1900, and none is a real date.
SERIAL_EPOCH = dt.date(1899, 12, 30)
LAST_SERIAL = (dt.date(LAST_YEAR, 12, 31) - SERIAL_EPOCH).days


class Precision(StrEnum):
    """How much of a date is known."""

    YEAR = "year"
    MONTH = "month"
    DAY = "day"


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date of which at least the year is known. Raises ValueError on a day that no calendar has."""

    year: int
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        if self.day is not None and self.month is None:
            raise ValueError("a day without its month")
        dt.date(self.year, self.month or 1, self.day or 1)

    @property
    def precision(self) -> Precision:
        if self.month is None:
            return Precision.YEAR
        return Precision.MONTH if self.day is None else Precision.DAY

    @property
    def earliest(self) -> dt.date:
        """The first day it may mean."""
        return dt.date(self.year, self.month or 1, self.day or 1)

    @property
    def latest(self) -> dt.date:
        """The last day it may mean."""
        month = self.month or 12
        return dt.date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])

    def __str__(self) -> str:
        """As the office writes it: ``12/05/1975``, ``05/1975`` or ``1975``."""
        if self.month is None:
            return f"{self.year:04d}"
        month = f"{self.month:02d}/{self.year:04d}"
        return month if self.day is None else f"{self.day:02d}/{month}"

    @classmethod
    def of(cls, day: dt.date) -> "PartialDate":
        return cls(day.year, day.month, day.day)


_SEPARATOR = r"\s*[/.\-\\,]\s*"
_TIME = r"(?:[t\s]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?"
DAY_MONTH_YEAR = re.compile(rf"(\d{{1,2}})(?:{_SEPARATOR}|\s+)(\d{{1,2}})(?:{_SEPARATOR}|\s+)(\d{{4}}|\d{{2}}){_TIME}")
_YEAR_MONTH_DAY = re.compile(rf"(\d{{4}}){_SEPARATOR}(\d{{1,2}}){_SEPARATOR}(\d{{1,2}}){_TIME}")
_MONTH_YEAR = re.compile(
    rf"(?:tháng\s*)?(\d{{1,2}})(?:{_SEPARATOR}|\s*năm\s*)(\d{{4}})|tháng\s*(\d{{1,2}})\s+(\d{{4}})"
)
_WORDS = re.compile(r"(\d{1,2})[\s,\-]*tháng\s*(\d{1,2})[\s,\-]*(?:năm\s*)?(\d{4}|\d{2})")
_YEAR = re.compile(r"(?:năm\s*)?(\d{4})")
_EIGHT_DIGITS = re.compile(r"(\d{2})(\d{2})(\d{4})")
SERIAL = re.compile(r"\d{5}(?:\.\d+)?")

_IN_FRONT = re.compile(r"(?:(?:sinh|sn|s\.n\.?|ngày|vào|mùng|mồng)\b[\s.:]*)+")
_MONTH_WORDS = "giêng hai ba tư năm sáu bảy tám chín mười mười-một mười-hai"
_MONTHS = {word.replace("-", " "): number for number, word in enumerate(_MONTH_WORDS.split(), start=1)}
_MONTHS |= {"một": 1, "bốn": 4, "bẩy": 7, "chạp": 12}
_MONTH_IN_WORDS = re.compile(rf"\b(?:tháng|thg)\s+({'|'.join(sorted(_MONTHS, key=len, reverse=True))})\b")
_ENGLISH_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec"
_ENGLISH = {month: number for number, month in enumerate(_ENGLISH_MONTHS.split(), start=1)}
_MONTH_IN_ENGLISH = re.compile(rf"(?<![a-z])({'|'.join(_ENGLISH)})[a-z]{{0,6}}(?![a-z])\.?")


def parse_date(value: str | float | dt.date | None, *, pivot: int = 30) -> PartialDate | None:
    """Read one cell; ``None`` where it holds no date that can be told for sure.

    Text is read day first, as the office writes it; ``00/05/1975`` states a month, ``00/00/1975`` a year. A bare number
    from 1900 to 2100 is a year, a larger one a spreadsheet serial. A year of two digits up to ``pivot`` is of this
    century, a larger one of the last.
    """
    if value is None or isinstance(value, bool):
        return None
    if isinstance(value, dt.date):
        return PartialDate(value.year, value.month, value.day)
    if isinstance(value, int | float):
        return _from_number(value)
    return from_text(date_text(value), lambda short: short + (2000 if short <= pivot else 1900))


def date_text(value: str) -> str:
    """The text in ``plain`` form, without what stands before a date, with months as numbers."""
    text = plain(value).strip(" .,;'")
    if text[:1].isdigit() and text.isascii() and not any(map(str.isalpha, text)):
        return text  # most cells
    text = _IN_FRONT.sub("", text, count=1) if _IN_FRONT.match(text) else text
    text = _MONTH_IN_WORDS.sub(lambda found: f"tháng {_MONTHS[found[1]]}", text.replace("thg ", "tháng "))
    return _MONTH_IN_ENGLISH.sub(lambda found: f"tháng {_ENGLISH[found[1]]}", text)


def _from_number(value: float) -> PartialDate | None:
    if not math.isfinite(value):
        return None
    if FIRST_YEAR <= value <= LAST_YEAR:
        return PartialDate(int(value)) if value == int(value) else None
    if LAST_YEAR < value < LAST_SERIAL + 1:
        return PartialDate.of(SERIAL_EPOCH + dt.timedelta(days=int(value)))
    return None


def from_text(text: str, whole_year: Callable[[int], int]) -> PartialDate | None:
    """A date in ``date_text`` form; ``whole_year`` tells the century of a year of two digits."""
    if found := DAY_MONTH_YEAR.fullmatch(text) or _WORDS.fullmatch(text):
        day, month, year = found.groups()
        return _build(int(year) if len(year) > 2 else whole_year(int(year)), int(month), int(day))  # noqa: PLR2004 - yy
    if found := _YEAR_MONTH_DAY.fullmatch(text):
        year, month, day = found.groups()
        return _build(int(year), int(month), int(day))
    if found := _MONTH_YEAR.fullmatch(text):
        return _build(int(found[2] or found[4]), int(found[1] or found[3]), 0)
    if found := _YEAR.fullmatch(text):
        return _build(int(found[1]), 0, 0)
    if found := _EIGHT_DIGITS.fullmatch(text):
        return _build(int(found[3]), int(found[2]), int(found[1]))
    return _from_number(float(text)) if SERIAL.fullmatch(text) else None


def _build(year: int, month: int, day: int) -> PartialDate | None:
    """Zero stands for "not known", as in ``00/00/1975``."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    try:
        return PartialDate(year, month or None, day or None)
    except ValueError:
        return None


def date_in_words(day: dt.date, *, padded: bool = True) -> str:
    """``ngày 05 tháng 01 năm 2020``: days below 10, months 1 and 2 take a zero (Nghị định 30/2020, Phụ lục I)."""
    if not padded:
        return f"ngày {day.day} tháng {day.month} năm {day.year}"
    month = f"{day.month:02d}" if day.month <= 2 else str(day.month)  # noqa: PLR2004 - the months so named
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"
