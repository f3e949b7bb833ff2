"""What a sheet of ours looks like: one description drives the template's writer and the reader.

Columns are found by what their heading says, not by where they stand.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as default
from enum import StrEnum
from functools import cache

from khaigiang.core.vietnamese import fold
from khaigiang.intake.sheets import Sheet, column_letters

HEADER_ROWS = 60  # a letterhead is never taller than this
_ASIDE = re.compile(r"\([^()]*\)")
_PUNCTUATION = re.compile(r"[\W_]+")


class Kind(StrEnum):
    """How the text of a cell is to be understood."""

    TEXT = "text"
    TEXTS = "texts"  # parted by ;
    WHOLE = "whole"  # 0, 1, 2 …
    MONEY = "money"  # đồng: 1250000, 1.250.000, 1.250.000 đồng
    DATE = "date"  # a full date
    PARTIAL_DATE = "partial_date"  # a date, a month or a bare year
    CHOICE = "choice"
    NUMBERS = "numbers"  # 1, 4-6
    COMPETENCES = "competences"  # CT1: 1, 4-6; CT2: 3
    FIELD = "field"  # a field of training by its name
    SPELLS = "spells"  # 12/5/2022; 16/5/2022 sáng; 20/5-22/5/2022
    WEEKDAYS = "weekdays"  # T2-T6; T7, CN
    PARTS = "parts"  # sáng, chiều, tối


@dataclass(frozen=True, slots=True)
class Column:
    """One column, or one labelled cell of a form. ``field`` is the dataclass field it fills.

    A required column must be there and each of its cells filled. ``choices`` gives the value of each label on screen.
    ``width`` is in characters. ``empty`` is what an empty cell says, where its kind does not tell.
    """

    field: str
    heading: str
    english: str
    kind: Kind = Kind.TEXT
    required: bool = False
    synonyms: tuple[str, ...] = ()
    note: str = ""
    english_note: str = ""
    choices: Mapping[str, object] = default(default_factory=dict)
    width: int = 18
    empty: object = None

    def is_called(self, text: str) -> bool:
        """Whether a heading says this column, whatever its case, accents, punctuation or remarks in brackets."""
        key = heading_key(text)
        return bool(key) and key in {heading_key(name) for name in (self.heading, self.english, *self.synonyms)}


@dataclass(frozen=True, slots=True)
class SheetForm:
    """One sheet of a workbook of ours: a table below its headings, or a form of label and value."""

    key: str
    title: str
    english: str
    purpose: str
    english_purpose: str
    columns: tuple[Column, ...]
    synonyms: tuple[str, ...] = ()
    required: bool = True

    def is_called(self, text: str) -> bool:
        """Whether a sheet's name says this sheet."""
        return heading_key(text) in {heading_key(name) for name in (self.title, self.english, *self.synonyms)}


@dataclass(frozen=True, slots=True)
class Header:
    """Where a table's headings stand: the row (1 is the first) and the column (0 is A) of each field found."""

    row: int
    places: Mapping[str, int]
    repeated: tuple[int, ...] = ()
    unknown: tuple[int, ...] = ()

    @property
    def letters(self) -> dict[str, str]:
        """The column letters of each field."""
        return {name: column_letters(place) for name, place in self.places.items()}


@cache
def heading_key(text: str) -> str:
    """What two headings must share to say the same."""
    return _PUNCTUATION.sub(" ", fold(_ASIDE.sub(" ", text))).strip()


def find_sheet(sheets: Sequence[Sheet], form: SheetForm) -> Sheet | None:
    """The first sheet whose name says this form."""
    return next((sheet for sheet in sheets if form.is_called(sheet.name)), None)


def find_header(sheet: Sheet, columns: Sequence[Column]) -> Header | None:
    """The row that holds most of these headings, the upper one of two alike; None when no row holds two of them."""
    headers = [_read_header(sheet, row, columns) for row in range(1, min(len(sheet.rows), HEADER_ROWS) + 1)]
    best = max(headers, key=lambda header: len(header.places), default=None)
    enough = min(2, len(columns))
    return best if best and len(best.places) >= enough else None


def _read_header(sheet: Sheet, row: int, columns: Sequence[Column]) -> Header:
    places: dict[str, int] = {}
    repeated: list[int] = []
    unknown: list[int] = []
    for place, value in enumerate(sheet.rows[row - 1]):
        if not isinstance(value, str) or not value:
            continue
        named = next((column for column in columns if column.is_called(value)), None)
        if named is None:
            unknown.append(place)
        elif named.field in places:
            repeated.append(place)
        else:
            places[named.field] = place
    return Header(row, places, tuple(repeated), tuple(unknown))
