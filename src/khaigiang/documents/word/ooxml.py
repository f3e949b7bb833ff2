"""The few words of WordprocessingML this room writes. Lengths come in millimetres and points and leave as OOXML's own.

Rows are built as XML because python-docx looks a table's cells up again for each cell: a list of 220 takes seconds.
"""

from dataclasses import replace
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from khaigiang.documents.packs import Text

TWIPS_PER_MM = 1440 / 25.4
TWIPS_PER_POINT = 20
EIGHTHS_PER_POINT = 8
HALVES_PER_POINT = 2
POINTS_PER_MM = 72 / 25.4
CELL_MARGIN = 1.2  # millimetres at either side of a ruled cell

Element = Any


def twips(millimetres: float) -> str:
    return str(round(millimetres * TWIPS_PER_MM))


def element(tag: str, *children: Element, **attributes: str) -> Element:
    """An element of the ``w`` namespace; attributes are named without their prefix."""
    made = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), value)
    made.extend(children)
    return made


def run(text: str, style: Text) -> Element:
    """One run of text. Its font is the document's; only size and face are set here."""
    properties = element("rPr")
    if style.bold:
        properties.append(element("b"))
    if style.italic:
        properties.append(element("i"))
    size = str(round(style.size * HALVES_PER_POINT))
    properties.extend((element("sz", val=size), element("szCs", val=size)))
    if style.underline:
        properties.append(element("u", val="single"))
    letters = element("t")
    letters.text = text
    letters.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return element("r", properties, letters)


def lines(text: str, style: Text) -> tuple[Element, ...]:
    """Runs for a text whose line ends become line breaks."""
    made: list[Element] = []
    for place, line in enumerate(text.split("\n")):
        if place:
            made.append(element("r", element("br")))
        made.append(run(line, style))
    return tuple(made)


def paragraph(
    *runs: Element,
    align: str = "center",
    before: float = 0,
    after: float = 0,
    indent: tuple[float, float] = (0, 0),
    first: float = 0,
    exact: float | None = None,
    multiple: float = 1.0,
    keep: bool = False,
    rule: bool = False,
) -> Element:
    """One paragraph.

    ``before``, ``after`` and ``exact`` (line height) in points; ``indent`` (left, right) and ``first`` (of the first
    line, negative hangs it) in millimetres; ``keep`` holds it on the page of the next; ``rule`` draws a line above.
    """
    properties = element("pPr")
    if keep:
        properties.append(element("keepNext"))
    properties.append(element("widowControl"))
    if rule:
        properties.append(element("pBdr", element("top", val="single", sz="6", space="0", color="000000")))
    properties.append(
        element(
            "spacing",
            before=str(round(before * TWIPS_PER_POINT)),
            after=str(round(after * TWIPS_PER_POINT)),
            line=str(round(exact * TWIPS_PER_POINT if exact else multiple * 240)),
            lineRule="exact" if exact else "auto",
        )
    )
    edges = {"left": twips(indent[0]), "right": twips(indent[1])}
    edges["firstLine" if first >= 0 else "hanging"] = twips(abs(first))
    properties.append(element("ind", **edges))
    properties.append(element("jc", val=align))
    return element("p", properties, *runs)


def line_paragraph(text: str, style: Text, **settings: Any) -> Element:
    return paragraph(*lines(text, style), **settings)


def rule_paragraph(length: float, within: float, *, before: float = 3, after: float = 0) -> Element:
    """A short line centred in a space ``within`` millimetres wide.

    It is the border of a nearly empty paragraph: a drawn shape would float off when a clerk edits the text above it.
    """
    side = max(0.0, (within - length) / 2)
    tiny = run("", Text(size=2))
    return paragraph(tiny, before=before, after=after, indent=(side, side), exact=3, rule=True, keep=True)


def cell(*paragraphs: Element, width: float, span: int = 1, middle: bool = False) -> Element:
    """One cell, ``width`` in millimetres."""
    properties = element("tcPr", element("tcW", w=twips(width), type="dxa"))
    if span > 1:
        properties.append(element("gridSpan", val=str(span)))
    if middle:
        properties.append(element("vAlign", val="center"))
    return element("tc", properties, *paragraphs)


def row(*cells: Element, heading: bool = False) -> Element:
    """One row, never split over two pages; a ``heading`` row repeats on each."""
    properties = element("trPr", element("cantSplit"))
    if heading:
        properties.append(element("tblHeader"))
    return element("tr", properties, *cells)


def table(*rows: Element, widths: tuple[float, ...], ruled: bool) -> Element:
    """A table of fixed column widths in millimetres, ruled all over or without any line.

    Word counts an indent from the first cell's text, so a ruled table is moved in by the cell's margin.
    """
    properties = element("tblPr", element("tblW", w=twips(sum(widths)), type="dxa"))
    if not ruled:
        properties.append(element("jc", val="center"))
    if ruled:
        properties.append(element("tblInd", w=twips(CELL_MARGIN), type="dxa"))
        sides = ("top", "left", "bottom", "right", "insideH", "insideV")
        edges = (element(side, val="single", sz="4", space="0", color="000000") for side in sides)
        properties.append(element("tblBorders", *edges))
    properties.append(element("tblLayout", type="fixed"))
    inner = CELL_MARGIN if ruled else 0.0
    margins = (element(side, w=twips(inner), type="dxa") for side in ("left", "right"))
    properties.append(element("tblCellMar", *margins))
    grid = element("tblGrid", *(element("gridCol", w=twips(width)) for width in widths))
    return element("tbl", properties, grid, *rows)


def estimated_width(text: str, style: Text) -> float:
    """About how wide a line of Times New Roman is, in millimetres; good enough for the length of a rule under it."""
    capital, small = (0.72, 0.47) if style.bold else (0.68, 0.44)
    ems = sum(capital if letter.isupper() else small for letter in text)
    return ems * style.size / POINTS_PER_MM


def plain(style: Text) -> Text:
    """The same size without bold, italic or underline."""
    return replace(style, bold=False, italic=False, underline=False)
