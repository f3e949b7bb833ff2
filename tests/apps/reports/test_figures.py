import datetime as dt

import pytest

import builders
from apps.acting import SENDER, somebody
from apps.reports.examples import ON, held, line, reported, seat, with_people, year
from khaigiang.apps.plans.models import PlanLine
from khaigiang.apps.reports.queries import Totals, plan_against_actual, represented_units, totals

pytestmark = pytest.mark.django_db
LINES = PlanLine.objects.order_by("pk")


def test_each_line_says_what_was_planned_and_what_was_held():
    world = year()

    rows = plan_against_actual(LINES.all(), on=ON)

    said = [
        (row.line, row.planned_classes, row.planned_seats, row.held_classes, row.finished_classes, row.places)
        for row in rows
    ]
    assert said == [(world.here, 2, 4, 1, 1, 2), (world.open, 1, 3, 1, 0, 2), (world.totals, 5, 100, 3, 3, 90)]


def test_each_line_says_people_completed_and_how_much_was_reported():
    year()

    rows = plan_against_actual(LINES.all(), on=ON)

    said = [(row.people, row.people_here, row.completed, row.reported_classes, row.reported_places) for row in rows]
    assert said == [(2, 2, 1, 0, 0), (2, 2, 0, 0, 0), (None, 0, 0, 3, 90)]


def test_share_is_places_of_the_seats_and_never_100_too_early():
    year()

    rows = plan_against_actual(LINES.all(), on=ON)

    assert [(row.share, row.class_share) for row in rows] == [(50, 50), (66, 100), (90, 60)]


def test_share_of_no_seats_is_unknown():
    line(builders.plan(), seats=0, classes=0)

    (row,) = plan_against_actual(LINES.all(), on=ON)

    assert (row.share, row.class_share) == (None, None)


def test_totals_count_a_person_run_here_once_over_all_lines():
    with_people(year(), 60)

    found = totals(LINES.all(), on=ON)

    assert found == Totals(
        planned_classes=8,
        planned_seats=107,
        classes_here=2,
        finished_here=1,
        places_here=4,
        people_here=3,
        completed=1,
        reported_classes=3,
        reported_places=90,
        reported_people=78,
        reported_people_stated=78,
        reported_apart=0,
    )
    assert (found.held_classes, found.finished_classes, found.places, found.people) == (5, 4, 94, 81)


def test_people_are_unknown_when_one_report_does_not_say_them():
    year()

    found = totals(LINES.all(), on=ON)

    assert (found.people, found.people_here, found.reported_people, found.stated_people) == (None, 3, None, 21)


def test_report_without_places_needs_no_people():
    world = year()
    with_people(world, 60)
    reported(world.totals, dt.date(2024, 8, 1), dt.date(2024, 8, 31), classes=0, places=0)

    assert totals(LINES.all(), on=ON).people == 81


@pytest.mark.parametrize(
    ("filters", "places"),
    [
        ({"plan__year": 2024}, 94),
        ({"plan__year": 2023}, 0),
        ({"programme__field": "digital"}, 2),
        ({"bloc": "party"}, 2),
        ({"organiser": "Huyện Chương Mỹ"}, 90),
        ({"abroad": True}, 0),
    ],
)
def test_totals_are_of_the_lines_that_the_caller_asks_for(filters, places):
    year()

    assert totals(PlanLine.objects.filter(**filters), on=ON).places == places


@pytest.mark.parametrize(
    ("on", "said"),
    [
        # The first class opens on 4 March and is over that day; a half-year's report counts from its last day.
        (dt.date(2024, 3, 3), (0, 0, 0, 0)),
        (dt.date(2024, 3, 4), (1, 1, 2, 1)),
        (dt.date(2024, 5, 6), (2, 1, 4, 1)),
        (dt.date(2024, 6, 29), (2, 1, 4, 1)),
        (dt.date(2024, 6, 30), (4, 3, 74, 1)),
    ],
)
def test_totals_are_as_they_stood_on_the_day(on, said):
    year()

    found = totals(LINES.all(), on=on)

    assert (found.held_classes, found.finished_classes, found.places, found.completed) == said


def test_report_counts_before_its_last_day_once_it_was_made():
    of = line(builders.plan(), tracking="totals")
    reported(of, dt.date(2024, 1, 1), ON, classes=4, places=40, reported_on=dt.date(2024, 12, 11))

    counted = [totals(LINES.all(), on=dt.date(2024, 12, day)).places for day in (10, 11)]

    assert counted == [0, 40]


def test_days_asked_for_keep_classes_by_their_opening_and_reports_by_their_period():
    year()

    found = totals(LINES.all(), on=ON, first=dt.date(2024, 5, 1), last=dt.date(2024, 7, 31))

    # The half-year's report cannot be split: its 70 places stand apart.
    assert (found.classes_here, found.places_here, found.people_here, found.completed) == (1, 2, 2, 0)
    assert (found.reported_classes, found.reported_places, found.people, found.reported_apart) == (1, 20, 20, 70)
    assert (found.planned_classes, found.planned_seats) == (8, 107)


def test_last_day_asked_for_leaves_out_what_came_later():
    year()

    found = totals(LINES.all(), on=ON, last=dt.date(2024, 3, 31))

    assert (found.places_here, found.reported_places, found.reported_apart) == (2, 0, 70)


def test_line_tracked_by_classes_never_counts_a_report():
    world = year()
    reported(world.here, dt.date(2024, 1, 1), dt.date(2024, 1, 31), classes=9, places=900)

    assert totals(PlanLine.objects.filter(pk=world.here.pk), on=ON).places == 2


def test_line_tracked_by_totals_never_counts_a_class():
    world = year()
    seat(builders.person("Dư"), held(world.totals, dt.date(2024, 3, 4)), world.south)

    assert totals(PlanLine.objects.filter(pk=world.totals.pk), on=ON).places == 90


def test_unit_sees_its_own_people_its_own_seats_and_no_report_of_others():
    world = year()
    unit = somebody("sending_unit", scope=frozenset({world.north.pk}))

    here, opened, told = plan_against_actual(LINES.all(), on=ON, actor=unit)

    assert [(row.planned_seats, row.places, row.people) for row in (here, opened, told)] == [
        (3, 2, 2),
        (0, 0, 0),
        (0, 0, 0),
    ]


def test_unit_sees_all_of_a_line_that_it_organises():
    world = year()
    unit = somebody("sending_unit", scope=frozenset({world.south.pk}))

    here, opened, told = plan_against_actual(LINES.all(), on=ON, actor=unit)

    assert [(row.planned_seats, row.places) for row in (here, opened, told)] == [(0, 0), (3, 2), (100, 90)]
    assert (totals(LINES.all(), on=ON, actor=unit).planned_seats, here.held_classes) == (103, 1)


def test_somebody_of_no_unit_sees_nobody():
    year()

    found = totals(LINES.all(), on=ON, actor=SENDER)

    assert (found.planned_seats, found.places, found.people) == (0, 0, 0)


def test_represented_units_are_those_with_people_in_the_classes():
    world = year()

    counted = [represented_units(LINES.all(), on=day) for day in (None, dt.date(2024, 3, 4), dt.date(2024, 3, 3))]

    assert [*counted, represented_units(PlanLine.objects.filter(pk=world.totals.pk))] == [2, 1, 0, 0]


@pytest.mark.parametrize("more", [0, 2])
def test_figures_ask_the_same_number_of_questions(more, django_assert_num_queries):
    world = year()
    for number in range(more):
        extra = line(world.plan)
        seat(builders.person(f"Thêm {number}"), held(extra, dt.date(2024, 3, 4)), world.north)
    unit = somebody("sending_unit", scope=frozenset({world.north.pk}))

    with django_assert_num_queries(4):
        plan_against_actual(LINES.all(), on=ON)
    with django_assert_num_queries(6):
        plan_against_actual(LINES.all(), on=ON, actor=unit)
    with django_assert_num_queries(4):
        totals(LINES.all(), on=ON)
