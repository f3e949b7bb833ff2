"""Writes to lecturers, rooms and their busy half-days, and to what timetables have to respect."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence

from khaigiang.apps.catalogue.models import Topic
from khaigiang.apps.people.bridge import named
from khaigiang.apps.people.models import Person
from khaigiang.apps.schools import phrases
from khaigiang.apps.schools.models import (
    ClosedDay,
    Competence,
    Lecturer,
    LecturerBusy,
    Room,
    RoomBusy,
    TimetableWishes,
    Venue,
)
from khaigiang.apps.schools.permissions import check_may_state_needs
from khaigiang.apps.schools.queries import bounds_of, usual_weights
from khaigiang.core.calendar import Part, Window
from khaigiang.core.vietnamese import fold
from khaigiang.foundation import audit
from khaigiang.foundation.action import action
from khaigiang.foundation.actor import Actor
from khaigiang.foundation.refusal import Refused
from khaigiang.intake.plan import LecturerRow, RoomRow

MOST_DAYS = 92


@action
def enter_rooms(rows: Sequence[RoomRow], *, by: Actor) -> list[Room]:
    """The rooms as a plan states them, with the half-days on which they are busy."""
    rooms = []
    for row in rows:
        venue, _new = Venue.objects.get_or_create(name=row.venue)
        room, _new = Room.objects.update_or_create(venue=venue, name=row.name, defaults={"capacity": row.capacity})
        room.busy.all().delete()
        RoomBusy.objects.bulk_create(
            RoomBusy(room=room, day=slot.day, part=slot.part)
            for slot in sorted({slot for spell in row.busy for slot in spell.half_days(tuple(Part))})
        )
        rooms.append(room)
    audit.record("schools.rooms_entered", "rooms", by=by, rooms=len(rooms))
    return rooms


@action
def enter_lecturers(rows: Sequence[LecturerRow], *, topics: Mapping[str, Sequence[Topic]], by: Actor) -> list[Lecturer]:
    """The lecturers as a plan states them. ``topics`` gives, by programme code, the topics of the version in use."""
    lecturers = [_enter_lecturer(row, topics) for row in rows]
    audit.record("schools.lecturers_entered", "lecturers", by=by, lecturers=len(lecturers))
    return lecturers


@action
def assign_topic(lecturer: Lecturer, topic: Topic, *, by: Actor) -> Competence:
    """From now on the lecturer can give this topic too."""
    competence, _new = Competence.objects.get_or_create(lecturer=lecturer, topic=topic)
    audit.record("schools.topic_assigned", lecturer, by=by, lecturer=lecturer.person.full_name, topic=topic.name)
    return competence


@action
def note_lecturer_away(lecturer: Lecturer, days: Iterable[dt.date], *, by: Actor) -> None:
    """The lecturer cannot come on these days, morning to evening."""
    slots = [(day, part) for day in days for part in Part]
    LecturerBusy.objects.bulk_create(
        (LecturerBusy(lecturer=lecturer, day=day, part=part) for day, part in slots), ignore_conflicts=True
    )
    audit.record("schools.lecturer_away", lecturer, by=by, lecturer=lecturer.person.full_name, half_days=len(slots))


@action
def note_room_taken(room: Room, days: Iterable[dt.date], *, by: Actor) -> None:
    """The room cannot be had on these days, morning to evening."""
    slots = [(day, part) for day in days for part in Part]
    RoomBusy.objects.bulk_create(
        (RoomBusy(room=room, day=day, part=part) for day, part in slots), ignore_conflicts=True
    )
    audit.record("schools.room_taken", room, by=by, room=room.name, half_days=len(slots))


@action
def close_days(venue: Venue | None, *, first: dt.date, last: dt.date, reason: str, by: Actor) -> list[ClosedDay]:
    """No class is held at the venue, or anywhere, from the first to the last of these days. What is timetabled on them
    already stays until it is timetabled anew or mended. Days that are known keep the reason they have.
    """
    check_may_state_needs(by)
    if last < first:
        raise Refused("days_reversed", phrases.DAYS_REVERSED)
    days = tuple(Window(first, last).days()) if (last - first).days < MOST_DAYS else ()
    if not days:
        raise Refused("too_many_days", phrases.TOO_MANY_DAYS, n=MOST_DAYS)
    if not reason.strip():
        raise Refused("reason_wanted", phrases.REASON_WANTED)
    known = set(ClosedDay.objects.filter(venue=venue, day__in=days).values_list("day", flat=True))
    rows = [ClosedDay(venue=venue, day=day, reason=reason.strip()) for day in days if day not in known]
    if not rows:
        raise Refused("closed_already", phrases.CLOSED_ALREADY)
    closed = ClosedDay.objects.bulk_create(rows)
    name = venue.name if venue else ""
    audit.record(
        "schools.days_closed", venue or "venues", by=by, venue=name, first=first, last=last, days=len(rows), why=reason
    )
    return closed


@action
def reopen_day(closed: ClosedDay, *, by: Actor) -> None:
    """Classes may be held on this day after all."""
    check_may_state_needs(by)
    closed.hold()
    venue = closed.venue.name if closed.venue else ""
    audit.record("schools.day_reopened", closed, by=by, venue=venue, day=closed.day, why=closed.reason)
    closed.delete()


@action
def state_limits(
    lecturer: Lecturer, *, max_per_day: int, max_per_week: int | None, home_venue: Venue | None, by: Actor
) -> Lecturer:
    """How many half-days the lecturer gives at most, and at which venue they work."""
    check_may_state_needs(by)
    if max_per_week is not None and max_per_week < max_per_day:
        raise Refused("week_below_day", phrases.WEEK_BELOW_DAY)
    lecturer.max_per_day, lecturer.max_per_week, lecturer.home_venue = max_per_day, max_per_week, home_venue
    lecturer.save(update_fields=["max_per_day", "max_per_week", "home_venue"])
    audit.record(
        "schools.limits_stated",
        lecturer,
        by=by,
        lecturer=lecturer.person.full_name,
        a_day=max_per_day,
        a_week=max_per_week or "",
        venue=home_venue.name if home_venue else "",
    )
    return lecturer


@action
def state_wishes(venue: Venue | None, *, weights: Mapping[str, int], by: Actor) -> None:
    """How much each wish weighs when classes of the venue, or of all that state none, are timetabled; 0 switches it
    off. A wish that is not named weighs as usual; without any the venue states none.
    """
    check_may_state_needs(by)
    known = usual_weights()
    for wish, weight in weights.items():
        if wish not in known:
            raise Refused("no_such_wish", phrases.NO_SUCH_WISH, wish=wish, known=", ".join(known))
        least, most = bounds_of(wish)
        if not least <= weight <= most:
            raise Refused("weight_out_of_range", phrases.WEIGHT_OUT_OF_RANGE, wish=wish, least=least, most=most)
    if weights:
        TimetableWishes.objects.update_or_create(venue=venue, defaults={"weights": dict(weights)})
    else:
        TimetableWishes.objects.filter(venue=venue).delete()
    said = ", ".join(f"{wish} {weight}" for wish, weight in sorted(weights.items()) if weight != known[wish])
    audit.record("schools.wishes_stated", venue or "venues", by=by, venue=venue.name if venue else "", weights=said)


def _enter_lecturer(row: LecturerRow, topics: Mapping[str, Sequence[Topic]]) -> Lecturer:
    lecturer = Lecturer.objects.filter(person__folded=fold(row.name), unit_name=row.unit).first()
    if lecturer is None:
        person = Person.objects.create(**named(row.name))
        lecturer = Lecturer(person=person, unit_name=row.unit)
    lecturer.rank = row.rank
    lecturer.save()
    # Topics of other versions stay: classes that run on those are still taught by the same people.
    in_use = [topic for of_programme in topics.values() for topic in of_programme]
    Competence.objects.filter(lecturer=lecturer, topic__in=in_use).delete()
    Competence.objects.bulk_create(
        (
            Competence(lecturer=lecturer, topic=topic)
            for held in row.topics
            for topic in topics.get(held.programme, ())
            if not held.numbers or topic.number in held.numbers
        ),
        ignore_conflicts=True,
    )
    lecturer.busy.all().delete()
    LecturerBusy.objects.bulk_create(
        LecturerBusy(lecturer=lecturer, day=slot.day, part=slot.part)
        for slot in sorted({slot for spell in row.busy for slot in spell.half_days(tuple(Part))})
    )
    return lecturer
