import pytest
from django.db import IntegrityError, connection, transaction

from khaigiang.apps.instruments.models import Instrument
from khaigiang.foundation import constraints, guarded
from khaigiang.foundation.refusal import Refused


def enter_twice() -> None:
    with guarded.writing("a test"), transaction.atomic():
        Instrument.objects.create(number="1")
        Instrument.objects.create(number="1")


def test_constraint_with_a_sentence_is_said_in_words(db) -> None:
    with pytest.raises(Refused) as refused, constraints.readable():
        enter_twice()

    assert (refused.value.code, str(refused.value)) == ("instrument_once", "Văn bản này đã có.")


def test_constraint_without_a_sentence_passes_as_it_is(db) -> None:
    with pytest.raises(IntegrityError, match="null value"), constraints.readable(), transaction.atomic():
        connection.cursor().execute("INSERT INTO instruments_instrument DEFAULT VALUES")


@pytest.mark.parametrize("number", ["9" * 5000, "1\0"], ids=["too long", "zero byte"])
def test_value_that_no_column_holds_is_refused_in_words(db, number) -> None:
    with pytest.raises(Refused, match="Chưa ghi gì") as refused, constraints.readable(), guarded.writing("a test"):
        Instrument.objects.create(number=number)

    assert refused.value.code == "cannot_be_kept"


def test_said_sentences_cannot_be_changed_through_the_copy() -> None:
    constraints.said().clear()

    assert constraints.said() != {}
