"""Reasons why no timetable can exist, found by counting alone, before any search."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter

from khaigiang.core.calendar import HalfDay
from khaigiang.core.timetabling.problem import ClassPlan, TimetableProblem, Topic
from khaigiang.core.timetabling.rules.catalogue import ORDER_RULES
from khaigiang.core.timetabling.together import attendances


@dataclass(frozen=True, slots=True)
class Obstacle:
    """One reason; ``code`` is put into words elsewhere, with ``facts`` filled in."""

    code: str
    facts: Mapping[str, str]


def precheck(problem: TimetableProblem) -> tuple[Obstacle, ...]:
    """Every obstacle found, class by class. None found does not mean that a timetable exists."""
    booked: dict[str, set[HalfDay]] = {lecturer.id: set(lecturer.busy) for lecturer in problem.lecturers}
    for lesson in problem.fixed:
        for lecturer in lesson.lecturer_ids:
            booked.setdefault(lecturer, set()).add(lesson.half_day)
    found: list[Obstacle] = []
    for plan in problem.classes:
        found += _lengths(plan)
        found += _cycle(plan)
        found += _lecturers(problem, plan, booked)
        found += _rooms(problem, plan)
    return tuple(found)


def _lengths(plan: ClassPlan) -> Iterator[Obstacle]:
    free = [periods for slot in range(len(plan.half_days)) if (periods := plan.free_periods(slot)[1]) > 0]
    for topic in plan.topics:
        if topic.periods > max(free, default=0):
            facts = {"class": plan.id, "topic": topic.id, "periods": str(topic.periods)}
            yield Obstacle("topic_longer_than_half_day", facts | {"held": str(max(free, default=0))})
    long = sum(topic.half_days for topic in plan.topics)
    short = sum(topic.periods for topic in plan.topics)
    needed = long + -(-short // max(1, plan.periods_per_half_day))
    if needed > len(free):
        facts = {"class": plan.id, "needed": str(needed), "has": str(len(free))}
        yield Obstacle("window_too_short", facts)
    elif short > sum(sorted(free, reverse=True)[: len(free) - long]):
        held = sum(sorted(free, reverse=True)[: len(free) - long])
        yield Obstacle("too_many_periods", {"class": plan.id, "needed": str(short), "has": str(held)})


def _cycle(plan: ClassPlan) -> Iterator[Obstacle]:
    before: dict[str, list[str]] = {topic.id: [] for topic in plan.topics}
    for rule in ORDER_RULES:
        for first, second in rule.pairs(plan):
            before[second.id].append(first.id)
    try:
        TopologicalSorter(before).prepare()
    except CycleError as error:
        circle = [str(topic) for topic in error.args[1]]
        yield Obstacle("cyclic_order", {"class": plan.id, "topics": ", ".join(circle)})


def _lecturers(problem: TimetableProblem, plan: ClassPlan, booked: Mapping[str, set[HalfDay]]) -> Iterator[Obstacle]:
    for topic in plan.topics:
        if not topic.wants_lecturer:
            continue
        facts = {"class": plan.id, "topic": topic.id}
        able = _able(problem, topic)
        counts = {"needed": str(topic.lecturers), "has": str(len(able))}
        if not able:
            yield Obstacle("no_lecturer", facts)
        elif len(able) < topic.lecturers:
            yield Obstacle("too_few_lecturers", facts | counts)
        elif all(booked[lecturer].issuperset(plan.half_days) for lecturer in able):
            yield Obstacle("lecturers_never_free", facts | {"lecturers": ", ".join(able)})
        elif not _is_shared(plan, topic.lecturers, [booked[lecturer] for lecturer in able]):
            yield Obstacle("lecturers_never_free_together", facts | counts)


def _able(problem: TimetableProblem, topic: Topic) -> list[str]:
    return [
        lecturer.id
        for lecturer in problem.lecturers
        if topic.id in lecturer.topics and lecturer.max_per_day > 0 and lecturer.max_per_week != 0
    ]


def _is_shared(plan: ClassPlan, needed: int, booked: list[set[HalfDay]]) -> bool:
    """Whether so many lecturers are free in one half-day."""
    return any(sum(half_day not in taken for taken in booked) >= needed for half_day in plan.half_days)


def _rooms(problem: TimetableProblem, plan: ClassPlan) -> Iterator[Obstacle]:
    if not any(topic.wants_room for topic in plan.topics):
        return
    people = attendances(problem)
    coming = max(people[plan.id, topic.id] for topic in plan.topics if topic.wants_room)
    near = [room.capacity for room in problem.rooms if plan.venue in ("", room.venue)]
    if not near or (max(near) < coming and not problem.weights.seats):
        facts = {"class": plan.id, "size": str(coming), "largest": str(max(near, default=0)), "venue": plan.venue}
        yield Obstacle("no_room_big_enough", facts)
