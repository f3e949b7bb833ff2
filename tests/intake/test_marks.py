import datetime as dt
import io
from dataclasses import replace
from decimal import Decimal

import openpyxl
import pytest

from khaigiang.intake.marks import MarkColumn, MarkSheet, MarksReading, ReadMark, Trainee, read_marks, write_marks
from khaigiang.intake.phrases import message

SHEET = MarkSheet(
    "Lớp 1",
    (MarkColumn(11, 1, "Kiểm tra", Decimal(10)), MarkColumn(12, 2, "Kiểm tra", Decimal(100))),
    (
        Trainee(5, "Nguyễn Văn An", "01/02/1975", "Xã A", {11: Decimal("8.5")}),
        Trainee(6, "Lê Thị Bình", "1980", "Xã B", {}),
    ),
)


def filled(**cells):
    book = openpyxl.load_workbook(io.BytesIO(write_marks(SHEET)))
    for address, value in cells.items():
        book.active[address] = value
    out = io.BytesIO()
    book.save(out)
    return read_marks("diem.xlsx", out.getvalue(), SHEET)


def test_sheet_reads_back_the_marks_it_was_written_with():
    assert read_marks("diem.xlsx", write_marks(SHEET), SHEET) == MarksReading((ReadMark(5, 11, Decimal("8.5")),), ())


def test_sheet_is_the_same_bytes_again():
    assert write_marks(SHEET) == write_marks(SHEET)


def test_marks_are_read_as_numbers_and_as_text():
    assert filled(F6=7, G5="55,5", G6=60.25).marks == (
        ReadMark(5, 11, Decimal("8.5")),
        ReadMark(5, 12, Decimal("55.5")),
        ReadMark(6, 11, Decimal(7)),
        ReadMark(6, 12, Decimal("60.25")),
    )


@pytest.mark.parametrize(
    ("cell", "value", "sentence"),
    [
        ("F6", "giỏi", "“giỏi” của Lê Thị Bình không phải là điểm. Cách ghi đúng: 8; 8,5; 8,25."),
        ("F6", 10.5, "Điểm “10.5” của Lê Thị Bình vượt thang điểm 10."),
        ("F6", "7,125", "Điểm “7,125” của Lê Thị Bình có quá hai chữ số thập phân."),
        (
            "F6",
            dt.date(2022, 5, 8),
            "Điểm của Lê Thị Bình bị bảng tính hiểu thành ngày (08/05/2022). Hãy ghi bằng dấu phẩy: 8,5.",
        ),
        ("B6", 99, "“99” không phải là mã học viên của Lớp 1."),
        ("C6", "Lê Thị Bính Xa", "Mã 6 là của “Lê Thị Bình”, không phải “Lê Thị Bính Xa”."),
    ],
)
def test_fault_refuses_the_file_and_names_its_cell(cell, value, sentence):
    reading = filled(**{cell: value})
    assert reading.marks is None
    assert [(each.cell, message(each)) for each in reading.findings] == [(cell, sentence)]


def test_trainee_named_twice_is_a_fault():
    reading = filled(B6=5, C6="Nguyễn Văn An")
    assert [(each.cell, each.code) for each in reading.findings] == [("B6", "said_twice")]


def test_sheet_of_another_class_lacks_its_columns():
    other = replace(SHEET, columns=(MarkColumn(13, 1, "Bài thu hoạch", Decimal(10)),))
    reading = read_marks("diem.xlsx", write_marks(SHEET), other)
    assert reading.marks is None
    assert {"column_missing"} <= {each.code for each in reading.findings}


def test_file_that_is_no_workbook_is_a_fault():
    assert [each.code for each in read_marks("diem.xlsx", b"xyz", SHEET).findings] == ["file_not_workbook"]
