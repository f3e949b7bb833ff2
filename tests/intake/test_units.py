"""A list of local bodies out of any office's workbook."""

import datetime as dt

import pytest

from intake.books import book_of
from khaigiang.core.vietnamese import PartialDate
from khaigiang.intake.accepting import Accepted
from khaigiang.intake.findings import Severity
from khaigiang.intake.phrases import message
from khaigiang.intake.units import EXAMPLE
from khaigiang.intake.units_reader import read_units
from khaigiang.intake.units_template import units_template, write_units

TODAY = dt.date(2025, 8, 1)
HEAD = ["TT", "Tên cơ quan, đơn vị", "Loại", "Đơn vị cấp trên", "Khối", "Ngày thành lập"]
CELL = [1, "Chi bộ số 1", "chi bộ", "Đảng ủy phường", "Đảng", "01/07/2025"]


def read(*rows, accepted=None):
    return read_units("dv.xlsx", book_of({"DV": rows}), reference=TODAY, accepted=accepted)


def told(reading):
    return [(each.cell, each.code, each.severity) for each in reading.findings]


def test_template_reads_as_it_was_written():
    reading = read_units("mau.xlsx", units_template(), reference=TODAY)

    assert (reading.findings, len(reading.rows)) == ((), len(EXAMPLE))
    assert [(row.name, row.kind, row.parent, row.bloc, row.since) for row in reading.rows] == [
        (row.name, row.kind, row.parent, row.bloc, row.since) for row in EXAMPLE
    ]
    assert write_units(EXAMPLE) == write_units(EXAMPLE)


def test_table_is_found_below_a_letterhead_whatever_its_columns_are_called():
    reading = read(
        ["ĐẢNG BỘ THÀNH PHỐ"],
        [],
        HEAD,
        ["I", "Khối Đảng"],
        CELL,
        [2, "Phòng Nội vụ", "phòng", "", "khối chính quyền", "2025"],
        ["", "Tổng cộng: 2"],
        [],
        ["", "NGƯỜI LẬP BIỂU", "", "BÍ THƯ"],
        ["", "Trần Văn Ký"],
    )

    assert told(reading) == []
    assert [(row.name, row.kind, row.parent, row.bloc, row.since, row.at.row) for row in reading.rows] == [
        ("Chi bộ số 1", "chi bộ", "Đảng ủy phường", "party", PartialDate(2025, 7, 1), 5),
        ("Phòng Nội vụ", "phòng", "", "government", PartialDate(2025), 6),
    ]
    assert [(column.letters, column.field) for column in reading.columns][1:3] == [("B", "name"), ("C", "kind")]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({2: ""}, ("C2", "cell_missing", Severity.ROW_FAULT)),
        ({4: "Khối lạ"}, ("E2", "not_choice", Severity.ROW_FAULT)),
        ({5: "31/02/2025"}, ("F2", "not_partial_date", Severity.ROW_FAULT)),
        ({1: "Chi  bộ số 1"}, ("B2", "repair", Severity.SUGGESTION)),
    ],
)
def test_each_fault_has_its_cell(change, expected):
    row = [change.get(place, value) for place, value in enumerate(CELL)]

    reading = read(HEAD, row)

    assert told(reading) == [expected]
    assert all(message(each) for each in reading.findings)


def test_suggestion_is_taken_only_when_it_is_accepted():
    row = [1, "Chi  bộ số 1", *CELL[2:]]

    assert read(HEAD, row).rows[0].name == "Chi  bộ số 1"
    assert read(HEAD, row, accepted=Accepted(frozenset({"spaces"}))).rows[0].name == "Chi bộ số 1"


def test_same_unit_twice_is_a_fault_and_one_name_below_two_is_none():
    assert told(read(HEAD, CELL, CELL)) == [("B3", "said_twice", Severity.ROW_FAULT)]
    assert told(read(HEAD, CELL, [2, "Chi bộ số 1", "chi bộ", "Đảng ủy khác", "", ""])) == []


@pytest.mark.parametrize("rows", [[["a", "b"], ["c", "d"]], [HEAD]])
def test_file_without_units_is_refused(rows):
    (finding,) = read(*rows).findings

    assert finding.severity is Severity.FILE_FAULT
