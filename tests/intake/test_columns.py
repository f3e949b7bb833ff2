import pytest

from intake.books import book_of
from khaigiang.intake import nomination_columns, plan_columns
from khaigiang.intake.columns import find_header
from khaigiang.intake.nomination_columns import LIST
from khaigiang.intake.sheets import open_workbook

FORMS = [plan_columns.HEAD, *plan_columns.TABLES, LIST]


def headings(rows):
    return find_header(open_workbook("t.xlsx", book_of({"Trang": rows})).sheets[0], LIST.columns)


def column(field):
    return next(column for column in LIST.columns if column.field == field)


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("full_name", "HỌ VÀ TÊN *"),
        ("full_name", "Họ tên"),
        ("birth", "Ngày, tháng,\nnăm sinh (dd/mm/yyyy)"),
        ("birth", "ngay sinh"),
        ("birth", "Date of birth"),
        ("unit", "Xã, phường, thị trấn"),
        ("theory_level", "LLCT"),
    ],
)
def test_column_is_called_by_what_its_heading_says(field, text):
    assert column(field).is_called(text)


@pytest.mark.parametrize("text", ["", "(dd/mm/yyyy)", "Họ và tên vợ"])
def test_column_is_not_called_by_anything_else(text):
    assert [column.field for column in LIST.columns if column.is_called(text)] == []


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.key)
def test_no_heading_says_two_columns_of_a_form(form):
    for column in form.columns:
        for text in (column.heading, column.english, *column.synonyms):
            assert [other.field for other in form.columns if other.is_called(text)] == [column.field]


def test_no_label_of_the_letter_says_two_things():
    for column in nomination_columns.LETTER:
        for text in (column.heading, column.english, *column.synonyms):
            assert [other.field for other in nomination_columns.LETTER if other.is_called(text)] == [column.field]


def test_find_header_looks_below_the_letterhead_and_takes_columns_in_any_order():
    header = headings(
        [
            ["HUYỆN ỦY BA VÌ", None, "ĐẢNG CỘNG SẢN VIỆT NAM"],
            ["Chức vụ người ký", "Ghi chú"],
            [],
            ["Chức vụ", "Quê quán", "Ngày sinh", "Họ tên", "Họ và tên"],
        ]
    )
    assert header is not None
    assert (header.row, dict(header.places)) == (4, {"position": 0, "birth": 2, "full_name": 3})
    assert (header.repeated, header.unknown) == ((4,), (1,))


def test_find_header_is_none_where_no_row_holds_two_headings():
    assert headings([["Họ và tên"], ["Nguyễn Văn Mẫu", 1]]) is None
