"""Citizen numbers (số định danh cá nhân): what their digits say, held against what else is known of the person.

Twelve digits: three for the place where the birth was registered, one for century and sex, two for the year of birth,
six at random (Nghị định 137/2015/NĐ-CP, Điều 13; Thông tư 07/2016/TT-BCA, Điều 7). There is no check digit, so a number
that agrees with everything may still be another person's. The places stay those of the 63 provinces of before 1-7-2025;
their table is given by the caller (``data.citizen_numbers``). Nine digits are an identity card of the older kind.
"""

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal

from khaigiang.core.vietnamese import repairs
from khaigiang.core.vietnamese.dates import PartialDate
from khaigiang.core.vietnamese.digits import as_text, drop_separators, is_digits, use_digits_for_letters
from khaigiang.core.vietnamese.suggestions import Repair, Suggestion, Sureness, repaired

Sex = Literal["male", "female"]

LENGTH, OLD_LENGTH = 12, 9
_FIRST_CENTURY = 1900  # of the digits 0 and 1
_ROUNDED = re.compile(r"\d[.,]?\d*E\+?\d+", re.IGNORECASE)


def citizen_number_in(text: str) -> str:
    """The text where it is twelve digits; nothing of another, such as the nine of an older card."""
    return text if len(text) == LENGTH and is_digits(text) else ""


class NumberKind(StrEnum):
    """What a number is by its length."""

    CITIZEN = "citizen"
    OLD_CARD = "old_card"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class NumberFinding:
    """A reason to ask, by its ``code`` and with its ``facts``.

    ``empty``; ``not_digits``; ``digits_lost`` (a spreadsheet rounded it); ``wrong_length`` (digits); ``place_unknown``,
    ``place_abroad`` (place); ``sex_differs``, ``birth_year_differs`` (stated, numbered); ``born_later`` (year, on).
    """

    code: str
    facts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CitizenNumber:
    """A number as it was typed, and what it says once its ``suggestions`` are taken.

    ``place`` is the code of the place of registration; it, ``sex`` and ``birth_year`` are empty for other kinds.
    """

    typed: str
    kind: NumberKind
    suggestions: tuple[Suggestion, ...] = ()
    findings: tuple[NumberFinding, ...] = ()
    place: str = ""
    sex: Sex | None = None
    birth_year: int | None = None

    @property
    def number(self) -> str:
        """The digits with every suggestion taken."""
        return repaired(self.typed, self.suggestions)


def read_citizen_number(
    value: str | float | None,
    *,
    places: Mapping[str, str],
    sex: Sex | None = None,
    birth: PartialDate | None = None,
    on: dt.date | None = None,
) -> CitizenNumber:
    """Read a cell and hold it against the sex and birth that the same row states.

    ``places`` name each code of three digits. ``on`` is the day after which nobody can be born yet. Leading zeros that
    a numeric cell lost (one or, for Hà Nội 001 and its like, two) are a suggestion, the surer the more agrees with it.
    """
    typed = as_text(value) if value is not None else ""
    suggestions = repairs.in_turn(typed, [drop_separators, use_digits_for_letters])
    digits = repaired(typed, suggestions)
    if _ROUNDED.fullmatch(typed.strip()):
        return CitizenNumber(typed, NumberKind.UNKNOWN, (), (NumberFinding("digits_lost"),))
    if not is_digits(digits):
        finding = NumberFinding("not_digits" if digits else "empty")
        return CitizenNumber(typed, NumberKind.UNKNOWN, (), (finding,))
    if restored := _with_zeros(digits, places, sex, birth):
        suggestions = (*suggestions, restored)
        digits = restored.text
    if len(digits) == OLD_LENGTH:
        return CitizenNumber(typed, NumberKind.OLD_CARD, suggestions)
    if len(digits) != LENGTH:
        finding = NumberFinding("wrong_length", {"digits": str(len(digits))})
        return CitizenNumber(typed, NumberKind.UNKNOWN, suggestions, (finding,))
    findings = tuple(_findings(digits, places, sex, birth, on))
    return CitizenNumber(
        typed, NumberKind.CITIZEN, suggestions, findings, digits[:3], _sex_of(digits), _birth_year_of(digits)
    )


def _sex_of(digits: str) -> Sex:
    return "female" if int(digits[3]) % 2 else "male"


def _birth_year_of(digits: str) -> int:
    return _FIRST_CENTURY + 100 * (int(digits[3]) // 2) + int(digits[4:6])


def _with_zeros(
    digits: str, places: Mapping[str, str], sex: Sex | None, birth: PartialDate | None
) -> Suggestion | None:
    """The number with the zeros that a numeric cell dropped, if that gives a known place."""
    if digits.startswith("0"):
        return None
    if len(digits) == OLD_LENGTH - 1:
        return Suggestion(digits.zfill(OLD_LENGTH), Repair.LEADING_ZERO, Sureness.POSSIBLE)
    whole = digits.zfill(LENGTH)
    if not LENGTH - 2 <= len(digits) < LENGTH or whole[:3] not in places:
        return None
    if any(_findings(whole, places, sex, birth, None)):
        return Suggestion(whole, Repair.LEADING_ZERO, Sureness.POSSIBLE)
    sure = Sureness.SURE if sex and birth else Sureness.LIKELY
    return Suggestion(whole, Repair.LEADING_ZERO, sure)


def _findings(
    digits: str, places: Mapping[str, str], sex: Sex | None, birth: PartialDate | None, on: dt.date | None
) -> Iterator[NumberFinding]:
    place, numbered_sex, year = digits[:3], _sex_of(digits), _birth_year_of(digits)
    if place not in places:
        # A country's code has no zero in front; the table of countries is not known here.
        yield NumberFinding("place_unknown" if place.startswith("0") else "place_abroad", {"place": place})
    if sex and sex != numbered_sex:
        yield NumberFinding("sex_differs", {"stated": sex, "numbered": numbered_sex})
    if birth and birth.year != year:
        yield NumberFinding("birth_year_differs", {"stated": str(birth.year), "numbered": str(year)})
    if on and year > on.year:
        yield NumberFinding("born_later", {"year": str(year), "on": on.isoformat()})
