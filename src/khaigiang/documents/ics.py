"""Calendars that a telephone or a mail program can subscribe to (RFC 5545)."""

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Event:
    """One event at local time in Viet Nam (``start`` and ``end`` carry no zone).

    ``uid`` must stay the same when the event moves; ``sequence`` then grows by one.
    """

    uid: str
    start: dt.datetime
    end: dt.datetime
    summary: str
    location: str = ""
    description: str = ""
    sequence: int = 0
