import datetime as dt

import pytest

from intake.books import book_of, changed_nominations, put
from khaigiang.core.eligibility.facts import Sex
from khaigiang.core.vietnamese import PartialDate
from khaigiang.intake.findings import Severity
from khaigiang.intake.nominations_reader import NominationReading, read_nominations
from khaigiang.intake.phrases import message

SHEET = "Danh sách cử"
HEADINGS = ["STT", "Họ tên", "Ngày sinh", "Nam/Nữ", "Chức danh", "Xã, phường, thị trấn"]
PERSON = [1, "Nguyễn Văn Mẫu", "12/05/1975", "Nam", "Bí thư Đảng ủy", "Xã Cổ Đô"]
LETTERHEAD = [
    ["HUYỆN ỦY BA VÌ", None, None, "ĐẢNG CỘNG SẢN VIỆT NAM"],
    ["Đơn vị cử: Huyện Ba Vì"],
    ["Công văn số", None, "12-CV/HU", "Ngày công văn:", dt.date(2022, 2, 10)],
    ["Người ký: Trần Thị Thử", None, None, "Chức vụ người ký", "Phó Bí thư Thường trực"],
    ["DANH SÁCH CỬ HỌC VIÊN"],
]


def office_list(*rows):
    return book_of({"Trang tính 1": [*LETTERHEAD, HEADINGS, *rows]})


def found_in(data):
    findings = read_nominations("n.xlsx", data).findings
    return [(finding.cell, finding.code, finding.severity) for finding in findings]


def test_read_nominations_reads_a_list_below_a_real_letterhead():
    reading = read_nominations("n.xlsx", office_list(PERSON))
    assert reading.findings == ()
    letter, rows = reading.nominations.letter, reading.nominations.rows
    assert (letter.number, letter.day, letter.unit, letter.line) == (
        "12-CV/HU",
        dt.date(2022, 2, 10),
        "Huyện Ba Vì",
        "",
    )
    assert (letter.signer, letter.signer_title) == ("Trần Thị Thử", "Phó Bí thư Thường trực")
    assert [letter.at.cell(name) for name in ("unit", "number", "day")] == ["A2", "C3", "E3"]
    assert [(row.order, row.full_name, row.birth, row.sex, row.position, row.unit) for row in rows] == [
        (1, "Nguyễn Văn Mẫu", PartialDate(1975, 5, 12), Sex.MALE, "Bí thư Đảng ủy", "Xã Cổ Đô")
    ]
    assert [row.at.cell("birth") for row in rows] == ["C7"]


def test_read_nominations_leaves_out_group_rows_totals_repeated_headings_and_signatures():
    data = office_list(
        ["I", "Khối Đảng"],
        PERSON,
        HEADINGS,
        [2, "Lê Thị Ví", dt.date(1980, 2, 1), "Nữ", "Bí thư Đảng ủy", "Xã Ba Trại"],
        [None, "Tổng cộng: 2 người"],
        [],
        [None, None, None, None, "T/M BAN THƯỜNG VỤ"],
        [None, "Nơi nhận:", None, None, "PHÓ BÍ THƯ"],
    )
    reading = read_nominations("n.xlsx", data)
    assert [row.full_name for row in reading.nominations.rows] == ["Nguyễn Văn Mẫu", "Lê Thị Ví"]
    assert reading.findings == ()


@pytest.mark.parametrize(
    ("cell", "value", "code", "severity"),
    [
        ("C13", None, "cell_missing", Severity.ROW_FAULT),
        ("C13", "không rõ", "not_partial_date", Severity.ROW_FAULT),
        ("B13", None, "cell_missing", Severity.ROW_FAULT),
        ("E13", None, "cell_missing", Severity.ROW_FAULT),
        ("D13", "Gái", "not_choice", Severity.PROBLEM),
        ("G13", "lâu rồi", "not_partial_date", Severity.PROBLEM),
        ("J13", "mùa gặt", "not_spells", Severity.PROBLEM),
    ],
)
def test_read_nominations_keeps_a_row_with_a_faulty_cell(cell, value, code, severity):
    data = changed_nominations(put(SHEET, cell, value))
    reading = read_nominations("n.xlsx", data)
    assert len(reading.nominations.rows) == 10
    assert [(finding.sheet, finding.cell, finding.code, finding.severity) for finding in reading.findings] == [
        (SHEET, cell, code, severity)
    ]


def test_read_nominations_keeps_the_text_of_a_birth_it_cannot_read():
    reading = read_nominations("n.xlsx", changed_nominations(put(SHEET, "C13", "31/02/1970")))
    assert (reading.nominations.rows[1].birth_text, reading.nominations.rows[1].birth) == ("31/02/1970", None)


def test_read_nominations_takes_a_bare_year_as_a_year():
    row = read_nominations("n.xlsx", office_list([*PERSON[:2], 1975, *PERSON[3:]])).nominations.rows[0]
    assert (row.birth_text, row.birth) == ("1975", PartialDate(1975))


def test_read_nominations_asks_about_a_year_that_the_spreadsheet_took_for_a_date():
    """The cell keeps the look of a date from the example, so 1975 shows as a day of 1905."""
    reading = read_nominations("n.xlsx", changed_nominations(put(SHEET, "C13", 1975)))
    assert reading.nominations.rows[1].birth is None
    assert [(finding.cell, finding.code, finding.severity, finding.suggestion) for finding in reading.findings] == [
        ("C13", "year_shown_as_date", Severity.ROW_FAULT, "1975")
    ]


def test_read_nominations_takes_the_letters_unit_where_the_persons_is_empty():
    reading = read_nominations("n.xlsx", changed_nominations(put(SHEET, "F13", None)))
    assert reading.nominations.rows[1].unit == "Xã Cổ Đô"


@pytest.mark.parametrize(
    ("name", "is_repeated"), [("NGUYEN VAN MAU", True), ("Nguyễn Văn Mậu", True), ("Nguyễn Văn Mai", False)]
)
def test_read_nominations_names_both_cells_of_a_person_listed_twice(name, is_repeated):
    again = [2, name, dt.date(1975, 5, 12), "Nam", "Bí thư Đảng ủy", "xã Cổ Đô"]
    reading = read_nominations("n.xlsx", office_list(PERSON, again))
    assert len(reading.nominations.rows) == 2
    said = [(finding.cell, finding.code, finding.severity, message(finding)) for finding in reading.findings]
    sentence = f"“{name}” đã có trong danh sách (tệp n.xlsx, ô B7)."
    assert said == ([("B8", "person_repeated", Severity.PROBLEM, sentence)] if is_repeated else [])


@pytest.mark.parametrize(
    ("data", "sheet", "cell", "code"),
    [
        (b"", "", "", "file_empty"),
        (book_of({"Trang": []}), "", "", "workbook_empty"),
        (book_of({"Trang": [["Xin chào"]]}), "Trang", "A1", "header_missing"),
        (book_of({"Trang": [*LETTERHEAD, ["Họ tên", "Chức vụ"], ["A B", "C"]]}), "Trang", "A6", "column_missing"),
        (book_of({"Trang": [HEADINGS, PERSON]}), "Trang", "A1", "label_missing"),
        (office_list(), "Trang tính 1", "A7", "sheet_without_rows"),
        (changed_nominations(put(SHEET, "C6", "hôm qua")), SHEET, "C6", "not_date"),
    ],
)
def test_read_nominations_refuses_a_faulty_file(data, sheet, cell, code):
    reading = read_nominations("n.xlsx", data)
    first = reading.findings[0]
    assert (first.file, first.sheet, first.cell, first.code) == ("n.xlsx", sheet, cell, code)
    assert reading == NominationReading(None, reading.findings)
    assert {finding.severity for finding in reading.findings} == {Severity.FILE_FAULT}
