import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khaigiang.core.eligibility.age import AgeAtLeast, AgeAtMost, AgeBasis, age_range
from khaigiang.core.eligibility.facts import Nominee, Sex
from khaigiang.core.verdict import Standing
from khaigiang.core.vietnamese import PartialDate

ON = dt.date(2024, 3, 6)
OK, NO, UNKNOWN = Standing.ELIGIBLE, Standing.NOT_ELIGIBLE, Standing.NOT_ENOUGH_INFORMATION
YEARS = {Sex.FEMALE: 38, Sex.MALE: 40}
BY_YEAR, BY_DATE = AgeBasis.BIRTH_YEAR, AgeBasis.DATE
DAYS = st.dates(dt.date(1940, 1, 1), dt.date(2005, 12, 31))


def person(birth=None, sex=None):
    return Nominee("1", "Lê Thị Lan", birth=birth, sex=sex)


@pytest.mark.parametrize(
    ("basis", "sex", "birth", "standing"),
    [
        # The published call: men of 40 are those born in 1984, women of 38 those born in 1986.
        (BY_YEAR, Sex.MALE, PartialDate(1984, 12, 31), OK),
        (BY_YEAR, Sex.MALE, PartialDate(1985, 1, 1), NO),
        (BY_YEAR, Sex.FEMALE, PartialDate(1986), OK),
        (BY_YEAR, Sex.FEMALE, PartialDate(1987), NO),
        (BY_YEAR, None, PartialDate(1984), OK),
        (BY_YEAR, None, PartialDate(1985), UNKNOWN),
        (BY_YEAR, None, PartialDate(1987), NO),
        (BY_YEAR, Sex.MALE, None, UNKNOWN),
        (BY_DATE, Sex.MALE, PartialDate(1984, 3, 6), OK),
        (BY_DATE, Sex.MALE, PartialDate(1984, 3, 7), NO),
        (BY_DATE, Sex.MALE, PartialDate(1983), OK),
        (BY_DATE, Sex.MALE, PartialDate(1984), UNKNOWN),
        (BY_DATE, Sex.MALE, PartialDate(1984, 2), OK),
        (BY_DATE, Sex.MALE, PartialDate(1984, 3), UNKNOWN),
        (BY_DATE, Sex.MALE, PartialDate(1984, 4), NO),
    ],
)
def test_age_at_least_is_decided_as_far_as_the_birth_date_is_known(basis, sex, birth, standing):
    assert AgeAtLeast(YEARS, basis).find(person(birth, sex), ON).standing is standing


@pytest.mark.parametrize(("birth", "standing"), [(PartialDate(1984), OK), (PartialDate(1983), NO), (None, UNKNOWN)])
def test_age_at_most_includes_the_threshold(birth, standing):
    assert AgeAtMost(YEARS).find(person(birth, Sex.MALE), ON).standing is standing


def test_finding_shows_birth_age_threshold_and_basis():
    finding = AgeAtLeast(YEARS).find(person(PartialDate(1987), Sex.FEMALE), ON)

    assert finding.code == "age_at_least.unmet"
    assert finding.facts == {"basis": "birth_year", "threshold": "38", "sex": "female", "birth": "1987", "age": "37"}


@pytest.mark.parametrize(
    ("birth", "sex", "missing"),
    [(None, None, "birth"), (PartialDate(1985), None, "sex"), (PartialDate(1984), Sex.MALE, "birth")],
)
def test_unknown_names_only_what_would_decide(birth, sex, missing):
    basis = BY_DATE if sex else BY_YEAR

    assert AgeAtLeast(YEARS, basis).find(person(birth, sex), ON).facts["missing"] == missing


def test_unknown_shows_the_range_of_ages():
    finding = AgeAtLeast(YEARS, BY_DATE).find(person(PartialDate(1984), Sex.MALE), ON)

    assert finding.facts["age"] == "39-40"


@given(DAYS, st.dates(dt.date(2006, 1, 1), dt.date(2030, 12, 31)), st.sampled_from(AgeBasis))
def test_less_precision_only_widens_the_range_of_ages(day, on, basis):
    dates = (PartialDate.of(day), PartialDate(day.year, day.month), PartialDate(day.year))

    (low, high), (month_low, month_high), (year_low, year_high) = (age_range(date, on, basis) for date in dates)

    assert low == high
    assert year_low <= month_low <= low <= month_high <= year_high <= year_low + 1


@given(DAYS, st.sampled_from(Sex), st.sampled_from(AgeBasis))
def test_at_least_and_at_most_one_less_answer_oppositely(day, sex, basis):
    facts = person(PartialDate.of(day), sex)
    fewer = {key: years - 1 for key, years in YEARS.items()}

    standings = {AgeAtLeast(YEARS, basis).find(facts, ON).standing, AgeAtMost(fewer, basis).find(facts, ON).standing}

    assert standings == {OK, NO}
