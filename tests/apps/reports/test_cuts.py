import datetime as dt

import pytest
from django.utils import translation

import builders
from apps.acting import somebody
from apps.reports.examples import ON, held, line, seat, study, year
from khaigiang.apps.catalogue.models import Programme
from khaigiang.apps.plans.models import PlanLine
from khaigiang.apps.reports.phrases import Cut
from khaigiang.apps.reports.queries import breakdown
from khaigiang.foundation import guarded

pytestmark = pytest.mark.django_db
LINES = PlanLine.objects.order_by("pk")


def cut(by, **facts):
    """Key, name, planned classes and seats, classes held, places and people of each slice."""
    return [
        (
            each.key,
            each.name,
            each.planned_classes,
            each.planned_seats,
            each.held_classes,
            each.places,
            each.people,
        )
        for each in breakdown(LINES.all(), by=by, on=ON, **facts)
    ]


@pytest.mark.parametrize(
    ("by", "slices"),
    [
        (
            "programme",
            [("so", "Chuyển đổi số", 1, 3, 1, 2, 2), ("dang", "Công tác đảng", 7, 104, 4, 92, None)],
        ),
        (
            "kind",
            [("refresher", "Bồi dưỡng", 7, 104, 4, 92, None), ("workshop", "Tập huấn", 1, 3, 1, 2, 2)],
        ),
        (
            "organiser",
            [
                ("Ban Tổ chức Thành ủy", "Ban Tổ chức Thành ủy", 2, 4, 1, 2, 2),
                ("Huyện Chương Mỹ", "Huyện Chương Mỹ", 5, 100, 3, 90, None),
                ("Sở Nội vụ", "Sở Nội vụ", 1, 3, 1, 2, 2),
            ],
        ),
        (
            "field",
            [
                ("party_building", "Xây dựng Đảng", 7, 104, 4, 92, None),
                ("digital", "Chuyển đổi số, công nghệ thông tin", 1, 3, 1, 2, 2),
            ],
        ),
        (
            "bloc",
            [
                ("party", "Khối Đảng", 2, 4, 1, 2, 2),
                ("government", "Khối chính quyền", 1, 3, 1, 2, 2),
                ("", "Chưa ghi khối", 5, 100, 3, 90, None),
            ],
        ),
    ],
)
def test_lines_are_cut_by_what_they_say(by, slices):
    year()

    assert cut(by) == slices


def test_by_month_classes_count_where_they_opened_and_reports_where_they_lie():
    year()

    assert cut("month") == [
        ("2024-03", "Tháng 3/2024", 1, None, 1, 2, 2),
        ("2024-05", "Tháng 5/2024", 1, None, 1, 2, 2),
        ("2024-07", "Tháng 7/2024", 0, None, 1, 20, 18),
        ("", "Không rõ tháng", 5, None, 2, 70, None),
    ]


def test_by_month_of_some_days_leaves_out_what_was_planned_without_a_date():
    year()

    assert cut("month", first=dt.date(2024, 5, 1), last=dt.date(2024, 5, 31)) == [
        ("2024-05", "Tháng 5/2024", 1, None, 1, 2, 2),
        ("", "Không rõ tháng", 0, None, 0, 0, 0),
    ]


def test_by_unit_counts_the_classes_its_people_sit_in_and_reports_have_no_unit():
    world = year()

    assert cut("unit") == [
        (str(world.north.pk), "Ba Vì", None, 3, 1, 2, 2),
        (str(world.south.pk), "Sóc Sơn", None, 3, 1, 2, 2),
        ("", "Không rõ đơn vị", None, 101, 3, 90, None),
    ]


def test_by_unit_the_completed_stand_with_who_sent_them():
    year()

    assert [each.completed for each in breakdown(LINES.all(), by=Cut.UNIT, on=ON)] == [1, 0, 0]


def test_unit_finds_itself_alone_and_what_it_organises():
    world = year()
    unit = somebody("sending_unit", scope=frozenset({world.south.pk}))

    assert cut("unit", actor=unit) == [
        (str(world.south.pk), "Sóc Sơn", None, 3, 1, 2, 2),
        ("", "Không rõ đơn vị", None, 100, 3, 90, None),
    ]


def test_programme_is_called_as_in_its_latest_version():
    old = study("Tên cũ", code="x")
    with guarded.writing("test"):
        Programme.objects.create(
            code="x", version=2, name="Tên mới", kind=old.kind, study_form=old.study_form, digest="1" * 64
        )
    line(builders.plan(), study=old)

    assert [(key, name) for key, name, *_rest in cut("programme")] == [("x", "Tên mới")]


def test_field_that_is_no_longer_listed_keeps_its_word():
    line(builders.plan(), study=study("Cũ", "old_field"))

    assert [(key, name) for key, name, *_rest in cut("field")] == [("old_field", "old_field")]


def test_fields_are_called_in_the_readers_language():
    year()

    with translation.override("en"):
        names = [name for _key, name, *_rest in cut("field")]

    assert names == ["Party building", "Digital transformation and IT"]


def test_unknown_cut_is_a_mistake():
    with pytest.raises(ValueError, match="weekday"):
        breakdown(LINES.all(), by="weekday", on=ON)


@pytest.mark.parametrize("by", list(Cut))
def test_cut_of_no_lines_is_empty(by):
    assert breakdown(LINES.none(), by=by, on=ON) == ()


@pytest.mark.parametrize("more", [0, 2])
@pytest.mark.parametrize(
    ("by", "questions"),
    [("programme", 5), ("kind", 4), ("organiser", 4), ("field", 4), ("bloc", 4), ("month", 5), ("unit", 5)],
)
def test_cuts_ask_the_same_number_of_questions(by, questions, more, django_assert_num_queries):
    world = year()
    for number in range(more):
        extra = line(world.plan)
        seat(builders.person(f"Thêm {number}"), held(extra, dt.date(2024, 9, 2)), world.north)

    with django_assert_num_queries(questions):
        breakdown(LINES.all(), by=by, on=ON)
