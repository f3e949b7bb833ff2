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

_recorded: ContextVar["list[Event] | None"] = ContextVar("recorded", default=None)


class NotRecorded(RuntimeError):  # noqa: N818 - named as what is missing
    """An action ended without an audit event: a mistake of ours; the act is rolled back."""


def record(verb: str, thing: object, *, by: Actor, **facts: object) -> "Event":
    """Write what was done, to what, by whom. ``facts`` must be small and free of sensitive fields.

    Inside ``must_be_recorded`` the event is written with all others at its end.
    """
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
    recorded = _recorded.get()
    if recorded is None:
        event.save()
    else:
        recorded.append(event)
    return event


def digest_of(verb: str, thing: str, *, actor_id: str, actor_name: str, moment: str, facts: Mapping[str, str]) -> str:
    """The SHA-256 of an event's content, as hexadecimal. ``moment`` is told in Vietnamese time."""
    text = json.dumps([verb, thing, actor_id, actor_name, moment, dict(facts)], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


@contextmanager
def must_be_recorded(name: str) -> Iterator[None]:
    """Write the events of a block when it ends well. Raise NotRecorded when there was none.

    The events of a block inside another count for both and are written at the end of the outer one.
    """
    from khaigiang.foundation.copying import copy_in

    outer = _recorded.get()
    mine: list[Event] = []
    token = _recorded.set(mine)
    try:
        yield
    finally:
        _recorded.reset(token)
    if not mine:
        raise NotRecorded(name)
    if outer is None:
        copy_in(mine)
    else:
        outer.extend(mine)


def is_recording() -> bool:
    """Whether a block of ``must_be_recorded`` is open."""
    return _recorded.get() is not None


def _name_of(thing: object) -> str:
    key = getattr(thing, "pk", None)
    return f"{type(thing).__name__}:{key}" if key is not None else str(thing)
