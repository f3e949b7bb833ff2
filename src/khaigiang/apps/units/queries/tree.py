"""The tree as it was on a day."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db import connection
from django.db.models import Count, F, IntegerField, OuterRef, Q, QuerySet, Subquery

from khaigiang.apps.units.models import Level, Unit, UnitName, UnitParent
from khaigiang.core.vietnamese import fold
from khaigiang.foundation.guarded import GuardedQuerySet


@dataclass(frozen=True, slots=True)
class Standing:
    """A unit as it was on a day. ``below`` counts the units directly under it on that day."""

    id: int
    code: str
    name: str
    sort_key: str
    kind: str
    level: str
    parent_id: int | None
    below: int

    @property
    def level_name(self) -> str:
        return str(Level(self.level).label)


def living(day: dt.date, of: str = "") -> Q:
    """Whatever holds on a day; ``of`` is the way to the table whose dates are meant."""
    until = Q(**{f"{of}valid_to": None}) | Q(**{f"{of}valid_to__gte": day})
    return Q(**{f"{of}valid_from__lte": day}) & until


def units_on(day: dt.date) -> GuardedQuerySet[Unit]:
    """The units that existed on a day."""
    return Unit.objects.filter(valid_from__lte=day).exclude(valid_to__lt=day)


def ids_within(roots: Iterable[int], *, on: dt.date | None = None) -> frozenset[int]:
    """The ids of these units and of everything below them, in one query; ``roots`` may be a query of its own.

    ``on`` asks for what lay below them on that day; without it each unit counts by its present or last parent.
    """
    if isinstance(roots, QuerySet):
        inner, wanted = roots.order_by().query.sql_with_params()
    else:
        inner, wanted = "SELECT unnest(%s::bigint[])", (list(roots),)
        if not wanted[0]:
            return frozenset()
    if on is None:
        below, facts = "SELECT unit.id FROM units_unit unit JOIN below ON unit.parent_id = below.id", []
    else:
        below = """
            SELECT place.unit_id FROM units_unitparent place JOIN below ON place.parent_id = below.id
            WHERE place.valid_from <= %s AND coalesce(place.valid_to >= %s, true)
        """
        facts = [on, on]
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            WITH RECURSIVE below AS (SELECT id FROM units_unit WHERE id IN ({inner}) UNION {below})
            SELECT id FROM below
            """,  # noqa: S608 - the texts above, and what Django makes of a query
            [*wanted, *facts],
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


def ids_above(unit: int, day: dt.date) -> list[int]:
    """The ids of the units above one on a day, the nearest first, in one query."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            WITH RECURSIVE up AS (
                SELECT %(unit)s::bigint AS id, 0 AS height
                UNION
                SELECT place.parent_id, up.height + 1 FROM units_unitparent place JOIN up ON place.unit_id = up.id
                WHERE place.parent_id IS NOT NULL
                AND place.valid_from <= %(day)s AND coalesce(place.valid_to >= %(day)s, true)
            )
            SELECT id FROM up WHERE height > 0 ORDER BY height
            """,
            {"unit": unit, "day": day},
        )
        return [row[0] for row in cursor.fetchall()]


def parents_on(day: dt.date, units: Iterable[int] | None = None) -> Mapping[int, int | None]:
    """Which unit each stood under on a day, by id; of all units when none are named."""
    places = UnitParent.objects.filter(living(day)).order_by()
    if units is not None:
        places = places.filter(unit__in=list(units))
    return dict(places.values_list("unit", "parent"))


def names_on(day: dt.date, units: Iterable[int] | None = None) -> Mapping[int, str]:
    """What each unit was called on a day, by id; of all units when none are named."""
    names = UnitName.objects.filter(living(day)).order_by()
    if units is not None:
        names = names.filter(unit__in=list(units))
    return dict(names.values_list("unit", "name"))


def children_on(day: dt.date, parents: Iterable[int] | None) -> Mapping[int | None, Sequence[Standing]]:
    """The units directly under each of these on a day, in their order, in one query; ``None`` asks for the top."""
    places = Q(unit__parents__parent=None) if parents is None else Q(unit__parents__parent__in=list(parents))
    found: dict[int | None, list[Standing]] = {}
    for each in _standings(_named(day).filter(places & living(day, "unit__parents__")), day):
        found.setdefault(each.parent_id, []).append(each)
    return found


def communes_below(units: Iterable[int], day: dt.date) -> Mapping[int, list[Unit]]:
    """The communes that lay one or two levels below each of these on a day, in their order, in one query.

    Where one of the units stands between a commune and another of them, the commune is the nearer one's.
    """
    wanted = set(units)
    above = UnitParent.objects.filter(living(day), unit=OuterRef("parent")).order_by().values("parent")[:1]
    places = UnitParent.objects.filter(living(day), unit__level=Level.COMMUNE).annotate(higher=Subquery(above))
    found: dict[int, list[Unit]] = {}
    near = places.filter(Q(parent__in=wanted) | Q(higher__in=wanted)).select_related("unit")
    for place in near.order_by("unit__sort_key", "unit"):
        top = place.parent_id if place.parent_id in wanted else place.higher
        found.setdefault(top, []).append(place.unit)
    return found


def standings(day: dt.date, units: Iterable[int]) -> Mapping[int, Standing]:
    """These units as they were on a day, by id; whoever did not exist then is missing."""
    return {each.id: each for each in _standings(_named(day).filter(unit__in=list(units)), day)}


def named_like(day: dt.date, words: str) -> GuardedQuerySet[UnitName]:
    """The names of a day that hold these letters, whatever the diacritics, in their order."""
    return _named(day).filter(folded__contains=fold(words)).order_by("sort_key", "unit")


def as_standings(names: Iterable[UnitName], day: dt.date) -> list[Standing]:
    """Names of one day as units of that day, in the same order; one query."""
    wanted = [name.unit_id for name in names]
    found = standings(day, wanted)
    return [found[unit] for unit in wanted]


def _named(day: dt.date) -> GuardedQuerySet[UnitName]:
    return UnitName.objects.filter(living(day))


def _standings(names: GuardedQuerySet[UnitName], day: dt.date) -> list[Standing]:
    at = UnitParent.objects.filter(living(day)).order_by()
    counted = at.filter(parent=OuterRef("unit")).values("parent").annotate(many=Count("pk")).values("many")
    rows = names.annotate(
        level=F("unit__level"),
        place=Subquery(at.filter(unit=OuterRef("unit")).values("parent")[:1]),
        below=Subquery(counted, output_field=IntegerField()),
    ).order_by("sort_key", "unit")
    return [
        Standing(unit, code, name, sort_key, kind, level, place, below or 0)
        for unit, code, name, sort_key, kind, level, place, below in rows.values_list(
            "unit", "code", "name", "sort_key", "kind", "level", "place", "below"
        )
    ]
