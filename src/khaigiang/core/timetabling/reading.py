"""Ways of reading a timetable that several rules share; none of them judges."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping

from khaigiang.core.calendar import HalfDay
from khaigiang.core.timetabling.problem import ClassPlan, Lesson, Timetable, TimetableProblem, Topic

Place = tuple[HalfDay, int]


def lessons_by_class(
    problem: TimetableProblem, timetable: Timetable
) -> Iterator[tuple[ClassPlan, tuple[tuple[Topic, Lesson], ...]]]:
    """Each class with its lessons in order of time and their topics; lessons of unknown topics are left out."""
    held: dict[str, list[Lesson]] = {plan.id: [] for plan in problem.classes}
    for lesson in timetable.lessons:
        if lesson.class_id in held:
            held[lesson.class_id].append(lesson)
    for plan in problem.classes:
        topics = {topic.id: topic for topic in plan.topics}
        known = [lesson for lesson in held[plan.id] if lesson.topic_id in topics]
        yield plan, tuple((topics[lesson.topic_id], lesson) for lesson in sorted(known, key=begins))


def begins(lesson: Lesson) -> tuple[HalfDay, int, str]:
    """Sorts lessons of a class by time."""
    return lesson.half_day, lesson.first_period, lesson.topic_id


def held_lessons(problem: TimetableProblem, timetable: Timetable) -> tuple[Lesson, ...]:
    """All lessons that hold a lecturer or a room: those of the timetable and the fixed ones."""
    return timetable.lessons + problem.fixed


def lecturers_bookings(lessons: Iterable[Lesson]) -> Mapping[str, Mapping[HalfDay, tuple[Lesson, ...]]]:
    """What each lecturer gives, by half-day in order of time; lecturers in order of their ids."""
    given: dict[str, dict[HalfDay, tuple[Lesson, ...]]] = {}
    for lesson in sorted(lessons, key=lambda lesson: (lesson.half_day, lesson.class_id, lesson.first_period)):
        for lecturer in lesson.lecturer_ids:
            days = given.setdefault(lecturer, {})
            days[lesson.half_day] = (*days.get(lesson.half_day, ()), lesson)
    return dict(sorted(given.items()))


def venue_of(problem: TimetableProblem, lesson: Lesson) -> str:
    """Where a lesson is held: its room's venue, else its class's; empty when neither is known."""
    for room in problem.rooms:
        if room.id == lesson.room_id:
            return room.venue
    for plan in problem.classes:
        if plan.id == lesson.class_id:
            return plan.venue
    return ""


def week_of(half_day: HalfDay) -> dt.date:
    """The Monday of its week."""
    return half_day.day - dt.timedelta(days=half_day.day.weekday())
