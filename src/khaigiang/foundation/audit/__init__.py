"""One row for each act, written in the act's own transaction.

A row carries its own digest; chaining the rows is a later, batched step (``sealing``), because a chain inside every
transaction makes all writers wait for one another. ``verification`` computes all of it anew.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING

from khaigiang.foundation import clock
from khaigiang.foundation.actor import Actor

if TYPE_CHECKING:
    from khaigiang.foundation.audit.models import Event

_recorded: ContextVar[list[str] | None] = ContextVar("recorded", default=None)


class NotRecorded(RuntimeError):  # noqa: N818 - named as what is missing
    """An action ended without an audit event: a mistake of ours; the act is rolled back."""


def record(verb: str, thing: object, *, by: Actor, **facts: object) -> "Event":
    """Write what was done, to what, by whom. ``facts`` must be small and free of sensitive fields."""
    from khaigiang.foundation.audit.models import Event

    said = {name: str(value) for name, value in facts.items()}
    moment = clock.now()
    event = Event(
        verb=verb,
        thing=_name_of(thing),
        actor_id=by.id,
        actor_name=by.name,
        happened_at=moment,
        facts=said,
    )
    event.digest = digest_of(
        verb, event.thing, actor_id=by.id, actor_name=by.name, moment=moment.isoformat(), facts=said
    )
    event.save()
    recorded = _recorded.get()
    if recorded is not None:
        recorded.append(verb)
    return event


def digest_of(verb: str, thing: str, *, actor_id: str, actor_name: str, moment: str, facts: Mapping[str, str]) -> str:
    """The SHA-256 of an event's content, as hexadecimal. ``moment`` is told in Vietnamese time."""
    text = json.dumps([verb, thing, actor_id, actor_name, moment, dict(facts)], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


@contextmanager
def must_be_recorded(name: str) -> Iterator[None]:
    """Raise NotRecorded when the block ends well but no event was written in it."""
    outer = _recorded.get()
    mine: list[str] = []
    token = _recorded.set(mine)
    try:
        yield
    finally:
        _recorded.reset(token)
    if not mine:
        raise NotRecorded(name)
    if outer is not None:
        outer.extend(mine)


def _name_of(thing: object) -> str:
    key = getattr(thing, "pk", None)
    return f"{type(thing).__name__}:{key}" if key is not None else str(thing)
