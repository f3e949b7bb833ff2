"""Units by the names that office lists give them."""

import datetime as dt

from khaigiang.apps.units.models import Level, Unit
from khaigiang.apps.units.queries.tree import ids_within, names_on, parents_on, units_on
from khaigiang.core.vietnamese import Match, MatchKind, NameIndex, fold


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
        self._below: dict[int, NameIndex] = {}

    def find(self, text: str) -> Match:
        """A unit by its name alone, or by its name and its parent's after a comma: "Huyện Ba Vì, Hà Nội".

        A name may hold a comma itself: "Sở Văn hóa, Thể thao và Du lịch".
        """
        name, comma, above = text.partition(",")
        if comma and (whole := self._everywhere.closest(text)).kind in {MatchKind.EXACT, MatchKind.FOLDED}:
            return whole
        match = self._everywhere.closest(name)
        if match.kind is MatchKind.AMBIGUOUS and above.strip():
            return self._narrowed(match, above)
        return match

    def find_below(self, text: str, parent: Unit) -> Match:
        """A unit by its name among the children of ``parent``, ``parent`` itself included."""
        if parent.pk not in self._below:
            near = {
                key: self._names[unit.pk]
                for key, unit in self._units.items()
                if parent.pk in {unit.pk, self._parents.get(unit.pk)}
            }
            self._below[parent.pk] = NameIndex(near)
        return self._below[parent.pk].closest(text)

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

    def _narrowed(self, match: Match, above: str) -> Match:
        wanted = fold(above)
        kept = tuple(key for key in match.ids if (up := self._name_above(key)) and wanted in fold(up))
        return Match(MatchKind.EXACT, kept, match.score) if len(kept) == 1 else match


def province_named(place: str, day: dt.date) -> Unit | None:
    """The province or city a paper was issued in, by the place on the paper: "Hà Nội"."""
    provinces = {unit.pk: unit for unit in units_on(day).filter(level=Level.PROVINCE).order_by("pk")}
    match = NameIndex({str(key): name for key, name in names_on(day, provinces).items()}).closest(place)
    return provinces[int(match.ids[0])] if match.kind in {MatchKind.EXACT, MatchKind.FOLDED} else None
