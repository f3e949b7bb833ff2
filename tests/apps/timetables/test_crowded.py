"""A class that grew once it was timetabled: which of its rooms are too small by now, and where that is seen."""

import datetime as dt

import pytest
from django.urls import reverse
from lxml import html

import builders
from apps.acting import PLANNER
from apps.desk.homes import duties, duty, link
from khaigiang.apps.catalogue.models import Topic
from khaigiang.apps.classes.actions import seat
from khaigiang.apps.schools.models import Room
from khaigiang.apps.timetables.models import Lesson
from khaigiang.apps.timetables.queries import crowded_rooms
from khaigiang.core.states import ClassState
from khaigiang.foundation import clock, guarded

pytestmark = pytest.mark.django_db
WEDNESDAY, THURSDAY, FRIDAY = (dt.date(2022, 5, day) for day in (11, 12, 13))
DUTY = "Đổi phòng không đủ chỗ ngồi"


@pytest.fixture
def world():
    """Four people on Wednesday and Thursday in a hall that seats just them."""
    made = builders.small_world(state=ClassState.TIMETABLED)
    with guarded.writing("test"):
        Room.objects.update(capacity=4)
    return made


def one_more(world) -> None:
    builders.more_seats(world.districts[0], 5)
    late = builders.nominate(world.nominations[0].list, builders.person("Ngô Đến Sau"), of=world.communes[2], place=9)
    seat(world.training_class, [late.pk], by=PLANNER)


def said(*, on=WEDNESDAY, plan=None) -> list[str]:
    return [str(each.said) for each in crowded_rooms(on=on, plan=plan)]


def test_late_reserve_is_seated_whatever_the_room_holds_and_the_room_is_told(world) -> None:
    assert said() == []

    one_more(world)

    when = "sáng 11/05/2022, chiều 11/05/2022, sáng 12/05/2022 và 1 buổi nữa"
    assert said() == [f"Lớp 1 có 5 người, Hội trường A có 4 chỗ: {when}"]


def test_half_days_that_are_over_trouble_nobody(world) -> None:
    one_more(world)

    assert said(on=THURSDAY) == ["Lớp 1 có 5 người, Hội trường A có 4 chỗ: sáng 12/05/2022, chiều 12/05/2022"]
    assert said(on=FRIDAY) == []


def test_each_room_is_told_by_itself_in_order_of_time(world) -> None:
    one_more(world)
    with guarded.writing("test"):
        Lesson.objects.filter(day=THURSDAY, part="morning").update(room=builders.room("Phòng nhỏ", capacity=2))
        Lesson.objects.filter(day=THURSDAY, part="afternoon").update(room=builders.room("Phòng lớn", capacity=5))

    assert said() == [
        "Lớp 1 có 5 người, Hội trường A có 4 chỗ: sáng 11/05/2022, chiều 11/05/2022",
        "Lớp 1 có 5 người, Phòng nhỏ có 2 chỗ: sáng 12/05/2022",
    ]


def test_classes_that_sit_together_are_counted_together(world) -> None:
    beside = builders.training_class(builders.planned_class(world.line, 2), state=ClassState.TIMETABLED)
    builders.more_seats(world.districts[0], 1)
    late = builders.nominate(world.nominations[0].list, builders.person("Ngô Lớp Hai"), of=world.communes[2], place=9)
    builders.enrol(beside, late)
    builders.lesson(beside, Topic.objects.first(), WEDNESDAY, where=world.room)

    assert said() == ["Lớp 1, Lớp 2 có 5 người, Hội trường A có 4 chỗ: sáng 11/05/2022"]


def test_rooms_of_another_plan_are_left_out(world) -> None:
    one_more(world)

    assert (said(plan=builders.plan()), len(said(plan=world.plan))) == ([], 1)


@pytest.mark.parametrize("rooms", [1, 3])
def test_rooms_are_found_by_four_queries(rooms, world, django_assert_num_queries) -> None:
    one_more(world)
    with guarded.writing("test"):
        for row in list(Lesson.objects.all())[1:rooms]:
            row.room = builders.room(f"Phòng {row.pk}", capacity=1)
            row.save()
    with django_assert_num_queries(4):
        assert len(crowded_rooms(on=WEDNESDAY)) == rooms


def text(answer) -> str:
    return " ".join(html.fromstring(answer.content.decode()).get_element_by_id("main").text_content().split())


def test_planner_and_school_are_led_to_the_timetable_of_the_class(world, planner, as_user) -> None:
    school = as_user(builders.user("school", everywhere=True))
    assert DUTY not in dict(duties(planner.get("/")))
    one_more(world)

    for reader in (planner, school):
        with clock.standing_at(WEDNESDAY):
            page = reader.get("/")
        assert dict(duties(page))[DUTY] == "Hôm nay"
        assert "Lớp 1 có 5 người, Hội trường A có 4 chỗ" in duty(page, DUTY)
        assert link(page, DUTY) == reverse("timetables:of_class", args=[world.training_class.pk])


def test_timetables_name_the_rooms_to_those_who_can_change_them(world, planner, as_user) -> None:
    one_more(world)
    leader = as_user(builders.user("leader", everywhere=True))
    with clock.standing_at(WEDNESDAY):
        for name, key in (("of_class", world.training_class.pk), ("of_plan", world.plan.pk)):
            page = reverse(f"timetables:{name}", args=[key])
            assert "Lớp 1 có 5 người, Hội trường A có 4 chỗ" in text(planner.get(page))
            assert "Phòng không đủ chỗ ngồi" not in text(leader.get(page))
