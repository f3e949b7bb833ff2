"""The classes of a delegated line open within what the plan gives the line."""

import datetime as dt
import threading

import pytest
from django.db import connection, transaction
from django.urls import reverse
from lxml import html

import builders
from apps.acting import PLANNER, SCHOOL, refused
from apps.at_once import wait_for_a_waiter
from apps.delivery.test_opening import delegated
from khaigiang.apps.classes.models import TrainingClass
from khaigiang.apps.delivery.actions import open_class
from khaigiang.apps.delivery.bridge import opening_facts, opening_gaps
from khaigiang.apps.plans.actions import ask_consent, give_consent, state_estimates
from khaigiang.apps.plans.queries import held_classes
from khaigiang.core.states import ClassState
from khaigiang.foundation import audit, guarded
from khaigiang.foundation.action import action
from khaigiang.foundation.refusal import Refused

FIRST = dt.date(2022, 5, 11)
MILLION = 1_000_000


def world_with(budget: int | None, *opened: int) -> builders.World:
    """A class that lacks nothing but money, and other classes of its line that have begun, each with its estimate."""
    world = delegated(budget=budget)
    for number, estimate in enumerate(opened, start=2):
        builders.training_class(builders.planned_class(world.line, number, estimate=estimate), state=ClassState.OPEN)
    ask_consent(world.line, by=PLANNER)
    give_consent(world.line, letter_number="45-CV/BTGTU", by=PLANNER)
    return world


def opened(world: builders.World) -> TrainingClass:
    return open_class(world.training_class, on=FIRST, by=SCHOOL)


def test_line_without_an_estimate_asks_for_none(db) -> None:
    assert opened(world_with(None)).state == ClassState.OPEN


def test_class_opens_once_its_estimate_is_stated(db) -> None:
    world = world_with(100 * MILLION)
    with refused("class_not_ready", "Lớp 1 chưa khai giảng được: đơn vị chủ trì chưa ghi dự toán của lớp."):
        opened(world)
    state_estimates(world.line, {1: 100 * MILLION}, by=PLANNER)

    assert opened(world).state == ClassState.OPEN


def test_class_beyond_what_is_left_does_not_open_until_it_costs_less(db) -> None:
    world = world_with(100 * MILLION, 40 * MILLION, 30 * MILLION)
    state_estimates(world.line, {1: 30 * MILLION + 1}, by=PLANNER)
    with refused(
        "class_not_ready",
        "Lớp 1 chưa khai giảng được: dự toán các lớp đã khai giảng và lớp này là 100.000.001 đồng, vượt dự toán của "
        "dòng là 100.000.000 đồng.",
    ):
        opened(world)
    state_estimates(world.line, {1: 30 * MILLION}, by=PLANNER)

    assert opened(world).state == ClassState.OPEN


def test_class_that_has_not_begun_takes_nothing_of_the_budget(db) -> None:
    world = world_with(100 * MILLION)
    builders.training_class(builders.planned_class(world.line, 2, estimate=90 * MILLION))
    state_estimates(world.line, {1: 100 * MILLION}, by=PLANNER)

    assert opening_facts(world.training_class).committed == 0


def test_what_a_class_that_begun_takes_is_not_counted_twice_for_itself(db) -> None:
    world = world_with(100 * MILLION, 40 * MILLION)
    with guarded.writing("test"):
        TrainingClass.objects.update(state=ClassState.FINISHED)
    facts = [opening_facts(each) for each in world.line.training_classes.order_by("pk")]
    assert [(each.estimate, each.committed) for each in facts] == [(None, 40 * MILLION), (40 * MILLION, 0)]


def test_checklist_has_the_budget_where_the_line_has_one(db, as_user) -> None:
    planner = as_user(builders.user("planner", everywhere=True))
    world = world_with(100 * MILLION)
    address = reverse("delivery:opening", args=[world.training_class.pk])

    shown = html.fromstring(planner.get(address).content.decode()).xpath("//ol[@class='steps']/li[@class='bad']")
    said = (
        "Dự toán trong mức của dòng phân cấp Đơn vị chủ trì chưa ghi dự toán của lớp. "
        "Đơn vị chủ trì ghi dự toán của lớp ở trang của dòng kế hoạch. Mở dòng kế hoạch"
    )
    assert [" ".join(each.text_content().split()) for each in shown] == [said]
    with guarded.writing("test"):
        world.line.estimate = None
        world.line.save()
    assert "Dự toán trong mức" not in planner.get(address).content.decode()


def test_two_classes_never_open_on_the_same_money(transactional_db) -> None:
    world = world_with(100 * MILLION)
    other = builders.training_class(builders.planned_class(world.line, 2, estimate=60 * MILLION))
    state_estimates(world.line, {1: 60 * MILLION}, by=PLANNER)
    said: list[str] = []

    def opens() -> None:
        try:
            opened(world)
        except Refused as refusal:
            said.append(str(refusal))
        finally:
            connection.close()

    late = threading.Thread(target=opens)

    @action
    def open_other(*, by: object) -> None:
        """What an opening does to the budget, held back until the second one waits for it."""
        held_classes(world.line)
        TrainingClass.objects.filter(pk=other.pk).update(state=ClassState.OPEN)
        audit.record("delivery.opened", other, by=PLANNER, name=other.name)
        late.start()
        wait_for_a_waiter()

    open_other(by=PLANNER)
    late.join()

    why = (
        "Lớp 1 chưa khai giảng được: dự toán các lớp đã khai giảng và lớp này là 120.000.000 đồng, vượt dự toán của "
        "dòng là 100.000.000 đồng."
    )
    assert said == [why]


def test_figure_of_a_class_that_opens_meanwhile_stays(transactional_db) -> None:
    world = world_with(100 * MILLION)
    state_estimates(world.line, {1: 60 * MILLION}, by=PLANNER)
    said: list[str] = []

    def lowers() -> None:
        try:
            state_estimates(world.line, {1: 10 * MILLION}, by=PLANNER)
        except Refused as refusal:
            said.append(refusal.code)
        finally:
            connection.close()

    late = threading.Thread(target=lowers)
    with transaction.atomic():
        opened(world)
        late.start()
        wait_for_a_waiter()
    late.join()

    assert said == ["estimate_of_begun_class"]


@pytest.mark.parametrize("number", [1, 3])
def test_budget_of_many_classes_is_asked_in_one_question(number, db, django_assert_num_queries) -> None:
    world_with(100 * MILLION, *[10 * MILLION] * number)
    rows = list(TrainingClass.objects.select_related("line", "planned"))
    with django_assert_num_queries(8):
        opening_gaps(rows)
