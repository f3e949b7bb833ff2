"""Attendance, marks and results in the formats of old and free spreadsheet programs say what the .xlsx says."""

import datetime as dt

import pytest

from corpus.class_sheets import CLASS, FOLDER, FORMATS, MARK_SHEET, MARKS, RESULTS, ROLL, drawings
from khaigiang.intake.attendance_reader import read_attendance
from khaigiang.intake.findings import Severity
from khaigiang.intake.marks import read_marks
from khaigiang.intake.reported_reader import AskedPeriod, read_reported

ON = dt.date(2024, 7, 1)
FILES = sorted(FOLDER.iterdir())


def of_kind(kind: str):
    return pytest.mark.parametrize(
        "path", [path for path in FILES if path.name.startswith(kind)], ids=lambda path: path.name
    )


def test_every_drawing_is_there_in_every_format() -> None:
    assert {path.name for path in FILES} == {f"{name}.{ending}" for name, _ in drawings() for ending in FORMATS}


@of_kind("attendance")
def test_attendance(path) -> None:
    reading = read_attendance(path.name, path.read_bytes(), CLASS)
    assert reading.findings == ()
    assert {(each.number, each.half_day): each.presence for each in reading.sheet.letters} == ROLL


@of_kind("marks")
def test_marks(path) -> None:
    reading = read_marks(path.name, path.read_bytes(), MARK_SHEET)
    assert reading.findings == ()
    assert {(each.trainee, each.assessment): each.value for each in reading.marks} == MARKS


@of_kind("results")
def test_results(path) -> None:
    reading = read_reported(path.name, path.read_bytes(), asked=AskedPeriod(), reference=ON)
    assert [each for each in reading.findings if each.severity is not Severity.NOTE] == []
    assert reading.rows == RESULTS
