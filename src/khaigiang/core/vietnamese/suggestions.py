"""What a repair of a cell looks like: offered with its reason, never made silently."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Sureness(StrEnum):
    """How far a suggestion may be trusted; a person decides in every case.

    ``SURE``: nothing else can be meant. ``LIKELY``: something else would be odd. ``POSSIBLE``: one of
    several readings.
    """

    SURE = "sure"
    LIKELY = "likely"
    POSSIBLE = "possible"


class Repair(StrEnum):
    """What was mended. A slice's phrases say it in the office's words."""

    COMPOSITION = "composition"  # marks apart from their letters (NFD), or twice
    INVISIBLE = "invisible"  # characters of no width
    SPACES = "spaces"  # doubled, unbreakable, at the ends
    LETTERS = "letters"  # of another alphabet, looking like ours
    DIGITS = "digits"  # a digit for a letter, or a letter for a digit
    PUNCTUATION = "punctuation"
    CASE = "case"
    TONE_PLACE = "tone_place"  # hòa, hoà
    TCVN3 = "tcvn3"
    VNI = "vni"
    UTF8 = "utf8"  # read as a Western code page
    LEADING_ZERO = "leading_zero"  # lost in a numeric cell
    COUNTRY_CODE = "country_code"
    OLD_PREFIX = "old_prefix"  # a phone number of eleven digits
    DAY_AND_MONTH = "day_and_month"  # month first
    DATE_FORM = "date_form"
    SHORT_YEAR = "short_year"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """The repaired ``text``, the kind of ``repair``, and how ``sure`` it is.

    In a row of suggestions each text has the repairs of those before it too, so the last one is wholly repaired.
    """

    text: str
    repair: Repair
    sure: Sureness


def repaired(text: str, suggestions: Iterable[Suggestion]) -> str:
    """The text with a row of suggestions taken."""
    for suggestion in suggestions:
        text = suggestion.text
    return text
