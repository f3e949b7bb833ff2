import datetime as dt

import pytest

import builders
from apps.acting import somebody
from khaigiang.apps.plans.models import PlanLine
from khaigiang.apps.reports.phrases import Status
from khaigiang.apps.reports.queries import coverage, reach
from khaigiang.apps.units.models import Level
from khaigiang.core.states import ClassState, NominationState

pytestmark = pytest.mark.django_db
TODAY = dt.date(2022, 5, 12)
LINES = PlanLine.objects.order_by("pk")


def world_of_all_statuses():
    """One line of districts with every status, one of a body with seats, one of a city, one without senders."""
    world = builders.small_world(districts=2, people=2)
    builders.more_seats(world.districts[0], 3)
    letter = world.nominations[0].list
    for place, state in enumerate((NominationState.NOT_ELIGIBLE, NominationState.RESERVE), start=3):
        commune = builders.unit(f"Phường Thêm {place}", Level.COMMUNE, world.districts[0])
        builders.nominate(letter, builders.person(f"Người {place}"), of=commune, state=state, place=place)
    builders.nominate(letter, builders.person("Phó"), of=world.communes[0], state=NominationState.INCOMPLETE, place=5)
    builders.unit("Phường Đã Nhập", Level.COMMUNE, world.districts[0], valid_to=dt.date(2021, 12, 31))
    bodies = builders.line(world.plan)
    body = builders.unit("Đảng ủy Khối", Level.BODY)
    builders.grant(bodies, body, 3)
    builders.nominate(builders.letter(bodies, body), builders.person("Của Khối"), of=body)
    builders.grant(builders.line(world.plan), world.city, 4)
    builders.line(world.plan)
    return world


@pytest.mark.parametrize("day", [TODAY, dt.date(2022, 5, 8), dt.date(2022, 6, 30)])
def test_reach_counts_as_coverage_does_line_by_line(day):
    world_of_all_statuses()

    counted = reach(LINES.all(), on=day)

    assert counted == {line.pk: coverage(line, on=day).by_status for line in LINES.all()}
    assert len({status for by_status in counted.values() for status in by_status}) > 1


def test_reach_counts_who_has_attended():
    world = builders.small_world(state=ClassState.FINISHED)

    counted = reach(LINES.all(), on=world.planned.last_day)

    assert counted == {world.line.pk: {Status.ATTENDED: 4, Status.ABSENT: 2}}


def test_unit_reaches_its_own_posts_only():
    world = world_of_all_statuses()
    unit = somebody("sending_unit", scope=frozenset({world.districts[1].pk}))

    assert reach(LINES.all(), on=TODAY, actor=unit)[world.line.pk] == {Status.ATTENDING: 2, Status.ABSENT: 1}


@pytest.mark.parametrize("more", [0, 2])
def test_reach_asks_the_same_number_of_questions(more, django_assert_num_queries):
    world = world_of_all_statuses()
    for _number in range(more):
        builders.grant(builders.line(world.plan), world.districts[0], 1)

    with django_assert_num_queries(5):
        reach(LINES.all(), on=TODAY)
