import pytest

from khaigiang.apps.quotas.phrases import SEATS, say_seats
from khaigiang.core.quotas import ShareReason


def test_every_reason_for_a_number_of_seats_has_its_sentence() -> None:
    assert {reason.value for reason in ShareReason} | {"listed"} == SEATS.keys()


@pytest.mark.parametrize("reason", SEATS)
def test_sentence_holds_with_fractions_as_they_are_stored(reason) -> None:
    assert say_seats(reason, "173/9", "2/9").endswith(".")
