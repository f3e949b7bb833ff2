import pytest
from django.utils.translation import gettext_lazy as _

from khaigiang.foundation.refusal import NotPermitted, Refused, allowed


def test_refusal_fills_its_facts_into_its_sentence() -> None:
    refused = Refused("full", "Lớp %(name)s đã đủ %(seats)s chỗ.", name="3", seats=119)

    assert str(refused) == "Lớp 3 đã đủ 119 chỗ."
    assert (refused.code, refused.facts) == ("full", {"name": "3", "seats": 119})


def test_refusal_is_said_in_the_language_asked_for() -> None:
    refused = Refused("asked", _("Yes"))  # a word whose translations come with Django

    assert [refused.in_language("vi"), refused.in_language("en")] == ["Có", "Yes"]


def test_asking_in_one_language_does_not_change_the_other() -> None:
    refused = Refused("asked", _("Yes"))

    refused.in_language("en")

    assert str(refused) == "Có"


def check_may(number: int) -> None:
    if number < 0:
        raise NotPermitted("negative", "Không.")
    if number == 0:
        raise ZeroDivisionError


def test_allowed_is_the_boolean_twin_of_a_check() -> None:
    assert [allowed(check_may, 1), allowed(check_may, number=-1)] == [True, False]


def test_allowed_hides_no_mistake() -> None:
    with pytest.raises(ZeroDivisionError):
        allowed(check_may, 0)
