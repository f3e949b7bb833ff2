"""Workbooks for the tests, written by openpyxl: a hand other than the one that writes the templates."""

import io
from collections.abc import Callable, Mapping, Sequence

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from khaigiang.intake.templates import nominations_template, plan_template


def book_of(sheets: Mapping[str, Sequence[Sequence[object]]]) -> bytes:
    """A workbook with these sheets, each a list of rows."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
    return _bytes(book)


def changed_plan(change: Callable[[openpyxl.Workbook], object]) -> bytes:
    """The plan template's example after a change."""
    return _changed(plan_template(), change)


def changed_nominations(change: Callable[[openpyxl.Workbook], object]) -> bytes:
    """The nominations template's example after a change."""
    return _changed(nominations_template(), change)


def put(sheet: str, cell: str, value: object) -> Callable[[openpyxl.Workbook], object]:
    """The change that writes one value into one cell."""

    def change(book: openpyxl.Workbook) -> None:
        book[sheet][cell] = value

    return change


def cell_of(sheet: Worksheet, text: str) -> str:
    """The address of the first cell that reads so."""
    return next(cell.coordinate for row in sheet.iter_rows() for cell in row if cell.value == text)


def _changed(data: bytes, change: Callable[[openpyxl.Workbook], object]) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(data))
    change(book)
    return _bytes(book)


def _bytes(book: openpyxl.Workbook) -> bytes:
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()
