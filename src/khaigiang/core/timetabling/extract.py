"""A small part of a timetable that is made anew while all the rest stays, as a problem of its own."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from khaigiang.core.calendar import HalfDay
from khaigiang.core.timetabling.problem import (
    ClassPlan,
    JointTopic,
    Lesson,
    Timetable,
    TimetableProblem,
    Topic,
)
from khaigiang.core.timetabling.rules.fairness import fair_share

_PRICE_OF_A_CHANGE = 1000  # more than any cost that one change could save: no class has a thousand breaches

Key = tuple[str, str]  # a class and a topic


@dataclass(frozen=True, slots=True)
class Extract:
    """``problem`` asks about the topics ``free`` only; ``rest`` are the lessons of all others, which stay."""

    problem: TimetableProblem
    free: frozenset[Key]
    rest: tuple[Lesson, ...]

    def put_back(self, found: Timetable) -> Timetable:
        """The whole timetable with an answer of the part in its place."""
        lessons = [*self.rest, *(lesson for lesson in found.lessons if (lesson.class_id, lesson.topic_id) in self.free)]
        places = {plan.id: place for place, plan in enumerate(self.problem.classes)}
        order = {lesson.class_id: len(places) for lesson in lessons} | places
        lessons.sort(key=lambda held: (order[held.class_id], held.class_id, held.half_day, held.first_period))
        return Timetable(tuple(lessons))


def extract(
    problem: TimetableProblem, before: Timetable, hit: Iterable[Lesson], *, days: int, stay: bool, leave: bool
) -> Extract:
    """The classes of the lessons ``hit``, from so many days before the first of them to so many after the last.

    With ``stay`` every topic keeps its half-days, with ``leave`` those hit must leave theirs. A topic that reaches
    beyond the part, or is heard together with a class outside it, stays as it is and is there only to keep the order.
    """
    seats = {(lesson.class_id, lesson.topic_id) for lesson in hit}
    seats |= {
        (class_id, joint.topic_id)
        for joint in problem.joint
        if any((class_id, joint.topic_id) in seats for class_id in joint.class_ids)
        for class_id in joint.class_ids
    }
    lessons: dict[str, list[Lesson]] = {}
    for lesson in before.lessons:
        lessons.setdefault(lesson.class_id, []).append(lesson)
    plans, slots = {plan.id: plan for plan in problem.classes}, {}
    for class_id in sorted({class_id for class_id, _topic in seats}):
        mine = [lesson for lesson in lessons[class_id] if (class_id, lesson.topic_id) in seats]
        slots[class_id] = _slots(plans[class_id], mine, None if stay else days)
    free = _free(problem, lessons, slots)
    asked = _asked(problem, before, slots, free, barred=seats if leave else frozenset(), stay=stay)
    rest = tuple(lesson for lesson in before.lessons if (lesson.class_id, lesson.topic_id) not in free)
    return Extract(asked, free, rest)


def _slots(plan: ClassPlan, lessons: Iterable[Lesson], days: int | None) -> tuple[HalfDay, ...]:
    """The class's half-days near these lessons; those of the lessons alone when ``days`` is None."""
    held = {lesson.half_day for lesson in lessons}
    if days is None:
        return tuple(half_day for half_day in plan.half_days if half_day in held)
    first = min(held).day - dt.timedelta(days=days)
    last = max(held).day + dt.timedelta(days=days)
    return tuple(half_day for half_day in plan.half_days if first <= half_day.day <= last)


def _free(
    problem: TimetableProblem, lessons: Mapping[str, list[Lesson]], slots: Mapping[str, tuple[HalfDay, ...]]
) -> frozenset[Key]:
    """Topics wholly within the part; a half-day that the class no longer has is everywhere."""
    outside: set[Key] = set()
    for plan in problem.classes:
        around = set(plan.half_days).difference(slots.get(plan.id, ()))
        if plan.id in slots:
            outside |= {(plan.id, held.topic_id) for held in lessons[plan.id] if held.half_day in around}
    for joint in problem.joint:
        keys = {(class_id, joint.topic_id) for class_id in joint.class_ids}
        if keys & outside or not slots.keys() >= set(joint.class_ids):
            outside |= keys
    return frozenset(
        (class_id, lesson.topic_id) for class_id in slots for lesson in lessons[class_id]
    ) - frozenset(outside)  # fmt: skip


def _asked(
    problem: TimetableProblem,
    before: Timetable,
    slots: Mapping[str, tuple[HalfDay, ...]],
    free: frozenset[Key],
    *,
    barred: Iterable[Key],
    stay: bool,
) -> TimetableProblem:
    every = frozenset(half_day for held in slots.values() for half_day in held)
    stands: dict[Key, set[HalfDay]] = {}
    for lesson in before.lessons:
        stands.setdefault((lesson.class_id, lesson.topic_id), set()).add(lesson.half_day)
    closed: dict[Key, frozenset[HalfDay]] = dict.fromkeys(free, frozenset())
    for key in free:
        if stay:
            closed[key] = every - stands[key]
        elif key in barred:
            closed[key] = frozenset(stands[key])
    plans = []
    for plan in problem.classes:
        if slots.get(plan.id):
            topics = [
                replace(topic, closed=topic.closed | closed[plan.id, topic.id])
                if (plan.id, topic.id) in free
                else _pinned(topic, stands[plan.id, topic.id], slots[plan.id])
                for topic in plan.topics
                if (plan.id, topic.id) in free or not stands[plan.id, topic.id].isdisjoint(slots[plan.id])
            ]
            plans.append(_shortened(plan, tuple(topics), slots[plan.id]))
    held = [lesson for lesson in before.lessons if (lesson.class_id, lesson.topic_id) not in free]
    return replace(
        problem,
        classes=tuple(plans),
        # Under another name, because no class has both lessons to be found and lessons that stand fast.
        fixed=(*problem.fixed, *(replace(lesson, class_id=f"({lesson.class_id})") for lesson in held)),
        weights=replace(problem.weights, changes=_PRICE_OF_A_CHANGE, fair_share=fair_share(problem)),
        joint=tuple(
            JointTopic(joint.topic_id, joint.class_ids)
            for joint in problem.joint
            if all((class_id, joint.topic_id) in free for class_id in joint.class_ids)
        ),
        kept=tuple(lesson for lesson in before.lessons if (lesson.class_id, lesson.topic_id) in free),
    )


def _pinned(topic: Topic, stands: Iterable[HalfDay], slots: tuple[HalfDay, ...]) -> Topic:
    """The parts of a topic that fall into these half-days, unmovable; its lecturer and room are held elsewhere."""
    here = frozenset(stands).intersection(slots)
    return replace(
        topic,
        half_days=0 if topic.is_short else len(here),
        needs_lecturer=False,
        needs_room=False,
        closed=frozenset(slots) - here,
        min_days=0,
    )


def _shortened(plan: ClassPlan, topics: tuple[Topic, ...], slots: tuple[HalfDay, ...]) -> ClassPlan:
    begins, ends = slots[0] == plan.half_days[0], slots[-1] == plan.half_days[-1]
    return replace(
        plan,
        topics=topics,
        half_days=slots,
        opening_periods=plan.opening_periods if begins else 0,
        closing_periods=plan.closing_periods if ends else 0,
        begins_at_once=plan.begins_at_once and begins,
    )
