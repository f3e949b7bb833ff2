"""Rows into a table at once, a few by INSERT and many by COPY, and many keys into a query as one value.

An insert or an ``IN`` of the ORM spends most of its time on placeholders once there are thousands; of one row it spends
most on finding out what to say.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain
from typing import Any, Literal, TypeVar

from django.contrib.postgres.fields import ArrayField
from django.db import connection, models
from django.db.models.expressions import RawSQL

from khaigiang.foundation import guarded

M = TypeVar("M", bound=models.Model)
FEW = 4  # rows that one statement inserts sooner than a COPY with its keys is asked for, begun and ended


def copy_in(rows: Sequence[M]) -> Sequence[M]:
    """Write new rows of one table, in their order, and give them their keys. An action must be at work.

    What they refer to has its key already. Raises IntegrityError as an insert does.
    """
    if not rows:
        return rows
    model = type(rows[0])
    guarded.check(model.__name__)
    fields = model._meta.concrete_fields  # noqa: SLF001 - Django's documented way to a model's fields
    if len(rows) <= FEW:
        stated = [field for field in fields if not field.primary_key]
        _give(rows, _insert(model, stated, _values(rows, stated)))
    else:
        _give(rows, _new_keys(model, len(rows)))
        _copy(model, fields, _values(rows, fields))
    for row in rows:
        row._state.adding, row._state.db = False, connection.alias  # noqa: SLF001 - documented, as bulk_create does
    return rows


def copy_values(model: type[models.Model], names: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """The same of rows that nobody needs as objects: their columns by name, the others as they are by default.

    The database gives the keys. An object costs four times what is done with it here.
    """
    guarded.check(model.__name__)
    listed = list(rows)
    if not listed:
        return
    columns = model._meta.concrete_fields  # noqa: SLF001 - as above
    fields = {field.attname: field for field in columns if not field.primary_key}
    stated = [fields.pop(name) for name in names]
    rest = [field.get_default() for field in fields.values()]
    write = _insert if len(listed) <= FEW else _copy
    write(model, [*stated, *fields.values()], [(*row, *rest) for row in listed])


def among(values: Iterable[int] | Iterable[str], kind: Literal["bigint", "text"] = "bigint") -> RawSQL:
    """What ``filter(pk__in=…)`` asks for, as one value however many they are."""
    return RawSQL(f"SELECT unnest(%s::{kind}[])", [list(values)])  # noqa: S611 - the values are a parameter


def _give(rows: Sequence[M], keys: Iterable[int]) -> None:
    for row, key in zip(rows, keys, strict=True):
        row.pk = key


def _values(rows: Sequence[M], fields: "Sequence[models.Field[Any, Any]]") -> Iterable[Sequence[Any]]:
    names = [field.attname for field in fields]
    return ([getattr(row, name) for name in names] for row in rows)


def _new_keys(model: type[models.Model], count: int) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
            [model._meta.db_table, count],  # noqa: SLF001 - as above
        )
        return [key for (key,) in cursor.fetchall()]


def _insert(
    model: type[models.Model], fields: "Sequence[models.Field[Any, Any]]", rows: Iterable[Sequence[Any]]
) -> list[int]:
    """Their new keys."""
    columns = ", ".join(f'"{field.column}"' for field in fields)
    one = "({})".format(", ".join(["%s"] * len(fields)))
    table = model._meta.db_table  # noqa: SLF001 - as above
    written = list(_as_written(fields, rows))
    with connection.cursor() as cursor:
        cursor.execute(
            f'INSERT INTO "{table}" ({columns}) VALUES {", ".join([one] * len(written))} RETURNING id',  # noqa: S608 - names of ours
            list(chain.from_iterable(written)),
        )
        return [key for (key,) in cursor.fetchall()]


def _copy(model: type[models.Model], fields: "Sequence[models.Field[Any, Any]]", rows: Iterable[Sequence[Any]]) -> None:
    columns = ", ".join(f'"{field.column}"' for field in fields)
    table = model._meta.db_table  # noqa: SLF001 - as above
    # Django wraps the errors of a cursor's methods, but not those of a COPY.
    with (
        connection.wrap_database_errors,
        connection.cursor() as cursor,
        cursor.copy(f'COPY "{table}" ({columns}) FROM STDIN') as copy,
    ):
        for row in _as_written(fields, rows):
            copy.write_row(row)


def _as_written(fields: "Sequence[models.Field[Any, Any]]", rows: Iterable[Sequence[Any]]) -> Iterator[list[Any]]:
    """The values of each row as they are handed to the database."""
    written = [_written(field) for field in fields]
    for row in rows:
        yield [write(value) if write else value for write, value in zip(written, row, strict=True)]


def _written(field: "models.Field[Any, Any]") -> Callable[[Any], object] | None:
    """How a value of a field is handed over; None for one that goes as it is."""
    if isinstance(field, ArrayField):
        return _array
    if isinstance(field, models.JSONField):
        return lambda value: json.dumps(value, ensure_ascii=False)
    if isinstance(field, models.CharField):
        return lambda value: None if value is None else str(value)  # an enumeration is what it stands for
    return None


def _array(words: Sequence[str]) -> str:
    """Texts as an array reads: the adapter of lists looks at every letter of each, a name has thirty trigrams."""
    return "{" + ",".join(['"' + _escaped(word) + '"' for word in words]) + "}"


def _escaped(word: str) -> str:
    return word.replace("\\", "\\\\").replace('"', '\\"') if "\\" in word or '"' in word else word
