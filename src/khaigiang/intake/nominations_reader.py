"""The nominations workbook: bytes in, a letter with its list and the findings out."""

from collections.abc import Sequence
from dataclasses import dataclass

from khaigiang.core.vietnamese import fold
from khaigiang.intake.cells import cell_text
from khaigiang.intake.columns import Column, Header, find_header, find_sheet
from khaigiang.intake.findings import Finding, Severity, found, refuses
from khaigiang.intake.nomination_columns import LETTER, LIST
from khaigiang.intake.nominations import Letter, NominationWorkbook, NomineeRow
from khaigiang.intake.sheets import Sheet, Value, open_workbook
from khaigiang.intake.tables import Row, read_form, read_header, read_row

_LEAST_FILLED = 3  # a row without a number is a person only when it says this much; totals and signatures say less


@dataclass(frozen=True, slots=True)
class NominationReading:
    """A unit's nominations, or None when any finding refuses the file."""

    nominations: NominationWorkbook | None
    findings: tuple[Finding, ...]


def read_nominations(name: str, data: bytes) -> NominationReading:
    """Read what a unit sends. A row with a faulty cell is kept with that cell empty, so that it can still be judged."""
    opened = open_workbook(name, data)
    if not opened.sheets:
        return NominationReading(None, opened.findings)
    sheet = _find_list(opened.sheets)
    header, findings = read_header(sheet, LIST.columns)
    if header is None:
        return NominationReading(None, findings)
    letter_row, faults = read_form(sheet, LETTER, header.row - 1)
    findings += faults
    numbers = [number for number in range(header.row + 1, len(sheet.rows) + 1) if _is_person(sheet, number, header)]
    if not numbers:
        cell = f"A{header.row + 1}"
        findings += (Finding(name, sheet.name, cell, "sheet_without_rows", Severity.FILE_FAULT),)
    if refuses(findings):
        return NominationReading(None, findings)
    letter = Letter(**letter_row.values, at=letter_row.at)
    rows = []
    for number in numbers:
        row, faults = read_row(sheet, number, header, LIST.columns, _severity)
        rows.append(_nominee(row, sheet.value(number, header.places["birth"]), letter))
        findings += faults
    return NominationReading(NominationWorkbook(letter, tuple(rows)), findings + find_repeated(rows))


def find_repeated(rows: Sequence[NomineeRow]) -> tuple[Finding, ...]:
    """A problem for each later row that names the same person: same name, date of birth and unit."""
    findings = []
    first_rows: dict[tuple[str, str, str], NomineeRow] = {}
    for row in rows:
        if row.birth is None or not row.full_name:
            continue
        person = (fold(row.full_name), str(row.birth), fold(row.unit))
        first = first_rows.setdefault(person, row)
        if first is not row:
            facts = {
                "name": row.full_name,
                "other_file": first.at.file,
                "other_cell": first.at.cell("full_name"),
            }
            findings.append(found(row.at, "full_name", "person_repeated", Severity.PROBLEM, **facts))
    return tuple(findings)


def _find_list(sheets: Sequence[Sheet]) -> Sheet:
    """The sheet named as ours, else the one whose headings say most of what we look for."""

    def headings(sheet: Sheet) -> int:
        header = find_header(sheet, LIST.columns)
        return len(header.places) if header else 0

    return find_sheet(sheets, LIST) or max(sheets, key=headings)


def _is_person(sheet: Sheet, number: int, header: Header) -> bool:
    """Whether a row below the headings names a person, and is no group row, total, repeated heading or signature."""
    cells = {name: sheet.value(number, place) for name, place in header.places.items()}
    if any(_says_heading(column, cells.get(column.field, "")) for column in LIST.columns):
        return False
    filled = sum(value != "" for value in cells.values())
    order = cell_text(cells.get("order", ""))
    return filled >= _LEAST_FILLED or (order.isdigit() and filled > 1)


def _says_heading(column: Column, value: Value) -> bool:
    return isinstance(value, str) and column.is_called(value)


def _severity(column: Column) -> Severity:
    return Severity.ROW_FAULT if column.required else Severity.PROBLEM


def _nominee(row: Row, birth: Value, letter: Letter) -> NomineeRow:
    values = dict(row.values)
    values["unit"] = values["unit"] or letter.unit
    return NomineeRow(birth_text=cell_text(birth), at=row.at, **values)
