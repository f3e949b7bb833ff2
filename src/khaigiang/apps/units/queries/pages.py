"""What the pages of units show, as ready values."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Prefetch

from khaigiang.apps.units import phrases
from khaigiang.apps.units.models import Level, Succession, Unit, UnitChange, UnitName, UnitParent
from khaigiang.apps.units.queries.history import begun_on, ended_before, moved_on, renamed_on
from khaigiang.apps.units.queries.tree import (
    Standing,
    as_standings,
    children_on,
    ids_above,
    ids_within,
    living,
    names_on,
)
from khaigiang.core.vietnamese import fold
from khaigiang.foundation.guarded import GuardedModel, GuardedQuerySet
from khaigiang.web.marks import Mark

ONE_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Branch:
    """A unit in the drawn tree; ``below`` holds what is drawn under it, nothing while it is shut."""

    unit: Standing
    open: bool
    below: tuple["Branch", ...]


def branches(day: dt.date, opened: int | None) -> tuple[Branch, ...]:
    """The tree of a day, open along the way to one unit and under it. Three queries, however deep."""
    way = {opened, *ids_above(opened, day)} if opened is not None else set()
    children = dict(children_on(day, None))
    if way:
        children.update(children_on(day, [unit for unit in way if unit is not None]))

    def drawn(parent: int | None) -> tuple[Branch, ...]:
        return tuple(
            Branch(each, each.id in way, drawn(each.id) if each.id in way else ()) for each in children.get(parent, ())
        )

    return drawn(None)


@dataclass(frozen=True, slots=True)
class Found:
    """A unit that a search found, with the names of the units above it, the nearest first."""

    unit: Standing
    above: tuple[str, ...]


def with_names_above(names: Sequence[UnitName], day: dt.date) -> list[Found]:
    """Names of one day as units with what they stood under; a fixed number of queries."""
    units = as_standings(names, day)
    places = dict(
        UnitParent.objects.filter(living(day), unit__in={unit.parent_id for unit in units if unit.parent_id})
        .order_by()
        .values_list("unit", "parent")
    )
    called = names_on(day, {*places, *(parent for parent in places.values() if parent)})
    found = []
    for unit in units:
        higher = places.get(unit.parent_id) if unit.parent_id else None
        above = (called.get(each) for each in (unit.parent_id, higher) if each)
        found.append(Found(unit, tuple(name for name in above if name)))
    return found


@dataclass(frozen=True, slots=True)
class Related:
    """Another unit and how much of one was or became it."""

    unit: Unit
    mark: Mark
    stated_as: str
    day: dt.date


@dataclass(frozen=True, slots=True)
class UnitPage:
    """A unit's life: what it was called and stood under, what it came from and became, and the acts on it.

    ``people`` hold a post in it that has not ended; ``displaced`` counts such posts in it and below that are in units
    which are no more. None where the reader is not to know.
    """

    unit: Unit
    names: tuple[UnitName, ...]
    parents: tuple[UnitParent, ...]
    came_from: tuple[Related, ...]
    became: tuple[Related, ...]
    changes: tuple[UnitChange, ...]
    children: int
    people: int | None
    displaced: int | None

    @property
    def last_change(self) -> UnitChange | None:
        """The change that may be undone, if any: the last on record, never a loading."""
        open_ones = [change for change in self.changes if change.undone_on is None]
        return open_ones[-1] if open_ones else None


def unit_page(unit: Unit, day: dt.date, *, counts_people: bool, counts_displaced: bool, today: dt.date) -> UnitPage:
    """The units under it are those of the day, the people those of today."""
    acts = "begun_by__instrument"
    return UnitPage(
        unit=unit,
        names=tuple(unit.names.select_related(acts)),
        parents=tuple(unit.parents.select_related("parent", acts)),
        came_from=_related(Succession.objects.filter(new=unit).select_related("old"), "old"),
        became=_related(Succession.objects.filter(old=unit).select_related("new"), "new"),
        changes=tuple(unit.changes.select_related("instrument").order_by("pk")),
        children=UnitParent.objects.filter(living(day), parent=unit).count(),
        people=unit.appointments.filter(until=None).values("person").distinct().count() if counts_people else None,
        displaced=_displaced(unit, today) if counts_displaced else None,
    )


def _displaced(unit: Unit, today: dt.date) -> int:
    below = Unit.objects.filter(pk__in=ids_within([unit.pk]), valid_to__lt=today).order_by()
    return below.filter(appointments__isnull=False, appointments__until=None).values("appointments").count()


def _related(steps: GuardedQuerySet[Succession], side: str) -> tuple[Related, ...]:
    ordered = steps.order_by("day", f"{side}__sort_key", "pk")
    return tuple(Related(getattr(step, side), phrases.SHARES[step.share], step.stated_as, step.day) for step in ordered)


ChangedRows = GuardedQuerySet[Unit] | GuardedQuerySet[UnitName] | GuardedQuerySet[UnitParent]


@dataclass(frozen=True, slots=True)
class Changed:
    """One unit that changed on a day: what it is called, and in words what it was or became."""

    unit_id: int
    name: str
    where: str
    others: tuple[tuple[str, int, Mark], ...] = ()
    before: str = ""
    district: bool = False


def changed(day: dt.date, what: str, words: str = "") -> ChangedRows:
    """The rows of one kind of change on a day whose names hold these letters; ``as_changed`` reads them."""
    text = fold(words)
    if what == "doi-ten":
        return renamed_on(day).filter(folded__contains=text).select_related("unit__parent")
    if what == "chuyen":
        return moved_on(day).filter(unit__folded__contains=text).select_related("unit", "parent")
    side, other = ("successions", "new") if what == "ket-thuc" else ("predecessions", "old")
    units = ended_before(day) if what == "ket-thuc" else begun_on(day)
    steps = Succession.objects.select_related(other).order_by(f"{other}__sort_key", "pk")
    return units.filter(folded__contains=text).select_related("parent").prefetch_related(Prefetch(side, steps))


def as_changed(rows: Iterable[GuardedModel], day: dt.date, what: str) -> list[Changed]:
    """One page of such rows in words; at most one query more."""
    kept = list(rows)
    eve = day - ONE_DAY
    if what == "doi-ten":
        before = names_on(eve, [row.unit_id for row in kept if isinstance(row, UnitName)])
        return [
            Changed(row.unit_id, row.name, _name(row.unit.parent), before=before.get(row.unit_id, ""))
            for row in kept
            if isinstance(row, UnitName)
        ]
    if what == "chuyen":
        before = _parent_names(eve, [row.unit_id for row in kept if isinstance(row, UnitParent)])
        return [
            Changed(row.unit_id, row.unit.name, _name(row.parent), before=before.get(row.unit_id, ""))
            for row in kept
            if isinstance(row, UnitParent)
        ]
    ended = what == "ket-thuc"
    return [
        Changed(
            unit.pk,
            unit.name,
            _name(unit.parent),
            tuple(
                (other.name, other.pk, phrases.SHARES[step.share])
                for step in (unit.successions.all() if ended else unit.predecessions.all())
                for other in [step.new if ended else step.old]
            ),
            district=unit.level == Level.DISTRICT,
        )
        for unit in kept
        if isinstance(unit, Unit)
    ]


def _name(unit: Unit | None) -> str:
    return unit.name if unit else ""


def _parent_names(day: dt.date, units: Sequence[int]) -> Mapping[int, str]:
    places = UnitParent.objects.filter(living(day), unit__in=units).select_related("parent").order_by()
    return {place.unit_id: _name(place.parent) for place in places}


def siblings(unit: Unit) -> Sequence[Unit]:
    """The units beside one that have not ended, of its own level, in their order; the unit itself is not among them."""
    beside = Unit.objects.filter(parent=unit.parent, level=unit.level, valid_to=None)
    return list(beside.exclude(pk=unit.pk).order_by("sort_key", "pk"))
