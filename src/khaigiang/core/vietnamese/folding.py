"""Keys on which Vietnamese text is compared: without diacritics, or regardless of where the tone mark stands."""

import re
import unicodedata
from enum import StrEnum
from functools import lru_cache

from khaigiang.core.vietnamese import look_alikes


class Tone(StrEnum):
    """The six tones, named by themselves; the order of the members is that of ``sorting.LIST_ORDER``."""

    NGANG = "ngang"
    HUYEN = "huyền"
    SAC = "sắc"
    HOI = "hỏi"
    NGA = "ngã"
    NANG = "nặng"


TONE_OF_MARK = {"\u0300": Tone.HUYEN, "\u0301": Tone.SAC, "\u0309": Tone.HOI, "\u0303": Tone.NGA, "\u0323": Tone.NANG}

_LOOK_ALIKES = str.maketrans(
    {
        **look_alikes.LOWER_CASE,
        **dict.fromkeys(look_alikes.APOSTROPHES, "'"),
        **dict.fromkeys(look_alikes.HYPHENS, "-"),
        **dict.fromkeys(look_alikes.INVISIBLE, None),
    }
)
# Acute and grave accents typed alone are apostrophes; NFKC would make them a space and a mark.
_BEFORE_NFKC = str.maketrans({"´": "'", "`": "'"})

_VOWELS, _MARKS = "aăâeêioôơuưy", ("", *TONE_OF_MARK)
_LETTERS = "đ" + "".join(unicodedata.normalize("NFC", vowel + mark) for vowel in _VOWELS for mark in _MARKS)
# Text of these alone, as most cells hold, is in its plain form but for case and spaces; it takes a third of the time.
_COMMON = re.compile(f"[ -_a-~{_LETTERS}{_LETTERS.upper()}]*").fullmatch
_WITHOUT_MARKS = str.maketrans({letter: unicodedata.normalize("NFD", letter)[0] for letter in _LETTERS} | {"đ": "d"})


def plain(text: str) -> str:
    """Lower case, NFC, real Vietnamese letters, single spaces: the same text however it was typed."""
    return " ".join(text.lower().split()) if _COMMON(text) else _plain(text)


def _plain(text: str) -> str:
    composed = unicodedata.normalize("NFKC", text.translate(_BEFORE_NFKC)).lower()
    return " ".join(unicodedata.normalize("NFC", composed.translate(_LOOK_ALIKES)).split())


def fold(text: str) -> str:
    """The text without case and diacritics, for search: ``Ứng Hoà`` and ``ung hoa`` become the same."""
    simple = plain(text)
    if simple.isascii():
        return simple
    simple = simple.translate(_WITHOUT_MARKS)
    return simple if simple.isascii() else _without_marks(simple)


def _without_marks(text: str) -> str:
    letters = unicodedata.normalize("NFD", text).replace("đ", "d")
    bare = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return " ".join(bare.translate(_LOOK_ALIKES).split())  # a foreign letter or a space may have stood under a mark


_WORD = re.compile(r"[^\W\d_]+")


def split_tone(syllable: str) -> tuple[str, Tone]:
    """A syllable in ``plain`` form → its letters without the tone (``ă``, ``ơ``, ``đ`` kept), and the tone.

    Of a run of syllables written together the first tone is told; the others are dropped.
    """
    decomposed = unicodedata.normalize("NFD", syllable)
    tones = [TONE_OF_MARK[mark] for mark in decomposed if mark in TONE_OF_MARK]
    letters = "".join(letter for letter in decomposed if letter not in TONE_OF_MARK)
    return unicodedata.normalize("NFC", letters), (tones[0] if tones else Tone.NGANG)


def tone_key(text: str) -> str:
    """A key equal for texts that differ only in case, spacing and the place of a tone mark: ``Hòa`` = ``Hoà``.

    A syllable has one tone, so the mark is written behind its last letter. Only for comparison, never to be shown.
    """
    simple = plain(text)
    return simple if simple.isascii() else _WORD.sub(lambda found: _tone_last(found[0]), simple)


@lru_cache(maxsize=2**15)
def _tone_last(word: str) -> str:
    decomposed = unicodedata.normalize("NFD", word)
    marks = [mark for mark in decomposed if mark in TONE_OF_MARK]
    if len(marks) != 1:  # syllables written together keep their marks where they are
        return word
    letters = decomposed.replace(marks[0], "")
    return unicodedata.normalize("NFC", letters) + marks[0]


def same_name(a: str, b: str) -> bool:
    """Whether two names are the same but for typing: case, spaces, composition and the place of tone marks."""
    return tone_key(a) == tone_key(b)
