"""Ruled tables, in the body and in appendices."""

from khaigiang.documents.packs import Pack, Text
from khaigiang.documents.paper import Align, Band, DataTable
from khaigiang.documents.word import ooxml
from khaigiang.documents.word.ooxml import Element

SIDES = {Align.LEFT: "left", Align.CENTRE: "center", Align.RIGHT: "right"}


def natural_width(table: DataTable) -> float:
    """The width the columns ask for, in millimetres."""
    return sum(column.width for column in table.columns)


def data_table(pack: Pack, table: DataTable, width: float, *, keep_end: bool = False) -> Element:
    """The table stretched to ``width`` millimetres; ``keep_end`` holds its last row on the page of what follows."""
    stretch = width / natural_width(table)
    widths = tuple(column.width * stretch for column in table.columns)
    last = len(table.rows) - 1
    rows = [_heading(pack, table, widths)]
    for place, content in enumerate(table.rows):
        keep = keep_end and place == last
        if isinstance(content, Band):
            rows.append(_band(pack, content, widths))
        else:
            rows.append(_row(pack, table, content, widths, keep=keep))
    return ooxml.table(*rows, widths=widths, ruled=True)


def _heading(pack: Pack, table: DataTable, widths: tuple[float, ...]) -> Element:
    cells = (
        ooxml.cell(
            ooxml.line_paragraph(column.title, pack.styles.table_heading, before=3, after=3, keep=True),
            width=width,
            middle=True,
        )
        for column, width in zip(table.columns, widths, strict=True)
    )
    return ooxml.row(*cells, heading=True)


def _band(pack: Pack, band: Band, widths: tuple[float, ...]) -> Element:
    style = Text(size=pack.styles.table.size, bold=True)
    text = ooxml.line_paragraph(band.text, style, align="left", before=2, after=2, keep=True)
    return ooxml.row(ooxml.cell(text, width=sum(widths), span=len(widths), middle=True))


def _row(pack: Pack, table: DataTable, content: tuple[str, ...], widths: tuple[float, ...], *, keep: bool) -> Element:
    cells = (
        ooxml.cell(
            ooxml.line_paragraph(text, pack.styles.table, align=SIDES[column.align], before=2, after=2, keep=keep),
            width=width,
            middle=True,
        )
        for column, text, width in zip(table.columns, content, widths, strict=True)
    )
    return ooxml.row(*cells)
