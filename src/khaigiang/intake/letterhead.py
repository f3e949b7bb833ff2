"""What stands around a list says of its letter: number, day, sending unit and signer, where an office wrote them."""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass

from khaigiang.core.vietnamese import fold, plain, read_name
from khaigiang.intake.cells import cell_text
from khaigiang.intake.layout import FoundTable
from khaigiang.intake.list_cells import ColumnGuesses
from khaigiang.intake.lists import ListReading

_ATTACHED = re.compile(r"k[eè]m theo|đính kèm")
_NUMBER = re.compile(r"\bsố\s*[:.]?\s*(\d+\s*[-/]\s*[\w\-/.&]+)", re.IGNORECASE)
_DAY = re.compile(r"ngày\s*(\d{1,2})\s*(?:tháng|[/.\-])\s*(\d{1,2})\s*(?:năm|[/.\-])\s*(\d{4})", re.IGNORECASE)
_OF = re.compile(r"\bcủa\s+(.+?)\s*[).]*\s*$", re.IGNORECASE)
_OFFICE = re.compile(
    r"(?:dang uy|dang bo|uy ban|ubnd|ban |so |van phong|hoi |doan |mat tran|truong |huyen uy|quan uy|thanh uy)"
)
_ABOVE_ALL = re.compile(r"dang cong san|cong hoa xa hoi|doc lap")
_TITLE = re.compile(r"(?:t/?m\b|k/?t\b|t/?l\b|pho |bi thu|chu tich|giam doc|truong ban|chanh van phong|hieu truong)")
_LONGEST_NAME = 6  # words
_LEFT = 3  # columns in which a letterhead names its office
_BELOW = 12  # rows below a list in which somebody signs


@dataclass(frozen=True, slots=True)
class Letterhead:
    """What was found; an empty text or ``None`` where the sheet does not say."""

    number: str = ""
    day: dt.date | None = None
    unit: str = ""
    signer: str = ""
    signer_title: str = ""


def read_letterhead(reading: ListReading) -> Letterhead:
    """The letter a list belongs to: by the line "Kèm theo Công văn số …", else by the letterhead."""
    if not reading.tables:
        return Letterhead()
    table = reading.tables[0]
    above = list(_texts(table, 1, table.top - 1))
    attached = next((text for _, _, text in above if _ATTACHED.search(plain(text))), "")
    others = " \n ".join(text for _, _, text in above if text != attached)
    number = _NUMBER.search(attached) or _NUMBER.search(others)
    of = _OF.search(attached)
    signer, title = _signer(reading.tables[-1])
    return Letterhead(
        number=re.sub(r"\s+", "", number[1]).rstrip(".,)") if number else "",
        day=_day(attached) or _day(others),
        unit=of[1] if of else _office(above),
        signer=signer,
        signer_title=title,
    )


def _texts(table: FoundTable, first: int, last: int) -> Iterator[tuple[int, int, str]]:
    """The words of each filled cell of these rows, with its row and column."""
    sheet, guesses = table.sheet, ColumnGuesses(table.sheet)
    for row in range(first, min(last, len(sheet.rows)) + 1):
        for place, value in enumerate(sheet.rows[row - 1]):
            if isinstance(value, str) and value:
                recovery = guesses.recovery(row, place, value)
                yield row, place, cell_text(recovery.text if recovery else value)


def _day(text: str) -> dt.date | None:
    found = _DAY.search(text)
    try:
        return dt.date(int(found[3]), int(found[2]), int(found[1])) if found else None
    except ValueError:
        return None


def _office(above: list[tuple[int, int, str]]) -> str:
    """The lowest line on the left that names an office: the one above it is its superior."""
    named = [
        text
        for _, place, text in above
        if place < _LEFT and _OFFICE.match(fold(text)) and not _ABOVE_ALL.search(fold(text)) and text.isupper()
    ]
    return named[-1] if named else ""


def _signer(table: FoundTable) -> tuple[str, str]:
    """Who signed and as what: the last name on the right below the list, and the titles over it."""
    first = max([table.end, *(line.number + 1 for line in table.lines)])
    below = list(_texts(table, first, first + _BELOW))
    names = [(row, place, text) for row, place, text in below if _is_name(text)]
    if not names:
        return "", ""
    row, place, name = max(names, key=lambda each: (each[0], each[1]))
    titles = [text for other, at, text in below if other < row and at == place and _TITLE.match(fold(text))]
    return read_name(name).name, titles[-1].capitalize() if titles else ""


def _is_name(text: str) -> bool:
    words = text.split()
    return (
        1 < len(words) <= _LONGEST_NAME
        and not _TITLE.match(fold(text))
        and all(word[:1].isupper() for word in words)
        and not text.isupper()
    )
