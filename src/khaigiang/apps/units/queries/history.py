"""What became of units: who took over whom, what changed on a day, and two days side by side."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db import connection
from django.db.models import Count, F, Q

from khaigiang.apps.units.models import Level, Share, Succession, Unit, UnitChange, UnitName, UnitParent, Verb
from khaigiang.apps.units.queries.tree import Standing, ids_within, names_on, standings, units_on
from khaigiang.core.vietnamese import fold, text_sort_key
from khaigiang.foundation.guarded import GuardedQuerySet

ONE_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Heir:
    """A unit that has, on a day, what another had: all of it, or a part."""

    unit_id: int
    share: str


def country_is_loaded(days: Iterable[dt.date]) -> bool:
    """Whether the official states that begin on these days are here."""
    done = UnitChange.objects.filter(verb=Verb.LOADED, undone_on=None).values_list("day", flat=True)
    return set(days) <= set(done)


def heirs(units: Iterable[int], day: dt.date) -> Mapping[int, tuple[Heir, ...]]:
    """What has taken the place of each unit on a day, by the successions on record up to it.

    A unit that exists on the day is its own heir; one that left nothing on record has none. In the order of the heirs'
    names, in one query.
    """
    wanted = list(set(units))
    found: dict[int, list[Heir]] = {unit: [] for unit in wanted}
    lives = "({0}.valid_from <= %(day)s AND coalesce({0}.valid_to >= %(day)s, true))"
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            WITH RECURSIVE went AS (
                SELECT id AS origin, id AS unit, true AS whole FROM units_unit WHERE id = ANY(%(units)s)
                UNION
                SELECT went.origin, step.new_id, went.whole AND step.share <> %(part)s
                FROM went JOIN units_unit here ON here.id = went.unit AND NOT {lives.format("here")}
                JOIN units_succession step ON step.old_id = went.unit AND step.day <= %(day)s
            )
            SELECT origin, heir.id, bool_and(whole) FROM went JOIN units_unit heir ON heir.id = went.unit
            WHERE {lives.format("heir")} GROUP BY origin, heir.id ORDER BY heir.sort_key, heir.id
            """,  # noqa: S608 - one text of ours twice
            {"units": wanted, "day": day, "part": Share.PART.value},
        )
        for origin, heir, whole in cursor.fetchall():
            share = Share.UNCHANGED if origin == heir else Share.WHOLE if whole else Share.PART
            found[origin].append(Heir(heir, share.value))
    return {unit: tuple(each) for unit, each in found.items()}


def taken_over(units: Iterable[int]) -> Mapping[int, frozenset[int]]:
    """Every unit that took over each of these, at once or through others, whole or in part, on whatever day.

    One that nobody took over is missing. One query.
    """
    found: dict[int, set[int]] = defaultdict(set)
    with connection.cursor() as cursor:
        cursor.execute(
            """
            WITH RECURSIVE went AS (
                SELECT old_id AS origin, new_id AS unit FROM units_succession WHERE old_id = ANY(%s)
                UNION
                SELECT went.origin, step.new_id FROM went JOIN units_succession step ON step.old_id = went.unit
            )
            SELECT origin, unit FROM went
            """,
            [list(units)],
        )
        for origin, unit in cursor.fetchall():
            found[origin].add(unit)
    return {origin: frozenset(each) for origin, each in found.items()}


def without_successor(root: int, day: dt.date) -> GuardedQuerySet[Unit]:
    """The communes below a unit on a day that have ended since and left nothing on record: they must be asked about."""
    below = Unit.objects.filter(pk__in=ids_within([root], on=day), level=Level.COMMUNE, valid_to__isnull=False)
    return below.filter(successions=None).order_by("parent__sort_key", "sort_key", "pk")


@dataclass(frozen=True, slots=True)
class ChangeDay:
    """How much changed on a day."""

    day: dt.date
    begun: int
    ended: int
    renamed: int
    moved: int

    @property
    def total(self) -> int:
        return self.begun + self.ended + self.renamed + self.moved


def begun_on(day: dt.date) -> GuardedQuerySet[Unit]:
    return Unit.objects.filter(valid_from=day).order_by("sort_key", "pk")


def ended_before(day: dt.date) -> GuardedQuerySet[Unit]:
    """The units whose last day was the day before."""
    return Unit.objects.filter(valid_to=day - ONE_DAY).order_by("sort_key", "pk")


def renamed_on(day: dt.date) -> GuardedQuerySet[UnitName]:
    """The names that began on a day for units that had another before."""
    return UnitName.objects.filter(valid_from=day, unit__valid_from__lt=day).order_by("sort_key", "pk")


def moved_on(day: dt.date) -> GuardedQuerySet[UnitParent]:
    """The places that began on a day for units that stood elsewhere before."""
    return UnitParent.objects.filter(valid_from=day, unit__valid_from__lt=day).order_by("unit__sort_key", "pk")


def change_days() -> list[ChangeDay]:
    """Every day on which anything changed, the latest first, in five queries.

    The first day of the packaged tables is no change: what stood then had begun before.
    """
    first = UnitChange.objects.filter(verb=Verb.LOADED, undone_on=None).order_by("day").values_list("day", flat=True)
    begun = _by_day(Unit.objects.exclude(valid_from__in=first[:1]), "valid_from")
    ended = {day + ONE_DAY: many for day, many in _by_day(Unit.objects.exclude(valid_to=None), "valid_to").items()}
    later = Q(valid_from__gt=F("unit__valid_from"))
    renamed = _by_day(UnitName.objects.filter(later), "valid_from")
    moved = _by_day(UnitParent.objects.filter(later), "valid_from")
    return [
        ChangeDay(day, begun.get(day, 0), ended.get(day, 0), renamed.get(day, 0), moved.get(day, 0))
        for day in sorted({*begun, *ended, *renamed, *moved}, reverse=True)
    ]


def _by_day(
    rows: GuardedQuerySet[Unit] | GuardedQuerySet[UnitName] | GuardedQuerySet[UnitParent], field: str
) -> dict[dt.date, int]:
    return dict(rows.order_by().values_list(field).annotate(many=Count("pk")))


@dataclass(frozen=True, slots=True)
class Pair:
    """Units of the earlier day with the one of the later day that they became; either side may be missing."""

    before: tuple[tuple[Standing, str], ...]
    after: Standing | None

    @property
    def folded(self) -> str:
        """All its names without diacritics, for search."""
        after = [self.after.name] if self.after else []
        return fold(" | ".join([*after, *(old.name for old, _share in self.before)]))

    @property
    def same(self) -> bool:
        """The same unit under the same name on both days."""
        return (
            self.after is not None
            and len(self.before) == 1
            and (self.before[0][0].id, self.before[0][0].name) == (self.after.id, self.after.name)
        )


@dataclass(frozen=True, slots=True)
class Comparison:
    """Everything of one level below a unit on two days. ``pairs`` are in the order of the later day's names.

    ``gone`` are units of the earlier day that left nothing on record.
    """

    before: int
    after: int
    pairs: tuple[Pair, ...]
    gone: tuple[Standing, ...]


def compare(root: Unit, earlier: dt.date, later: dt.date, *, level: str = Level.COMMUNE) -> Comparison:
    """What lay below a unit, or below what it came from and what became of it, on two days side by side."""
    olds = _below(_itself_on(root, earlier, later), earlier, level)
    news = _below(_itself_on(root, later, later), later, level)
    became = heirs(olds, later)
    joined = {heir.unit_id for each in became.values() for heir in each} - news.keys()
    news = {**news, **standings(later, joined)}
    came_from: dict[int, list[tuple[Standing, str]]] = defaultdict(list)
    for old, each in became.items():
        for heir in each:
            came_from[heir.unit_id].append((olds[old], heir.share))
    return Comparison(
        before=len(olds),
        after=len(news) - len(joined),
        pairs=tuple(Pair(tuple(came_from.get(unit, ())), standing) for unit, standing in news.items()),
        gone=tuple(standing for old, standing in olds.items() if not became[old]),
    )


def under_parents(units: Iterable[Standing], day: dt.date) -> list[tuple[str, list[Standing]]]:
    """Units by the name of what they stood under on a day, both in their order; one query."""
    kept = list(units)
    called = names_on(day, {unit.parent_id for unit in kept if unit.parent_id})
    groups: dict[str, list[Standing]] = defaultdict(list)
    for unit in kept:
        groups[called.get(unit.parent_id, "") if unit.parent_id else ""].append(unit)
    return sorted(groups.items(), key=lambda group: text_sort_key(group[0]))


def _itself_on(root: Unit, day: dt.date, latest: dt.date) -> Sequence[int]:
    """The unit on a day: itself, else what it came from or what became of it."""
    if root.valid_from <= day and (root.valid_to is None or root.valid_to >= day):
        return [root.pk]
    if root.valid_from > day:
        origins = Succession.objects.filter(new=root, day__lte=latest).order_by().values_list("old", flat=True)
        return list(units_on(day).filter(pk__in=origins).order_by().values_list("pk", flat=True))
    return [heir.unit_id for heir in heirs([root.pk], day)[root.pk]]


def _below(roots: Sequence[int], day: dt.date, level: str) -> dict[int, Standing]:
    found = standings(day, ids_within(roots, on=day) - set(roots))
    return {unit: standing for unit, standing in found.items() if standing.level == level}


def dependents(unit: Unit) -> list[str]:
    """The tables of slices above that hold anything about a unit, in their order.

    The database is asked which they are: they are not known down here.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT conrelid::regclass::text, attname FROM pg_constraint
            JOIN pg_attribute ON attrelid = conrelid AND attnum = conkey[1]
            WHERE contype = 'f' AND confrelid = 'units_unit'::regclass AND conrelid::regclass::text NOT LIKE 'units_%'
            ORDER BY 1, 2
            """
        )
        ways = cursor.fetchall()
        found = []
        for table, column in ways:
            name, at = connection.ops.quote_name(table), connection.ops.quote_name(column)
            cursor.execute(f"SELECT EXISTS (SELECT 1 FROM {name} WHERE {at} = %s)", [unit.pk])  # noqa: S608 - its own names
            if cursor.fetchone()[0]:
                found.append(table)
    return list(dict.fromkeys(found))
