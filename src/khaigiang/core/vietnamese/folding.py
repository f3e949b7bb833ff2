"""Keys on which Vietnamese text is compared: without diacritics, or regardless of where the tone mark stands."""

import re
import unicodedata
from enum import StrEnum


class Tone(StrEnum):
    """The six tones, named by themselves; the order of the members is that of ``sorting.LIST_ORDER``."""

    NGANG = "ngang"
    HUYEN = "huyền"
    SAC = "sắc"
    HOI = "hỏi"
    NGA = "ngã"
    NANG = "nặng"


TONE_OF_MARK = {"\u0300": Tone.HUYEN, "\u0301": Tone.SAC, "\u0309": Tone.HOI, "\u0303": Tone.NGA, "\u0323": Tone.NANG}

# Letters that look Vietnamese and are not: eth and African d typed for đ, Cyrillic and dotless letters out of scans,
# every apostrophe and hyphen, and spaces of no width.
_LOOK_ALIKES = str.maketrans(
    {
        "ð": "đ",
        "ɖ": "đ",
        "а": "a",
        "е": "e",
        "о": "o",
        "р": "p",
        "с": "c",
        "х": "x",
        "у": "y",
        "і": "i",
        "ı": "i",
        "к": "k",
        "м": "m",
        "т": "t",
        "н": "h",
        "в": "b",
        **dict.fromkeys("’‘ʼ`´′", "'"),
        **dict.fromkeys("‐‑‒–—−", "-"),
        **dict.fromkeys("\u200b\u200c\u200d\u2060\ufeff\u00ad", None),
    }
)
# Acute and grave accents typed alone are apostrophes; NFKC would make them a space and a mark.
_BEFORE_NFKC = str.maketrans({"´": "'", "`": "'"})


def plain(text: str) -> str:
    """Lower case, NFC, real Vietnamese letters, single spaces: the same text however it was typed."""
    composed = unicodedata.normalize("NFKC", text.translate(_BEFORE_NFKC)).lower()
    return " ".join(unicodedata.normalize("NFC", composed.translate(_LOOK_ALIKES)).split())


def fold(text: str) -> str:
    """The text without case and diacritics, for search: ``Ứng Hoà`` and ``ung hoa`` become the same."""
    letters = unicodedata.normalize("NFD", plain(text)).replace("đ", "d")
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


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
    return _WORD.sub(_tone_last, plain(text))


def _tone_last(found: re.Match[str]) -> str:
    decomposed = unicodedata.normalize("NFD", found[0])
    marks = [mark for mark in decomposed if mark in TONE_OF_MARK]
    if len(marks) != 1:  # syllables written together keep their marks where they are
        return found[0]
    letters = decomposed.replace(marks[0], "")
    return unicodedata.normalize("NFC", letters) + marks[0]


def same_name(a: str, b: str) -> bool:
    """Whether two names are the same but for typing: case, spaces, composition and the place of tone marks."""
    return tone_key(a) == tone_key(b)
