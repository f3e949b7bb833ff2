"""The only clock. A demo or a test can set the day; nothing else asks the machine for the time."""

import datetime as dt
import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

# One offset all year since 1975, so no table of zones is needed, which not every machine has.
VIET_NAM = dt.timezone(dt.timedelta(hours=7), "+07")
_set_day: ContextVar[dt.date | None] = ContextVar("set_day", default=None)


def _chosen_day() -> dt.date | None:
    chosen = _set_day.get()
    if chosen is None and (named := os.environ.get("KHAIGIANG_TODAY")):
        chosen = dt.date.fromisoformat(named)
    return chosen


def today() -> dt.date:
    """The day it is in Viet Nam, or the day that was set."""
    return _chosen_day() or dt.datetime.now(VIET_NAM).date()


def now() -> dt.datetime:
    """The moment it is; on a set day always eight in the morning, so that stamps repeat."""
    chosen = _chosen_day()
    if chosen is None:
        return dt.datetime.now(VIET_NAM)
    return dt.datetime.combine(chosen, dt.time(8), VIET_NAM)


@contextmanager
def standing_at(day: dt.date | None) -> Iterator[None]:
    """Let the clock stand at a day for the time of the block; ``None`` leaves it running."""
    token = _set_day.set(day if day is not None else _set_day.get())
    try:
        yield
    finally:
        _set_day.reset(token)
