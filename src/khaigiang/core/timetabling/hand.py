"""A timetable changed by hand: what becomes of it, which rules it newly breaks, and what it costs.

A change is the lessons that are to stand otherwise, as they are to stand; each is known by its class, its topic and the
part that it was before the change.
"""

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from khaigiang.core.calendar import HalfDay
from khaigiang.core.timetabling.loss import renumbered
from khaigiang.core.timetabling.problem import ClassPlan, Lesson, Timetable, TimetableProblem, Violation
from khaigiang.core.timetabling.together import fellows
from khaigiang.core.timetabling.verify import costs, verify

Key = tuple[str, str, int]
"""Class, topic and part."""


@dataclass(frozen=True, slots=True)
class Place:
    """When, by whom and where a lesson is to be held. A short one follows what stands there when no period is told."""

    half_day: HalfDay
    lecturer_ids: tuple[str, ...]
    room_id: str | None
    first_period: int | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a change comes to: hard rules broken anew and kept again; the cost of each soft rule before and after."""

    broken: tuple[Violation, ...]
    mended: tuple[Violation, ...]
    costs: Mapping[str, tuple[int, int]]

    @property
    def before(self) -> int:
        return sum(was for was, _now in self.costs.values())

    @property
    def after(self) -> int:
        return sum(now for _was, now in self.costs.values())

    @property
    def shifts(self) -> Mapping[str, tuple[int, int]]:
        """The soft rules whose cost differs."""
        return {rule: (was, now) for rule, (was, now) in self.costs.items() if was != now}


def key_of(lesson: Lesson) -> Key:
    return lesson.class_id, lesson.topic_id, lesson.part


def lesson_at(timetable: Timetable, key: Key) -> Lesson:
    """Raises LookupError when there is none."""
    for lesson in timetable.lessons:
        if key_of(lesson) == key:
            return lesson
    raise LookupError(key)


def others_at(timetable: Timetable, lesson: Lesson, half_day: HalfDay) -> tuple[Lesson, ...]:
    """The other lessons of the lesson's class in a half-day, in order of periods."""
    held = (each for each in timetable.lessons if each.class_id == lesson.class_id and each.half_day == half_day)
    return tuple(sorted((each for each in held if each != lesson), key=lambda each: each.first_period))


def sitting_of(problem: TimetableProblem, timetable: Timetable, lesson: Lesson) -> tuple[Lesson, ...]:
    """The lesson, and the same part of its topic in every class that hears it together with the lesson's own."""
    others = fellows(problem.joint, lesson.class_id, lesson.topic_id)
    same = (lesson.topic_id, lesson.part)
    return (
        lesson,
        *(each for each in timetable.lessons if each.class_id in others and (each.topic_id, each.part) == same),
    )


def in_the_way(
    problem: TimetableProblem, timetable: Timetable, lesson: Lesson, half_day: HalfDay
) -> tuple[Lesson, ...]:
    """What else the classes that hear a lesson are taught in a half-day; what several hear together stands once."""
    found: dict[tuple[str, int], Lesson] = {}
    for heard in sitting_of(problem, timetable, lesson):
        for each in others_at(timetable, heard, half_day):
            found.setdefault((each.topic_id, each.part), each)
    return tuple(found.values())


def moved(problem: TimetableProblem, timetable: Timetable, key: Key, to: Place) -> tuple[Lesson, ...]:
    """The change that takes a lesson to a place, whatever stands there; all who hear it together go with it.

    Raises LookupError when there is no such lesson.
    """
    lesson = lesson_at(timetable, key)
    return tuple(_taken(problem, timetable, each, to) for each in sitting_of(problem, timetable, lesson))


def _taken(problem: TimetableProblem, timetable: Timetable, lesson: Lesson, to: Place) -> Lesson:
    plan = _plan_of(problem, lesson)
    first, free = _free_periods(plan, to.half_day)
    staffed = replace(lesson, half_day=to.half_day, lecturer_ids=to.lecturer_ids, room_id=to.room_id)
    if not _is_short(plan, lesson):
        return replace(staffed, first_period=first, periods=free)
    if to.first_period is not None:
        return replace(staffed, first_period=to.first_period)
    if to.half_day == lesson.half_day:
        return staffed
    return replace(staffed, first_period=_next_period(others_at(timetable, lesson, to.half_day), first, lesson))


def exchanged(problem: TimetableProblem, timetable: Timetable, key: Key, to: Place) -> tuple[Lesson, ...]:
    """The change by which two whole half-days of a class change places; only the lesson itself is staffed anew.

    So do those of every class that hears something in them together with a class that takes part.
    Raises LookupError when there is no such lesson.
    """
    lesson = lesson_at(timetable, key)
    here, there = lesson.half_day, to.half_day
    own = set(sitting_of(problem, timetable, lesson))
    change: list[Lesson] = []
    for class_id in _taking_part(problem, timetable, lesson, {here, there}):
        held = sorted((each for each in timetable.lessons if each.class_id == class_id), key=_by_period)
        plan = _plan_of(problem, held[0])
        going = [
            replace(each, lecturer_ids=to.lecturer_ids, room_id=to.room_id) if each in own else each
            for each in held
            if each.half_day == here
        ]
        coming = [each for each in held if each.half_day == there != here]
        change += [*_carried(plan, going, here, there), *_carried(plan, coming, there, here)]
    return tuple(change)


def _by_period(lesson: Lesson) -> int:
    return lesson.first_period


def _taking_part(
    problem: TimetableProblem, timetable: Timetable, lesson: Lesson, half_days: Collection[HalfDay]
) -> list[str]:
    """The classes whose half-days change places along with those of a lesson's class, that class first."""
    found, waiting = [lesson.class_id], [lesson.class_id]
    while waiting:
        class_id = waiting.pop()
        for held in timetable.lessons:
            if held.class_id == class_id and held.half_day in half_days:
                beside = sitting_of(problem, timetable, held)
                new = {each.class_id for each in beside if each.half_day == held.half_day} - set(found)
                found += sorted(new)
                waiting += sorted(new)
    return found


def _carried(plan: ClassPlan, lessons: Iterable[Lesson], of: HalfDay, to: HalfDay) -> Iterator[Lesson]:
    (first_there, _), (first, free) = _free_periods(plan, of), _free_periods(plan, to)
    for lesson in lessons:
        if _is_short(plan, lesson):
            yield replace(lesson, half_day=to, first_period=lesson.first_period + first - first_there)
        else:
            yield replace(lesson, half_day=to, first_period=first, periods=free)


def _plan_of(problem: TimetableProblem, lesson: Lesson) -> ClassPlan:
    for plan in problem.classes:
        if plan.id == lesson.class_id:
            return plan
    raise LookupError(lesson.class_id)


def _is_short(plan: ClassPlan, lesson: Lesson) -> bool:
    return any(topic.id == lesson.topic_id and topic.is_short for topic in plan.topics)


def _free_periods(plan: ClassPlan, half_day: HalfDay) -> tuple[int, int]:
    if half_day in plan.half_days:
        return plan.free_periods(plan.half_days.index(half_day))
    return 1, plan.periods_per_half_day


def _next_period(held: Iterable[Lesson], first: int, lesson: Lesson) -> int:
    """The first gap that holds the lesson, else behind everything."""
    begins = first
    for each in held:
        if begins + lesson.periods <= each.first_period:
            return begins
        begins = max(begins, each.last_period + 1)
    return begins


def applied(timetable: Timetable, change: Iterable[Lesson]) -> Timetable:
    """The timetable with a change made; the parts of each topic are numbered anew in order of time.

    Raises LookupError when a lesson is not there to be changed.
    """
    wanted = {key_of(lesson): lesson for lesson in change}
    lessons = [wanted.pop(key_of(lesson), lesson) for lesson in timetable.lessons]
    if wanted:
        raise LookupError(*wanted)
    lessons.sort(key=lambda lesson: (lesson.class_id, lesson.half_day, lesson.first_period, lesson.topic_id))
    return Timetable(renumbered(lessons))


class NoLonger(Exception):  # noqa: N818 - named as what it says
    """A change cannot be made again. ``lesson`` is as it stands by now, or as it stood where it is gone."""

    def __init__(self, code: str, lesson: Lesson) -> None:
        super().__init__(f"{code}: {key_of(lesson)}")
        self.code, self.lesson = code, lesson


def made_again(timetable: Timetable, change: Iterable[tuple[Lesson, Lesson]], *, on: dt.date) -> tuple[Lesson, ...]:
    """A change, given as each lesson before and after it, made again on a timetable that became another.

    Of time, lecturers and room what the change altered is altered; what it left is as it is now. Raises NoLonger, for
    the whole of it, when a lesson is ``gone``, is ``otherwise`` in what the change altered, or is ``over`` on a day
    like the one it is to go to, and when everything is ``so`` already.
    """
    again = []
    for before, after in change:
        now = _the_same(timetable, before)
        then = _merged(before, after, now)
        if min(now.half_day.day, then.half_day.day) < on:
            raise NoLonger("over", now)
        again.append(then)
    if applied(timetable, again) == timetable:
        raise NoLonger("so", again[0])
    return tuple(again)


def _the_same(timetable: Timetable, stood: Lesson) -> Lesson:
    """The lesson of a topic that stands where it stood, else the one that is the same part of it."""
    own = (each for each in timetable.lessons if key_of(each)[:2] == key_of(stood)[:2])
    found = min(own, key=lambda each: (each.half_day != stood.half_day, each.part != stood.part), default=None)
    if found is None or (found.half_day != stood.half_day and found.part != stood.part):
        raise NoLonger("gone", stood)
    return found


_ASPECTS = (("half_day", "first_period", "periods"), ("lecturer_ids",), ("room_id",))


def _merged(before: Lesson, after: Lesson, now: Lesson) -> Lesson:
    merged = now
    for names in _ASPECTS:
        was, wanted, stands = ([getattr(each, name) for name in names] for each in (before, after, now))
        if wanted != was:
            if stands not in (was, wanted):
                raise NoLonger("otherwise", now)
            merged = replace(merged, **dict(zip(names, wanted, strict=True)))
    return merged


def judged(problem: TimetableProblem, before: Timetable, after: Timetable) -> Verdict:
    """What is different between two timetables of one problem, by every rule."""
    stood, stands = verify(problem, before), verify(problem, after)
    was, now = costs(problem, before), costs(problem, after)
    return Verdict(
        broken=tuple(_beyond(stands, stood)),
        mended=tuple(_beyond(stood, stands)),
        costs={rule: (was[rule], now[rule]) for rule in was},
    )


def _beyond(breaches: Iterable[Violation], known: Iterable[Violation]) -> Iterator[Violation]:
    """The breaches that are not among those known, each as often as it is more often there."""
    left = Counter(_said(breach) for breach in known)
    for breach in breaches:
        if left[_said(breach)]:
            left[_said(breach)] -= 1
        else:
            yield breach


def _said(breach: Violation) -> tuple[str, str, frozenset[tuple[str, str]]]:
    return breach.rule, breach.code, frozenset(breach.facts.items())
