import datetime as dt
import io

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from khaigiang.core.attendance import Presence
from khaigiang.core.calendar import HalfDay, Part
from khaigiang.intake.attendance import AttendanceForm, TraineeLine, half_day_heading
from khaigiang.intake.attendance_reader import read_attendance
from khaigiang.intake.attendance_template import write_attendance
from khaigiang.intake.findings import Severity

DAY = dt.date(2022, 5, 12)
HALF_DAYS = (HalfDay(DAY, Part.MORNING), HalfDay(DAY, Part.AFTERNOON))
PEOPLE = (TraineeLine(11, "Nguyễn Văn An", "Xã Ba"), TraineeLine(12, "Lê Thị Bình", "Xã Bốn"))


def form(known=None):
    return AttendanceForm("L1-3", "Lớp 3", PEOPLE, HALF_DAYS, known or {})


def edited(**cells):
    """The bytes of the form with some cells written over."""
    book = openpyxl.load_workbook(io.BytesIO(write_attendance(form())))
    for address, value in cells.items():
        book.active[address] = value
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def found(data):
    reading = read_attendance("dd.xlsx", data)
    assert reading.sheet is None
    assert {finding.severity for finding in reading.findings} == {Severity.FILE_FAULT}
    return [(finding.cell, finding.code) for finding in reading.findings]


@given(st.dictionaries(st.tuples(st.sampled_from([11, 12]), st.sampled_from(HALF_DAYS)), st.sampled_from(Presence)))
@settings(max_examples=25, deadline=None)
def test_what_was_known_is_read_back(known):
    reading = read_attendance("dd.xlsx", write_attendance(form(known)))
    assert reading.findings == ()
    assert reading.sheet is not None
    assert reading.sheet.class_code == "L1-3"
    assert {(each.number, each.half_day): each.presence for each in reading.sheet.letters} == known


def test_same_form_gives_the_same_bytes():
    assert write_attendance(form()) == write_attendance(form())


def test_letter_is_read_with_its_cell_whatever_its_case():
    reading = read_attendance("dd.xlsx", edited(E7="k"))
    assert reading.sheet is not None
    (letter,) = reading.sheet.letters
    assert (letter.number, letter.name, letter.presence) == (12, "Lê Thị Bình", Presence.UNEXCUSED)
    assert (letter.half_day, letter.at.cell("cell")) == (HALF_DAYS[1], "E7")


def test_column_of_half_days_says_day_and_part():
    assert half_day_heading(HALF_DAYS[1]) == "12/05/2022 chiều"


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({"D6": "X", "E7": "C M"}, [("D6", "attendance_letter_unknown"), ("E7", "attendance_letter_unknown")]),
        ({"D5": "thứ hai"}, [("D5", "attendance_heading_unreadable")]),
        ({"D5": "31/02/2022 sáng"}, [("D5", "attendance_heading_unreadable")]),
        ({"E5": "12/05/2022 sáng"}, [("E5", "attendance_half_day_repeated")]),
        ({"A6": "An", "D6": "C"}, [("A6", "attendance_number_unreadable")]),
        ({"A7": 11, "D6": "C", "D7": "C", "E7": "C"}, [("D7", "said_twice")]),
        ({"A5": "Khác"}, [("A1", "header_missing")]),
    ],
)
def test_fault_refuses_the_file_and_names_its_cell(cells, expected):
    assert found(edited(**cells)) == expected


def test_what_is_no_workbook_is_refused():
    assert found(b"khong phai bang tinh") == [("", "file_not_workbook")]
