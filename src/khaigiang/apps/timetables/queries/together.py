"""Lessons that several classes hear together."""

from collections.abc import Collection, Iterable, Iterator, Mapping

from django.db.models import F

from khaigiang.apps.timetables.models import Lesson
from khaigiang.core.calendar import HalfDay, Part

HeardWith = Mapping[tuple[int, int, HalfDay], tuple[str, ...]]
"""By class, topic and half-day the names of the other classes that hear it too."""


def sittings(lessons: Iterable[Lesson]) -> Iterator[list[Lesson]]:
    """Lessons in the order given; those that classes hear in one room before the same lecturers come as one.

    Wants their lecturers at hand.
    """
    found: dict[object, list[Lesson]] = {}
    for row in lessons:
        lecturers = frozenset(each.pk for each in row.lecturers.all())
        alone = row.training_class_id if row.room_id is None and not lecturers else None  # nothing tells them apart
        found.setdefault((row.topic_id, row.day, row.part, row.room_id, lecturers, alone), []).append(row)
    yield from found.values()


def heard_with(classes: Collection[int]) -> HeardWith:
    """What these classes (by id) hear together with others: as it is stated, and as they sit; in one query."""
    to, with_them = "training_class__planned__joint_in", "joint__members__planned__training_class"
    told = Lesson.objects.filter(**{f"{to}__topic": F("topic"), f"{to}__{with_them}__in": list(classes)})
    asked = (f"{to}__{with_them}", "topic", "day", "part", "room", "training_class", "training_class__name")
    rows = list(told.order_by("training_class__planned__number", "pk").values_list(*asked))
    rooms = {(one, *when): room for one, *when, room, other, _name in rows if one == other}
    found: dict[tuple[int, int, HalfDay], tuple[str, ...]] = {}
    for one, topic, day, part, room, other, name in rows:
        if one != other and rooms.get((one, topic, day, part), -1) == room:
            key = (one, topic, HalfDay(day, Part(part)))
            found[key] = (*found.get(key, ()), name)
    return found
