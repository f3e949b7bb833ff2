"""Numbers, amounts, ordinals and dates in words, as on certificates and payment papers."""

import datetime as dt
from dataclasses import dataclass

_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_BILLION = 10**9
_FIRST_DAYS = 10  # of a month, which may be said with mùng


@dataclass(frozen=True, slots=True)
class _Words:
    """The words that differ from region to region."""

    zero_tens: str
    thousand: str
    four: str
    five: str


def number_in_words(
    number: int, *, zero_tens: str = "linh", thousand: str = "nghìn", four: str = "bốn", five: str = "lăm"
) -> str:
    """``1105`` → ``một nghìn một trăm linh năm``. The South says ``zero_tens="lẻ"`` and ``thousand="ngàn"``.

    ``four`` and ``five`` are said after tens: ``hai mươi tư``, ``hai mươi nhăm``; fifteen is always ``mười lăm``.
    """
    if number < 0:
        return f"âm {number_in_words(-number, zero_tens=zero_tens, thousand=thousand, four=four, five=five)}"
    if number == 0:
        return _DIGITS[0]
    return " ".join(_read(number, _Words(zero_tens, thousand, four, five), leading=True))


def amount_in_words(amount: int, *, unit: str = "đồng", ending: str = "", **words: str) -> str:
    """``1250000`` → ``Một triệu hai trăm năm mươi nghìn đồng``; with ``ending="chẵn"`` nothing can be written behind.

    ``words`` are those of ``number_in_words``.
    """
    said = " ".join(filter(None, (number_in_words(amount, **words), unit, ending)))
    return said[0].upper() + said[1:]


def ordinal_in_words(number: int, **words: str) -> str:
    """``1`` → ``thứ nhất``, ``4`` → ``thứ tư``, ``21`` → ``thứ hai mươi mốt``. Raises ValueError below one."""
    if number < 1:
        raise ValueError(f"nothing is the {number}th")
    special = {1: "nhất", 4: "tư"}
    return f"thứ {special.get(number) or number_in_words(number, **words)}"


def date_in_full_words(day: dt.date, *, first_days: str = "", **words: str) -> str:
    """``ngày năm tháng tư năm hai nghìn không trăm hai mươi``. The first ten days may be said with ``mùng``."""
    mark = f"{first_days} " if first_days and day.day <= _FIRST_DAYS else ""
    month = "tư" if day.month == 4 else number_in_words(day.month)  # noqa: PLR2004 - tháng tư is never tháng bốn
    return f"ngày {mark}{number_in_words(day.day, **words)} tháng {month} năm {number_in_words(day.year, **words)}"


def _read(number: int, words: _Words, *, leading: bool) -> list[str]:
    """The words of a number; one that is not ``leading`` says its missing hundreds: ``không trăm linh năm``."""
    if number >= _BILLION:
        billions, rest = divmod(number, _BILLION)
        said = [*_read(billions, words, leading=leading), "tỷ"]
        return said + (_read(rest, words, leading=False) if rest else [])
    said = []
    for size, name in ((10**6, "triệu"), (10**3, words.thousand), (1, "")):
        group, number = divmod(number, size)
        if group:
            said += _hundreds(group, words, leading=leading and not said)
            said += [name] if name else []
    return said


def _hundreds(number: int, words: _Words, *, leading: bool) -> list[str]:
    hundreds, rest = divmod(number, 100)
    said = [_DIGITS[hundreds], "trăm"] if hundreds or not leading else []
    tens, units = divmod(rest, 10)
    if tens == 0:
        if units and said:
            said.append(words.zero_tens)
        return said + ([_DIGITS[units]] if units else [])
    said += ["mười"] if tens == 1 else [_DIGITS[tens], "mươi"]
    return said + ([_unit(tens, units, words)] if units else [])


def _unit(tens: int, units: int, words: _Words) -> str:
    """After tens, one is ``mốt`` (but ``mười một``), four may be ``tư`` and five is ``lăm``."""
    if tens == 1:
        return "lăm" if units == 5 else _DIGITS[units]  # noqa: PLR2004 - the figure whose word changes
    return {1: "mốt", 4: words.four, 5: words.five}.get(units) or _DIGITS[units]
