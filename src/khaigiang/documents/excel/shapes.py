"""Workbooks that print: lists, verdicts, grids."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from khaigiang.charts.model import Tone


class Kind(StrEnum):
    """What a column holds; it decides alignment and number format."""

    TEXT = "text"
    CENTRE = "centre"
    DATE = "date"
    NUMBER = "number"
    PERCENT = "percent"


@dataclass(frozen=True, slots=True)
class Column:
    """``width`` in characters. Neighbours with the same non-empty ``group`` share a heading above theirs.

    ``joined`` merges neighbouring rows that hold the same value (the date of several lessons); it is written once.
    """

    title: str
    width: float
    kind: Kind = Kind.TEXT
    group: str = ""
    joined: bool = False


@dataclass(frozen=True, slots=True)
class Toned:
    """A cell with a coloured ground; the words must say the same without the colour."""

    value: "Plain"
    tone: Tone


Plain = str | int | float | dt.date | None
Cell = Plain | Toned
Row = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Rows under a line that names them."""

    title: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Left: who issues; right: what stands opposite (the Party's or the nation's name, then place and date)."""

    parent_body: str
    issuing_body: str
    right: tuple[str, ...] = ()
    place_and_date: str = ""


@dataclass(frozen=True, slots=True)
class Signature:
    """Columns of signatures below the rows, from left to right: (title, name)."""

    blocks: tuple[tuple[str, str], ...]
    place_and_date: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet on A4, as wide as the page. ``freeze`` counts the columns kept in view beside the heading.

    Raises ValueError on a row whose cells do not fit the columns.
    """

    title: str
    heading: str
    columns: tuple[Column, ...]
    rows: tuple[Row | Group, ...]
    letterhead: Letterhead | None = None
    subheading: str = ""
    notes: tuple[str, ...] = ()
    landscape: bool = False
    freeze: int = 0
    filters: bool = False
    footer: str = ""
    signature: Signature | None = None

    def __post_init__(self) -> None:
        for row in self.rows:
            for cells in row.rows if isinstance(row, Group) else (row,):
                if len(cells) != len(self.columns):
                    raise ValueError(f"{self.title}: {len(cells)} cells for {len(self.columns)} columns")


@dataclass(frozen=True, slots=True)
class Book:
    """A workbook. ``stamp`` is the time written into it."""

    title: str
    sheets: tuple[Sheet, ...]
    stamp: dt.datetime
    author: str = ""
