import datetime as dt

import pytest

import builders
from khaigiang.apps.nominations.exports import COLUMNS, deciding_reasons, verdict_book
from khaigiang.apps.nominations.models import Nomination
from khaigiang.apps.plans.models import Plan
from khaigiang.charts.model import Tone
from khaigiang.core.states import NominationState
from khaigiang.documents import excel
from khaigiang.foundation import guarded

STAMP = dt.datetime(2022, 5, 12, 8, tzinfo=dt.timezone(dt.timedelta(hours=7)))
WHY = "Chức danh Phó Bí thư Đảng ủy xã, phường, thị trấn không thuộc đối tượng (Bí thư Đảng ủy xã, phường, thị trấn)."
UNVERIFIED = "Nghị quyết 04-NQ/TU ngày 31-5-2021 (chưa đối chiếu văn bản gốc)"


@pytest.fixture
def plan(db) -> Plan:
    made = builders.plan(number="50-KH/TU", parent_body="Đảng bộ thành phố")
    line = builders.line(made)
    letters = [builders.letter(line, builders.unit(name), file_name=f"{name}.xlsx") for name in ("Quận B", "Quận A")]
    ward = builders.unit("Phường 1")
    sent = (
        (0, "Nguyễn Văn An", NominationState.ACCEPTED, 1),
        (1, "Lê Thị Bình", NominationState.ACCEPTED, 1),
        (1, "Đỗ Ba", NominationState.NOT_ELIGIBLE, 2),
        (1, "Vũ Bốn", NominationState.INCOMPLETE, 3),
        (1, "Ngô Năm", NominationState.RESERVE, 4),
    )
    for letter, name, state, place in sent:
        builders.nominate(letters[letter], builders.person(name), of=ward, state=state, place=place)
    return made


def test_book_has_a_sheet_for_each_outcome_in_the_order_of_units_and_lists(plan) -> None:
    book = verdict_book(plan, STAMP)

    assert (book.title, book.stamp, book.author) == ("Kết quả xét 50-KH/TU", STAMP, "Ban Thường vụ Thành ủy Hà Nội")
    assert {sheet.title: [row[:2] for row in sheet.rows] for sheet in book.sheets} == {
        "Được duyệt": [(1, "Lê Thị Bình"), (2, "Nguyễn Văn An")],
        "Không đủ điều kiện": [(1, "Đỗ Ba")],
        "Chưa đủ thông tin": [(1, "Vũ Bốn")],
        "Dự bị": [(1, "Ngô Năm")],
    }


def test_sheet_of_the_book_is_headed_as_an_office_heads_it(plan) -> None:
    sheet = verdict_book(plan, STAMP).sheets[1]

    assert (sheet.heading, sheet.subheading, sheet.columns) == (
        "KẾT QUẢ XÉT CỬ HỌC VIÊN: KHÔNG ĐỦ ĐIỀU KIỆN",
        plan.title,
        COLUMNS,
    )
    assert sheet.letterhead == excel.Letterhead("ĐẢNG BỘ THÀNH PHỐ", "BAN THƯỜNG VỤ THÀNH ỦY HÀ NỘI")
    assert sheet.notes[0].startswith("1 người.")


def test_row_of_the_book_gives_rule_article_fact_day_and_cell(plan) -> None:
    row = verdict_book(plan, STAMP).sheets[1].rows[0]

    assert row == (
        1,
        "Đỗ Ba",
        "01/06/1975",
        "Bí thư Đảng ủy",
        "Phường 1",
        "Quận A",
        excel.Toned("Không đủ điều kiện", Tone.BAD),
        WHY,
        UNVERIFIED,
        "Điều 2",
        dt.date(2022, 3, 1),
        "Quận A.xlsx, B11",
    )


def test_deciding_reasons_leave_out_what_a_dossier_merely_states(plan) -> None:
    row = Nomination.objects.get(person__full_name="Lê Thị Bình")
    with guarded.writing("test"):
        row.reasons.create(
            place=2, rule="dossier.birth", standing="eligible", code="known.met", facts={}, instrument="x"
        )
        row.reasons.create(
            place=3, rule="other", standing="not_eligible", code="known.unknown", facts={}, instrument="x"
        )

    assert [reason.rule for reason in deciding_reasons(row)] == ["audience"]


def test_deciding_reasons_name_the_dossier_where_it_is_all_there_is(plan) -> None:
    row = Nomination.objects.get(person__full_name="Lê Thị Bình")
    with guarded.writing("test"):
        row.reasons.update(code="known.met")

    assert [reason.code for reason in deciding_reasons(row)] == ["known.met"]
