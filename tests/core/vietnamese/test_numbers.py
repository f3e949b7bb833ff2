import pytest
from hypothesis import given
from hypothesis import strategies as st

from khaigiang.core.vietnamese import number_in_words

WORDS = "không một hai ba bốn năm sáu bảy tám chín"
DIGITS = {word: digit for digit, word in enumerate(WORDS.split())} | {"mốt": 1, "lăm": 5}
SIZES = {"nghìn": 10**3, "triệu": 10**6}


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (0, "không"),
        (5, "năm"),
        (10, "mười"),
        (11, "mười một"),
        (15, "mười lăm"),
        (20, "hai mươi"),
        (21, "hai mươi mốt"),
        (24, "hai mươi bốn"),
        (55, "năm mươi lăm"),
        (100, "một trăm"),
        (101, "một trăm linh một"),
        (105, "một trăm linh năm"),
        (110, "một trăm mười"),
        (579, "năm trăm bảy mươi chín"),
        (1005, "một nghìn không trăm linh năm"),
        (13_267, "mười ba nghìn hai trăm sáu mươi bảy"),
        (1_000_005, "một triệu không trăm linh năm"),
        (2_000_000_000, "hai tỷ"),
        (1_000_000_021, "một tỷ không trăm hai mươi mốt"),
        (5_000_000_000_000, "năm nghìn tỷ"),
        (-3, "âm ba"),
    ],
)
def test_number_is_read_as_on_paper(number, expected):
    assert number_in_words(number) == expected


def test_number_is_read_as_in_the_south():
    assert number_in_words(1105, zero_tens="lẻ", thousand="ngàn") == "một ngàn một trăm lẻ năm"


def read_back(words):
    """The number words mean, by adding up; independent of how they were made."""
    total = group = tens = 0
    for word in words:
        if word == "tỷ":
            total, group, tens = (total + group + tens) * 10**9, 0, 0
        elif word in SIZES:
            total, group, tens = total + (group + tens) * SIZES[word], 0, 0
        elif word == "trăm":
            group, tens = tens * 100, 0
        elif word == "mươi":
            tens *= 10
        elif word == "mười":
            tens = 10
        elif word != "linh":
            tens += DIGITS[word]
    return total + group + tens


@given(st.integers(0, 10**12))
def test_words_mean_the_number_they_came_from(number):
    below, billions = number % 10**9, number // 10**9
    words = number_in_words(number).split()

    if "tỷ" in words:
        cut = words.index("tỷ")
        assert (read_back(words[:cut]), read_back(words[cut + 1 :])) == (billions, below)
    else:
        assert read_back(words) == number
