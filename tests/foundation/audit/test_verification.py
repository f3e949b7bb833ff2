"""The owner goes around the triggers; the verification names what was done."""

from collections.abc import Callable

import pytest

from khaigiang.foundation import audit, guarded, roles
from khaigiang.foundation.actor import SYSTEM
from khaigiang.foundation.audit import sealing
from khaigiang.foundation.audit.models import Event, Seal
from khaigiang.foundation.audit.verification import Fault, Wrong, last_verification, verify

Tamper = Callable[..., None]


@pytest.fixture
def tamper(transactional_db, settings) -> Tamper:
    """Change rows as the owner of the tables, who can switch the triggers off."""

    def change(statement: str, *values: object) -> None:
        with roles.connect(settings.DOOR.owner) as connection:
            for table in ("audit_event", "audit_seal"):
                connection.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
            connection.execute(statement, values)
            for table in ("audit_event", "audit_seal"):
                connection.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")

    return change


@pytest.fixture
def events(transactional_db) -> list[int]:
    """Three events under one seal, then two under another."""
    with guarded.writing("a test"):
        first = [audit.record("tests.noted", thing, by=SYSTEM, seats=12).pk for thing in "abc"]
        sealing.seal()
        second = [audit.record("tests.noted", thing, by=SYSTEM).pk for thing in "de"]
        sealing.seal()
    return first + second


def test_untouched_trail_is_in_order(events) -> None:
    found = verify(by=SYSTEM)

    assert (found.events, found.seals, found.fault) == (5, 2, None)
    assert found.latest == Seal.objects.get(number=2).digest


def test_empty_trail_is_in_order(db) -> None:
    found = verify(by=SYSTEM)

    assert (found.events, found.seals, found.latest, found.fault) == (0, 0, "", None)


def test_verification_seals_what_waits_first(db) -> None:
    with guarded.writing("a test"):
        audit.record("tests.noted", "a", by=SYSTEM)

    assert verify(by=SYSTEM).seals == 1


def test_verification_is_an_event_itself(events) -> None:
    verify(by=SYSTEM)

    last = last_verification()
    assert last is not None
    assert (last.verb, last.actor_id, last.facts) == ("audit.verified", "system", {"events": "5", "seals": "2"})


def test_event_of_a_fault_says_what_was_found(events, tamper) -> None:
    tamper("UPDATE audit_event SET verb = 'x' WHERE id = %s", events[3])

    verify(by=SYSTEM)

    last = last_verification()
    assert last is not None
    assert (last.verb, last.facts) == (
        "audit.found_wrong",
        {"events": "5", "seals": "2", "fault": "event_changed", "event": str(events[3]), "seal": "2"},
    )


@pytest.mark.parametrize(
    "change",
    [
        "verb = 'units.found'",
        "thing = 'z'",
        "actor_id = '8'",
        "actor_name = 'Người khác'",
        "happened_at = happened_at + interval '1 second'",
        """facts = '{"seats": "13"}'""",
        "digest = repeat('0', 64)",
    ],
)
def test_edited_event_is_named(events, tamper, change) -> None:
    tamper(f"UPDATE audit_event SET {change} WHERE id = %s", events[1])

    assert verify(by=SYSTEM).fault == Fault(Wrong.EVENT_CHANGED, events[1], 1)


def test_edited_event_with_a_digest_computed_anew_does_not_fit_its_seal(events, tamper) -> None:
    row = Event.objects.get(pk=events[4])
    digest = audit.digest_of(
        "x", row.thing, actor_id="system", actor_name=row.actor_name, moment="2022-05-12T08:00:00+07:00", facts={}
    )
    tamper("UPDATE audit_event SET verb = 'x', digest = %s WHERE id = %s", digest, events[4])

    assert verify(by=SYSTEM).fault == Fault(Wrong.SEAL_CHANGED, seal=2)


def test_first_of_several_faults_is_named(events, tamper) -> None:
    tamper("UPDATE audit_event SET verb = 'x' WHERE id IN (%s, %s)", events[4], events[2])

    assert verify(by=SYSTEM).fault == Fault(Wrong.EVENT_CHANGED, events[2], 1)


@pytest.mark.parametrize("place", [0, 1, 4])
def test_deleted_event_is_named(events, tamper, place) -> None:
    tamper("DELETE FROM audit_event WHERE id = %s", events[place])

    assert verify(by=SYSTEM).fault == Fault(Wrong.EVENT_MISSING, events[place], 1 if place < 3 else 2)


def test_event_deleted_before_its_seal_leaves_nothing_to_see(db, tamper) -> None:
    with guarded.writing("a test"):
        gone, kept = (audit.record("tests.noted", thing, by=SYSTEM).pk for thing in "ab")
    tamper("DELETE FROM audit_event WHERE id = %s", gone)

    assert verify(by=SYSTEM).fault is None
    assert Seal.objects.get().events == str(kept)


def test_event_kept_from_being_sealed_is_named(events, tamper) -> None:
    with guarded.writing("a test"):
        kept_out = audit.record("tests.noted", "f", by=SYSTEM).pk
    tamper("DELETE FROM audit_unsealed")

    assert verify(by=SYSTEM).fault == Fault(Wrong.EVENT_LEFT_OUT, kept_out)


@pytest.mark.parametrize(
    "change",
    [
        "count = count - 1",
        "events = '1-999999999999'",
        "events = 'rubbish'",
        "events = ''",
        "first_event = first_event - 1",
        "previous = repeat('0', 64)",
        "digest = repeat('0', 64)",
    ],
)
def test_edited_seal_is_named(events, tamper, change) -> None:
    tamper(f"UPDATE audit_seal SET {change} WHERE number = 1")

    assert verify(by=SYSTEM).fault == Fault(Wrong.SEAL_CHANGED, seal=1)


def test_deleted_seal_is_named(events, tamper) -> None:
    tamper("DELETE FROM audit_seal WHERE number = 1")

    assert verify(by=SYSTEM).fault == Fault(Wrong.SEAL_MISSING, seal=1)


def test_events_of_a_deleted_latest_seal_are_left_out(events, tamper) -> None:
    tamper("DELETE FROM audit_seal WHERE number = 2")

    assert verify(by=SYSTEM).fault == Fault(Wrong.EVENT_LEFT_OUT, events[3])


def test_end_that_was_cut_off_is_told_by_the_digest_that_was_noted_down(events, tamper) -> None:
    noted = verify(by=SYSTEM).latest
    tamper("DELETE FROM audit_seal WHERE number = 2")
    tamper("DELETE FROM audit_event WHERE id >= %s", events[3])

    assert verify(by=SYSTEM).fault is None
    assert verify(by=SYSTEM, expected=noted).fault == Fault(Wrong.SEAL_UNKNOWN)


def test_digest_that_was_noted_down_stays_in_the_chain(events) -> None:
    noted = verify(by=SYSTEM).latest
    verify(by=SYSTEM)

    assert verify(by=SYSTEM, expected=noted).fault is None
