"""Draws the sheets of our workbooks: headings, rows, choices to pick from, a look that prints well.

The same input gives the same bytes: the stamp inside the file is fixed.
"""

import datetime as dt
import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import xlsxwriter

from khaigiang.intake.cells import write_cell
from khaigiang.intake.columns import Column, Kind, SheetForm
from khaigiang.intake.sheets import Value

STAMP = dt.datetime(2020, 1, 1)  # noqa: DTZ001 - the format of the file knows no time zone
SPARE_ROWS = 200  # rows below the last one that still offer their choices
_INK = "#1F2A44"
_RED = "#A6192E"  # of the office's seals and headings
_FAINT = "#F7F2EA"
_LINE = "#D9D2C5"
_EXAMPLE = "#8A8578"
_FONT = {"font_name": "Times New Roman", "font_size": 12, "valign": "top"}
_A3, _A4 = 8, 9  # the file format's numbers for the sizes of paper
_WIDEST_ON_A4 = 200  # characters; more is not legible
_LINE_HEIGHT = 16
_LONGEST_LIST = 255  # what the file format allows for a list of choices, and for a message
_LONGEST_TITLE = 32
_FIRST_DAY, _LAST_DAY = dt.date(1900, 3, 1), dt.date(2100, 12, 31)
_LAST_WHOLE = 10_000_000
_LAST_MONEY = 999_999_999_999_999  # more digits than these a spreadsheet rounds


ValueOf = Callable[[Column, object], Value]


def _value_of(column: Column, row: object) -> Value:
    return write_cell(column, getattr(row, column.field))


@dataclass(frozen=True, slots=True)
class Looks:
    """The formats of one workbook."""

    title: Any
    subtitle: Any
    heading: Any
    label: Any
    text: Any
    date: Any
    whole: Any
    large: Any
    guide: Any


class WorkbookWriter:
    """One workbook in the making. ``example`` draws every value in the grey italic of an example.

    ``lists`` are the ranges that hold the values of a kind of column, for choices too long to stand in a cell's rule.
    """

    def __init__(self, title: str, *, example: bool) -> None:
        self._bytes = io.BytesIO()
        self.book = xlsxwriter.Workbook(self._bytes, {"in_memory": True, "strings_to_formulas": False})
        self.book.set_properties({"title": title, "created": STAMP, "author": "Khai Giảng"})
        self.book.set_size(1800, 1100)
        self.looks = self._make_looks(example=example)
        self.lists: dict[Kind, str] = {}

    def finish(self) -> bytes:
        """Close the workbook and give its bytes."""
        self.book.close()
        return self._bytes.getvalue()

    def add_sheet(self, name: str, *, colour: str = _RED, landscape: bool = True) -> Any:
        """An empty sheet set up to print on A4, one page wide."""
        sheet = self.book.add_worksheet(name)
        sheet.set_tab_color(colour)
        sheet.hide_gridlines(2)
        sheet.set_paper(_A4)
        if landscape:
            sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.6)
        sheet.set_footer("&L&8&A&R&8&P/&N")
        return sheet

    def write_title(self, sheet: Any, row: int, form: SheetForm) -> None:
        """The sheet's name and purpose in two languages, above its table; row 0 is the first."""
        sheet.write_string(row, 0, f"{form.title} · {form.english}", self.looks.title)
        sheet.write_string(row + 1, 0, f"{form.purpose} {form.english_purpose}", self.looks.subtitle)
        sheet.set_row(row, 24)

    def write_table(
        self, sheet: Any, top: int, columns: Sequence[Column], rows: Sequence[object], *, value_of: ValueOf = _value_of
    ) -> None:
        """The headings at row ``top`` (0 is the first) and below them each row's fields."""
        sheet.set_row(top, 36)
        for place, column in enumerate(columns):
            sheet.write_string(top, place, column.heading + (" *" if column.required else ""), self.looks.heading)
            sheet.set_column(place, place, column.width)
            offer_choices(
                sheet, top + 1, top + len(rows) + SPARE_ROWS, place, column, listed=self.lists.get(column.kind, "")
            )
        widths = [column.width for column in columns]
        if sum(widths) > _WIDEST_ON_A4:
            sheet.set_paper(_A3)
        for number, row in enumerate(rows, start=top + 1):
            values = [value_of(column, row) for column in columns]
            self.write_cells(sheet, number, values)
            sheet.set_row(number, row_height(values, widths))
        sheet.freeze_panes(top + 1, 0)
        sheet.repeat_rows(top)
        sheet.autofilter(top, 0, top + max(len(rows), 1), len(columns) - 1)

    def write_form(
        self,
        sheet: Any,
        top: int,
        columns: Sequence[Column],
        facts: object,
        *,
        label_columns: int = 1,
        value_columns: int = 1,
    ) -> None:
        """One label and value to a row from row ``top`` on; each may span several columns of a table below."""
        for number, column in enumerate(columns, start=top):
            if label_columns > 1:
                sheet.merge_range(number, 0, number, label_columns - 1, "", self.looks.label)
            sheet.write_string(number, 0, column.heading + (" *" if column.required else ""), self.looks.label)
            if value_columns > 1:
                last = label_columns + value_columns - 1
                sheet.merge_range(number, label_columns, number, last, "", self.looks.text)
            self.write_value(sheet, number, label_columns, write_cell(column, getattr(facts, column.field)))
            offer_choices(sheet, number, number, label_columns, column)

    def write_cells(self, sheet: Any, row: int, values: Iterable[Value]) -> None:
        """One row of values from column A on."""
        for place, value in enumerate(values):
            self.write_value(sheet, row, place, value)

    def write_value(self, sheet: Any, row: int, place: int, value: Value) -> None:
        """One value with the look of its type; text stays text even when it begins like a formula or a number."""
        if value == "":
            sheet.write_blank(row, place, None, self.looks.text)
        elif isinstance(value, dt.date):
            sheet.write_datetime(row, place, value, self.looks.date)
        elif isinstance(value, int):
            sheet.write_number(row, place, value, self.looks.large if value > _LAST_WHOLE else self.looks.whole)
        else:
            sheet.write_string(row, place, str(value), self.looks.text)

    def _make_looks(self, *, example: bool) -> Looks:
        def look(**more: object) -> Any:
            return self.book.add_format({**_FONT, "font_color": _INK, **more})

        cell = {"border": 1, "border_color": _LINE, "text_wrap": True}
        filled = {**cell, "font_color": _EXAMPLE, "italic": True} if example else cell
        return Looks(
            title=look(bold=True, font_size=16, font_color=_RED),
            subtitle=look(font_size=11, font_color="#5B6478"),
            heading=look(
                bold=True,
                font_color="#FFFFFF",
                bg_color=_RED,
                border=1,
                border_color="#FFFFFF",
                text_wrap=True,
                align="center",
                valign="vcenter",
            ),
            label=look(**cell, bold=True, bg_color=_FAINT, indent=1),
            text=look(**filled, indent=1),
            date=look(**filled, num_format="dd/mm/yyyy", align="left", indent=1),
            whole=look(**filled, align="center"),
            large=look(**filled, align="right", num_format="#,##0"),
            guide=look(**cell, indent=1),
        )


def row_height(values: Sequence[Value], widths: Sequence[int]) -> int:
    """The height in points a row of wrapped text needs: not every program works it out on opening."""
    lines = max(-(-len(str(value)) // width) for value, width in zip(values, widths, strict=True))
    return _LINE_HEIGHT * max(lines, 1)


def offer_choices(sheet: Any, first: int, last: int, place: int, column: Column, *, listed: str = "") -> None:
    """Let the spreadsheet itself refuse what the reader would, and show the column's note on entering a cell.

    ``listed`` is the range that holds the column's values.
    """
    rule: dict[str, object] = {"validate": "any"}
    if listed:
        rule = {"validate": "list", "source": listed}
    elif column.kind is Kind.CHOICE and len(",".join(column.choices)) <= _LONGEST_LIST:
        rule = {"validate": "list", "source": list(column.choices)}
    elif column.kind is Kind.DATE:
        rule = {"validate": "date", "criteria": "between", "minimum": _FIRST_DAY, "maximum": _LAST_DAY}
    elif column.kind in {Kind.WHOLE, Kind.MONEY}:
        most = _LAST_MONEY if column.kind is Kind.MONEY else _LAST_WHOLE
        rule = {"validate": "integer", "criteria": "between", "minimum": 0, "maximum": most}
    if column.note:
        rule |= {"input_title": column.heading[:_LONGEST_TITLE], "input_message": column.note[:_LONGEST_LIST]}
    if rule != {"validate": "any"}:
        sheet.data_validation(first, place, last, place, rule)
