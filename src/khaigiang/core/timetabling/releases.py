"""What would mend an impossible timetable, the smallest demand first."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from khaigiang.core.calendar import MONDAY_TO_FRIDAY, HalfDay, Window, working_days
from khaigiang.core.timetabling.explain import Clash, Questions
from khaigiang.core.timetabling.precheck import precheck
from khaigiang.core.timetabling.problem import ClassPlan, JointTopic, Lecturer, Room, TimetableProblem, Topic
from khaigiang.core.timetabling.rules import HardRule
from khaigiang.core.timetabling.rules.catalogue import HARD_RULES
from khaigiang.core.timetabling.together import attendances, leaders, with_classes

_LECTURERS = frozenset(
    {"competence", "lecturer_available", "lecturer_in_one_place", "lecturer_day_limit", "lecturer_week_limit"}
)
_ROOMS = frozenset({"room_suitable", "room_available", "room_in_one_place"})
_MAY_BE_DROPPED = frozenset(
    {
        "module_order",
        "topic_order",
        "tests_last",
        "topic_in_a_row",
        "one_lecturer",
        "lecturer_day_limit",
        "lecturer_week_limit",
    }
)
_TOO_SHORT = frozenset({"window_too_short", "too_many_periods"})
_MOST_OF_A_KIND = 2
_MOST_LECTURERS = 3  # whoever needs more has another difficulty
_A_WEEK = 7
_DAYS_AFTER = 30  # within so many days a class that is to have one day more finds it


class ReleaseKind(StrEnum):
    """In the order of what they ask of people."""

    FREE_LECTURER = "free_lecturer"  # a lecturer comes on a day on which they are busy
    LONGER_WEEK = "longer_week"  # a lecturer teaches one half-day more a week than agreed
    OPEN_TOPIC = "open_topic"  # a topic is held in a half-day in which it is not to be
    FREE_ROOM = "free_room"  # a room is given free on a day on which it is taken
    JOIN_CLASSES = "join_classes"  # classes hear a topic together
    ADD_LECTURER = "add_lecturer"  # one, or as many as ``people`` says
    ADD_ROOM = "add_room"
    ADD_DAY = "add_day"
    DROP_RULE = "drop_rule"
    RELEASE_CLASS = "release_class"  # the published timetable of another class is opened again


@dataclass(frozen=True, slots=True)
class Release:
    """One thing to give way in. ``facts`` name it by its ids; ``mends`` is false when other clashes remain, or may."""

    kind: ReleaseKind
    facts: Mapping[str, str]
    mends: bool


@dataclass(frozen=True, slots=True)
class _Candidate:
    kind: ReleaseKind
    facts: Mapping[str, str]
    problem: TimetableProblem
    rules: Sequence[HardRule] = HARD_RULES
    joined: frozenset[str] = frozenset()  # classes that are asked for as well
    more: "tuple[_Candidate, ...]" = ()  # what asks more of the same, for where this does not mend the whole


def releases(
    problem: TimetableProblem,
    clash: Clash,
    *,
    seconds: float = 5.0,
    opened: Mapping[str, ClassPlan | None] | None = None,
) -> tuple[Release, ...]:
    """Ways out of a clash, up to two of a kind: those that mend the whole problem first, then by what they ask.

    Each is tried on what clashes, and then on the whole problem. ``opened`` are the classes whose published lessons
    may be opened again, all of them unless it is told; with what they are to be taught they must find a new place too.
    """
    questions = Questions.within(seconds)
    chosen = {rule for rule in HARD_RULES if rule.name in clash.rules}
    found: list[Release] = []
    for candidate in _candidates(problem, clash, opened):
        if questions.units <= 0:
            break
        if sum(release.kind is candidate.kind for release in found) == _MOST_OF_A_KIND:
            continue
        part = _what_clashes(candidate.problem, clash, candidate.joined)
        # Found, and not only undecided in the time there is: a way out that is none costs people's trust.
        if questions.has_timetable(part, [rule for rule in candidate.rules if rule in chosen]):
            asked = (candidate, *candidate.more)
            mending = next((each for each in asked if questions.has_timetable(each.problem, each.rules)), None)
            chief = mending or candidate
            found.append(Release(chief.kind, chief.facts, mending is not None))
    order = {kind: place for place, kind in enumerate(ReleaseKind)}
    return tuple(sorted(found, key=lambda release: (not release.mends, order[release.kind])))


def _what_clashes(problem: TimetableProblem, clash: Clash, joined: frozenset[str]) -> TimetableProblem:
    plans = tuple(
        plan
        if plan.id in joined
        else replace(plan, topics=tuple(topic for topic in plan.topics if (plan.id, topic.id) in clash.topics))
        for plan in problem.classes
        if plan.id in joined.union(clash.classes)
    )
    return with_classes(problem, plans)


def _candidates(
    problem: TimetableProblem, clash: Clash, opened: Mapping[str, ClassPlan | None] | None
) -> Iterator[_Candidate]:
    yield from _freed_lecturers(problem, clash)
    if "lecturer_week_limit" in clash.rules:
        yield from _longer_weeks(problem, clash)
    if "topic_available" in clash.rules:
        yield from _opened_topics(problem, clash)
    yield from _freed_rooms(problem, clash)
    if not _LECTURERS.isdisjoint(clash.rules):
        yield from _heard_together(problem, clash)
        yield from _more_lecturers(problem, clash)
    if not _ROOMS.isdisjoint(clash.rules):
        yield from _more_rooms(problem, clash)
    yield from _longer_classes(problem, clash)
    for rule in HARD_RULES:
        if rule.name in _MAY_BE_DROPPED.intersection(clash.rules):
            others = tuple(other for other in HARD_RULES if other is not rule)
            yield _Candidate(ReleaseKind.DROP_RULE, {"rule": rule.name}, problem, others)
    for class_id in clash.fixed_classes:
        if opened is None or class_id in opened:
            yield _opened_again(problem, class_id, opened.get(class_id) if opened else None)


def _opened_again(problem: TimetableProblem, class_id: str, plan: ClassPlan | None) -> _Candidate:
    others = tuple(lesson for lesson in problem.fixed if lesson.class_id != class_id)
    facts, plans = {"class": class_id}, () if plan is None else (plan,)
    again = replace(problem, fixed=others, classes=(*problem.classes, *plans))
    return _Candidate(ReleaseKind.RELEASE_CLASS, facts, again, joined=frozenset(each.id for each in plans))


def _days(
    problem: TimetableProblem, clash: Clash, busy: frozenset[HalfDay]
) -> Iterator[tuple[str, frozenset[HalfDay]]]:
    """Each day of the classes on which somebody is busy, with the half-days they are."""
    held = {half_day for plan in problem.classes if plan.id in clash.classes for half_day in plan.half_days}
    wanted = busy & held
    for day in sorted({half_day.day for half_day in wanted}):
        yield day.isoformat(), frozenset(half_day for half_day in wanted if half_day.day == day)


def _freed_lecturers(problem: TimetableProblem, clash: Clash) -> Iterator[_Candidate]:
    for lecturer in problem.lecturers:
        for day, half_days in _days(problem, clash, lecturer.busy) if lecturer.id in clash.busy_lecturers else ():
            freed = replace(lecturer, busy=lecturer.busy - half_days)
            others = tuple(freed if each is lecturer else each for each in problem.lecturers)
            facts = {"lecturer": lecturer.id, "day": day}
            yield _Candidate(ReleaseKind.FREE_LECTURER, facts, replace(problem, lecturers=others))


def _freed_rooms(problem: TimetableProblem, clash: Clash) -> Iterator[_Candidate]:
    for room in problem.rooms:
        for day, half_days in _days(problem, clash, room.busy) if room.id in clash.busy_rooms else ():
            freed = replace(room, busy=room.busy - half_days)
            others = tuple(freed if each is room else each for each in problem.rooms)
            yield _Candidate(ReleaseKind.FREE_ROOM, {"room": room.id, "day": day}, replace(problem, rooms=others))


def _longer_weeks(problem: TimetableProblem, clash: Clash) -> Iterator[_Candidate]:
    taught = {topic_id for _class_id, topic_id in clash.topics}
    for lecturer in problem.lecturers:
        if lecturer.max_per_week is not None and not taught.isdisjoint(lecturer.topics):
            longer = replace(lecturer, max_per_week=lecturer.max_per_week + 1)
            people = tuple(longer if one is lecturer else one for one in problem.lecturers)
            facts = {"lecturer": lecturer.id, "half_days": str(longer.max_per_week)}
            yield _Candidate(ReleaseKind.LONGER_WEEK, facts, replace(problem, lecturers=people))


def _opened_topics(problem: TimetableProblem, clash: Clash) -> Iterator[_Candidate]:
    """Half-day by half-day, for all classes that have the topic: those that hear it together have one and the same."""
    shut = {
        (topic.id, half_day)
        for plan in problem.classes
        for topic in plan.topics
        if (plan.id, topic.id) in clash.topics
        for half_day in topic.closed.intersection(plan.half_days)
    }
    for topic_id, half_day in sorted(shut, key=lambda each: (each[1], each[0])):
        plans = tuple(
            replace(plan, topics=tuple(_opened(topic, topic_id, half_day) for topic in plan.topics))
            for plan in problem.classes
        )
        facts = {"topic": topic_id, "day": half_day.day.isoformat(), "part": half_day.part.value}
        yield _Candidate(ReleaseKind.OPEN_TOPIC, facts, replace(problem, classes=plans))


def _opened(topic: Topic, topic_id: str, half_day: HalfDay) -> Topic:
    return replace(topic, closed=topic.closed - {half_day}) if topic.id == topic_id else topic


def _heard_together(problem: TimetableProblem, clash: Clash) -> Iterator[_Candidate]:
    """Each topic that clashes, by all classes that could hear it with one that does."""
    plans = {plan.id: plan for plan in problem.classes}
    for topic_id, fellows in dict.fromkeys(_fellows(problem, plans[one], topic) for one, topic in clash.topics):
        if len(fellows) > 1:
            together = replace(problem, joint=(*problem.joint, JointTopic(topic_id, fellows)))
            facts = {"topic": topic_id, "classes": ", ".join(fellows)}
            yield _Candidate(ReleaseKind.JOIN_CLASSES, facts, together)


def _fellows(problem: TimetableProblem, one: ClassPlan, topic_id: str) -> tuple[str, tuple[str, ...]]:
    """A topic, and the classes that could hear it together with this one, itself among them; none for a short one."""
    same, joint = next(topic for topic in one.topics if topic.id == topic_id), leaders(problem)
    fellows = tuple(
        plan.id
        for plan in problem.classes
        if same in plan.topics
        and plan.venue == one.venue
        and (plan.id, topic_id) not in joint
        and len(set(one.half_days).intersection(plan.half_days)) >= same.half_days
    )
    return topic_id, () if same.is_short or (one.id, topic_id) in joint else fellows


def _more_lecturers(problem: TimetableProblem, clash: Clash) -> Iterator[_Candidate]:
    """One for a topic that clashes; more where several classes have it, which may have to hear it at one time."""
    wanted = {topic.id for plan in problem.classes for topic in plan.topics if topic.wants_lecturer}
    for topic_id in dict.fromkeys(topic_id for _class_id, topic_id in clash.topics if topic_id in wanted):
        most = sum(topic.id == topic_id for plan in problem.classes for topic in plan.topics)
        one, *more = (_with_lecturers(problem, topic_id, people) for people in range(1, min(most, _MOST_LECTURERS) + 1))
        yield replace(one, more=tuple(more))


def _with_lecturers(problem: TimetableProblem, topic_id: str, people: int) -> _Candidate:
    new = tuple(Lecturer("+" * number, "", frozenset({topic_id})) for number in range(1, people + 1))
    facts = {"topic": topic_id} if people == 1 else {"topic": topic_id, "people": str(people)}
    return _Candidate(ReleaseKind.ADD_LECTURER, facts, replace(problem, lecturers=(*problem.lecturers, *new)))


def _more_rooms(problem: TimetableProblem, clash: Clash) -> Iterator[_Candidate]:
    people = attendances(problem)
    most: dict[str, int] = {}
    for plan in problem.classes:
        for topic in plan.topics:
            if (plan.id, topic.id) in clash.topics and topic.wants_room:
                most[plan.venue] = max(most.get(plan.venue, 0), people[plan.id, topic.id])
    for venue, seats in most.items():
        another = Room("+", "", venue, seats)
        facts = {"venue": venue, "seats": str(seats)}
        yield _Candidate(ReleaseKind.ADD_ROOM, facts, replace(problem, rooms=(*problem.rooms, another)))


def _longer_classes(problem: TimetableProblem, clash: Clash) -> Iterator[_Candidate]:
    for plan in problem.classes:
        longer = _longer(plan) if plan.id in clash.classes else None
        if longer is not None:
            plans = tuple(longer if each is plan else each for each in problem.classes)
            facts = {"class": plan.id, "day": longer.half_days[-1].day.isoformat()}
            yield _Candidate(ReleaseKind.ADD_DAY, facts, replace(problem, classes=plans))
    yield from _all_longer(problem, clash)


def _all_longer(problem: TimetableProblem, clash: Clash) -> Iterator[_Candidate]:
    """Every class that is short of days by counting alone, where that is more than one: a lost day hits them all."""
    counted = {each.facts["class"] for each in precheck(problem) if each.code in _TOO_SHORT}
    short = [plan for plan in problem.classes if plan.id in counted.union(clash.classes)]
    longer = {plan.id: held for plan in short if (held := _longer(plan)) is not None}
    if len(longer) > 1 and len(longer) == len(short):
        plans = tuple(longer.get(plan.id, plan) for plan in problem.classes)
        last = max(held.half_days[-1].day for held in longer.values())
        facts = {"class": ", ".join(longer), "day": last.isoformat()}
        yield _Candidate(ReleaseKind.ADD_DAY, facts, replace(problem, classes=plans))


def _longer(plan: ClassPlan) -> ClassPlan | None:
    """The class with one day more at the end: of the weekdays that it uses when it goes over weeks, else the next."""
    first, last = plan.half_days[0].day, plan.half_days[-1].day
    weekdays = {half_day.day.weekday() for half_day in plan.half_days}
    if (last - first).days < _A_WEEK:
        weekdays |= MONDAY_TO_FRIDAY
    ahead = Window(last, last.fromordinal(last.toordinal() + _DAYS_AFTER))
    days = [day for day in working_days(ahead, weekdays=weekdays) if day > last]
    if not days:
        return None
    parts = {half_day.part for half_day in plan.half_days}
    return replace(plan, half_days=(*plan.half_days, *sorted(HalfDay(days[0], part) for part in parts)))
