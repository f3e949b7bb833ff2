"""Any office's list of local bodies: bytes in, rows with their cells and what was found; nothing is mended silently."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from khaigiang.core.vietnamese import fold, tone_key
from khaigiang.intake.accepting import Accepted
from khaigiang.intake.findings import At, Finding, Severity, found
from khaigiang.intake.list_cells import RowReader
from khaigiang.intake.lists import ColumnTaken
from khaigiang.intake.office_table import OfficeTable, tables_of
from khaigiang.intake.sheets import open_workbook
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


def read_units(
    name: str,
    data: bytes,
    *,
    reference: dt.date,
    accepted: Accepted | None = None,
    remembered: Mapping[str, str] | None = None,
) -> UnitsReading:
    """Read every sheet that lists units. ``reference`` is the day by which years of two digits are told.

    ``remembered`` are the fields of headings that the sending unit has confirmed before.
    """
    opened = open_workbook(name, data, as_typed=True)
    if not opened.sheets:
        return UnitsReading((), (), opened.findings)
    rows: list[UnitLine] = []
    columns: list[ColumnTaken] = []
    findings: list[Finding] = []
    for table in tables_of(opened.sheets, UNITS.columns, {"name"}, remembered or {}):
        columns += table.taken
        reader = _Reader(table, accepted or Accepted(), reference, findings)
        rows += reader.lines()
    if not rows:
        code = "sheet_without_rows" if columns else "header_missing"
        findings.append(Finding(name, opened.sheets[0].name, "A1", code, Severity.FILE_FAULT, {"headings": _NEEDED}))
    return UnitsReading(tuple(rows), tuple(columns), (*findings, *_repeated(rows)))


@dataclass(slots=True)
class _Reader:
    """Goes down the rows of one sheet until somebody signs."""

    table: OfficeTable
    accepted: Accepted
    reference: dt.date
    findings: list[Finding]

    def lines(self) -> Iterator[UnitLine]:
        for number in self.table.rows(states="kind"):
            yield self._line(number)

    def _line(self, number: int) -> UnitLine:
        sheet, header = self.table.sheet, self.table.header
        letters, places = header.letters, header.places
        at = At(sheet.file, sheet.name, number, {**letters, "unit": letters.get("parent", "A")})
        reader = RowReader(sheet, at, self.table.guesses, self.accepted, self.reference)
        texts = {name: reader.text(name, places[name]) for name in ("name", "kind", "parent", "bloc") if name in places}
        bloc = self._bloc(reader, texts.get("bloc", ""))
        since = None
        if "since" in places:
            rows = range(header.row + 1, len(sheet.rows) + 1)
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
