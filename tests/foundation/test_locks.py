"""A lock that many share is asked for once, and again where it may have been given back."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from khaigiang.foundation.locks import noted, share
from khaigiang.foundation.statements import ask

LOCK = 4_799_001


def held() -> bool:
    return ask("SELECT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND objid = %s AND granted)", LOCK)[0][
        0
    ]


def asked(act) -> int:
    with CaptureQueriesContext(connection) as seen:
        act()
    return sum("advisory" in query["sql"] for query in seen.captured_queries)


def test_lock_is_asked_for_once_in_a_transaction(db) -> None:
    assert asked(lambda: (share(LOCK), share(LOCK))) == 1
    assert held()


def test_lock_that_a_question_took_on_its_way_is_not_asked_for(db) -> None:
    ask("SELECT pg_advisory_xact_lock_shared(%s)", LOCK)
    noted(LOCK)

    assert asked(lambda: share(LOCK)) == 0


def test_lock_is_asked_for_again_after_a_part_was_undone(db) -> None:
    with transaction.atomic():
        share(LOCK)
        transaction.set_rollback(True)

    assert not held()
    assert asked(lambda: share(LOCK)) == 1
    assert held()


@pytest.mark.django_db(transaction=True)
def test_each_transaction_asks_anew_and_outside_of_one_nothing_is_held() -> None:
    for _each in range(2):
        with transaction.atomic():
            assert asked(lambda: share(LOCK)) == 1
            assert held()
        assert not held()
    assert asked(lambda: (share(LOCK), share(LOCK))) == 2
    assert not held()


@pytest.mark.django_db(transaction=True)
def test_transaction_that_failed_leaves_nothing_that_the_next_one_believes() -> None:
    with transaction.atomic():
        share(LOCK)
        transaction.set_rollback(True)
    with transaction.atomic():
        assert asked(lambda: share(LOCK)) == 1
        assert held()


@pytest.mark.django_db(transaction=True)
def test_lock_may_be_the_first_thing_that_a_connection_asks_for() -> None:
    def first() -> bool:
        share(LOCK)
        try:
            return held()
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as office:
        assert not office.submit(first).result(timeout=20)
