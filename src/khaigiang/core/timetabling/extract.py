"""A small part of a timetable that is made anew while all the rest stays, as a problem of its own."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
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
from khaigiang.core.timetabling.reading import week_of
from khaigiang.core.timetabling.rules.fairness import fair_share

_PRICE_OF_A_CHANGE = 1000  # more than any cost that one change could save: no class has a thousand breaches

_A_WEEK = 7
_A_ROW = 2  # days before and after that a row of half-days of a lecturer may reach into

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


@dataclass(frozen=True, slots=True)
class Reach:
    """What is made anew: the classes of the lessons hit, ``days`` before the first of these to as many after the last.

    With ``stay`` it is the half-days of the topics hit alone, and every topic keeps its own; with ``leave`` the topics
    hit must leave theirs. With ``others`` every class that is taught in one of their half-days is in it as well.
    """

    days: int = 0
    stay: bool = False
    leave: bool = False
    others: bool = False


def extract(
    problem: TimetableProblem,
    before: Timetable,
    hit: Iterable[Lesson],
    reach: Reach,
    *,
    known: Timetable | None = None,
) -> Extract:
    """The part of a problem around some lessons. ``known`` is what people know, if that is not ``before``.

    A topic that reaches beyond the part, or is heard together with a class outside it, stays as it is and is there only
    to keep the order.
    """
    seats = _with_joint(problem, {(lesson.class_id, lesson.topic_id) for lesson in hit})
    lessons: dict[str, list[Lesson]] = {}
    for lesson in before.lessons:
        lessons.setdefault(lesson.class_id, []).append(lesson)
    if reach.others:
        taken = {
            lesson.half_day
            for class_id, topic_id in seats
            for lesson in lessons[class_id]
            if lesson.topic_id == topic_id
        }
        around = {(held.class_id, held.topic_id) for held in before.lessons if held.half_day in taken}
        around = _with_joint(problem, around) | seats
    else:
        around = seats
    plans, slots = {plan.id: plan for plan in problem.classes}, {}
    for class_id in sorted({class_id for class_id, _topic in around}):
        mine = [lesson for lesson in lessons[class_id] if (class_id, lesson.topic_id) in around]
        slots[class_id] = _slots(plans[class_id], mine, None if reach.stay else reach.days)
    free = _free(problem, lessons, slots)
    barred = seats if reach.leave else frozenset()
    asked = _asked(problem, before, slots, free, barred=barred, stay=reach.stay)
    kept = (lesson for lesson in (known or before).lessons if (lesson.class_id, lesson.topic_id) in free)
    rest = tuple(lesson for lesson in before.lessons if (lesson.class_id, lesson.topic_id) not in free)
    return Extract(replace(asked, kept=tuple(kept)), free, rest)


def _with_joint(problem: TimetableProblem, keys: set[Key]) -> set[Key]:
    """These topics of these classes, for all classes that hear them together."""
    return keys.union(
        (class_id, joint.topic_id)
        for joint in problem.joint
        if any((class_id, joint.topic_id) in keys for class_id in joint.class_ids)
        for class_id in joint.class_ids
    )


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
    """Topics wholly within the part; a half-day that the class no longer has is everywhere.

    Of a class that has no half-day in the part nothing can be made anew there.
    """
    outside: set[Key] = set()
    for plan in problem.classes:
        around = set(plan.half_days).difference(slots.get(plan.id, ()))
        if plan.id in slots:
            outside |= {(plan.id, held.topic_id) for held in lessons[plan.id] if held.half_day in around}
    for joint in problem.joint:
        keys = {(class_id, joint.topic_id) for class_id in joint.class_ids}
        if keys & outside or not slots.keys() >= set(joint.class_ids):
            outside |= keys
    within = {(class_id, lesson.topic_id) for class_id in slots if slots[class_id] for lesson in lessons[class_id]}
    return frozenset(within - outside)


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
    together = [
        [(class_id, joint.topic_id) for class_id in joint.class_ids]
        for joint in problem.joint
        if all((class_id, joint.topic_id) in free for class_id in joint.class_ids)
    ]
    for keys in together:  # they may stand apart as yet: one topic has one set of half-days it is kept out of
        closed |= dict.fromkeys(keys, frozenset[HalfDay]().union(*(closed[key] for key in keys)))
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
    # Under another name, because no class has both lessons to be found and lessons that stand fast.
    around = (*problem.fixed, *(replace(lesson, class_id=f"({lesson.class_id})") for lesson in held))
    taught = {topic_id for _class_id, topic_id in free}
    lecturers = tuple(lecturer for lecturer in problem.lecturers if not taught.isdisjoint(lecturer.topics))
    return replace(
        problem,
        classes=tuple(plans),
        lecturers=lecturers,
        fixed=tuple(_near(around, every, weeks=any(each.max_per_week is not None for each in lecturers))),
        weights=replace(problem.weights, changes=_PRICE_OF_A_CHANGE, fair_share=fair_share(problem)),
        joint=tuple(JointTopic(keys[0][1], tuple(class_id for class_id, _topic in keys)) for keys in together),
    )


def _near(lessons: Iterable[Lesson], half_days: frozenset[HalfDay], *, weeks: bool) -> Iterator[Lesson]:
    """Those that a rule could look at together with these half-days.

    Rules of lecturers go by days and rows of days, where a limit asks for it by ``weeks``.
    """
    days = {half_day.day + dt.timedelta(days=step) for half_day in half_days for step in range(-_A_ROW, _A_ROW + 1)}
    if weeks:
        days |= {week_of(half_day) + dt.timedelta(days=step) for half_day in half_days for step in range(_A_WEEK)}
    return (lesson for lesson in lessons if lesson.half_day.day in days)


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
