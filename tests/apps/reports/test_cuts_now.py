"""Figures by the learners' units as they are on another day, beside those as they were."""

import datetime as dt

import pytest
from django.urls import reverse

import builders
from apps.acting import PLANNER
from khaigiang.apps.accounts.queries import actor_of
from khaigiang.apps.plans.models import PlanLine
from khaigiang.apps.reports.phrases import Cut
from khaigiang.apps.reports.queries import breakdown, totals
from khaigiang.apps.units.actions import Basis, close, merge, split
from khaigiang.apps.units.models import Unit

pytestmark = pytest.mark.django_db
ON, DAY, EVE = dt.date(2022, 5, 12), dt.date(2022, 4, 1), dt.date(2022, 3, 31)
HOW = {"day": DAY, "basis": Basis("12-QĐ/TU", "Thành ủy", DAY), "by": PLANNER}


@pytest.fixture
def world():
    """Four people in one class, each of a commune of its own; two communes of two districts."""
    return builders.small_world()


def cut(**asked):
    found = breakdown(PlanLine.objects.all(), by=Cut.UNIT_NOW, on=ON, **asked)
    return [(each.name, each.planned_seats, each.places, each.people) for each in found]


def test_without_reform_people_stand_in_their_own_units_and_seats_with_the_senders(world):
    assert cut() == [
        ("Phường 1.1", 0, 1, 1),
        ("Phường 1.2", 0, 1, 1),
        ("Phường 2.1", 0, 1, 1),
        ("Phường 2.2", 0, 1, 1),
        ("Quận Số 1", 2, 0, 0),
        ("Quận Số 2", 2, 0, 0),
    ]


def test_merged_units_are_one_slice_and_the_unplaced_are_named_with_why(world):
    first, second, _silent, third, fourth, _other = world.communes
    merge([first, second], name="Phường Chung", **HOW)
    split(third, into=["Phường Đông", "Phường Tây"], **HOW)
    close(fourth, **HOW)

    assert cut() == [
        ("Phường Chung", 0, 2, 2),
        ("Quận Số 1", 2, 0, 0),
        ("Quận Số 2", 2, 0, 0),
        ("Phường 2.1, Quận Số 2 (cũ): đơn vị đã chia, chưa ghi về đâu", 0, 1, 1),
        ("Phường 2.2, Quận Số 2 (cũ): không có đơn vị kế thừa trên hồ sơ", 0, 1, 1),
    ]
    assert [name for name, *_ in cut(units_on=EVE)][:2] == ["Phường 1.1", "Phường 1.2"]
    whole = totals(PlanLine.objects.all(), on=ON)
    assert (sum(each[1] for each in cut()), sum(each[2] for each in cut())) == (whole.planned_seats, whole.places)


def test_somebody_of_two_units_that_became_one_counts_once(world):
    first, second = world.nominations[:2]
    with builders.guarded.writing("test"):
        type(first).objects.filter(pk=second.pk).update(person=builders.person("X"))
    line = builders.line(world.plan, study=world.line.programme)
    held = builders.training_class(builders.planned_class(line, 2), state="open")
    builders.enrol(held, builders.nominate(builders.letter(line, world.districts[0]), first.person, of=second.unit))
    merge([first.unit, second.unit], name="Phường Chung", **HOW)

    (joined,) = [each for each in cut() if each[0] == "Phường Chung"]
    assert joined[2:] == (3, 2)


def test_later_post_of_a_learner_places_them(world):
    split(world.communes[0], into=["Phường Đông", "Phường Tây"], **HOW)
    builders.post(world.nominations[0].person, Unit.objects.get(name="Phường Tây"), since=DAY)

    assert ("Phường Tây", 0, 1, 1) in cut()
    assert [name for name, *_ in cut() if "(cũ)" in name] == []


def test_seats_of_a_sender_that_went_whole_go_with_it(world):
    heir = builders.unit("Quận Kế", parent=world.city)
    merge([world.districts[0]], into=heir, **HOW)

    assert ("Quận Kế", 2, 0, 0) in cut()


def test_unit_sees_its_own_people_only(world):
    merge(world.communes[:2], name="Phường Chung", **HOW)
    actor = actor_of(builders.user("sending_unit", units=[world.districts[0]]))

    assert cut(actor=actor) == [("Phường Chung", 0, 2, 2), ("Quận Số 1", 2, 0, 0)]


@pytest.mark.parametrize("number", [1, 3])
def test_cut_asks_the_same_number_of_questions(number, django_assert_num_queries):
    world = builders.small_world(districts=number)
    for each in world.communes:
        split(each, into=[f"Đông {each.pk}", f"Tây {each.pk}"], **HOW)
    with django_assert_num_queries(9):
        cut()


def test_page_and_workbook_cut_by_the_units_of_a_day(world, as_user):
    merge(world.communes[:2], name="Phường Chung", **HOW)
    planner = as_user(builders.user("planner", everywhere=True))
    asked = {"theo": "unit_now", "nam": ""}

    now = planner.get(reverse("reports:breakdown"), asked).content.decode()
    was = planner.get(reverse("reports:breakdown"), {**asked, "ngay": EVE.isoformat()}).content.decode()

    assert ("Phường Chung" in now, "Theo đơn vị của ngày 12/05/2022" in now) == (True, True)
    assert ("Phường Chung" in was, "Theo đơn vị của ngày 31/03/2022" in was) == (False, True)
    book = planner.get(reverse("reports:breakdown_book"), asked)
    assert (book.status_code, book.content[:2]) == (200, b"PK")
