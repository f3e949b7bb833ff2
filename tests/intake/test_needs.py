import io

import openpyxl
import pytest

from khaigiang.intake.needs import AskedRow, NeedsReading, NeedsSheet, ReadNeed, read_needs, write_needs
from khaigiang.intake.phrases import message

SHEET = NeedsSheet(
    "Khảo sát năm 2023",
    "Quận 1",
    "10/06/2022",
    (
        AskedRow(5, "Bí thư", "Nghiệp vụ công tác đảng", "Cần học: 3", 2, ("Lê An",), "đã rà soát"),
        AskedRow(6, "Phó Bí thư", "Kỹ năng giám sát"),
    ),
)


def filled(**cells) -> NeedsReading:
    book = openpyxl.load_workbook(io.BytesIO(write_needs(SHEET)))
    for address, value in cells.items():
        book.active[address] = value
    out = io.BytesIO()
    book.save(out)
    return read_needs("phieu.xlsx", out.getvalue(), SHEET)


def test_form_reads_back_what_it_was_written_with_and_is_the_same_bytes_again() -> None:
    reading = read_needs("phieu.xlsx", write_needs(SHEET), SHEET)
    assert reading == NeedsReading((ReadNeed(5, 2, ("Lê An",), "đã rà soát"), ReadNeed(6, None, (), "")), ())
    assert write_needs(SHEET) == write_needs(SHEET)


def test_figures_and_names_are_read_and_a_signature_below_is_not() -> None:
    reading = filled(E5="3", F5="Lê An; Trần Bình", E6=0, A8="THỦ TRƯỞNG ĐƠN VỊ")
    assert reading.needs == (ReadNeed(5, 3, ("Lê An", "Trần Bình"), "đã rà soát"), ReadNeed(6, 0, (), ""))


@pytest.mark.parametrize(
    ("cell", "value", "sentence"),
    [
        ("E6", "nhiều", "“nhiều” ở cột “Số người” không phải là số nguyên không âm."),
        ("E6", -1, "“-1” ở cột “Số người” không phải là số nguyên không âm."),
        ("E6", 100_001, "“100001” lớn hơn số lớn nhất ghi được (100000)."),
        ("A6", 9, "Không có dòng hỏi mã “9” trong phiếu của đơn vị. Các mã đã có: 5, 6."),
        ("A6", 5, "“5” đã được ghi ở ô A5."),
        ("F6", "Lê An", "Nêu tên 1 người nhưng cột “Số người” ghi 0."),
        ("G6", "x" * 301, "Ghi chú dài quá 300 ký tự."),
    ],
)
def test_faulty_cell_refuses_the_file_and_is_named(cell, value, sentence) -> None:
    reading = filled(**{cell: value})
    assert reading.needs is None
    assert [(each.cell, message(each)) for each in reading.findings] == [(cell, sentence)]


def test_file_that_is_no_form_is_refused() -> None:
    reading = read_needs("phieu.csv", "Tên,Tuổi\nAn,3\n".encode(), SHEET)
    assert (reading.needs, [each.code for each in reading.findings]) == (None, ["header_missing"])
