import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khaigiang.core.vietnamese import (
    ToneStyle,
    answers,
    fold,
    place_tones,
    query_trigrams,
    search_key,
    trigrams,
)
from khaigiang.data.units import read_units

UNITS = [unit.name for unit in read_units("2025-07-01")]
NAMES = [*UNITS[::7], "H'Hen Niê", "Y Thanh Niê Kđăm", "Nguyễn Thị Thúy"]


def finds(words, name):
    return set(query_trigrams(words)) <= set(trigrams(name)) and answers(name, words)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("  Nguyễn  Thị THUÝ ", "nguyen thi thuy"),
        ("H'Hen Niê", "hhen nie"),
        ("H’ Hen Niê", "hhen nie"),
        ("Phan Rang-Tháp Chàm", "phan rang thap cham"),
        ("171/2025/NĐ-CP", "171 2025 nd cp"),
        ("Ð. Đức (Tư)_2", "d duc tu 2"),
        ("Nguyễn 'Tư' An", "nguyen tu an"),
        ("-", ""),
        ("", ""),
    ],
)
def test_a_key_has_words_of_letters_and_digits(text, key):
    assert search_key(text) == key


def test_trigrams_are_those_of_the_words():
    assert trigrams("Lê An") == ["  a", "  l", " an", " le", "an ", "le "]
    assert query_trigrams("le a") == ["  a", "  l", " le"]
    assert (trigrams(""), query_trigrams(" - ")) == ([], [])


@pytest.mark.parametrize(
    "words",
    ["nguyen thuy", "Thuý", "THÚY", "thúy nguyễn", "ng thi th", "n", "", unicodedata.normalize("NFD", "Thuý")],
)
def test_a_question_finds_the_name_with_and_without_diacritics_in_either_style(words):
    assert finds(words, "Nguyễn Thị Thúy")
    assert finds(words, "Nguyễn Thị Thuý")


@pytest.mark.parametrize("words", ["H'Hen", "h hen", "hhen", "hen nie", "H’HEN NIÊ", "h' h"])
def test_a_word_with_an_apostrophe_is_found_as_one_and_as_two(words):
    assert finds(words, "H'Hen Niê")


@pytest.mark.parametrize("words", ["uyen", "thuya", "nguyen van", "tt", "2"])
def test_other_words_find_nothing(words):
    assert not finds(words, "Nguyễn Thị Thúy")


def test_trigrams_of_several_words_are_judged_again():
    assert set(query_trigrams("abcd")) <= set(trigrams("abc xbcd"))
    assert not answers("abc xbcd", "abcd")


@given(st.sampled_from(NAMES), st.data())
def test_every_name_is_found_by_any_of_its_words_however_typed(name, data):
    words = data.draw(st.lists(st.sampled_from(name.split()), min_size=1, unique=True))
    cut = data.draw(st.integers(1, 9))
    typed = " ".join([*words[:-1], unicodedata.normalize("NFC", words[-1])[:cut]])
    ways = [typed, fold(typed), typed.upper(), unicodedata.normalize("NFD", typed)]
    ways += [place_tones(" ".join(words), style) for style in ToneStyle]

    assert [way for way in ways if not finds(way, name)] == []


@given(st.text(max_size=25), st.text(max_size=10))
def test_what_answers_has_the_trigrams(text, words):
    assert search_key(search_key(text)) == search_key(text)
    assert finds(text, text)
    assert not answers(text, words) or set(query_trigrams(words)) <= set(trigrams(text))
