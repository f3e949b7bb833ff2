import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khaigiang.core.calendar import HalfDay, Part, Window, half_days, public_holidays, working_days

DAY = dt.date(2022, 5, 12)
DAYS = st.dates(dt.date(2000, 1, 1), dt.date(2050, 12, 31))
HALF_DAYS = st.builds(HalfDay, DAYS, st.sampled_from(Part))


def test_half_days_of_one_day_run_from_morning_to_evening():
    evening, morning, afternoon = (HalfDay(DAY, Part(part)) for part in ("evening", "morning", "afternoon"))

    assert sorted([evening, morning, afternoon]) == [morning, afternoon, evening]


def test_half_day_of_a_later_date_comes_after_every_part_of_an_earlier_one():
    assert HalfDay(DAY, Part.EVENING) < HalfDay(DAY + dt.timedelta(days=1), Part.MORNING)


@given(HALF_DAYS)
def test_half_day_is_read_back_from_its_text(half_day):
    assert HalfDay.parse(str(half_day)) == half_day


@pytest.mark.parametrize(
    "text", ["", "2022-05-12", "2022-05-12/night", "20220512/morning", "2022-W19-4/morning", "x/y"]
)
def test_half_day_refuses_any_other_text(text):
    with pytest.raises(ValueError, match=r"\S"):
        HalfDay.parse(text)


def test_window_holds_both_its_ends():
    window = Window(DAY, DAY + dt.timedelta(days=2))

    assert [DAY + dt.timedelta(days=n) in window for n in range(-1, 4)] == [False, True, True, True, False]
    assert list(window.days()) == [DAY + dt.timedelta(days=n) for n in range(3)]


def test_window_refuses_to_end_before_it_begins():
    with pytest.raises(ValueError, match="ends on 2022-05-11 before it begins on 2022-05-12"):
        Window(DAY, DAY - dt.timedelta(days=1))


@given(DAYS, st.integers(0, 40), DAYS, st.integers(0, 40))
def test_windows_overlap_exactly_when_they_share_a_day(first, length, other_first, other_length):
    a = Window(first, first + dt.timedelta(days=length))
    b = Window(other_first, other_first + dt.timedelta(days=other_length))

    assert a.overlaps(b) == bool(set(a.days()) & set(b.days()))
    assert a.overlaps(b) == b.overlaps(a)


def test_public_holidays_know_tet_and_the_substitute_day():
    named = public_holidays(2022)

    assert named[dt.date(2022, 2, 1)] == "Tết Nguyên Đán"
    assert named[dt.date(2022, 5, 3)] == "Ngày Quốc tế Lao động (nghỉ bù)"


def test_public_holidays_cannot_be_changed_by_a_caller():
    with pytest.raises(TypeError):
        public_holidays(2022)[DAY] = "ngày riêng"


def test_working_days_leave_out_weekends_holidays_and_closed_days():
    week = Window(dt.date(2022, 4, 28), dt.date(2022, 5, 6))

    found = working_days(week, closed={dt.date(2022, 5, 5)})

    assert found == (dt.date(2022, 4, 28), dt.date(2022, 4, 29), dt.date(2022, 5, 4), dt.date(2022, 5, 6))


def test_working_days_of_a_weekend_class_follow_its_own_weekdays():
    found = working_days(Window(dt.date(2022, 5, 12), dt.date(2022, 5, 16)), weekdays={5, 6})

    assert found == (dt.date(2022, 5, 14), dt.date(2022, 5, 15))


def test_half_days_are_in_order_and_once_each():
    tomorrow = DAY + dt.timedelta(days=1)

    found = half_days([tomorrow, DAY, DAY], [Part.AFTERNOON, Part.MORNING])

    assert [str(half_day) for half_day in found] == [
        "2022-05-12/morning",
        "2022-05-12/afternoon",
        "2022-05-13/morning",
        "2022-05-13/afternoon",
    ]
