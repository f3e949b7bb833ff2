"""Years of other shapes than the sample cases: each runs, breaks no rule, and its papers are there."""

import datetime as dt
import json
from collections import Counter
from dataclasses import replace

import pytest

from journeys.conftest import files_below
from journeys.years import COMMUNES, lists_for, people, put_down, short, teachers, year
from khaigiang.core.calendar import Part
from khaigiang.intake.examples import example_plan
from khaigiang.intake.plan import ClassRow, Competence, Pack, QuotaMethod, SeatRow
from khaigiang.intake.spells import Spell

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "owner"])
STAGES = (
    "… Đọc và kiểm tra tệp\n… Ghi kế hoạch, phân bổ chỉ tiêu\n… Thẩm định người được cử\n… Lập lớp\n"
    "… Xếp thời khóa biểu\n… Soạn văn bản\n"
)


@pytest.fixture
def run(kg, tmp_path):
    """Run a year and give its summary, when it has ended well and every paper it names is there."""

    def go(plan, lists=None, *words):
        path, letters = put_down(tmp_path / "vao", plan, lists if lists is not None else lists_for(plan))
        said = kg("year", "--plan", path, "--nominations", letters, "--out", tmp_path / "ra", "--json", *words)
        assert (said.code, said.err) == (0, STAGES)
        summary = json.loads(said.out)
        written = files_below(tmp_path / "ra")
        assert summary == json.loads(written["summary.json"])
        assert {"summary.json", *summary["papers"]} == set(written)
        assert summary["timetable"]["violations"] == 0
        return summary

    return go


def test_templates_run_as_delivered(kg, tmp_path) -> None:
    plan, nominations, out = tmp_path / "p.xlsx", tmp_path / "n.xlsx", tmp_path / "out"
    assert kg("template", "plan", "-o", plan).code == 0
    assert kg("template", "nominations", "-o", nominations).code == 0

    said = kg("year", "--plan", plan, "--nominations", nominations, "--out", out, "--json")

    summary = json.loads(said.out)
    assert (said.code, summary["problems"]) == (0, [])
    assert (summary["nominated"], summary["accepted"], summary["timetable"]["violations"]) == (10, 10, 0)
    assert [(row["trainees"], row["topics"], row["first_day"]) for row in summary["classes"]] == [
        (5, 5, "2026-06-08"),
        (5, 5, "2026-06-15"),
    ]
    assert {*summary["papers"], "summary.json"} == set(files_below(out))


def test_one_class_of_seven(run) -> None:
    summary = run(year(classes=1, size=7, senders=2))

    assert [(row["trainees"], row["study_groups"], row["lessons"]) for row in summary["classes"]] == [(7, 1, 6)]


@pytest.mark.long
def test_twelve_classes_of_sixty_with_nine_lecturers(run) -> None:
    plan = year(classes=12, size=60, senders=12, lecturers=teachers(9), weeks=3, rooms=4)

    summary = run(plan)

    assert [row["trainees"] for row in summary["classes"]] == [60] * 12


@pytest.mark.long
def test_forty_classes_in_several_lines_and_programmes(run) -> None:
    base = year(classes=10, size=20, senders=5, lecturers=teachers(12), weeks=5, rooms=8)
    codes = ("D1", "D2", "D3", "D4")
    programmes = ("CT1", "CT2", "CT1", "CT2")
    topics = (*base.topics, *(replace(topic, programme="CT2", name=f"{topic.name} (khối)") for topic in base.topics))
    both = (Competence("CT1", (1, 2, 3, 4, 5)), Competence("CT2", (1, 2, 3, 4, 5)))
    plan = replace(
        base,
        lines=tuple(
            replace(base.lines[0], code=code, programme=programme, title=f"Dòng {code}")
            for code, programme in zip(codes, programmes, strict=True)
        ),
        classes=tuple(replace(row, line=code, name=f"{code} {row.name}") for code in codes for row in base.classes),
        programmes=(*base.programmes, replace(base.programmes[0], code="CT2", name="Nghiệp vụ khối")),
        topics=topics,
        lecturers=tuple(replace(row, topics=both) for row in base.lecturers),
        seats=tuple(
            SeatRow(code, COMMUNES[5 * place + row], 40, None) for place, code in enumerate(codes) for row in range(5)
        ),
    )

    summary = run(plan)

    assert len(summary["classes"]) == 40
    assert (summary["nominated"], summary["accepted"]) == (800, 800)


def test_state_pack_with_numbering_on(run) -> None:
    plan = year(classes=1, size=8)
    head = replace(plan.head, pack=Pack.STATE, issuer="Sở Nội vụ", parent_body="UBND thành phố Hà Nội")

    summary = run(replace(plan, head=head), None, "--number", "--today", "2026-05-20")

    assert summary["classes"][0]["trainees"] == 8


def test_more_nominees_than_seats_wait_as_reserve(run) -> None:
    plan = year(classes=1, size=9, senders=3)

    summary = run(plan, [people(row.unit, 5, letter=f"{row.unit}-CV") for row in plan.seats])

    assert (summary["nominated"], summary["accepted"], summary["reserve"]) == (15, 9, 6)


def test_seats_are_apportioned_by_weight(run) -> None:
    plan = year(classes=1, size=9, senders=3)
    plan = replace(
        plan,
        lines=(replace(plan.lines[0], quota_method=QuotaMethod.WEBSTER),),
        seats=tuple(SeatRow("D1", row.unit, None, weight) for row, weight in zip(plan.seats, (5, 3, 1), strict=True)),
    )

    summary = run(plan, [people(row.unit, 5, letter=f"{row.unit}-CV") for row in plan.seats])

    assert (summary["accepted"], summary["reserve"]) == (9, 6)


def test_short_topics_share_half_days(run) -> None:
    plan = year(classes=1, size=8)
    topics = tuple(short(topic, 2) if topic.number <= 4 else topic for topic in plan.topics)

    summary = run(replace(plan, topics=topics))

    (row,) = summary["classes"]
    assert (row["lessons"], row["first_day"], row["last_day"]) == (6, "2026-06-01", "2026-06-02")


def test_window_longer_than_needed_is_not_filled(run) -> None:
    summary = run(year(classes=1, size=8, days=15))

    assert [(row["first_day"], row["last_day"]) for row in summary["classes"]] == [("2026-06-01", "2026-06-03")]


def test_lecturers_who_are_busy_after_the_opening_are_waited_for(run) -> None:
    plan = year(classes=1, size=8, days=8)
    busy = (Spell(dt.date(2026, 6, 2), dt.date(2026, 6, 4)),)

    summary = run(replace(plan, lecturers=tuple(replace(row, busy=busy) for row in plan.lecturers)))

    (row,) = summary["classes"]
    assert (row["topics"], row["violations"]) == (5, 0)
    assert row["last_day"] > "2026-06-03"


def test_busy_half_days_of_rooms_are_kept_free(run) -> None:
    plan = year(classes=2, size=8, weeks=1, rooms=3)
    busy = (Spell(dt.date(2026, 6, 1), dt.date(2026, 6, 1), Part.MORNING),)

    summary = run(replace(plan, rooms=(replace(plan.rooms[0], busy=busy), *plan.rooms[1:])))

    assert Counter(row["trainees"] for row in summary["classes"]) == {8: 2}


def test_a_class_may_be_of_one_size_only(run) -> None:
    example = example_plan()
    rows = (ClassRow("D1", 1, "Lớp 1", 4, 4, *_window(0)), ClassRow("D1", 2, "Lớp 2", 6, 6, *_window(1)))
    plan = replace(
        example,
        lines=(replace(example.lines[0], seats=10),),
        classes=rows,
        seats=(SeatRow("D1", COMMUNES[0], 10, None),),
    )

    summary = run(plan)

    assert [row["trainees"] for row in summary["classes"]] == [4, 6]


def _window(week: int) -> tuple[dt.date, dt.date]:
    monday = dt.date(2026, 6, 1) + dt.timedelta(weeks=week)
    return monday, monday + dt.timedelta(days=4)
