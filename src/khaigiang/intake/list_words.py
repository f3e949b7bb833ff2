"""What a heading of an office's list means: a known column and how surely, by words kept as data."""

import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from khaigiang.core.vietnamese import fold, plain
from khaigiang.data.columns import KnownColumn, known_columns

EXACT, FOLDED, CONTAINED, CLOSE = 1.0, 0.95, 0.8, 0.7
_NEAR = 0.86  # of letters that must agree before a heading is taken for a misspelt one
_EXTRA_WORDS = 4  # that may stand around a known name
_LONGEST = 90  # characters; a heading is no longer
_ASIDE = re.compile(r"\([^()]*\)")
_SIGNS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Meaning:
    """The field that a heading means and the ``score`` of that, from 0 to 1."""

    field: str
    score: float


def toned_key(text: str) -> str:
    """What two headings share that say the same, accents kept: ``Nam`` and ``Năm`` are two words."""
    return _SIGNS.sub(" ", plain(_ASIDE.sub(" ", text))).strip()


def column_of(field: str) -> KnownColumn:
    """The known column of this field."""
    return _BY_FIELD[field]


def meaning_of(text: str, remembered: Mapping[str, str] | None = None) -> Meaning | None:
    """The likeliest known column of a heading; ``None`` for a heading nobody knows.

    ``remembered`` gives the field of headings a unit has used before, by their keys; an empty field is not read.
    """
    if not text or len(text) > _LONGEST:
        return None
    key = toned_key(text)
    if remembered and key in remembered:
        return Meaning(remembered[key], EXACT) if remembered[key] else None
    return _meaning(key) if key else None


def is_name_heading(text: str) -> bool:
    """Whether a heading says exactly that names stand below; quick, for it is asked of every row of a sheet."""
    return len(text) < _LONGEST and toned_key(text) in _NAMES


@lru_cache(maxsize=4096)
def _meaning(key: str) -> Meaning | None:
    if key in _BY_TONED:
        return Meaning(_BY_TONED[key], EXACT)
    folded = fold(key)
    if folded in _BY_FOLDED:
        return Meaning(_BY_FOLDED[folded], FOLDED)
    return _contained(folded) or _close(folded)


def _contained(folded: str) -> Meaning | None:
    """The longest known name of two words or more inside a heading that says little else."""
    words = folded.split()
    inside = [
        (len(name), field)
        for name, field in _BY_FOLDED.items()
        if " " in name and f" {name} " in f" {folded} " and len(words) - len(name.split()) <= _EXTRA_WORDS
    ]
    return Meaning(max(inside)[1], CONTAINED) if inside else None


def _close(folded: str) -> Meaning | None:
    near = difflib.get_close_matches(folded, _BY_FOLDED, n=1, cutoff=_NEAR)
    return Meaning(_BY_FOLDED[near[0]], CLOSE) if near and len(folded) > 4 else None  # noqa: PLR2004 - short: chance


_BY_FIELD = {column.field: column for column in known_columns()}
_BY_TONED = {toned_key(name): column.field for column in reversed(known_columns()) for name in column.names}
_BY_FOLDED = {fold(toned_key(name)): column.field for column in reversed(known_columns()) for name in column.names}
_NAMES = {key for key, field in _BY_TONED.items() if field in {"full_name", "family_name"}}
