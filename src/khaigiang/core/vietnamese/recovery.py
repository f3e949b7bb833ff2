"""Is this text in an old encoding, and what does it say then? By its font, and by statistics over cells and columns.

A word speaks for an encoding when it is a Vietnamese syllable read that way and none as it stands; it speaks against
when it is one as it stands only. ``Tân Thái`` is right in Unicode and would be ``Tõn Thỏi`` in TCVN3: both are
syllables, so such a word says nothing and the column must decide. A letter that no old encoding has (``ơ``, ``ế``)
proves Unicode. The weights are natural logarithms of odds; a word convinces by itself only with what no other spelling
has (``HuyÖn``, ``Taân``), else two must agree.

Measured on the 9,934 names of units of three dates, each in the three encodings, one cell at a time: none is taken for
what it is not; left alone, because nothing is clear, are 1.6 % of the cells in TCVN3 and 0.1 % in VNI; of 4,654
ordinary names of persons 9.6 % and 7.5 %. Columns of five units were told without a miss.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from khaigiang.core.vietnamese.folding import plain
from khaigiang.core.vietnamese.old_encodings import Encoding, encoding_of_font, is_written_in, to_unicode
from khaigiang.core.vietnamese.placement import ToneStyle, place_tones
from khaigiang.core.vietnamese.suggestions import Repair, Suggestion, Sureness
from khaigiang.core.vietnamese.syllables import read_syllable

OLD = (Encoding.TCVN3, Encoding.VNI, Encoding.UTF8)
CLEAR = 0.99  # from this probability on a guess is taken

_MARGIN = math.log(CLEAR / (1 - CLEAR))
_BEFORE = -4.0  # nothing known, an old encoding is rare
_SPEAKS, _SHOWS = 5.0, 10.0  # a syllable in that encoding only; one with a sign or a pair that other text hardly has
_NEITHER, _AGAINST, _PROOF = -0.5, -6.0, 30.0
_NEARLY_ALL = 0.95  # of the cells that are clear by themselves must agree
_CELL_LIMIT = 12.0  # what one cell may add to its column, either way

_WESTERN = re.compile("[\u00a1-\u00ff]")
# Letters and marks of no Western byte. Quotes, dashes and Š, which Windows has, prove nothing.
_UNICODE_LETTER = re.compile(
    "[\u0102\u0103\u0110\u0111\u0128\u0129\u0168\u0169\u01a0\u01a1\u01af\u01b0\u0300-\u0340\u1e00-\u1eff]"
)
_WORD = re.compile("[A-Za-z\u00a1-\u00ff]+")
_UTF8_FIRST = re.compile("[\u00c3-\u00c6]|\u00e1[\u00ba\u00bb]")  # what the first bytes of our letters look like
_LETTER_WITH_MARKS = re.compile("[\u00c0-\u00ff\u0102-\u1eff]")
# What only TCVN3 has inside a word: a sign such as µ or § where no footnote or unit stands (5 µm, TP¹), a capital with
# a mark after a small letter or before one; and what only VNI has: the pairs that French and German do not write.
_FOOTNOTES = "\u00aa\u00ad\u00ae\u00a9\u00b0\u00b9\u00b2\u00b3\u00ba"
_SIGNS, _CAPITALS = f"(?![{_FOOTNOTES}])[\u00a1-\u00bf]", "[\u00c0-\u00d6\u00d8-\u00de]"
_SIGN = re.compile(
    f"[a-z](?!\u00ad)[\u00a1-\u00bf]|[A-Z]{_SIGNS}|(?!\u00ad)[\u00a1-\u00bf][A-Za-z\u00c0-\u00ff]{{2}}"
    f"|[a-z]{_CAPITALS}|[A-Z]{_CAPITALS}[a-z]"
)
_PAIR = re.compile("[aeo][âáàåãä]|a[êè]|[ôö][ùøûõï]|[aeouy][øõ]", re.IGNORECASE)
_CAPITAL, _SMALL = re.compile("[A-Z]"), re.compile("[a-z]")
_REPAIRS = {Encoding.TCVN3: Repair.TCVN3, Encoding.VNI: Repair.VNI, Encoding.UTF8: Repair.UTF8}


@dataclass(frozen=True, slots=True)
class EncodingGuess:
    """The likeliest ``encoding`` of a cell or a column and its ``probability``, from 0 to 1.

    ``mixed``: the column holds cells that are clearly of different encodings, so it tells nothing of the others.
    """

    encoding: Encoding
    probability: float
    mixed: bool = False

    @property
    def is_clear(self) -> bool:
        """Whether to rely on it. What is not clear is left as it stands."""
        return self.probability >= CLEAR


def guess_encoding(text: str) -> EncodingGuess:
    """The encoding of one cell by its words."""
    return _guess({encoding: weight + _BEFORE for encoding, weight in _weigh(text).items()})


def guess_column(texts: Iterable[str]) -> EncodingGuess:
    """The encoding of a column, each different text counted once; for cells too short to tell by themselves."""
    weights = [_weigh(text) for text in set(texts) if _WESTERN.search(text) or _UNICODE_LETTER.search(text)]
    clear = Counter(encoding for weight in weights if (encoding := _clear(weight)))
    totals = {
        encoding: _BEFORE + sum(max(-_CELL_LIMIT, min(_CELL_LIMIT, weight[encoding])) for weight in weights)
        for encoding in OLD
    }
    if clear and max(clear.values()) < _NEARLY_ALL * clear.total():
        return EncodingGuess(Encoding.UNICODE, 1.0, mixed=True)
    return _guess(totals)


def suggest_recovery(text: str, *, font: str = "", column: EncodingGuess | None = None) -> Suggestion | None:
    """What a text in an old encoding says in Unicode; ``None`` where it is none, or nobody can tell.

    The font decides where it is known, then the cell itself, then its column unless the cell speaks against it.
    """
    if text.isascii() or _UNICODE_LETTER.search(text):
        return None
    weights = _weigh(text)
    if made_for := encoding_of_font(font):
        encoding, capitals = made_for
        against = weights[encoding] <= _AGAINST
        return _recovered(text, encoding, Sureness.POSSIBLE if against else Sureness.SURE, capitals=capitals)
    by_cell = _guess({encoding: weight + _BEFORE for encoding, weight in weights.items()})
    by_column = column.encoding if column is not None and column.is_clear and not column.mixed else Encoding.UNICODE
    if by_cell.is_clear and by_cell.encoding in OLD:
        both = by_cell.encoding in (by_column, Encoding.UTF8)
        return _recovered(text, by_cell.encoding, Sureness.SURE if both else Sureness.LIKELY)
    if by_column in OLD and weights[by_column] > _AGAINST:
        return _recovered(text, by_column, Sureness.LIKELY)
    return None


def _recovered(text: str, encoding: Encoding, sure: Sureness, *, capitals: bool = False) -> Suggestion | None:
    # A text in capitals has small letters where TCVN3 has no capital; one capital a word is but the first letter's.
    if encoding is Encoding.TCVN3 and not _SMALL.search(text) and len(_CAPITAL.findall(text)) >= 2 * len(text.split()):
        capitals = True
    recovered = to_unicode(text, encoding, capitals=capitals)
    return None if recovered == text else Suggestion(recovered, _REPAIRS[encoding], sure)


def _guess(odds: Mapping[Encoding, float]) -> EncodingGuess:
    """From the logarithms of the odds of each old encoding against Unicode."""
    exponents = {Encoding.UNICODE: 0.0, **odds}
    highest = max(exponents.values())
    shares = {encoding: math.exp(exponent - highest) for encoding, exponent in exponents.items()}
    best = max(shares, key=lambda encoding: shares[encoding])
    return EncodingGuess(best, shares[best] / sum(shares.values()))


def _clear(weights: Mapping[Encoding, float]) -> Encoding | None:
    """The encoding that a cell proves by itself, if any. Words that are syllables in none prove nothing."""
    best = max(OLD, key=lambda encoding: weights[encoding])
    if weights[best] + _BEFORE >= _MARGIN:
        return best
    return Encoding.UNICODE if max(weights.values()) <= _AGAINST else None


def _weigh(text: str) -> dict[Encoding, float]:
    """How much a text speaks for each old encoding. Each different word counts once."""
    if text.isascii():
        return dict.fromkeys(OLD, 0.0)
    unicode = _UNICODE_LETTER.search(text)
    utf8 = _PROOF if not unicode and _is_utf8(text) else -_PROOF
    if unicode or utf8 > 0:
        return {Encoding.TCVN3: -_PROOF, Encoding.VNI: -_PROOF, Encoding.UTF8: utf8}
    words = {word for word in _WORD.findall(text) if not word.isascii()}
    evidence = [_evidence(word) for word in words]
    return {
        Encoding.TCVN3: sum(tcvn3 for tcvn3, _ in evidence),
        Encoding.VNI: sum(vni for _, vni in evidence),
        Encoding.UTF8: utf8,
    }


def _is_utf8(text: str) -> bool:
    if not _UTF8_FIRST.search(text):
        return False
    return is_written_in(text, Encoding.UTF8) and bool(_LETTER_WITH_MARKS.search(to_unicode(text, Encoding.UTF8)))


@lru_cache(maxsize=2**14)
def _evidence(word: str) -> tuple[float, float]:
    """What one word says for TCVN3 and for VNI."""
    tcvn3, vni = _says(word, Encoding.TCVN3), _says(word, Encoding.VNI)
    return (_SPEAKS, _SPEAKS) if tcvn3 > 0 and vni > 0 else (tcvn3, vni)  # Noäng: Noọng or Nộng


def _says(word: str, encoding: Encoding) -> float:
    if len(word) == 1:  # a sign alone is a sign
        return 0.0
    written = is_written_in(word, encoding)
    read = written and _is_vietnamese(to_unicode(word, encoding))
    if _is_vietnamese(word):
        return 0.0 if read else _AGAINST
    shows = (_SIGN if encoding is Encoding.TCVN3 else _PAIR).search(word) is not None
    if read:
        return _SHOWS if shows else _SPEAKS
    return 0.0 if written and shows else _NEITHER  # a strange name with strange signs tells nothing


def _is_vietnamese(word: str) -> bool:
    """A syllable, with its mark where one of the two styles has it: ``xaõ`` is none."""
    return read_syllable(plain(word)) is not None and word in {place_tones(word, style) for style in ToneStyle}
