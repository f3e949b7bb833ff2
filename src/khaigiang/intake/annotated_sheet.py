"""One sheet of a workbook given back: its marked cells in their colours, and the sheet that lists the findings."""

import re
from collections.abc import Callable, Mapping, Sequence

from khaigiang.intake.annotated_comments import MAIN, xml_text
from khaigiang.intake.findings import Finding, Severity
from khaigiang.intake.look import Place
from khaigiang.intake.phrases import SEVERITIES, message
from khaigiang.intake.sheets import address
from khaigiang.intake.xlsx_look import column_number

RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
HEADINGS = ("Trang", "Ô", "Mức", "Nội dung", "Đang ghi", "Nên ghi")
_WIDTHS = (18, 8, 14, 70, 30, 30)
_ROW = re.compile(r"<((?:\w+:)?)row\b([^>]*?)(?:/>|>(.*?)</(?:\w+:)?row>)", re.DOTALL)
_CELL = re.compile(r"<(?:\w+:)?c\b([^>]*?)(?:/>|>.*?</(?:\w+:)?c>)", re.DOTALL)
_AFTER_COMMENTS = re.compile(
    r"<(?:\w+:)?(?:legacyDrawingHF|drawingHF|picture|oleObjects|controls|webPublishItems|tableParts|extLst)\b"
    r"|</(?:\w+:)?worksheet>"
)


def colour(content: str, marks: Mapping[Place, Severity], style_of: Callable[[int, Severity | None], int]) -> str:
    """The sheet with other styles for these cells; ``style_of`` gives a cell's new style by its old one.

    It is asked of every cell, with ``None`` for one without a finding, so that old colours can be taken off.
    """
    by_row: dict[int, dict[int, Severity]] = {}
    for (row, column), severity in marks.items():
        by_row.setdefault(row, {})[column] = severity
    number = 0

    def mend(found: re.Match[str]) -> str:
        nonlocal number
        told = re.search(r'\br="(\d+)"', found[2])
        number = int(told[1]) if told else number + 1
        return _colour_row(found, number, by_row.get(number, {}), style_of)

    return _ROW.sub(mend, content)


def _colour_row(
    found: re.Match[str], number: int, marks: Mapping[int, Severity], style_of: Callable[[int, Severity | None], int]
) -> str:
    prefix, attributes, inside = found[1], found[2], found[3] or ""
    seen: list[tuple[int, str]] = []
    for cell in _CELL.finditer(inside):
        place = re.search(r'\br="([A-Z]+)\d+"', cell[1])
        if place is None:
            return found[0]  # a row whose cells say no place is left as it is
        column = column_number(place[1])
        seen.append((column, _restyle(cell[0], marks.get(column), style_of)))
    there = {column for column, _ in seen}
    for column, severity in marks.items():
        if column not in there:
            style = style_of(0, severity)
            seen.append((column, f'<{prefix}c r="{address(number, column)}" s="{style}"/>'))
    if not seen:
        return found[0]
    return f"<{prefix}row{attributes}>{''.join(cell for _, cell in sorted(seen))}</{prefix}row>"


def _restyle(cell: str, severity: Severity | None, style_of: Callable[[int, Severity | None], int]) -> str:
    head, tail = cell[: cell.index(">")], cell[cell.index(">") :]
    told = re.search(r'\ss="(\d+)"', head)
    before = int(told[1]) if told else 0
    style = style_of(before, severity)
    if style == before:
        return cell
    closing = "/" if head.endswith("/") else ""
    head = re.sub(r'\ss="\d+"', "", head.removesuffix("/"))
    return f'{head} s="{style}"{closing}{tail}'


def with_drawing(content: str, relation: str) -> str:
    """The sheet pointing to the part of its comments' boxes, at the place the format wants."""
    prefix = re.search(r"<(\w+:)?worksheet\b", content)
    p = (prefix[1] or "") if prefix else ""
    element = f'<{p}legacyDrawing xmlns:r="{RELATIONS}" r:id="{relation}"/>'
    return _AFTER_COMMENTS.sub(lambda found: element + found[0], content, count=1)


def findings_sheet(findings: Sequence[Finding], *, heading: int, wrapped: int) -> str:
    """The sheet that lists every finding with a link to its cell; ``heading`` and ``wrapped`` are styles."""
    columns = "".join(
        f'<col min="{number}" max="{number}" width="{width}" customWidth="1"/>'
        for number, width in enumerate(_WIDTHS, start=1)
    )
    rows = [_row(1, HEADINGS, heading)]
    links = []
    for number, finding in enumerate(findings, start=2):
        now = finding.facts.get("value", "")
        texts = (finding.sheet, finding.cell, str(SEVERITIES[finding.severity]), message(finding), now)
        rows.append(_row(number, (*texts, finding.suggestion or ""), wrapped))
        if finding.sheet and finding.cell:
            sheet = finding.sheet.replace("'", "''")
            target = xml_text(f"'{sheet}'!{finding.cell}").replace('"', "&quot;")
            links.append(f'<hyperlink ref="B{number}" location="{target}"/>')
    linked = f"<hyperlinks>{''.join(links)}</hyperlinks>" if links else ""
    last = len(rows)
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><worksheet xmlns="{MAIN}"><sheetPr><tabColor '
        'rgb="FFA6192E"/><pageSetUpPr fitToPage="1"/></sheetPr><sheetViews><sheetView workbookViewId="0"><pane '
        'ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
        f"<cols>{columns}</cols><sheetData>{''.join(rows)}</sheetData>"
        f'<autoFilter ref="A1:F{last}"/>{linked}<pageMargins left="0.5" right="0.5" top="0.5" bottom="0.5" '
        'header="0.3" footer="0.3"/><pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/></worksheet>'
    )


def _row(number: int, texts: Sequence[str], style: int) -> str:
    cells = (
        f'<c r="{address(number, place)}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{xml_text(text)}'
        "</t></is></c>"
        for place, text in enumerate(texts)
    )
    return f'<row r="{number}">{"".join(cells)}</row>'
