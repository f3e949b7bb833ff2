import pytest
from hypothesis import given
from hypothesis import strategies as st

from khaigiang.charts.numerals import grouped, percentage


@pytest.mark.parametrize(("number", "text"), [(0, "0"), (579, "579"), (13267, "13.267"), (1234567, "1.234.567")])
def test_grouped(number, text):
    assert grouped(number) == text


@given(st.integers(0, 10**12))
def test_grouped_reads_back(number):
    assert int(grouped(number).replace(".", "")) == number


@pytest.mark.parametrize(
    ("part", "whole", "text"), [(237, 579, "40,9%"), (1, 4, "25%"), (0, 5, "0%"), (5, 5, "100%"), (0, 0, "–")]
)
def test_percentage(part, whole, text):
    assert percentage(part, whole) == text
