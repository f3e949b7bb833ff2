"""Repairs of typed text, each a suggestion: composition, invisible characters, spaces, foreign letters, signs, digits.

Text in an old encoding (``recovery``) is told first: its soft hyphens and odd signs are letters there.
"""

import itertools
import re
import unicodedata
from collections.abc import Callable, Iterable

from khaigiang.core.vietnamese import look_alikes
from khaigiang.core.vietnamese.folding import TONE_OF_MARK, plain
from khaigiang.core.vietnamese.placement import ToneStyle, suggest_tone_places
from khaigiang.core.vietnamese.suggestions import Repair, Suggestion, Sureness
from khaigiang.core.vietnamese.syllables import read_syllable

Step = Callable[[str], Suggestion | None]

_INVISIBLE = re.compile(f"[{look_alikes.INVISIBLE}]")
_DOUBLED_MARK = re.compile(f"([{''.join(TONE_OF_MARK)}\u0302\u0306\u031b])\\1+")
_LOOK_ALIKES = str.maketrans(look_alikes.LETTERS)
_FULL_WIDTH = str.maketrans({code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)})
_MARK = re.compile("[\u0300-\u036f]")
_FOREIGN = re.compile(f"[{''.join(look_alikes.LETTERS)}\uff01-\uff5e]")
_DIGIT = re.compile(r"\d")
_WORD = re.compile(r"[^\W_]+")
_DIGIT_LIKE = {"0": "oO", "1": "liI", "5": "sS"}
_STRAY = re.compile(r" *([,;])(?: *\1)*")
_STRAY_AT_ENDS = " ,;:_*|`"
_FEW = 3  # a word in which more letters are digits is a code


def suggest_repairs(text: str, *, style: ToneStyle | None = None) -> tuple[Suggestion, ...]:
    """What may be mended in any Vietnamese text, in the order to mend it; with a ``style`` tone marks' places too."""
    steps: list[Step] = [compose, drop_invisible, tidy_spaces, use_real_letters, drop_stray_signs]
    if style is not None:
        steps.append(lambda mended: suggest_tone_places(mended, style))
    return in_turn(text, steps)


def in_turn(text: str, steps: Iterable[Step]) -> tuple[Suggestion, ...]:
    """What each step suggests for the text as the ones before it left it."""
    found = []
    for step in steps:
        if suggestion := step(text):
            found.append(suggestion)
            text = suggestion.text
    return tuple(found)


def changed(before: str, after: str, repair: Repair, sure: Sureness) -> Suggestion | None:
    return None if before == after else Suggestion(after, repair, sure)


def compose(text: str) -> Suggestion | None:
    """Letters with their marks in one (NFC); a mark set twice, once."""
    if text.isascii():
        return None
    composed = unicodedata.normalize("NFC", text)
    if _MARK.search(composed):
        once = _DOUBLED_MARK.sub(r"\1", unicodedata.normalize("NFD", text))
        composed = unicodedata.normalize("NFC", once)
    return changed(text, composed, Repair.COMPOSITION, Sureness.SURE)


def drop_invisible(text: str) -> Suggestion | None:
    return changed(text, _INVISIBLE.sub("", text), Repair.INVISIBLE, Sureness.SURE)


def tidy_spaces(text: str) -> Suggestion | None:
    """Single spaces of the plain kind, none at the ends."""
    return changed(text, " ".join(text.split()), Repair.SPACES, Sureness.SURE)


def use_real_letters(text: str) -> Suggestion | None:
    """Latin letters for those of other alphabets that look like them, in words that are Latin then.

    Sure where a word mixes alphabets; likely where the whole word is of another one. A foreign letter alone is a sign.
    """
    if not _FOREIGN.search(text):
        return None
    narrow = text.translate(_FULL_WIDTH)
    sure = Sureness.SURE

    def mend(found: re.Match[str]) -> str:
        nonlocal sure
        word = found[0]
        mended = unicodedata.normalize("NFC", word.translate(_LOOK_ALIKES))
        if mended == word or not all(map(_is_latin, mended)):
            return word
        if not any(map(_is_latin, word)):
            if len(word) == 1:
                return word
            sure = Sureness.LIKELY
        return mended

    return changed(text, _WORD.sub(mend, narrow), Repair.LETTERS, sure)


def drop_stray_signs(text: str) -> Suggestion | None:
    """Signs that end or begin nothing: commas and strokes at the ends, a space before a comma, a comma twice.

    Full stops and hyphens stay, for they end an abbreviation and begin an item of a list.
    """
    tidy = (_STRAY.sub(r"\1", text) if "," in text or ";" in text else text).strip(_STRAY_AT_ENDS)
    return changed(text, tidy, Repair.PUNCTUATION, Sureness.LIKELY) if tidy else None


def _is_latin(letter: str) -> bool:
    return letter.isascii() or unicodedata.name(letter, "").startswith("LATIN")


def use_letters_for_digits(text: str) -> Suggestion | None:
    """``T0àn`` → ``Toàn``: where one reading alone of a word with digits in it is a Vietnamese syllable."""
    if not _DIGIT.search(text):
        return None
    return changed(text, _WORD.sub(lambda found: _without_digits(found[0]), text), Repair.DIGITS, Sureness.LIKELY)


def _without_digits(word: str) -> str:
    digits = sum(map(str.isdigit, word))
    if not 0 < digits < min(len(word) - 1, _FEW):
        return word
    upper = word.upper() == word
    typed = itertools.product(*(_DIGIT_LIKE.get(letter, letter) for letter in word))
    letters = {reading.upper() if upper else reading for reading in map("".join, typed)}
    readings = {reading for reading in letters if reading[1:].islower() or upper}
    by_key = {plain(reading): reading for reading in sorted(readings, reverse=True) if read_syllable(plain(reading))}
    return by_key.popitem()[1] if len(by_key) == 1 else word
