"""Who acts in tests of actions, and what they left behind."""

import functools
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, transaction

from khaigiang.foundation import constraints
from khaigiang.foundation.actor import Actor
from khaigiang.foundation.audit.models import Event
from khaigiang.foundation.refusal import Refused


def somebody(*roles: str, **facts: Any) -> Actor:
    return Actor(id="7", name="Phạm Thị Kế", roles=frozenset(roles), **facts)


PLANNER = somebody("planner", everywhere=True)
SCHOOL = somebody("school", everywhere=True)
LEADER = somebody("leader", everywhere=True)
SENDER = somebody("sending_unit")


def last_event() -> tuple[str, str, str, dict[str, str]]:
    """Verb, thing, actor and facts of the latest row of the audit trail."""
    event = Event.objects.latest("pk")
    return event.verb, event.thing, event.actor_id, event.facts


def rows() -> dict[str, int]:
    """How many rows each table of ours has, the audit trail's too."""
    with connection.cursor() as cursor:
        cursor.execute(_question_of_rows())
        return dict(cursor.fetchall())


@functools.cache
def _question_of_rows() -> str:
    """All tables in one question: hundreds of tests ask it twice."""
    tables = {model.__name__: model._meta.db_table for model in apps.get_models() if "khaigiang" in model.__module__}
    return " UNION ALL ".join(f"SELECT '{name}', count(*) FROM \"{table}\"" for name, table in tables.items())


@contextmanager
def refused(code: str, sentence: str | None = None) -> Iterator[None]:
    """What is done inside is refused by this code, in this Vietnamese sentence, and leaves no row behind."""
    before = rows()
    with pytest.raises(Refused) as said, constraints.readable(), transaction.atomic():
        yield
    assert said.value.code == code
    if sentence is not None:
        assert str(said.value) == sentence
    assert rows() == before
