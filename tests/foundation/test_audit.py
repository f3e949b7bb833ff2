import pytest

from khaigiang.foundation import audit, guarded
from khaigiang.foundation.actor import SYSTEM
from khaigiang.foundation.audit.models import Event


def test_event_carries_the_digest_of_what_it_says(db) -> None:
    with guarded.writing("a test"):
        audit.record("units.entered", "Phường Bến Nghé", by=SYSTEM, seats=12)

    event = Event.objects.get()
    moment = "2022-05-12T08:00:00+07:00"
    assert event.digest == audit.digest_of(
        "units.entered",
        "Phường Bến Nghé",
        actor_id="system",
        actor_name=SYSTEM.name,
        moment=moment,
        facts={"seats": "12"},
    )


def test_digest_changes_with_every_part_of_an_event() -> None:
    parts = {"verb": "v", "thing": "t", "actor_id": "7", "actor_name": "Lan", "moment": "2022-05-12", "facts": {}}
    changed = [{**parts, name: {"a": "1"} if name == "facts" else "other"} for name in parts]

    assert len({audit.digest_of(**each) for each in [parts, *changed]}) == 7


def test_event_outside_an_action_is_refused(db) -> None:
    with pytest.raises(guarded.UnguardedWrite):
        audit.record("units.entered", "x", by=SYSTEM)


def test_events_of_an_act_are_written_in_their_order_however_many(db) -> None:
    for count in (2, 12):
        with guarded.writing("test"), audit.must_be_recorded("tests.many"):
            for number in range(count):
                audit.record("tests.noted", f"{count}", by=SYSTEM, number=number, said='Đỗ "Bé"')

        events = Event.objects.filter(thing=f"{count}").order_by("pk")
        assert [(event.facts["number"], event.facts["said"]) for event in events] == [
            (str(number), 'Đỗ "Bé"') for number in range(count)
        ]


def test_block_without_an_event_is_noticed_only_when_it_ends_well() -> None:
    with pytest.raises(audit.NotRecorded), audit.must_be_recorded("act"):
        pass
    with pytest.raises(ZeroDivisionError), audit.must_be_recorded("act"):
        raise ZeroDivisionError


def test_event_of_an_inner_act_counts_for_the_outer(db) -> None:
    with guarded.writing("a test"), audit.must_be_recorded("outer"), audit.must_be_recorded("inner"):
        audit.record("units.entered", "x", by=SYSTEM)
