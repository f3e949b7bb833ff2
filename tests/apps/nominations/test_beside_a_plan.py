"""An acceptance beside whoever changes the plan: each waits for the other, in one order, and sees what came of it."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction

import builders
from apps.acting import PLANNER
from apps.at_once import wait_for_a_waiter
from apps.nominations.test_one_by_one import judged
from khaigiang.apps.nominations.actions import accept
from khaigiang.apps.people.queries import IDENTITIES_LOCK
from khaigiang.apps.plans.actions import close
from khaigiang.apps.plans.queries import begin_under
from khaigiang.apps.quotas.models import Quota
from khaigiang.apps.quotas.queries import locked, locked_of_unit
from khaigiang.foundation.refusal import Refused
from khaigiang.foundation.statements import ask

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def quota() -> Quota:
    return builders.grant(builders.line(builders.plan(), seats=2), builders.unit("Quận A"), 2)


class Elsewhere(threading.Thread):
    """An act on a connection of its own; ``outcome`` is what came of it, or the code of its refusal."""

    outcome = ""

    def __init__(self, act) -> None:
        super().__init__()
        self.act = act
        self.start()

    def run(self) -> None:
        try:
            self.outcome = str(self.act().state)
        except Refused as refusal:
            self.outcome = refusal.code
        finally:
            connection.close()


def test_plan_is_closed_only_after_the_acceptance_that_runs(quota) -> None:
    (an,) = judged(quota, "Lê An")
    with transaction.atomic():
        accept(an, by=PLANNER)
        closing = Elsewhere(lambda: close(quota.line.plan, by=PLANNER))
        wait_for_a_waiter()
        assert closing.outcome == ""
    closing.join()

    quota.refresh_from_db()
    assert (closing.outcome, quota.accepted) == ("closed", 1)


def test_acceptance_waits_for_who_closes_the_plan_and_is_then_refused(quota) -> None:
    (an,) = judged(quota, "Lê An")
    with transaction.atomic():
        close(quota.line.plan, by=PLANNER)
        accepting = Elsewhere(lambda: accept(an, by=PLANNER))
        wait_for_a_waiter()
        assert accepting.outcome == ""
    accepting.join()

    quota.refresh_from_db()
    assert (accepting.outcome, quota.accepted) == ("plan_not_in_force", 0)


def test_who_waits_for_the_plan_holds_up_no_merge_and_no_seats(quota) -> None:
    (an,) = judged(quota, "Lê An")
    with transaction.atomic():
        close(quota.line.plan, by=PLANNER)
        accepting = Elsewhere(lambda: accept(an, by=PLANNER))
        wait_for_a_waiter()
        assert ask("SELECT pg_try_advisory_xact_lock(%s)", IDENTITIES_LOCK) == [(True,)]
        assert locked(Quota.objects.filter(pk=quota.pk)) == [quota]
    accepting.join()


def seen_elsewhere(quota: Quota) -> tuple[bool, bool]:
    """Whether another connection may merge people now, and whether it may have the seats."""

    def look() -> tuple[bool, bool]:
        try:
            with transaction.atomic():
                ((alone,),) = ask("SELECT pg_try_advisory_xact_lock(%s)", IDENTITIES_LOCK)
                free = Quota.objects.select_for_update(skip_locked=True).order_by("pk")
                return alone, quota in list(free)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as office:
        return office.submit(look).result(timeout=20)


def test_act_that_has_begun_keeps_who_is_whom_and_then_its_seats(quota) -> None:
    with transaction.atomic():
        assert seen_elsewhere(quota) == (True, True)
        begin_under(quota.line.plan_id)
        assert seen_elsewhere(quota) == (False, True)
        assert locked_of_unit(quota.line_id, quota.unit_id) == quota
        assert seen_elsewhere(quota) == (False, False)
    assert seen_elsewhere(quota) == (True, True)


def test_unit_without_seats_holds_none(quota) -> None:
    with transaction.atomic():
        assert locked_of_unit(quota.line_id, builders.unit("Quận B").pk) is None


def test_acceptance_asks_few_questions(quota, django_assert_num_queries) -> None:
    (an,) = judged(quota, "Lê An")
    assert an.line  # at hand, as it is on a page

    with django_assert_num_queries(9):  # with the words that begin and end the transaction
        accept(an, by=PLANNER)
