"""Results as totals out of any office's report."""

import datetime as dt

import pytest

from intake.books import book_of
from khaigiang.intake.accepting import Accepted
from khaigiang.intake.phrases import message
from khaigiang.intake.reported import EXAMPLE
from khaigiang.intake.reported_reader import AskedPeriod, read_reported
from khaigiang.intake.reported_template import reported_template, write_reported

TODAY = dt.date(2024, 8, 1)
HEAD = ["STT", "Mã dòng", "Từ ngày", "Đến ngày", "Số lớp", "Số lượt", "Số người", "Nguồn"]
FIRST = [1, "BD1", "01/01/2024", "31/03/2024", 3, 120, 100, "12-BC/HU"]
NOTHING = AskedPeriod()
JANUARY, JUNE = dt.date(2024, 1, 1), dt.date(2024, 6, 30)


def read(*rows, asked=NOTHING, accepted=None, remembered=None):
    book = book_of({"KQ": rows})
    return read_reported("kq.xlsx", book, asked=asked, reference=TODAY, accepted=accepted, remembered=remembered)


def told(reading):
    return [(each.cell, each.code) for each in reading.findings]


def test_template_reads_as_it_was_written():
    reading = read_reported("mau.xlsx", reported_template(), asked=AskedPeriod(), reference=TODAY)

    assert (reading.findings, [_facts(row) for row in reading.rows]) == ((), [_facts(row) for row in EXAMPLE])
    assert write_reported(EXAMPLE) == write_reported(EXAMPLE)


def _facts(row):
    names = ("line", "title", "first_day", "last_day", "classes", "places", "people", "source")
    return [getattr(row, name) for name in names]


def test_an_offices_own_report_is_read_whatever_stands_around_it():
    reading = read(
        ["HUYỆN ỦY CHƯƠNG MỸ", "", "", "ĐẢNG CỘNG SẢN VIỆT NAM"],
        ["", "", "", "Chương Mỹ, ngày 5 tháng 7 năm 2024"],
        ["BÁO CÁO KẾT QUẢ ĐÀO TẠO, BỒI DƯỠNG 6 THÁNG ĐẦU NĂM 2024"],
        ["TT", "Nội dung bồi dưỡng", "Kết quả", "", "Ghi chú"],
        ["", "", "Số lớp", "Lượt người", ""],
        ["(1)", "(2)", "(3)", "(4)", "(5)"],
        ["I", "Khối Đảng"],
        [1, "Bồi dưỡng chi ủy", 4, 410, "đủ"],
        ["TT", "Nội dung bồi dưỡng", "Số lớp", "Lượt người", "Ghi chú"],
        [2, "Bồi dưỡng đảng viên mới", 6, 600, ""],
        ["", "Tổng cộng", 10, 1011, ""],
        ["", "NGƯỜI LẬP BIỂU", "", "TRƯỞNG BAN"],
    )

    assert [(row.title, row.first_day, row.last_day, row.classes, row.places, row.people) for row in reading.rows] == [
        ("Bồi dưỡng chi ủy", JANUARY, JUNE, 4, 410, None),
        ("Bồi dưỡng đảng viên mới", JANUARY, JUNE, 6, 600, None),
    ]
    assert told(reading) == [("A3", "period_of_table"), ("D11", "sum_differs")]
    assert "1011" in message(reading.findings[1])
    assert [(column.letters, column.field) for column in reading.columns] == [
        ("A", "order"),
        ("B", "title"),
        ("C", "classes"),
        ("D", "places"),
        ("E", ""),
    ]


def test_a_period_is_that_of_the_row_then_of_whoever_sent_it():
    asked = AskedPeriod(JANUARY, JUNE, "Báo cáo 5")
    head = ["Mã", "Thời gian", "Số lớp", "Số lượt"]
    reading = read(
        ["Kết quả năm 2023"], head, ["A", "Quý I/2024", 1, 10], ["B", "", 2, 20], ["C", "hè", 3, 30], asked=asked
    )

    assert [(row.line, row.first_day, row.last_day, row.source) for row in reading.rows] == [
        ("A", JANUARY, dt.date(2024, 3, 31), "Báo cáo 5"),
        ("B", JANUARY, JUNE, "Báo cáo 5"),
        ("C", None, None, "Báo cáo 5"),
    ]
    assert told(reading) == [("B5", "period_unreadable")]


def test_points_between_thousands_are_a_suggestion():
    row = [*FIRST[:5], "1.250", "", ""]
    assert told(read(HEAD, row)) == [("F2", "not_whole")]
    (finding,) = read(HEAD, row).findings
    assert (finding.suggestion, finding.facts["kinds"]) == ("1250", "grouping")

    taken = read(HEAD, row, accepted=Accepted(kinds=frozenset({"grouping"})))
    assert (taken.rows[0].places, told(taken)) == (1250, [("F2", "repaired")])


@pytest.mark.parametrize(
    ("place", "value", "finding"),
    [
        (1, "", ("B2", "cell_missing")),
        (2, "", ("C2", "cell_missing")),
        (3, "31/12/2023", ("D2", "window_reversed")),
        (3, "31/02/2024", ("D2", "not_partial_date")),
        (4, "ba", ("E2", "not_whole")),
        (4, -1, ("E2", "not_whole")),
        (4, "-", ("E2", "cell_missing")),
        (5, 1.5, ("F2", "not_whole")),
        (5, 3_000_000_000, ("F2", "figure_too_large")),
        (6, 121, ("G2", "people_over_places")),
        (7, "x" * 301, ("H2", "text_too_long")),
    ],
)
def test_a_faulty_cell_is_told(place, value, finding):
    assert told(read(HEAD, [*FIRST[:place], value, *FIRST[place + 1 :]])) == [finding]


def test_nobody_says_of_what_time_a_result_is():
    assert told(read(["Mã dòng", "Số lớp", "Số lượt"], ["BD1", 1, 20])) == [("A2", "period_missing")]


def test_periods_that_share_days_are_counted_twice():
    second = [2, "bd1", "31/03/2024", "30/06/2024", 1, 20, "", ""]
    other = [3, "BD2", "01/01/2024", "31/03/2024", 1, 20, "", ""]
    assert told(read(HEAD, FIRST, second, other)) == [("C3", "periods_overlap")]


def test_what_a_heading_was_said_to_mean_is_remembered():
    head = ["Mã dòng", "Kỳ", "Số lớp", "Số học viên"]
    row = ["BD1", "Quý I/2024", 2, 80]
    assert told(read(head, row)) == [("A2", "cell_missing")]
    assert read(head, row, remembered={"số học viên": "places"}).rows[0].places == 80


@pytest.mark.parametrize("rows", [[["Ghi chú", "Khác"], ["a", "b"]], [HEAD]])
def test_a_file_without_results_is_refused(rows):
    reading = read(*rows)
    assert (reading.rows, [each.severity for each in reading.findings]) == ((), ["file_fault"])
