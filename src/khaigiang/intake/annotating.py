"""Gives the user's own workbook back: cells in the colours of their findings, with comments, and a sheet of findings.

An .xlsx keeps all it had, since its parts are copied and only what is marked is written anew. Other formats come back
as an .xlsx of their values.
"""

import io
import posixpath
import re
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import PurePath
from xml.sax.saxutils import quoteattr

import xlsxwriter

from khaigiang.intake.annotated_comments import comment_places, comments_part, drawing_part, place_of
from khaigiang.intake.annotated_sheet import RELATIONS, colour, findings_sheet, with_drawing
from khaigiang.intake.annotated_styles import COLOURS, HEADING, WRAPPED, Styles
from khaigiang.intake.findings import FINDINGS_SHEET, Finding, Severity
from khaigiang.intake.look import Place
from khaigiang.intake.phrases import message
from khaigiang.intake.refusal import FilesRefused
from khaigiang.intake.sheets import Sheet, open_workbook
from khaigiang.intake.workbook_writer import STAMP
from khaigiang.intake.xlsx_look import sheet_parts

MOST_COMMENTS = 1000  # more would make the workbook slow; the sheet of findings has them all
_ORDER = (Severity.FILE_FAULT, Severity.ROW_FAULT, Severity.PROBLEM, Severity.SUGGESTION)
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_OFFICE = "application/vnd.openxmlformats-officedocument"
_SHEET_TYPE = f"{_OFFICE}.spreadsheetml.worksheet+xml"
_COMMENTS_TYPE = f"{_OFFICE}.spreadsheetml.comments+xml"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_OWN_SHEET = "xl/worksheets/khaigiang-findings.xml"


def annotated_name(name: str) -> str:
    """The name under which a file is given back."""
    path = PurePath(name)
    return f"{path.stem}-da-kiem-tra{path.suffix if path.suffix.lower() == '.xlsm' else '.xlsx'}"


def annotate(name: str, data: bytes, findings: Sequence[Finding]) -> bytes:
    """The workbook with what was found in it. Raises ValueError for bytes that could not be read at all."""
    opened = open_workbook(name, data, as_typed=True)
    if not opened.sheets:
        raise ValueError("a file that cannot be read cannot be given back")
    if not (data.startswith(b"PK") and _is_xlsx(data)):
        data = _as_xlsx(opened.sheets)
    return _Package(data).annotate(findings)


def given_back(name: str, data: bytes, findings: Sequence[Finding]) -> bytes | None:
    """The workbook with what was found, None where nothing was. Raises FilesRefused for a file nobody can read."""
    try:
        return annotate(name, data, findings) if findings else None
    except ValueError as error:
        raise FilesRefused(list(findings)) from error


def _is_xlsx(data: bytes) -> bool:
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        return "[Content_Types].xml" in parts.namelist()


def _as_xlsx(sheets: Sequence[Sheet]) -> bytes:
    """The values of a workbook of another format, in their old fonts where they need them to be legible."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"created": STAMP, "author": "Khai Giảng"})
    font = {"font_name": "Times New Roman", "font_size": 12, "text_wrap": True, "valign": "top"}
    plain, date = book.add_format(font), book.add_format({**font, "num_format": "dd/mm/yyyy"})
    fonts = {
        name: book.add_format({**font, "font_name": name})
        for sheet in sheets
        for name in set(sheet.look.fonts.values())
    }
    for sheet in sheets:
        page = book.add_worksheet(sheet.name or None)
        page.set_column(1, 20, 18)
        for number, row in enumerate(sheet.rows, start=1):
            for place, value in enumerate(row):
                look = fonts.get(sheet.look.fonts.get((number, place), ""), plain)
                if value == "":
                    continue
                if isinstance(value, str):
                    page.write_string(number - 1, place, value, look)
                elif isinstance(value, bool | int | float):
                    page.write(number - 1, place, value, look)
                else:
                    page.write_datetime(number - 1, place, value, date)
        for hidden in sheet.look.hidden_rows:
            page.set_row(hidden - 1, None, None, {"hidden": True})
    book.close()
    return buffer.getvalue()


class _Package:
    """The parts of a workbook, changed one by one and packed again."""

    def __init__(self, data: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            self._infos = parts.infolist()
            self._parts = {info.filename: parts.read(info) for info in self._infos}
            self._sheets = sheet_parts(parts)
        self._types: list[str] = []

    def annotate(self, findings: Sequence[Finding]) -> bytes:
        """Mark what was found and pack the parts."""
        styles = Styles(self._text("xl/styles.xml"))
        shown = sorted(
            (finding for finding in findings if finding.severity in _ORDER and finding.sheet in self._sheets),
            key=lambda finding: _ORDER.index(finding.severity),
        )[:MOST_COMMENTS]
        for number, (sheet, part) in enumerate(self._sheets.items(), start=1):
            if sheet != FINDINGS_SHEET:
                self._mark(part, number, [finding for finding in shown if finding.sheet == sheet], styles)
        content = findings_sheet(findings, heading=styles.plain(HEADING), wrapped=styles.plain(WRAPPED))
        self._put_findings(content)
        self._parts["xl/styles.xml"] = styles.finish().encode()
        self._declare_types()
        return self._pack()

    def _text(self, part: str) -> str:
        return self._parts[part].decode("utf-8-sig")

    def _mark(self, part: str, number: int, findings: Sequence[Finding], styles: Styles) -> None:
        marks: dict[Place, Severity] = {}
        words: dict[Place, list[str]] = {}
        for finding in findings:
            place = place_of(finding.cell)
            if place is not None:
                marks.setdefault(place, finding.severity)
                words.setdefault(place, []).append(message(finding))

        def style_of(style: int, severity: Severity | None) -> int:
            style = styles.cleared(style)
            return styles.marked(style, severity) if severity else style

        content = self._text(part)
        if marks or any(rgb.encode() in self._parts["xl/styles.xml"] for rgb in COLOURS.values()):
            content = colour(content, marks, style_of)
        comments = {place: "\n".join(texts) for place, texts in words.items()}
        self._parts[part] = self._with_comments(part, number, content, comments).encode()

    def _with_comments(self, part: str, number: int, content: str, comments: Mapping[Place, str]) -> str:
        relations = self._relations(part)
        words = next((target for kind, target in relations.values() if kind.endswith("/comments")), "")
        boxes = next((target for kind, target in relations.values() if kind.endswith("/vmlDrawing")), "")
        if not comments and not words:
            return content
        before = self._text(words) if words in self._parts else ""
        written, new = comments_part(before, comments)
        words = words or self._relate(part, "comments", f"xl/comments-khaigiang{number}.xml")
        self._parts[words] = written.encode()
        self._types.append(_override(words, _COMMENTS_TYPE))
        drawn = drawing_part(self._text(boxes) if boxes in self._parts else "", comment_places(before), new)
        if not boxes:
            boxes = self._relate(part, "vmlDrawing", f"xl/drawings/khaigiang{number}.vml")
            content = with_drawing(content, f"khaigiang-{PurePath(boxes).stem}")
        self._parts[boxes] = drawn.encode()
        return content

    def _relations(self, part: str) -> dict[str, tuple[str, str]]:
        """The relations of a part: kind and target by their names."""
        path = _relations_of(part)
        found = re.findall(r"<(?:\w+:)?Relationship\b([^>]*?)/?>", self._text(path)) if path in self._parts else []
        relations = {}
        for attributes in found:
            facts = dict(re.findall(r'(\w+)="([^"]*)"', attributes))
            target = facts.get("Target", "")
            folder = posixpath.dirname(part)
            full = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            relations[facts.get("Id", "")] = (facts.get("Type", ""), full)
        return relations

    def _relate(self, part: str, kind: str, target: str) -> str:
        """Relate a part to a new one; gives the new one's path."""
        path = _relations_of(part)
        before = (
            self._text(path) if path in self._parts else f'{_XML}<Relationships xmlns="{_PACKAGE}"></Relationships>'
        )
        name = f"khaigiang-{PurePath(target).stem}"
        relation = f'<Relationship xmlns="{_PACKAGE}" Id="{name}" Type="{RELATIONS}/{kind}" Target="/{target}"/>'
        before = re.sub(r"<((?:\w+:)?)Relationships([^>]*)/>", r"<\1Relationships\2></\1Relationships>", before)
        self._parts[path] = re.sub(r"(</(?:\w+:)?Relationships>)", lambda end: relation + end[0], before).encode()
        return target

    def _put_findings(self, content: str) -> None:
        if FINDINGS_SHEET in self._sheets:
            self._parts[self._sheets[FINDINGS_SHEET]] = content.encode()
            return
        self._relate("xl/workbook.xml", "worksheet", _OWN_SHEET)
        book = self._text("xl/workbook.xml")
        numbers = [int(number) for number in re.findall(r'\bsheetId="(\d+)"', book)]
        prefix = re.search(r"<(\w+:)?workbook\b", book)
        p = (prefix[1] or "") if prefix else ""
        element = (
            f'<{p}sheet xmlns:r="{RELATIONS}" name={quoteattr(FINDINGS_SHEET)} sheetId="{max(numbers, default=0) + 1}" '
            f'r:id="khaigiang-{PurePath(_OWN_SHEET).stem}"/>'
        )
        book = re.sub(r"(</(?:\w+:)?sheets>)", lambda end: element + end[0], book, count=1)
        self._parts["xl/workbook.xml"] = book.encode()
        self._parts[_OWN_SHEET] = content.encode()
        self._types.append(_override(_OWN_SHEET, _SHEET_TYPE))

    def _declare_types(self) -> None:
        types = self._text("[Content_Types].xml")
        new = [
            each for each in self._types if (path := re.search(r'PartName="([^"]+)"', each)) and path[0] not in types
        ]
        if 'Extension="vml"' not in types:
            new.insert(0, _default("vml", f"{_OFFICE}.vmlDrawing"))
        self._parts["[Content_Types].xml"] = re.sub(
            r"(</(?:\w+:)?Types>)", lambda end: "".join(new) + end[0], types
        ).encode()

    def _pack(self) -> bytes:
        buffer = io.BytesIO()
        stamps = {info.filename: info.date_time for info in self._infos}
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as packed:
            for name, content in self._parts.items():
                info = zipfile.ZipInfo(name, stamps.get(name, STAMP.timetuple()[:6]))
                info.compress_type = zipfile.ZIP_DEFLATED
                packed.writestr(info, content)
        return buffer.getvalue()


def _relations_of(part: str) -> str:
    folder, name = posixpath.split(part)
    return f"{folder}/_rels/{name}.rels"


def _override(part: str, kind: str) -> str:
    return f'<Override xmlns="{_TYPES}" PartName="/{part}" ContentType="{kind}"/>'


def _default(ending: str, kind: str) -> str:
    return f'<Default xmlns="{_TYPES}" Extension="{ending}" ContentType="{kind}"/>'
