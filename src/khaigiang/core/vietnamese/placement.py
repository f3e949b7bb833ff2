"""Where the tone mark stands: ``hòa, thủy, khỏe`` and ``hoà, thuỷ, khoẻ`` are the same words in two styles.

The two styles differ in open ``oa``, ``oe`` and ``uy`` alone; everywhere else both put the mark on the same letter, and
another place (``qúy``, ``hòan``) is a slip. For comparing, see ``folding.tone_key``.
"""

import re
import unicodedata
from enum import StrEnum
from functools import lru_cache

from khaigiang.core.vietnamese.folding import TONE_OF_MARK
from khaigiang.core.vietnamese.suggestions import Repair, Suggestion, Sureness
from khaigiang.core.vietnamese.syllables import read_syllable


class ToneStyle(StrEnum):
    """``OLD`` writes hòa, thủy; ``NEW`` writes hoà, thuỷ."""

    OLD = "old"
    NEW = "new"


_WORD = re.compile(r"[^\W\d_]+")
_OPEN_PAIRS = ("oa", "oe", "uy")
_VOWELS = "aăâeêioôơuưy"
_WITH_SIGN = "ăâêôơư"


def place_tones(text: str, style: ToneStyle) -> str:
    """The text (NFC) with each tone mark where this style has it.

    Only a Vietnamese syllable with one mark is touched; names of other languages stay as they are.
    """
    return _WORD.sub(lambda found: _placed(found[0], style), unicodedata.normalize("NFC", text))


def tone_style(text: str) -> ToneStyle | None:
    """The style in which a text is written; ``None`` where no word tells, or words tell both."""
    told = set()
    for word in _WORD.findall(unicodedata.normalize("NFC", text)):
        old, new = _placed(word, ToneStyle.OLD), _placed(word, ToneStyle.NEW)
        if old != new:
            told |= {style for style, form in ((ToneStyle.OLD, old), (ToneStyle.NEW, new)) if word == form}
    return told.pop() if len(told) == 1 else None


def suggest_tone_places(text: str, style: ToneStyle) -> Suggestion | None:
    """The text in this style, where it is in another. Sure, because the word stays the same."""
    placed = place_tones(text, style)
    same = placed == unicodedata.normalize("NFC", text)
    return None if same else Suggestion(placed, Repair.TONE_PLACE, Sureness.SURE)


@lru_cache(maxsize=2**15)
def _placed(word: str, style: ToneStyle) -> str:
    decomposed = unicodedata.normalize("NFD", word)
    marks = [mark for mark in decomposed if mark in TONE_OF_MARK]
    syllable = read_syllable(word.lower()) if len(marks) == 1 else None
    if syllable is None:
        return word
    letters = unicodedata.normalize("NFC", decomposed.replace(marks[0], ""))
    at = len(syllable.onset) + _place(syllable.rhyme, style)
    return unicodedata.normalize("NFC", letters[: at + 1] + marks[0] + letters[at + 1 :])


def _place(rhyme: str, style: ToneStyle) -> int:
    """Which letter of a rhyme bears the mark."""
    signed = [at for at, letter in enumerate(rhyme) if letter in _WITH_SIGN]
    if signed:  # ươ has two; the last bears it
        return signed[-1]
    vowels = sum(letter in _VOWELS for letter in rhyme)
    if vowels == 1:
        return 0
    if vowels > 2 or len(rhyme) > vowels:  # noqa: PLR2004 - oai, uyu; oan, uynh
        return 1
    return 1 if rhyme in _OPEN_PAIRS and style is ToneStyle.NEW else 0
