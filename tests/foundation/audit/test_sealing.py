"""Events that commit out of order, and writers that go on while the sealer works."""

import threading
from collections.abc import Iterator

import psycopg
import pytest
from django.db import connections, transaction
from django.db.utils import ProgrammingError

from khaigiang.foundation import audit, guarded, jobs, roles
from khaigiang.foundation.actor import SYSTEM
from khaigiang.foundation.audit import ranges, sealing
from khaigiang.foundation.audit.models import Event, Seal, Unsealed
from khaigiang.foundation.audit.verification import verify

WRITERS, EACH = 4, 15


def note(thing: str) -> Event:
    with transaction.atomic(), guarded.writing("a test"):
        return audit.record("tests.noted", thing, by=SYSTEM)


def sealed() -> list[str]:
    return list(Seal.objects.values_list("events", flat=True))


@pytest.fixture
def elsewhere(transactional_db, settings) -> Iterator[psycopg.Connection]:
    """Another connection of the web role, in a transaction of its own."""
    with roles.connect(settings.DOOR.web) as connection:
        connection.autocommit = False
        yield connection
        connection.rollback()


def copy_of(event: Event, connection: psycopg.Connection) -> int:
    """The same act noted once more, in the other connection's open transaction."""
    (number,) = connection.execute(
        "INSERT INTO audit_event (verb, thing, actor_id, actor_name, happened_at, facts, digest)"
        " SELECT verb, thing, actor_id, actor_name, happened_at, facts, digest FROM audit_event WHERE id = %s"
        " RETURNING id",
        [event.pk],
    ).fetchone()
    return number


def test_events_are_sealed_once_and_in_a_chain(db) -> None:
    first, second = note("a"), note("b")
    assert sealing.seal() == 2
    third = note("c")
    assert sealing.seal() == 1

    one, two = Seal.objects.all()
    assert (one.number, one.first_event, one.last_event, one.count) == (1, first.pk, second.pk, 2)
    assert (one.events, one.previous) == (f"{first.pk}-{second.pk}", "")
    assert (two.number, two.events, two.previous) == (2, str(third.pk), one.digest)
    assert one.digest == sealing.digest_of(1, "", one.events, [first.digest, second.digest])
    assert Unsealed.objects.count() == 0


def test_nothing_new_makes_no_seal(db) -> None:
    note("a")
    sealing.seal()

    assert (sealing.seal(), Seal.objects.count()) == (0, 1)


def test_many_events_are_sealed_in_batches(db, monkeypatch) -> None:
    monkeypatch.setattr(sealing, "BATCH", 2)
    for thing in "abcde":
        note(thing)

    assert sealing.seal() == 5
    assert list(Seal.objects.values_list("count", flat=True)) == [2, 2, 1]
    assert verify(by=SYSTEM).fault is None


def test_event_that_commits_after_a_higher_one_was_sealed_is_sealed_later(elsewhere) -> None:
    first = note("a")
    late = copy_of(first, elsewhere)
    higher = note("b")
    assert first.pk < late < higher.pk

    assert sealing.seal() == 2
    elsewhere.commit()
    assert sealing.seal() == 1

    assert sealed() == [f"{first.pk},{higher.pk}", str(late)]
    assert verify(by=SYSTEM).fault is None


def test_number_of_a_rolled_back_transaction_is_no_fault(elsewhere) -> None:
    first = note("a")
    copy_of(first, elsewhere)
    elsewhere.rollback()
    last = note("b")
    sealing.seal()

    assert sealed() == [f"{first.pk},{last.pk}"]
    assert verify(by=SYSTEM).fault is None


def test_writers_that_go_on_while_sealing_lose_nothing(transactional_db) -> None:
    written: list[int] = []

    def write(name: int) -> None:
        try:
            written.extend(note(f"{name}.{place}").pk for place in range(EACH))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=write, args=[name]) for name in range(WRITERS)]
    for thread in threads:
        thread.start()
    while any(thread.is_alive() for thread in threads):
        sealing.seal()
    for thread in threads:
        thread.join()
    sealing.seal()

    covered = [number for text in sealed() for number in ranges.each(ranges.read(text))]
    assert len(written) == WRITERS * EACH
    assert sorted(covered) == sorted(written)
    found = verify(by=SYSTEM)
    assert (found.events, found.fault) == (WRITERS * EACH, None)


@pytest.mark.parametrize("change", ["UPDATE audit_seal SET count = 1", "DELETE FROM audit_seal"])
def test_web_role_cannot_change_a_seal(db, change) -> None:
    note("a")
    sealing.seal()

    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        connections["default"].cursor().execute(change)


@pytest.mark.parametrize("change", ["UPDATE audit_seal SET count = 1", "DELETE FROM audit_seal", "TRUNCATE audit_seal"])
def test_trigger_refuses_the_owner_too(transactional_db, settings, change) -> None:
    note("a")
    sealing.seal()

    with (
        roles.connect(settings.DOOR.owner) as connection,
        pytest.raises(psycopg.Error, match="the audit trail is never changed"),
    ):
        connection.execute(change)


def test_worker_seals_when_it_is_asked(transactional_db) -> None:
    note("a")
    jobs.enqueue("audit.seal", timestamp=0)

    jobs.work_off()

    assert [seal.count for seal in Seal.objects.all()] == [1]
