import datetime as dt
from collections.abc import Iterable

from django.db import connection

from khaigiang.apps.units.models import Unit
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
