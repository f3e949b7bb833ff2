"""Dates with their doubts: which cell can be read in two ways, and what a column says of the order of day and month.

``dates.parse_date`` gives what is told for sure; here every other reading is a suggestion. A year of two digits is the
latest such year not after that of the reference date (plus ``ahead`` years, for dates that may lie in the future).
"""

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from khaigiang.core.vietnamese.dates import DAY_MONTH_YEAR, SERIAL, PartialDate, date_text, from_text, parse_date
from khaigiang.core.vietnamese.digits import LETTERS_FOR_DIGITS
from khaigiang.core.vietnamese.folding import fold
from khaigiang.core.vietnamese.suggestions import Repair, Suggestion, Sureness

Cell = str | float | dt.date | None

_MONTHS = 12
_FEW = 3  # text dates that must agree before a column is said to swap its true dates
_NOT_KNOWN = re.compile(
    r"(?:khong|chua|k|ko|kg)\s*(?:ro|nho|biet|xac dinh|co)(?:\s+(?:ngay|thang|nam|sinh|ngay thang|nam sinh))*|\?+|x+"
)
_DOUBLED = re.compile(r"\s*([/.\-])\s*(?:[/.\-]\s*)+")
_MONTH_AND_SHORT_YEAR = re.compile(r"(\d{1,2})\s*[/.\-]\s*(\d{2})")
_YEAR_FIRST_DIGITS = re.compile(r"(\d{4})(\d{2})(\d{2})")
_SIX_DIGITS = re.compile(r"(\d{2})(\d{2})(\d{2})")


class DateOrder(StrEnum):
    """How the text dates of a column are written, as far as its clear ones tell."""

    DAY_FIRST = "day_first"
    MONTH_FIRST = "month_first"
    MIXED = "mixed"
    UNKNOWN = "unknown"


class DateDoubt(StrEnum):
    """Why to look at a cell."""

    EMPTY = "empty"
    STATED_UNKNOWN = "stated_unknown"  # the cell says that nobody knows
    UNREADABLE = "unreadable"
    DAY_OR_MONTH = "day_or_month"  # 05/12: read day first
    SHORT_YEAR = "short_year"  # the century was told by the rule
    SERIAL = "serial"  # a number, read as a spreadsheet's day
    SWAPPED = "swapped"  # a true date of a column whose day and month were taken for one another


@dataclass(frozen=True, slots=True)
class DateReading:
    """The date of a cell, ``None`` where none is sure; ``suggestions`` are other readings, each by itself."""

    date: PartialDate | None
    doubts: tuple[DateDoubt, ...] = ()
    suggestions: tuple[Suggestion, ...] = ()


@dataclass(frozen=True, slots=True)
class DateColumn:
    """What a column says of its cells. ``swapped``: its true dates seem to have lost day for month.

    A sheet that expects the month first makes true dates of ``05/12/1975`` (12 May) and leaves ``23/12/1975`` as text.
    """

    order: DateOrder = DateOrder.UNKNOWN
    swapped: bool = False


def read_date(value: Cell, *, reference: dt.date, ahead: int = 0, column: DateColumn | None = None) -> DateReading:
    """Read one cell. ``reference`` is the day from which a year of two digits is told.

    ``column`` is what ``read_date_column`` found; without it a date of two readings is always reported.
    """
    column = column or DateColumn()
    if value is None or isinstance(value, bool) or value == "":
        return DateReading(None, (DateDoubt.EMPTY,))
    if isinstance(value, str):
        return _read_text(value, reference.year + ahead, column)
    date = parse_date(value)
    if date is None:
        return DateReading(None, (DateDoubt.UNREADABLE,))
    if isinstance(value, dt.date) and column.swapped and (other := _exchanged(date)):
        return DateReading(date, (DateDoubt.SWAPPED,), (other,))
    return DateReading(date, () if isinstance(value, dt.date) or date.month is None else (DateDoubt.SERIAL,))


def read_date_column(values: Iterable[Cell]) -> DateColumn:
    """What the clear cells of a column say: a number above twelve is a day."""
    first = second = low_days = high_days = 0
    for value in values:
        if isinstance(value, dt.date):
            low_days += value.day <= _MONTHS
            high_days += value.day > _MONTHS
        elif isinstance(value, str) and (found := DAY_MONTH_YEAR.fullmatch(date_text(value))):
            day, month = int(found[1]), int(found[2])
            first += day > _MONTHS >= month
            second += month > _MONTHS >= day
    order = DateOrder.MIXED if first and second else DateOrder.UNKNOWN
    if bool(first) != bool(second):
        order = DateOrder.DAY_FIRST if first else DateOrder.MONTH_FIRST
    return DateColumn(order, swapped=first >= _FEW and low_days >= _FEW and not high_days and not second)


def _read_text(value: str, last_year: int, column: DateColumn) -> DateReading:
    text = date_text(value)
    short_years: list[int] = []

    def whole_year(short: int) -> int:
        short_years.append(short)
        return _whole_year(short, last_year)

    date = from_text(text, whole_year)
    if date is None:
        return _read_oddity(text, last_year)
    doubts: list[DateDoubt] = []
    suggestions: tuple[Suggestion, ...] = ()
    if column.order is not DateOrder.DAY_FIRST and DAY_MONTH_YEAR.fullmatch(text) and (other := _exchanged(date)):
        sure = Sureness.LIKELY if column.order is DateOrder.MONTH_FIRST else Sureness.POSSIBLE
        doubts, suggestions = [DateDoubt.DAY_OR_MONTH], (replace(other, sure=sure),)
    doubts += [DateDoubt.SHORT_YEAR] if short_years else []
    doubts += [DateDoubt.SERIAL] if SERIAL.fullmatch(text) else []
    return DateReading(date, tuple(doubts), suggestions)


def _read_oddity(text: str, last_year: int) -> DateReading:
    """A text that is no sure date: another reading where there is one."""
    if not text:
        return DateReading(None, (DateDoubt.EMPTY,))
    if _NOT_KNOWN.fullmatch(fold(text)):
        return DateReading(None, (DateDoubt.STATED_UNKNOWN,))
    for repair, sure, mended in _mended(text, last_year):
        if date := from_text(mended, lambda short: _whole_year(short, last_year)):
            return DateReading(None, (DateDoubt.UNREADABLE,), (Suggestion(str(date), repair, sure),))
    return DateReading(None, (DateDoubt.UNREADABLE,))


def _mended(text: str, last_year: int) -> Iterator[tuple[Repair, Sureness, str]]:
    """Readings of an odd text, the likeliest first; each still has to be a day of the calendar."""
    if found := DAY_MONTH_YEAR.fullmatch(text):
        yield Repair.DAY_AND_MONTH, Sureness.LIKELY, f"{found[2]}/{found[1]}/{found[3]}"
    yield Repair.PUNCTUATION, Sureness.LIKELY, _DOUBLED.sub(r"\1", text)
    yield Repair.DIGITS, Sureness.LIKELY, text.translate(LETTERS_FOR_DIGITS)
    if found := _MONTH_AND_SHORT_YEAR.fullmatch(text):
        yield Repair.SHORT_YEAR, Sureness.LIKELY, f"{found[1]}/{_whole_year(int(found[2]), last_year)}"
    if found := _YEAR_FIRST_DIGITS.fullmatch(text):
        yield Repair.DATE_FORM, Sureness.LIKELY, f"{found[3]}/{found[2]}/{found[1]}"
    if found := _SIX_DIGITS.fullmatch(text):
        yield Repair.DATE_FORM, Sureness.POSSIBLE, f"{found[1]}/{found[2]}/{found[3]}"


def _exchanged(date: PartialDate) -> Suggestion | None:
    """The same date with day for month, where that is another day."""
    if date.day is None or date.month is None or date.day > _MONTHS or date.day == date.month:
        return None
    return Suggestion(str(PartialDate(date.year, date.day, date.month)), Repair.DAY_AND_MONTH, Sureness.POSSIBLE)


def _whole_year(short: int, last_year: int) -> int:
    """The latest year that ends in these two digits and is not after the last one."""
    return last_year - (last_year - short) % 100
