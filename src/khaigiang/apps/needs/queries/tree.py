"""Where units stand to one another on a day, as far as needs are added up along it."""

import datetime as dt
from collections.abc import Iterable, Mapping

from django.db import connection


def nearest_asked(asked: Iterable[int], on: dt.date) -> Mapping[int, int]:
    """For each of these units and everything below it on a day: which of them is the nearest above; one query.

    What lies below two of them is the nearer one's, so that nobody is counted for both.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            """
            WITH RECURSIVE below AS (
                SELECT asked AS top, asked AS unit FROM unnest(%(asked)s::bigint[]) AS asked
                UNION
                SELECT below.top, place.unit_id FROM units_unitparent place JOIN below ON place.parent_id = below.unit
                WHERE place.valid_from <= %(on)s AND coalesce(place.valid_to >= %(on)s, true)
                AND place.unit_id <> ALL(%(asked)s::bigint[])
            )
            SELECT unit, top FROM below
            """,
            {"asked": list(asked), "on": on},
        )
        return dict(cursor.fetchall())


def parents_up(units: Iterable[int], on: dt.date) -> Mapping[int, int]:
    """Which unit each of these and each above them stood under on a day; one query."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            WITH RECURSIVE up AS (
                SELECT unit_id, parent_id FROM units_unitparent
                WHERE unit_id = ANY(%(units)s) AND valid_from <= %(on)s AND coalesce(valid_to >= %(on)s, true)
                UNION
                SELECT place.unit_id, place.parent_id
                FROM units_unitparent place JOIN up ON place.unit_id = up.parent_id
                WHERE place.valid_from <= %(on)s AND coalesce(place.valid_to >= %(on)s, true)
            )
            SELECT unit_id, parent_id FROM up WHERE parent_id IS NOT NULL
            """,
            {"units": list(units), "on": on},
        )
        return dict(cursor.fetchall())


def path_up(unit: int, parents: Mapping[int, int]) -> list[int]:
    """A unit and those above it, the nearest first."""
    path = [unit]
    while path[-1] in parents:
        path.append(parents[path[-1]])
    return path
