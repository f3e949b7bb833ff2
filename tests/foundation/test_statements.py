"""What is asked in the database's own words is the same as what the ORM would say."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from khaigiang.apps.instruments.models import Instrument
from khaigiang.foundation import guarded
from khaigiang.foundation.statements import ask, ask_by_name, known, tell

ENTER = "INSERT INTO instruments_instrument (number, issuer) VALUES (%s, %s)"


@pytest.fixture
def instrument(db) -> Instrument:
    with guarded.writing("test"):
        return Instrument.objects.create(number="57-QĐ/TW", issuer="Bộ Chính trị")


def test_answer_is_rows_or_rows_with_names(instrument) -> None:
    question = "SELECT id, number FROM instruments_instrument WHERE number = %s"

    assert ask(question, "57-QĐ/TW") == [(instrument.pk, "57-QĐ/TW")]
    assert ask_by_name(question, "57-QĐ/TW") == [{"id": instrument.pk, "number": "57-QĐ/TW"}]
    assert ask(question, "58-QĐ/TW") == ask_by_name(question, "58-QĐ/TW") == []


def test_object_of_what_was_read_reads_the_rest_when_it_is_wanted(instrument) -> None:
    (said,) = ask_by_name("SELECT number, id, 1 AS more FROM instruments_instrument")

    with CaptureQueriesContext(connection) as seen:
        row = known(Instrument, said)
        assert (row, row.number) == (instrument, "57-QĐ/TW")
    assert len(seen) == 0
    assert row.issuer == "Bộ Chính trị"


def test_row_is_told_in_an_action_only(instrument) -> None:
    with pytest.raises(guarded.UnguardedWrite, match="Instrument"):
        tell(Instrument, ENTER, "58-QĐ/TW", "")
    with guarded.writing("test"):
        tell(Instrument, "UPDATE instruments_instrument SET issuer = %s WHERE id = %s", "Tỉnh ủy", instrument.pk)

    instrument.refresh_from_db()
    assert (Instrument.objects.count(), instrument.issuer) == (1, "Tỉnh ủy")
