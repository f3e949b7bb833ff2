"""The heading of a sheet's columns and its rows."""

import datetime as dt
import math
from itertools import groupby
from typing import Any

from khaigiang.documents.excel.look import BAND_GROUND, HEADING_GROUND, Pen, height_of, lines_of
from khaigiang.documents.excel.page import Worksheet, merged
from khaigiang.documents.excel.shapes import Cell, Column, Group, Plain, Row, Sheet, Toned


def write_headings(page: Worksheet, sheet: Sheet, pen: Pen, line: int) -> int:
    """One row of headings, or two when columns share one."""
    look = pen.look(bold=True, align="center", border=1, border_color="#8A949E", bg_color=HEADING_GROUND)
    highest = max(lines_of(column.title, column.width * 0.9) for column in sheet.columns)
    if not any(column.group for column in sheet.columns):
        for place, column in enumerate(sheet.columns):
            page.write_string(line, place, column.title, look)
        page.set_row(line, height_of(highest) + 4)
        return line + 1
    start = 0
    for group, members in groupby(sheet.columns, key=lambda column: column.group):
        columns = tuple(members)
        _write_heading_group(page, group, columns, look, (line, start))
        start += len(columns)
    page.set_row(line, height_of(1) + 2)
    page.set_row(line + 1, height_of(highest) + 2)
    return line + 2


def _write_heading_group(
    page: Worksheet, group: str, columns: tuple[Column, ...], look: Any, corner: tuple[int, int]
) -> None:
    line, start = corner
    if group:
        merged(page, line, (start, start + len(columns) - 1), group, look)
    for place, column in enumerate(columns, start=start):
        if group:
            page.write_string(line + 1, place, column.title, look)
        else:
            page.merge_range(line, place, line + 1, place, "", look)
            page.write_string(line, place, column.title, look)


def write_rows(page: Worksheet, sheet: Sheet, pen: Pen, line: int) -> int:
    """All rows; a group is a line across the sheet and its own rows."""
    loose: list[Row] = []
    for row in sheet.rows:
        if isinstance(row, Group):
            line = _write_run(page, sheet, pen, tuple(loose), line)
            loose = []
            band = pen.look(bold=True, border=1, border_color="#8A949E", bg_color=BAND_GROUND)
            merged(page, line, (0, len(sheet.columns) - 1), row.title, band)
            page.set_row(line, height_of(1))
            line = _write_run(page, sheet, pen, row.rows, line + 1)
        else:
            loose.append(row)
    return _write_run(page, sheet, pen, tuple(loose), line)


def _write_run(page: Worksheet, sheet: Sheet, pen: Pen, rows: tuple[Row, ...], line: int) -> int:
    joints = _joints(sheet, rows)
    for shift, row in enumerate(rows):
        heights = [1.0]
        for place, (column, cell) in enumerate(zip(sheet.columns, row, strict=True)):
            value, look = _parts(cell, column, pen)
            count = joints.get((shift, place), 1)
            if count > 1:
                page.merge_range(line + shift, place, line + shift + count - 1, place, "", look)
            if count:
                _write_value(page, (line + shift, place), value, look)
                heights.append(lines_of(str(value), column.width) / count if isinstance(value, str) else 1)
        page.set_row(line + shift, height_of(math.ceil(max(heights))))
    return line + len(rows)


def _joints(sheet: Sheet, rows: tuple[Row, ...]) -> dict[tuple[int, int], int]:
    """By row and joined column: how many rows its cell spans, 0 where a cell above spans it.

    A run never outlasts a run of the joined columns to its left: two mornings of different days stay apart.
    """
    joints: dict[tuple[int, int], int] = {}
    key: tuple[int, ...] = ()
    for place, column in enumerate(sheet.columns):
        if not column.joined:
            continue
        key = (*key, place)
        start = 0
        for _, members in groupby(tuple(_plain(row[index]) for index in key) for row in rows):
            count = len(tuple(members))
            joints.update({(start + shift, place): 0 for shift in range(count)})
            joints[start, place] = count
            start += count
    return joints


def _plain(cell: Cell) -> Plain:
    return cell.value if isinstance(cell, Toned) else cell


def _parts(cell: Cell, column: Column, pen: Pen) -> tuple[Plain, Any]:
    tone = cell.tone if isinstance(cell, Toned) else None
    return _plain(cell), pen.cell(column.kind, tone)


def _write_value(page: Worksheet, where: tuple[int, int], value: Plain, look: Any) -> None:
    if value is None or value == "":
        page.write_blank(*where, None, look)
    elif isinstance(value, str):
        page.write_string(*where, value, look)
    elif isinstance(value, dt.date):
        page.write_datetime(*where, value, look)
    else:
        page.write_number(*where, value, look)
