"""Short words for small problems: one class ``lop`` from Monday 3 June 2024, one lecturer ``a``, one room ``p1``."""

import datetime as dt

from khaigiang.core.calendar import Window, half_days, working_days
from khaigiang.core.timetabling import (
    ClassPlan,
    Lecturer,
    Lesson,
    Room,
    Timetable,
    TimetableProblem,
    Topic,
    TopicKind,
    Weights,
    explain,
    solve,
)

SLOTS = half_days(working_days(Window(dt.date(2024, 6, 3), dt.date(2024, 6, 28))))


def topic(name, kind=TopicKind.LECTURE, **facts):
    facts = {"module": 1, "order": 1} | facts
    if not facts.get("periods"):
        facts.setdefault("half_days", 1)
    return Topic(name, name.upper(), kind, **facts)


def plan(*topics, slots=4, first=0, **facts):
    facts = {"id": "lop", "name": "Lớp", "size": 30} | facts
    return ClassPlan(topics=topics, half_days=SLOTS[first : first + slots], **facts)


def lecturer(name, *topics, busy=(), **facts):
    return Lecturer(name, name.upper(), frozenset(topics), frozenset(SLOTS[slot] for slot in busy), **facts)


def room(name="p1", capacity=50, busy=(), venue=""):
    return Room(name, name, venue, capacity, frozenset(SLOTS[slot] for slot in busy))


def problem(*plans, lecturers=None, rooms=None, **facts):
    if lecturers is None:
        lecturers = (lecturer("a", *(topic.id for held in plans for topic in held.topics)),)
    return TimetableProblem(plans, tuple(lecturers), (room(),) if rooms is None else tuple(rooms), **facts)


def lesson(name, slot, **facts):
    facts = {"class_id": "lop", "first_period": 1, "periods": 5, "lecturer_ids": ("a",), "room_id": "p1"} | facts
    return Lesson(topic_id=name, half_day=SLOTS[slot], **facts)


def timetable(*lessons):
    return Timetable(lessons)


def codes(rule, held, *lessons):
    return [breach.code for breach in rule.violations(held, timetable(*lessons))]


def only(**weights):
    """Weights with every soft rule off but these."""
    names = ("mornings", "same_room", "consecutive_load", "fairness", "compactness", "travel", "seats", "working_days",
             "lone_lessons", "topic_room", "changes")  # fmt: skip
    return Weights(**(dict.fromkeys(names, 0) | weights))


def is_solvable(held):
    outcome = solve(held, seconds=5)
    assert outcome.violations == ()
    return outcome.timetable is not None


def clashing_rules(held):
    clash = explain(held)
    assert clash is not None
    assert clash.minimal
    return clash.rules


def cheapest(held):
    """The objective of a solved problem, which must be proven."""
    outcome = solve(held, seconds=5)
    assert outcome.status == "optimal"
    return outcome.objective
