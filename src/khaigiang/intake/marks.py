"""The mark sheet of a class: a workbook with everyone's name out, the same workbook with marks back in."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from khaigiang.core.completion import plain
from khaigiang.core.marks import MarkFaultError, read_mark
from khaigiang.core.vietnamese import fold
from khaigiang.intake.cells import cell_text
from khaigiang.intake.class_sheets import OfClass, read_class_sheets
from khaigiang.intake.columns import Column, Header, SheetForm, find_header
from khaigiang.intake.findings import At, Finding, Severity, found, refuses
from khaigiang.intake.list_words import toned_key
from khaigiang.intake.sheets import Sheet, Value, open_workbook
from khaigiang.intake.tables import is_filled, read_header
from khaigiang.intake.workbook_writer import WorkbookWriter

VERSION = "Khai Giảng · Bảng điểm · v1"
_NOTE = "Để trống nếu chưa có điểm: ô trống giữ nguyên điểm đã ghi."
_ENGLISH_NOTE = "Leave empty without a mark: an empty cell changes nothing."


@dataclass(frozen=True, slots=True)
class MarkColumn:
    """One assessment: its key, its place in the programme, its name and its scale."""

    key: int
    place: int
    name: str
    scale: Decimal


@dataclass(frozen=True, slots=True)
class Trainee:
    """One row to be filled in. ``marks`` are by the key of the assessment; those that are missing stay empty."""

    key: int
    full_name: str
    birth: str
    unit: str
    marks: Mapping[int, Decimal]


@dataclass(frozen=True, slots=True)
class MarkSheet:
    """The mark sheet of a class."""

    class_name: str
    columns: tuple[MarkColumn, ...]
    trainees: tuple[Trainee, ...]


@dataclass(frozen=True, slots=True)
class ReadMark:
    """One mark that was read, by the keys of trainee and assessment."""

    trainee: int
    assessment: int
    value: Decimal


@dataclass(frozen=True, slots=True)
class MarksReading:
    """The marks of a workbook, or None when any finding refuses it."""

    marks: tuple[ReadMark, ...] | None
    findings: tuple[Finding, ...]


_CODE = Column("code", "Mã học viên", "Trainee code", required=True, width=12)
_NAME = Column("full_name", "Họ và tên", "Full name", required=True, width=28)
_FIXED = (
    Column("order", "STT", "No.", width=6),
    _CODE,
    _NAME,
    Column("birth", "Ngày sinh", "Birth", width=14),
    Column("unit", "Đơn vị", "Unit", width=28),
)


def write_marks(sheet: MarkSheet) -> bytes:
    """The workbook to fill in, with the marks there are."""
    writer = WorkbookWriter(VERSION, example=False)
    form = _form(sheet)
    page = writer.add_sheet(form.title)
    writer.write_title(page, 0, form)
    writer.write_table(page, 3, form.columns, list(enumerate(sheet.trainees, start=1)), value_of=_value)
    return writer.finish()


def read_marks(name: str, data: bytes, sheet: MarkSheet) -> MarksReading:
    """Read a filled mark sheet of this class. A file with any fault is refused whole."""
    opened = open_workbook(name, data)
    if not opened.sheets:
        return MarksReading(None, opened.findings)
    columns = _form(sheet).columns
    if not any(_is_ours(each, columns) for each in opened.sheets):
        return _office_sheet(name, data, sheet)
    page = max(opened.sheets, key=lambda each: len(header.places) if (header := find_header(each, columns)) else 0)
    header, findings = read_header(page, columns)
    if header is None:
        return MarksReading(None, findings)
    marks: list[ReadMark] = []
    seen: dict[int, At] = {}
    for number in range(header.row + 1, len(page.rows) + 1):
        if is_filled(page, number, header):
            read, faults = _read_row(page, number, header, sheet, seen)
            marks += read
            findings += faults
    return MarksReading(None if refuses(findings) else tuple(marks), findings)


def _is_ours(page: Sheet, columns: Sequence[Column]) -> bool:
    """Whether a sheet has the codes of trainees: no office has them of itself."""
    header = find_header(page, columns)
    return header is not None and _CODE.field in header.places


def _office_sheet(name: str, data: bytes, sheet: MarkSheet) -> MarksReading:
    """The marks of a class in whatever table its school keeps, with the assessments over its columns."""
    words = _words_of(sheet.columns)
    trainees = [OfClass(each.key, each.full_name, each.birth, each.unit) for each in sheet.trainees]
    needed = ", ".join(("Họ và tên", *(f"Bài {each.place}: {each.name}" for each in sheet.columns)))
    cells, findings = read_class_sheets(name, data, trainees, words.get, needed=needed)
    columns = {str(each.key): each for each in sheet.columns}
    known = {each.key: each for each in sheet.trainees}
    marks: list[ReadMark] = []
    for each in cells:
        column = columns[each.column]
        at = replace(each.at, columns={f"mark:{column.key}": each.at.columns[each.column]})
        read, faults = _read_cells({column.key: each.value}, at, [column], known[each.trainee.number])
        marks += read
        findings += faults
    return MarksReading(None if refuses(findings) else tuple(marks), tuple(findings))


def _words_of(columns: Sequence[MarkColumn]) -> dict[str, str]:
    """What an office calls its columns of marks, by the keys of its headings; of two that are called alike neither."""
    said: dict[str, set[str]] = {}
    for each in columns:
        names = {f"Bài {each.place}", f"Bài {each.place}: {each.name}", each.name, f"Bài kiểm tra {each.place}"}
        if len(columns) == 1:
            names |= {"Điểm", "Điểm số", "Điểm kiểm tra", "Điểm thu hoạch", "Điểm bài thu hoạch", "Kết quả"}
        for name in names:
            said.setdefault(toned_key(name), set()).add(str(each.key))
            said.setdefault(toned_key(f"Điểm {name}"), set()).add(str(each.key))
    return {key: keys.pop() for key, keys in said.items() if len(keys) == 1}


def _form(sheet: MarkSheet) -> SheetForm:
    return SheetForm(
        "marks",
        "Bảng điểm",
        "Marks",
        f"{sheet.class_name}. {_NOTE}",
        _ENGLISH_NOTE,
        (*_FIXED, *map(_mark_column, sheet.columns)),
    )


def _mark_column(column: MarkColumn) -> Column:
    heading = f"Bài {column.place}: {column.name} (thang điểm {plain(column.scale)})"
    return Column(f"mark:{column.key}", heading, f"Mark {column.place}", required=True, note=_NOTE, width=20)


def _value(column: Column, row: object) -> Value:
    assert isinstance(row, tuple)
    order, trainee = row
    if column.field.startswith("mark:"):
        # As text with a Vietnamese comma: a spreadsheet in either language then shows what was meant.
        return plain(trainee.marks.get(int(column.field.partition(":")[2])))
    fixed: Mapping[str, Value] = {
        "order": order,
        "code": trainee.key,
        "full_name": trainee.full_name,
        "birth": trainee.birth,
        "unit": trainee.unit,
    }
    return fixed[column.field]


def _read_row(
    page: Sheet, number: int, header: Header, sheet: MarkSheet, seen: dict[int, At]
) -> tuple[list[ReadMark], tuple[Finding, ...]]:
    at = At(page.file, page.name, number, header.letters)
    code, name = (cell_text(page.value(number, header.places[each.field])) for each in (_CODE, _NAME))
    trainee = next((each for each in sheet.trainees if str(each.key) == code), None)
    if trainee is None:
        return [], (
            found(at, "code", "trainee_unknown", Severity.FILE_FAULT, value=code or name, name=sheet.class_name),
        )
    if fold(name) != fold(trainee.full_name):
        facts = {"value": name, "code": code, "name": trainee.full_name}
        return [], (found(at, "full_name", "trainee_mismatch", Severity.FILE_FAULT, **facts),)
    if trainee.key in seen:
        other = seen[trainee.key].cell("code")
        return [], (found(at, "code", "said_twice", Severity.FILE_FAULT, value=code, other_cell=other),)
    seen[trainee.key] = at
    cells = {each.key: page.value(number, header.places[f"mark:{each.key}"]) for each in sheet.columns}
    return _read_cells(cells, at, sheet.columns, trainee)


def _read_cells(
    cells: Mapping[int, Value], at: At, columns: Sequence[MarkColumn], trainee: Trainee
) -> tuple[list[ReadMark], tuple[Finding, ...]]:
    marks: list[ReadMark] = []
    faults: list[Finding] = []
    for column in columns:
        value = cells[column.key]
        try:
            mark = _read_value(value, column.scale)
        except MarkFaultError as fault:
            facts = {"value": cell_text(value), "scale": plain(column.scale), "name": trainee.full_name}
            faults.append(found(at, f"mark:{column.key}", fault.code, Severity.FILE_FAULT, **facts))
            continue
        if mark is not None:
            marks.append(ReadMark(trainee.key, column.key, mark))
    return marks, tuple(faults)


def _read_value(value: Value, scale: Decimal) -> Decimal | None:
    """A mark typed as 8.5 turns into the 8th of May where the spreadsheet writes days like that."""
    if isinstance(value, dt.date | dt.time | dt.timedelta):
        raise MarkFaultError("mark_shown_as_date")
    return read_mark(cell_text(value), scale)
