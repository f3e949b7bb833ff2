"""Opens the bytes of a workbook without trusting them.

A bad file is a finding, never an exception, a hang or a full memory.
"""

import codecs
import datetime as dt
import io
import re
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePath
from typing import IO

from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum

from khaigiang.intake import csv_text, ods_look, xls_look, xlsx_look
from khaigiang.intake.findings import Finding, Severity
from khaigiang.intake.look import Area, Look

Value = str | int | float | bool | dt.date | dt.datetime | dt.time | dt.timedelta

MAX_BYTES = 30_000_000  # of the file as it comes
MAX_UNPACKED_BYTES = 200_000_000  # of all its parts together
MAX_CELLS = 8_000_000  # of one sheet's rectangle from A1 to its last filled cell
MAX_SHEETS = 100
MAX_PARTS = 5_000  # files inside the zip
_PIECE = 1_000_000  # bytes that are unpacked at a time

TEXT_ENDINGS = {".csv", ".tsv", ".txt"}

_DECLARED = re.compile(rb"[cC]ount\s*=\s*[\"']\s*\+?([0-9]{7,})")
_CELL = re.compile(rb"<(?:\w+:)?+c(?=[\s/>])([^<>]*+)(?<!/)>")  # nothing is tried twice: an empty cell is no match
_REFERENCE = re.compile(rb"(?<![\w:])r\s*=\s*[\"']([^\"']*)")
_ADDRESS = re.compile(rb"([A-Z]{1,3})([0-9]{1,7})")
_ROW = re.compile(rb"<(?:\w+:)?+row(?=[\s/>])([^<>]*+)")
_SIXTEEN_BITS = (b"\xff\xfe", b"\xfe\xff", b"<\x00", b"\x00<")  # would hide from the patterns above
_OTHER_FORMATS = {"content.xml", "xl/workbook.bin"}  # the reader would try these when the .xlsx in the file is bad
_WEB_PAGE = re.compile(rb"\s*(?:<!doctype html|<html|<table|<meta)", re.IGNORECASE)
_DOCTYPE = b"<!DOCTYPE"


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet's values from A1 on; rows are cut after their last filled cell.

    Text is NFC without outer blanks, unless it was opened as it was typed. A ``hidden`` sheet is not shown to the user.
    """

    file: str
    name: str
    rows: tuple[tuple[Value, ...], ...]
    look: Look = field(default_factory=Look)
    hidden: bool = False

    def value(self, row: int, column: int) -> Value:
        """The value at a row (1 is the first) and a column (0 is A); empty text outside the sheet."""
        cells = self.rows[row - 1] if 0 < row <= len(self.rows) else ()
        return cells[column] if 0 <= column < len(cells) else ""


@dataclass(frozen=True, slots=True)
class Opened:
    """The sheets of a workbook that hold anything. Empty together with a file fault when it cannot be read."""

    sheets: tuple[Sheet, ...]
    findings: tuple[Finding, ...] = ()


def column_letters(column: int) -> str:
    """The letters of a column: 0 is A, 26 is AA."""
    letters = ""
    column += 1
    while column:
        column, place = divmod(column - 1, 26)
        letters = chr(ord("A") + place) + letters
    return letters


def address(row: int, column: int) -> str:
    """The address of a cell such as ``C7``: row 1 is the first, column 0 is A."""
    return f"{column_letters(column)}{row}"


def open_workbook(name: str, data: bytes, *, as_typed: bool = False) -> Opened:
    """Read an .xlsx, .xlsm, .xls, .ods or .csv file; every way it can be bad is one file fault.

    ``as_typed`` leaves every text as it stands in the file, for those who want to say what should be mended.
    """
    try:
        fault, sheets = _read(name, data, str if as_typed else _tidy)
    except xls_look.LockedError:
        fault, sheets = "file_locked", ()
    # A damaged part can break the zip layer, the inflater or the reader; to the clerk it is one and the same thing.
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, CalamineError, OSError):
        fault, sheets = "file_damaged", ()
    except (ValueError, struct.error, LookupError):
        fault, sheets = "file_damaged", ()
    except BaseException as error:
        # A panic inside the reader arrives as an exception of its own that is no Exception.
        if type(error).__name__ != "PanicException":
            raise
        fault, sheets = "file_damaged", ()
    if fault is None and not sheets:
        fault = "workbook_empty"
    return _refused(name, fault) if fault else Opened(sheets)


def oversized(name: str, size: int) -> tuple[Finding, ...]:
    """What refuses a file of so many bytes without a look inside; nothing for one that may be opened."""
    return _refused(name, "file_too_large").findings if size > MAX_BYTES else ()


def _refused(name: str, code: str) -> Opened:
    facts = {"limit": str(MAX_BYTES // 1_000_000)} if code == "file_too_large" else {}
    return Opened((), (Finding(name, "", "", code, Severity.FILE_FAULT, facts),))


def _read(name: str, data: bytes, tidy: Callable[[str], str]) -> tuple[str | None, tuple[Sheet, ...]]:
    """The code of what forbids giving these bytes to the reader, else the sheets.

    Raises what the layers below raise on damage.
    """
    fault = "file_empty" if not data else "file_too_large" if len(data) > MAX_BYTES else None
    looks: Mapping[str, Look] = {}
    if fault:
        pass
    elif data.startswith(xls_look.SIGNATURE):
        fault, looks = _told(xls_look.looks_of(data, max_cells=MAX_CELLS))
    elif data.startswith(b"PK"):
        fault, looks = _look_in_parts(data)
    elif _WEB_PAGE.match(data.removeprefix(codecs.BOM_UTF8)):
        fault = "file_is_web_page"
    elif PurePath(name).suffix.lower() in TEXT_ENDINGS:
        return None, _read_text(name, data, tidy)
    else:
        fault = "file_not_workbook"
    return fault, () if fault else _read_sheets(name, data, looks, tidy)


def _told(looks: Mapping[str, Look] | None) -> tuple[str | None, Mapping[str, Look]]:
    return ("sheet_too_large", {}) if looks is None else (None, looks)


def _look_in_parts(data: bytes) -> tuple[str | None, Mapping[str, Look]]:
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        names = set(parts.namelist())
        open_document = "content.xml" in names and "[Content_Types].xml" not in names
        if not open_document and (not {"[Content_Types].xml", "xl/workbook.xml"} <= names or _OTHER_FORMATS & names):
            return "file_not_workbook", {}
        if open_document and "mimetype" in names and b"spreadsheet" not in parts.read("mimetype")[:200]:
            return "file_not_workbook", {}
        fault = _fault_in_parts(parts, sheets=None if open_document else xlsx_look.named_parts(parts))
        if fault:
            return fault, {}
        if not open_document:
            return None, xlsx_look.looks_of(parts)
        if ods_look.is_locked(parts):
            raise xls_look.LockedError
        return _told(ods_look.looks_of(parts, max_cells=MAX_CELLS))


def _fault_in_parts(parts: zipfile.ZipFile, *, sheets: Collection[str] | None) -> str | None:
    """``sheets`` are the parts of an .xlsx that the reader may lay out, whatever they are called."""
    if len(parts.infolist()) > MAX_PARTS:
        return "file_unpacks_too_large"
    left = MAX_UNPACKED_BYTES
    if sum(part.file_size for part in parts.infolist()) > left:
        return "file_unpacks_too_large"
    for part in parts.infolist():
        # A picture holds any bytes, so only what is read as markup is looked at, and kept in memory.
        markup = sheets is not None and (part.filename in sheets or part.filename.lower().endswith((".xml", ".rels")))
        # The directory may lie about sizes, so what really comes out is counted.
        part.file_size = left + 1
        with parts.open(part) as stream:
            content = stream.read(left + 1) if markup else b""
            left -= len(content) if markup else _length(stream, left + 1)
        if left < 0:
            return "file_unpacks_too_large"
        if not markup:
            continue
        if _DOCTYPE in content:
            raise ValueError("a document type in a part of a workbook")
        if _rectangle(content) > MAX_CELLS:
            return "sheet_too_large"
    return None


def _length(stream: IO[bytes], most: int) -> int:
    """How many bytes come out, counted up to ``most`` and a piece more; none of them is kept."""
    length = 0
    while length < most and (piece := stream.read(_PIECE)):
        length += len(piece)
    return length


def _rectangle(content: bytes) -> int:
    """How many cells the reader would lay out for this part: it keeps a full rectangle, so one far cell is enough.

    Raises ValueError on what would make the reader set aside memory without end: it cannot be caught once inside.
    """
    if content.startswith(_SIXTEEN_BITS) or any(int(count) > MAX_CELLS for count in _DECLARED.findall(content)):
        raise ValueError("no part of a workbook that a spreadsheet program wrote")
    columns: set[bytes] = set()
    last_row = 0
    bare = False
    for attributes in _CELL.findall(content):
        references = _references(attributes)
        bare = bare or not references
        for reference in references:
            found = _ADDRESS.fullmatch(reference)
            if found is None:
                raise ValueError("a cell without a readable address")
            columns.add(found[1])
            last_row = max(last_row, int(found[2]))
    width = max((_column_number(letters) for letters in columns), default=0)
    if bare:  # cells without an address stand one after the other in their row
        numbers = [int(number) for row in _ROW.findall(content) for number in _references(row)]
        last_row = max([last_row, len(numbers), *numbers])
        width = max([width, *(len(_CELL.findall(row)) for row in _ROW.split(content))])
    return last_row * width


def _references(attributes: bytes) -> list[bytes]:
    if attributes.count(b'"') % 2 or attributes.count(b"'") % 2:
        raise ValueError("an attribute that holds a sign of the markup")
    return _REFERENCE.findall(attributes)


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number


def _read_sheets(name: str, data: bytes, looks: Mapping[str, Look], tidy: Callable[[str], str]) -> tuple[Sheet, ...]:
    with CalamineWorkbook.from_filelike(io.BytesIO(data)) as workbook:
        sheets = []
        for page in workbook.sheets_metadata[:MAX_SHEETS]:
            sheet = workbook.get_sheet_by_name(page.name)
            look = replace(looks.get(page.name, Look()), merged=_merged(sheet.merged_cell_ranges or ()))
            rows = _trim(sheet.to_python(skip_empty_area=False), tidy)
            hidden = page.visible is not SheetVisibleEnum.Visible
            sheets.append(Sheet(name, page.name, rows, look, hidden))
        return tuple(sheet for sheet in sheets if sheet.rows)


def _merged(ranges: Iterable[tuple[tuple[int, int], tuple[int, int]]]) -> tuple[Area, ...]:
    return tuple(Area(top + 1, left, bottom + 1, right) for (top, left), (bottom, right) in ranges)


def _read_text(name: str, data: bytes, tidy: Callable[[str], str]) -> tuple[Sheet, ...]:
    """A text file is one sheet, called as a spreadsheet program calls it: by the file's name."""
    text, _encoding = csv_text.decode(data)
    rows = _trim(csv_text.read_rows(text), tidy)
    if sum(map(len, rows)) > MAX_CELLS:
        raise ValueError("more cells than any list has")
    return (Sheet(name, PurePath(name).stem[:31], rows),) if rows else ()


def _trim(rows: Iterable[Sequence[Value]], tidy: Callable[[str], str]) -> tuple[tuple[Value, ...], ...]:
    trimmed = [tuple(_clean(value, tidy) for value in _without_tail(row)) for row in rows]
    while trimmed and not any(value != "" for value in trimmed[-1]):
        trimmed.pop()
    return tuple(trimmed)


def _without_tail(row: Sequence[Value]) -> Sequence[Value]:
    end = len(row)
    while end and row[end - 1] == "":
        end -= 1
    return row[:end]


def _clean(value: Value, tidy: Callable[[str], str]) -> Value:
    if not isinstance(value, str):
        return value
    return "" if value.isspace() else tidy(value)


def _tidy(text: str) -> str:
    return unicodedata.normalize("NFC", text).strip()
