import datetime as dt

import pytest

import builders
from apps.acting import LEADER, PLANNER, SENDER, last_event, refused
from apps.plans import delegated
from khaigiang.apps.plans.actions import report_result
from khaigiang.apps.plans.models import ReportedResult

TODAY = dt.date(2022, 5, 12)
FIRST, LAST = dt.date(2022, 1, 1), dt.date(2022, 3, 31)


@pytest.fixture
def line(db):
    return delegated.totals_line()


def report(line, *, by=PLANNER, **facts):
    said = {"first_day": FIRST, "last_day": LAST, "classes": 20, "places": 2600, "people": 2100, "source": " 12-BC/HU "}
    return report_result(line, **{**said, **facts}, by=by)


def stored() -> list[tuple[object, ...]]:
    return list(ReportedResult.objects.values_list("first_day", "last_day", "classes", "places", "people"))


def test_organiser_reports_what_it_held(line) -> None:
    result = report(line, by=delegated.organiser(line))

    assert stored() == [(FIRST, LAST, 20, 2600, 2100)]
    assert (result.reported_by, result.reported_on, result.source) == ("Phạm Thị Kế", TODAY, "12-BC/HU")
    assert last_event() == (
        "plans.result_reported",
        f"ReportedResult:{result.pk}",
        "7",
        {
            "line": "D1",
            "first": "2022-01-01",
            "last": "2022-03-31",
            "classes": "20",
            "places": "2600",
            "people": "2100",
        },
    )


def test_same_period_again_takes_the_place_of_what_was_said_and_the_trail_keeps_both(line) -> None:
    first = report(line)

    second = report(line, classes=21, people=None)

    assert second == first
    assert stored() == [(FIRST, LAST, 21, 2600, None)]
    verb, _thing, _by, facts = last_event()
    assert (verb, facts["classes"], facts["classes_before"], facts["people"], facts["people_before"]) == (
        "plans.result_replaced",
        "21",
        "20",
        "",
        "2100",
    )


def test_periods_follow_one_another(line) -> None:
    report(line)

    report(line, first_day=dt.date(2022, 4, 1), last_day=dt.date(2022, 6, 30))

    assert len(stored()) == 2


def test_period_that_shares_days_with_another_is_refused(line) -> None:
    report(line)

    with refused(
        "reported_periods_overlap",
        "Kỳ báo cáo này trùng ngày với kỳ 01/01/2022–31/03/2022 đã báo cáo. "
        "Hãy báo cáo lại đúng kỳ ấy, hoặc chỉ phần chưa báo cáo.",
    ):
        report(line, last_day=dt.date(2022, 6, 30))


def test_more_than_planned_is_taken_as_reported(line) -> None:
    report(line, classes=101, places=13_268)

    assert stored() == [(FIRST, LAST, 101, 13_268, 2100)]


def test_more_people_than_places_and_a_reversed_period_are_refused(line) -> None:
    with refused("reported_people_within_places", "Số người không thể lớn hơn số lượt."):
        report(line, people=2601)
    with refused("reported_result_dates_in_order"):
        report(line, last_day=dt.date(2021, 12, 31))


def test_figures_of_a_line_whose_classes_are_run_here_come_from_them(db) -> None:
    line = builders.line(builders.plan(), code="D3")

    with refused(
        "line_tracked_by_classes", "Dòng D3 theo dõi từng lớp: số liệu lấy từ các lớp, không nhập số tổng hợp."
    ):
        report(line)


@pytest.mark.parametrize("actor", [SENDER, LEADER])
def test_nobody_else_reports(line, actor) -> None:
    with refused(
        "may_not_organise",
        "Chỉ đơn vị chủ trì dòng kế hoạch, hoặc cơ quan tham mưu kế hoạch, được đề nghị và báo cáo.",
    ):
        report(line, by=actor)
