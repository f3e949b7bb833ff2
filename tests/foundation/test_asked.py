import pytest

from khaigiang.foundation.asked import DIGITS, number_asked


@pytest.mark.parametrize(("text", "number"), [("0", 0), ("12", 12), ("9" * DIGITS, 10**DIGITS - 1)])
def test_number_is_read(text, number) -> None:
    assert number_asked(text) == number


@pytest.mark.parametrize("text", ["", "-1", "1.5", " 1", "x", "²", "١٢", "9" * (DIGITS + 1), "9" * 5000])
def test_whatever_is_none_is_nothing(text) -> None:
    assert number_asked(text) is None
