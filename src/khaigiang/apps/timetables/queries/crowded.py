"""Rooms of lessons to come in which more people are to sit than have a seat: a class may grow once it is timetabled."""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count

from khaigiang.apps.classes.models import Enrolment, TrainingClass
from khaigiang.apps.classes.queries import classes_with_lines
from khaigiang.apps.plans.models import Plan
from khaigiang.apps.schools.models import Room
from khaigiang.apps.timetables import phrases
from khaigiang.apps.timetables.models import Lesson
from khaigiang.core.calendar import HalfDay, Part
from khaigiang.foundation.refusal import Phrase


@dataclass(frozen=True, slots=True)
class CrowdedRoom:
    """A room too small for whoever is to sit in it, with the half-days; several classes where they sit together."""

    classes: tuple[TrainingClass, ...]
    people: int
    room: Room
    half_days: tuple[HalfDay, ...]

    @property
    def said(self) -> Phrase:
        names = [each.name for each in self.classes]
        return phrases.crowded(names, self.people, self.room.name, self.room.capacity, self.half_days)


def crowded_rooms(*, on: dt.date, plan: Plan | None = None) -> tuple[CrowdedRoom, ...]:
    """Those from a day on, of one plan or of all, in order of time; two queries, and two more where there are any."""
    lessons = Lesson.objects.filter(day__gte=on, room__isnull=False)
    if plan is not None:
        lessons = lessons.filter(training_class__line__plan=plan)
    held: dict[tuple[int, int, HalfDay], set[int]] = defaultdict(set)
    rows = lessons.order_by().values_list("room", "room__capacity", "day", "part", "training_class").distinct()
    for room, seats, day, part, training_class in rows:
        held[room, seats, HalfDay(day, Part(part))].add(training_class)
    people = _people_of({each for classes in held.values() for each in classes})
    found: dict[tuple[int, frozenset[int]], list[HalfDay]] = defaultdict(list)
    for (room, seats, half_day), classes in held.items():
        if sum(people.get(each, 0) for each in classes) > seats:
            found[room, frozenset(classes)].append(half_day)
    return _with_rows(found, people)


def _people_of(classes: set[int]) -> Mapping[int, int]:
    seats = Enrolment.objects.filter(training_class__in=classes).order_by()
    return dict(seats.values_list("training_class").annotate(people=Count("pk")))


def _with_rows(
    found: Mapping[tuple[int, frozenset[int]], list[HalfDay]], people: Mapping[int, int]
) -> tuple[CrowdedRoom, ...]:
    rooms = Room.objects.in_bulk({room for room, _classes in found})
    held = classes_with_lines().in_bulk({each for _room, classes in found for each in classes})
    crowded = (
        CrowdedRoom(
            classes=tuple(held[each] for each in sorted(classes, key=lambda each: (held[each].line_id, each))),
            people=sum(people[each] for each in classes if each in people),
            room=rooms[room],
            half_days=tuple(sorted(half_days)),
        )
        for (room, classes), half_days in found.items()
    )
    return tuple(sorted(crowded, key=lambda each: (each.half_days[0], each.room.pk)))
