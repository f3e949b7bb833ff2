"""Reads the tables and forms of a workbook of ours into values by field, each row knowing where it stood."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from khaigiang.intake.cells import CellFaultError, cell_text, empty_fact, read_cell
from khaigiang.intake.columns import Column, Header, SheetForm, find_header, find_sheet
from khaigiang.intake.findings import At, Finding, Severity, found
from khaigiang.intake.sheets import Sheet, Value, address

SeverityOf = Callable[[Column], Severity]


@dataclass(frozen=True, slots=True)
class Row:
    """The values of one row by field; a faulty cell counts as empty, and the findings tell."""

    values: Mapping[str, Any]
    at: At
    faulty: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of one sheet and what was found in it."""

    rows: tuple[Row, ...]
    findings: tuple[Finding, ...] = ()


def always_file_fault(_: Column) -> Severity:
    """A plan is taken whole or not at all."""
    return Severity.FILE_FAULT


def read_table(file: str, sheets: Sequence[Sheet], form: SheetForm) -> Table:
    """Every filled row below the headings of the sheet of that name; any faulty cell refuses the file."""
    sheet = find_sheet(sheets, form)
    if sheet is None:
        return Table((), (_sheet_missing(file, form),) if form.required else ())
    header, findings = read_header(sheet, form.columns)
    if header is None:
        return Table((), findings)
    rows = []
    for number in range(header.row + 1, len(sheet.rows) + 1):
        if is_filled(sheet, number, header):
            row, faults = read_row(sheet, number, header, form.columns, always_file_fault)
            rows.append(row)
            findings += faults
    if not rows and form.required:
        findings += (Finding(file, sheet.name, f"A{header.row + 1}", "sheet_without_rows", Severity.FILE_FAULT),)
    return Table(tuple(rows), findings)


def read_header(sheet: Sheet, columns: Sequence[Column]) -> tuple[Header | None, tuple[Finding, ...]]:
    """Where the headings stand; None and file faults when they are not there or a required one is missing."""
    header = find_header(sheet, columns)
    needed = [column for column in columns if column.required]
    if header is None:
        headings = ", ".join(column.heading for column in needed)
        facts = {"headings": headings}
        return None, (Finding(sheet.file, sheet.name, "A1", "header_missing", Severity.FILE_FAULT, facts),)
    missing = tuple(
        Finding(
            sheet.file,
            sheet.name,
            address(header.row, 0),
            "column_missing",
            Severity.FILE_FAULT,
            {"heading": column.heading, "english": column.english},
        )
        for column in needed
        if column.field not in header.places
    )
    doubtful = _doubtful_headings(sheet, header)
    return (None if missing else header), missing + doubtful


def is_filled(sheet: Sheet, number: int, header: Header) -> bool:
    """Whether any known column of this row holds anything."""
    return any(sheet.value(number, place) != "" for place in header.places.values())


def read_row(
    sheet: Sheet, number: int, header: Header, columns: Sequence[Column], severity_of: SeverityOf
) -> tuple[Row, tuple[Finding, ...]]:
    """One row's values by field, and a finding for each cell that does not say what its column asks for."""
    at = At(sheet.file, sheet.name, number, header.letters)
    cells = {name: sheet.value(number, place) for name, place in header.places.items()}
    return _read_values(cells, at, columns, severity_of)


def read_form(sheet: Sheet, columns: Sequence[Column], last_row: int) -> tuple[Row, tuple[Finding, ...]]:
    """The labelled cells above ``last_row``: the value stands after the label's colon or in the next filled cell."""
    places: dict[str, str] = {}
    cells: dict[str, Value] = {}
    first_row = 0
    for number in range(1, min(last_row, len(sheet.rows)) + 1):
        for place, value in enumerate(sheet.rows[number - 1]):
            column = _labelled(columns, value)
            # A value may begin like a label, so a cell already read as one is not asked.
            if column is None or column.field in places or address(number, place) in places.values():
                continue
            places[column.field], cells[column.field] = _value_beside(sheet, number, place, columns)
            first_row = first_row or number
    at = At(sheet.file, sheet.name, first_row or 1, places)
    missing = tuple(
        found(
            At(sheet.file, sheet.name, 1),
            "",
            "label_missing",
            Severity.FILE_FAULT,
            heading=column.heading,
            english=column.english,
        )
        for column in columns
        if column.required and column.field not in places
    )
    there = [column for column in columns if column.field in places or not column.required]
    row, findings = _read_values(cells, at, there, always_file_fault)
    return row, missing + findings


def _read_values(
    cells: Mapping[str, Value], at: At, columns: Sequence[Column], severity_of: SeverityOf
) -> tuple[Row, tuple[Finding, ...]]:
    values: dict[str, object] = {}
    findings: list[Finding] = []
    faulty: set[str] = set()
    for column in columns:
        try:
            values[column.field] = read_cell(column, cells.get(column.field, ""))
        except CellFaultError as fault:
            values[column.field] = empty_fact(column)
            faulty.add(column.field)
            findings.append(
                Finding(
                    at.file,
                    at.sheet,
                    at.cell(column.field),
                    fault.code,
                    severity_of(column),
                    fault.facts,
                    fault.suggestion,
                )
            )
    return Row(values, at, frozenset(faulty)), tuple(findings)


def _labelled(columns: Sequence[Column], value: Value) -> Column | None:
    if not isinstance(value, str) or not value:
        return None
    label = value.partition(":")[0]
    return next((column for column in columns if column.is_called(label)), None)


def _value_beside(sheet: Sheet, number: int, place: int, columns: Sequence[Column]) -> tuple[str, Value]:
    inline = cell_text(sheet.value(number, place)).partition(":")[2].strip()
    if inline:
        return address(number, place), inline
    for right in range(place + 1, len(sheet.rows[number - 1])):
        value = sheet.value(number, right)
        if value != "":
            empty = _labelled(columns, value) is not None
            return address(number, place + 1 if empty else right), "" if empty else value
    return address(number, place + 1), ""


def _doubtful_headings(sheet: Sheet, header: Header) -> tuple[Finding, ...]:
    codes = [(place, "column_repeated", Severity.PROBLEM) for place in header.repeated]
    codes += [(place, "column_unknown", Severity.NOTE) for place in header.unknown]
    return tuple(
        Finding(
            sheet.file,
            sheet.name,
            address(header.row, place),
            code,
            severity,
            {"heading": cell_text(sheet.value(header.row, place))},
        )
        for place, code, severity in sorted(codes)
    )


def _sheet_missing(file: str, form: SheetForm) -> Finding:
    return Finding(file, form.title, "", "sheet_missing", Severity.FILE_FAULT, {"english": form.english})
