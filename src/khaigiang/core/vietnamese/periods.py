"""The time a report is about, as offices write it: a year, half of one, a quarter, months, or two days."""

import datetime as dt
import re
from collections.abc import Callable

from khaigiang.core.vietnamese.dates import PartialDate, parse_date
from khaigiang.core.vietnamese.folding import fold

Period = tuple[dt.date, dt.date]

_YEAR = r"(?:nam\s+)?(\d{4})"
_DATE = r"(\d{1,2}[/.-]\d{1,2}[/.-]\d{4}|\d{1,2}[/.-]\d{4}|\d{4})"
_BETWEEN = r"\s*(?:-|–|—|den het|den ngay|den thang|den)\s*(?:ngay\s+|thang\s+|het\s+)*"
_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_MONTHS_OF_YEAR, _MONTHS_OF_QUARTER = 12, 3
_BEGINS = re.compile(r"\b(?:tu|quy|thang|ca nam|nam|\d{1,2} thang|\d{1,2}/)")
_DAY_IN_WORDS = re.compile(r"\bngay\s+\d{1,2}\s+thang\b")


def read_period(text: str) -> Period | None:
    """The first and the last day of "Quý I/2024", "6 tháng đầu năm 2024", "từ 01/01/2024 đến 31/3/2024".

    None for what says no time, or says it backwards.
    """
    said = " ".join(fold(text).split()).strip(" .:()")
    for pattern, period_of in _FORMS:
        if found := pattern.fullmatch(said):
            return period_of(*found.groups())
    return None


def period_at_end(text: str) -> Period | None:
    """The time a title ends with: "Báo cáo kết quả bồi dưỡng 6 tháng đầu năm 2024". The day of a letter is none."""
    said = " ".join(fold(text).split())
    if _DAY_IN_WORDS.search(said):
        return None
    read = (read_period(said[found.start() :]) for found in _BEGINS.finditer(said))
    return next(filter(None, read), None)


def _months(year: int, first: int, last: int) -> Period | None:
    if not 1 <= first <= last <= _MONTHS_OF_YEAR:
        return None
    return PartialDate(year, first).earliest, PartialDate(year, last).latest


def _quarter(number: str, year: str) -> Period | None:
    last = (_QUARTERS.get(number) or int(number)) * _MONTHS_OF_QUARTER
    return _months(int(year), last - _MONTHS_OF_QUARTER + 1, last)


def _between(first: str, last: str) -> Period | None:
    begun, ended = _date(first), _date(last)
    return (begun.earliest, ended.latest) if begun and ended and begun.earliest <= ended.latest else None


def _date(text: str) -> PartialDate | None:
    return parse_date(text.replace(".", "/").replace("-", "/"))


_FORMS: tuple[tuple[re.Pattern[str], Callable[..., Period | None]], ...] = (
    (re.compile(rf"(?:tu\s+)?(?:ngay\s+|thang\s+|dau\s+)*{_DATE}{_BETWEEN}{_DATE}"), _between),
    (
        re.compile(rf"(?:tu\s+)?thang\s+(\d{{1,2}}){_BETWEEN}(\d{{1,2}})[\s/.-]+{_YEAR}"),
        lambda first, last, year: _months(int(year), int(first), int(last)),
    ),
    (
        re.compile(rf"thang\s+(\d{{1,2}})[\s/.-]+{_YEAR}"),
        lambda month, year: _months(int(year), int(month), int(month)),
    ),
    (re.compile(rf"quy\s+(iv|i{{1,3}}|[1-4])[\s/.,-]+{_YEAR}"), _quarter),
    (
        re.compile(rf"(\d{{1,2}})\s+thang\s+cuoi[\s/,-]+{_YEAR}"),
        lambda months, year: _months(int(year), _MONTHS_OF_YEAR - int(months) + 1, _MONTHS_OF_YEAR),
    ),
    (
        re.compile(rf"(\d{{1,2}})\s+thang(?:\s+dau)?[\s/,-]+{_YEAR}"),
        lambda months, year: _months(int(year), 1, int(months)),
    ),
    (re.compile(rf"(?:ca\s+)?{_YEAR}"), lambda year: _months(int(year), 1, _MONTHS_OF_YEAR)),
)
