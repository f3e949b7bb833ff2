"""What timetables have to respect: closed days, limits of lecturers, wishes."""

import datetime as dt
from dataclasses import replace

import pytest

import builders
from apps.acting import LEADER, PLANNER, SCHOOL, last_event, refused
from khaigiang.apps.schools.actions import close_days, reopen_day, state_limits, state_wishes
from khaigiang.apps.schools.models import ClosedDay, Lecturer, TimetableWishes, Venue
from khaigiang.apps.schools.queries import (
    days_closed_by_venue,
    lecturer_called,
    usual_weights,
    venue_called,
    weights_for,
)
from khaigiang.core.timetabling.problem import Weights
from khaigiang.foundation import guarded

pytestmark = pytest.mark.django_db
# What is asked of topics that are spread is the only thing that weighs more than in the core.
USUAL = Weights(working_days=5)
MAY_11, MAY_12 = dt.date(2022, 5, 11), dt.date(2022, 5, 12)


@pytest.fixture
def venue() -> Venue:
    return builders.room().venue


@pytest.fixture
def lecturer() -> Lecturer:
    return builders.lecturer("Trịnh Công Giảng")


def test_days_are_closed_at_a_venue_and_everywhere(venue) -> None:
    close_days(venue, first=MAY_11, last=MAY_12, reason=" Kỳ họp HĐND ", by=SCHOOL)

    facts = {"venue": venue.name, "first": "2022-05-11", "last": "2022-05-12", "days": "2", "why": " Kỳ họp HĐND "}
    assert last_event() == ("schools.days_closed", f"Venue:{venue.pk}", "7", facts)
    close_days(None, first=MAY_12, last=MAY_12, reason="Lễ hội", by=PLANNER)
    assert days_closed_by_venue() == {venue.name: frozenset({MAY_11, MAY_12}), "": frozenset({MAY_12})}
    assert set(ClosedDay.objects.values_list("reason", flat=True)) == {"Kỳ họp HĐND", "Lễ hội"}


def test_days_that_are_closed_already_keep_their_reason(venue) -> None:
    close_days(venue, first=MAY_11, last=MAY_11, reason="Kỳ họp", by=PLANNER)
    close_days(venue, first=MAY_11, last=MAY_12, reason="Sửa chữa", by=PLANNER)

    days = ClosedDay.objects.order_by("day").values_list("day", "reason")
    assert list(days) == [(MAY_11, "Kỳ họp"), (MAY_12, "Sửa chữa")]


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"by": LEADER}, "may_not_state_needs"),
        ({"last": MAY_11 - dt.timedelta(days=1)}, "days_reversed"),
        ({"last": MAY_11 + dt.timedelta(days=92)}, "too_many_days"),
        ({"last": dt.date.max}, "too_many_days"),
        ({"reason": "  "}, "reason_wanted"),
        ({"last": MAY_11}, "closed_already"),
    ],
)
def test_refused_closing_leaves_nothing(venue, facts, code) -> None:
    close_days(venue, first=MAY_11, last=MAY_11, reason="Kỳ họp", by=PLANNER)
    with refused(code):
        close_days(venue, **{"first": MAY_11, "last": MAY_12, "reason": "Kỳ họp", "by": PLANNER, **facts})


def test_closed_day_is_opened_again(venue) -> None:
    (closed,) = close_days(venue, first=MAY_11, last=MAY_11, reason="Kỳ họp", by=PLANNER)
    key = closed.pk
    with refused("may_not_state_needs"):
        reopen_day(closed, by=LEADER)

    reopen_day(closed, by=SCHOOL)

    assert not ClosedDay.objects.exists()
    facts = {"venue": venue.name, "day": "2022-05-11", "why": "Kỳ họp"}
    assert last_event() == ("schools.day_reopened", f"ClosedDay:{key}", "7", facts)


def test_database_refuses_a_day_closed_twice_or_without_a_reason(venue) -> None:
    for where in (venue, None):
        close_days(where, first=MAY_11, last=MAY_11, reason="Kỳ họp", by=PLANNER)
        with refused("closed_day_once"), guarded.writing("test"):
            ClosedDay.objects.create(venue=where, day=MAY_11, reason="Lại")
    with refused("closed_day_says_why"), guarded.writing("test"):
        ClosedDay.objects.create(venue=venue, day=MAY_12)


def test_limits_of_a_lecturer_are_stated(lecturer, venue) -> None:
    assert (lecturer.max_per_day, lecturer.max_per_week, lecturer.home_venue) == (2, None, None)

    state_limits(lecturer, max_per_day=1, max_per_week=3, home_venue=venue, by=SCHOOL)

    lecturer.refresh_from_db()
    assert (lecturer.max_per_day, lecturer.max_per_week, lecturer.home_venue) == (1, 3, venue)
    facts = {"lecturer": "Trịnh Công Giảng", "a_day": "1", "a_week": "3", "venue": venue.name}
    assert last_event() == ("schools.limits_stated", f"Lecturer:{lecturer.pk}", "7", facts)


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"by": LEADER}, "may_not_state_needs"),
        ({"max_per_day": 2, "max_per_week": 1}, "week_below_day"),
        ({"max_per_day": 0}, "lecturer_limit_a_day"),
        ({"max_per_day": 4}, "lecturer_limit_a_day"),
        ({"max_per_week": 22}, "lecturer_limit_a_week"),
    ],
)
def test_refused_limits_leave_nothing(lecturer, facts, code) -> None:
    with refused(code):
        state_limits(lecturer, **{"max_per_day": 2, "max_per_week": None, "home_venue": None, "by": PLANNER, **facts})


def test_weights_are_the_usual_ones_until_somebody_states_others(venue) -> None:
    assert weights_for({venue.name}) == weights_for(set()) == USUAL

    state_wishes(None, weights={"mornings": 0, "fairness": 1}, by=SCHOOL)

    assert last_event() == ("schools.wishes_stated", "venues", "7", {"venue": "", "weights": "mornings 0"})
    assert weights_for({venue.name}) == replace(USUAL, mornings=0)


def test_own_wishes_of_a_venue_hold_where_all_classes_are_there(venue) -> None:
    state_wishes(None, weights={"mornings": 0}, by=PLANNER)
    state_wishes(venue, weights={"travel": 9, "consecutive_limit": 3}, by=PLANNER)

    assert weights_for({venue.name}) == replace(USUAL, travel=9, consecutive_limit=3)
    assert weights_for({venue.name, "Nơi khác"}) == weights_for({"Nơi khác"}) == replace(USUAL, mornings=0)
    state_wishes(venue, weights={}, by=PLANNER)
    assert weights_for({venue.name}) == replace(USUAL, mornings=0)


@pytest.mark.parametrize(
    ("weights", "code"),
    [
        ({"sleep": 1}, "no_such_wish"),
        ({"mornings": -1}, "weight_out_of_range"),
        ({"mornings": 21}, "weight_out_of_range"),
        ({"consecutive_limit": 0}, "weight_out_of_range"),
    ],
)
def test_refused_wishes_leave_nothing(venue, weights, code) -> None:
    with refused("may_not_state_needs"):
        state_wishes(venue, weights={"mornings": 1}, by=LEADER)
    with refused(code):
        state_wishes(venue, weights=weights, by=PLANNER)


def test_database_keeps_one_row_of_wishes_a_venue(venue) -> None:
    for where in (venue, None):
        state_wishes(where, weights={"mornings": 1}, by=PLANNER)
        with refused("wishes_once"), guarded.writing("test"):
            TimetableWishes.objects.create(venue=where, weights={})


def test_every_wish_is_a_weight_of_the_core() -> None:
    assert Weights(**usual_weights()) == USUAL


def test_venues_and_lecturers_are_found_by_name(venue, lecturer) -> None:
    assert venue_called("truong dao tao can bo le hong phong") == venue
    assert (
        lecturer_called("trinh cong giang")
        == lecturer_called("Trịnh Công Giảng", unit="khoa xay dung dang")
        == lecturer
    )
    with refused("no_such_venue", f"Không có địa điểm “X”. Các địa điểm đã có: {venue.name}."):
        venue_called("X")
    with refused("no_such_lecturer"):
        lecturer_called("Trịnh Công Giảng", unit="Khoa khác")
    builders.lecturer("Trịnh Công Giảng", unit_name="Khoa khác")
    with refused("several_lecturers"):
        lecturer_called("Trịnh Công Giảng")
