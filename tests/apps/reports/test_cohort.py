import datetime as dt

import pytest

import builders
from khaigiang.apps.accounts.queries import actor_of
from khaigiang.apps.reports.phrases import Status
from khaigiang.apps.reports.queries import coverage, named
from khaigiang.apps.units.models import Level
from khaigiang.core.states import ClassState, NominationState

pytestmark = pytest.mark.django_db
TODAY = dt.date(2022, 5, 12)


@pytest.mark.parametrize(
    ("state", "status"),
    [
        (ClassState.FINISHED, Status.ATTENDING),
        (ClassState.OPEN, Status.ATTENDING),
        (ClassState.TIMETABLED, Status.WAITING),
    ],
)
def test_enrolled_people_are_counted_by_their_class_on_the_day(state, status):
    world = builders.small_world(state=state)
    assert coverage(world.line, on=TODAY).by_status == {status: 4, Status.ABSENT: 2}


def test_finished_class_counts_as_attended_from_its_last_day():
    world = builders.small_world(state=ClassState.FINISHED)
    assert coverage(world.line, on=world.planned.last_day).by_status == {Status.ATTENDED: 4, Status.ABSENT: 2}


@pytest.mark.parametrize(
    ("state", "status"),
    [
        (NominationState.NOT_ELIGIBLE, Status.REFUSED),
        (NominationState.INCOMPLETE, Status.REFUSED),
        (NominationState.RESERVE, Status.WAITING),
        (NominationState.NOMINATED, Status.WAITING),
        (NominationState.ACCEPTED, Status.WAITING),
    ],
)
def test_people_without_a_class_are_counted_by_their_verdict(state, status):
    world = builders.small_world(districts=1, people=1)
    letter = world.nominations[0].list
    builders.more_seats(world.districts[0], 1)
    builders.nominate(letter, builders.person("Người Mới"), of=world.communes[1], state=state, place=2)
    assert coverage(world.line, on=TODAY).by_status == {Status.ATTENDING: 1, status: 1}


def test_post_is_counted_once_by_whoever_is_furthest():
    world = builders.small_world(districts=1, people=1)
    letter = world.nominations[0].list
    builders.nominate(
        letter, builders.person("Phó Bí Thư"), of=world.communes[0], state=NominationState.NOT_ELIGIBLE, place=2
    )
    found = coverage(world.line, on=TODAY)
    assert (found.total, found.by_status, found.people) == (2, {Status.ATTENDING: 1, Status.ABSENT: 1}, 2)


def test_communes_are_those_of_the_plans_date():
    world = builders.small_world(districts=1, people=1)
    builders.unit("Phường Đã Nhập", Level.COMMUNE, world.districts[0], valid_to=dt.date(2021, 12, 31))
    builders.unit("Phường Sẽ Lập", Level.COMMUNE, world.districts[0], valid_from=dt.date(2022, 7, 1))
    assert coverage(world.line, on=TODAY).total == 2


def test_person_of_no_post_counted_is_named_apart():
    world = builders.small_world(districts=1, people=1)
    builders.more_seats(world.districts[0], 1)
    builders.nominate(world.nominations[0].list, builders.person("Ở Quận"), of=world.districts[0], place=2)
    found = coverage(world.line, on=TODAY)
    assert ([post.name for post in found.unplaced], found.total) == (["Ở Quận"], 2)


def test_unit_that_sends_people_itself_has_as_many_posts_as_seats():
    world = builders.small_world(districts=1, people=1)
    body = builders.unit("Đảng ủy Khối", Level.BODY)
    builders.grant(world.line, body, 3)
    builders.nominate(builders.letter(world.line, body), builders.person("Của Khối"), of=body)
    (found,) = [each for each in coverage(world.line, on=TODAY).districts if each.unit == body]
    assert found.by_status == {Status.WAITING: 1, Status.ABSENT: 2}


def test_city_that_sends_people_has_the_communes_two_levels_below():
    world = builders.small_world(districts=2, people=1)
    line = builders.line(world.plan)
    builders.grant(line, world.city, 4)
    assert coverage(line, on=TODAY).by_status == {Status.ABSENT: 4}


def test_sending_unit_sees_its_own_posts_only():
    world = builders.small_world()
    actor = actor_of(builders.user("sending_unit", units=[world.districts[0]]))
    found = coverage(world.line, on=TODAY, actor=actor)
    assert [each.unit for each in found.districts] == [world.districts[0]]


def test_posts_are_found_without_diacritics():
    world = builders.small_world()
    found = named(coverage(world.line, on=TODAY).posts, "do anh")
    assert [post.name for post in found] == ["Đỗ Ánh Dương 12", "Đỗ Ánh Dương 22"]


@pytest.mark.parametrize("districts", [1, 3])
def test_coverage_asks_the_same_number_of_questions(districts, django_assert_num_queries):
    world = builders.small_world(districts=districts)
    with django_assert_num_queries(4):
        coverage(world.line, on=TODAY)
