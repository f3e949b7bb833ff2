import string
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khaigiang.core.vietnamese import fold, plain, same_name, tone_key
from khaigiang.core.vietnamese.folding import _LETTERS, Tone, _plain, _without_marks, split_tone

LETTERS = "aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệghiìỉĩíịklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvxyỳỷỹýỵ"
TEXTS = st.text(LETTERS + LETTERS.upper() + " '-1", max_size=24)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Xã Tân Hòa", "xa tan hoa"),
        ("  ỨNG\u00a0 HOÀ ", "ung hoa"),
        ("Đặng Thị Ðào", "dang thi dao"),  # the second is an eth
        ("Ɖức", "duc"),
        ("Наnоi", "hanoi"),  # Cyrillic letters
        ("Cư M’gar", "cu m'gar"),
        ("Văn Miếu – Quốc Tử Giám", "van mieu - quoc tu giam"),
        ("Ba\u200b Vì\ufeff", "ba vi"),
        ("Ｘã", "xa"),
        ("Kinh Bắc", "kinh bac"),
        ("", ""),
    ],
)
def test_fold_leaves_neither_case_marks_nor_look_alikes(text, expected):
    assert fold(text) == expected


@given(TEXTS)
def test_fold_does_not_depend_on_composition_and_is_stable(text):
    assert fold(unicodedata.normalize("NFD", text)) == fold(text)
    assert fold(fold(text)) == fold(text)
    assert fold(text).isascii()


@given(st.text(max_size=20))
def test_plain_and_fold_are_stable_on_any_text(text):
    assert plain(plain(text)) == plain(text)
    assert fold(fold(text)) == fold(text)


@given(st.text(_LETTERS + _LETTERS.upper() + string.printable, max_size=20))
def test_the_short_way_of_common_text_gives_what_the_long_way_gives(text):
    assert plain(text) == _plain(text)
    assert fold(text) == _without_marks(_plain(text))


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Hòa", "Hoà"),
        ("ủy", "uỷ"),
        ("Thủy Nguyên", "THUỶ NGUYÊN"),
        ("Chiêm Hóa", "Chiêm  Hoá"),
        ("Cư M'gar", "Cư M’gar"),
        ("quý", "qúy"),
        ("khuỷu", "khủyu"),
    ],
)
def test_the_place_of_a_tone_mark_does_not_part_a_name(a, b):
    assert same_name(a, b)
    assert same_name(a, unicodedata.normalize("NFD", b))


@pytest.mark.parametrize(
    ("a", "b"),
    [("Hòa", "Hóa"), ("Hòa", "Hoa"), ("Tân", "Tan"), ("Đa", "Da"), ("Mơ", "Mô"), ("Mỹ Đình 1", "Mỹ Đình 2")],
)
def test_other_diacritics_part_names(a, b):
    assert not same_name(a, b)


def test_syllables_written_together_keep_their_marks_in_place():
    assert not same_name("ĐàNẵng", "ĐẵNàng")


@given(TEXTS)
def test_tone_key_is_stable_and_folds_to_the_same(text):
    assert tone_key(tone_key(text)) == tone_key(text)
    assert fold(tone_key(text)) == fold(text)


@pytest.mark.parametrize(
    ("syllable", "letters", "tone"),
    [
        ("đường", "đương", Tone.HUYEN),
        ("hoa", "hoa", Tone.NGANG),
        ("ngữ", "ngư", Tone.NGA),
        ("ấy", "ây", Tone.SAC),
        ("hẻm", "hem", Tone.HOI),
        ("được", "đươc", Tone.NANG),
    ],
)
def test_split_tone_keeps_the_letters_of_the_alphabet(syllable, letters, tone):
    assert split_tone(syllable) == (letters, tone)
