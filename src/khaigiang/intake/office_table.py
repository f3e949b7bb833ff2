"""A table of one of our forms as an office keeps it: its headings wherever they stand, its rows to who signs."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from khaigiang.intake.cells import cell_text
from khaigiang.intake.columns import HEADER_ROWS, Column, Header, find_header
from khaigiang.intake.findings import FINDINGS_SHEET
from khaigiang.intake.layout import HEADER_DEPTH, ends_table, is_number_row, stated_total
from khaigiang.intake.list_cells import ColumnGuesses
from khaigiang.intake.list_words import toned_key
from khaigiang.intake.lists import ColumnTaken
from khaigiang.intake.sheets import Sheet, Value, column_letters

Texts = tuple[tuple[Value, ...], ...]


@dataclass(frozen=True, slots=True)
class OfficeTable:
    """The table of a sheet; ``header`` is of the lowest row of its headings, ``above`` what stands before them."""

    sheet: Sheet
    header: Header
    guesses: ColumnGuesses
    headings: Mapping[int, str]
    above: Sequence[tuple[int, str]]

    @property
    def taken(self) -> list[ColumnTaken]:
        """What each column was taken for; nothing for those that are not read."""
        known = {place: (field, 1.0) for field, place in self.header.places.items()}
        return [
            ColumnTaken(self.sheet.name, column_letters(place), heading, *known.get(place, ("", 0.0)))
            for place, heading in sorted(self.headings.items())
        ]

    def filled(self, number: int) -> list[str]:
        """The fields of a row that say anything, but its order."""
        places = self.header.places.items()
        return [name for name, place in places if name != "order" and self.sheet.value(number, place) != ""]

    def rows(self, *, states: str) -> Iterator[int]:
        """The rows that state something, until somebody signs: a row of the field ``states`` is no signature."""
        for number, texts in self._below():
            filled = self.filled(number)
            if stated_total(texts) is not None:
                continue
            if states not in filled and ends_table(texts):
                return
            if filled and not (len(filled) == 1 and not self._numbered(number)):
                yield number

    def totals(self) -> Iterator[int]:
        """The rows that state the sum of the whole table."""
        for number, texts in self._below():
            if stated_total(texts) is not None and any(text.casefold().startswith("tổng") for text in texts[:2]):
                yield number

    def _below(self) -> Iterator[tuple[int, list[str]]]:
        """Every filled row below the headings that neither numbers the columns nor repeats what stands over them."""
        for number in range(self.header.row + 1, len(self.sheet.rows) + 1):
            row = [cell_text(as_meant(self.guesses, number, *each)) for each in enumerate(self.sheet.rows[number - 1])]
            texts = [text for text in row if text]
            repeated = all(text == self.headings.get(place) for place, text in enumerate(row) if text)
            if texts and not repeated and not is_number_row(self.sheet, number):
                yield number, texts

    def _numbered(self, number: int) -> bool:
        """A row that states one thing only is a group's heading, unless rows are not numbered or this one is."""
        place = self.header.places.get("order")
        return place is None or cell_text(self.sheet.value(number, place)).rstrip(".").isdecimal()


def tables_of(
    sheets: Sequence[Sheet], columns: Sequence[Column], needed: Collection[str], remembered: Mapping[str, str]
) -> Iterator[OfficeTable]:
    """The table of each sheet that is shown and has these headings, whatever encoding they are in.

    ``needed`` are fields one of which must be there; ``remembered`` what headings were said to mean before, by key.
    """
    for sheet in sheets:
        if sheet.hidden or sheet.name == FINDINGS_SHEET:
            continue
        table = _table_of(sheet, columns, remembered)
        if table and set(needed) & set(table.header.places):
            yield table


def _table_of(sheet: Sheet, columns: Sequence[Column], remembered: Mapping[str, str]) -> OfficeTable | None:
    """The headings may fill several rows: what the lowest does not tell is told above it, alone or together."""
    guesses = ColumnGuesses(sheet)
    read = tuple(
        tuple(as_meant(guesses, number, *each) for each in enumerate(row))
        for number, row in enumerate(sheet.rows[:HEADER_ROWS], start=1)
    )
    words = _Words(columns, remembered)
    best: tuple[Header, list[str]] | None = None
    for depth in range(1, HEADER_DEPTH + 1):
        joined = [_joined(read, number, depth, words) for number in range(len(read))]
        said = tuple(tuple(words.meant(text) for text in row) for row in joined)
        header = find_header(replace(sheet, rows=said), columns)
        if header and (best is None or _goes_before(header, best[0])):
            best = header, joined[header.row - 1]
    if best is None:
        return None
    header, texts = best
    headings = {place: text for place, text in enumerate(texts) if text}
    above = [
        (number, str(value)) for number, row in enumerate(read[: header.row - 1], start=1) for value in row if value
    ]
    return OfficeTable(sheet, header, guesses, headings, above)


def _goes_before(header: Header, other: Header) -> bool:
    """More known columns, and of two alike the upper: the lower repeats it on another page."""
    return (-len(header.places), header.row) < (-len(other.places), other.row)


class _Words:
    """What headings mean by the words of the form, and by what was said of them before."""

    def __init__(self, columns: Sequence[Column], remembered: Mapping[str, str]) -> None:
        self._columns, self._remembered = columns, remembered
        self._headings = {column.field: column.heading for column in columns}

    def meant(self, text: str) -> str:
        """The heading of the form that a heading stands for; one that is not to be read says nothing of the form."""
        field = self._remembered.get(toned_key(text)) if text else None
        return text if field is None else self._headings.get(field, "")

    def knows(self, text: str) -> bool:
        said = self.meant(text)
        return bool(said) and any(column.is_called(said) for column in self._columns)


def _joined(read: Texts, bottom: int, depth: int, words: _Words) -> list[str]:
    """What stands over each column down to the row ``bottom`` (0 is the first), the lowest known words first."""
    rows = read[max(0, bottom - depth + 1) : bottom + 1]
    texts = []
    for place in range(max(map(len, rows), default=0)):
        pieces = [str(row[place]) for row in rows if place < len(row) and isinstance(row[place], str) and row[place]]
        readings = [*reversed(pieces), " ".join(pieces)]
        texts.append(next(filter(words.knows, readings), pieces[-1] if pieces else ""))
    return texts


def as_meant(guesses: ColumnGuesses, number: int, place: int, value: Value) -> Value:
    """A cell as it is to be understood when the table is looked for: recovered, with single spaces."""
    if not isinstance(value, str) or not value:
        return value
    recovery = guesses.recovery(number, place, value)
    return " ".join((recovery.text if recovery else value).split())
