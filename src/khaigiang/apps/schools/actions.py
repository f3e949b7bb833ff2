"""Writes to lecturers, rooms and their busy half-days."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence

from khaigiang.apps.catalogue.models import Topic
from khaigiang.apps.people.bridge import named
from khaigiang.apps.people.models import Person
from khaigiang.apps.schools.models import Competence, Lecturer, LecturerBusy, Room, RoomBusy, Venue
from khaigiang.core.calendar import Part
from khaigiang.core.vietnamese import fold
from khaigiang.foundation import audit
from khaigiang.foundation.action import action
from khaigiang.foundation.actor import Actor
from khaigiang.intake.plan import LecturerRow, RoomRow


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
            for slot in sorted({slot for spell in row.busy for slot in spell.half_days()})
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
        for slot in sorted({slot for spell in row.busy for slot in spell.half_days()})
    )
    return lecturer
