import pytest
from hypothesis import given
from hypothesis import strategies as st

from khaigiang.core.attendance import (
    AbsenceLimit,
    Absences,
    Measure,
    Presence,
    Taken,
    Whole,
    count_absences,
    is_beyond,
    share_percent,
)
from khaigiang.core.verdict import Citation

RULE = Citation("quy chế thử", verified=False)
BOTH = frozenset({Presence.EXCUSED, Presence.UNEXCUSED})
WHOLE = Whole(half_days=10, periods=50)


def test_half_days_and_periods_are_counted_apart():
    taken = [
        Taken(5, Presence.PRESENT),
        Taken(4, Presence.LATE),
        Taken(5, Presence.EXCUSED),
        Taken(3, Presence.EXCUSED),
        Taken(2, Presence.UNEXCUSED),
    ]
    counted = count_absences(taken)
    assert counted == Absences(1, 1, 2, 1, excused_periods=8, unexcused_periods=2)
    assert (counted.taken, counted.half_days, counted.periods) == (5, 3, 10)


@pytest.mark.parametrize(
    ("measure", "counts", "beyond"),
    [
        (Measure.PERIODS, BOTH, False),  # 10 of 50 is exactly 20 %
        (Measure.HALF_DAYS, BOTH, True),  # 3 of 10
        (Measure.HALF_DAYS, frozenset({Presence.EXCUSED}), False),
        (Measure.PERIODS, frozenset({Presence.UNEXCUSED}), False),
    ],
)
def test_limit_adds_up_what_it_counts_in_its_own_measure(measure, counts, beyond):
    missed = Absences(excused=2, unexcused=1, excused_periods=8, unexcused_periods=2)
    assert is_beyond(missed, WHOLE, AbsenceLimit(20, measure, counts, RULE)) is beyond


def test_one_period_more_than_the_limit_is_beyond():
    missed = Absences(unexcused=3, unexcused_periods=11)
    assert is_beyond(missed, WHOLE, AbsenceLimit(20, Measure.PERIODS, BOTH, RULE))


@pytest.mark.parametrize(("percent", "counts"), [(101, BOTH), (-1, BOTH), (20, frozenset()), (20, {Presence.LATE})])
def test_limit_that_says_nothing_sensible_is_refused(percent, counts):
    with pytest.raises(ValueError):  # noqa: PT011 - two sentences, one kind
        AbsenceLimit(percent, Measure.PERIODS, frozenset(counts), RULE)


def test_share_of_nothing_is_nothing():
    assert (share_percent(0, 0), share_percent(1, 3)) == (0.0, 33.3)


@given(st.lists(st.builds(Taken, st.integers(1, 5), st.sampled_from(Presence))))
def test_every_half_day_taken_is_counted_once(taken):
    counted = count_absences(taken)
    assert counted.taken == len(taken)
    assert counted.periods == sum(each.periods for each in taken if each.presence in BOTH)
