"""A draft of hand changes ⇄ the core: the timetable it makes, what it breaks and costs, and what can be chosen."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from khaigiang.apps.plans.models import Plan
from khaigiang.apps.timetables import phrases
from khaigiang.apps.timetables.bridge.asked import changed_facts
from khaigiang.apps.timetables.bridge.repairs import (
    Names,
    digest_of_lessons,
    lesson_facts,
    lesson_of,
    names_of,
)
from khaigiang.apps.timetables.bridge.rows import Rows, problem_of, rows_of, timetable_of
from khaigiang.apps.timetables.queries import Place as PlaceSaid
from khaigiang.core.calendar import HalfDay
from khaigiang.core.timetabling.hand import (
    Key,
    Place,
    Verdict,
    applied,
    exchanged,
    in_the_way,
    judged,
    key_of,
    lesson_at,
    moved,
    sitting_of,
)
from khaigiang.core.timetabling.loss import ahead
from khaigiang.core.timetabling.problem import ClassPlan, Lesson, Timetable, TimetableProblem, Violation
from khaigiang.core.timetabling.together import fellows
from khaigiang.foundation.refusal import Phrase, Refused


@dataclass
class Bench:
    """What a draft is worked on with: the published lessons, and the same with its changes; judged from a day on."""

    rows: Rows
    problem: TimetableProblem
    published: Timetable
    drafted: Timetable
    on: dt.date
    outdated: bool

    def judge(self, before: Timetable, after: Timetable) -> Verdict:
        """By what lies ahead: what was taught is neither judged nor moved."""
        problem, stood = ahead(self.problem, before, self.on)
        return judged(problem, stood, ahead(self.problem, after, self.on)[1])

    @cached_property
    def verdict(self) -> Verdict:
        """Of all changes together."""
        return self.judge(self.published, self.drafted)

    def change_facts(self) -> dict[str, Any]:
        """What differs from the published lessons and who is told, as a version keeps it."""
        return changed_facts(self.published, self.drafted, self.rows)

    def names(self, changed: Mapping[str, Any]) -> dict[str, list[str]]:
        """Who is told of these changes, by name."""
        return {
            "classes": [self.rows.classes[each].name for each in changed["classes"]],
            "lecturers": [self.rows.lecturers[each].person.full_name for each in changed["lecturers"]],
        }

    def is_short(self, lesson: Lesson) -> bool:
        """Whether it may share its half-day."""
        return any(topic.id == lesson.topic_id and topic.is_short for topic in self.plan_of(lesson.class_id).topics)

    def place_of(self, lesson: Lesson) -> PlaceSaid:
        """Where it stands, by name."""
        names = tuple(self.rows.lecturers[each].person.full_name for each in lesson.lecturer_ids)
        room = self.rows.rooms[lesson.room_id].name if lesson.room_id else ""
        return PlaceSaid(lesson.half_day, phrases.PARTS[lesson.half_day.part], names, room)

    def heard_with(self, lesson: Lesson) -> tuple[str, ...]:
        """The names of the other classes that hear it together with its own."""
        others = fellows(self.problem.joint, lesson.class_id, lesson.topic_id)
        return tuple(self.rows.classes[each].name for each in others)

    def in_the_way(self, lesson: Lesson, half_day: HalfDay) -> tuple[str, ...]:
        """The names of what else stands in a half-day of the classes that hear it."""
        held = in_the_way(self.problem, self.drafted, lesson, half_day)
        return tuple(self.rows.topics[each.topic_id].name for each in held)

    def plan_of(self, class_id: str) -> ClassPlan:
        return next(plan for plan in self.problem.classes if plan.id == class_id)

    def said(self, breaches: Iterable[Violation]) -> tuple[Phrase, ...]:
        """Broken rules in words, each once."""
        names = names_of(self.rows)
        found = (phrases.breach(each.rule, each.code, _named(each.facts, names)) for each in breaches)
        return tuple({str(phrase): phrase for phrase in found}.values())


def bench_of(plan: Plan, made: Sequence[Sequence[Mapping[str, Any]]], *, base: str, on: dt.date) -> Bench:
    """The changes of a draft made one after another on the lessons as they are now, unless these are others by now.

    ``base`` is the digest of the lessons that the draft was opened on, empty for none. Raises Refused when a class has
    no day left.
    """
    rows = rows_of(plan)
    published = timetable_of(rows)
    try:
        problem = problem_of(rows, whole_window=True)
    except ValueError as error:
        raise Refused("no_days_left", phrases.NO_DAYS_LEFT) from error
    outdated = bool(base) and digest_of_lessons(published) != base
    drafted = published
    for change in () if outdated else made:
        drafted = applied(drafted, [lesson_of(facts) for facts in change])
    return Bench(rows, problem, published, drafted, on, outdated)


def asked_change(bench: Bench, key: Key, to: Place, *, swap: bool) -> tuple[Lesson, ...]:
    """The change that takes a lesson of the draft to a place; with ``swap`` the two half-days change places.

    Raises Refused when there is no such lesson or place, when either is over, or when nothing would move.
    """
    try:
        lesson = lesson_at(bench.drafted, key)
        change = (exchanged if swap else moved)(bench.problem, bench.drafted, key, to)
    except LookupError as error:
        raise Refused("no_such_lesson", phrases.NO_SUCH_LESSON) from error
    stood = (lesson_at(bench.drafted, key_of(each)) for each in change)
    if min(each.half_day.day for each in (lesson, *stood, *change)) < bench.on:
        raise Refused("lesson_is_over", phrases.LESSON_IS_OVER)
    if not (bench.rows.lecturers.keys() >= set(to.lecturer_ids) and {to.room_id} <= {None, *bench.rows.rooms}):
        raise Refused("no_such_place", phrases.NO_SUCH_PLACE)
    if applied(bench.drafted, change) == bench.drafted:
        raise Refused("nothing_moves", phrases.NOTHING_MOVES)
    return change


@dataclass(frozen=True, slots=True)
class Look:
    """What a move would come to, in words; ``shifts`` are wishes whose cost differs, with the cost before and after."""

    swap: bool
    broken: tuple[Phrase, ...]
    mended: tuple[Phrase, ...]
    shifts: tuple[tuple[Phrase, int, int], ...]
    before: int
    after: int


def look_at(bench: Bench, key: Key, to: Place, *, swap: bool) -> Look:
    """Raises what ``asked_change`` raises."""
    change = asked_change(bench, key, to, swap=swap)
    verdict = bench.judge(bench.drafted, applied(bench.drafted, change))
    return Look(
        swap=swap,
        broken=bench.said(verdict.broken),
        mended=bench.said(verdict.mended),
        shifts=shifts_said(verdict),
        before=verdict.before,
        after=verdict.after,
    )


def shifts_said(verdict: Verdict) -> tuple[tuple[Phrase, int, int], ...]:
    return tuple((phrases.SOFT_RULES.get(rule, rule), was, now) for rule, (was, now) in verdict.shifts.items())


def change_to_keep(change: Iterable[Lesson], stood: Timetable) -> list[dict[str, Any]]:
    """Each lesson as it is to stand, with how it stood before."""
    return [lesson_facts(lesson) | {"before": lesson_facts(lesson_at(stood, key_of(lesson)))} for lesson in change]


_BY_ID = {"class": "classes", "topic": "topics", "other": "topics", "needed": "topics", "test": "topics"}


def _named(facts: Mapping[str, str], names: Names) -> dict[str, str]:
    """The same by the names of classes and topics; ``classes`` lists several, with commas."""
    said = {word: names[_BY_ID[word]].get(value, value) if word in _BY_ID else value for word, value in facts.items()}
    if "classes" in facts:
        said["classes"] = ", ".join(names["classes"].get(each, each) for each in facts["classes"].split(", "))
    return said


@dataclass(frozen=True, slots=True)
class HandCard:
    """A lesson of the draft as drawn: ``key`` names it in an address, ``place`` of ``places`` is its half-day.

    ``fresh`` differs from what is published, ``wrong`` breaks a rule that was kept before; what is over stays.
    ``heard_with`` are the other classes that hear it together with this one.
    """

    key: str
    topic: str
    kind: str
    band: int
    place: int
    places: int
    lecturers: tuple[str, ...]
    room: str
    first_period: int
    periods: int
    short: bool
    fresh: bool
    wrong: bool
    movable: bool
    heard_with: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HandHalf:
    """``open`` takes a lesson."""

    key: str
    label: Phrase
    cards: tuple[HandCard, ...]
    open: bool


@dataclass(frozen=True, slots=True)
class HandDay:
    day: dt.date
    halves: tuple[HandHalf, ...]
    today: bool
    past: bool
    new_week: bool


AROUND = dt.timedelta(days=7)  # free days are shown so far before the first lesson and behind the last


def hand_days(bench: Bench, class_id: str) -> tuple[HandDay, ...]:
    """The days of a class with lessons, and its free days around them that are still to come."""
    own = [lesson for lesson in bench.drafted.lessons if lesson.class_id == class_id]
    if not own:
        return ()
    plan, cards = bench.plan_of(class_id), _cards(bench, class_id, own)
    first, last = min(cards).day - AROUND, max(cards).day + AROUND
    free = {each for each in plan.half_days if max(first, bench.on) <= each.day <= last}
    parts = sorted({each.part for each in (*cards, *plan.half_days)}, key=list(phrases.PARTS).index)
    days, week = [], None
    for day in sorted({each.day for each in (*cards, *free)}):
        halves = tuple(
            HandHalf(
                key=str(half_day),
                label=phrases.PARTS[half_day.part],
                cards=tuple(cards.get(half_day, ())),
                open=half_day in free or (half_day in cards and day >= bench.on),
            )
            for half_day in (HalfDay(day, part) for part in parts)
        )
        days.append(HandDay(day, halves, day == bench.on, day < bench.on, day.isocalendar()[:2] != week))
        week = day.isocalendar()[:2]
    return tuple(days)


def _cards(bench: Bench, class_id: str, own: Iterable[Lesson]) -> dict[HalfDay, list[HandCard]]:
    stood = {_stand(lesson) for lesson in bench.published.lessons if lesson.class_id == class_id}
    wrong = {_stand(lesson) for breach in bench.verdict.broken for lesson in breach.lessons}
    cards: dict[HalfDay, list[HandCard]] = {}
    for lesson in own:
        row = bench.rows.topics[lesson.topic_id]
        card = HandCard(
            key=card_key(lesson),
            topic=row.name,
            kind=row.get_kind_display(),
            band=(row.module.number - 1) % 6 + 1,
            place=lesson.part,
            places=max(lesson.part, row.half_days),
            lecturers=tuple(bench.rows.lecturers[each].person.full_name for each in lesson.lecturer_ids),
            room=bench.rows.rooms[lesson.room_id].name if lesson.room_id else "",
            first_period=lesson.first_period,
            periods=lesson.periods,
            short=bench.is_short(lesson),
            fresh=_stand(lesson) not in stood,
            wrong=_stand(lesson) in wrong,
            movable=lesson.half_day.day >= bench.on,
            heard_with=bench.heard_with(lesson),
        )
        cards.setdefault(lesson.half_day, []).append(card)
    return cards


def _stand(lesson: Lesson) -> tuple[object, ...]:
    """Without the part, which is another where only what lies ahead is judged."""
    return (
        lesson.class_id, lesson.topic_id, lesson.half_day, lesson.first_period, lesson.lecturer_ids, lesson.room_id,
    )  # fmt: skip


def card_key(lesson: Lesson) -> str:
    return f"{lesson.topic_id}/{lesson.part}"


def key_asked(class_id: str, text: str) -> Key:
    """What ``card_key`` writes, for a class; a key of no lesson for anything else."""
    topic, _slash, part = text.rpartition("/")
    return class_id, topic, int(part) if part.isdecimal() and len(part) < 4 else 0  # noqa: PLR2004 - no topic has so many


Choice = tuple[str, Phrase]


def half_days_offered(bench: Bench, lesson: Lesson) -> Iterator[tuple[HalfDay, tuple[str, ...]]]:
    """The half-days to come in which all classes that hear a lesson may be taught, with what else stands there."""
    heard = sitting_of(bench.problem, bench.drafted, lesson)
    shared = set.intersection(*(set(bench.plan_of(each.class_id).half_days) for each in heard))
    for half_day in sorted(each for each in {lesson.half_day, *shared} if each.day >= bench.on):
        yield half_day, bench.in_the_way(lesson, half_day)


def taken_at(bench: Bench, lesson: Lesson, half_day: HalfDay) -> frozenset[str]:
    """The lecturers and rooms that cannot be had in a half-day, the classes that hear the lesson apart."""
    heard = {each.class_id for each in sitting_of(bench.problem, bench.drafted, lesson)}
    held = [*bench.drafted.lessons, *bench.problem.fixed]
    elsewhere = [each for each in held if each.half_day == half_day and each.class_id not in heard]
    people = {each.id for each in bench.problem.lecturers if half_day in each.busy}
    people |= {lecturer for each in elsewhere for lecturer in each.lecturer_ids}
    rooms = {each.id for each in bench.problem.rooms if half_day in each.busy}
    return frozenset(people | rooms | {each.room_id for each in elsewhere if each.room_id})


def lecturers_offered(bench: Bench, lesson: Lesson) -> tuple[list[str], list[str]]:
    """Those who give the topic, and the others."""
    given = {lecturer.id for lecturer in bench.problem.lecturers if lesson.topic_id in lecturer.topics}
    return [each for each in bench.rows.lecturers if each in given], [
        each for each in bench.rows.lecturers if each not in given
    ]
