"""A unit's form of a survey of needs: a workbook with what is asked out, the same workbook with its figures back in."""

from dataclasses import dataclass, field

from khaigiang.intake.cells import cell_text
from khaigiang.intake.columns import Column, Kind, SheetForm, find_header
from khaigiang.intake.findings import At, Finding, Severity, found, refuses
from khaigiang.intake.sheets import Sheet, Value, open_workbook
from khaigiang.intake.tables import Row, always_file_fault, is_filled, read_header, read_row
from khaigiang.intake.workbook_writer import WorkbookWriter

VERSION = "Khai Giảng · Phiếu nhu cầu · v1"
LARGEST = 100_000
LONGEST = 300
_NOTE = "Số người cần học; không có nhu cầu thì ghi 0. Ô trống giữ nguyên điều đã trả lời."
_NAMES = "Họ tên người của đơn vị, cách nhau bằng dấu chấm phẩy; không bắt buộc, không nhiều hơn số người."
_PURPOSE = "Mỗi dòng một chương trình cho một nhóm chức danh; chỉ ghi ba cột cuối."
_ENGLISH = "One programme for one group of posts a row; fill in the last three columns only."


@dataclass(frozen=True, slots=True)
class AskedRow:
    """One row of a survey with what the unit has answered so far. ``record`` is what the records say, in words."""

    key: int
    group: str
    title: str
    record: str = ""
    people: int | None = None
    names: tuple[str, ...] = ()
    remark: str = ""


@dataclass(frozen=True, slots=True)
class NeedsSheet:
    """The form of one unit."""

    title: str
    unit: str
    deadline: str
    rows: tuple[AskedRow, ...]


@dataclass(frozen=True, slots=True)
class ReadNeed:
    """What a workbook states about one row, by its key; ``people`` is None where the cell is empty."""

    key: int
    people: int | None
    names: tuple[str, ...]
    remark: str
    at: At = field(default_factory=At, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class NeedsReading:
    """What a workbook states, or None when any finding refuses it."""

    needs: tuple[ReadNeed, ...] | None
    findings: tuple[Finding, ...]


COLUMNS = (
    Column("key", "Mã dòng", "Row code", Kind.WHOLE, required=True, width=10),
    Column("group", "Nhóm chức danh", "Position group", width=30),
    Column("title", "Chương trình", "Programme", required=True, width=40),
    Column("record", "Theo hồ sơ", "By the records", width=26),
    Column("people", "Số người", "People", Kind.WHOLE, synonyms=("Số lượng", "Số người cần học"), note=_NOTE, width=12),
    Column(
        "names", "Họ và tên", "Names", Kind.TEXTS, synonyms=("Danh sách", "Họ tên"), note=_NAMES, width=44, empty=()
    ),
    Column("remark", "Ghi chú", "Remarks", width=30),
)


def write_needs(sheet: NeedsSheet) -> bytes:
    """The workbook to fill in, with what was answered so far."""
    writer = WorkbookWriter(VERSION, example=False)
    form = SheetForm(
        "needs",
        "Phiếu nhu cầu",
        "Needs",
        f"{sheet.unit}. {sheet.title}, hạn {sheet.deadline}. {_PURPOSE}",
        _ENGLISH,
        COLUMNS,
    )
    page = writer.add_sheet(form.title)
    writer.write_title(page, 0, form)
    writer.write_table(page, 3, COLUMNS, sheet.rows)
    return writer.finish()


def read_needs(name: str, data: bytes, sheet: NeedsSheet) -> NeedsReading:
    """Read a filled form of this unit and survey. A file with any fault is refused whole."""
    opened = open_workbook(name, data)
    if not opened.sheets:
        return NeedsReading(None, opened.findings)
    page = max(opened.sheets, key=lambda each: len(header.places) if (header := find_header(each, COLUMNS)) else 0)
    header, findings = read_header(page, COLUMNS)
    if header is None:
        return NeedsReading(None, findings)
    known = {each.key: each for each in sheet.rows}
    needs: list[ReadNeed] = []
    seen: dict[int, At] = {}
    for number in range(header.row + 1, len(page.rows) + 1):
        if not is_filled(page, number, header) or _says_nothing(page, number, header.places["key"]):
            continue
        row, faults = read_row(page, number, header, COLUMNS, always_file_fault)
        findings += faults or _faults(row, known, seen)
        if not row.faulty:
            needs.append(_need(row))
    if not needs and not refuses(findings):
        cell = f"A{header.row + 1}"
        findings += (Finding(name, page.name, cell, "sheet_without_rows", Severity.FILE_FAULT),)
    return NeedsReading(None if refuses(findings) else tuple(needs), findings)


def _says_nothing(page: Sheet, number: int, place: int) -> bool:
    """A note or a signature below the table: words where the code of a row would stand, and nothing beside them."""
    row = page.rows[number - 1]
    code: Value = row[place] if place < len(row) else ""
    return not cell_text(code).isdecimal() and sum(value != "" for value in row) == 1


def _faults(row: Row, known: dict[int, AskedRow], seen: dict[int, At]) -> tuple[Finding, ...]:
    key, people = row.values["key"], row.values["people"]
    if key not in known:
        codes = ", ".join(str(each) for each in known)
        return (found(row.at, "key", "needs_row_unknown", Severity.FILE_FAULT, value=key, known=codes),)
    if key in seen:
        other = seen[key].cell("key")
        return (found(row.at, "key", "said_twice", Severity.FILE_FAULT, value=key, other_cell=other),)
    seen[key] = row.at
    if people is not None and people > LARGEST:
        return (found(row.at, "people", "figure_too_large", Severity.FILE_FAULT, value=people, limit=LARGEST),)
    if len(row.values["names"] or ()) > (people or 0):
        named = len(row.values["names"])
        return (found(row.at, "names", "needs_more_named", Severity.FILE_FAULT, named=named, people=people or 0),)
    if len(row.values["remark"]) > LONGEST:
        return (found(row.at, "remark", "needs_remark_too_long", Severity.FILE_FAULT, limit=LONGEST),)
    return ()


def _need(row: Row) -> ReadNeed:
    told = row.values
    return ReadNeed(told["key"], told["people"], tuple(told["names"] or ()), told["remark"], row.at)
