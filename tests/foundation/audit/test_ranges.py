from hypothesis import given
from hypothesis import strategies as st

from khaigiang.foundation.audit import ranges

IDS = st.sets(st.integers(1, 60)).map(sorted)


def test_neighbours_are_one_range() -> None:
    assert ranges.written(ranges.joined([12, 13, 14, 20, 31, 32])) == "12-14,20,31-32"


@given(IDS)
def test_what_is_written_is_read_again(ids) -> None:
    assert list(ranges.each(ranges.read(ranges.written(ranges.joined(ids))))) == ids


@given(IDS, IDS)
def test_merged_ranges_hold_the_ids_of_both(some, others) -> None:
    merged = ranges.merged([*ranges.joined(some), *ranges.joined(others)])

    assert list(ranges.each(merged)) == sorted({*some, *others})
    assert merged == ranges.joined(sorted({*some, *others}))


@given(IDS, IDS)
def test_outside_are_those_in_no_range(ids, covered) -> None:
    assert list(ranges.outside(ids, ranges.joined(covered))) == sorted(set(ids) - set(covered))
