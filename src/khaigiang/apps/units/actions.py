"""Writes to the tree of units."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence

from django.db import connection

from khaigiang.apps.units.models import Level, Unit
from khaigiang.core.vietnamese import fold, text_sort_key
from khaigiang.data.units import UnitRecord
from khaigiang.foundation import audit
from khaigiang.foundation.action import action
from khaigiang.foundation.actor import Actor

COLUMNS = ("id", "code", "name", "folded", "sort_key", "level", "kind", "parent_id", "valid_from", "valid_to")


@action
def load_official_state(
    records: Iterable[UnitRecord], *, valid_from: dt.date, valid_to: dt.date | None, by: Actor
) -> int:
    """Copy one official state of the country into the tree, parents before children. Returns how many units."""
    units = list(records)
    rows = list(_rows(units, _new_ids(len(units)), valid_from=valid_from, valid_to=valid_to))
    # Django wraps the errors of a cursor's methods, but not those of a COPY.
    with (
        connection.wrap_database_errors,
        connection.cursor() as cursor,
        cursor.copy(f"COPY units_unit ({', '.join(COLUMNS)}) FROM STDIN") as copy,
    ):
        for row in rows:
            copy.write_row(row)
    audit.record("units.official_state_loaded", "units", by=by, units=len(rows), valid_from=valid_from)
    return len(rows)


@action
def add_local_unit(name: str, *, kind: str, parent: Unit, since: dt.date, by: Actor) -> Unit:
    """A body beyond the official table, such as an agency, a school or a cell, below its parent."""
    unit, new = Unit.objects.get_or_create(
        name=name,
        parent=parent,
        level=Level.BODY,
        defaults={"folded": fold(name), "sort_key": text_sort_key(name), "kind": kind, "valid_from": since},
    )
    audit.record("units.added" if new else "units.found", unit, by=by, name=name)
    return unit


def _new_ids(count: int) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('units_unit_id_seq') FROM generate_series(1, %s)", [count])
        return [row[0] for row in cursor.fetchall()]


def _rows(
    records: Sequence[UnitRecord], keys: Sequence[int], *, valid_from: dt.date, valid_to: dt.date | None
) -> Iterator[tuple[object, ...]]:
    """Rows in the order of COLUMNS. A code is unique only within its level, so parents are found by both."""
    above = {Level.DISTRICT: (Level.PROVINCE,), Level.COMMUNE: (Level.DISTRICT, Level.PROVINCE)}
    ids: dict[tuple[str, str], int] = {}
    for key, record in zip(keys, records, strict=True):
        ids[record.level, record.code] = key
        parents = (ids.get((level, record.parent_code)) for level in above.get(Level(record.level), ()))
        yield (
            key,
            record.code,
            record.name,
            fold(record.name),
            text_sort_key(record.name),
            record.level,
            record.kind,
            next((parent for parent in parents if parent), None),
            valid_from,
            valid_to,
        )
