"""Writes to the tree of units."""

import datetime as dt
from collections.abc import Iterable, Iterator

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
    rows = list(_rows(records, first_id=_next_id(), valid_from=valid_from, valid_to=valid_to))
    with connection.cursor() as cursor:
        with cursor.copy(f"COPY units_unit ({', '.join(COLUMNS)}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
        cursor.execute("SELECT setval(pg_get_serial_sequence('units_unit', 'id'), max(id)) FROM units_unit")
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


def _next_id() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(max(id), 0) + 1 FROM units_unit")
        first: int = cursor.fetchone()[0]
        return first


def _rows(
    records: Iterable[UnitRecord], *, first_id: int, valid_from: dt.date, valid_to: dt.date | None
) -> Iterator[tuple[object, ...]]:
    """Rows in the order of COLUMNS. A code is unique only within its level, so parents are found by both."""
    above = {Level.DISTRICT: (Level.PROVINCE,), Level.COMMUNE: (Level.DISTRICT, Level.PROVINCE)}
    ids: dict[tuple[str, str], int] = {}
    for place, record in enumerate(records):
        ids[record.level, record.code] = first_id + place
        parents = (ids.get((level, record.parent_code)) for level in above.get(Level(record.level), ()))
        yield (
            first_id + place,
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
