import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khaigiang.core.vietnamese import (
    PartialDate,
    amount_in_words,
    date_in_full_words,
    number_in_words,
    ordinal_in_words,
    read_amount_words,
    read_date_words,
    read_number_words,
    read_ordinal_words,
)

MUNG = {"first_days": "mùng"}
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


@pytest.mark.parametrize(
    ("number", "options", "expected"),
    [
        (15, {"five": "nhăm"}, "mười lăm"),
        (25, {"five": "nhăm"}, "hai mươi nhăm"),
        (105, {"five": "nhăm"}, "một trăm linh năm"),
        (14, {"four": "tư"}, "mười bốn"),
        (24, {"four": "tư"}, "hai mươi tư"),
        (104, {"four": "tư"}, "một trăm linh bốn"),
        (44_444, {"four": "tư"}, "bốn mươi tư nghìn bốn trăm bốn mươi tư"),
        (-1_024, {"four": "tư", "thousand": "ngàn"}, "âm một ngàn không trăm hai mươi tư"),
    ],
)
def test_words_of_a_region_are_parameters(number, options, expected):
    assert number_in_words(number, **options) == expected


@pytest.mark.parametrize(
    ("amount", "options", "expected"),
    [
        (0, {}, "Không đồng"),
        (1_250_000, {}, "Một triệu hai trăm năm mươi nghìn đồng"),
        (1_250_000, {"ending": "chẵn"}, "Một triệu hai trăm năm mươi nghìn đồng chẵn"),
        (5_000_000_000, {"ending": "chẵn"}, "Năm tỷ đồng chẵn"),
        (21, {"unit": "tiết"}, "Hai mươi mốt tiết"),
        (8_005, {"zero_tens": "lẻ", "thousand": "ngàn"}, "Tám ngàn không trăm lẻ năm đồng"),
    ],
)
def test_an_amount_is_said_with_its_unit(amount, options, expected):
    assert amount_in_words(amount, **options) == expected


@pytest.mark.parametrize(
    ("number", "expected"),
    [(1, "thứ nhất"), (2, "thứ hai"), (4, "thứ tư"), (5, "thứ năm"), (14, "thứ mười bốn"), (21, "thứ hai mươi mốt")],
)
def test_an_ordinal_is_said(number, expected):
    assert ordinal_in_words(number) == expected
    assert read_ordinal_words(expected) == number


@pytest.mark.parametrize("number", [0, -1])
def test_nothing_is_the_zeroth(number):
    with pytest.raises(ValueError, match="nothing"):
        ordinal_in_words(number)


@pytest.mark.parametrize(
    ("day", "options", "expected"),
    [
        (dt.date(2020, 4, 5), {}, "ngày năm tháng tư năm hai nghìn không trăm hai mươi"),
        (dt.date(1975, 5, 5), MUNG, "ngày mùng năm tháng năm năm một nghìn chín trăm bảy mươi lăm"),
        (
            dt.date(2005, 12, 15),
            {"first_days": "mùng"},
            "ngày mười lăm tháng mười hai năm hai nghìn không trăm linh năm",
        ),
    ],
)
def test_a_date_is_said_in_words_alone(day, options, expected):
    assert date_in_full_words(day, **options) == expected


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("mười lăm", 15),
        ("hai mươi nhăm", 25),
        ("Hai mươi tư", 24),
        ("hai mươi mốt", 21),
        ("một trăm lẻ năm", 105),
        ("một ngàn linh năm", 1005),
        ("một nghìn không trăm linh năm", 1005),
        ("năm tỉ", 5 * 10**9),
        ("hai nghìn tỷ", 2 * 10**12),
        ("không", 0),
        ("âm ba", -3),
        ("", None),
        ("âm không", None),
        ("mười năm", None),  # ten years
        ("hai mươi năm", None),
        ("hai ba trăm", None),
        ("trăm", None),
        ("mươi", None),
        ("linh năm", None),
        ("nghìn tỷ", None),
        ("tỷ", None),
        ("một hai", None),
        ("một trăm hai", None),  # said for 120, or cut short
        ("mười học viên", None),
        ("một " * 100, None),
    ],
)
def test_words_are_read_back_or_refused(words, number):
    assert read_number_words(words) == number


@pytest.mark.parametrize(
    ("words", "amount"),
    [
        ("Một triệu hai trăm năm mươi nghìn đồng chẵn./.", 1_250_000),
        ("Năm ngàn đồng", 5_000),
        ("Hai triệu đồng Việt Nam", 2_000_000),
        ("Hai triệu", None),
        ("đồng", None),
    ],
)
def test_an_amount_in_words_is_read(words, amount):
    assert read_amount_words(words) == amount


@pytest.mark.parametrize("words", ["thứ một", "nhất", "thứ", "thứ không", "thứ âm hai"])
def test_what_is_no_ordinal_is_refused(words):
    assert read_ordinal_words(words) is None


@pytest.mark.parametrize(
    ("words", "date"),
    [
        ("Ngày mồng một tháng giêng năm hai nghìn", PartialDate(2000, 1, 1)),
        ("ngày hai mươi lăm tháng chạp năm một ngàn chín trăm chín mươi", PartialDate(1990, 12, 25)),
        ("ngày ba mươi mốt tháng hai năm hai nghìn", None),
        ("ngày một tháng một năm", None),
        ("tháng một năm hai nghìn", None),
        ("ngày năm tháng năm năm năm tỷ", None),
    ],
)
def test_a_date_in_words_is_read(words, date):
    assert read_date_words(words) == date


STYLES = st.fixed_dictionaries(
    {
        "zero_tens": st.sampled_from(["linh", "lẻ"]),
        "thousand": st.sampled_from(["nghìn", "ngàn"]),
        "four": st.sampled_from(["bốn", "tư"]),
        "five": st.sampled_from(["lăm", "nhăm"]),
    }
)


@given(st.integers(-(10**19), 10**19) | st.integers(0, 2000), STYLES)
def test_every_number_comes_back_from_its_words_in_every_style(number, style):
    assert read_number_words(number_in_words(number, **style)) == number
    assert read_amount_words(amount_in_words(number, **style, ending="chẵn")) == number


@given(st.integers(1, 10**6), STYLES)
def test_every_ordinal_comes_back(number, style):
    assert read_ordinal_words(ordinal_in_words(number, **style)) == number


@given(st.dates(), st.sampled_from(["", "mùng", "mồng"]), STYLES)
def test_every_date_comes_back_from_its_words(day, first_days, style):
    assert read_date_words(date_in_full_words(day, first_days=first_days, **style)) == PartialDate.of(day)


@given(st.lists(st.sampled_from([*DIGITS, "mươi", "mười", "trăm", "nghìn", "triệu", "tỷ", "linh", "ngày"]), max_size=9))
def test_words_in_any_order_are_a_number_that_is_said_so_or_none(words):
    number = read_number_words(" ".join(words))

    assert number is None or number_in_words(number).replace("không trăm ", "") == " ".join(words).replace(
        "không trăm ", ""
    )


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
