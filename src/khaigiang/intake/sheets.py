"""Opens the bytes of a workbook without trusting them.

A bad file is a finding, never an exception, a hang or a full memory.
"""

import datetime as dt
import io
import re
import unicodedata
import zipfile
import zlib
from dataclasses import dataclass

from python_calamine import CalamineError, CalamineWorkbook

from khaigiang.intake.findings import Finding, Severity

Value = str | int | float | bool | dt.date | dt.datetime | dt.time | dt.timedelta

MAX_BYTES = 30_000_000  # of the file as it comes
MAX_UNPACKED_BYTES = 200_000_000  # of all its parts together
MAX_CELLS = 8_000_000  # of one sheet's rectangle from A1 to its last filled cell
MAX_SHEETS = 100
MAX_PARTS = 5_000  # files inside the zip

_OLD_FORMAT = bytes.fromhex("d0cf11e0a1b11ae1")  # .xls, and any workbook locked with a password
_DECLARED = re.compile(rb"[cC]ount\s*=\s*[\"']\s*\+?([0-9]{7,})")
_CELL = re.compile(rb"<(?:\w+:)?c(?=[\s/>])([^<>]*)(?<!/)>")
_REFERENCE = re.compile(rb"(?<![\w:])r\s*=\s*[\"']([^\"']*)")
_ADDRESS = re.compile(rb"([A-Z]{1,3})([0-9]{1,7})")
_ROW = re.compile(rb"<(?:\w+:)?row(?=[\s/>])([^<>]*)")
_SIXTEEN_BITS = (b"\xff\xfe", b"\xfe\xff", b"<\x00", b"\x00<")  # would hide from the patterns above
_OTHER_FORMATS = {"content.xml", "xl/workbook.bin"}  # the reader would try these when the .xlsx in the file is bad


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet's values from A1 on; rows are cut after their last filled cell. Text is NFC without outer blanks."""

    file: str
    name: str
    rows: tuple[tuple[Value, ...], ...]

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


def open_workbook(name: str, data: bytes) -> Opened:
    """Read an .xlsx workbook; every way it can be bad is one file fault."""
    try:
        fault = _fault_before_reading(data)
        sheets = () if fault else _read_sheets(name, data)
    # A damaged part can break the zip layer, the inflater or the reader; to the clerk it is one and the same thing.
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, CalamineError, OSError):
        return _refused(name, "file_damaged")
    except ValueError:
        return _refused(name, "file_damaged")
    except BaseException as error:
        # A panic inside the reader arrives as an exception of its own that is no Exception.
        if type(error).__name__ != "PanicException":
            raise
        return _refused(name, "file_damaged")
    if fault:
        return _refused(name, fault)
    if not sheets:
        return _refused(name, "workbook_empty")
    return Opened(sheets)


def _refused(name: str, code: str) -> Opened:
    facts = {"limit": str(MAX_BYTES // 1_000_000)} if code == "file_too_large" else {}
    return Opened((), (Finding(name, "", "", code, Severity.FILE_FAULT, facts),))


def _fault_before_reading(data: bytes) -> str | None:
    """The code of what forbids giving these bytes to the reader. Raises what ``zipfile`` raises on damage."""
    refusals = (
        (not data, "file_empty"),
        (len(data) > MAX_BYTES, "file_too_large"),
        (data.startswith(_OLD_FORMAT), "file_old_or_locked"),
        (not data.startswith(b"PK"), "file_not_workbook"),
    )
    return next((code for refused, code in refusals if refused), None) or _fault_in_parts(data)


def _fault_in_parts(data: bytes) -> str | None:
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        names = set(parts.namelist())
        if not {"[Content_Types].xml", "xl/workbook.xml"} <= names or _OTHER_FORMATS & names:
            return "file_not_workbook"
        if len(parts.infolist()) > MAX_PARTS:
            return "file_unpacks_too_large"
        left = MAX_UNPACKED_BYTES
        for part in parts.infolist():
            # The directory may lie about sizes, so what really comes out is counted.
            part.file_size = left + 1
            with parts.open(part) as stream:
                content = stream.read(left + 1)
            left -= len(content)
            if left < 0:
                return "file_unpacks_too_large"
            if _rectangle(content) > MAX_CELLS:
                return "sheet_too_large"
    return None


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


def _read_sheets(name: str, data: bytes) -> tuple[Sheet, ...]:
    with CalamineWorkbook.from_filelike(io.BytesIO(data)) as workbook:
        sheets = (
            Sheet(name, title, _trim(workbook.get_sheet_by_name(title).to_python(skip_empty_area=False)))
            for title in workbook.sheet_names[:MAX_SHEETS]
        )
        return tuple(sheet for sheet in sheets if sheet.rows)


def _trim(rows: list[list[Value]]) -> tuple[tuple[Value, ...], ...]:
    trimmed = [tuple(_clean(value) for value in _without_tail(row)) for row in rows]
    while trimmed and not any(value != "" for value in trimmed[-1]):
        trimmed.pop()
    return tuple(trimmed)


def _without_tail(row: list[Value]) -> list[Value]:
    end = len(row)
    while end and row[end - 1] == "":
        end -= 1
    return row[:end]


def _clean(value: Value) -> Value:
    return unicodedata.normalize("NFC", value).strip() if isinstance(value, str) else value
