"""Units that have not answered are reminded once at each stage, and anew when the deadline moves."""

import datetime as dt

import pytest
from django.urls import reverse

import builders
from apps.acting import LEADER, PLANNER, last_event, refused
from apps.calls.calling import own, published, seats
from apps.calls.test_answering import filled
from khaigiang.apps.calls.actions import extend, remind_units, submit
from khaigiang.apps.calls.models import Reminder
from khaigiang.apps.calls.tasks import remind

pytestmark = pytest.mark.django_db


def stages() -> list[tuple[str, int]]:
    return list(Reminder.objects.order_by("pk").values_list("unit__name", "days_before"))


def test_silent_units_are_reminded_once_a_stage(at) -> None:
    quota = seats()
    other = builders.grant(quota.line, builders.unit("Quận B"), 1)
    call = published(quota.line)
    submit(filled(other, "Lê An"), by=own(other))

    assert remind_units(by=PLANNER) == 0  # eight days left
    at(2022, 5, 14)
    assert remind_units(by=PLANNER) == 1
    assert last_event()[:2] == ("calls.reminded", "quotas")
    assert remind_units(by=PLANNER) == 0
    at(2022, 5, 19)
    remind(timestamp=0)
    assert stages() == [("Quận A", 7), ("Quận A", 2)]
    extend(call, until=dt.date(2022, 5, 21), why="lũ", by=PLANNER)
    remind(timestamp=0)
    assert stages()[2:] == [("Quận A", 2)]
    at(2022, 5, 22)
    assert remind_units(by=PLANNER) == 0


def test_reminder_is_read_on_the_units_home_and_the_planner_sees_who_is_silent(planner, as_user, at) -> None:
    quota = seats()
    call = published(quota.line)
    at(2022, 5, 14)
    remind_units(by=PLANNER)
    home = as_user(builders.user("sending_unit", units=[quota.unit])).get(reverse("desk:home")).content.decode()
    assert "Cơ quan tham mưu đã nhắc ngày 14/05 (mốc 7 ngày trước hạn)." in home
    page = planner.get(reverse("calls:call", args=[call.pk])).content.decode()
    assert "1 chưa trả lời" in page
    assert "(mốc 7 ngày)" in page


def test_only_a_planner_reminds() -> None:
    with refused("may_not_call"):
        remind_units(by=LEADER)
