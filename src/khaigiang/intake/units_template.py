"""Draws the form of local bodies."""

from collections.abc import Sequence

from khaigiang.intake.units import EXAMPLE, UNITS, UNITS_VERSION, UnitLine
from khaigiang.intake.workbook_writer import WorkbookWriter

TOP = 3  # the row of headings, 0 is the first


def units_template() -> bytes:
    """The form with a small example that reads as it stands."""
    return write_units(EXAMPLE, example=True)


def write_units(rows: Sequence[UnitLine], *, example: bool = False) -> bytes:
    """These bodies on the published form; reading it gives equal ones."""
    writer = WorkbookWriter(UNITS_VERSION, example=example)
    sheet = writer.add_sheet(UNITS.title)
    writer.write_title(sheet, 0, UNITS)
    writer.write_table(sheet, TOP, UNITS.columns, rows)
    return writer.finish()
