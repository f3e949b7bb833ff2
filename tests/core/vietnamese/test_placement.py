import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khaigiang.core.vietnamese import (
    Repair,
    Suggestion,
    Sureness,
    ToneStyle,
    fold,
    place_tones,
    suggest_tone_places,
    tone_key,
    tone_style,
)
from khaigiang.core.vietnamese.folding import TONE_OF_MARK
from khaigiang.core.vietnamese.syllables import RHYMES as RHYME_SET
from khaigiang.data.units import DATE_KEYS, read_units

OLD, NEW = ToneStyle
WRITTEN = "b c ch d đ g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x"
ONSETS = ["", *WRITTEN.split()]
RHYMES = sorted(RHYME_SET)
MARKS = sorted(TONE_OF_MARK)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("hòa", "hoà"),
        ("ủy", "uỷ"),
        ("THỦY", "THUỶ"),
        ("khỏe", "khoẻ"),
        ("Thụy", "Thuỵ"),
        ("lóe", "loé"),
        ("Ủy ban nhân dân xã Chiêm Hóa", "Uỷ ban nhân dân xã Chiêm Hoá"),
        ("Mỹ-Hòa", "Mỹ-Hoà"),
    ],
)
def test_the_two_styles_differ_in_open_pairs(old, new):
    assert [place_tones(text, style) for text in (old, new) for style in (OLD, NEW)] == [old, new, old, new]
    assert (tone_style(old), tone_style(new)) == (OLD, NEW)
    assert tone_key(old) == tone_key(new)


@pytest.mark.parametrize(
    ("slip", "right"),
    [
        ("qúy", "quý"),
        ("Qùa", "Quà"),
        ("qúa", "quá"),
        ("gìa", "già"),
        ("gíup", "giúp"),
        ("hòan", "hoàn"),
        ("ngòai", "ngoài"),
        ("tòan", "toàn"),
        ("thúôc", "thuốc"),
        ("ngừơi", "người"),
        ("Hùynh", "Huỳnh"),
        ("khủyu", "khuỷu"),
        ("cuả", "của"),
        ("mỉêng", "miểng"),
        ("Nguỹên", "Nguyễn"),
        ("gịăc", "giặc"),
    ],
)
def test_a_slip_is_none_of_the_styles(slip, right):
    assert [place_tones(slip, style) for style in ToneStyle] == [right, right]


@pytest.mark.parametrize(
    "text",
    [
        "gì",
        "giếng",
        "quốc",
        "thuở",
        "nghĩa",
        "của",
        "cửa",
        "mía",
        "xoong",
        "Ibáñez",
        "Kbuôr",
        "Đắk Lắk",
        "Èa",
        "hóà",
        "12/5",
    ],
)
def test_what_both_styles_write_alike_or_is_not_vietnamese_stays(text):
    assert [place_tones(text, style) for style in ToneStyle] == [text, text]
    assert tone_style(text) is None


def test_a_text_in_both_styles_has_none():
    assert tone_style("Hòa Thuỷ") is None


def test_the_style_is_suggested_and_never_made():
    assert suggest_tone_places("Thuỷ Nguyên", OLD) == Suggestion("Thủy Nguyên", Repair.TONE_PLACE, Sureness.SURE)
    assert suggest_tone_places("Thủy Nguyên", OLD) is None
    assert suggest_tone_places(unicodedata.normalize("NFD", "Thủy"), OLD) is None


@given(st.sampled_from(ONSETS), st.sampled_from(RHYMES), st.sampled_from(MARKS), st.data())
def test_wherever_the_mark_was_typed_each_style_has_one_place_for_it(onset, rhyme, mark, data):
    letters = onset + rhyme
    at = data.draw(st.integers(len(onset), len(letters))) or 1
    typed = unicodedata.normalize("NFC", letters[:at] + mark + letters[at:])
    old, new = (place_tones(typed, style) for style in ToneStyle)

    assert tone_key(old) == tone_key(new) == tone_key(typed)
    assert (place_tones(new, OLD), place_tones(old, NEW)) == (old, new)
    assert old == new or re.search("(oa|oe|uy)$", fold(typed))


def test_every_unit_is_written_in_one_of_the_styles():
    words = {word for key in DATE_KEYS for unit in read_units(key) for word in unit.name.split()}
    words = {unicodedata.normalize("NFC", word) for word in words}

    assert [word for word in words if word not in {place_tones(word, style) for style in ToneStyle}] == []
    assert len({word for word in words if place_tones(word, OLD) != place_tones(word, NEW)}) > 15


@given(st.text(max_size=20))
def test_any_text_keeps_its_letters(text):
    for style in ToneStyle:
        placed = place_tones(text, style)
        assert place_tones(placed, style) == placed
        assert tone_key(placed) == tone_key(text)
