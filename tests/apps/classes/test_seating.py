"""Whoever is accepted after the classes were formed still gets a place, is taken on its days, and is summoned."""

import datetime as dt

import pytest
from click.testing import CliRunner
from django.urls import reverse

import builders
from apps.acting import PLANNER, SENDER, last_event, refused
from apps.delivery.ready import MORNING, ready
from khaigiang.apps.classes.actions import seat, step_back
from khaigiang.apps.classes.models import Enrolment
from khaigiang.apps.delivery.actions import draft_papers, issue_papers, summon_newcomers
from khaigiang.apps.nominations.models import Nomination, Unavailability
from khaigiang.apps.papers.actions import Signed, issue_signed
from khaigiang.apps.papers.models import Paper, PaperKind
from khaigiang.apps.people.actions import engage
from khaigiang.apps.people.models import Engagement
from khaigiang.cli import nominee
from khaigiang.core.calendar import HalfDay, Part
from khaigiang.core.states import ClassState
from khaigiang.foundation import guarded

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> builders.World:
    """A class with a timetable whose first summonses are issued."""
    world = ready()
    draft_papers(world.training_class, by=PLANNER)
    issue_papers(world.training_class, dated=MORNING.day, by=PLANNER)
    source = f"class:{world.training_class.pk}"
    engage([(each.person_id, MORNING) for each in world.nominations], source=source, by=PLANNER)
    return world


@pytest.fixture
def late(world) -> Nomination:
    """Somebody of the first district, accepted since."""
    builders.more_seats(world.districts[0], 5)
    return accepted(world, "Ngô Đến Sau")


def accepted(world, name: str, *, unit=None, place: int = 9) -> Nomination:
    letter = builders.letter(world.line, unit) if unit else world.nominations[0].list
    return builders.nominate(letter, builders.person(name), of=world.communes[2], place=place)


def engaged(person) -> list[HalfDay]:
    return [
        HalfDay(day, Part(part)) for day, part in Engagement.objects.filter(person=person).values_list("day", "part")
    ]


def test_whoever_was_accepted_later_is_seated_taken_and_summoned(world, late) -> None:
    (made,) = seat(world.training_class, [late.pk], by=PLANNER)

    assert (made.training_class, made.nomination, made.group.number) == (world.training_class, late, 1)
    assert (last_event()[0], last_event()[3]["names"]) == ("classes.seated", "Ngô Đến Sau")
    assert engaged(late.person) == [MORNING]
    (paper,) = summon_newcomers(world.training_class, by=PLANNER)
    assert paper.names == [f"nomination:{late.pk}"]


def test_unit_that_had_nobody_in_the_class_is_summoned_for_the_first_time(world) -> None:
    unit = builders.unit("Quận Mới Tới", parent=world.city)
    builders.grant(world.line, unit, 1)
    late = accepted(world, "Ngô Đến Sau", unit=unit)
    seat(world.training_class, [late.pk], by=PLANNER)

    (paper,) = summon_newcomers(world.training_class, by=PLANNER)
    assert (paper.about, paper.names) == (f"class:{world.training_class.pk}/unit:{unit.pk}", [f"nomination:{late.pk}"])
    assert summon_newcomers(world.training_class, by=PLANNER) == [paper]
    issue_signed(paper, Signed(MORNING.day, "Trần Ký"), number=78, by=PLANNER)
    assert summon_newcomers(world.training_class, by=PLANNER) == []
    assert list(Paper.objects.filter(about=paper.about, kind=PaperKind.SUMMONS)) == [paper]


def test_only_who_was_accepted_and_sits_nowhere_can_be_seated(world, late) -> None:
    with refused("may_not_form"):
        seat(world.training_class, [late.pk], by=SENDER)
    for keys in ([], [world.nominations[0].pk], [late.pk, 0]):
        with refused("not_to_be_seated"):
            seat(world.training_class, keys, by=PLANNER)


def test_class_takes_no_more_than_it_holds_and_none_once_it_has_begun(world, late) -> None:
    with guarded.writing("test"):
        world.planned.maximum = 4
        world.planned.save()
    with refused("class_full", "Lớp 1 chỉ còn nhận được 0 người."):
        seat(world.training_class, [late.pk], by=PLANNER)
    with guarded.writing("test"):
        world.training_class.state = ClassState.OPEN
        world.training_class.opened_on = MORNING.day
        world.training_class.save()
    with refused("class_has_begun"):
        seat(world.training_class, [late.pk], by=PLANNER)


@pytest.mark.parametrize("why", ["away", "elsewhere"])
def test_who_cannot_come_in_those_days_is_not_seated(why, world, late) -> None:
    if why == "away":
        with guarded.writing("test"):
            Unavailability.objects.create(nomination=late, first_day=MORNING.day, last_day=MORNING.day)
    else:
        other = builders.line(builders.plan())
        builders.planned_class(other, first_day=world.planned.first_day, last_day=world.planned.last_day)
        builders.grant(other, world.districts[0], 1)
        builders.nominate(builders.letter(other, world.districts[0]), late.person, of=world.communes[2])
    with refused("cannot_come", "Ngô Đến Sau bận hoặc học lớp khác trong những ngày của Lớp 1."):
        seat(world.training_class, [late.pk], by=PLANNER)


@pytest.mark.parametrize("way", ["page", "command"])
def test_page_and_command_seat_them_alike(way, world, late, planner, monkeypatch) -> None:
    monkeypatch.setattr("khaigiang.cli.home.open_home_at_hand", lambda: None)
    page = reverse("classes:trainees", args=[world.training_class.pk])
    home = planner.get(reverse("desk:home")).content.decode()
    assert ("Xếp lớp cho 1 người mới được duyệt" in home, page in home) == (True, True)
    assert "Xếp vào lớp này" in planner.get(page).content.decode()

    if way == "page":
        said = planner.post(page, {"nguoi": late.pk}, follow=True).content.decode()
        assert "Đã xếp Ngô Đến Sau vào lớp" in said
    else:
        answer = CliRunner().invoke(nominee.command, ["seat", str(late.pk), "--class", world.training_class.code])
        assert answer.exit_code == 0, answer.exception

    assert Enrolment.objects.get(nomination=late).training_class == world.training_class
    assert "Xếp vào lớp này" not in planner.get(page).content.decode()
    assert planner.post(page, {"nguoi": late.pk}, follow=True).content.decode().count("chưa có lớp.") == 1


@pytest.mark.parametrize("people", [1, 3])
def test_page_asks_the_same_number_of_questions(people, world, planner, django_assert_num_queries) -> None:
    builders.more_seats(world.districts[0], 5)
    for place in range(people):
        accepted(world, f"Ngô {place}", place=9 + place)
    with django_assert_num_queries(10):
        planner.get(reverse("classes:trainees", args=[world.training_class.pk]))


def test_days_of_a_class_pass_on_with_the_place(world) -> None:
    leaver = world.nominations[0]
    waiting = builders.nominate(
        leaver.list, builders.person("Ngô Dự Bị"), of=world.communes[2], state="reserve", place=9
    )
    assert step_back(leaver, why="ốm", by=PLANNER) == waiting
    assert (engaged(leaver.person), engaged(waiting.person)) == ([], [MORNING])


def test_days_are_given_back_where_the_heir_is_taken_or_nobody_waits(world) -> None:
    leaver, other = world.nominations[:2]
    waiting = builders.nominate(
        leaver.list, builders.person("Ngô Dự Bị"), of=world.communes[2], state="reserve", place=9
    )
    engage([(waiting.person_id, MORNING)], source="class:0", by=PLANNER)
    assert step_back(leaver, why="ốm", by=PLANNER) == waiting
    step_back(other, why="ốm", by=PLANNER)
    sources = Engagement.objects.filter(person__in=[leaver.person, other.person, waiting.person])
    assert list(sources.values_list("source", "day")) == [("class:0", dt.date(2022, 5, 11))]
