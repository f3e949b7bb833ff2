"""Who may be whom: two descriptions of persons compared, with a score and its reasons. Nobody is merged here.

The same citizen number with the same name or full date of birth is the same person. Without it, the name without
diacritics must agree; then each sign that agrees adds points. From ``ASKED`` points on a person is asked; the weights
are such that

* the same name and full date of birth is asked about wherever the two work,
* a bare year, or no date at all, only where the units are the same or one came of the other,
* a name that differs in diacritics only where the date agrees and the units belong together.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from khaigiang.core.vietnamese import PartialDate, Precision, fold, plain, tone_key

ASKED, CERTAIN = 70, 100


class Lineage(StrEnum):
    """How the units of two descriptions stand to one another, the nearest first."""

    SAME = "same"
    SUCCESSION = "succession"
    WITHIN = "within"
    NONE = "none"


class Sign(StrEnum):
    """What speaks for two descriptions being one person, or against it."""

    NUMBER_SAME = "number_same"
    NUMBER_NEARLY = "number_nearly"
    NAME_SAME = "name_same"
    NAME_TONE_PLACES = "name_tone_places"
    NAME_DIACRITICS = "name_diacritics"
    NAME_OTHER = "name_other"
    BIRTH_SAME_DAY = "birth_same_day"
    BIRTH_SAME_MONTH = "birth_same_month"
    BIRTH_SAME_YEAR = "birth_same_year"
    BIRTH_UNKNOWN = "birth_unknown"
    BIRTH_MISTYPED = "birth_mistyped"
    BIRTH_OTHER = "birth_other"
    SEX_OTHER = "sex_other"
    UNIT_SAME = "unit_same"
    UNIT_SUCCESSION = "unit_succession"
    UNIT_WITHIN = "unit_within"


POINTS = {
    Sign.NUMBER_SAME: CERTAIN,
    Sign.NUMBER_NEARLY: -15,
    Sign.NAME_SAME: 50,
    Sign.NAME_TONE_PLACES: 49,
    Sign.NAME_DIACRITICS: 34,
    Sign.NAME_OTHER: 0,
    Sign.BIRTH_SAME_DAY: 35,
    Sign.BIRTH_SAME_MONTH: 26,
    Sign.BIRTH_SAME_YEAR: 18,
    Sign.BIRTH_UNKNOWN: 5,
    Sign.BIRTH_MISTYPED: 12,
    Sign.BIRTH_OTHER: 0,
    Sign.SEX_OTHER: -25,
    Sign.UNIT_SAME: 20,
    Sign.UNIT_SUCCESSION: 17,
    Sign.UNIT_WITHIN: 12,
}
_OF_LINEAGE = {
    Lineage.SAME: Sign.UNIT_SAME,
    Lineage.SUCCESSION: Sign.UNIT_SUCCESSION,
    Lineage.WITHIN: Sign.UNIT_WITHIN,
}
_OF_PRECISION = {
    Precision.DAY: Sign.BIRTH_SAME_DAY,
    Precision.MONTH: Sign.BIRTH_SAME_MONTH,
    Precision.YEAR: Sign.BIRTH_SAME_YEAR,
}

UnitLineage: TypeAlias = Callable[[frozenset[int], frozenset[int]], Lineage]


@dataclass(frozen=True, slots=True)
class Described:
    """What is said of one person: ``number`` is a citizen number or empty, ``units`` where they work or worked."""

    id: int
    name: str
    birth: PartialDate | None = None
    sex: str = ""
    number: str = ""
    units: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who may be the person described. ``score`` is 0 to 100, ``reasons`` in the order they were looked at."""

    id: int
    score: int
    reasons: tuple[Sign, ...]


def candidates(stated: Described, known: Iterable[Described], *, lineage: UnitLineage) -> tuple[Candidate, ...]:
    """Those of the known who may be the one stated, the likeliest first; whoever stays below ``ASKED`` is left out."""
    found = (compare(stated, each, lineage=lineage) for each in known if each.id != stated.id)
    likely = [each for each in found if each is not None and each.score >= ASKED]
    return tuple(sorted(likely, key=lambda each: (-each.score, each.id)))


def compare(one: Described, other: Described, *, lineage: UnitLineage) -> Candidate | None:
    """How like the two are, named by ``other``'s id; None where they cannot be one person."""
    number = _number(one.number, other.number)
    settled = number is Sign.NUMBER_SAME
    if not settled and number is None and one.number and other.number:
        return None
    birth = _birth(one.birth, other.birth)  # before the name: of many namesakes few are of one age
    if not settled and birth is Sign.BIRTH_OTHER:
        return None
    name = _name(one.name, other.name)
    if not settled and name is Sign.NAME_OTHER:
        return None
    unit = _OF_LINEAGE.get(lineage(one.units, other.units))
    sex = Sign.SEX_OTHER if one.sex and other.sex and one.sex != other.sex else None
    reasons = tuple(sign for sign in (number, name, birth, sex, unit) if sign is not None)
    return Candidate(other.id, max(0, min(CERTAIN, sum(POINTS[sign] for sign in reasons))), reasons)


def is_same(candidate: Candidate) -> bool:
    """Whether the number settles it: the same number, and the name or the full date of birth agrees with it."""
    signs = frozenset(candidate.reasons)
    agrees = Sign.NAME_OTHER not in signs or Sign.BIRTH_SAME_DAY in signs
    return Sign.NUMBER_SAME in signs and agrees and Sign.SEX_OTHER not in signs


def _number(one: str, other: str) -> Sign | None:
    if not one or not other:
        return None
    if one == other:
        return Sign.NUMBER_SAME
    off = sum(a != b for a, b in zip(one, other, strict=False)) if len(one) == len(other) else len(one)
    return Sign.NUMBER_NEARLY if off == 1 else None


def _name(one: str, other: str) -> Sign:
    if plain(one) == plain(other):
        return Sign.NAME_SAME
    if tone_key(one) == tone_key(other):
        return Sign.NAME_TONE_PLACES
    return Sign.NAME_DIACRITICS if fold(one) == fold(other) else Sign.NAME_OTHER


def _birth(one: PartialDate | None, other: PartialDate | None) -> Sign:
    """A less precise date agrees with every date it may mean, to its own precision."""
    if one is None or other is None:
        return Sign.BIRTH_UNKNOWN
    known = min((one.precision, other.precision), key=list(Precision).index)
    depth = list(Precision).index(known) + 1
    if _parts(one)[:depth] == _parts(other)[:depth]:
        return _OF_PRECISION[known]
    return Sign.BIRTH_MISTYPED if known == Precision.DAY and _is_mistyped(one, other) else Sign.BIRTH_OTHER


def _parts(birth: PartialDate) -> tuple[int, int | None, int | None]:
    return birth.year, birth.month, birth.day


def _is_mistyped(one: PartialDate, other: PartialDate) -> bool:
    """Day and month exchanged, or one digit of ``ddmmyyyy`` another."""
    if (one.year, one.month, one.day) == (other.year, other.day, other.month):
        return True
    return sum(a != b for a, b in zip(str(one), str(other), strict=True)) == 1
