import datetime as dt
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khaigiang.core.vietnamese import (
    DateColumn,
    DateDoubt,
    DateOrder,
    DateReading,
    PartialDate,
    Repair,
    Suggestion,
    Sureness,
    date_in_words,
    read_date,
    read_date_column,
)

REFERENCE = dt.date(2026, 11, 24)
WHOLE = PartialDate(1975, 5, 23)
DAY_FIRST = DateColumn(DateOrder.DAY_FIRST)
MONTH_FIRST = DateColumn(DateOrder.MONTH_FIRST)
SWAPPED = DateColumn(DateOrder.DAY_FIRST, swapped=True)


def read(value, **known):
    return read_date(value, reference=REFERENCE, **known)


@pytest.mark.parametrize(
    "value",
    [
        "23/05/1975",
        "23-5-1975",
        "23.05.1975",
        "23,5,1975",
        "23 5 1975",
        r"23\5\1975",
        "1975-05-23",
        "1975-05-23T00:00:00",
        "23051975",
        "ngày 23 tháng 5 năm 1975",
        "Ngày 23 tháng Năm năm 1975",
        "23 tháng 5, 1975",
        "23-thg 5-1975",
        "23-May-1975",
        "23 May, 1975",
        "sinh ngày 23/5/1975",
        "Sinh: 23/5/1975.",
        "SN 23/5/1975",
        unicodedata.normalize("NFD", "ngày 23 tháng 5 năm 1975"),
        dt.date(1975, 5, 23),
    ],
)
def test_a_whole_date_is_read_from_every_spelling_in_use(value):
    assert read(value) == DateReading(WHOLE)


@pytest.mark.parametrize(
    ("value", "date"),
    [
        ("1975", PartialDate(1975)),
        ("năm 1975", PartialDate(1975)),
        ("SN 1975", PartialDate(1975)),
        ("s.n. 1975", PartialDate(1975)),
        ("sinh năm 1975", PartialDate(1975)),
        ("01/1975", PartialDate(1975, 1)),
        ("tháng 1 năm 1975", PartialDate(1975, 1)),
        ("tháng giêng năm 1975", PartialDate(1975, 1)),
        ("Tháng Chạp 1975", PartialDate(1975, 12)),
        ("May 1975", PartialDate(1975, 5)),
        ("mùng 5 tháng giêng năm 1975", PartialDate(1975, 1, 5)),
        ("00/05/1975", PartialDate(1975, 5)),
        (1975, PartialDate(1975)),
    ],
)
def test_a_part_of_a_date_keeps_its_precision(value, date):
    assert read(value) == DateReading(date)


@pytest.mark.parametrize(
    ("value", "doubt"),
    [
        (None, DateDoubt.EMPTY),
        ("", DateDoubt.EMPTY),
        (" . ", DateDoubt.EMPTY),
        (True, DateDoubt.EMPTY),
        ("không rõ", DateDoubt.STATED_UNKNOWN),
        ("Không rõ ngày tháng", DateDoubt.STATED_UNKNOWN),
        ("chưa xác định", DateDoubt.STATED_UNKNOWN),
        ("k rõ", DateDoubt.STATED_UNKNOWN),
        ("?", DateDoubt.STATED_UNKNOWN),
        ("31/2/1975", DateDoubt.UNREADABLE),
        ("đầu năm", DateDoubt.UNREADABLE),
        (12, DateDoubt.UNREADABLE),
        (1975.5, DateDoubt.UNREADABLE),
    ],
)
def test_a_cell_without_a_date_says_why(value, doubt):
    assert read(value) == DateReading(None, (doubt,))


@pytest.mark.parametrize(
    ("value", "text", "repair", "sure"),
    [
        ("05/23/1975", "23/05/1975", Repair.DAY_AND_MONTH, Sureness.LIKELY),
        ("23//5/1975", "23/05/1975", Repair.PUNCTUATION, Sureness.LIKELY),
        ("23/.5/1975", "23/05/1975", Repair.PUNCTUATION, Sureness.LIKELY),
        ("23/O5/l975", "23/05/1975", Repair.DIGITS, Sureness.LIKELY),
        ("5/75", "05/1975", Repair.SHORT_YEAR, Sureness.LIKELY),
        ("19750523", "23/05/1975", Repair.DATE_FORM, Sureness.LIKELY),
        ("230575", "23/05/1975", Repair.DATE_FORM, Sureness.POSSIBLE),
    ],
)
def test_an_odd_date_is_read_as_a_suggestion_only(value, text, repair, sure):
    assert read(value) == DateReading(None, (DateDoubt.UNREADABLE,), (Suggestion(text, repair, sure),))


def test_a_number_is_a_day_of_the_spreadsheet_and_says_so():
    assert [read(value) for value in (27537, 27537.5, "27537")] == [DateReading(WHOLE, (DateDoubt.SERIAL,))] * 3


def test_a_date_of_two_readings_is_read_day_first_and_reported():
    december = Suggestion("05/12/1975", Repair.DAY_AND_MONTH, Sureness.POSSIBLE)
    may = PartialDate(1975, 5, 12)

    assert read("12/05/1975") == DateReading(may, (DateDoubt.DAY_OR_MONTH,), (december,))
    assert read("12/05/1975", column=DAY_FIRST) == DateReading(may)
    assert read("12/05/1975", column=MONTH_FIRST).suggestions == (
        Suggestion("05/12/1975", Repair.DAY_AND_MONTH, Sureness.LIKELY),
    )
    assert read("05/05/1975") == DateReading(PartialDate(1975, 5, 5))
    assert read("ngày 12 tháng 5 năm 1975") == DateReading(may)


@pytest.mark.parametrize(
    ("value", "ahead", "year"),
    [("1/1/26", 0, 2026), ("1/1/27", 0, 1927), ("1/1/27", 1, 2027), ("1/1/75", 5, 1975), ("1/1/31", 5, 2031)],
)
def test_a_short_year_is_the_latest_that_the_reference_allows(value, ahead, year):
    assert read(value, ahead=ahead) == DateReading(PartialDate(year, 1, 1), (DateDoubt.SHORT_YEAR,))


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (["12/05/1975", "23/5/1975", "1975", "không rõ"], DAY_FIRST),
        (["12/05/1975", "05/23/1975"], MONTH_FIRST),
        (["23/05/1975", "05/23/1975"], DateColumn(DateOrder.MIXED)),
        (["12/05/1975", dt.date(1975, 5, 23), 27537, None], DateColumn()),
        ([], DateColumn()),
        (["13/1/75", "14/1/75", "15/1/75", *[dt.date(1975, 5, day) for day in (1, 2, 12)]], SWAPPED),
        (["13/1/75", "14/1/75", "15/1/75", *[dt.date(1975, 5, day) for day in (1, 2, 13)]], DAY_FIRST),
        (["13/1/75", *[dt.date(1975, 5, day) for day in (1, 2, 12)]], DAY_FIRST),
    ],
)
def test_a_column_tells_its_order(values, expected):
    assert read_date_column(values) == expected


def test_a_true_date_of_a_swapped_column_is_doubted():
    reading = read(dt.date(1975, 5, 12), column=SWAPPED)

    assert reading.date == PartialDate(1975, 5, 12)
    assert reading.doubts == (DateDoubt.SWAPPED,)
    assert [suggestion.text for suggestion in reading.suggestions] == ["05/12/1975"]
    assert read(dt.date(1975, 5, 23), column=SWAPPED) == DateReading(WHOLE)


@given(st.dates(dt.date(1927, 1, 1), REFERENCE))
def test_every_day_is_read_back_from_each_spelling(day):
    whole = PartialDate.of(day)
    spellings = [f"{day.day}/{day.month}/{day.year}", f"{day:%d-%m-%y}", f"{day:%d.%m.%Y}", f"{day:%Y-%m-%d}"]
    spellings += [date_in_words(day), f"{day:%d-%b-%Y}", day]

    assert [read(spelling, column=DAY_FIRST).date for spelling in spellings] == [whole] * len(spellings)


@given(
    st.text(max_size=20) | st.text("0123456789/.- olángthm", max_size=12) | st.floats() | st.integers() | st.dates(),
    st.dates(dt.date(1950, 1, 1), dt.date(2090, 1, 1)),
)
def test_no_cell_breaks_the_reading(value, reference):
    reading = read_date(value, reference=reference)

    assert reading.date is not None or reading.doubts
    assert all(read_date(each.text, reference=reference).date for each in reading.suggestions)
    assert read_date_column([value, value, None]).swapped is False
