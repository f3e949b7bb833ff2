import datetime as dt
from dataclasses import replace

import pytest

from khaigiang.core.calendar import Part, Window
from khaigiang.core.overlaps import Stay, shared, unavoidable


def day(number: int) -> dt.date:
    return dt.date(2022, 5, number)


def stay(first: int, last: int, *days: int, spread: bool = False) -> Stay:
    return Stay("Lớp", Window(day(first), day(last)), frozenset(map(day, days)), spread)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (stay(1, 5), stay(6, 9), None),
        (stay(1, 5), stay(4, 9), (4, 5, True)),
        (stay(1, 5), stay(4, 9, spread=True), (4, 5, False)),
        (stay(1, 5), stay(3, 9, 3, 4, 8), (3, 4, True)),
        (stay(1, 5), stay(3, 9, 4, 8, spread=True), (4, 4, True)),
        (stay(1, 5), stay(4, 9, 7, 8), None),
        (stay(1, 9, 1, 3), stay(1, 9, 2, 4), None),
        (stay(1, 9, 1, 3), stay(1, 9, 3, 4), (3, 3, True)),
    ],
)
def test_stays_share_their_days_where_known_and_their_windows_where_not(one, other, expected) -> None:
    for found in (shared(one, other), shared(other, one)):
        told = None if found is None else (found.first.day, found.last.day, found.sure)
        assert told == expected


def test_overlap_is_unavoidable_when_no_open_class_is_free_of_it() -> None:
    early, late = stay(1, 5), stay(10, 15)
    assert unavoidable([early, late], [early]) is None
    assert unavoidable([early], [early, late]) is None
    assert unavoidable([], [early]) is None
    whole = unavoidable([early, late], [stay(3, 12)])
    assert whole is not None
    assert (whole.first, whole.last, whole.sure) == (day(3), day(5), True)


def test_one_unsure_way_makes_the_overlap_unsure() -> None:
    found = unavoidable([stay(1, 5)], [stay(2, 3), stay(2, 4, spread=True)])
    assert found is not None
    assert not found.sure


def test_stays_at_different_times_of_the_week_or_the_day_share_nothing() -> None:
    weekend, evenings = replace(stay(1, 20), weekdays=frozenset({5, 6})), replace(stay(1, 20), parts={Part.EVENING})
    wednesdays = replace(stay(1, 20), weekdays=frozenset({2}))
    for one, other in (
        (weekend, stay(1, 20)),
        (evenings, stay(1, 20)),
        (weekend, wednesdays),
        (weekend, stay(2, 6, 3)),
    ):
        assert (shared(one, other), shared(other, one)) == (None, None)

    found = shared(stay(1, 20), wednesdays)
    assert found is not None
    # Nobody can say yet which of its Wednesdays it takes.
    assert (found.first, found.last, found.sure) == (day(4), day(18), False)
