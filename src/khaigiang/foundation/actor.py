"""Who acts. All that permissions, audit and the database ever see of a user."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from django.db import connection


@dataclass(frozen=True, slots=True)
class Actor:
    """A user, reduced to what decides: roles, and the ids of the units they act for.

    An empty scope sees no unit; ``everywhere`` sees all.
    """

    id: str
    name: str
    roles: frozenset[str] = frozenset()
    scope: frozenset[int] = frozenset()
    everywhere: bool = False

    def has(self, *roles: str) -> bool:
        """Whether the actor holds at least one of these roles."""
        return not self.roles.isdisjoint(roles)


NOBODY = Actor(id="", name="")
SYSTEM = Actor(id="system", name="Khai Giảng", roles=frozenset({"planner", "school"}), everywhere=True)
_current: ContextVar[Actor] = ContextVar("actor", default=NOBODY)


def current() -> Actor:
    """Whoever this thread or request acts for."""
    return _current.get()


def database_settings(actor: Actor) -> tuple[str, str]:
    """What row-level security reads: ``khaigiang.actor`` and ``khaigiang.scope``."""
    return actor.id, "*" if actor.everywhere else ",".join(str(unit) for unit in sorted(actor.scope))


@contextmanager
def acting_as(actor: Actor) -> Iterator[None]:
    """Act for somebody in this block; a transaction that is already open is told at once.

    One that is open for the same actor knows already: it was told when it began.
    """
    if actor is _current.get():
        yield
        return
    token = _current.set(actor)
    before = _tell_open_transaction(actor)
    try:
        yield
    finally:
        _current.reset(token)
        if before:
            _tell_open_transaction(_current.get())


def _tell_open_transaction(actor: Actor) -> bool:
    if connection.connection is None or not connection.in_atomic_block or connection.needs_rollback:
        return False
    connection.announce(*database_settings(actor))  # type: ignore[attr-defined]  # our own backend adds it
    return True
