import datetime as dt
from collections.abc import Iterable

from django.db import connection

from khaigiang.apps.units.models import Level, Unit
from khaigiang.core.vietnamese import Match, MatchKind, NameIndex, fold
from khaigiang.foundation.guarded import GuardedQuerySet


def units_on(day: dt.date) -> GuardedQuerySet[Unit]:
    """The units that existed on a day."""
    return Unit.objects.filter(valid_from__lte=day).exclude(valid_to__lt=day)


def ids_within(roots: Iterable[int]) -> frozenset[int]:
    """The ids of these units and of everything below them, in one query."""
    wanted = list(roots)
    if not wanted:
        return frozenset()
    with connection.cursor() as cursor:
        cursor.execute(
            """
            WITH RECURSIVE below AS (
                SELECT id FROM units_unit WHERE id = ANY(%s)
                UNION
                SELECT unit.id FROM units_unit unit JOIN below ON unit.parent_id = below.id
            )
            SELECT id FROM below
            """,
            [wanted],
        )
        return frozenset(row[0] for row in cursor.fetchall())


def above(unit: Unit) -> tuple[Unit, ...]:
    """The units above one, the nearest first, in one query."""
    found = Unit.objects.raw(
        """
        WITH RECURSIVE up AS (
            SELECT id, parent_id, 0 AS height FROM units_unit WHERE id = %s
            UNION
            SELECT unit.id, unit.parent_id, up.height + 1 FROM units_unit unit JOIN up ON unit.id = up.parent_id
        )
        SELECT unit.* FROM units_unit unit JOIN up ON unit.id = up.id WHERE up.height > 0 ORDER BY up.height
        """,
        [unit.pk],
    )
    return tuple(found)


class UnitFinder:
    """Finds units by the names that office lists give them, on one day and below one province when it is known."""

    def __init__(self, day: dt.date, *, province: Unit | None = None) -> None:
        units = units_on(day)
        if province is not None:
            units = units.filter(pk__in=ids_within([province.pk]))
        self._units = {str(unit.pk): unit for unit in units.select_related("parent").order_by("pk")}
        self._everywhere = NameIndex({key: unit.name for key, unit in self._units.items()})
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
            near = {key: unit.name for key, unit in self._units.items() if parent.pk in {unit.pk, unit.parent_id}}
            self._below[parent.pk] = NameIndex(near)
        return self._below[parent.pk].closest(text)

    def unit(self, key: str) -> Unit:
        """The unit a match names."""
        return self._units[key]

    def full_name(self, key: str) -> str:
        """A unit's name with its parent's, to tell two of one name apart."""
        unit = self._units[key]
        return f"{unit.name}, {unit.parent.name}" if unit.parent else unit.name

    def _narrowed(self, match: Match, above: str) -> Match:
        wanted = fold(above)
        kept = tuple(
            key for key in match.ids if (up := self._units[key].parent) is not None and wanted in fold(up.name)
        )
        return Match(MatchKind.EXACT, kept, match.score) if len(kept) == 1 else match


def province_named(place: str, day: dt.date) -> Unit | None:
    """The province or city a paper was issued in, by the place on the paper: "Hà Nội"."""
    provinces = {str(unit.pk): unit for unit in units_on(day).filter(level=Level.PROVINCE).order_by("pk")}
    match = NameIndex({key: unit.name for key, unit in provinces.items()}).closest(place)
    return provinces[match.ids[0]] if match.kind in {MatchKind.EXACT, MatchKind.FOLDED} else None
