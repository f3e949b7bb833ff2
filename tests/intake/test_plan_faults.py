"""Each way a plan can be bad is refused by file, sheet and cell."""

import datetime as dt

import pytest

from intake.books import book_of, changed_plan, put
from khaigiang.intake.findings import Severity, refuses
from khaigiang.intake.phrases import message, place
from khaigiang.intake.plan_reader import PlanReading, read_plan


def remove_sheet(title):
    return lambda book: book.remove(book[title])


def clear_column(sheet, letter):
    def change(book):
        for cells in book[sheet][letter][3:]:
            cells.value = None

    return change


def clear_rows(sheet):
    return lambda book: book[sheet].delete_rows(5, 50)


def repeat_row(sheet, row):
    return lambda book: book[sheet].append([cell.value for cell in book[sheet][row]])


def all_of(*changes):
    def change(book):
        for one in changes:
            one(book)

    return change


# What is changed in the template's example, and where and how the plan is then refused.
FAULTS = [
    (remove_sheet("Kế hoạch"), "Kế hoạch", "", "sheet_missing"),
    (remove_sheet("Chuyên đề"), "Chuyên đề", "", "sheet_missing"),
    (clear_column("Lớp", "D"), "Lớp", "A4", "column_missing"),
    (lambda book: book["Lớp"].delete_rows(1, 50), "Lớp", "", "sheet_missing"),
    (lambda book: book["Lớp"].delete_rows(4, 50), "Lớp", "A1", "header_missing"),
    (clear_rows("Giảng viên"), "Giảng viên", "A5", "sheet_without_rows"),
    (put("Kế hoạch", "A4", "Số kí hịu"), "Kế hoạch", "A1", "label_missing"),
    (put("Kế hoạch", "B5", None), "Kế hoạch", "B5", "cell_missing"),
    (put("Kế hoạch", "B5", "tháng 5"), "Kế hoạch", "B5", "not_date"),
    (put("Kế hoạch", "B11", "Đoàn"), "Kế hoạch", "B11", "not_choice"),
    (put("Dòng kế hoạch", "G5", "sáu mươi"), "Dòng kế hoạch", "G5", "not_whole"),
    (put("Chuyên đề", "I6", "một"), "Chuyên đề", "I6", "not_numbers"),
    (put("Giảng viên", "D5", "CT1: x"), "Giảng viên", "D5", "not_competences"),
    (put("Phòng học", "D6", "tuần 1"), "Phòng học", "D6", "not_spells"),
    (repeat_row("Phòng học", 5), "Phòng học", "A7", "said_twice"),
    (put("Lớp", "B6", 1), "Lớp", "B6", "said_twice"),
    (put("Dòng kế hoạch", "C5", "CT9"), "Dòng kế hoạch", "C5", "programme_unknown"),
    (put("Giảng viên", "D8", "CT1: 5; CT9: 1"), "Giảng viên", "D8", "programme_unknown"),
    (put("Giảng viên", "D8", "CT1: 5, 17"), "Giảng viên", "D8", "topic_unknown"),
    (put("Chuyên đề", "I6", "17"), "Chuyên đề", "I6", "topic_unknown"),
    (put("Chỉ tiêu", "A7", "D9"), "Chỉ tiêu", "A7", "line_unknown"),
    (put("Chỉ tiêu", "C7", 15), "Dòng kế hoạch", "G5", "seats_do_not_add_up"),
    (put("Chỉ tiêu", "C7", None), "Chỉ tiêu", "C7", "seats_missing"),
    (put("Dòng kế hoạch", "M5", "Webster"), "Chỉ tiêu", "D5", "weight_missing"),
    (
        all_of(put("Dòng kế hoạch", "G5", 90), put("Chỉ tiêu", "C5", 54)),
        "Dòng kế hoạch",
        "G5",
        "seats_outside_bounds",
    ),
    (put("Dòng kế hoạch", "F5", 3), "Dòng kế hoạch", "F5", "classes_do_not_add_up"),
    (put("Lớp", "D5", 36), "Lớp", "D5", "bounds_reversed"),
    (put("Lớp", "G5", dt.date(2022, 6, 1)), "Lớp", "G5", "window_reversed"),
    (put("Lớp", "G5", dt.date(2026, 6, 9)), "Lớp", "G5", "window_too_short"),
    (put("Lớp", "H6", "T9"), "Lớp", "H6", "not_weekdays"),
    (put("Lớp", "I6", "đêm"), "Lớp", "I6", "not_parts"),
    (put("Lớp", "J6", "một tỷ"), "Lớp", "J6", "not_money"),
    (put("Lớp", "J6", 10**15), "Lớp", "J6", "figure_too_large"),
    (put("Lớp", "J6", 5_000_000), "Lớp", "J6", "estimate_not_wanted"),
    (put("Lớp", "H6", "T7, CN"), "Lớp", "H6", "no_study_day"),
    (put("Lớp", "I6", "tối"), "Lớp", "G6", "window_too_short"),
    (put("Chương trình", "E5", 0), "Chương trình", "E5", "half_day_without_periods"),
    (put("Chuyên đề", "H5", 5), "Chuyên đề", "H5", "too_many_periods"),
    (all_of(put("Chuyên đề", "G5", None), put("Chuyên đề", "H5", None)), "Chuyên đề", "G5", "topic_without_length"),
    (put("Chuyên đề", "I5", "6"), "Chuyên đề", "I5", "order_in_a_circle"),
    (put("Giảng viên", "D8", "CT1: 4"), "Chuyên đề", "E9", "topic_without_lecturer"),
    (put("Dòng kế hoạch", "J5", "Nhà văn hóa"), "Dòng kế hoạch", "J5", "venue_without_rooms"),
    (all_of(put("Phòng học", "C5", 4), put("Phòng học", "C6", 3)), "Lớp", "D5", "no_room_for_class"),
]


@pytest.mark.parametrize(
    ("change", "sheet", "cell", "code"), FAULTS, ids=lambda value: value if isinstance(value, str) else ""
)
def test_read_plan_names_file_sheet_and_cell(change, sheet, cell, code):
    reading = read_plan("ke-hoach.xlsx", changed_plan(change))
    places = {(finding.file, finding.sheet, finding.cell, finding.code) for finding in reading.findings}
    assert ("ke-hoach.xlsx", sheet, cell, code) in places
    assert (reading.plan is None) == refuses(reading.findings)
    for finding in reading.findings:
        assert "%(" not in message(finding)


def test_read_plan_refuses_what_is_no_workbook():
    reading = read_plan("thu.docx", b"PK")
    assert reading.plan is None
    assert [(finding.code, place(finding)) for finding in reading.findings] == [("file_damaged", "Tệp thu.docx")]


def test_read_plan_reports_one_fault_without_false_alarms_elsewhere():
    reading = read_plan("p.xlsx", changed_plan(put("Chương trình", "E5", "bốn")))
    assert [(finding.sheet, finding.cell, finding.code) for finding in reading.findings] == [
        ("Chương trình", "E5", "not_whole")
    ]


def test_read_plan_names_every_faulty_cell_at_once():
    change = all_of(put("Lớp", "D5", "x"), put("Kế hoạch", "B9", "y"), put("Phòng học", "C6", "z"))
    reading = read_plan("p.xlsx", changed_plan(change))
    assert [(finding.sheet, finding.cell) for finding in reading.findings] == [
        ("Kế hoạch", "B9"),
        ("Lớp", "D5"),
        ("Phòng học", "C6"),
    ]


def test_read_plan_reads_on_past_a_room_that_is_only_below_the_maximum():
    reading = read_plan("p.xlsx", changed_plan(all_of(put("Phòng học", "C5", 30), put("Phòng học", "C6", 20))))
    assert reading.plan is not None
    assert [(finding.cell, finding.code, finding.severity) for finding in reading.findings] == [
        ("E5", "room_below_maximum", Severity.PROBLEM),
        ("E6", "room_below_maximum", Severity.PROBLEM),
    ]


def test_read_plan_says_what_is_too_short_and_by_how_much():
    reading = read_plan("p.xlsx", changed_plan(put("Lớp", "G5", dt.date(2026, 6, 9))))
    sentence = (
        "Lớp “Lớp bồi dưỡng nghiệp vụ công tác đảng số 1” cần 6 buổi nhưng khoảng ngày chỉ có 4 buổi làm việc "
        "(đã trừ ngày nghỉ, lễ)."
    )
    assert [message(finding) for finding in reading.findings] == [sentence]
    assert [place(finding) for finding in reading.findings] == ["Tệp p.xlsx, trang “Lớp”, ô G5"]


def test_read_plan_counts_a_public_holiday_as_closed():
    """Five weekdays round 2-9-2022, of which 1 and 2 September are holidays, leave six half-days for six topics."""
    change = all_of(put("Lớp", "F5", dt.date(2022, 8, 29)), put("Lớp", "G5", dt.date(2022, 9, 2)))
    assert read_plan("p.xlsx", changed_plan(change)).findings == ()
    change = all_of(put("Lớp", "F5", dt.date(2022, 8, 30)), put("Lớp", "G5", dt.date(2022, 9, 4)))
    reading = read_plan("p.xlsx", changed_plan(change))
    assert [(finding.code, finding.facts["free"]) for finding in reading.findings] == [("window_too_short", "4")]


@pytest.mark.parametrize(("last", "severity"), [(9, Severity.PROBLEM), (8, Severity.FILE_FAULT)])
def test_read_plan_refuses_a_window_only_where_evenings_and_weekends_would_not_do_either(last, severity):
    unsaid = (put("Lớp", "H5", None), put("Lớp", "I5", None), put("Lớp", "G5", dt.date(2026, 6, last)))
    (finding,) = read_plan("p.xlsx", changed_plan(all_of(*unsaid))).findings
    assert (finding.code, finding.severity) == ("window_too_short", severity)


def test_read_plan_counts_the_half_days_in_which_a_class_says_it_studies():
    weekend = (put("Lớp", "H5", "T7, CN"), put("Lớp", "G5", dt.date(2026, 6, 21)))
    assert read_plan("p.xlsx", changed_plan(all_of(*weekend))).findings == ()
    mornings = all_of(*weekend, put("Lớp", "I5", "sáng"))
    (finding,) = read_plan("p.xlsx", changed_plan(mornings)).findings
    assert (finding.code, finding.facts["free"], finding.severity) == ("window_too_short", "4", Severity.FILE_FAULT)


def test_read_plan_says_what_is_no_day_of_the_week_and_how_it_is_written():
    (finding,) = read_plan("p.xlsx", changed_plan(put("Lớp", "H5", "thứ Tám"))).findings
    assert place(finding) == "Tệp p.xlsx, trang “Lớp”, ô H5"
    assert message(finding) == (
        "“thứ Tám” ở cột “Ngày học trong tuần” không phải là các ngày trong tuần. Cách ghi đúng: T2-T6; T7, CN."
    )


def test_read_plan_names_the_whole_circle():
    reading = read_plan("p.xlsx", changed_plan(put("Chuyên đề", "I5", "6")))
    circles = [finding.facts["circle"] for finding in reading.findings if finding.code == "order_in_a_circle"]
    assert circles == ["1 → 6 → 3 → 1"]


def test_read_plan_finds_moved_and_added_columns():
    def move(book):
        sheet = book["Phòng học"]
        sheet.insert_cols(1)
        sheet["A4"] = "Mã phòng"
        sheet["A5"] = "P1"

    reading = read_plan("p.xlsx", changed_plan(move))
    assert reading.plan == read_plan("p.xlsx", changed_plan(lambda _: None)).plan
    assert [(finding.cell, finding.code, finding.severity) for finding in reading.findings] == [
        ("A4", "column_unknown", Severity.NOTE)
    ]


def test_read_plan_of_a_single_sheet_names_each_missing_sheet():
    reading = read_plan("p.xlsx", book_of({"Kế hoạch": [["Số", "01-KH/TU"]]}))
    missing = [finding.sheet for finding in reading.findings if finding.code == "sheet_missing"]
    assert missing == ["Dòng kế hoạch", "Lớp", "Chương trình", "Chuyên đề", "Giảng viên", "Phòng học", "Chỉ tiêu"]
    assert reading == PlanReading(None, reading.findings)
