import pytest
from hypothesis import given
from hypothesis import strategies as st

from khaigiang.core.vietnamese import PhoneKind, Repair, read_phones
from khaigiang.core.vietnamese.phones import NEW_PREFIXES

MOBILE, LAND_LINE, UNKNOWN = PhoneKind


def told(value):
    return [(phone.kind, phone.number, [each.repair for each in phone.suggestions]) for phone in read_phones(value)]


@pytest.mark.parametrize(
    ("value", "kind", "number", "repairs"),
    [
        ("0912345678", MOBILE, "0912345678", []),
        ("0912.345.678", MOBILE, "0912345678", [Repair.PUNCTUATION]),
        (" (091) 234-5678", MOBILE, "0912345678", [Repair.PUNCTUATION]),
        ("0912 - 345 - 678", MOBILE, "0912345678", [Repair.PUNCTUATION]),
        ("+84912345678", MOBILE, "0912345678", [Repair.COUNTRY_CODE]),
        ("+84 (0) 912 345 678", MOBILE, "0912345678", [Repair.PUNCTUATION, Repair.COUNTRY_CODE]),
        ("84912345678", MOBILE, "0912345678", [Repair.COUNTRY_CODE]),
        ("0084912345678", MOBILE, "0912345678", [Repair.COUNTRY_CODE]),
        (912345678, MOBILE, "0912345678", [Repair.LEADING_ZERO]),
        (912345678.0, MOBILE, "0912345678", [Repair.LEADING_ZERO]),
        ("'912345678", MOBILE, "0912345678", [Repair.PUNCTUATION, Repair.LEADING_ZERO]),
        ("O9l2345678", MOBILE, "0912345678", [Repair.DIGITS]),
        ("01681234567", MOBILE, "0381234567", [Repair.OLD_PREFIX]),
        (1681234567, MOBILE, "0381234567", [Repair.LEADING_ZERO, Repair.OLD_PREFIX]),
        ("+841681234567", MOBILE, "0381234567", [Repair.COUNTRY_CODE, Repair.OLD_PREFIX]),
        ("02438251234", LAND_LINE, "02438251234", []),
        (2438251234, LAND_LINE, "02438251234", [Repair.LEADING_ZERO]),
        ("0210 3846 123", LAND_LINE, "02103846123", [Repair.PUNCTUATION]),
        ("091234567", UNKNOWN, "091234567", []),
        ("01511234567", UNKNOWN, "01511234567", []),
        ("không có", UNKNOWN, "không có", []),
        ("12345", UNKNOWN, "12345", []),
    ],
)
def test_a_number_is_read_and_each_repair_told(value, kind, number, repairs):
    assert told(value) == [(kind, number, repairs)]


@pytest.mark.parametrize(
    "value",
    [
        "0912345678 / 0987654321",
        "0912345678; 0987654321",
        "0912.345.678, 0987.654.321",
        "0912345678\n0987654321",
        "0912345678 - 0987654321",
        "0912345678 hoặc 0987654321",
    ],
)
def test_a_cell_may_hold_several(value):
    assert [phone.number for phone in read_phones(value)] == ["0912345678", "0987654321"]


@pytest.mark.parametrize("value", ["", "  ", None])
def test_an_empty_cell_holds_none(value):
    assert read_phones(value) == ()


def test_every_old_prefix_keeps_the_last_seven_digits():
    # 21 prefixes, each of another operator's block: none may be lost or come to the same new one.
    assert len(NEW_PREFIXES) == len(set(NEW_PREFIXES.values())) == 21
    for old, new in NEW_PREFIXES.items():
        assert told(f"{old}7654321") == [(MOBILE, f"{new}7654321", [Repair.OLD_PREFIX])]


@given(st.from_regex(r"\A0[35789][0-9]{8}\Z"))
def test_every_mobile_survives_a_numeric_cell_and_a_country_code(number):
    assert [read_phones(value)[0].number for value in (number, int(number), f"+84{number[1:]}")] == [number] * 3


@given(st.text(max_size=20) | st.integers() | st.floats())
def test_any_cell_is_read(value):
    for phone in read_phones(value):
        assert phone.kind is not UNKNOWN or phone.number == phone.typed
