"""Which unit a typed name means: never a guess, always a graded answer."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from khaigiang.core.vietnamese.folding import Tone, fold, plain, split_tone, tone_key


class MatchKind(StrEnum):
    """How sure a match is. Only ``EXACT`` may be taken without asking; ``FOLDED`` and ``CLOSE`` are suggestions."""

    EXACT = "exact"
    FOLDED = "folded"
    CLOSE = "close"
    AMBIGUOUS = "ambiguous"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Match:
    """``ids`` are those of the best candidates, sorted: one, or several when ambiguous. ``score`` runs from 0 to 1."""

    kind: MatchKind
    ids: tuple[str, ...] = ()
    score: float = 0.0


# A single letter stands for a kind only with its full stop or before a number: "Q. Ba Đình", "P12", but not "H Bông".
_PREFIXES = (
    ("xã", r"xã\s+|x\.\s*"),
    ("phường", r"phường\s+|ph\.\s*|p\.\s*|p\s*(?=\d)"),
    ("thị trấn", r"thị\s+trấn\s+|t\.?t\.\s*|tt\s+"),
    ("đặc khu", r"đặc\s+khu\s+|đ\.?k\.\s*"),
    ("quận", r"quận\s+|q\.\s*|q\s*(?=\d)"),
    ("huyện", r"huyện\s+|h\.\s*"),
    ("thị xã", r"thị\s+xã\s+|t\.?x\.\s*|tx\s+"),
    ("thành phố", r"thành\s+phố\s+|t\.?p\.\s*|tp\s+"),
    ("tỉnh", r"tỉnh\s+"),
)
_KIND_WITH_MARKS = tuple((kind, re.compile(pattern)) for kind, pattern in _PREFIXES)
_KIND_WITHOUT_MARKS = tuple((kind, re.compile(fold(pattern))) for kind, pattern in _PREFIXES)
_APOSTROPHE = re.compile(r"'\s*")
_SIGNS = re.compile(r"[^\w]+|_+")
_LEADING_ZEROS = re.compile(r"\b0+(?=\d)")
_SHORT, _MOST_SLIPS = 8, 2
_TELLING = 6  # of fewer letters nearly every name is one letter from another


@dataclass(frozen=True, slots=True)
class _Reading:
    """A name taken apart: its kind where one is stated, and the rest on three grades of sameness.

    ``telling`` are its numbers and single letters: what tells Mỹ Đình 1 from Mỹ Đình 2, An Bình A from An Bình B.
    """

    kind: str | None
    typed: str
    toned: str
    folded: str
    telling: tuple[str, ...]


_Cost = tuple[int, int, int]


class NameIndex:
    """Candidates prepared once for many questions. ``ignoring`` are words dropped in front: ``("Đảng ủy",)``."""

    def __init__(self, candidates: Mapping[str, str], *, ignoring: Sequence[str] = ()) -> None:
        self._ignoring = tuple(tone_key(words) + " " for words in ignoring)
        readings = [(id_, reading) for id_ in sorted(candidates) for reading in self._read(candidates[id_])]
        self._by_toned: dict[str, list[tuple[str, _Reading]]] = {}
        self._by_folded: dict[str, list[tuple[str, _Reading]]] = {}
        for id_, reading in readings:
            self._by_toned.setdefault(reading.toned, []).append((id_, reading))
            self._by_folded.setdefault(reading.folded, []).append((id_, reading))

    @cached_property
    def _by_shape(self) -> Mapping[tuple[tuple[str, ...], int], Sequence[tuple[int, str]]]:
        """The names without diacritics with the letters they hold, by what tells them apart and by length."""
        found: dict[tuple[tuple[str, ...], int], list[tuple[int, str]]] = {}
        for folded, readings in self._by_folded.items():
            found.setdefault((readings[0][1].telling, len(folded)), []).append((_letters(folded), folded))
        return found

    def closest(self, name: str, *, clearly: bool = False) -> Match:
        """The candidates this name may mean; the answer does not depend on the order of the candidates.

        ``clearly`` leaves out who is only near, unless but one letter is wrong and nobody else is as near.
        """
        asked = self._read(name)
        exact = [(id_, a, b) for a in asked for id_, b in self._by_toned.get(a.toned, ()) if _kinds_agree(a, b)]
        if exact:
            return _best(MatchKind.EXACT, [(id_, _cost(a, b), a, b) for id_, a, b in exact])
        folded = [(id_, a, b) for a in asked for id_, b in self._by_folded.get(a.folded, ()) if _kinds_agree(a, b)]
        if folded:
            return _best(MatchKind.FOLDED, [(id_, _cost(a, b), a, b) for id_, a, b in folded])
        near = [(id_, cost, a, b) for a in asked[:1] for id_, cost, b in self._near(a)]
        if clearly and not _is_clear(near):
            return Match(MatchKind.NONE)
        return _best(MatchKind.CLOSE, near) if near else Match(MatchKind.NONE)

    def _near(self, asked: _Reading) -> Iterator[tuple[str, _Cost, _Reading]]:
        """Whoever is a slip away. A letter exchanged, dropped or put in changes two counts of letters at most."""
        own, length = _letters(asked.folded), len(asked.folded)
        for other in range(length - _MOST_SLIPS, length + _MOST_SLIPS + 1):
            limit = _limit(length, other)
            for letters, folded in self._by_shape.get((asked.telling, other), ()):
                if (letters ^ own).bit_count() > 2 * limit:
                    continue
                wrong = edit_distance(asked.folded, folded, limit)
                if wrong <= limit and wrong * 2 < other:
                    for id_, reading in self._by_folded[folded]:
                        yield id_, _slip_cost(asked, reading, wrong, limit), reading

    def _read(self, name: str) -> tuple[_Reading, ...]:
        text = plain(name)
        for words in self._ignoring:
            if tone_key(text).startswith(words):
                text = text.split(maxsplit=len(words.split()))[-1]
        return _readings(text)


def closest(name: str, candidates: Mapping[str, str]) -> Match:
    """``NameIndex`` for a single question. ``candidates`` map ids to names."""
    return NameIndex(candidates).closest(name)


def _readings(text: str) -> tuple[_Reading, ...]:
    """The name with its kind taken off, and as it stands, for a unit called after a kind (``Phường Phường Đúc``)."""
    whole = _reading(None, text)
    for prefixes, form in ((_KIND_WITH_MARKS, text), (_KIND_WITHOUT_MARKS, text)):
        for kind, pattern in prefixes:
            if (found := pattern.match(form)) and form[found.end() :].strip():
                return (_reading(kind, form[found.end() :]), whole)
    return (whole,)


def _reading(kind: str | None, text: str) -> _Reading:
    typed = _LEADING_ZEROS.sub("", _SIGNS.sub(" ", _APOSTROPHE.sub("", text)).strip())
    folded = fold(typed)
    telling = tuple(word for word in folded.split() if word.isdecimal() or len(word) == 1)
    return _Reading(kind, typed, tone_key(typed), folded, telling)


def _kinds_agree(a: _Reading, b: _Reading) -> bool:
    return a.kind is None or b.kind is None or a.kind == b.kind


def _cost(a: _Reading, b: _Reading) -> _Cost:
    """Wrong letters, marks that contradict each other, and whether the kinds are stated alike: the less the better."""
    return (0, _contradictions(a.typed, b.typed), int(a.kind != b.kind))


def _limit(length: int, other: int) -> int:
    """How many letters may be wrong between names of these lengths."""
    return 1 if min(length, other) < _SHORT else _MOST_SLIPS


def _slip_cost(a: _Reading, b: _Reading, wrong: int, limit: int) -> _Cost:
    """The cost of two whose numbers and single letters agree: those tell units apart and are never slips."""
    kind = 0 if _kinds_agree(a, b) else 1
    return (wrong + kind, edit_distance(a.toned, b.toned, 2 * limit), int(a.kind != b.kind))


def _letters(folded: str) -> int:
    """How often each letter stands in a name, a bit for each time up to three: what differs is counted at once."""
    bits = 0
    for letter in folded:
        at = 3 * (ord(letter) % 64)
        bits |= bits << 1 & 7 << at | 1 << at
    return bits


def _is_clear(near: Sequence[tuple[str, _Cost, _Reading, _Reading]]) -> bool:
    least = min((cost[0] for _, cost, _, _ in near), default=_MOST_SLIPS)
    best = {id_: len(b.folded) for id_, cost, _, b in near if cost[0] == least}
    return least == 1 and len(best) == 1 and min(best.values()) >= _TELLING


def _contradictions(typed: str, name: str) -> int:
    """Tones and letters whose marks were typed and are not those of the name. A mark left out contradicts nothing."""
    return sum(_contradict(x, y) for x, y in zip(typed.split(), name.split(), strict=False))


def _contradict(typed: str, name: str) -> int:
    (letters, tone), (name_letters, name_tone) = split_tone(typed), split_tone(name)
    wrong = sum(a not in (b, fold(b)) for a, b in zip(letters, name_letters, strict=False))
    return wrong + int(tone not in (name_tone, Tone.NGANG))


def _best(kind: MatchKind, found: list[tuple[str, _Cost, _Reading, _Reading]]) -> Match:
    least = min(cost for _, cost, _, _ in found)
    best = [(id_, a, b) for id_, cost, a, b in found if cost == least]
    ids = tuple(sorted({id_ for id_, _, _ in best}))
    score = max(_similarity(a, b, least) for _, a, b in best)
    return Match(kind if len(ids) == 1 else MatchKind.AMBIGUOUS, ids, score)


def _similarity(a: _Reading, b: _Reading, cost: _Cost) -> float:
    if a.toned == b.toned and cost[0] == 0:
        return 1.0
    longest = max(len(a.toned), len(b.toned))
    wrong = edit_distance(a.toned, b.toned, longest) + (0 if _kinds_agree(a, b) else 1)
    return round(max(0.0, 1 - wrong / (longest + 1)), 3)


def edit_distance(a: str, b: str, limit: int) -> int:
    """Letters to insert, drop, replace or swap with their neighbour to make ``a`` into ``b``; ``limit + 1`` if more."""
    if abs(len(a) - len(b)) > limit:
        return limit + 1
    before: list[int] = []
    row = list(range(len(b) + 1))
    for i, letter in enumerate(a, start=1):
        previous, row = row, [i]
        for j, other in enumerate(b, start=1):
            step = min(previous[j] + 1, row[-1] + 1, previous[j - 1] + (letter != other))
            if i > 1 and j > 1 and letter == b[j - 2] and a[i - 2] == other:
                step = min(step, before[j - 2] + 1)
            row.append(step)
        if min(row) > limit:
            return limit + 1
        before = previous
    return min(row[-1], limit + 1)
