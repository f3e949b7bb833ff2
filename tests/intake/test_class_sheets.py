"""An office's own sheet of a class: attendance and marks without our form."""

import datetime as dt
import unicodedata
from decimal import Decimal

import pytest

from intake.books import book_of
from khaigiang.core.attendance import Presence
from khaigiang.core.calendar import HalfDay, Part
from khaigiang.intake.annotating import annotate
from khaigiang.intake.attendance import AttendanceForm, TraineeLine
from khaigiang.intake.attendance_reader import AttendanceReading, read_attendance
from khaigiang.intake.attendance_template import write_attendance
from khaigiang.intake.findings import Severity
from khaigiang.intake.marks import MarkColumn, MarkSheet, ReadMark, Trainee, read_marks
from khaigiang.intake.sheets import open_workbook

DAY, NEXT = dt.date(2022, 5, 12), dt.date(2022, 5, 13)
MORNING, AFTERNOON, LATER = HalfDay(DAY, Part.MORNING), HalfDay(DAY, Part.AFTERNOON), HalfDay(NEXT, Part.MORNING)
PEOPLE = (
    TraineeLine(11, "Nguyễn Hòa An", "Xã Ba"),
    TraineeLine(12, "Lê Thị Bình", "Xã Bốn"),
    TraineeLine(13, "Lê Thị Bình", "Xã Năm"),
)
FORM = AttendanceForm("L1-3", "Lớp 3", PEOPLE, (MORNING, AFTERNOON, LATER), {})
TOP = [
    ["TRƯỜNG CHÍNH TRỊ TỈNH", "", "", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"],
    [],
    ["", "BẢNG ĐIỂM DANH LỚP 3"],
    ["STT", "Họ và tên", "Đơn vị", "Ngày 12/5/2022", "", "13/5", "Ghi chú"],
    ["", "", "", "Sáng", "Chiều", "", ""],
    ["I", "Tổ 1"],
]
BOTTOM = [["", "Tổng cộng: 3 học viên"], [], ["", "", "", "CHỦ NHIỆM LỚP"], ["", "", "", "Bùi Thị Ký"]]


def attendance(*rows, name="dd.xlsx"):
    return read_attendance(name, book_of({"T5": [*TOP, *rows, *BOTTOM]}), FORM)


def found(reading: AttendanceReading):
    assert reading.sheet is None
    assert {each.severity for each in reading.findings} == {Severity.FILE_FAULT}
    return [(each.cell, each.code, each.suggestion) for each in reading.findings]


def test_an_offices_roll_is_read_by_its_days_and_names() -> None:
    first = [1, unicodedata.normalize("NFD", "Nguyễn Hoà An"), "Xã Ba", "c", "M", "Có phép", "ốm"]
    reading = attendance(first, ["II", "Tổ 2"], [2, "LÊ THỊ BÌNH", "xã năm", "", "KP", ""])

    assert reading.findings == ()
    assert reading.sheet is not None
    assert [(each.number, each.half_day, each.presence) for each in reading.sheet.letters] == [
        (11, MORNING, Presence.PRESENT),
        (11, AFTERNOON, Presence.LATE),
        (11, LATER, Presence.EXCUSED),
        (13, AFTERNOON, Presence.UNEXCUSED),
    ]


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ([1, "Nguyễn Hòa An", "", "x"], ("D7", "attendance_letter_unknown", None)),
        ([1, "Nguyễn Hóa Ân", "", "C"], ("B7", "trainee_near", "Nguyễn Hòa An")),
        ([1, "Trần Văn Lạ", "", "C"], ("B7", "trainee_not_of_class", None)),
        ([1, "Lê Thị Bình", "", "C"], ("B7", "trainee_ambiguous", None)),
    ],
)
def test_each_fault_has_its_cell_and_the_workbook_is_given_back(row, told) -> None:
    assert found(attendance(row)) == [told]
    data = book_of({"T5": [*TOP, row, *BOTTOM]})
    given = annotate("dd.xlsx", data, read_attendance("dd.xlsx", data, FORM).findings)
    assert [sheet.name for sheet in open_workbook("dd.xlsx", given).sheets] == ["T5", "Kết quả kiểm tra"]


def test_somebody_stated_twice_is_a_fault() -> None:
    row = [1, "Nguyễn Hòa An", "", "C"]
    assert found(attendance(row, [2, *row[1:]])) == [("D8", "said_twice", None)]


def test_a_csv_of_an_office_is_read() -> None:
    text = "STT;Họ tên;Đơn vị;12/05/2022 sáng\n1;Nguyễn Hòa An;Xã Ba;C\n2;Lê Thị Bình;Xã Bốn;K\n"
    reading = read_attendance("dd.csv", text.encode(), FORM)
    assert reading.sheet is not None
    assert [each.presence.value for each in reading.sheet.letters] == ["present", "unexcused"]


def test_names_in_an_old_encoding_are_known() -> None:
    rows = [["STT", "Hä vµ tªn", "Ngµy 12/5/2022 S¸ng"], [1, "NguyÔn Hßa An", "C"], [2, "NguyÔn V¨n §øc", ""]]
    reading = read_attendance("dd.xlsx", book_of({"T5": rows}), FORM)
    assert reading.sheet is not None
    assert [each.number for each in reading.sheet.letters] == [11]


def test_a_sheet_without_a_day_is_refused_and_our_form_is_read_as_ever() -> None:
    plain = read_attendance("dd.xlsx", book_of({"T5": [["STT", "Họ và tên", "Đơn vị"], [1, "A B", "C"]]}), FORM)
    assert found(plain) == [("A1", "header_missing", None)]
    known = AttendanceForm("L1-3", "Lớp 3", PEOPLE, (MORNING,), {(11, MORNING): Presence.LATE})
    assert read_attendance("dd.xlsx", write_attendance(known), FORM) == read_attendance(
        "dd.xlsx", write_attendance(known)
    )


SHEET = MarkSheet(
    "Lớp 1",
    (MarkColumn(11, 1, "Kiểm tra", Decimal(10)), MarkColumn(12, 2, "Thu hoạch", Decimal(10))),
    (
        Trainee(5, "Nguyễn Văn An", "01/02/1975", "Xã A", {}),
        Trainee(6, "Lê Thị Bình", "03/04/1980", "Xã B", {}),
        Trainee(7, "Lê Thị Bình", "05/06/1981", "Xã B", {}),
    ),
)
MARKS_TOP = [
    ["PHÒNG ĐÀO TẠO"],
    ["", "BẢNG ĐIỂM"],
    ["TT", "Họ và tên", "Ngày sinh", "Điểm", "", "Ghi chú"],
    ["", "", "", "Bài 1", "Thu hoạch", ""],
]


def marks(*rows):
    return read_marks("diem.xlsx", book_of({"Điểm": [*MARKS_TOP, *rows, *BOTTOM]}), SHEET)


def test_a_schools_sheet_of_marks_is_read_by_names_and_births() -> None:
    read = marks([1, "Nguyễn Văn An", "01/02/1975", 8.5, "7,25"], [2, "Lê Thị Bình", "05/06/1981", "", 9])
    assert read.findings == ()
    assert read.marks == (
        ReadMark(5, 11, Decimal("8.5")),
        ReadMark(5, 12, Decimal("7.25")),
        ReadMark(7, 12, Decimal(9)),
    )


def test_faults_of_a_schools_sheet_have_their_cells() -> None:
    read = marks([1, "Nguyễn Văn An", "", "12", dt.date(2022, 5, 8)], [2, "Người Lạ", "", 5, ""])
    assert read.marks is None
    assert [(each.cell, each.code) for each in read.findings] == [
        ("B6", "trainee_not_of_class"),
        ("D5", "mark_out_of_scale"),
        ("E5", "mark_shown_as_date"),
    ]


def test_one_assessment_may_be_called_marks_alone() -> None:
    one = MarkSheet("Lớp 1", SHEET.columns[:1], SHEET.trainees[:1])
    data = book_of({"Đ": [["TT", "Họ và tên", "Điểm"], [1, "Nguyễn Văn An", 9]]})
    assert read_marks("d.xlsx", data, one).marks == (ReadMark(5, 11, Decimal(9)),)
