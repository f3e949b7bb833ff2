"""A merge beside whatever relies on who is whom: it waits with nothing in its hands, and not for ever."""

import datetime as dt
import threading
from contextlib import suppress

import pytest
from django.db import connection, transaction

import builders
from apps.acting import PLANNER, refused
from apps.at_once import wait_for_a_waiter
from apps.nominations.test_one_by_one import judged
from khaigiang.apps.nominations.actions import accept, put_in_reserve
from khaigiang.apps.people.actions import merge, merging, record_training, unmerge
from khaigiang.apps.people.models import Merge, Person, TrainingRecord
from khaigiang.apps.quotas.models import Quota
from khaigiang.apps.quotas.queries import locked
from khaigiang.foundation.refusal import Refused

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def quota() -> Quota:
    return builders.grant(builders.line(builders.plan(), seats=2), builders.unit("Quận A"), 2)


def in_another_office(act) -> threading.Thread:
    """The act on a connection of its own; what it is refused is nobody's concern here."""

    def do() -> None:
        try:
            with suppress(Refused):
                act()
        finally:
            connection.close()

    office = threading.Thread(target=do)
    office.start()
    return office


def test_acceptance_goes_through_while_a_merge_of_the_same_person_waits(quota) -> None:
    (an,) = judged(quota, "Lê An")
    other = builders.person("Lê Án")
    with transaction.atomic():
        put_in_reserve(an, by=PLANNER)  # holds the nomination, which the merge will point elsewhere
        office = in_another_office(lambda: merge(other, an.person, by=PLANNER))
        wait_for_a_waiter()
        accept(an, by=PLANNER)  # holds the person, whom the merge must not hold yet
    office.join()

    an.refresh_from_db()
    assert (an.state, an.person_id) == ("accepted", other.pk)


def test_results_are_told_to_the_ledger_while_a_merge_of_the_same_person_waits(quota) -> None:
    (an,) = judged(quota, "Lê An")
    other = builders.person("Lê Án")
    told = {"programme": "A", "title": "A", "source": "class:1", "finished_on": dt.date(2022, 5, 11)}
    record_training([an.person_id], **told, by=PLANNER)
    with transaction.atomic():
        record_training([an.person_id], **told, by=PLANNER)
        office = in_another_office(lambda: merge(other, an.person, by=PLANNER))
        wait_for_a_waiter()
        locked(Quota.objects.filter(pk=quota.pk))
    office.join()

    assert list(TrainingRecord.objects.values_list("person", flat=True)) == [other.pk]


@pytest.mark.parametrize("act", ["merge", "unmerge"])
def test_merge_gives_up_before_everybody_waits_behind_it(act, quota, monkeypatch) -> None:
    monkeypatch.setattr(merging, "PATIENCE", 0.1)
    one, other = builders.person("Lê An"), builders.person("Lê Án")
    made = merge(one, other, by=PLANNER) if act == "unmerge" else None
    together, done = threading.Barrier(2), threading.Event()

    def hold() -> None:
        with transaction.atomic():
            locked(Quota.objects.filter(pk=quota.pk))
            together.wait(timeout=20)
            done.wait(timeout=20)

    office = in_another_office(hold)
    together.wait(timeout=20)
    said = "Đang có danh sách được nhập hoặc xét duyệt. Hãy gộp, tách hồ sơ lại sau ít phút."
    with refused("identities_in_use", said):
        unmerge(made, by=PLANNER) if made else merge(one, other, by=PLANNER)
    done.set()
    office.join()

    assert (Merge.objects.count(), Person.objects.filter(merged_into=None).count()) == ((1, 1) if made else (0, 2))
