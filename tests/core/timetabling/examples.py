"""Problems of the sizes a school meets, made from a seed."""

import datetime as dt
import random

from khaigiang.core.calendar import Window, half_days, working_days
from khaigiang.core.timetabling.problem import ClassPlan, Lecturer, Room, TimetableProblem, Topic, TopicKind, Weights

SCHOOL = "Trường Lê Hồng Phong"


def secretaries_topics():
    """22 topics in 3 modules, 6 of them discussions, then a test and a self-study."""
    topics = []
    for number in range(22):
        module, place = number // 8 + 1, number % 8
        discussed = place in (3, 7) or number == 21
        kind = TopicKind.DISCUSSION if discussed else TopicKind.LECTURE
        order = place // 2 + 1 + discussed
        topics.append(Topic(f"t{number + 1}", f"Chuyên đề {number + 1}", kind, module, order, half_days=1))
    topics.append(Topic("test", "Bài kiểm tra", TopicKind.TEST, 0, 0, half_days=1))
    topics.append(Topic("self", "Tự nghiên cứu", TopicKind.SELF_STUDY, 0, 0, half_days=1))
    return tuple(topics)


def lecturers_of(topic_ids, number, dates, *, chance, each=(2, 4), busy_share=0.1):
    """Each topic gets 2 to 4 lecturers, each lecturer 2 to 4 topics or as near as it goes, some half-days busy."""
    known = {f"gv{place + 1:02}": set() for place in range(number)}
    for topic in topic_ids:
        wanted = chance.randint(*each)
        for lecturer in sorted(known, key=lambda who: (len(known[who]), chance.random()))[:wanted]:
            known[lecturer].add(topic)
    for topics in known.values():
        while len(topics) < min(2, len(topic_ids)):
            topics.add(chance.choice(topic_ids))
    every = half_days(dates)
    return tuple(
        Lecturer(
            who,
            who,
            frozenset(topics),
            frozenset(half_day for half_day in every if chance.random() < busy_share),
            home_venue=SCHOOL,
        )
        for who, topics in known.items()
    )


def secretaries(windows, seed=1, weights=None):
    """Case A: one class for each entry of ``windows``, a first day; 12 working days each."""
    chance = random.Random(seed)
    plans, dates = [], set()
    for place, first in enumerate(windows):
        days = working_days(Window(first, first + dt.timedelta(days=30)))[:12]
        dates.update(days)
        plans.append(
            ClassPlan(
                f"lop{place + 1}",
                f"Lớp {place + 1}",
                118 + place % 2,
                secretaries_topics(),
                half_days(days),
                opening_periods=1,
                closing_periods=1,
                venue=SCHOOL,
            )
        )
    topic_ids = [f"t{number + 1}" for number in range(22)]
    lecturers = lecturers_of(topic_ids, 25, sorted(dates), chance=chance)
    rooms = tuple(Room(f"hoi-truong-{place}", f"Hội trường {place}", SCHOOL, 130) for place in (1, 2, 3))
    return TimetableProblem(tuple(plans), lecturers, rooms, weights=weights or Weights())


def pair(seed=1):
    return secretaries([dt.date(2022, 5, 12)] * 2, seed)


def five(seed=1):
    early, middle, late = dt.date(2022, 3, 7), dt.date(2022, 5, 12), dt.date(2022, 6, 13)
    return secretaries([early, early, middle, middle, late], seed)


def programmes(number, *, days, spread, lecturers, rooms, size, seed, topics=(6, 10), courses_held=4):
    """``number`` classes of several programmes, each ``days`` days, beginning within ``spread`` days of each other."""
    chance = random.Random(seed)
    courses = []
    for course in range(courses_held):
        count = chance.randint(*topics)
        courses.append(
            tuple(
                Topic(
                    f"c{course}t{order}",
                    f"Chuyên đề {order}",
                    TopicKind.DISCUSSION if order == count else TopicKind.LECTURE,
                    1,
                    order,
                    half_days=1,
                )
                for order in range(1, count + 1)
            )
        )
    start = dt.date(2024, 3, 4)
    plans, dates = [], set()
    for place in range(number):
        first = start + dt.timedelta(days=chance.randrange(max(1, spread)))
        held = working_days(Window(first, first + dt.timedelta(days=30)))[:days]
        dates.update(held)
        plans.append(
            ClassPlan(
                f"lop{place + 1:03}",
                f"Lớp {place + 1}",
                size,
                courses[place % courses_held],
                half_days(held),
                opening_periods=1,
                closing_periods=1,
                venue=SCHOOL,
            )
        )
    ids = [topic.id for course in courses for topic in course]
    people = lecturers_of(ids, lecturers, sorted(dates), chance=chance, each=(3, 4), busy_share=0.05)
    halls = tuple(Room(f"p{place}", f"Phòng {place}", SCHOOL, 80) for place in range(1, rooms + 1))
    return TimetableProblem(tuple(plans), people, halls)


def twelve(seed=1):
    return programmes(12, days=5, spread=40, lecturers=9, rooms=4, size=60, seed=seed)


def forty(seed=1):
    return programmes(40, days=3, spread=120, lecturers=20, rooms=6, size=70, seed=seed, topics=(5, 6), courses_held=5)


def ward(seed=1):
    """Case E: one class of 172, 6 half-days, 5 topics with a field study."""
    names = ("Công tác đảng viên", "Sinh hoạt chi bộ", "Dân vận", "Kiểm tra, giám sát")
    topics = tuple(
        Topic(f"w{order}", name, TopicKind.LECTURE, 1, order, half_days=1) for order, name in enumerate(names, 1)
    )
    topics += (Topic("field", "Nghiên cứu thực tế", TopicKind.FIELD_STUDY, 0, 0, half_days=1),)
    days = working_days(Window(dt.date(2025, 11, 12), dt.date(2025, 11, 14)))
    plan = ClassPlan(
        "viet-tri", "Lớp bí thư chi bộ", 172, topics, half_days(days), opening_periods=1, closing_periods=1, venue="TT"
    )
    lecturers = tuple(Lecturer(f"gv{n}", f"GV {n}", frozenset({f"w{n}", f"w{n % 4 + 1}"})) for n in range(1, 5))
    return TimetableProblem((plan,), lecturers, (Room("ht", "Hội trường", "TT", 200),))


def small_class(seed=1):
    """One class of 7, two days."""
    topics = tuple(
        Topic(f"t{n}", f"Chuyên đề {n}", TopicKind.LECTURE, 1, n, periods=length)
        for n, length in enumerate((2, 3, 2, 4, 3), 1)
    )
    days = working_days(Window(dt.date(2024, 6, 3), dt.date(2024, 6, 4)))
    plan = ClassPlan("lop", "Lớp", 7, topics, half_days(days), opening_periods=1, closing_periods=1)
    lecturers = (
        Lecturer("a", "A", frozenset({"t1", "t2", "t3"})),
        Lecturer("b", "B", frozenset({"t3", "t4", "t5"})),
    )
    return TimetableProblem((plan,), lecturers, (Room("p1", "P1", "", 20),))
