"""Sort keys for databases that know no Vietnamese order.

A key is made of pairs of digits and lower-case letters, so every collation orders it alike and it can be stored.
Each syllable is its letters (``a1`` a, ``a2`` ă, ``a3`` â, ``b1`` b, …) and then its tone (``01`` to ``06``), which
sorts before any letter: ``Hoa`` < ``Hòa`` < ``Hoan``. ``00`` ends a part of a name. A number is ``1`` and how many
digits it has, then its digits, so that 2 comes before 10; numbers come before letters.

Word by word the order is that of ICU's Vietnamese collation, which knows ``DICTIONARY_ORDER`` only. ICU compares the
letters of a whole text before any tone (``Hòa An`` < ``Hoa Bình``); lists compare one word after another.
"""

import re
from collections.abc import Callable, Sequence
from functools import lru_cache

from khaigiang.core.vietnamese.folding import Tone, fold, plain, split_tone

LIST_ORDER = (Tone.NGANG, Tone.HUYEN, Tone.SAC, Tone.HOI, Tone.NGA, Tone.NANG)
DICTIONARY_ORDER = (Tone.NGANG, Tone.HUYEN, Tone.HOI, Tone.NGA, Tone.SAC, Tone.NANG)
SPREADSHEET_ORDER = (Tone.NGANG, Tone.SAC, Tone.HUYEN, Tone.HOI, Tone.NGA, Tone.NANG)

_LETTERS = {letter: f"{letter}1" for letter in "abcdefghijklmnopqrstuvwxyz"} | {
    "ă": "a2",
    "â": "a3",
    "đ": "d2",
    "ê": "e2",
    "ô": "o2",
    "ơ": "o3",
    "ư": "u2",
}
_END_OF_PART = "00"
_LONGEST_NUMBER = 9
_WORD_OR_NUMBER = re.compile(r"\d+|[^\W\d_]+")


def sort_key(full_name: str, *, tone_order: Sequence[Tone] = LIST_ORDER) -> str:
    """The key of a person's name: given name, then middle names, then family name; letters before tones.

    The last word is the given name and the first the family name; a single word is a given name. Raises ValueError
    unless ``tone_order`` holds each tone once.
    """
    encode = _encoder(tuple(tone_order))
    words = plain(full_name).split()
    parts = (words[-1:], words[1:-1], words[:1] if len(words) > 1 else [])
    return "".join(_encode(" ".join(part), encode) + _END_OF_PART for part in parts)


def text_sort_key(text: str, *, tone_order: Sequence[Tone] = LIST_ORDER) -> str:
    """The key of a text read from left to right, such as the name of a unit; ``Phường 2`` before ``Phường 10``."""
    return _encode(plain(text), _encoder(tuple(tone_order)))


@lru_cache(maxsize=8)
def _encoder(tone_order: tuple[Tone, ...]) -> Callable[[str], str]:
    """What encodes one word in this order of tones. Lists repeat their words, so each is encoded once."""
    if len(tone_order) != len(Tone) or set(tone_order) != set(Tone):
        raise ValueError(f"an order of tones holds each tone once, not {[str(tone) for tone in tone_order]}")
    ranks = {tone: f"0{rank}" for rank, tone in enumerate(tone_order, start=1)}
    return lru_cache(maxsize=2**15)(lambda word: _encode_word(word, ranks))


def _encode(text: str, encode: Callable[[str], str]) -> str:
    # An apostrophe joins (M'gar is one word); every other sign parts words.
    return "".join(map(encode, _WORD_OR_NUMBER.findall(text.replace("'", ""))))


def _encode_word(word: str, ranks: dict[Tone, str]) -> str:
    if word.isdecimal():
        digits = str(int(word[-2 * _LONGEST_NUMBER :]))[-_LONGEST_NUMBER:]
        return f"1{len(digits)}" + "".join(f"1{digit}" for digit in digits) + ranks[Tone.NGANG]
    letters, tone = split_tone(word)
    return "".join(_encode_letter(letter) for letter in letters) + ranks[tone]


def _encode_letter(letter: str) -> str:
    """A letter foreign to the alphabet sorts as its base letter; one that has none comes last."""
    return _LETTERS.get(letter) or _LETTERS.get(fold(letter), "z9")
