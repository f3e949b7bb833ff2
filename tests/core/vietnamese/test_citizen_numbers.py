import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khaigiang.core.vietnamese import NumberFinding, NumberKind, PartialDate, Repair, Sureness, read_citizen_number
from khaigiang.data.citizen_numbers import birth_places

PLACES = birth_places()
GOOD = "001075012345"  # Hà Nội, a man born in 1975
CITIZEN, OLD_CARD, UNKNOWN = NumberKind


def read(value, **known):
    return read_citizen_number(value, places=PLACES, **known)


def codes(value, **known):
    return [finding.code for finding in read(value, **known).findings]


def told(value, **known):
    return [(each.repair, each.text, each.sure) for each in read(value, **known).suggestions]


@pytest.mark.parametrize(
    ("number", "place", "sex", "year"),
    [
        (GOOD, "001", "male", 1975),
        ("079180000001", "079", "female", 1980),
        ("087203000001", "087", "male", 2003),
        ("034399000001", "034", "female", 2099),
        ("001400000001", "001", "male", 2100),
        ("001999000001", "001", "female", 2399),
    ],
)
def test_digits_say_place_sex_and_year(number, place, sex, year):
    found = read(number)

    assert (found.kind, found.number, found.place, found.sex, found.birth_year) == (CITIZEN, number, place, sex, year)
    assert (found.findings, found.suggestions) == ((), ())


@pytest.mark.parametrize(
    ("value", "known", "findings"),
    [
        (GOOD, {"sex": "male", "birth": PartialDate(1975, 5)}, []),
        (GOOD, {"sex": "female"}, [NumberFinding("sex_differs", {"stated": "female", "numbered": "male"})]),
        (
            GOOD,
            {"birth": PartialDate(1957)},
            [NumberFinding("birth_year_differs", {"stated": "1957", "numbered": "1975"})],
        ),
        ("003075012345", {}, [NumberFinding("place_unknown", {"place": "003"})]),
        ("118075012345", {}, [NumberFinding("place_abroad", {"place": "118"})]),
        (
            "001230012345",
            {"on": dt.date(2026, 1, 1)},
            [NumberFinding("born_later", {"year": "2030", "on": "2026-01-01"})],
        ),
        ("0010750123", {}, [NumberFinding("wrong_length", {"digits": "10"})]),
        ("0010750123456", {}, [NumberFinding("wrong_length", {"digits": "13"})]),
        ("1,07501E+11", {}, [NumberFinding("digits_lost")]),
        ("không có", {}, [NumberFinding("not_digits")]),
        ("001075***345", {}, [NumberFinding("not_digits")]),
        ("", {}, [NumberFinding("empty")]),
        (None, {}, [NumberFinding("empty")]),
    ],
)
def test_what_does_not_agree_is_a_finding_with_its_facts(value, known, findings):
    assert list(read(value, **known).findings) == findings


@pytest.mark.parametrize(
    ("value", "known", "repair", "sure"),
    [
        (1075012345, {}, Repair.LEADING_ZERO, Sureness.LIKELY),  # Hà Nội loses two zeros
        (1075012345.0, {}, Repair.LEADING_ZERO, Sureness.LIKELY),
        ("1075012345", {"sex": "male", "birth": PartialDate(1975)}, Repair.LEADING_ZERO, Sureness.SURE),
        ("1075012345", {"sex": "male"}, Repair.LEADING_ZERO, Sureness.LIKELY),
        ("1075012345", {"sex": "female"}, Repair.LEADING_ZERO, Sureness.POSSIBLE),
        ("001 075 012 345", {}, Repair.PUNCTUATION, Sureness.SURE),
        ("'001075012345", {}, Repair.PUNCTUATION, Sureness.SURE),
        ("001.075.012.345", {}, Repair.PUNCTUATION, Sureness.SURE),
        ("OO1O75O12345", {}, Repair.DIGITS, Sureness.LIKELY),
    ],
)
def test_a_repair_is_a_suggestion(value, known, repair, sure):
    assert told(value, **known) == [(repair, GOOD, sure)]
    assert read(value, **known).typed != GOOD
    assert read(value).kind is CITIZEN


def test_eleven_digits_lost_one_zero():
    assert told("79180000001") == [(Repair.LEADING_ZERO, "079180000001", Sureness.LIKELY)]
    assert codes("03180000001") == ["wrong_length"]  # a zero in front was not lost
    assert (told("3075012345"), codes("3075012345")) == ([], ["wrong_length"])  # 003 is no place


def test_nine_digits_are_a_card_of_the_older_kind():
    found = read("012 345 678")

    assert (found.kind, found.number, found.findings, found.birth_year) == (OLD_CARD, "012345678", (), None)
    assert told(12345678) == [(Repair.LEADING_ZERO, "012345678", Sureness.POSSIBLE)]
    assert read(12345678).kind is OLD_CARD


@given(
    st.sampled_from(sorted(PLACES)),
    st.sampled_from(["male", "female"]),
    st.integers(1900, 2099),
    st.integers(0, 999_999),
)
def test_a_number_made_by_the_rule_agrees_and_survives_a_numeric_cell(place, sex, year, rest):
    number = f"{place}{(year // 100 - 19) * 2 + (sex == 'female')}{year % 100:02d}{rest:06d}"
    known = {"sex": sex, "birth": PartialDate(year)}

    assert read(number, **known).findings == ()
    assert read(int(number), **known).number == read(float(number), **known).number == number
    assert codes(number, sex="male" if sex == "female" else "female") == ["sex_differs"]


@given(st.text(max_size=16) | st.integers() | st.floats())
def test_any_cell_is_read(value):
    found = read(value)

    assert (found.kind is CITIZEN) == (found.birth_year is not None)
    assert found.kind is not UNKNOWN or found.findings
