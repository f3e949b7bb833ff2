import pytest
from hypothesis import given
from hypothesis import strategies as st

from khaigiang.core.identity import ASKED, CERTAIN, Candidate, Described, Lineage, Sign, candidates, compare, is_same
from khaigiang.core.vietnamese import PartialDate

DAY, MONTH, YEAR = PartialDate(1975, 5, 12), PartialDate(1975, 5), PartialDate(1975)
WARD, MERGED, DISTRICT, FAR = 1, 2, 3, 9
NUMBER = "001175000001"


def lineage(one: frozenset[int], other: frozenset[int]) -> Lineage:
    """Ward 1 became ward 2; both lie in district 3."""
    if one & other:
        return Lineage.SAME
    if one | other == {WARD, MERGED}:
        return Lineage.SUCCESSION
    return Lineage.WITHIN if DISTRICT in one | other and FAR not in one | other else Lineage.NONE


def said(name="Nguyễn Thị Hòa", birth=DAY, *, key=1, sex="female", number="", unit=WARD) -> Described:
    return Described(key, name, birth, sex, number, frozenset({unit}))


def compared(**other) -> Candidate | None:
    return compare(said(), said(**{"key": 2, **other}), lineage=lineage)


@pytest.mark.parametrize(
    ("other", "score", "reasons"),
    [
        ({}, 100, (Sign.NAME_SAME, Sign.BIRTH_SAME_DAY, Sign.UNIT_SAME)),
        ({"name": "NGUYỄN  THỊ HÒA"}, 100, (Sign.NAME_SAME, Sign.BIRTH_SAME_DAY, Sign.UNIT_SAME)),
        ({"name": "Nguyễn Thị Hoà"}, 100, (Sign.NAME_TONE_PLACES, Sign.BIRTH_SAME_DAY, Sign.UNIT_SAME)),
        ({"name": "Nguyễn Thị Hoa"}, 89, (Sign.NAME_DIACRITICS, Sign.BIRTH_SAME_DAY, Sign.UNIT_SAME)),
        ({"unit": FAR}, 85, (Sign.NAME_SAME, Sign.BIRTH_SAME_DAY)),
        ({"unit": MERGED, "birth": YEAR}, 85, (Sign.NAME_SAME, Sign.BIRTH_SAME_YEAR, Sign.UNIT_SUCCESSION)),
        ({"unit": DISTRICT, "birth": MONTH}, 88, (Sign.NAME_SAME, Sign.BIRTH_SAME_MONTH, Sign.UNIT_WITHIN)),
        ({"birth": None}, 75, (Sign.NAME_SAME, Sign.BIRTH_UNKNOWN, Sign.UNIT_SAME)),
        ({"birth": PartialDate(1975, 12, 5)}, 82, (Sign.NAME_SAME, Sign.BIRTH_MISTYPED, Sign.UNIT_SAME)),
        ({"birth": PartialDate(1976, 5, 12)}, 82, (Sign.NAME_SAME, Sign.BIRTH_MISTYPED, Sign.UNIT_SAME)),
        ({"sex": "male"}, 80, (Sign.NAME_SAME, Sign.BIRTH_SAME_DAY, Sign.SEX_OTHER, Sign.UNIT_SAME)),
        ({"sex": ""}, 100, (Sign.NAME_SAME, Sign.BIRTH_SAME_DAY, Sign.UNIT_SAME)),
    ],
)
def test_each_sign_adds_its_points(other, score, reasons) -> None:
    assert compared(**other) == Candidate(2, score, reasons)


@pytest.mark.parametrize(
    "other",
    [
        {"name": "Nguyễn Thị Hoan"},
        {"birth": PartialDate(1976)},
        {"birth": PartialDate(1975, 6)},
        {"birth": PartialDate(1976, 6, 12)},
    ],
)
def test_other_name_or_birth_is_another_person(other) -> None:
    assert compared(**other) is None


@pytest.mark.parametrize(
    "other",
    [
        {"unit": FAR, "birth": YEAR},
        {"unit": FAR, "birth": None},
        {"unit": FAR, "birth": PartialDate(1975, 12, 5)},
        {"unit": FAR, "name": "Nguyễn Thị Hoa"},
        {"birth": None, "name": "Nguyễn Thị Hoa"},
        {"unit": DISTRICT, "birth": None},
    ],
)
def test_faint_likeness_is_not_asked_about(other) -> None:
    assert candidates(said(), [said(**{"key": 2, **other})], lineage=lineage) == ()


def numbered(number: str, **other) -> Candidate | None:
    return compare(said(number=NUMBER), said(**{"key": 2, "number": number, **other}), lineage=lineage)


def test_same_number_settles_it_wherever_the_two_work() -> None:
    found = numbered(NUMBER, unit=FAR)

    assert found == Candidate(2, CERTAIN, (Sign.NUMBER_SAME, Sign.NAME_SAME, Sign.BIRTH_SAME_DAY))
    assert is_same(found)


@pytest.mark.parametrize(
    ("other", "settled"),
    [
        ({"birth": PartialDate(1960)}, True),
        ({"name": "Nguyễn Thị Hoàn"}, True),
        ({"name": "Nguyễn Thị Hoàn", "birth": YEAR}, False),
        ({"name": "Trần Văn Ba", "birth": PartialDate(1960)}, False),
        ({"sex": "male"}, False),
    ],
)
def test_same_number_is_asked_about_where_little_agrees_with_it(other, settled) -> None:
    found = numbered(NUMBER, **other)

    assert (found is not None and found.score >= ASKED, found is not None and is_same(found)) == (True, settled)


def test_other_number_is_another_person() -> None:
    assert numbered("001175999999") is None


def test_number_with_one_digit_off_is_asked_about() -> None:
    found = numbered("001175000007")

    assert found is not None
    assert (found.score, found.reasons[0], is_same(found)) == (90, Sign.NUMBER_NEARLY, False)


def test_candidates_come_the_likeliest_first_without_the_one_asked_about() -> None:
    known = [said(key=1), said(key=2, unit=FAR), said(key=3), said(key=4, birth=None), said("Lê Văn Tám", key=5)]

    assert [(each.id, each.score) for each in candidates(said(), known, lineage=lineage)] == [
        (3, 100),
        (2, 85),
        (4, 75),
    ]


names = st.sampled_from(["Nguyễn Thị Hòa", "Nguyễn Thị Hoà", "Nguyễn Thị Hoa", "Lê Văn An"])
births = st.sampled_from([DAY, MONTH, YEAR, None, PartialDate(1975, 12, 5), PartialDate(1980, 1, 1)])
described = st.builds(
    Described,
    st.just(1),
    names,
    births,
    st.sampled_from(["", "male", "female"]),
    st.sampled_from(["", NUMBER, "001175000007", "001175999999"]),
    st.sampled_from([WARD, MERGED, DISTRICT, FAR]).map(lambda unit: frozenset({unit})),
)


@given(described, described)
def test_comparing_has_no_direction(one, other) -> None:
    assert compare(one, other, lineage=lineage) == compare(other, one, lineage=lineage)


@given(described)
def test_nobody_is_likelier_than_oneself(one) -> None:
    own = compare(one, one, lineage=lineage)
    assert own is not None
    assert {Sign.NAME_SAME, Sign.UNIT_SAME} <= set(own.reasons)
