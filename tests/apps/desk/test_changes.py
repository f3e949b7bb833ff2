"""A change that was published is on the homes of those it concerns, until its lessons are over."""

import datetime as dt

import pytest
from lxml import html

import builders
from apps.timetables.examples import FRIDAY, MONDAY, class_of, ready_plan, set_state, teacher, topics_of
from khaigiang.apps.schools.models import Lecturer
from khaigiang.apps.timetables.actions import ask_repair, begin_search, find_repairs, publish, timetable_plan
from khaigiang.core.states import ClassState
from khaigiang.core.timetabling.loss import Loss, LossKind
from khaigiang.foundation import clock
from khaigiang.foundation.actor import SYSTEM

pytestmark = pytest.mark.django_db
BEFORE, AFTER = MONDAY - dt.timedelta(days=7), FRIDAY + dt.timedelta(days=7)


@pytest.fixture
def plan():
    """A plan whose class lost its Monday, of which all have been told."""
    held = ready_plan()
    teacher("Lê Thị Dạy", topics_of(held))
    with clock.standing_at(BEFORE):
        timetable_plan(held, by=SYSTEM, seconds=5)
        set_state(ClassState.OPEN)
        asked = ask_repair(held, loss=Loss(LossKind.DAY, "", MONDAY, MONDAY), by=SYSTEM)
        begin_search(asked, by=SYSTEM)
        publish(find_repairs(asked, stopped=lambda: False, by=SYSTEM), proposal=1, by=SYSTEM)
    return held


def home_of(client, *, on):
    with clock.standing_at(on):
        return " ".join(html.fromstring(client.get("/").content.decode()).text_content().split())


def test_lecturer_trainee_and_class_board_are_told_while_a_changed_lesson_is_ahead(plan, as_user):
    lecturer = Lecturer.objects.filter(timetable_versions__number=2).first()
    trainee = class_of(plan).enrolments.first().nomination.person
    told = [
        as_user(builders.user("lecturer", person=lecturer.person)),
        as_user(builders.user("trainee", person=trainee)),
        as_user(builders.user("class_board", everywhere=True)),
    ]

    for client in told:
        said = home_of(client, on=BEFORE)
        assert "buổi đã thay đổi trong thời khóa biểu" in said
        assert "Bản số 2 công bố ngày 02/05." in said
        assert "buổi đã thay đổi trong thời khóa biểu" not in home_of(client, on=AFTER)
