"""Timetabling problems of the size of a district's and of a school's whole year, invented from a seed."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import count
from random import Random

from khaigiang.core.calendar import HalfDay, Window, half_days, working_days
from khaigiang.core.timetabling.problem import (
    ClassPlan,
    Lecturer,
    Room,
    TimetableProblem,
    Topic,
    TopicKind,
)

YEAR = Window(dt.date(2025, 1, 6), dt.date(2025, 12, 19))
_DAYS_OFF = 0.05  # of a lecturer's half-days


def district_year(seed: int = 1, *, classes: int = 100) -> TimetableProblem:
    """A district centre's year: classes of 3 to 5 days; to 100 of them 60 lecturers and 12 rooms in two houses.

    Nine courses need at least 18 lecturers, and a house some rooms for classes that happen to meet.
    """
    chance = Random(seed)  # noqa: S311 - invented classes need no secrecy
    houses = {"Trung tâm": max(4, classes * 8 // 100), "Cơ sở 2": max(3, classes * 4 // 100)}
    courses = [_short_course(number, 3 + number % 3, chance) for number in range(9)]
    rooms = tuple(
        Room(f"{house}, phòng {number}", f"Phòng {number}", house, chance.choice((60, 80, 100, 120)))
        for house, held in houses.items()
        for number in range(1, held + 1)
    )
    days = working_days(YEAR)
    plans = []
    for number in range(classes):
        course = courses[number % len(courses)]
        length = 3 + (number % len(courses)) % 3
        first = chance.randrange(len(days) - length)
        house = chance.choices(tuple(houses), tuple(houses.values()))[0]
        plans.append(
            ClassPlan(
                f"lop-{number + 1:03}", f"Lớp {number + 1}", chance.randrange(35, 61), course,
                half_days(days[first : first + length]), opening_periods=1, closing_periods=1, venue=house,
            )
        )  # fmt: skip
    topics = [topic for course in courses for topic in course]
    return TimetableProblem(tuple(plans), _lecturers(topics, max(18, classes * 60 // 100), days, chance), rooms)


def school_year(seed: int = 1) -> TimetableProblem:
    """A school's 20 part-time classes of 60 topics each, two days a week over the year, 45 lecturers, 9 rooms."""
    chance = Random(seed)  # noqa: S311 - invented classes need no secrecy
    topics = _long_course(chance)
    rooms = tuple(Room(f"phong-{number}", f"Phòng {number}", "Trường", 90) for number in range(1, 10))
    plans = []
    for number in range(20):
        weekdays = ((0, 1), (2, 3), (4, 5), (5, 6))[number % 4]
        # Classes open week after week: they all begin with the same topic, which has three lecturers.
        opens = YEAR.first + dt.timedelta(weeks=number // 4)
        days = working_days(Window(opens, YEAR.last), weekdays=weekdays)
        plans.append(
            ClassPlan(
                f"lop-{number + 1:02}", f"Lớp {number + 1}", chance.randrange(50, 81), topics, half_days(days),
                opening_periods=1, closing_periods=1, venue="Trường",
            )
        )  # fmt: skip
    every_day = working_days(YEAR, weekdays=range(7))
    return TimetableProblem(tuple(plans), _lecturers(topics, 45, every_day, chance), rooms)


def lose(problem: TimetableProblem, lecturer_id: str, away: Iterable[HalfDay]) -> TimetableProblem:
    """The same problem, one lecturer being away in these half-days too."""
    gone = frozenset(away)
    lecturers = tuple(
        replace(lecturer, busy=lecturer.busy | gone) if lecturer.id == lecturer_id else lecturer
        for lecturer in problem.lecturers
    )
    return replace(problem, lecturers=lecturers)


def _short_course(number: int, days: int, chance: Random) -> tuple[Topic, ...]:
    """As many half-day topics as its days hold, the last but one a discussion, the last a test or nothing."""
    held = 2 * days
    topics = [
        Topic(f"k{number}-{order}", f"Chuyên đề {order}", TopicKind.LECTURE, 1, order, half_days=1)
        for order in range(1, held - 1)
    ]
    topics.append(Topic(f"k{number}-tl", "Thảo luận", TopicKind.DISCUSSION, 1, held, half_days=1))
    if chance.random() < 0.5:  # noqa: PLR2004 - one half
        topics.append(Topic(f"k{number}-kt", "Bài kiểm tra", TopicKind.TEST, 0, 0, half_days=1))
    return tuple(topics)


def _long_course(chance: Random) -> tuple[Topic, ...]:
    """60 topics in 6 modules: lectures of one or two half-days in order, discussions, field studies, a test at last."""
    topics: list[Topic] = []
    for module in range(1, 7):
        for order in range(1, 8):
            length = 2 if chance.random() < 0.4 else 1  # noqa: PLR2004 - two in five
            name = f"Chuyên đề {module}.{order}"
            topics.append(Topic(f"m{module}-{order}", name, TopicKind.LECTURE, module, order, half_days=length))
        for number in (1, 2):
            name = f"Thảo luận {module}.{number}"
            topics.append(Topic(f"m{module}-tl{number}", name, TopicKind.DISCUSSION, module, 4 * number, half_days=1))
    topics += [
        Topic(f"tt{number}", "Nghiên cứu thực tế", TopicKind.FIELD_STUDY, 6, 0, half_days=2) for number in (1, 2)
    ]
    topics += [Topic(f"th{number}", "Tự nghiên cứu", TopicKind.SELF_STUDY, 0, 0, half_days=1) for number in (1, 2, 3)]
    topics.append(Topic("kt", "Thi tốt nghiệp", TopicKind.TEST, 0, 0, half_days=1))
    return tuple(topics)


def _lecturers(topics: Sequence[Topic], number: int, days: Sequence[dt.date], chance: Random) -> tuple[Lecturer, ...]:
    """Every taught topic gets three lecturers, those with the fewest topics so far; each is away now and then."""
    known: dict[str, set[str]] = {f"gv-{place:02}": set() for place in range(1, number + 1)}
    for topic in topics:
        if topic.wants_lecturer:
            for lecturer in sorted(known, key=lambda who: (len(known[who]), chance.random()))[:3]:
                known[lecturer].add(topic.id)
    every = half_days(days)
    numbers = count(1)
    return tuple(
        Lecturer(
            lecturer,
            f"Giảng viên {next(numbers)}",
            frozenset(given),
            frozenset(half_day for half_day in every if chance.random() < _DAYS_OFF),
        )
        for lecturer, given in known.items()
    )
