"""The plan workbook: bytes in, a plan or the faults that refuse it out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from khaigiang.intake import plan_columns
from khaigiang.intake.columns import SheetForm, find_sheet
from khaigiang.intake.findings import Finding, Severity, refuses
from khaigiang.intake.plan import (
    ClassRow,
    InstrumentRow,
    LecturerRow,
    LineRow,
    PlanHead,
    PlanWorkbook,
    ProgrammeRow,
    RoomRow,
    SeatRow,
    TopicRow,
    Tracking,
    UnitRow,
)
from khaigiang.intake.plan_checks import check_plan
from khaigiang.intake.sheets import Sheet, open_workbook
from khaigiang.intake.tables import Row, read_form, read_table

# What a plan whose classes are not run here has nothing to write on.
_OF_CLASSES = {
    form.key
    for form in (
        plan_columns.CLASSES,
        plan_columns.TOPICS,
        plan_columns.LECTURERS,
        plan_columns.ROOMS,
        plan_columns.SEATS,
    )
}
_ROWS: tuple[tuple[SheetForm, Any], ...] = (
    (plan_columns.INSTRUMENTS, InstrumentRow),
    (plan_columns.LINES, LineRow),
    (plan_columns.CLASSES, ClassRow),
    (plan_columns.PROGRAMMES, ProgrammeRow),
    (plan_columns.TOPICS, TopicRow),
    (plan_columns.LECTURERS, LecturerRow),
    (plan_columns.ROOMS, RoomRow),
    (plan_columns.SEATS, SeatRow),
    (plan_columns.UNITS, UnitRow),
)


@dataclass(frozen=True, slots=True)
class PlanReading:
    """A plan, or None when any finding refuses the file."""

    plan: PlanWorkbook | None
    findings: tuple[Finding, ...]


def read_plan(name: str, data: bytes) -> PlanReading:
    """Read a plan workbook and check its sheets against each other.

    The checks across sheets are made only when every cell could be read: a row that is missing because of a bad cell
    would raise false alarms elsewhere.
    """
    opened = open_workbook(name, data)
    if not opened.sheets:
        return PlanReading(None, opened.findings)
    head, findings = _read_head(name, opened.sheets)
    tables: dict[str, tuple[Any, ...]] = {}
    for form, row_type in _ROWS:
        needed = form.required and not (form.key in _OF_CLASSES and _only_totals(tables))
        table = read_table(name, opened.sheets, replace(form, required=needed))
        findings += table.findings
        tables[form.key] = () if refuses(table.findings) else tuple(_filled(row_type, row) for row in table.rows)
    if refuses(findings) or head is None:
        return PlanReading(None, findings)
    plan = PlanWorkbook(
        head=PlanHead(**head.values, instruments=tables.pop(plan_columns.INSTRUMENTS.key), at=head.at), **tables
    )
    findings += check_plan(plan)
    return PlanReading(None if refuses(findings) else plan, findings)


def _only_totals(tables: Mapping[str, tuple[LineRow, ...]]) -> bool:
    lines = tables.get(plan_columns.LINES.key, ())
    return bool(lines) and all(line.tracking is Tracking.TOTALS for line in lines)


def _read_head(name: str, sheets: Sequence[Sheet]) -> tuple[Row | None, tuple[Finding, ...]]:
    form = plan_columns.HEAD
    sheet = find_sheet(sheets, form)
    if sheet is None:
        facts = {"english": form.english}
        return None, (Finding(name, form.title, "", "sheet_missing", Severity.FILE_FAULT, facts),)
    return read_form(sheet, form.columns, len(sheet.rows))


def _filled(row_type: Any, row: Row) -> Any:
    return row_type(**row.values, at=row.at)
