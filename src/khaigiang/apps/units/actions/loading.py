"""The official states of the country, by COPY."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass

from django.db import connection

from khaigiang.apps.instruments.actions import cite
from khaigiang.apps.instruments.models import Instrument
from khaigiang.apps.units.models import Level, Succession, Unit, UnitChange, UnitName, UnitParent, Verb
from khaigiang.core.lineages import Country, Life, Named, State, country
from khaigiang.core.vietnamese import fold, text_sort_key
from khaigiang.data.units import OfficialState, SuccessionRecord, UnitRecord
from khaigiang.foundation import audit, clock, statistics
from khaigiang.foundation.action import action
from khaigiang.foundation.actor import Actor

NAME_COLUMNS = ("unit_id", "code", "name", "folded", "sort_key", "kind", "valid_from", "valid_to")
PARENT_COLUMNS = ("unit_id", "parent_id", "valid_from", "valid_to")
UNIT_COLUMNS = (
    "id", "code", "name", "folded", "sort_key", "kind", "valid_from", "valid_to", "level", "bloc", "parent_id",
)  # fmt: skip
SUCCESSION_COLUMNS = ("old_id", "new_id", "share", "day", "instrument_id", "stated_as")

Row = tuple[object, ...]
"""Values in the order of one of these lists of columns."""
Tell = Callable[[str, float], None]
"""Takes the stage that work has come to and its share done, from 0 to 1."""


@dataclass(frozen=True, slots=True)
class LoadedCountry:
    """What a loading wrote. ``unknown`` are rows of the conversion table whose old unit is in no state."""

    units: int = 0
    adopted: int = 0
    names: int = 0
    parents: int = 0
    successions: int = 0
    unknown: int = 0


@action
def load_country(
    states: Sequence[tuple[OfficialState, Sequence[UnitRecord]]],
    conversions: Mapping[dt.date, Sequence[SuccessionRecord]],
    *,
    by: Actor,
    tell: Tell = lambda _stage, _share: None,
) -> LoadedCountry:
    """The states of the country as one tree over time: a unit that goes on is one row with its names and parents.

    Units that an earlier loading of a single state left are adopted; one that users have changed since stays as it is.
    Loaded again it writes nothing.
    """
    done = set(UnitChange.objects.filter(verb=Verb.LOADED, undone_on=None).values_list("day", flat=True))
    if done.issuperset(state.first for state, _records in states):
        audit.record("units.country_found", "units", by=by)
        return LoadedCountry()
    known = _known()
    tell("joining", 0.1)
    later = {state.first for state, _records in states[1:]}
    plan = country(
        [State(state.first, state.last, records) for state, records in states],
        conversions,
        apart={key for key in known if key[2] in later},
    )
    tell("writing", 0.4)
    instruments = _record_loadings([state for state, _records in states if state.first not in done], by=by)
    loaded = _write(plan, known, instruments, tell)
    audit.record(
        "units.country_loaded",
        "units",
        by=by,
        units=loaded.units,
        adopted=loaded.adopted,
        successions=loaded.successions,
        unknown=loaded.unknown,
    )
    return loaded


@action
def load_official_state(
    records: Iterable[UnitRecord], *, valid_from: dt.date, valid_to: dt.date | None, by: Actor
) -> int:
    """Copy one official state of the country into the tree, parents before children. Returns how many units."""
    plan = country([State(valid_from, valid_to, list(records))], {})
    _write(plan, {}, {}, lambda _stage, _share: None)
    audit.record("units.official_state_loaded", "units", by=by, units=len(plan.lives), valid_from=valid_from)
    return len(plan.lives)


@action
def add_local_unit(name: str, *, kind: str, parent: Unit, since: dt.date, by: Actor) -> Unit:
    """A body beyond the official table, such as an agency, a school or a cell, below its parent."""
    unit, new = Unit.objects.get_or_create(
        name=name,
        parent=parent,
        level=Level.BODY,
        defaults={"folded": fold(name), "sort_key": text_sort_key(name), "kind": kind, "valid_from": since},
    )
    if new:
        UnitName.objects.create(
            unit=unit, name=name, folded=unit.folded, sort_key=unit.sort_key, kind=kind, valid_from=since
        )
        UnitParent.objects.create(unit=unit, parent=parent, valid_from=since)
    audit.record("units.added" if new else "units.found", unit, by=by, name=name)
    return unit


def _known() -> dict[tuple[str, str, dt.date], int]:
    """Units of official tables that are here already, by level, code and first day."""
    rows = Unit.objects.exclude(code="").exclude(level=Level.BODY).order_by()
    return {
        (level, code, first): pk for pk, level, code, first in rows.values_list("pk", "level", "code", "valid_from")
    }


def _record_loadings(states: Sequence[OfficialState], *, by: Actor) -> dict[dt.date, Instrument]:
    """One change for each state, with its instrument. Returns the instruments by day."""
    instruments = {}
    for state in states:
        if state.citation is not None:
            instruments[state.first] = cite(**asdict(state.citation), by=by)
        UnitChange.objects.create(
            verb=Verb.LOADED,
            day=state.first,
            instrument=instruments.get(state.first),
            recorded_on=clock.today(),
            recorded_by=by.name,
        )
    return instruments


def _write(
    plan: Country, known: Mapping[tuple[str, str, dt.date], int], instruments: Mapping[dt.date, Instrument], tell: Tell
) -> LoadedCountry:
    """Copy what is new; bring what was here already to the plan, unless users have changed it."""
    here = {place: pk for place, life in enumerate(plan.lives) if (pk := known.get(_key(life))) is not None}
    fresh = iter(_new_ids(len(plan.lives) - len(here)))
    ids = [here.get(place) or next(fresh) for place in range(len(plan.lives))]
    adopted = _let_go(here.values())
    names, units, parents = [], [], []
    for place, life in enumerate(plan.lives):
        told = [_name_row(ids[place], each) for each in life.names]
        stood = [
            (ids[place], None if each.parent is None else ids[each.parent], each.first, each.last)
            for each in life.parents
        ]
        if place not in here:
            units.append((*told[-1][:6], life.first, life.last, life.level, "", stood[-1][1]))
        elif ids[place] in adopted:
            _adopt(ids[place], told[-1], stood[-1], life)
        else:
            continue
        names += told
        parents += stood
    _copy("units_unit", UNIT_COLUMNS, units)
    tell("writing", 0.6)
    _copy("units_unitname", NAME_COLUMNS, names)
    _copy("units_unitparent", PARENT_COLUMNS, parents)
    tell("writing", 0.9)
    steps = _new_steps(plan, ids, instruments)
    _copy("units_succession", SUCCESSION_COLUMNS, steps)
    statistics.count_anew()  # a connection that knew these tables as empty would read them whole to check each new row
    return LoadedCountry(len(units), len(adopted), len(names), len(parents), len(steps), len(plan.unknown))


def _key(life: Life) -> tuple[str, str, dt.date]:
    return life.level, life.names[0].code, life.first


def _name_row(unit: int, named: Named) -> Row:
    return (
        unit, named.code, named.name, fold(named.name), text_sort_key(named.name), named.kind, named.first, named.last,
    )  # fmt: skip


def _let_go(keys: Iterable[int]) -> set[int]:
    """The units that no user has changed; what was written of their names and parents makes room for the plan's."""
    untouched = set(Unit.objects.filter(pk__in=list(keys), changes=None).order_by().values_list("pk", flat=True))
    for model in (UnitName, UnitParent):
        model.objects.filter(unit__in=untouched).delete()
    return untouched


def _adopt(unit: int, name: Row, place: Row, life: Life) -> None:
    _unit, code, called, folded, sort_key, kind, _first, _last = name
    Unit.objects.filter(pk=unit).update(
        code=code, name=called, folded=folded, sort_key=sort_key, kind=kind, parent_id=place[1], valid_to=life.last
    )


def _new_steps(plan: Country, ids: Sequence[int], instruments: Mapping[dt.date, Instrument]) -> list[Row]:
    there = set(Succession.objects.order_by().values_list("old", "new"))
    return [
        (ids[step.old], ids[step.new], step.share, step.day, cited.pk if cited else None, step.stated_as)
        for step in plan.steps
        if (ids[step.old], ids[step.new]) not in there
        for cited in [instruments.get(step.day)]
    ]


def _copy(table: str, columns: Sequence[str], rows: Sequence[Row]) -> None:
    # Django wraps the errors of a cursor's methods, but not those of a COPY.
    with (
        connection.wrap_database_errors,
        connection.cursor() as cursor,
        cursor.copy(f"COPY {table} ({', '.join(columns)}) FROM STDIN") as copy,
    ):
        for row in rows:
            copy.write_row(row)


def _new_ids(count: int) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('units_unit_id_seq') FROM generate_series(1, %s)", [count])
        return [row[0] for row in cursor.fetchall()]
