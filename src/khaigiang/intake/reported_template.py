"""Draws the form of reported results."""

from collections.abc import Sequence

from khaigiang.intake.cells import write_cell
from khaigiang.intake.columns import Column
from khaigiang.intake.reported import EXAMPLE, REPORTED, REPORTED_VERSION, ReportedLine
from khaigiang.intake.sheets import Value
from khaigiang.intake.workbook_writer import WorkbookWriter

TOP = 3  # the row of headings, 0 is the first


def reported_template() -> bytes:
    """The form with a small example that reads as it stands."""
    return write_reported(EXAMPLE, example=True)


def write_reported(rows: Sequence[ReportedLine], *, example: bool = False) -> bytes:
    """These results on the published form; reading it gives equal ones."""
    writer = WorkbookWriter(REPORTED_VERSION, example=example)
    sheet = writer.add_sheet(REPORTED.title)
    writer.write_title(sheet, 0, REPORTED)
    writer.write_table(sheet, TOP, REPORTED.columns, rows, value_of=_value)
    return writer.finish()


def _value(column: Column, row: object) -> Value:
    """The period stands in its two days."""
    return "" if column.field == "period" else write_cell(column, getattr(row, column.field))
