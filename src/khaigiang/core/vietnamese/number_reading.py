"""Numbers, amounts, ordinals and dates in words, read back into figures; nothing is guessed."""

import re

from khaigiang.core.vietnamese.dates import PartialDate
from khaigiang.core.vietnamese.folding import plain
from khaigiang.core.vietnamese.numbers import number_in_words

_WORDS = "không một hai ba bốn năm sáu bảy tám chín"
_UNITS = {word: digit for digit, word in enumerate(_WORDS.split())} | {"mốt": 1, "lăm": 5}
_SIZES = {"nghìn": 10**3, "triệu": 10**6}
# The words of a region or of a quick tongue, and the usual ones.
_USUAL = {"lẻ": "linh", "ngàn": "nghìn", "tỉ": "tỷ", "tư": "bốn", "nhăm": "lăm", "bẩy": "bảy"}
_BILLION = 10**9
_LONGEST = 60  # words; a longer text is no number of an office

_AMOUNT = re.compile(r"(.*?)\s*(?:đồng|vnđ|vnd)(?:\s+(?:chẵn|việt nam))*[\s./]*")
_ORDINAL = re.compile(r"thứ\s+(.*)")
_DAY_AND_MONTH = re.compile(r"ngày\s+(?:(?:mùng|mồng)\s+)?(.+?)\s+tháng\s+(.+)")
_MONTHS = {"giêng": 1, "tư": 4, "chạp": 12}


def read_number_words(text: str) -> int | None:
    """The number that words say; ``None`` where they say none, or not as numbers are said.

    Either word of a pair is understood (``linh``, ``lẻ``; ``nghìn``, ``ngàn``; ``bốn``, ``tư``), and ``không trăm`` may
    be left out: ``một nghìn linh năm``.
    """
    words = [_USUAL.get(word, word) for word in plain(text).replace(",", " ").split()]
    if words[:1] == ["âm"]:
        number = read_number_words(" ".join(words[1:]))
        return -number if number else None
    if not 0 < len(words) <= _LONGEST:
        return None
    number = _add_up(words)
    # Said anew it must be the same, which refuses "hai ba trăm" and "mười năm".
    return number if number is not None and _said(number_in_words(number).split()) == _said(words) else None


def read_amount_words(text: str) -> int | None:
    """The đồng that words say, with or without ``chẵn``."""
    found = _AMOUNT.fullmatch(plain(text).rstrip(" ./"))
    return read_number_words(found[1]) if found else None


def read_ordinal_words(text: str) -> int | None:
    """The number of an ordinal: ``thứ nhất`` is 1."""
    found = _ORDINAL.fullmatch(plain(text))
    if not found:
        return None
    special = {"nhất": 1, "nhì": 2}
    number = special.get(found[1]) or read_number_words(found[1])
    return number if number is not None and number > 0 and found[1] != "một" else None


def read_date_words(text: str) -> PartialDate | None:
    """A whole date in words: ``ngày mùng năm tháng giêng năm một nghìn chín trăm bảy mươi lăm``."""
    # "năm" is five and year: whichever cut gives a date that can be said is right.
    words = plain(text)
    for at in [found.start() for found in re.finditer(r"\bnăm\b", words)]:
        head, year = words[:at].strip(), read_number_words(words[at + len("năm") :])
        found = _DAY_AND_MONTH.fullmatch(head)
        if found and year:
            day, month = read_number_words(found[1]), _MONTHS.get(found[2]) or read_number_words(found[2])
            if date := _date(year, month, day):
                return date
    return None


def _date(year: int, month: int | None, day: int | None) -> PartialDate | None:
    try:
        return PartialDate(year, month, day) if month and day else None
    except (ValueError, OverflowError):
        return None


def _add_up(words: list[str]) -> int | None:
    """The sum that the words make, in whatever order they stand."""
    if "tỷ" in words:
        cut = len(words) - 1 - words[::-1].index("tỷ")
        billions = _add_up(words[:cut])
        rest = _add_up(words[cut + 1 :]) if words[cut + 1 :] else 0
        return None if billions is None or rest is None else billions * _BILLION + rest
    total = group = unit = 0
    for word in words:
        if word in _SIZES:
            total, group, unit = total + (group + unit) * _SIZES[word], 0, 0
        elif word == "trăm":
            group, unit = unit * 100, 0
        elif word in ("mươi", "mười"):
            group, unit = group + (unit * 10 if word == "mươi" else 10), 0
        elif word in _UNITS:
            unit = _UNITS[word]
        elif word != "linh":
            return None
    return total + group + unit


def _said(words: list[str]) -> str:
    return " ".join(words).replace("không trăm ", "")
