"""Likenesses that nobody has decided yet become questions; a list's are found in a few queries."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import chain

from khaigiang.apps.people.bridge import described, number_owners, ring
from khaigiang.apps.people.models import IdentityQuestion, Person
from khaigiang.apps.people.queries import Lineages
from khaigiang.core.identity import Candidate, Described, candidates
from khaigiang.core.vietnamese import fold
from khaigiang.foundation import guarded
from khaigiang.foundation.copying import among, copy_in
from khaigiang.foundation.statements import ask

# Whoever may be one of those asked about: of the same name, and of the same year or day of birth, or of none.
_NAMESAKES = """
    SELECT DISTINCT known.id
    FROM unnest(%s::text[], %s::int[], %s::int[], %s::int[]) AS asked (folded, year, month, day)
    JOIN people_person known ON known.folded = asked.folded AND known.merged_into_id IS NULL
        AND (
            asked.year IS NULL OR known.born IS NULL OR EXTRACT(year FROM known.born) = asked.year
            OR (
                known.born_precision = 'day'
                AND EXTRACT(month FROM known.born) = asked.month AND EXTRACT(day FROM known.born) = asked.day
            )
        )
"""


def ask_about(entered: Sequence[Described], *, names: Collection[str] | None = None) -> int:
    """Put a question for each of these who may be somebody else, known before or entered with them; how many are new.

    ``names`` are those, folded, that somebody had before, where the caller knows. A part of the actions that enter and
    correct persons.
    """
    guarded.check("IdentityQuestion")
    pool = _Pool(entered, names)
    lineage = Lineages(chain.from_iterable(each.units for each in pool.everybody()))
    found: dict[tuple[int, int], Candidate] = {}
    for each in entered:
        for candidate in candidates(each, pool.near(each), lineage=lineage):
            found.setdefault((min(each.id, candidate.id), max(each.id, candidate.id)), candidate)
    if not found:
        return 0
    asked = IdentityQuestion.objects.filter(one__in={one for one, _other in found})
    known = set(asked.values_list("one", "other"))
    made = copy_in(
        [
            IdentityQuestion(one_id=one, other_id=other, score=candidate.score, reasons=list(candidate.reasons))
            for (one, other), candidate in sorted(found.items())
            if (one, other) not in known
        ]
    )
    return len(made)


class _Pool:
    """Everybody of the names entered, and whoever has a number that was stated for one of them."""

    def __init__(self, entered: Sequence[Described], names: Collection[str] | None) -> None:
        own = {each.id: each for each in entered}
        self._known = {each.id: each for each in _read(_namesakes(entered, names) - own.keys())} | own
        self._owners = self._owners_of({each.number for each in entered if each.number})
        self._near: dict[tuple[object, ...], list[Described]] = {}
        for each in self._known.values():
            for key in _keys(each):
                self._near.setdefault(key, []).append(each)

    def everybody(self) -> Iterable[Described]:
        return chain(self._known.values(), self._owners.values())

    def near(self, asked: Described) -> Iterator[Described]:
        """Whoever is worth comparing: of the same name, and of the same year or day of birth, or of none."""
        seen: set[int] = set()
        near = (self._near.get(key, ()) for key in _wanted(asked))
        owner = self._owners.get(asked.number)
        for each in chain(chain.from_iterable(near), [owner] if owner else []):
            if each.id not in seen:
                seen.add(each.id)
                yield each

    def _owners_of(self, numbers: set[str]) -> dict[str, Described]:
        """Whose each number is that was stated; mostly of whom it was just written down, so they are not read again."""
        owners = number_owners(numbers, under=ring()) if numbers else {}
        others = _read(set(owners.values()) - self._known.keys())
        everybody = self._known | {each.id: each for each in others}
        return {number: everybody[key] for number, key in owners.items()}


def _read(keys: set[int]) -> list[Described]:
    return described(Person.objects.filter(pk__in=among(keys))) if keys else []


def _namesakes(entered: Sequence[Described], names: Collection[str] | None) -> set[int]:
    """The ids of those worth comparing with any of these."""
    asked = {(fold(each.name), *_parts(each)) for each in entered}
    if names is not None:
        asked = {each for each in asked if each[0] in names}
    if not asked:
        return set()
    return {key for (key,) in ask(_NAMESAKES, *(list(column) for column in zip(*asked, strict=True)))}


def _parts(described: Described) -> tuple[int | None, int | None, int | None]:
    """Year, month and day of birth; a month only where the day is known."""
    birth = described.birth
    if birth is None:
        return None, None, None
    return birth.year, birth.month if birth.day else None, birth.day


def _keys(known: Described) -> Iterator[tuple[object, ...]]:
    name = fold(known.name)
    yield (name,)
    if known.birth is None:
        yield name, None
        return
    yield name, known.birth.year
    if known.birth.day:
        yield name, known.birth.month, known.birth.day


def _wanted(asked: Described) -> list[tuple[object, ...]]:
    name, birth = fold(asked.name), asked.birth
    if birth is None:
        return [(name,)]
    return [(name, birth.year), (name, None), *([(name, birth.month, birth.day)] if birth.day else [])]
