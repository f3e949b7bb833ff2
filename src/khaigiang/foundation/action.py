"""The frame of every write: atomic, for somebody, audited, and refused in words."""

import functools
from collections.abc import Callable
from contextlib import nullcontext
from typing import ParamSpec, TypeVar

from django.db import connection, transaction

from khaigiang.foundation import audit, constraints, guarded
from khaigiang.foundation.actor import Actor, acting_as
from khaigiang.foundation.turns import WRITES

P = ParamSpec("P")
R = TypeVar("R")


def action(verb: Callable[P, R]) -> Callable[P, R]:
    """Make ``verb(thing, *, by, …)`` an action.

    The whole of it is one transaction in which the rows may be written; it must leave an audit event, else it is
    rolled back with ``audit.NotRecorded``. A constraint that refuses is raised as ``Refused``. An action inside another
    is a part of it: what fails in the inner one undoes the outer one, and nobody can go on from there.
    """
    name = f"{verb.__module__.removeprefix('khaigiang.apps.').removesuffix('.actions')}.{verb.__name__}"

    @functools.wraps(verb)
    def act(*args: P.args, **kwargs: P.kwargs) -> R:
        by = kwargs.get("by")
        if not isinstance(by, Actor):
            raise TypeError(f"{name} must be told who acts: by=Actor(…)")
        # A transaction that is open may hold what others behind the door want: it does not wait before it.
        turn = nullcontext() if connection.in_atomic_block else WRITES.taken()
        with (
            turn,
            constraints.readable(),
            acting_as(by),
            transaction.atomic(savepoint=not audit.is_recording()),
            guarded.writing(name),
            audit.must_be_recorded(name),
        ):
            return verb(*args, **kwargs)

    act.is_action = True  # type: ignore[attr-defined]  # the fitness suite looks for it
    return act
