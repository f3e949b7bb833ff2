"""What stands around the rows of a sheet: the printed page, letterhead, title, notes, signatures."""

from itertools import accumulate
from typing import Any

from khaigiang.documents.excel.look import FONT, Pen, height_of, lines_of
from khaigiang.documents.excel.shapes import Sheet

Worksheet = Any

A4 = 9
LEFT_SHARE = 0.44
TITLE_SIZE = 15
LINES_TO_SIGN = 4


def set_up(page: Worksheet, sheet: Sheet) -> None:
    """A4, as wide as the page, numbered at the foot."""
    page.set_paper(A4)
    if sheet.landscape:
        page.set_landscape()
    page.set_margins(left=0.6, right=0.4, top=0.6, bottom=0.65)
    page.fit_to_pages(1, 0)
    page.center_horizontally()
    page.hide_gridlines(2)
    footer = sheet.footer.replace("&", "&&")
    page.set_footer(f'&L&"{FONT},Italic"&10{footer}&R&"{FONT},Regular"&10Trang &P/&N')
    for place, column in enumerate(sheet.columns):
        page.set_column(place, place, column.width)


def merged(page: Worksheet, line: int, span: tuple[int, int], text: str, look: Any) -> None:
    """Text over the columns of ``span``, both included."""
    first, last = span
    if first == last:
        page.write_string(line, first, text, look)
    else:
        page.merge_range(line, first, line, last, "", look)
        page.write_string(line, first, text, look)


def width_of(sheet: Sheet, span: tuple[int, int]) -> float:
    return sum(column.width for column in sheet.columns[span[0] : span[1] + 1])


def spans(sheet: Sheet, shares: tuple[float, ...]) -> list[tuple[int, int]]:
    """The columns cut into neighbouring spans, each about its share of the width and at least a column wide."""
    reached = list(accumulate(column.width for column in sheet.columns))
    total, count = reached[-1], len(sheet.columns)
    cut, edges, start = 0.0, [], 0
    for place, share in enumerate(shares[:-1]):
        cut += share * total
        last = next(index for index, width in enumerate(reached) if width >= cut - 0.01)
        last = max(start, min(last, count - (len(shares) - place)))
        edges.append((start, last))
        start = last + 1
    return [*edges, (min(start, count - 1), count - 1)]


def write_letterhead(page: Worksheet, sheet: Sheet, pen: Pen, line: int) -> int:
    """Who issues, to the left; the Party or the nation, to the right."""
    head = sheet.letterhead
    if head is None:
        return line
    if len(sheet.columns) == 1:
        left = right = (0, 0)
    else:
        left, right = spans(sheet, (LEFT_SHARE, 1 - LEFT_SHARE))
    names = tuple(name for name in (head.parent_body, head.issuing_body) if name)
    lefts = [(name, {"bold": place == len(names) - 1}) for place, name in enumerate(names)]
    rights: list[tuple[str, dict[str, Any]]] = [(text, {"bold": True}) for text in head.right]
    if rights:
        rights[-1][1]["underline"] = 1
    if head.place_and_date:
        rights.append((head.place_and_date, {"italic": True}))
    sides = ((left, lefts), (right, rights)) if left != right else ((left, [*lefts, *rights]),)
    for span, texts in sides:
        for place, (text, settings) in enumerate(texts):
            merged(page, line + place, span, text, pen.look(align="center", **settings))
    return line + max(len(texts) for _, texts in sides) + 1


def write_title(page: Worksheet, sheet: Sheet, pen: Pen, line: int) -> int:
    whole = (0, len(sheet.columns) - 1)
    for text, size, look in (
        (sheet.heading, TITLE_SIZE, {"bold": True, "font_size": TITLE_SIZE}),
        (sheet.subheading, 12, {"italic": True}),
    ):
        if text:
            merged(page, line, whole, text, pen.look(align="center", **look))
            page.set_row(line, height_of(lines_of(text, width_of(sheet, whole), size=size), size=size))
            line += 1
    return line + 1


def write_notes(page: Worksheet, sheet: Sheet, pen: Pen, line: int) -> int:
    """The notes below the rows, after an empty line."""
    whole = (0, len(sheet.columns) - 1)
    line += bool(sheet.notes)
    for note in sheet.notes:
        merged(page, line, whole, note, pen.look(italic=True, align="left"))
        page.set_row(line, height_of(lines_of(note, width_of(sheet, whole))))
        line += 1
    return line


def write_signature(page: Worksheet, sheet: Sheet, pen: Pen, line: int) -> int:
    """Columns of signatures; only as many as there are columns of cells."""
    if sheet.signature is None or not sheet.signature.blocks:
        return line
    blocks = sheet.signature.blocks[: len(sheet.columns)]
    places = spans(sheet, tuple(1 / len(blocks) for _ in blocks))
    line += 1
    if sheet.signature.place_and_date:
        merged(page, line, places[-1], sheet.signature.place_and_date, pen.look(italic=True, align="center"))
        line += 1
    for span, (title, name) in zip(places, blocks, strict=True):
        merged(page, line, span, title, pen.look(bold=True, align="center"))
        merged(page, line + LINES_TO_SIGN, span, name, pen.look(bold=True, align="center"))
    highest = max(lines_of(title, width_of(sheet, span)) for span, (title, _) in zip(places, blocks, strict=True))
    page.set_row(line, height_of(highest))
    return line + LINES_TO_SIGN + 1
