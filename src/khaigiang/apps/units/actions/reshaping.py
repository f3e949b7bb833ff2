"""Dated changes of the tree, each with the instrument it rests on, and undoing the last of them."""

import datetime as dt
from collections.abc import Sequence

from khaigiang.apps.units import phrases
from khaigiang.apps.units.actions.periods import (
    Basis,
    _begin_change,
    _begin_unit,
    _call,
    _check_level,
    _check_name_free,
    _check_open,
    _count_below,
    _end_unit,
    _locked,
    _place,
    _place_all_below,
    _succeed,
)
from khaigiang.apps.units.models import Level, Share, Unit, UnitChange, UnitName, UnitParent, Verb
from khaigiang.apps.units.permissions import check_may_add_below, check_may_reshape
from khaigiang.apps.units.queries import ids_within
from khaigiang.core.vietnamese import fold
from khaigiang.foundation import audit
from khaigiang.foundation.action import action
from khaigiang.foundation.actor import Actor
from khaigiang.foundation.refusal import Refused


@action
def add(name: str, *, kind: str, bloc: str = "", parent: Unit, day: dt.date, basis: Basis, by: Actor) -> UnitChange:
    """A local body, such as an agency, a department, a school or a cell, below its parent from a day on."""
    check_may_add_below(by, parent)
    [above] = _locked([parent])
    if above.valid_to is not None or above.valid_from > day:
        raise Refused("not_there", phrases.NOT_THERE, unit=above.name, day=f"{day:%d/%m/%Y}")
    _check_name_free(name, above, day)
    change = _begin_change(Verb.ADDED, day, basis, by=by)
    made = _begin_unit(name, kind=kind, level=Level.BODY, parent=above, bloc=bloc, change=change)
    audit.record("units.added", made, by=by, name=made.name, day=day, instrument=basis.number)
    return change


@action
def merge(
    units: Sequence[Unit],
    *,
    into: Unit | None = None,
    name: str = "",
    kind: str = "",
    day: dt.date,
    basis: Basis,
    by: Actor,
) -> UnitChange:
    """Units that become one from a day on: one of them or another (``into``), or a new one of this name and kind.

    What stands under them goes along. A new unit stands where the first of them stood.
    """
    for unit in [*units, *([into] if into else [])]:
        check_may_reshape(by, unit)
    ending = [unit for unit in _locked(units) if into is None or unit.pk != into.pk]
    if not ending or (into is None and len(ending) == 1):
        raise Refused("nothing_to_merge", phrases.NOTHING_TO_MERGE)
    if len({unit.level for unit in [*ending, *([into] if into else [])]}) > 1:
        raise Refused("levels_differ", phrases.LEVELS_DIFFER)
    for unit in ending:
        _check_open(unit, day, [UnitName, UnitParent])
    first = ending[0]
    if into is not None:
        [target] = _locked([into])
        _check_open(target, day, [])
    else:
        _check_name_free(name, first.parent, day, but=[unit.pk for unit in ending])
    change = _begin_change(Verb.MERGED, day, basis, by=by)
    if into is None:
        target = _begin_unit(
            name, kind=kind or first.kind, level=first.level, parent=first.parent, bloc=first.bloc, change=change
        )
    for unit in ending:
        _place_all_below(unit, target, change)
        _end_unit(unit, change)
        _succeed(unit, target, Share.WHOLE, change)
    change.units.add(target)
    merged = ", ".join(unit.name for unit in ending)
    audit.record("units.merged", target, by=by, units=merged, into=target.name, day=day, instrument=basis.number)
    return change


@action
def split(unit: Unit, *, into: Sequence[str], keeps: bool = False, day: dt.date, basis: Basis, by: Actor) -> UnitChange:
    """New units of these names that take over parts of one from a day on; with ``keeps`` the old one goes on beside.

    A unit that ends so must have nothing under it: nobody can tell here which of the new ones that would go to.
    """
    check_may_reshape(by, unit)
    [old] = _locked([unit])
    names = [name.strip() for name in into if name.strip()]
    least = 1 if keeps else 2
    if len({fold(name) for name in names}) < len(names) or len(names) < least:
        raise Refused("nothing_to_split", phrases.NOTHING_TO_SPLIT, least=least)
    _check_open(old, day, [] if keeps else [UnitName, UnitParent])
    if not keeps:
        _refuse_units_below(old, day)
    for name in names:
        _check_name_free(name, old.parent, day, but=[] if keeps else [old.pk])
    change = _begin_change(Verb.SPLIT, day, basis, by=by)
    for name in names:
        made = _begin_unit(name, kind=old.kind, level=old.level, parent=old.parent, bloc=old.bloc, change=change)
        _succeed(old, made, Share.PART, change)
    if keeps:
        change.units.add(old)
    else:
        _end_unit(old, change)
    audit.record("units.split", old, by=by, into=", ".join(names), keeps=keeps, day=day, instrument=basis.number)
    return change


@action
def rename(unit: Unit, *, name: str, kind: str = "", day: dt.date, basis: Basis, by: Actor) -> UnitChange:
    """Another name from a day on, and another kind with it where one is told (a commune that becomes a ward)."""
    check_may_reshape(by, unit)
    [known] = _locked([unit])
    kind = kind or known.kind
    if (name.strip(), kind) == (known.name, known.kind):
        raise Refused("same_as_before", phrases.SAME_AS_BEFORE, unit=known.name)
    _check_open(known, day, [UnitName])
    _check_name_free(name, known.parent, day, but=[known.pk])
    change = _begin_change(Verb.RENAMED, day, basis, by=by)
    before = known.name
    _call(known, name, kind, change)
    audit.record("units.renamed", known, by=by, before=before, name=known.name, day=day, instrument=basis.number)
    return change


@action
def move(unit: Unit, *, parent: Unit, day: dt.date, basis: Basis, by: Actor) -> UnitChange:
    """Another unit above it from a day on; what stands under it goes along."""
    check_may_reshape(by, unit)
    check_may_add_below(by, parent)
    moved, above = _locked([unit, parent]) if unit.pk != parent.pk else (unit, unit)
    if above.pk in ids_within([moved.pk], on=day):
        raise Refused("below_itself", phrases.BELOW_ITSELF, unit=moved.name, parent=above.name)
    if moved.parent_id == above.pk:
        raise Refused("same_as_before", phrases.SAME_AS_BEFORE, unit=moved.name)
    _check_level(moved.name, moved.level, above)
    _check_open(moved, day, [UnitParent])
    _check_open(above, day, [])
    _check_name_free(moved.name, above, day)
    change = _begin_change(Verb.MOVED, day, basis, by=by)
    before = moved.parent.name if moved.parent else ""
    _place(moved, above, change)
    audit.record("units.moved", moved, by=by, before=before, parent=above.name, day=day, instrument=basis.number)
    return change


@action
def close(unit: Unit, *, heirs: Sequence[Unit] = (), day: dt.date, basis: Basis, by: Actor) -> UnitChange:
    """A unit that is no more from a day on; existing units may be named that take over its work.

    With one of them it goes there whole, with several each takes a part.
    """
    check_may_reshape(by, unit)
    [ended] = _locked([unit])
    _check_open(ended, day, [UnitName, UnitParent])
    _refuse_units_below(ended, day)
    following = _locked(each for each in heirs if each.pk != ended.pk)
    for each in following:
        _check_open(each, day, [])
    change = _begin_change(Verb.CLOSED, day, basis, by=by)
    _end_unit(ended, change)
    for each in following:
        _succeed(ended, each, Share.WHOLE if len(following) == 1 else Share.PART, change)
    names = ", ".join(each.name for each in following)
    audit.record("units.closed", ended, by=by, heirs=names, day=day, instrument=basis.number)
    return change


def _refuse_units_below(unit: Unit, day: dt.date) -> None:
    if count := _count_below(unit, day):
        raise Refused("has_units_below", phrases.HAS_UNITS_BELOW, unit=unit.name, count=count, day=f"{day:%d/%m/%Y}")
