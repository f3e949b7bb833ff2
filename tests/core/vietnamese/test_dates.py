import datetime as dt
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khaigiang.core.vietnamese import PartialDate, Precision, date_in_words, parse_date

DAYS = st.dates(dt.date(1931, 1, 1), dt.date(2030, 12, 31))
WHOLE = PartialDate(1975, 5, 12)


@pytest.mark.parametrize(
    "value",
    [
        "12/05/1975",
        "12/5/1975",
        " 12 / 5 / 1975 ",
        "12-5-75",
        "12.05.1975",
        "1975-05-12",
        "1975-05-12 00:00:00",
        "12/05/1975 0:00",
        "12051975",
        "ngày 12 tháng 5 năm 1975",
        unicodedata.normalize("NFD", "12 tháng 05 năm 1975"),
        "'12/05/1975",
        "27526",
        27526,
        27526.75,
        dt.date(1975, 5, 12),
        dt.datetime(1975, 5, 12, 7, 30),  # noqa: DTZ001 - a spreadsheet's cell has no zone
    ],
)
def test_a_whole_date_is_read_from_whatever_a_cell_holds(value):
    assert parse_date(value) == WHOLE


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("5/1975", PartialDate(1975, 5)),
        ("05-1975", PartialDate(1975, 5)),
        ("tháng 5/1975", PartialDate(1975, 5)),
        ("tháng 5 năm 1975", PartialDate(1975, 5)),
        ("00/05/1975", PartialDate(1975, 5)),
        ("00/00/1975", PartialDate(1975)),
        ("1975", PartialDate(1975)),
        ("sinh năm 1975", PartialDate(1975)),
        (1975, PartialDate(1975)),
        (1975.0, PartialDate(1975)),
    ],
)
def test_a_part_of_a_date_keeps_its_precision(value, expected):
    assert parse_date(value) == expected


@pytest.mark.parametrize(
    "value",
    [
        None,
        "",
        "  ",
        "không rõ",
        "31/2/1975",
        "12/13/1975",
        "29/02/1975",
        "12/00/1975",
        "1875",
        "12/05/1875",
        "5/75",
        "1975?",
        12,
        -1,
        1975.5,
        80_000,
        float("nan"),
        float("inf"),
        True,
    ],
)
def test_what_is_no_sure_date_is_not_guessed(value):
    assert parse_date(value) is None


@pytest.mark.parametrize(("value", "pivot", "year"), [("1/1/30", 30, 2030), ("1/1/31", 30, 1931), ("1/1/45", 50, 2045)])
def test_a_short_year_turns_at_the_pivot(value, pivot, year):
    assert parse_date(value, pivot=pivot) == PartialDate(year, 1, 1)


@given(DAYS)
def test_every_day_is_read_back_from_each_way_of_writing_it(day):
    serial = (day - dt.date(1899, 12, 30)).days
    whole = PartialDate.of(day)

    assert [parse_date(written) for written in (str(whole), f"{day:%d-%m-%y}", day.isoformat(), serial)] == [whole] * 4
    assert parse_date(date_in_words(day)) == whole


@given(st.text(max_size=20) | st.floats() | st.integers())
def test_no_cell_breaks_the_reading(value):
    found = parse_date(value)

    assert found is None or parse_date(str(found)) == found


@pytest.mark.parametrize(
    ("date", "text", "precision", "earliest", "latest"),
    [
        (PartialDate(1976), "1976", Precision.YEAR, dt.date(1976, 1, 1), dt.date(1976, 12, 31)),
        (PartialDate(1976, 2), "02/1976", Precision.MONTH, dt.date(1976, 2, 1), dt.date(1976, 2, 29)),
        (PartialDate(1976, 2, 3), "03/02/1976", Precision.DAY, dt.date(1976, 2, 3), dt.date(1976, 2, 3)),
    ],
)
def test_partial_date_says_how_much_is_known(date, text, precision, earliest, latest):
    assert (str(date), date.precision, date.earliest, date.latest) == (text, precision, earliest, latest)


@pytest.mark.parametrize("parts", [(1975, None, 3), (1975, 13), (1975, 2, 30), (0,)])
def test_a_day_no_calendar_has_is_refused(parts):
    with pytest.raises(ValueError, match=r"\S"):
        PartialDate(*parts)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (dt.date(2020, 1, 5), "ngày 05 tháng 01 năm 2020"),
        (dt.date(2020, 2, 15), "ngày 15 tháng 02 năm 2020"),
        (dt.date(2019, 6, 29), "ngày 29 tháng 6 năm 2019"),
        (dt.date(2022, 12, 9), "ngày 09 tháng 12 năm 2022"),
    ],
)
def test_date_in_words_pads_days_below_ten_and_the_first_two_months(day, expected):
    assert date_in_words(day) == expected


def test_date_in_words_without_padding():
    assert date_in_words(dt.date(2020, 1, 5), padded=False) == "ngày 5 tháng 1 năm 2020"
