"""The two ways of numbering papers: the State's, new each year, and the Party's, per type and committee's term."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum


class Pack(StrEnum):
    """Which standard a paper follows: Nghị định 30/2020/NĐ-CP, or the Party's Hướng dẫn 36-HD/VPTW and 05-HD/VPTW."""

    STATE = "state"
    PARTY = "party"


@dataclass(frozen=True, slots=True)
class StateSeries:
    """A series of an office's papers of one type; it begins again at 1 every year."""

    issuer: str
    paper_type: str
    year: int


@dataclass(frozen=True, slots=True)
class PartySeries:
    """A series of a committee's papers of one type; it runs through the committee's whole term."""

    issuer: str
    paper_type: str
    term: str


_BLANK = " " * 6


def series_key(
    pack: Pack,
    paper_type: str,
    issuer: str,
    day: dt.date,
    term: str | None = None,
) -> StateSeries | PartySeries:
    """The series that numbers a paper dated ``day``. Raises ValueError for a Party paper without the issuer's term."""
    if pack is Pack.STATE:
        return StateSeries(issuer, paper_type, day.year)
    if not term:
        raise ValueError(f"a Party paper of {issuer} is numbered within a term, and none is given for {day}")
    return PartySeries(issuer, paper_type, term)


def format_number(pack: Pack, number: int | None, symbol: str) -> str:
    """``Số: 05/QĐ-UBND`` for the State, ``Số 200-KH/TU`` for the Party; a draft without a number shows a blank.

    ``symbol`` is what follows the number: type and issuer as the pack writes them. Numbers below 10 take a zero. Raises
    ValueError for a number below 1.
    """
    if number is not None and number < 1:
        raise ValueError(f"a series begins at 1, not {number}")
    shown = _BLANK if number is None else f"{number:02d}"
    if pack is Pack.STATE:
        return f"Số:{shown}/{symbol}" if number is None else f"Số: {shown}/{symbol}"
    return f"Số{shown}-{symbol}" if number is None else f"Số {shown}-{symbol}"
