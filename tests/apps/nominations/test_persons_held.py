"""Which persons an act keeps until it ends: whoever holds several would else wait for another, and that one for it."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction

import builders
from apps.acting import PLANNER
from apps.nominations.test_one_by_one import judged
from khaigiang.apps.nominations.actions import accept, call_reserve, decline, put_in_reserve, withdraw
from khaigiang.apps.people.models import Person
from khaigiang.apps.quotas.models import Quota

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def quota() -> Quota:
    return builders.grant(builders.line(builders.plan(), seats=1), builders.unit("Quận A"), 1)


def free_elsewhere(*persons: Person) -> list[bool]:
    """Whether another connection may have each of these now."""

    def look() -> list[bool]:
        try:
            with transaction.atomic():
                free = list(Person.objects.select_for_update(skip_locked=True, no_key=True).order_by("pk"))
                return [person in free for person in persons]
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as office:
        return office.submit(look).result(timeout=20)


def test_acceptance_holds_its_person_and_who_leaves_holds_none(quota) -> None:
    an, binh = judged(quota, "Lê An", "Trần Bình")
    with transaction.atomic():
        accept(an, by=PLANNER)
        assert free_elsewhere(an.person, binh.person) == [False, True]
    for leave in (decline, withdraw):
        with transaction.atomic():
            leave(binh if leave is decline else an, why="ốm", by=PLANNER)
            assert free_elsewhere(an.person, binh.person) == [True, True]


def test_withdrawal_holds_only_those_of_the_reserve(quota) -> None:
    an, binh, cuc = judged(quota, "Lê An", "Trần Bình", "Vũ Cúc")
    accept(an, by=PLANNER)
    for each in (binh, cuc):
        put_in_reserve(each, by=PLANNER)
    with transaction.atomic():
        withdraw(an, why="ốm", by=PLANNER)
        assert free_elsewhere(an.person, binh.person, cuc.person) == [True, False, False]


def test_call_of_the_reserve_holds_all_who_wait_before_anybody_moves_up(quota) -> None:
    an, binh = judged(quota, "Lê An", "Trần Bình")
    accept(an, by=PLANNER)
    put_in_reserve(binh, by=PLANNER)
    with transaction.atomic():
        assert call_reserve(quota.line, by=PLANNER) == []
        assert free_elsewhere(an.person, binh.person) == [True, False]
