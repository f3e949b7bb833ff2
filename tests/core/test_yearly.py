import datetime as dt
from dataclasses import replace

import pytest

from khaigiang.core.verdict import Citation
from khaigiang.core.vietnamese import PartialDate
from khaigiang.core.yearly import Finished, YearlyMinimum, YearlyStanding, yearly_of

TODAY = dt.date(2026, 11, 29)
DECREE = YearlyMinimum(
    "civil",
    "Bồi dưỡng tối thiểu",
    frozenset({"civil_servant"}),
    40,
    dt.date(2025, 7, 1),
    None,
    Citation("Nghị định 171/2025/NĐ-CP"),
)


MARCH = PartialDate(2026, 3, 20)


def course(periods: int | None = 24, day: PartialDate | None = MARCH) -> Finished:
    return Finished(day, periods)


def stands(*finished: Finished, category: str = "civil_servant", minimums=(DECREE,), on: dt.date = TODAY):
    found = yearly_of(category, finished, minimums, on=on)
    return found and (found.standing, found.done)


@pytest.mark.parametrize(
    ("periods", "standing"),
    [
        ((), YearlyStanding.BELOW),
        ((24,), YearlyStanding.BELOW),
        ((24, 15), YearlyStanding.BELOW),
        ((24, 16), YearlyStanding.MET),
        ((41,), YearlyStanding.MET),
    ],
)
def test_periods_of_the_year_are_added_up_to_the_minimum(periods, standing):
    assert stands(*(course(each) for each in periods)) == (standing, sum(periods))


@pytest.mark.parametrize(
    ("day", "done"),
    [
        (PartialDate(2025, 12, 31), 0),
        (PartialDate(2026, 1, 1), 24),
        (PartialDate(2026, 11, 29), 24),
        (PartialDate(2026, 11, 30), 0),
        (PartialDate(2026), 24),
        (PartialDate(2025), 0),
    ],
)
def test_course_is_of_the_calendar_year_in_which_it_ended(day, done):
    assert stands(course(day=day)) == (YearlyStanding.BELOW, done)


@pytest.mark.parametrize(
    ("on", "asked"),
    [
        (dt.date(2025, 6, 30), False),
        (dt.date(2025, 7, 1), True),
        (dt.date(2027, 12, 31), True),
        (dt.date(2028, 1, 1), False),
    ],
)
def test_nothing_is_asked_while_the_instrument_is_not_in_force(on, asked):
    decree = replace(DECREE, valid_to=dt.date(2027, 12, 31))
    assert (stands(minimums=(decree,), on=on) is not None) is asked


@pytest.mark.parametrize("category", ["official", "public_employee", "other"])
def test_nothing_is_asked_of_whom_the_instrument_does_not_bind(category):
    assert stands(category=category) is None


def test_unknown_category_is_not_enough_information_however_much_was_learnt():
    assert stands(category="") == (YearlyStanding.UNKNOWN, 0)
    assert stands(course(80), category="") == (YearlyStanding.UNKNOWN, 80)
    assert stands(category="", on=dt.date(2025, 6, 30)) is None


@pytest.mark.parametrize("unclear", [course(None), course(24, None), course(None, None)])
def test_course_that_cannot_be_counted_leaves_open_what_is_missing_and_not_what_is_met(unclear):
    assert stands(course(39), unclear) == (YearlyStanding.UNKNOWN, 39)
    assert stands(course(40), unclear) == (YearlyStanding.MET, 40)
    found = yearly_of("civil_servant", [course(39), unclear], [DECREE], on=TODAY)
    assert found is not None
    assert found.unstated == 1


def test_course_of_another_year_without_periods_changes_nothing():
    assert stands(course(None, PartialDate(2025, 5, 1))) == (YearlyStanding.BELOW, 0)


def test_highest_minimum_binds():
    own = replace(DECREE, code="own", periods=60)
    found = yearly_of("civil_servant", [course(50)], [own, DECREE], on=TODAY)
    assert found is not None
    assert (found.minimum, found.standing) == (own, YearlyStanding.BELOW)
