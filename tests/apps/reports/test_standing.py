import datetime as dt

import pytest

import builders
from apps.reports.examples import MARCH, MAY, held, line, planned, reported, seat, year
from khaigiang.apps.plans.models import Consent, PlanLine
from khaigiang.apps.reports.queries import behind, due, plan_against_actual, running, year_gone
from khaigiang.core.states import ClassState
from khaigiang.foundation import guarded

pytestmark = pytest.mark.django_db
LINES = PlanLine.objects.order_by("pk")
DAY = dt.date(2024, 5, 16)


def test_running_classes_have_opened_and_are_not_over():
    world = year()

    found = running(LINES.all(), on=DAY)

    assert [(each.training_class.line, each.size, each.done, each.topics) for each in found] == [(world.open, 2, 0, 0)]


@pytest.mark.parametrize(("day", "classes"), [(dt.date(2024, 3, 3), 0), (MARCH, 0), (MAY, 1)])
def test_class_of_one_day_runs_on_no_other_day(day, classes):
    year()

    assert len(running(LINES.all(), on=day)) == classes


def test_running_class_says_how_many_topics_are_behind_it():
    builders.small_world()

    (found,) = running(LINES.all(), on=dt.date(2022, 5, 12))

    assert (found.size, found.done, found.topics, found.last_day) == (4, 2, 4, dt.date(2022, 5, 12))


def said(found):
    return [(each.name, each.key is not None, [str(gap) for gap in each.missing]) for each in found]


def test_class_due_soon_says_what_it_lacks():
    of = line(builders.plan(year=2024))
    builders.training_class(planned(of, DAY, name="Đã lập"), state=ClassState.FORMED)
    planned(of, dt.date(2024, 6, 15), name="Chưa lập")
    planned(of, dt.date(2024, 6, 16), name="Còn lâu")
    planned(of, dt.date(2024, 5, 15), name="Đã qua")

    found = due(LINES.all(), on=DAY)

    assert said(found) == [
        (
            "Đã lập",
            True,
            [
                "lớp có 0 học viên, ít hơn sĩ số tối thiểu 1",
                "chưa có thời khóa biểu",
                "chưa có dự thảo quyết định mở lớp",
                "giảng viên chưa được xác nhận nhận lịch",
                "cơ sở đào tạo chưa xác nhận phòng học sẵn sàng",
            ],
        ),
        ("Chưa lập", False, ["chưa lập danh sách lớp"]),
    ]
    assert ([str(gap) for gap in found[0].first_missing], found[0].more_missing) == (
        ["lớp có 0 học viên, ít hơn sĩ số tối thiểu 1", "chưa có thời khóa biểu"],
        3,
    )


def test_delegated_class_due_soon_waits_for_consent():
    unit = builders.unit("Huyện Chương Mỹ")
    of = line(builders.plan(year=2024), delegated=True, organiser_unit=unit, consenting_body="Ban Tổ chức Thành ủy")
    planned(of, DAY)
    before = said(due(LINES.all(), on=DAY))
    with guarded.writing("test"):
        Consent.objects.create(
            line=of, state="given", asked_by="Huyện", asked_on=DAY, answered_by="Ban", answered_on=DAY
        )

    assert before == [("Lớp 1", False, ["chưa có ý kiến thống nhất", "chưa lập danh sách lớp"])]
    assert said(due(LINES.all(), on=DAY)) == [("Lớp 1", False, ["chưa lập danh sách lớp"])]


def test_open_class_is_not_due():
    of = line(builders.plan(year=2024))
    held(of, DAY, finished=False)

    assert due(LINES.all(), on=DAY) == ()


def late(on=DAY):
    return [(each.line, str(each.why)) for each in behind(plan_against_actual(LINES.all(), on=on), on=on)]


def test_line_is_behind_when_a_planned_class_has_not_opened():
    of = line(builders.plan(year=2024), classes=4)
    held(of, MARCH)
    planned(of, dt.date(2024, 5, 15))
    planned(of, DAY)

    assert late() == [(of, "1 lớp đã qua ngày dự kiến mà chưa khai giảng")]


def test_line_of_totals_is_behind_the_year():
    plan = builders.plan(year=2024)
    slow = line(plan, tracking="totals", seats=100)
    quick = line(plan, tracking="totals", seats=100)
    silent = line(plan, tracking="totals", seats=100)
    reported(slow, MARCH, MARCH, classes=1, places=20)
    reported(quick, MARCH, MARCH, classes=1, places=37)

    assert late() == [
        (silent, "đơn vị tổ chức chưa báo cáo kết quả nào"),
        (slow, "mới đạt 20% chỉ tiêu, năm đã qua 37%"),
    ]
    assert quick not in [each for each, _why in late()]


@pytest.mark.parametrize(
    ("day", "percent"),
    [
        (dt.date(2023, 6, 1), 0),
        (dt.date(2024, 1, 1), 0),
        (dt.date(2024, 7, 1), 50),
        (dt.date(2024, 12, 30), 99),
        (dt.date(2024, 12, 31), 100),
        (dt.date(2025, 3, 1), 100),
    ],
)
def test_year_passes_day_by_day(day, percent):
    assert year_gone(2024, day) == percent


@pytest.mark.parametrize("more", [0, 2])
def test_standing_asks_the_same_number_of_questions(more, django_assert_num_queries):
    world = year()
    for number in range(more + 1):
        extra = line(world.plan)
        seat(builders.person(f"Thêm {number}"), held(extra, DAY, finished=False), world.north)
        builders.training_class(planned(extra, DAY))
    rows = plan_against_actual(LINES.all(), on=DAY)

    with django_assert_num_queries(3):
        running(LINES.all(), on=DAY)
    with django_assert_num_queries(6):
        due(LINES.all(), on=DAY)
    with django_assert_num_queries(1):
        behind(rows, on=DAY)
