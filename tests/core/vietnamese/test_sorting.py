import gzip
import itertools
import random
import string
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khaigiang.core.vietnamese import (
    DICTIONARY_ORDER,
    LIST_ORDER,
    SPREADSHEET_ORDER,
    Tone,
    sort_key,
    text_sort_key,
)

# Each list is in the order it must have.
NAMES = [
    "Trần Thị Ái",
    "An",
    "Lê An",
    "Nguyễn An",
    "Lê Văn An",
    "Trần Thị Ánh",
    "Nguyễn Văn Ân",
    "Nguyễn Thị Bình",
    "Đỗ Văn Dũng",
    "Bùi Văn Đức",
    "Phạm Thị Hoa",
    "Nguyễn Thị Hòa",
    "Nguyễn Thị Hoan",
    "Nguyễn Anh Minh",
    "Nguyễn Ánh Minh",
    "Nguyễn Đức Minh",
    "Lê Văn Minh",
    "Lê Thị Út",
    "Lê Thị Ưng",
    "Nguyễn Thị Ý",
]
UNITS = [
    "Phường 1",
    "Phường 2",
    "Phường 10",
    "Xã An",
    "Xã Ân",
    "Xã Ba Vì",
    "Xã Đa",
    "Xã Ea M'gar",
    "Xã Êa",
    "Xã Hoa Bình",
]
UNITS += ["Xã Hòa An", "Xã Hoan An", "Xã Ô Diên", "Xã Ơ", "Xã Pa Ủ"]


def test_names_sort_by_given_then_middle_then_family_name():
    shuffled = random.Random(7).sample(NAMES, len(NAMES))

    assert sorted(shuffled, key=sort_key) == NAMES


def test_units_sort_from_left_to_right_with_numbers_by_size():
    shuffled = random.Random(7).sample(UNITS, len(UNITS))

    assert sorted(shuffled, key=text_sort_key) == UNITS


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        (None, "ma mà má mả mã mạ"),
        (DICTIONARY_ORDER, "ma mà mả mã má mạ"),
        (SPREADSHEET_ORDER, "ma má mà mả mã mạ"),
    ],
)
def test_the_order_of_tones_is_a_parameter(order, expected):
    chosen = {} if order is None else {"tone_order": order}
    words = "mạ mã mả má mà ma"

    assert sorted(words.split(), key=lambda word: text_sort_key(word, **chosen)) == expected.split()
    assert sorted(words.split(), key=lambda word: sort_key(word, **chosen)) == expected.split()


@pytest.mark.parametrize("order", [(), tuple(Tone)[:5], (Tone.SAC,) * 6, (*Tone, Tone.SAC)])
def test_an_order_that_misses_or_repeats_a_tone_is_refused(order):
    with pytest.raises(ValueError, match="each tone once"):
        sort_key("An", tone_order=order)


def test_letters_come_before_tones_as_in_the_dictionary():
    assert sorted(["áo", "ảnh", "anh", "áng"], key=text_sort_key) == ["áng", "anh", "ảnh", "áo"]


def test_the_letters_of_the_alphabet_are_in_their_order():
    alphabet = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"

    assert "".join(sorted(sorted(alphabet), key=text_sort_key)) == alphabet


@pytest.mark.parametrize(
    ("a", "b"),
    [("Nguyễn Văn Hòa", "NGUYỄN VĂN HOÀ"), ("Lê  Thị Thuý", "Lê Thị Thúy"), ("H'Hen Niê", "H’Hen Niê")],
)
def test_the_same_name_typed_otherwise_has_the_same_key(a, b):
    assert sort_key(a) == sort_key(b)


@given(st.text(max_size=30))
def test_keys_hold_only_digits_and_lower_case_letters_in_pairs(text):
    for key in (sort_key(text), text_sort_key(text)):
        assert set(key) <= set(string.ascii_lowercase + string.digits)
        assert len(key) % 2 == 0


@given(st.integers(0, 99_999), st.integers(0, 99_999))
def test_numbers_sort_by_size(a, b):
    assert (text_sort_key(f"Tổ {a}") < text_sort_key(f"Tổ {b}")) == (a < b)


def test_a_shorter_name_never_sorts_inside_a_longer_one():
    for shorter, longer in itertools.pairwise(["Xã Tân", "Xã Tân An", "Xã Tân An Hội"]):
        assert text_sort_key(shorter) < text_sort_key(longer)


# ``make_icu_order.py`` tells how the table was made.
ICU = [
    line.split("\t")
    for line in gzip.decompress(Path(__file__).with_name("icu_order.tsv.gz").read_bytes()).decode().splitlines()
]


@pytest.mark.parametrize(("column", "order"), [(2, LIST_ORDER), (3, DICTIONARY_ORDER), (4, SPREADSHEET_ORDER)])
@pytest.mark.parametrize(("kind", "key", "count"), [("person", sort_key, 6000), ("text", text_sort_key, 2500)])
def test_the_order_is_that_of_icu_word_by_word(kind, key, count, column, order):
    ranked = sorted((int(row[column]), key(row[1], tone_order=order), row[1]) for row in ICU if row[0] == kind)

    # Where ICU sees no difference the keys are equal, where it sees one they rise.
    differing = [
        (a[2], b[2])
        for a, b in itertools.pairwise(ranked)
        if (a[0] == b[0]) != (a[1] == b[1]) or (a[0] < b[0]) != (a[1] < b[1])
    ]
    assert (len(ranked), differing) == (count, [])


def test_a_number_of_any_length_has_a_key():
    assert text_sort_key("9" * 5000) == text_sort_key("9" * 9)
