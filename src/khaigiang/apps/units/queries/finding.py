"""Units by the names that office lists give them."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence

from khaigiang.apps.units.models import Level, Unit
from khaigiang.apps.units.queries.tree import ids_within, names_on, parents_on, units_on
from khaigiang.core.vietnamese import Match, MatchKind, NameIndex, fold

SURE = (MatchKind.EXACT, MatchKind.FOLDED)


class UnitFinder:
    """Finds units by the names that office lists give them, on one day and below one province when it is known.

    Names and parents are those of the day, whatever the units are called and stand under since.
    """

    def __init__(self, day: dt.date, *, province: Unit | None = None) -> None:
        units = units_on(day)
        if province is not None:
            units = units.filter(pk__in=ids_within([province.pk], on=day))
        self._units = {str(unit.pk): unit for unit in units.order_by("pk")}
        keys = [unit.pk for unit in self._units.values()] if province is not None else None
        self._names = names_on(day, keys)
        self._parents = parents_on(day, keys)
        self._everywhere = NameIndex({key: self._names[unit.pk] for key, unit in self._units.items()})
        self._children: dict[int | None, list[int]] = {}
        for unit in self._units.values():
            self._children.setdefault(self._parents.get(unit.pk), []).append(unit.pk)
        self._near: dict[int, NameIndex] = {}
        self._below: dict[int, NameIndex] = {}
        self._deep: dict[int, NameIndex] = {}

    def find(self, text: str) -> Match:
        """A unit by its name alone, or by its name and those above it after commas: "Xã Ba Vì, Huyện Ba Vì, Hà Nội".

        A name may hold a comma itself: "Sở Văn hóa, Thể thao và Du lịch". What is only near is offered below the unit
        that was named above it, else where one letter is wrong and no other unit is as near. A unit that is not where
        it was said to be is never more than near.
        """
        whole = self._everywhere.closest(text, clearly=True)
        if "," not in text or whole.kind in SURE:
            return whole
        named = [(name, *self._named(above)) for name, above in _splits(text)]
        offered = [self._within(name, parents, sure=sure) for name, parents, sure in named]
        best = next((match for match in offered if match.kind in SURE), None)
        best = best or next((match for match in offered if match.kind is not MatchKind.NONE), None)
        return best or self._elsewhere(text, contradicted=any(sure for _name, _parents, sure in named))

    def find_below(self, text: str, parent: Unit) -> Match:
        """A unit by its name among the children of ``parent``, ``parent`` itself included."""
        if parent.pk not in self._near:
            own = [parent.pk] if str(parent.pk) in self._units else []
            self._near[parent.pk] = self._index([*own, *self._children.get(parent.pk, ())])
        return self._near[parent.pk].closest(text)

    def unit(self, key: str) -> Unit:
        """The unit a match names."""
        return self._units[key]

    def full_name(self, key: str) -> str:
        """A unit's name with its parent's, to tell two of one name apart."""
        name, above = self._names[int(key)], self._name_above(key)
        return f"{name}, {above}" if above else name

    def _name_above(self, key: str) -> str:
        parent = self._parents.get(int(key))
        return self._names.get(parent, "") if parent is not None else ""

    def _index(self, units: Iterable[int]) -> NameIndex:
        return NameIndex({str(key): self._names[key] for key in units})

    def _named(self, above: str) -> tuple[Sequence[int], bool]:
        """The units that the words behind a comma mean, and whether they say so themselves or are only near."""
        match = self.find(above)
        return [int(key) for key in match.ids], match.kind in {*SURE, MatchKind.AMBIGUOUS}

    def _within(self, name: str, parents: Sequence[int], *, sure: bool) -> Match:
        """A unit by its name directly below one of these, else anywhere below; near at most where the upper is near."""
        found: list[Match] = []
        for index in (self._index_below, self._index_deep):
            found += [match for key in parents if (match := index(key).closest(name)).kind is not MatchKind.NONE]
            if any(match.kind in {*SURE, MatchKind.AMBIGUOUS} for match in found):
                break
        best = _surest(found)
        return best if sure or best.kind is MatchKind.NONE else _near_at_most(best)

    def _elsewhere(self, text: str, *, contradicted: bool) -> Match:
        """What the first words name where the words above it say nothing of use; of several, none that they deny."""
        name, _comma, above = text.partition(",")
        match = self._everywhere.closest(name, clearly=True)
        if match.kind is not MatchKind.AMBIGUOUS:
            return _near_at_most(match)
        wanted = fold(above)
        kept = tuple(key for key in match.ids if wanted and wanted in fold(self._name_above(key)))
        if len(kept) == 1:
            return Match(MatchKind.EXACT, kept, match.score)
        return Match(MatchKind.NONE) if contradicted else match

    def _index_below(self, parent: int) -> NameIndex:
        if parent not in self._below:
            self._below[parent] = self._index(self._children.get(parent, ()))
        return self._below[parent]

    def _index_deep(self, parent: int) -> NameIndex:
        if parent not in self._deep:
            self._deep[parent] = self._index(self._all_below(parent))
        return self._deep[parent]

    def _all_below(self, parent: int) -> Iterator[int]:
        for child in self._children.get(parent, ()):
            yield child
            yield from self._all_below(child)


def _splits(text: str) -> Iterator[tuple[str, str]]:
    """A name and what stands above it, for each comma that may part the two; the longest name first."""
    pieces = text.split(",")
    for at in range(len(pieces) - 1, 0, -1):
        name, above = ",".join(pieces[:at]).strip(), ",".join(pieces[at:]).strip()
        if name and above:
            yield name, above


def _surest(found: Sequence[Match]) -> Match:
    """The one kind that is surest; several units of that kind are ambiguous."""
    for kind in (MatchKind.EXACT, MatchKind.AMBIGUOUS, MatchKind.FOLDED, MatchKind.CLOSE):
        alike = [match for match in found if match.kind is kind]
        ids = tuple(sorted({key for match in alike for key in match.ids}))
        if len(ids) == 1:
            return alike[0]
        if ids:
            return Match(MatchKind.AMBIGUOUS, ids, max(match.score for match in alike))
    return Match(MatchKind.NONE)


def _near_at_most(match: Match) -> Match:
    return Match(MatchKind.CLOSE, match.ids, match.score) if match.kind in SURE else match


def province_named(place: str, day: dt.date) -> Unit | None:
    """The province or city a paper was issued in, by the place on the paper: "Hà Nội"."""
    provinces = {unit.pk: unit for unit in units_on(day).filter(level=Level.PROVINCE).order_by("pk")}
    match = NameIndex({str(key): name for key, name in names_on(day, provinces).items()}).closest(place)
    return provinces[int(match.ids[0])] if match.kind in SURE else None
