"""Numbers that are names (citizen numbers, phones): their digits out of a cell, whatever was typed around them."""

import re

from khaigiang.core.vietnamese import repairs
from khaigiang.core.vietnamese.suggestions import Repair, Suggestion, Sureness

_SEPARATORS = re.compile(r"[\s.\-–—'’_]+")
LETTERS_FOR_DIGITS = str.maketrans("OoQIlB", "000118")


def as_text(value: str | float) -> str:
    """What a cell shows: a whole number without a point, however large."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def drop_separators(text: str) -> Suggestion | None:
    """Spaces, full stops, hyphens and the apostrophe by which Excel keeps a number as text."""
    return repairs.changed(text, _SEPARATORS.sub("", text), Repair.PUNCTUATION, Sureness.SURE)


def use_digits_for_letters(text: str) -> Suggestion | None:
    """``OO1`` → ``001``: where digits alone are left then, and most were digits before."""
    mended = text.translate(LETTERS_FOR_DIGITS)
    if not (is_digits(mended) and sum(map(str.isdigit, text)) * 2 > len(text)):
        return None
    return repairs.changed(text, mended, Repair.DIGITS, Sureness.LIKELY)


def is_digits(text: str) -> bool:
    return text.isascii() and text.isdigit()
