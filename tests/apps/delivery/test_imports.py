import datetime as dt
import io

import openpyxl
import pytest

import builders
from apps.acting import LEADER, refused, rows
from apps.delivery.ready import AFTERNOON, BOARD, EVERYBODY, MORNING, TO_COME, filled, ready
from intake.books import book_of
from khaigiang.apps.catalogue.models import Topic
from khaigiang.apps.delivery.actions import mark_all_present, sign_off
from khaigiang.apps.delivery.imports import attendance_book, checked_book, take_from_book
from khaigiang.apps.delivery.models import Attendance
from khaigiang.core.states import ClassState
from khaigiang.foundation import clock
from khaigiang.intake.attendance import half_day_heading
from khaigiang.intake.refusal import FilesRefused
from khaigiang.intake.sheets import open_workbook

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(db):
    return ready(state=ClassState.OPEN)


def faults(world, data):
    with pytest.raises(FilesRefused) as said:
        take_from_book(world.training_class, "dd.xlsx", data, by=BOARD)
    return [(fault.cell, fault.code) for fault in said.value.findings]


def test_workbook_offers_everybody_by_the_half_days_not_signed_off(world):
    mark_all_present(world.training_class, MORNING, by=BOARD)
    sign_off(world.training_class, MORNING, by=BOARD)
    sheet = openpyxl.load_workbook(io.BytesIO(attendance_book(world.training_class))).active
    headings = [cell.value for cell in sheet[5]]
    assert headings[:4] == ["Số của học viên", "Họ và tên", "Đơn vị", half_day_heading(AFTERNOON)]
    assert len(headings) == 6
    assert [sheet.cell(row, 1).value for row in range(6, sheet.max_row + 1)] == [
        row.pk for row in world.training_class.enrolments.all()
    ]


def test_two_half_days_are_taken_in_one_reading_and_again_change_nothing(world):
    data = filled(attendance_book(world.training_class), {**EVERYBODY, "D7": "K", "E6": "p"})
    assert take_from_book(world.training_class, "dd.xlsx", data, by=BOARD) == 8
    assert sorted(Attendance.objects.values_list("presence", flat=True)) == [
        "excused",
        *["present"] * 6,
        "unexcused",
    ]
    assert take_from_book(world.training_class, "dd.xlsx", data, by=BOARD) == 0


def office_sheet(world, *letters):
    names = [row.nomination.person.full_name for row in world.training_class.enrolments.order_by("pk")]
    rows = [[place, name, letter] for place, (name, letter) in enumerate(zip(names, letters, strict=False), start=1)]
    return book_of({"Lớp": [["TRƯỜNG CHÍNH TRỊ"], [], ["STT", "Họ và tên", half_day_heading(MORNING)], *rows]})


def test_an_offices_own_sheet_is_taken_in_by_names(world):
    data = office_sheet(world, "C", "M", "vắng có phép")
    assert take_from_book(world.training_class, "dd.xlsx", data, by=BOARD) == 3
    assert list(Attendance.objects.order_by("enrolment").values_list("presence", flat=True)) == [
        "present", "late", "excused",
    ]  # fmt: skip
    assert take_from_book(world.training_class, "dd.xlsx", data, by=BOARD) == 0


def test_a_workbook_is_checked_and_given_back_and_nothing_is_written(world):
    before = rows()
    given = checked_book(world.training_class, "dd.xlsx", office_sheet(world, "C", "x"), by=BOARD)
    assert [sheet.name for sheet in open_workbook("dd.xlsx", given).sheets] == ["Lớp", "Kết quả kiểm tra"]
    assert checked_book(world.training_class, "dd.xlsx", office_sheet(world, "C", "K"), by=BOARD) is None
    with pytest.raises(FilesRefused):
        checked_book(world.training_class, "dd.xlsx", b"khong", by=BOARD)
    with refused("may_not_run"):
        checked_book(world.training_class, "dd.xlsx", b"", by=LEADER)
    assert rows() == before


def test_an_office_sheet_of_a_half_day_that_the_class_does_not_have_is_refused_at_its_cell(world):
    book = book_of({"L": [["Họ và tên", half_day_heading(TO_COME)], [office_name(world), "C"]]})
    assert faults(world, book) == [("B2", "attendance_half_day_not_of_class")]


def office_name(world):
    return world.training_class.enrolments.order_by("pk")[0].nomination.person.full_name


def test_file_read_again_after_signing_changes_nothing(world):
    data = filled(attendance_book(world.training_class), EVERYBODY)
    take_from_book(world.training_class, "dd.xlsx", data, by=BOARD)
    sign_off(world.training_class, MORNING, by=BOARD)
    assert take_from_book(world.training_class, "dd.xlsx", data, by=BOARD) == 0


def test_letter_against_a_signed_roll_refuses_the_file(world):
    book = attendance_book(world.training_class)
    mark_all_present(world.training_class, MORNING, by=BOARD)
    sign_off(world.training_class, MORNING, by=BOARD)
    assert faults(world, filled(book, {**EVERYBODY, "D7": "K"})) == [("D7", "attendance_signed")]


def test_file_with_faults_writes_nothing_and_names_every_cell(world):
    builders.lesson(world.training_class, Topic.objects.first(), TO_COME.day)
    wrong = {
        "A6": 987_654_321,
        "B7": "Tên Khác",
        "H8": "C",
        "D5": half_day_heading(type(MORNING)(dt.date(2022, 5, 2), MORNING.part)),
    }
    data = filled(attendance_book(world.training_class), {**EVERYBODY, **wrong})
    assert faults(world, data) == [
        ("D6", "attendance_trainee_not_of_class"),
        ("D6", "attendance_half_day_not_of_class"),
        ("E6", "attendance_trainee_not_of_class"),
        ("D7", "attendance_name_differs"),
        ("D7", "attendance_half_day_not_of_class"),
        ("E7", "attendance_name_differs"),
        ("D8", "attendance_half_day_not_of_class"),
        ("H8", "attendance_half_day_not_come"),
        ("D9", "attendance_half_day_not_of_class"),
    ]
    assert Attendance.objects.count() == 0


def test_workbook_of_another_class_is_refused(world):
    data = filled(attendance_book(world.training_class), {**EVERYBODY, "B3": "LỚP-KHÁC"})
    assert faults(world, data) == [("B3", "attendance_other_class")]


def test_unreadable_file_is_refused(world):
    assert faults(world, b"gi do") == [("", "file_not_workbook")]


def test_leader_reads_no_file_in(world):
    with refused("may_not_run"):
        take_from_book(world.training_class, "dd.xlsx", b"", by=LEADER)


def test_half_day_becomes_open_to_the_file_when_its_day_comes(world):
    builders.lesson(world.training_class, Topic.objects.first(), TO_COME.day)
    data = filled(attendance_book(world.training_class), {"H8": "C"})
    assert faults(world, data) == [("H8", "attendance_half_day_not_come")]
    with clock.standing_at(TO_COME.day):
        assert take_from_book(world.training_class, "dd.xlsx", data, by=BOARD) == 1
