"""Calendars that a telephone or a mail program can subscribe to (RFC 5545)."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from icalendar import Calendar, Timezone, TimezoneStandard
from icalendar import Event as CalendarEvent

from khaigiang.documents.sealing import utc

ZONE = "Asia/Ho_Chi_Minh"
OFFSET = dt.timedelta(hours=7)
MAKER = "-//Khai Giang//Lich hoc//VI"


@dataclass(frozen=True, slots=True)
class Event:
    """One event at local time in Viet Nam (``start`` and ``end`` carry no zone).

    ``uid`` must stay the same when the event moves; ``sequence`` then grows by one.
    Raises ValueError when it ends before it starts or carries a zone.
    """

    uid: str
    start: dt.datetime
    end: dt.datetime
    summary: str
    location: str = ""
    description: str = ""
    sequence: int = 0

    def __post_init__(self) -> None:
        if self.start.tzinfo or self.end.tzinfo:
            raise ValueError(f"{self.uid}: local times carry no zone")
        if self.end <= self.start:
            raise ValueError(f"{self.uid}: ends at {self.end}, starts at {self.start}")


def render(name: str, events: Sequence[Event], *, stamp: dt.datetime) -> bytes:
    """The calendar as .ics, its events in order of time. Raises ValueError when two events share a UID.

    The zone is written out in the file: Viet Nam keeps one offset all year, and not every machine has the tz database.
    """
    calendar = Calendar()
    for key, value in (
        ("prodid", MAKER),
        ("version", "2.0"),
        ("calscale", "GREGORIAN"),
        ("method", "PUBLISH"),
        ("x-wr-calname", name),
        ("x-wr-timezone", ZONE),
    ):
        calendar.add(key, value)
    calendar.add_component(_zone())
    seen: set[str] = set()
    for event in sorted(events, key=lambda event: (event.start, event.end, event.uid)):
        if event.uid in seen:
            raise ValueError(f"two events share the UID {event.uid}")
        seen.add(event.uid)
        calendar.add_component(_event(event, stamp))
    return bytes(calendar.to_ical(sorted=False))


def _zone() -> Timezone:
    standard = TimezoneStandard()
    standard.add("dtstart", dt.datetime(1970, 1, 1))  # noqa: DTZ001 - the zone's own start is local time
    standard.add("tzoffsetfrom", OFFSET)
    standard.add("tzoffsetto", OFFSET)
    standard.add("tzname", "+07")
    zone = Timezone()
    zone.add("tzid", ZONE)
    zone.add_component(standard)
    return zone


def _event(event: Event, stamp: dt.datetime) -> CalendarEvent:
    made = CalendarEvent()
    made.add("uid", event.uid)
    made.add("dtstamp", utc(stamp).replace(tzinfo=dt.UTC))
    made.add("sequence", event.sequence)
    made.add("dtstart", event.start, parameters={"TZID": ZONE})
    made.add("dtend", event.end, parameters={"TZID": ZONE})
    made.add("summary", event.summary)
    if event.location:
        made.add("location", event.location)
    if event.description:
        made.add("description", event.description)
    return made
