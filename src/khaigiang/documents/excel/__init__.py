"""Workbooks that print: lists, verdicts, grids. The shapes and the one verb, ``render``."""

import io

import xlsxwriter

from khaigiang.documents.excel import page, rows
from khaigiang.documents.excel.look import Pen
from khaigiang.documents.excel.shapes import (
    Book,
    Cell,
    Column,
    Group,
    Kind,
    Letterhead,
    Row,
    Sheet,
    Signature,
    Toned,
)
from khaigiang.documents.sealing import sealed_zip, utc

__all__ = [
    "Book",
    "Cell",
    "Column",
    "Group",
    "Kind",
    "Letterhead",
    "Row",
    "Sheet",
    "Signature",
    "Toned",
    "render",
]


def render(book: Book) -> bytes:
    """The workbook as .xlsx, the same bytes for the same book. Raises ValueError for a stamp without a zone."""
    out = io.BytesIO()
    # A cell keeps the text it is given: a unit named "=Phòng 1" is a name, not a formula.
    as_given = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    workbook = xlsxwriter.Workbook(out, as_given)
    workbook.set_properties({"title": book.title, "author": book.author, "created": utc(book.stamp)})
    pen = Pen(workbook)
    taken: set[str] = set()
    for sheet in book.sheets:
        _write(workbook.add_worksheet(sheet_name(sheet.title, taken)), sheet, pen)
    workbook.close()
    return sealed_zip(out.getvalue(), book.stamp)


LONGEST_NAME = 31
FORBIDDEN_IN_NAMES = str.maketrans(dict.fromkeys("[]:*?/\\", "-"))


def sheet_name(title: str, taken: set[str]) -> str:
    """A name Excel accepts, added to ``taken``: at most 31 letters, no ``[]:*?/`` or backslash, no two alike."""
    clean = title.translate(FORBIDDEN_IN_NAMES).strip("' ") or "Trang"
    name, number = clean[:LONGEST_NAME], 1
    while name.casefold() in taken:
        number += 1
        ending = f" ({number})"
        name = clean[: LONGEST_NAME - len(ending)] + ending
    taken.add(name.casefold())
    return name


def _write(target: page.Worksheet, sheet: Sheet, pen: Pen) -> None:
    page.set_up(target, sheet)
    line = page.write_letterhead(target, sheet, pen, 0)
    line = page.write_title(target, sheet, pen, line)
    heading = line
    line = rows.write_headings(target, sheet, pen, line)
    target.repeat_rows(heading, line - 1)
    target.freeze_panes(line, sheet.freeze)
    first = line
    line = rows.write_rows(target, sheet, pen, line)
    if sheet.filters and line > first and not any(isinstance(row, Group) for row in sheet.rows):
        target.autofilter(first - 1, 0, line - 1, len(sheet.columns) - 1)
    line = page.write_notes(target, sheet, pen, line)
    line = page.write_signature(target, sheet, pen, line)
    target.print_area(0, 0, max(line, 1) - 1, len(sheet.columns) - 1)
