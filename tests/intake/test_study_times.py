import pytest
from hypothesis import given
from hypothesis import strategies as st

from khaigiang.core.calendar import Part
from khaigiang.intake.study_times import read_parts, read_weekdays, write_parts, write_weekdays


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("T2-T6", (0, 1, 2, 3, 4)),
        ("t7 cn", (5, 6)),
        ("CN; T7", (5, 6)),
        ("Thứ Hai đến thứ Sáu", (0, 1, 2, 3, 4)),
        ("thứ 2, thứ 4 và thứ 6", (0, 2, 4)),
        ("Thứ Bảy,\nChủ nhật", (5, 6)),
        ("T2 – T4, T7", (0, 1, 2, 5)),
        ("", ()),
    ],
)
def test_days_of_the_week_are_read_as_offices_write_them(text, days):
    assert read_weekdays(text) == days


@pytest.mark.parametrize("text", ["T8", "T6-T2", "T2-", "-T3", "thứ", "7", "mọi ngày", "T2-T4-T6"])
def test_what_is_no_day_of_the_week_is_refused(text):
    with pytest.raises(ValueError, match=r".+"):
        read_weekdays(text)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("sáng, chiều", (Part.MORNING, Part.AFTERNOON)),
        ("Buổi tối", (Part.EVENING,)),
        ("tối; sáng", (Part.MORNING, Part.EVENING)),
        ("sáng và chiều", (Part.MORNING, Part.AFTERNOON)),
        ("cả ngày", (Part.MORNING, Part.AFTERNOON)),
    ],
)
def test_parts_of_the_day_are_read_in_their_order(text, parts):
    assert read_parts(text) == parts


@pytest.mark.parametrize("text", ["đêm", "sáng chủ nhật", "8h"])
def test_what_is_no_part_of_the_day_is_refused(text):
    with pytest.raises(ValueError, match=r".+"):
        read_parts(text)


@given(st.sets(st.integers(0, 6)))
def test_days_are_read_back_as_they_were_written(days):
    assert read_weekdays(write_weekdays(days)) == tuple(sorted(days))


@given(st.sets(st.sampled_from(Part)))
def test_parts_are_read_back_as_they_were_written(parts):
    held = tuple(part for part in Part if part in parts)
    assert read_parts(write_parts(held)) == held
