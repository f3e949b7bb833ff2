import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khaigiang.core.vietnamese import Repair, Sureness, ToneStyle, fold, repaired, suggest_repairs
from khaigiang.core.vietnamese.repairs import use_letters_for_digits
from khaigiang.data.units import DATE_KEYS, read_units

SURE, LIKELY, _ = Sureness


def told(text, **options):
    return [(each.repair, each.text, each.sure) for each in suggest_repairs(text, **options)]


@pytest.mark.parametrize(
    ("typed", "repair", "expected", "sure"),
    [
        (unicodedata.normalize("NFD", "Ứng Hòa"), Repair.COMPOSITION, "Ứng Hòa", SURE),
        ("Sơn", Repair.COMPOSITION, "Sơn", SURE),
        ("Hiế\u0301p", Repair.COMPOSITION, "Hiếp", SURE),
        ("Ba\u200b Vì\ufeff", Repair.INVISIBLE, "Ba Vì", SURE),
        ("\u202aBa Vì\u202c", Repair.INVISIBLE, "Ba Vì", SURE),
        ("Ba\u00a0Vì", Repair.SPACES, "Ba Vì", SURE),
        (" Ba \t Vì\n", Repair.SPACES, "Ba Vì", SURE),
        ("Ba\u3000Vì", Repair.SPACES, "Ba Vì", SURE),
        ("Ðặng Ɖức", Repair.LETTERS, "Đặng Đức", SURE),
        ("ðức", Repair.LETTERS, "đức", SURE),
        ("Нà Nội", Repair.LETTERS, "Hà Nội", SURE),
        ("Тrần Οanh", Repair.LETTERS, "Trần Oanh", SURE),
        ("Nguyễn Vǎn", Repair.LETTERS, "Nguyễn Văn", SURE),
        ("Ｘã Ｂａ Vì", Repair.LETTERS, "Xã Ba Vì", SURE),
        ("Xã Ba Vì,", Repair.PUNCTUATION, "Xã Ba Vì", LIKELY),
        ("* Xã Ba Vì:", Repair.PUNCTUATION, "Xã Ba Vì", LIKELY),
        ("Phó Bí thư , Chủ tịch,, UBND", Repair.PUNCTUATION, "Phó Bí thư, Chủ tịch, UBND", LIKELY),
        ("СССР", Repair.LETTERS, "CCCP", LIKELY),
    ],
)
def test_each_fault_is_a_suggestion_of_its_kind(typed, repair, expected, sure):
    assert told(typed) == ([] if typed == expected else [(repair, expected, sure)])


@pytest.mark.parametrize(
    "text", ["", "Xã Ba Vì", "Москва", "Ибрагимов", "M’gar", "Zürich", "- TP.", ",", "α-amylaza", "12/5"]
)
def test_good_text_has_no_suggestions(text):
    assert told(text) == []


def test_several_faults_are_told_one_after_another():
    assert [(repair, text) for repair, text, _ in told("Тrâ\u0300n  Thuy\u0309", style=ToneStyle.NEW)] == [
        (Repair.COMPOSITION, "Тrần  Thuỷ"),
        (Repair.SPACES, "Тrần Thuỷ"),
        (Repair.LETTERS, "Trần Thuỷ"),
    ]
    assert [repair for repair, _, _ in told("Тrần Thủy", style=ToneStyle.NEW)] == [Repair.LETTERS, Repair.TONE_PLACE]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("T0àn", "Toàn"),
        ("M1nh", "Minh"),
        ("T0ÀN", "TOÀN"),
        ("0anh", "Oanh"),
        ("5ơn", "Sơn"),
        ("Trần T0àn", "Trần Toàn"),
    ],
)
def test_a_digit_in_a_syllable_stands_for_a_letter(typed, expected):
    suggestion = use_letters_for_digits(typed)

    assert (suggestion.text, suggestion.repair, suggestion.sure) == (expected, Repair.DIGITS, LIKELY)


@pytest.mark.parametrize("text", ["A1", "P12", "1975", "C0", "2", "Mỹ Đình 1", "B52", "", "x" * 30 + "0"])
def test_a_digit_of_its_own_stays(text):
    assert use_letters_for_digits(text) is None


@given(st.text(max_size=25))
def test_repaired_text_needs_no_more_repairs(text):
    for style in (None, *ToneStyle):
        mended = repaired(text, suggest_repairs(text, style=style))
        assert suggest_repairs(mended, style=style) == ()


@given(st.text("aN ,;.:_*-|", max_size=15))
def test_signs_once_tidied_stay(text):
    mended = repaired(text, suggest_repairs(text))

    assert suggest_repairs(mended) == ()


@given(st.text("aáàăằâầđơNĐЕаср\u0301\u0302\u031b\u200b\u00a0 ", max_size=20))
def test_a_repair_never_changes_what_a_text_is_found_by(text):
    # A mark set twice is the one thing that compares otherwise afterwards, and folding drops it.
    assert fold(repaired(text, suggest_repairs(text))) == fold(text)


def test_no_unit_needs_a_repair_but_of_its_composition():
    kinds = {each.repair for key in DATE_KEYS for unit in read_units(key) for each in suggest_repairs(unit.name)}

    assert kinds <= {Repair.COMPOSITION, Repair.SPACES}
