import datetime as dt

import pytest

import builders
from apps.acting import PLANNER, SENDER, somebody
from apps.reports.examples import line, year
from khaigiang.apps.plans.models import Plan, PlanLine
from khaigiang.apps.reports.permissions import lines_seen
from khaigiang.apps.reports.queries import Selection, issuing_plan, offered
from khaigiang.foundation import guarded

pytestmark = pytest.mark.django_db
LINES = PlanLine.objects.order_by("pk")


def test_lines_are_offered_by_what_they_say():
    world = year()
    older = builders.plan(year=2023, number="9-KH/TU")
    line(older)

    found = offered(LINES.all())

    assert found.years == (2024, 2023)
    assert found.plans == ((world.plan.pk, f"{world.plan.number} (2024)"), (older.pk, "9-KH/TU (2023)"))
    assert found.organisers == ("Ban Tổ chức Thành ủy", "Huyện Chương Mỹ", "Sở Nội vụ")
    assert (found.fields, found.blocs) == (frozenset({"party_building", "digital"}), frozenset({"party", "government"}))
    assert found.kinds == {"refresher", "workshop"}


@pytest.mark.parametrize(
    ("day", "meant"),
    [
        (dt.date(2022, 6, 1), 2023),
        (dt.date(2023, 12, 31), 2023),
        (dt.date(2024, 1, 1), 2024),
        (dt.date(2026, 1, 1), 2024),
    ],
)
def test_year_that_runs_is_meant_and_not_one_that_is_only_planned(day, meant):
    for each in (2023, 2024):
        line(builders.plan(year=each))

    assert offered(LINES.all()).year_on(day) == meant


def test_no_year_is_meant_where_there_is_no_plan():
    assert offered(LINES.all()).year_on(dt.date(2024, 1, 1)) is None


@pytest.mark.parametrize(
    ("wanted", "titles"),
    [
        (Selection(), ["here", "open", "totals"]),
        (Selection(year=2024, tracking="totals"), ["totals"]),
        (Selection(field="party_building", bloc="party"), ["here"]),
        (Selection(organiser="Sở Nội vụ"), ["open"]),
        (Selection(kind="workshop"), ["open"]),
        (Selection(year=2025), []),
    ],
)
def test_selection_keeps_the_lines_that_say_so(wanted, titles):
    world = year()

    assert list(wanted.of(LINES.all())) == [getattr(world, title) for title in titles]


def test_selection_tells_lines_abroad_from_those_at_home():
    world = year()
    away = line(world.plan, abroad=True)

    chosen = [list(Selection(abroad=abroad).of(LINES.all())) for abroad in (True, False, None)]

    assert chosen == [[away], [world.here, world.open, world.totals], [world.here, world.open, world.totals, away]]


def test_selection_of_a_plan_keeps_its_lines():
    world = year()
    other = line(builders.plan(year=2024))

    assert list(Selection(plan=other.plan_id).of(LINES.all())) == [other]
    assert len(Selection(plan=world.plan.pk).of(LINES.all())) == 3


def test_office_sees_all_lines_and_a_unit_those_it_organises_or_sends_under():
    world = year()
    north = somebody("sending_unit", scope=frozenset({world.north.pk}))
    south = somebody("sending_unit", scope=frozenset({world.south.pk}))

    seen = [set(lines_seen(actor)) for actor in (PLANNER, north, south, SENDER)]

    assert seen == [{world.here, world.open, world.totals}, {world.here}, {world.open, world.totals}, set()]


def test_report_on_plans_of_several_issuers_has_no_head():
    world = year()
    alone = issuing_plan(LINES.all())
    other = line(builders.plan(year=2024)).plan
    together = issuing_plan(LINES.all())
    with guarded.writing("test"):
        Plan.objects.filter(pk=other.pk).update(issuer="Sở Nội vụ")

    assert (alone, together.issuer, issuing_plan(LINES.all())) == (world.plan, world.plan.issuer, None)
