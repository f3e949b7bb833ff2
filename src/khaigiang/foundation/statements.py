"""Statements in the database's own words, for the acts of which hundreds come at once.

The ORM spends several times as long on putting such a question together as the database on answering it; what is read
and written is the same. Everything that is asked less often stays with the ORM.
"""

from collections.abc import Mapping
from typing import Any, TypeVar

from django.db import connection, models

from khaigiang.foundation import guarded

M = TypeVar("M", bound=models.Model)


def ask(question: str, *values: Any) -> list[tuple[Any, ...]]:
    """Every row of the answer."""
    with connection.cursor() as cursor:
        cursor.execute(question, values)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
        return rows


def ask_by_name(question: str, *values: Any) -> list[dict[str, Any]]:
    """The same, each row with the names of its columns."""
    with connection.cursor() as cursor:
        cursor.execute(question, values)
        names = [column.name for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def known(model: type[M], columns: Mapping[str, Any]) -> M:
    """A row of a table of which these columns were read; any other is read when somebody wants it."""
    fields = model._meta.concrete_fields  # noqa: SLF001 - Django's documented way to a model's fields
    names = [field.attname for field in fields if field.attname in columns]
    return model.from_db(connection.alias, names, [columns[name] for name in names])


def tell(model: type[models.Model], statement: str, *values: Any) -> None:
    """Write rows of a table. An action must be at work."""
    guarded.check(model.__name__)
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
