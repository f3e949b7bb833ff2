import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.make import WORKBOOKS
from intake.books import book_of
from khaigiang.core.vietnamese import PartialDate
from khaigiang.intake.accepting import Accepted
from khaigiang.intake.findings import Severity, refuses
from khaigiang.intake.letterhead import Letterhead, read_letterhead
from khaigiang.intake.list_words import meaning_of
from khaigiang.intake.lists import ColumnTaken, read_list
from khaigiang.intake.office_nominations import AskedLetter, read_office_nominations

TODAY = dt.date(2025, 6, 1)
HEAD = ["STT", "Họ và tên", "Ngày sinh"]


def read(*rows, **options):
    return read_list("t.xlsx", book_of({"DS": [HEAD, *rows]}), reference=TODAY, **options)


def codes(reading):
    return [(each.cell, each.code) for each in reading.findings]


@pytest.mark.parametrize(
    ("heading", "field", "score"),
    [
        ("HỌ VÀ TÊN", "full_name", 1.0),
        ("ho va ten", "full_name", 0.95),
        ("Họ và tên (chữ in hoa)", "full_name", 1.0),
        ("Năm sinh Nam", "birth_male", 1.0),
        ("Ngày sinh Năm", "birth_year", 1.0),
        ("Trình độ lý luận chính trị hiện nay", "theory_level", 0.8),
        ("Ngày thang nam sinhh", "birth", 0.7),
    ],
)
def test_a_heading_means_a_column_so_surely(heading, field, score):
    meaning = meaning_of(heading)
    assert meaning is not None
    assert (meaning.field, meaning.score) == (field, score)


@pytest.mark.parametrize("heading", ["Dân tộc", "Quê quán", "Bí thư Đảng ủy phường", "", "x" * 200])
def test_a_heading_that_nobody_knows_means_nothing(heading):
    assert meaning_of(heading) is None


def test_a_heading_that_was_confirmed_before_is_remembered():
    remembered = {"mã số cá nhân": "citizen_number", "họ và tên": ""}
    assert meaning_of("Mã số cá nhân", remembered).field == "citizen_number"
    assert meaning_of("Họ và tên", remembered) is None


def test_columns_say_what_they_were_taken_for():
    assert read([1, "Lê Văn Giả", 1975]).columns == (
        ColumnTaken("DS", "A", "STT", "order", 1.0),
        ColumnTaken("DS", "B", "Họ và tên", "full_name", 1.0),
        ColumnTaken("DS", "C", "Ngày sinh", "birth", 1.0),
    )


def test_a_suggestion_that_nobody_took_leaves_the_text_as_typed():
    row = [1, "Lê  Văn Giả", "5/6/75"]
    kept = read(row)
    taken = read(row, accepted=Accepted(kinds=frozenset({"spaces"})))

    assert (kept.rows[0].full_name, kept.rows[0].birth) == ("Lê  Văn Giả", None)
    assert (taken.rows[0].full_name, taken.rows[0].birth) == ("Lê Văn Giả", None)
    assert codes(kept) == [("B2", "repair"), ("C2", "short_year")]
    assert codes(taken) == [("B2", "repaired"), ("C2", "short_year")]


def test_suggestions_are_taken_or_kept_one_by_one():
    rows = ([1, "Lê  Văn Giả", 1975], [2, "Vũ  Thị Thử", 1976])
    one = read(*rows, accepted=Accepted(cells=frozenset({("DS", "B3")})))
    but_one = read(*rows, accepted=Accepted(kinds=frozenset({"all"}), kept=frozenset({("DS", "B3")})))

    assert [row.full_name for row in one.rows] == ["Lê  Văn Giả", "Vũ Thị Thử"]
    assert [row.full_name for row in but_one.rows] == ["Lê Văn Giả", "Vũ  Thị Thử"]


def test_a_formula_that_was_never_calculated_is_a_fault_of_its_cell():
    reading = read([1, "=A1&B1", 1975])
    assert codes(reading) == [("B2", "formula_unsolved"), ("B2", "cell_missing")]


def test_a_file_without_a_list_is_refused():
    reading = read_list("t.xlsx", book_of({"DS": [["Kính gửi Ban Tổ chức"], ["Nội dung", "gì đó"]]}), reference=TODAY)
    assert codes(reading) == [("A1", "sheet_without_table"), ("A1", "header_missing")]
    assert reading.findings[1].severity is Severity.FILE_FAULT


def test_headings_without_people_are_refused():
    assert codes(read()) == [("A2", "sheet_without_rows")]


def test_an_age_nobody_has_is_asked_about():
    assert codes(read([1, "Lê Văn Giả", "01/01/2020"])) == [("C2", "age_odd")]


def test_people_under_a_name_like_a_total_are_people():
    reading = read([1, "Tống Văn Cộng", 1975], ["", "Công Thị Tổng", 1976], ["", "Tổng cộng: 2", ""])
    assert [row.full_name for row in reading.rows] == ["Tống Văn Cộng", "Công Thị Tổng"]
    assert codes(reading) == []


def test_a_date_of_birth_keeps_its_precision():
    reading = read([1, "Lê Văn Giả", "05/1975"])
    assert reading.rows[0].birth == PartialDate(1975, 5)


OFFICE_LIST = [
    ["ĐẢNG BỘ THÀNH PHỐ MẪU", "", "", "ĐẢNG CỘNG SẢN VIỆT NAM"],
    ["ĐẢNG ỦY PHƯỜNG MẪU MỘT", "", "", "Mẫu Một, ngày 12 tháng 5 năm 2025"],
    ["Số: 34-CV/ĐU"],
    ["", "DANH SÁCH CỬ ĐI BỒI DƯỠNG"],
    [],
    [*HEAD, "Chức vụ"],
    [1, "Lê Văn Giả", 1975, "Bí thư Đảng ủy"],
    [],
    ["", "NGƯỜI LẬP", "", "T/M BAN THƯỜNG VỤ"],
    ["", "", "", "PHÓ BÍ THƯ"],
    ["", "Ngô Văn Lập", "", "Bùi Thị Ký"],
]


def test_a_letterhead_tells_of_its_letter():
    reading = read_list("t.xlsx", book_of({"DS": OFFICE_LIST}), reference=TODAY)
    assert read_letterhead(reading) == Letterhead(
        "34-CV/ĐU", dt.date(2025, 5, 12), "ĐẢNG ỦY PHƯỜNG MẪU MỘT", "Bùi Thị Ký", "Phó bí thư"
    )


def test_the_line_of_an_attachment_goes_before_the_letterhead():
    rows = [*OFFICE_LIST]
    rows[4] = ["(Kèm theo Công văn số 56 - CV/HU, ngày 3/4/2025 của Huyện ủy Mẫu)"]
    reading = read_list("t.xlsx", book_of({"DS": rows}), reference=TODAY)
    there = read_letterhead(reading)
    assert (there.number, there.day, there.unit) == ("56-CV/HU", dt.date(2025, 4, 3), "Huyện ủy Mẫu")


def test_a_list_of_an_office_becomes_a_letter_with_its_nominees():
    asked = AskedLetter(unit="Phường Mẫu Một", line="TD1")
    workbook, reading = read_office_nominations("t.xlsx", book_of({"DS": OFFICE_LIST}), asked=asked, reference=TODAY)
    assert codes(reading) == []
    assert workbook is not None
    letter, row = workbook.letter, workbook.rows[0]
    assert (letter.number, letter.unit, letter.line, letter.signer) == (
        "34-CV/ĐU", "Phường Mẫu Một", "TD1", "Bùi Thị Ký",
    )  # fmt: skip
    assert (row.full_name, row.birth_text, row.position, row.unit) == (
        "Lê Văn Giả", "1975", "Bí thư Đảng ủy", "Phường Mẫu Một",
    )  # fmt: skip


def test_a_letter_nobody_knows_refuses_the_list():
    workbook, reading = read_office_nominations(
        "t.xlsx", book_of({"DS": OFFICE_LIST[5:8]}), asked=AskedLetter(), reference=TODAY
    )
    assert workbook is not None  # its rows can be looked at meanwhile
    assert refuses(reading.findings)
    assert [(each.code, each.facts["heading"]) for each in reading.findings] == [
        ("letter_missing", "Số công văn"), ("letter_missing", "Đơn vị cử"), ("letter_missing", "Người ký"),
    ]  # fmt: skip


def test_old_text_that_nobody_confirmed_refuses_the_list():
    data = (WORKBOOKS / "tcvn3.xlsx").read_bytes()
    asked = AskedLetter("1", None, "Phường Mẫu Một", "Bùi Thị Ký")
    workbook, _ = read_office_nominations("t.xlsx", data, asked=asked, reference=TODAY)
    accepted, _ = read_office_nominations(
        "t.xlsx", data, asked=asked, reference=TODAY, accepted=Accepted(kinds=frozenset({"tcvn3", "punctuation"}))
    )
    assert workbook is None
    assert accepted is not None
    assert accepted.rows[0].full_name == "Nguyễn Văn Thử"


def test_a_time_of_day_is_no_date_of_birth():
    assert codes(read([1, "Lê Văn Giả", dt.time(12, 30)])) == [("C2", "not_partial_date")]


WORDS = st.sampled_from(
    [
        "Họ và tên",
        "Ngày sinh",
        "Năm sinh",
        "Nam",
        "Nữ",
        "STT",
        "I",
        "Tổng cộng: 3",
        "T/M",
        "1",
        "1975",
        "5/6/75",
        "x",
        "",
    ]
)
CELLS = st.one_of(WORDS, st.text(st.characters(blacklist_categories=("Cs",), blacklist_characters="\0"), max_size=12))


@settings(max_examples=150, deadline=None)
@given(st.lists(st.lists(CELLS, max_size=6), max_size=12))
def test_no_rows_whatever_break_the_reader(rows):
    text = "\n".join(",".join(f'"{cell.replace(chr(34), chr(39))}"' for cell in row) for row in [HEAD, *rows])
    reading = read_list("t.csv", text.encode(), reference=TODAY)
    assert bool(reading.rows) or any(each.severity is Severity.FILE_FAULT for each in reading.findings)


def test_a_column_says_what_people_are_by_law():
    said = ["Cán bộ", "CC", "viên chức", "", "Bí thư chi bộ"]
    names = ["Lê Văn Giả", "Trần Thị Thử", "Đỗ Văn Mẫu", "Bùi Thị Ví", "Ngô Văn Dụ"]
    rows = [[1, name, "1/2/1975", what] for name, what in zip(names, said, strict=True)]
    reading = read_list("t.xlsx", book_of({"DS": [[*HEAD, "CB, CC, VC"], *rows]}), reference=TODAY)
    assert [row.category for row in reading.rows] == ["official", "civil_servant", "public_employee", "", ""]
    assert codes(reading) == [("D6", "not_choice")]
