"""Any office's list of local bodies: bytes in, rows with their cells and what was found; nothing is mended silently."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from khaigiang.core.vietnamese import fold, tone_key
from khaigiang.intake.accepting import Accepted
from khaigiang.intake.cells import cell_text
from khaigiang.intake.columns import HEADER_ROWS, Header, find_header
from khaigiang.intake.findings import FINDINGS_SHEET, At, Finding, Severity, found
from khaigiang.intake.layout import ends_table, stated_total
from khaigiang.intake.list_cells import ColumnGuesses, RowReader
from khaigiang.intake.lists import ColumnTaken
from khaigiang.intake.sheets import Sheet, Value, column_letters, open_workbook
from khaigiang.intake.units import BLOCS, UNITS, UnitLine

_BLOCS = {fold(label): code for label, code in BLOCS.items()}
_HEADINGS = {column.field: column.heading for column in UNITS.columns}
_NEEDED = ", ".join(column.heading for column in UNITS.columns if column.required)


@dataclass(frozen=True, slots=True)
class UnitsReading:
    """The bodies of a file, what its columns were taken for, and the findings. No rows when it was refused whole."""

    rows: tuple[UnitLine, ...]
    columns: tuple[ColumnTaken, ...]
    findings: tuple[Finding, ...]


def read_units(name: str, data: bytes, *, reference: dt.date, accepted: Accepted | None = None) -> UnitsReading:
    """Read every sheet that lists units. ``reference`` is the day by which years of two digits are told."""
    opened = open_workbook(name, data, as_typed=True)
    if not opened.sheets:
        return UnitsReading((), (), opened.findings)
    rows: list[UnitLine] = []
    columns: list[ColumnTaken] = []
    findings: list[Finding] = []
    for sheet in opened.sheets:
        guesses = ColumnGuesses(sheet)
        header = None if sheet.name == FINDINGS_SHEET or sheet.hidden else _header(sheet, guesses)
        if header is None:
            continue
        columns += _taken(sheet, header)
        reader = _Reader(sheet, header, guesses, accepted or Accepted(), reference, findings)
        rows += reader.lines()
    if not rows:
        code = "sheet_without_rows" if columns else "header_missing"
        findings.append(Finding(name, opened.sheets[0].name, "A1", code, Severity.FILE_FAULT, {"headings": _NEEDED}))
    return UnitsReading(tuple(rows), tuple(columns), (*findings, *_repeated(rows)))


def _header(sheet: Sheet, guesses: ColumnGuesses) -> Header | None:
    """Where the headings stand, whatever encoding they are in; None where no names of units stand below."""
    upper = tuple(
        tuple(_as_meant(guesses, number, place, value) for place, value in enumerate(row))
        for number, row in enumerate(sheet.rows[:HEADER_ROWS], start=1)
    )
    header = find_header(replace(sheet, rows=upper), UNITS.columns)
    return header if header and "name" in header.places else None


def _as_meant(guesses: ColumnGuesses, number: int, place: int, value: Value) -> Value:
    if not isinstance(value, str) or not value:
        return value
    recovery = guesses.recovery(number, place, value)
    return " ".join((recovery.text if recovery else value).split())


def _taken(sheet: Sheet, header: Header) -> list[ColumnTaken]:
    return [
        ColumnTaken(sheet.name, column_letters(place), cell_text(sheet.value(header.row, place)), field, 1.0)
        for field, place in sorted(header.places.items(), key=lambda each: each[1])
    ]


@dataclass(slots=True)
class _Reader:
    """Goes down the rows of one sheet until somebody signs."""

    sheet: Sheet
    header: Header
    guesses: ColumnGuesses
    accepted: Accepted
    reference: dt.date
    findings: list[Finding]

    def lines(self) -> Iterator[UnitLine]:
        places = self.header.places
        for number in range(self.header.row + 1, len(self.sheet.rows) + 1):
            row = self.sheet.rows[number - 1]
            texts = [cell_text(_as_meant(self.guesses, number, place, value)) for place, value in enumerate(row)]
            said = [text for text in texts if text]
            if not said or stated_total(said) is not None:
                continue
            filled = [name for name, place in places.items() if name != "order" and self.sheet.value(number, place)]
            if "kind" not in filled and ends_table(said):
                return
            if filled and not (len(filled) == 1 and not self._numbered(number)):
                yield self._line(number)

    def _numbered(self, number: int) -> bool:
        """A row that states one thing only is a group's heading, unless rows are not numbered or this one is."""
        place = self.header.places.get("order")
        return place is None or cell_text(self.sheet.value(number, place)).rstrip(".").isdecimal()

    def _line(self, number: int) -> UnitLine:
        letters = self.header.letters
        at = At(self.sheet.file, self.sheet.name, number, {**letters, "unit": letters.get("parent", "A")})
        reader = RowReader(self.sheet, at, self.guesses, self.accepted, self.reference)
        places = self.header.places
        texts = {name: reader.text(name, places[name]) for name in ("name", "kind", "parent", "bloc") if name in places}
        bloc = self._bloc(reader, texts.get("bloc", ""))
        since = None
        if "since" in places:
            rows = range(self.header.row + 1, len(self.sheet.rows) + 1)
            since = reader.date("since", places["since"], rows, _HEADINGS["since"], Severity.ROW_FAULT)
        for name in ("name", "kind"):
            if not texts.get(name):
                reader.tell(name, "cell_missing", Severity.ROW_FAULT, heading=_HEADINGS[name])
        self.findings += reader.findings
        return UnitLine(texts.get("name", ""), texts.get("kind", ""), texts.get("parent", ""), bloc, since, at=at)

    def _bloc(self, reader: RowReader, text: str) -> str:
        code = _BLOCS.get(fold(text).removeprefix("khoi ").strip(), "")
        if text and not code:
            allowed = ", ".join(BLOCS)
            reader.tell(
                "bloc", "not_choice", Severity.ROW_FAULT, heading=_HEADINGS["bloc"], value=text, allowed=allowed
            )
        return code


def heading_of(field: str) -> str:
    """The heading of a column of units by its field."""
    return _HEADINGS[field]


def _repeated(rows: list[UnitLine]) -> Iterator[Finding]:
    first: dict[tuple[str, str], UnitLine] = {}
    for row in rows:
        known = first.setdefault((tone_key(row.name), tone_key(row.parent)), row)
        if known is not row and row.name:
            facts: Mapping[str, str] = {"value": row.name, "other_cell": known.at.cell("name")}
            yield found(row.at, "name", "said_twice", Severity.ROW_FAULT, **facts)
