from decimal import Decimal

import pytest

from khaigiang.core.marks import MarkFaultError, read_mark


@pytest.mark.parametrize(
    ("text", "value"), [("8", "8"), ("8,5", "8.5"), (" 8.25 ", "8.25"), ("8.50", "8.5"), ("0", "0"), ("10", "10")]
)
def test_mark_is_read(text, value):
    assert read_mark(text, Decimal(10)) == Decimal(value)


def test_nothing_is_no_mark():
    assert read_mark("  ", Decimal(10)) is None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("tám", "not_mark"),
        ("-1", "not_mark"),
        ("8,5,1", "not_mark"),
        ("٨", "not_mark"),
        ("1e1", "not_mark"),
        ("8,125", "mark_too_fine"),
        ("10,01", "mark_out_of_scale"),
    ],
)
def test_what_is_no_mark_says_why(text, code):
    with pytest.raises(MarkFaultError) as fault:
        read_mark(text, Decimal(10))
    assert fault.value.code == code
