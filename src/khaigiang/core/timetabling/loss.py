"""What a timetable has lost: a lecturer, a room or whole days; and what of it is still ahead."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from khaigiang.core.calendar import HalfDay
from khaigiang.core.timetabling.problem import ClassPlan, Lesson, Timetable, TimetableProblem, Topic
from khaigiang.core.timetabling.together import with_classes


class LossKind(StrEnum):
    LECTURER = "lecturer"
    ROOM = "room"
    DAY = "day"


@dataclass(frozen=True, slots=True)
class Loss:
    """What cannot be had from ``first`` to ``last``, both included; ``of`` is a lecturer's or a room's id."""

    kind: LossKind
    of: str
    first: dt.date
    last: dt.date

    def hits(self, half_day: HalfDay) -> bool:
        return self.first <= half_day.day <= self.last


def without(problem: TimetableProblem, loss: Loss) -> TimetableProblem:
    """The problem as it is after the loss. Raises ValueError when a class has no half-day left."""
    if loss.kind is LossKind.DAY:
        plans = (
            replace(plan, half_days=tuple(each for each in plan.half_days if not loss.hits(each)))
            for plan in problem.classes
        )
        return replace(problem, classes=tuple(plans))
    lost = frozenset(each for plan in problem.classes for each in plan.half_days if loss.hits(each))
    if loss.kind is LossKind.LECTURER:
        lecturers = (replace(one, busy=one.busy | lost) if one.id == loss.of else one for one in problem.lecturers)
        return replace(problem, lecturers=tuple(lecturers))
    rooms = (replace(one, busy=one.busy | lost) if one.id == loss.of else one for one in problem.rooms)
    return replace(problem, rooms=tuple(rooms))


def ahead(problem: TimetableProblem, timetable: Timetable, first: dt.date) -> tuple[TimetableProblem, Timetable]:
    """What is left of a problem and of its timetable from a day on.

    What was taught before is neither asked about nor moved: half-days and lessons before are left out, a topic has the
    half-days that are still to come, and a class that is over is not in it. Where half-days of the week are limited,
    what was taught in this week is fixed, under other names.
    """
    lessons = tuple(lesson for lesson in timetable.lessons if lesson.half_day.day >= first)
    left = Counter((lesson.class_id, lesson.topic_id) for lesson in lessons)
    plans = tuple(
        plan for each in problem.classes if (plan := _plan_ahead(each, left, first)) is not None and plan.topics
    )
    held = {(plan.id, topic.id) for plan in plans for topic in plan.topics}
    rest = replace(
        with_classes(problem, plans),
        fixed=tuple(_held(problem, timetable, first)),
        kept=tuple(lesson for lesson in problem.kept if (lesson.class_id, lesson.topic_id) in held),
    )
    return rest, Timetable(renumbered(lessons))


def _held(problem: TimetableProblem, timetable: Timetable, first: dt.date) -> Iterable[Lesson]:
    """What holds lecturers and rooms from a day on, with what counts towards the limits of its week."""
    limited = any(lecturer.max_per_week is not None for lecturer in problem.lecturers)
    since = first - dt.timedelta(days=first.weekday()) if limited else first
    yield from (lesson for lesson in problem.fixed if lesson.half_day.day >= since)
    for lesson in timetable.lessons:
        if since <= lesson.half_day.day < first:
            yield replace(lesson, class_id=f"({lesson.class_id})")


def _plan_ahead(plan: ClassPlan, left: Counter[tuple[str, str]], first: dt.date) -> ClassPlan | None:
    half_days = tuple(each for each in plan.half_days if each.day >= first)
    if not half_days:
        return None
    begun = half_days[0] != plan.half_days[0]
    parts = ((topic, left[plan.id, topic.id]) for topic in plan.topics)
    return replace(
        plan,
        half_days=half_days,
        topics=tuple(_topic_ahead(topic, ahead) for topic, ahead in parts if ahead),
        opening_periods=0 if begun else plan.opening_periods,
        begins_at_once=plan.begins_at_once and not begun,
    )


def _topic_ahead(topic: Topic, parts: int) -> Topic:
    """It still names what must come before it, taught or not: those who hear it together were not taught alike."""
    return topic if topic.is_short else replace(topic, half_days=parts, min_days=min(topic.min_days, parts))


def renumbered(lessons: Iterable[Lesson]) -> tuple[Lesson, ...]:
    """The same with the parts of each topic counted from 1, in the order given."""
    seen: Counter[tuple[str, str]] = Counter()
    found = []
    for lesson in lessons:
        seen[lesson.class_id, lesson.topic_id] += 1
        found.append(replace(lesson, part=seen[lesson.class_id, lesson.topic_id]))
    return tuple(found)
