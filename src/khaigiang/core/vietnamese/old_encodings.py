"""The two encodings from before Unicode: TCVN3 ("ABC", fonts ``.VnTime``) and VNI (fonts ``VNI-Times``), both ways.

A spreadsheet keeps such text as the Western characters that its bytes stand for (B5 is ``µ``), and the font draws
Vietnamese letters over them. Here text means those characters, U+00A1 to U+00FF.

TCVN3 is the third set of TCVN 5712:1993: one byte a letter. It has no capitals with a tone. They are written in a font
whose small letters look like capitals (its name ends in H), or by converters as the plain capital and the small letter
with the tone (``Aµ`` for À). VNI writes a vowel and then a second byte for its sign and tone together.

The TCVN3 table agrees with glibc's ``TCVN5712-1`` in every byte used here, the VNI table with that of xvnkb.
"""

import itertools
import re
import unicodedata
from enum import StrEnum

from khaigiang.core.vietnamese.folding import Tone, split_tone


class Encoding(StrEnum):
    """How the characters of a text are to be read. ``UTF8`` is Unicode that was read as Western bytes (``Viá»‡t``)."""

    UNICODE = "unicode"
    TCVN3 = "tcvn3"
    VNI = "vni"
    UTF8 = "utf8"


# grave, hook, tilde, acute, dot below: the order of the bytes in TCVN3
_TONES = ("\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
_TCVN3_SIGNED = "ĂÂÊÔƠƯĐăâêôơưđ"  # A1 to AE
_TCVN3_TONED = {
    "a": "B5 B6 B7 B8 B9",
    "ă": "BB BC BD BE C6",
    "â": "C7 C8 C9 CA CB",
    "e": "CC CE CF D0 D1",
    "ê": "D2 D3 D4 D5 D6",
    "i": "D7 D8 DC DD DE",
    "o": "DF E1 E2 E3 E4",
    "ô": "E5 E6 E7 E8 E9",
    "ơ": "EA EB EC ED EE",
    "u": "EF F1 F2 F3 F4",
    "ư": "F5 F6 F7 F8 F9",
    "y": "FA FB FC FD FE",
}
# The second byte of a vowel by its sign (none, circumflex, breve), in the order of _TONES, the sign alone first.
_VNI_SECOND = {"": " øûõùï", "\u0302": "âàåãáä", "\u0306": "êèúüéë"}
_VNI_VOWELS = {"a": ("", "\u0302", "\u0306"), "e": ("", "\u0302"), "o": ("", "\u0302"), "u": ("",), "y": ("",)}
_VNI_SINGLE = dict(zip("ơưđiìỉĩíịỵ", "ôöñiìæóíòî", strict=True))


def _composed(*pieces: str) -> str:
    return unicodedata.normalize("NFC", "".join(pieces))


def _tcvn3_table() -> dict[str, str]:
    """Each letter of TCVN3 by its character."""
    table = {chr(0xA1 + at): letter for at, letter in enumerate(_TCVN3_SIGNED)}
    for vowel, codes in _TCVN3_TONED.items():
        for tone, code in zip(_TONES, codes.split(), strict=True):
            table[chr(int(code, 16))] = _composed(vowel, tone)
    return table


def _vni_table() -> dict[str, str]:
    """Each letter of VNI, in lower case, by its one or two characters; the plain letters are themselves."""
    table = {character: letter for letter, character in _VNI_SINGLE.items() if letter != "i"}
    bases = [(vowel, vowel, signs) for vowel, signs in _VNI_VOWELS.items()]
    bases += [("ơ", "ô", ("",)), ("ư", "ö", ("",))]
    for vowel, first, signs in bases:
        for sign, (at, tone) in itertools.product(signs, enumerate(("", *_TONES))):
            letter = _composed(vowel, sign, tone)
            if (sign or tone) and letter not in _VNI_SINGLE:
                table[first + _VNI_SECOND[sign][at]] = letter
    return table


def _capital_pairs() -> dict[str, str]:
    """Each capital with a tone as converters to TCVN3 leave it: ``Aà`` for ``À``."""
    pairs = {}
    for letter in _tcvn3_table().values():
        base, tone = split_tone(letter)
        if tone is not Tone.NGANG:
            pairs[base.upper() + letter] = letter.upper()
    return pairs


_FROM_TCVN3 = str.maketrans(_tcvn3_table())
_TO_TCVN3 = str.maketrans({letter: character for character, letter in _tcvn3_table().items()})
_PAIRS = _capital_pairs()
_PAIR = re.compile("|".join(_PAIRS))
_TO_PAIRS = str.maketrans({capital: pair for pair, capital in _PAIRS.items()})

_FROM_VNI = _vni_table()
_VNI_LETTER = re.compile("|".join(sorted(_FROM_VNI, key=len, reverse=True)), re.IGNORECASE)
_TO_VNI = str.maketrans(
    {letter: written for written, letter in _FROM_VNI.items()}
    | {letter.upper(): written.upper() for written, letter in _FROM_VNI.items()}
)
# Windows shows the five bytes that its Western code page leaves free as control characters.
_WESTERN = {bytes([code]).decode("cp1252", "replace"): code for code in range(0x80, 0x100)} | {
    chr(code): code for code in (0x81, 0x8D, 0x8F, 0x90, 0x9D)
}


def to_unicode(text: str, encoding: Encoding, *, capitals: bool = False) -> str:
    """Text of an old encoding in Unicode (NFC); what is no letter of that encoding stays.

    ``capitals``: the text is in a TCVN3 font that draws small letters as capitals.
    """
    if encoding is Encoding.TCVN3:
        letters = _PAIR.sub(lambda found: _PAIRS[found[0]], text.translate(_FROM_TCVN3))
        return letters.upper() if capitals else letters
    if encoding is Encoding.VNI:
        return _VNI_LETTER.sub(lambda found: _vni_letter(found[0]), text)
    return _from_utf8(text) if encoding is Encoding.UTF8 else text


def from_unicode(text: str, encoding: Encoding, *, capitals: bool = False) -> str:
    """The reverse of ``to_unicode``, for a font of the encoding; ``capitals`` for one that draws capitals."""
    composed = unicodedata.normalize("NFC", text)
    if encoding is Encoding.TCVN3:
        return (composed.lower() if capitals else composed.translate(_TO_PAIRS)).translate(_TO_TCVN3)
    if encoding is Encoding.VNI:
        return composed.translate(_TO_VNI)
    return _to_utf8(composed) if encoding is Encoding.UTF8 else composed


def is_written_in(text: str, encoding: Encoding) -> bool:
    """Whether every Western character of the text is, or helps to make, a letter of this encoding."""
    if encoding is Encoding.TCVN3:
        return all(character.isascii() or ord(character) in _FROM_TCVN3 for character in text)
    if encoding is Encoding.VNI:
        return _VNI_LETTER.sub("", text).isascii()
    return encoding is Encoding.UNICODE or _from_utf8(text) != text


def _vni_letter(written: str) -> str:
    letter = _FROM_VNI[written.lower()]
    return letter.upper() if written[0].isupper() else letter


def _from_utf8(text: str) -> str:
    codes = [_WESTERN.get(character, ord(character)) for character in text]
    try:
        return unicodedata.normalize("NFC", bytes(codes).decode())
    except ValueError:  # a character of no byte, or bytes of no text: it was not UTF-8
        return text


def _to_utf8(text: str) -> str:
    shown = {code: character for character, code in _WESTERN.items() if character != "\ufffd"}
    return "".join(shown.get(code, chr(code)) for code in text.encode())


def encoding_of_font(name: str) -> tuple[Encoding, bool] | None:
    """The encoding a font was made for and whether it draws capitals; ``None`` for one that tells nothing.

    A text in ``Times New Roman`` may be of any encoding: somebody may have changed the font alone.
    """
    font = name.strip()
    if font[:4].upper() in ("VNI-", "VNI "):
        return Encoding.VNI, False
    if font[:3].lower() == ".vn":
        return Encoding.TCVN3, font.endswith("H")
    return None
