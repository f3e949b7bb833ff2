"""The frame of every write, tried on the lowest table there is."""

import contextlib

import pytest
from django.db import connection
from django.db.transaction import TransactionManagementError

from khaigiang.apps.instruments.models import Instrument
from khaigiang.foundation import audit, guarded
from khaigiang.foundation.action import action
from khaigiang.foundation.actor import Actor, current
from khaigiang.foundation.audit.models import Event
from khaigiang.foundation.refusal import Refused

CLERK = Actor(id="9", name="Bình", roles=frozenset({"planner"}))


@action
def enter(number: str, *, by: Actor, fail: bool = False, silent: bool = False) -> Instrument:
    instrument = Instrument.objects.create(number=number)
    if not silent:
        audit.record("tests.entered", instrument, by=by, number=number)
    if fail:
        raise Refused("unwanted", "Không nhận %(number)s.", number=number)
    return instrument


@action
def enter_two(first: str, second: str, *, by: Actor) -> None:
    enter(first, by=by)
    enter(second, by=by)


def counts() -> tuple[int, int]:
    return Instrument.objects.count(), Event.objects.count()


def test_action_writes_the_row_and_its_event_together(db) -> None:
    instrument = enter("101-QĐ/TU", by=CLERK)

    event = Event.objects.get()
    assert (event.verb, event.thing, event.actor_id, event.actor_name, event.facts) == (
        "tests.entered",
        f"Instrument:{instrument.pk}",
        "9",
        "Bình",
        {"number": "101-QĐ/TU"},
    )


def test_refused_action_leaves_neither_row_nor_event(db) -> None:
    with pytest.raises(Refused, match=r"Không nhận 1\."):
        enter("1", by=CLERK, fail=True)

    assert counts() == (0, 0)


def test_action_without_an_event_is_a_mistake_and_leaves_nothing(db) -> None:
    with pytest.raises(audit.NotRecorded, match="enter"):
        enter("1", by=CLERK, silent=True)

    assert counts() == (0, 0)


def test_action_of_actions_is_one_transaction(db) -> None:
    enter_two("1", "2", by=CLERK)

    assert counts() == (2, 2)


def test_failure_in_the_second_undoes_the_first(db) -> None:
    with pytest.raises(Refused, match=r"Văn bản này đã có\."):
        enter_two("1", "1", by=CLERK)

    assert counts() == (0, 0)


@pytest.mark.parametrize("by", [None, "Bình"])
def test_action_must_be_told_who_acts(by) -> None:
    with pytest.raises(TypeError, match="by=Actor"):
        enter("1", by=by)


def test_action_runs_as_its_actor_and_nobody_afterwards(db) -> None:
    seen = []

    @action
    def look(*, by: Actor) -> None:
        audit.record("tests.looked", "nothing", by=by)
        seen.append(current())

    look(by=CLERK)

    assert [*seen, current().id] == [CLERK, ""]


def test_writes_are_refused_again_after_an_action(db) -> None:
    enter("1", by=CLERK)

    with pytest.raises(guarded.UnguardedWrite):
        Instrument.objects.create(number="2")


def test_action_costs_one_event_and_no_further_query(db, django_assert_num_queries) -> None:
    with django_assert_num_queries(4):  # savepoint, row, event, release
        enter("1", by=CLERK)


def test_action_inside_another_costs_no_savepoint_and_events_are_written_at_once(db, django_assert_num_queries) -> None:
    with django_assert_num_queries(5):  # savepoint, two rows, their events, release
        enter_two("1", "2", by=CLERK)

    assert list(Event.objects.values_list("facts__number", flat=True)) == ["1", "2"]


def test_nobody_goes_on_from_a_failure_inside(db) -> None:
    @action
    def try_two(*, by: Actor) -> None:
        with contextlib.suppress(Refused):
            enter("1", by=by, fail=True)
        enter("2", by=by)

    with pytest.raises(TransactionManagementError):
        try_two(by=CLERK)

    assert counts() == (0, 0)


def test_action_is_committed(transactional_db) -> None:
    enter("1", by=CLERK)
    connection.close()

    assert counts() == (1, 1)
