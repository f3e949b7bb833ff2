"""Classes, lecturers and rooms ⇄ the timetable problem of the core.

Ids are words of the plan (class code, topic number, lecturer's name), the same in every home, unlike a row's id: the
same plan then gives the same problem and the same timetable.
"""

import datetime as dt
import math
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from django.db.models import Q

from khaigiang.apps.catalogue.models import Topic as TopicRow
from khaigiang.apps.classes.models import TrainingClass
from khaigiang.apps.plans.models import Plan
from khaigiang.apps.plans.queries import joint_of_classes
from khaigiang.apps.schools.models import Lecturer as LecturerRow
from khaigiang.apps.schools.models import LecturerBusy, RoomBusy
from khaigiang.apps.schools.models import Room as RoomRow
from khaigiang.apps.schools.queries import days_closed_by_venue, weights_for
from khaigiang.apps.timetables import phrases
from khaigiang.apps.timetables.models import Lesson as LessonRow
from khaigiang.core.calendar import HalfDay, Part, Window, half_days, working_days
from khaigiang.core.timetabling.problem import (
    ClassPlan,
    JointTopic,
    Lecturer,
    Lesson,
    Room,
    Timetable,
    TimetableProblem,
    Topic,
    TopicKind,
    Weights,
)
from khaigiang.core.timetabling.together import among
from khaigiang.foundation.refusal import Refused


@dataclass(slots=True)
class Rows:
    """The rows of a problem, by the ids it knows them by."""

    classes: dict[str, TrainingClass] = field(default_factory=dict)
    topics: dict[str, TopicRow] = field(default_factory=dict)
    lecturers: dict[str, LecturerRow] = field(default_factory=dict)
    rooms: dict[str, RoomRow] = field(default_factory=dict)
    lost_days: frozenset[dt.date] = frozenset()
    closed_days: Mapping[str, frozenset[dt.date]] = field(default_factory=dict)
    weights: Weights = field(default_factory=Weights)
    joint: tuple[JointTopic, ...] = ()


def rows_of(plan: Plan) -> Rows:
    """Everything the plan's timetables are made from, in a handful of queries."""
    classes = list(
        TrainingClass.objects.filter(line__plan=plan)
        .select_related("planned", "line__programme")
        .prefetch_related("enrolments")
        .order_by("line_id", "planned__number")
    )
    topics = TopicRow.objects.filter(module__programme__lines__plan=plan).select_related("module__programme").distinct()
    topic_rows = {topic_id(row): row for row in topics.order_by("module__programme__code", "number")}
    lecturers = (
        LecturerRow.objects.filter(Q(topics__in=topic_rows.values()) | Q(lessons__training_class__in=classes))
        .select_related("person", "home_venue")
        .prefetch_related("busy", "topics__module__programme")
        .distinct()
        .order_by("person__sort_key", "unit_name")
    )
    rooms = RoomRow.objects.filter(
        Q(venue__name__in={row.line.venue for row in classes}) | Q(lessons__training_class__in=classes)
    )
    rooms = rooms.select_related("venue").prefetch_related("busy").distinct().order_by("venue__name", "name")
    return Rows(
        {row.code: row for row in classes},
        topic_rows,
        {lecturer_id(row): row for row in lecturers},
        {room_id(row): row for row in rooms},
        frozenset(plan.lost_days.values_list("day", flat=True)),
        days_closed_by_venue(),
        weights_for({row.line.venue for row in classes}),
        _joint(classes),
    )


def _joint(classes: Iterable[TrainingClass]) -> tuple[JointTopic, ...]:
    """What is heard together by two of these classes or more."""
    codes = {row.pk: row.code for row in classes}
    held: dict[int, tuple[str, list[str]]] = {}
    for group, programme, number, key in joint_of_classes(codes):
        held.setdefault(group, (f"{programme}:{number}", []))[1].append(codes[key])
    return tuple(JointTopic(topic, tuple(heard)) for topic, heard in held.values() if len(heard) > 1)


def topic_id(row: TopicRow) -> str:
    return f"{row.module.programme.code}:{row.number}"


def lecturer_id(row: LecturerRow) -> str:
    return f"{row.person.full_name} ({row.unit_name})" if row.unit_name else row.person.full_name


def room_id(row: RoomRow) -> str:
    return f"{row.name}, {row.venue.name}"


def fixed_id(row: TrainingClass) -> str:
    """As whose lessons they stand fixed in a question about other classes."""
    return f"{row.line.plan.number} {row.code}"


def problem_of(rows: Rows, *, whole_window: bool = False) -> TimetableProblem:
    """The question for the solver. A class has just the days its topics need, from the first working day of its window;
    with ``whole_window`` it has them all. Raises Refused for a class that has no day at all.
    """
    topics = defaultdict(list)
    for key, row in rows.topics.items():
        topics[row.module.programme_id].append((_topic(key, row), row.weekdays))
    classes = tuple(
        _class_plan(row, topics[row.line.programme_id], closed=_closed(rows, row.line.venue), whole_window=whole_window)
        for row in rows.classes.values()
    )
    parts = frozenset(part for row in rows.classes.values() for part in row.planned.parts)
    joint = among(rows.joint, rows.classes)
    return TimetableProblem(
        classes=_shut_alike(classes, joint),
        lecturers=tuple(_lecturer(key, row, rows, parts) for key, row in rows.lecturers.items()),
        rooms=tuple(
            Room(key, row.name, row.venue.name, row.capacity, _half_days(row.busy.all(), parts))
            for key, row in rows.rooms.items()
        ),
        fixed=tuple(_published(rows)),
        weights=_weights(rows),
        joint=joint,
    )


def _shut_alike(classes: Sequence[ClassPlan], joint: Iterable[JointTopic]) -> tuple[ClassPlan, ...]:
    """A topic heard together is kept out of the same half-days for all who hear it, whichever of them each has."""
    closed = {(plan.id, topic.id): topic.closed for plan in classes for topic in plan.topics}
    for each in joint:
        keys = [(class_id, each.topic_id) for class_id in each.class_ids]
        closed |= dict.fromkeys(keys, frozenset[HalfDay]().union(*(closed[key] for key in keys)))
    return tuple(
        replace(plan, topics=tuple(replace(topic, closed=closed[plan.id, topic.id]) for topic in plan.topics))
        for plan in classes
    )


def _closed(rows: Rows, venue: str) -> frozenset[dt.date]:
    """The days lost to the plan, closed everywhere, and closed at the venue."""
    return rows.lost_days.union(rows.closed_days.get("", ()), rows.closed_days.get(venue, ()))


def _weights(rows: Rows) -> Weights:
    """Where no topic is spread nothing asks for days: it is the same question whatever they weigh."""
    spread = any(row.spread for row in rows.topics.values())
    return rows.weights if spread else replace(rows.weights, working_days=0)


def _topic(key: str, row: TopicRow) -> Topic:
    code = row.module.programme.code
    return Topic(
        id=key,
        name=row.name,
        kind=TopicKind(row.kind),
        module=row.module.number,
        order=row.number,
        half_days=row.half_days,
        periods=row.periods,
        after=frozenset(f"{code}:{number}" for number in row.after),
        spread=row.spread,
        min_days=row.half_days if row.spread else 0,
        lecturers=row.lecturers_together,
        one_lecturer=row.one_lecturer,
    )


def _class_plan(
    row: TrainingClass,
    topics: Sequence[tuple[Topic, Collection[int]]],
    *,
    closed: frozenset[dt.date],
    whole_window: bool,
) -> ClassPlan:
    periods = row.line.programme.periods_per_half_day
    planned = row.planned
    window, parts = Window(planned.first_day, planned.last_day), tuple(map(Part, planned.parts))
    days = working_days(window, closed=closed, weekdays=planned.weekdays)
    if not days:
        raise Refused("class_without_days", phrases.CLASS_WITHOUT_DAYS, name=row.name)
    needed = math.ceil(half_days_needed([topic for topic, _weekdays in topics], periods) / len(parts))
    held = half_days(days if whole_window else days[: max(1, needed)], parts)
    return ClassPlan(
        id=row.code,
        name=row.name,
        size=len(row.enrolments.all()),
        topics=tuple(replace(topic, closed=_off(held, weekdays)) for topic, weekdays in topics),
        half_days=held,
        periods_per_half_day=periods,
        venue=row.line.venue,
    )


def _off(half_days: Iterable[HalfDay], weekdays: Collection[int]) -> frozenset[HalfDay]:
    """Those on other days of the week than these; none where no days are named."""
    return frozenset(slot for slot in half_days if weekdays and slot.day.weekday() not in weekdays)


def half_days_needed(topics: Iterable[Topic], periods_per_half_day: int) -> int:
    """The half-days that whole topics fill, and those that the short ones fill together."""
    rows = list(topics)
    return sum(topic.half_days for topic in rows) + math.ceil(
        sum(topic.periods for topic in rows) / periods_per_half_day
    )


def _lecturer(key: str, row: LecturerRow, rows: Rows, parts: frozenset[str]) -> Lecturer:
    given = {topic_id(topic) for topic in row.topics.all()}
    return Lecturer(
        id=key,
        name=row.person.full_name,
        topics=frozenset(given & rows.topics.keys()),
        busy=_half_days(row.busy.all(), parts),
        max_per_day=row.max_per_day,
        home_venue=row.home_venue.name if row.home_venue else "",
        max_per_week=row.max_per_week,
    )


def _half_days(busy: Iterable[LecturerBusy | RoomBusy], parts: frozenset[str]) -> frozenset[HalfDay]:
    """Those in parts of the day in which any class studies: of the others nothing is asked."""
    return frozenset(HalfDay(slot.day, Part(slot.part)) for slot in busy if slot.part in parts)


def _published(rows: Rows) -> Iterable[Lesson]:
    """Lessons of other classes, of this plan or another, that hold our lecturers or rooms."""
    lecturers = {row.pk: key for key, row in rows.lecturers.items()}
    rooms = {row.pk: key for key, row in rows.rooms.items()}
    held = LessonRow.objects.filter(Q(lecturers__in=lecturers) | Q(room__in=rooms)).exclude(
        training_class__in=[row.pk for row in rows.classes.values()]
    )
    held = held.select_related("training_class__line__plan", "topic__module__programme").prefetch_related("lecturers")
    for row in held.distinct().order_by("day", "part", "training_class__code", "first_period"):
        yield Lesson(
            class_id=fixed_id(row.training_class),
            topic_id=topic_id(row.topic),
            half_day=HalfDay(row.day, Part(row.part)),
            first_period=row.first_period,
            periods=row.periods,
            lecturer_ids=tuple(lecturers[each.pk] for each in row.lecturers.all() if each.pk in lecturers),
            room_id=rooms.get(row.room_id) if row.room_id else None,
        )


def timetable_of(rows: Rows) -> Timetable:
    """The stored lessons of these classes as the core judges them."""
    topics = {row.pk: key for key, row in rows.topics.items()}
    lecturers = {row.pk: key for key, row in rows.lecturers.items()}
    rooms = {row.pk: key for key, row in rows.rooms.items()}
    stored = LessonRow.objects.filter(training_class__in=rows.classes.values())
    seen: dict[tuple[str, str], int] = defaultdict(int)
    lessons = []
    for row in sorted(
        stored.select_related("training_class").prefetch_related("lecturers"),
        key=lambda row: (row.training_class.code, HalfDay(row.day, Part(row.part)), row.first_period),
    ):
        key = (row.training_class.code, topics[row.topic_id])
        seen[key] += 1
        lessons.append(
            Lesson(
                class_id=key[0],
                topic_id=key[1],
                half_day=HalfDay(row.day, Part(row.part)),
                first_period=row.first_period,
                periods=row.periods,
                lecturer_ids=tuple(lecturers[each.pk] for each in row.lecturers.all()),
                room_id=rooms[row.room_id] if row.room_id else None,
                part=seen[key],
            )
        )
    return Timetable(tuple(lessons))
