"""Phone numbers as typed: separators, the country's code, the lost zero, and the eleven digits of before 2018.

The prefixes were exchanged from 15-9-2018 on, the last seven digits kept (Quyết định 798/QĐ-BTTTT, 25-5-2018).
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from khaigiang.core.vietnamese import repairs
from khaigiang.core.vietnamese.digits import as_text, drop_separators, is_digits, use_digits_for_letters
from khaigiang.core.vietnamese.suggestions import Repair, Suggestion, Sureness, repaired

# Old prefix → new prefix, of MobiFone, VinaPhone, Viettel, Vietnamobile and Gmobile.
_EXCHANGED = """
0120 070, 0121 079, 0122 077, 0126 076, 0128 078
0123 083, 0124 084, 0125 085, 0127 081, 0129 082
0162 032, 0163 033, 0164 034, 0165 035, 0166 036, 0167 037, 0168 038, 0169 039
0186 056, 0188 058, 0199 059
"""
NEW_PREFIXES = dict(pair.split() for pair in re.findall(r"\d{4} \d{3}", _EXCHANGED))

_MOBILE = re.compile(r"0[35789]\d{8}")
_MOBILE_WITHOUT_ZERO = re.compile(r"[35789]\d{8}")
_LAND_LINE = re.compile(r"02\d{8,9}")
_COUNTRY = re.compile(r"(?:\+84|0084|84)(?:\(0\)|0)?(?=[1-9]\d{8,9}$)")
_BRACKETS = re.compile(r"[()]")
_SEVERAL = re.compile(r"\s*[/;,\n]\s*|\s+(?:hoặc|và)\s+|(?<=\d{3})\s+-\s+(?=0|\+84)")


class PhoneKind(StrEnum):
    """What a number is by its form."""

    MOBILE = "mobile"
    LAND_LINE = "land_line"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Phone:
    """A number as it was typed, what may be mended, and its kind once that is done."""

    typed: str
    kind: PhoneKind
    suggestions: tuple[Suggestion, ...] = ()

    @property
    def number(self) -> str:
        """The number with every suggestion taken."""
        return repaired(self.typed, self.suggestions)


def read_phones(value: str | float | None) -> tuple[Phone, ...]:
    """The numbers of a cell; a cell may hold several."""
    text = as_text(value) if value is not None else ""
    return tuple(_read(piece) for piece in _SEVERAL.split(text.strip()) if piece)


def _read(typed: str) -> Phone:
    steps = [_drop_signs, use_digits_for_letters, _drop_country, _restore_zero, _exchange_prefix]
    suggestions = repairs.in_turn(typed, steps)
    kind = _kind_of(repaired(typed, suggestions))
    return Phone(typed, kind, suggestions if kind is not PhoneKind.UNKNOWN else ())


def _kind_of(number: str) -> PhoneKind:
    if _MOBILE.fullmatch(number):
        return PhoneKind.MOBILE
    return PhoneKind.LAND_LINE if _LAND_LINE.fullmatch(number) else PhoneKind.UNKNOWN


def _drop_signs(typed: str) -> Suggestion | None:
    without = drop_separators(_BRACKETS.sub("", typed))
    text = without.text if without else _BRACKETS.sub("", typed)
    return repairs.changed(typed, text, Repair.PUNCTUATION, Sureness.SURE)


def _drop_country(number: str) -> Suggestion | None:
    return repairs.changed(number, _COUNTRY.sub("0", number), Repair.COUNTRY_CODE, Sureness.SURE)


def _restore_zero(number: str) -> Suggestion | None:
    """A numeric cell loses the zero: nine digits of a mobile of today, ten of one with an old prefix."""
    if not is_digits(number) or number.startswith("0"):
        return None
    whole = f"0{number}"
    old = len(whole) == 11 and whole[:4] in NEW_PREFIXES  # noqa: PLR2004 - the length of before 2018
    known = _MOBILE_WITHOUT_ZERO.fullmatch(number) or _LAND_LINE.fullmatch(whole) or old
    return Suggestion(whole, Repair.LEADING_ZERO, Sureness.LIKELY) if known else None


def _exchange_prefix(number: str) -> Suggestion | None:
    if len(number) != 11 or number[:4] not in NEW_PREFIXES:  # noqa: PLR2004 - the length of before 2018
        return None
    return Suggestion(NEW_PREFIXES[number[:4]] + number[4:], Repair.OLD_PREFIX, Sureness.SURE)
