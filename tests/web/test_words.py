import datetime as dt

import pytest
from django.utils import translation

from khaigiang.web.marks import Mark
from khaigiang.web.templatetags import khaigiang as words

OPENING = dt.date(2022, 5, 12)


@pytest.mark.parametrize(("language", "said"), [("vi", "12/05/2022"), ("en", "12 May 2022")])
def test_day_is_said_in_the_readers_language(language, said):
    with translation.override(language):
        assert words.day(OPENING) == said


@pytest.mark.parametrize(
    ("language", "day", "said"),
    [
        ("vi", OPENING, "Thứ năm"),
        ("vi", dt.date(2022, 5, 15), "Chủ nhật"),
        ("vi", dt.date(2022, 5, 16), "Thứ hai"),
        ("en", OPENING, "Thursday"),
    ],
)
def test_weekday_is_said_in_words(language, day, said):
    with translation.override(language):
        assert words.weekday(day) == said


def test_no_day_is_said_with_nothing():
    assert words.day(None) == ""


def test_year_has_no_thousands_separator():
    assert words.plain(2022) == "2022"


def test_mark_escapes_its_words():
    assert words.mark(Mark("good", "a<b")) == '<span class="state good">a&lt;b</span>'
