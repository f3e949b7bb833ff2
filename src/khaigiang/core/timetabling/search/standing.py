"""From where the events stand to the lessons of a timetable, and back."""

from collections.abc import Iterator

import numpy as np

from khaigiang.core.timetabling.lining_up import line_up
from khaigiang.core.timetabling.problem import ClassPlan, Lesson, Timetable, Topic
from khaigiang.core.timetabling.search.jit import Ints
from khaigiang.core.timetabling.search.tables import Tables
from khaigiang.core.timetabling.search.teams import Team

Held = tuple[Topic, int, int, Team, str | None]
"""A topic, its part (0 while parts are not yet told apart), its slot among the class's half-days, who and where."""


def read_standing(tables: Tables, standing: Ints) -> Timetable:
    """The lessons, in order of class and time. ``standing``: half-days of all events, then lecturers, then rooms."""
    times, lecturers, rooms = np.split(standing, 3)
    problem = tables.problem
    where = [room.id for room in problem.rooms]
    held: list[list[Held]] = [[] for _ in problem.classes]
    for e, event in enumerate(tables.events):
        team = tables.teams[lecturers[e]] if lecturers[e] >= 0 else tables.settled.get(e, ())
        room = where[rooms[e]] if rooms[e] >= 0 else None
        for number in event.classes:
            taken = tables.run(number, int(times[e]), event.length)
            for step, time in enumerate(taken):
                part = 0 if event.topic.spread else step + 1
                held[number].append((event.topic, part, tables.slot[number, time], team, room))
    lessons: list[Lesson] = []
    for plan, mine in zip(problem.classes, held, strict=True):
        lessons += _lessons(plan, mine)
    return Timetable(tuple(lessons))


def _lessons(plan: ClassPlan, held: list[Held]) -> Iterator[Lesson]:
    parts: dict[str, int] = {}
    slots = [slot for _, _, slot, _, _ in held]
    for place, begin, periods in line_up(plan, [topic for topic, *_ in held], slots):
        topic, part, slot, team, room = held[place]
        if not part:
            part = parts[topic.id] = parts.get(topic.id, 0) + 1
        yield Lesson(
            plan.id,
            topic.id,
            plan.half_days[slot],
            begin,
            periods,
            team,
            room,
            part,
        )


def write_standing(tables: Tables, timetable: Timetable) -> Ints:
    """Where the events stand in a timetable that keeps the shape of the topics; the reverse of ``read_standing``.

    An event in a place that it can never have is put where it may be. Raises ValueError when a lesson is missing.
    """
    held: dict[tuple[str, str], list[Lesson]] = {}
    for lesson in sorted(timetable.lessons, key=lambda lesson: (lesson.half_day, lesson.part)):
        held.setdefault((lesson.class_id, lesson.topic_id), []).append(lesson)
    events = len(tables.events)
    standing = np.full(3 * events, -1, np.int32)
    for e, event in enumerate(tables.events):
        lessons = held.get((tables.problem.classes[event.classes[0]].id, event.topic.id), [])
        if not lessons:
            raise ValueError(f"topic {event.topic.id} has no lesson to begin from")
        lesson = lessons.pop(0)
        del lessons[: event.length - 1]
        who = tuple(sorted(lesson.lecturer_ids))
        where = lesson.room_id or ""
        standing[e] = _allowed(tables.may_start[e], tables.place.get(lesson.half_day, -1))
        standing[events + e] = _allowed(tables.may_teach[e], tables.team_place.get(who, -1))
        standing[2 * events + e] = _allowed(tables.may_hold[e], tables.room_place.get(where, -1))
    return standing


def _allowed(may: "np.ndarray", wanted: int) -> int:
    """What is wanted if it may be, else the first that may, -1 when nothing may."""
    if wanted >= 0 and may[wanted]:
        return wanted
    return int(may.argmax()) if may.any() else -1
