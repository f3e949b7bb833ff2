import pytest

from khaigiang.apps.instruments.models import Instrument
from khaigiang.foundation import guarded

WRITES = {
    "save": lambda: Instrument(number="1").save(),
    "create": lambda: Instrument.objects.create(number="1"),
    "get_or_create": lambda: Instrument.objects.get_or_create(number="1"),
    "update_or_create": lambda: Instrument.objects.update_or_create(number="1"),
    "bulk_create": lambda: Instrument.objects.bulk_create([Instrument(number="1")]),
    "bulk_update": lambda: Instrument.objects.bulk_update(Instrument.objects.all(), ["title"]),
    "update": lambda: Instrument.objects.update(title="x"),
    "delete": lambda: Instrument.objects.all().delete(),
    "delete one": lambda: Instrument(pk=1).delete(),
}


@pytest.mark.parametrize("write", WRITES.values(), ids=WRITES.keys())
def test_write_outside_an_action_is_refused(db, write) -> None:
    with pytest.raises(guarded.UnguardedWrite, match="Instrument"):
        write()


@pytest.mark.parametrize("write", WRITES.values(), ids=WRITES.keys())
def test_write_with_a_reason_is_done(db, write) -> None:
    with guarded.writing("a test"):
        write()


def test_permission_to_write_ends_with_its_block_even_after_a_failure() -> None:
    with pytest.raises(ZeroDivisionError), guarded.writing("a test"):
        raise ZeroDivisionError

    with pytest.raises(guarded.UnguardedWrite):
        guarded.check("anything")


def test_row_that_is_held_is_read_as_it_is_now(db) -> None:
    with guarded.writing("a test"):
        known = Instrument.objects.create(number="1", title="trước")
        Instrument.objects.update(title="nay")

    known.hold()

    assert known.title == "nay"
