"""The dated rows of which every change of the tree is made; called by actions only, within their transaction."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from khaigiang.apps.instruments.actions import cite
from khaigiang.apps.units import phrases
from khaigiang.apps.units.models import Level, Share, Succession, Unit, UnitChange, UnitName, UnitParent, Verb
from khaigiang.apps.units.queries import children_on, living
from khaigiang.core.vietnamese import fold, text_sort_key
from khaigiang.foundation import clock
from khaigiang.foundation.actor import Actor
from khaigiang.foundation.refusal import Refused

ONE_DAY = dt.timedelta(days=1)
RANK = {Level.PROVINCE: 0, Level.DISTRICT: 1, Level.COMMUNE: 2, Level.BODY: 3}


@dataclass(frozen=True, slots=True)
class Basis:
    """The instrument that a change rests on; the issuer is kept as text."""

    number: str
    issuer: str
    issued_on: dt.date
    title: str = ""


def _begin_change(verb: Verb, day: dt.date, basis: Basis, *, by: Actor) -> UnitChange:
    if day > clock.today():
        raise Refused("not_in_force", phrases.NOT_IN_FORCE, day=f"{day:%d/%m/%Y}")
    instrument = cite(basis.number, issuer=basis.issuer, issued_on=basis.issued_on, title=basis.title, by=by)
    return UnitChange.objects.create(
        verb=verb, day=day, instrument=instrument, recorded_on=clock.today(), recorded_by=by.name
    )


def _locked(units: Iterable[Unit]) -> list[Unit]:
    """These units as they are now, in the order given, held until the transaction ends."""
    wanted = [unit.pk for unit in units]
    rows = {unit.pk: unit for unit in Unit.objects.select_for_update().filter(pk__in=wanted).order_by("pk")}
    return [rows[key] for key in dict.fromkeys(wanted)]


def _check_open(unit: Unit, day: dt.date, rows: Sequence[type[UnitName] | type[UnitParent]]) -> None:
    """Refuse unless the unit exists, and what is to end on the day began before it."""
    if unit.valid_to is not None or unit.valid_from > day:
        raise Refused("not_there", phrases.NOT_THERE, unit=unit.name, day=f"{day:%d/%m/%Y}")
    begun = [unit.valid_from, *(_last(model, unit) for model in rows)]
    if max(begun) >= day:
        raise Refused("before_last_change", phrases.BEFORE_LAST_CHANGE, unit=unit.name, last=f"{max(begun):%d/%m/%Y}")


def _last(model: type[UnitName] | type[UnitParent], unit: Unit) -> dt.date:
    found: dt.date = model.objects.filter(unit=unit, valid_to=None).values_list("valid_from", flat=True)[0]
    return found


def _check_name_free(name: str, parent: Unit | None, day: dt.date, *, but: Iterable[int] = ()) -> None:
    if not name.strip():
        raise Refused("has_no_name", phrases.HAS_NO_NAME)
    beside = UnitName.objects.filter(living(day), folded=fold(name)).filter(
        living(day, "unit__parents__"), unit__parents__parent=parent
    )
    if beside.exclude(unit__in=list(but)).exists():
        above = parent.name if parent else "–"
        raise Refused("name_taken", phrases.NAME_TAKEN, parent=above, name=name, day=f"{day:%d/%m/%Y}")


def _check_level(unit_name: str, level: str, parent: Unit) -> None:
    higher = RANK[Level(parent.level)] < RANK[Level(level)]
    if not (higher or level == parent.level == Level.BODY):
        raise Refused("wrong_level", phrases.WRONG_LEVEL, unit=unit_name, parent=parent.name)


def _begin_unit(name: str, *, kind: str, level: str, parent: Unit | None, change: UnitChange, bloc: str = "") -> Unit:
    called = {"name": name.strip(), "folded": fold(name), "sort_key": text_sort_key(name.strip()), "kind": kind}
    unit = Unit.objects.create(**called, level=level, bloc=bloc, parent=parent, valid_from=change.day, begun_by=change)
    UnitName.objects.create(unit=unit, **called, valid_from=change.day, begun_by=change)
    UnitParent.objects.create(unit=unit, parent=parent, valid_from=change.day, begun_by=change)
    change.units.add(unit)
    return unit


def _end_unit(unit: Unit, change: UnitChange) -> None:
    """The unit's last day is the day before the change."""
    ending = {"valid_to": change.day - ONE_DAY, "ended_by": change}
    UnitName.objects.filter(unit=unit, valid_to=None).update(**ending)
    UnitParent.objects.filter(unit=unit, valid_to=None).update(**ending)
    Unit.objects.filter(pk=unit.pk).update(**ending)
    change.units.add(unit)


def _call(unit: Unit, name: str, kind: str, change: UnitChange) -> None:
    """From the day of the change the unit has another name; its code goes on with it."""
    UnitName.objects.filter(unit=unit, valid_to=None).update(valid_to=change.day - ONE_DAY, ended_by=change)
    UnitName.objects.create(
        unit=unit,
        code=unit.code,
        name=name.strip(),
        folded=fold(name),
        sort_key=text_sort_key(name.strip()),
        kind=kind,
        valid_from=change.day,
        begun_by=change,
    )
    change.units.add(unit)
    _show_last(unit)


def _place(unit: Unit, parent: Unit, change: UnitChange) -> None:
    """From the day of the change the unit stands under another."""
    UnitParent.objects.filter(unit=unit, valid_to=None).update(valid_to=change.day - ONE_DAY, ended_by=change)
    UnitParent.objects.create(unit=unit, parent=parent, valid_from=change.day, begun_by=change)
    change.units.add(unit)
    _show_last(unit)


def _place_all_below(old: Unit, new: Unit, change: UnitChange) -> None:
    """What stands under the old unit on the day of the change stands under the new one from then on."""
    below = [each.id for each in children_on(change.day, [old.pk]).get(old.pk, ())]
    for child in _locked(Unit.objects.filter(pk__in=below)):
        _check_open(child, change.day, [UnitParent])
        _place(child, new, change)


def _count_below(unit: Unit, day: dt.date) -> int:
    return UnitParent.objects.filter(living(day), parent=unit).count()


def _succeed(old: Unit, new: Unit, share: Share, change: UnitChange) -> None:
    Succession.objects.create(
        old=old, new=new, share=share, day=change.day, instrument=change.instrument, begun_by=change
    )


def _show_last(unit: Unit) -> None:
    """Bring a unit's own columns to the last of its names and parents."""
    name = unit.names.latest("valid_from")
    unit.code, unit.name, unit.folded, unit.sort_key, unit.kind = (
        name.code, name.name, name.folded, name.sort_key, name.kind,
    )  # fmt: skip
    unit.parent = unit.parents.latest("valid_from").parent
    unit.save(update_fields=["code", "name", "folded", "sort_key", "kind", "parent"])
