"""Curriculum-based timetabling instances as our own problem, and our timetable in their words.

The text form of the second international timetabling competition, track 3 (Di Gaspero, McCollum and Schaerf, 2007),
with the costs it calls UD2. A course is a topic, a curriculum is a class, a course of several curricula is a joint
topic, and each period of each day is booked on its own.
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from khaigiang.core.calendar import HalfDay, Part
from khaigiang.core.timetabling.problem import (
    ClassPlan,
    JointTopic,
    Lecturer,
    Room,
    Timetable,
    TimetableProblem,
    Topic,
    TopicKind,
    Weights,
)
from khaigiang.core.timetabling.together import leaders, sitting

UD2 = Weights(
    mornings=0,
    same_room=0,
    consecutive_load=0,
    fairness=0,
    compactness=0,
    travel=0,
    seats=1,
    working_days=5,
    lone_lessons=2,
    topic_room=1,
)
_FIRST_DAY = dt.date(2007, 9, 3)  # the instances know no dates; ours begin on a Monday
_SECTIONS = {"COURSES:", "ROOMS:", "CURRICULA:", "UNAVAILABILITY_CONSTRAINTS:"}
_COUNTED = {"Courses": "COURSES:", "Rooms": "ROOMS:", "Curricula": "CURRICULA:"}


class MalformedInstance(ValueError):  # noqa: N818 - a fault of the file, not of the program
    """``line`` counts from 1, 0 is the file as a whole; ``reason`` is a code that is put into words elsewhere."""

    def __init__(self, line: int, reason: str, text: str = "") -> None:
        super().__init__(f"line {line}: {reason}: {text}")
        self.line, self.reason, self.text = line, reason, text


@dataclass(frozen=True, slots=True)
class DayPeriod(HalfDay):
    """A period of a day that is booked on its own as a half-day else is; ``number`` counts from 0."""

    number: int = 0

    def __lt__(self, other: HalfDay) -> bool:
        return (self.day, self.number) < (other.day, getattr(other, "number", 0))

    def __str__(self) -> str:
        return f"{self.day.isoformat()}/{self.number}"


@dataclass(slots=True)
class _Sheet:
    """The lines of an instance, by section, each with its number."""

    header: dict[str, tuple[int, str]] = field(default_factory=dict)
    rows: dict[str, list[tuple[int, list[str]]]] = field(default_factory=lambda: {name: [] for name in _SECTIONS})

    def number(self, name: str) -> int:
        if name not in self.header:
            raise MalformedInstance(0, "line_missing", f"{name}:")
        line, text = self.header[name]
        if not text.isdecimal() or int(text) < 1:
            raise MalformedInstance(line, "not_a_number", f"{name}: {text}")
        return int(text)


def read_ctt(text: str) -> TimetableProblem:
    """The problem that an instance states. Raises MalformedInstance with the line that cannot be understood."""
    sheet = _sheet(text)
    days, periods = sheet.number("Days"), sheet.number("Periods_per_day")
    slots = tuple(
        DayPeriod(_FIRST_DAY + dt.timedelta(days=day), Part.MORNING, period)
        for day in range(days)
        for period in range(periods)
    )
    closed = _closed(sheet, slots, periods)
    topics, teachers = _courses(sheet, closed)
    rooms = tuple(Room(name, name, "", seats) for name, (seats,) in _named(sheet, "ROOMS:", 1))
    curricula = _curricula(sheet, topics)
    heard = {course for courses in curricula.values() for course in courses}
    plans = [_class(name, tuple(topics[course] for course in courses), slots) for name, courses in curricula.items()]
    plans += [_class(f"({name})", (_alone(topic),), slots) for name, topic in topics.items() if name not in heard]
    return TimetableProblem(
        tuple(plans),
        tuple(Lecturer(name, name, frozenset(given), max_per_day=periods) for name, given in teachers.items()),
        rooms,
        weights=UD2,
        joint=tuple(_joint(topics, curricula)),
    )


def write_ctt(problem: TimetableProblem, timetable: Timetable) -> str:
    """A timetable of such a problem, a line for each lecture: course, room, day and period, both from 0."""
    leads = leaders(problem)
    lines = [
        f"{lesson.topic_id} {lesson.room_id} {(lesson.half_day.day - _FIRST_DAY).days} "
        f"{getattr(lesson.half_day, 'number', 0)}\n"
        for lesson in sorted(timetable.lessons, key=lambda lesson: (lesson.topic_id, lesson.half_day))
        if sitting(leads, lesson) == lesson.class_id
    ]
    return "".join(lines)


def _sheet(text: str) -> _Sheet:
    sheet, section = _Sheet(), ""
    for number, line in enumerate(text.lstrip("\ufeff").splitlines(), 1):
        words = line.split()
        if not words:
            continue
        if words[0] in _SECTIONS:
            section = words[0]
        elif words[0] in ("END", "END."):
            break
        elif section:
            sheet.rows[section].append((number, words))
        else:
            name, _, value = line.partition(":")
            sheet.header[name.strip()] = (number, value.strip())
    for name, section_name in _COUNTED.items():
        if sheet.number(name) != len(sheet.rows[section_name]):
            raise MalformedInstance(sheet.header[name][0], "wrong_count", f"{name}: {len(sheet.rows[section_name])}")
    return sheet


def _named(sheet: _Sheet, section: str, figures: int, words: int = 0) -> Iterator[tuple[str, list[int]]]:
    """Each row's name and its figures, which follow so many other words."""
    seen = set()
    for line, row in sheet.rows[section]:
        held = row[1 + words : 1 + words + figures]
        if len(held) < figures or not all(word.isdecimal() for word in held):
            raise MalformedInstance(line, "not_a_number", " ".join(row))
        if row[0] in seen:
            raise MalformedInstance(line, "named_twice", row[0])
        seen.add(row[0])
        yield row[0], [int(word) for word in held]


def _closed(sheet: _Sheet, slots: tuple[DayPeriod, ...], periods: int) -> Mapping[str, frozenset[HalfDay]]:
    known = {row[0] for _, row in sheet.rows["COURSES:"]}
    closed: dict[str, set[HalfDay]] = {}
    for line, row in sheet.rows["UNAVAILABILITY_CONSTRAINTS:"]:
        if len(row) < 3 or not row[1].isdecimal() or not row[2].isdecimal():  # noqa: PLR2004 - course, day, period
            raise MalformedInstance(line, "not_a_number", " ".join(row))
        slot = int(row[1]) * periods + int(row[2])
        if row[0] not in known or int(row[2]) >= periods or slot >= len(slots):
            raise MalformedInstance(line, "unknown_name", " ".join(row))
        closed.setdefault(row[0], set()).add(slots[slot])
    return {course: frozenset(held) for course, held in closed.items()}


def _courses(
    sheet: _Sheet, closed: Mapping[str, frozenset[HalfDay]]
) -> tuple[Mapping[str, Topic], Mapping[str, set[str]]]:
    topics: dict[str, Topic] = {}
    teachers: dict[str, set[str]] = {}
    for (name, (lectures, days, students)), (line, row) in zip(
        _named(sheet, "COURSES:", 3, words=1), sheet.rows["COURSES:"], strict=True
    ):
        if not lectures:
            raise MalformedInstance(line, "not_a_number", " ".join(row))
        topics[name] = Topic(
            name, name, TopicKind.LECTURE, module=0, order=0, half_days=lectures, spread=True, min_days=days,
            closed=closed.get(name, frozenset()), attendance=students,
        )  # fmt: skip
        teachers.setdefault(row[1], set()).add(name)
    return topics, teachers


def _curricula(sheet: _Sheet, topics: Mapping[str, Topic]) -> Mapping[str, list[str]]:
    curricula = {}
    for (name, (count,)), (line, row) in zip(_named(sheet, "CURRICULA:", 1), sheet.rows["CURRICULA:"], strict=True):
        courses = row[2 : 2 + count]
        unknown = [course for course in courses if course not in topics]
        if unknown or len(courses) < count:
            raise MalformedInstance(line, "unknown_name" if unknown else "wrong_count", " ".join(row))
        curricula[name] = list(dict.fromkeys(courses))
    return curricula


def _class(name: str, topics: tuple[Topic, ...], slots: tuple[DayPeriod, ...]) -> ClassPlan:
    return ClassPlan(name, name, 0, topics, slots, periods_per_half_day=1, begins_at_once=False)


def _alone(topic: Topic) -> Topic:
    """A course of no curriculum: nobody's day can be torn by it, which is what self-study says."""
    return Topic(
        topic.id, topic.name, TopicKind.SELF_STUDY, module=0, order=0, half_days=topic.half_days, spread=True,
        min_days=topic.min_days, closed=topic.closed, attendance=topic.attendance, needs_lecturer=True, needs_room=True,
    )  # fmt: skip


def _joint(topics: Mapping[str, Topic], curricula: Mapping[str, list[str]]) -> Iterator[JointTopic]:
    for course in topics:
        classes = tuple(name for name, courses in curricula.items() if course in courses)
        if len(classes) > 1:
            yield JointTopic(course, classes)
