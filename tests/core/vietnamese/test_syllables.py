import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khaigiang.core.vietnamese.folding import Tone, plain
from khaigiang.core.vietnamese.syllables import Syllable, read_syllable


@pytest.mark.parametrize(
    ("word", "onset", "rhyme", "tone"),
    [
        ("thuyền", "th", "uyên", Tone.HUYEN),
        ("nghiêng", "ngh", "iêng", Tone.NGANG),
        ("quốc", "qu", "ôc", Tone.SAC),
        ("quý", "qu", "y", Tone.SAC),
        ("qúy", "qu", "y", Tone.SAC),
        ("gì", "g", "i", Tone.HUYEN),
        ("già", "gi", "a", Tone.HUYEN),
        ("giếng", "g", "iêng", Tone.SAC),
        ("giữ", "gi", "ư", Tone.NGA),
        ("hoà", "h", "oa", Tone.HUYEN),
        ("ủy", "", "uy", Tone.HOI),
        ("đường", "đ", "ương", Tone.HUYEN),
        ("khuỷu", "kh", "uyu", Tone.HOI),
        ("kạn", "k", "an", Tone.NANG),
    ],
)
def test_a_syllable_is_taken_apart(word, onset, rhyme, tone):
    assert read_syllable(word) == Syllable(onset, rhyme, tone)


@pytest.mark.parametrize(
    "word",
    ["", "x", "kbuôr", "ksor", "gar", "cát1", "càt", "hóà", "taân", "nghà", "kê2", "ceo", "thỏp", "müller"],
)
def test_other_words_are_no_syllables(word):
    assert read_syllable(word) is None


@given(st.text(max_size=12))
def test_any_text_is_read_or_refused(text):
    word = plain(text)
    found = read_syllable(word)

    assert found is None or unicodedata.normalize("NFC", found.onset + found.rhyme).isalpha()
