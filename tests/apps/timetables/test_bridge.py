import datetime as dt
from dataclasses import replace

import builders
from apps.timetables.examples import MONDAY, VENUE, class_of, formed_plan, teacher, topics_of
from khaigiang.apps.catalogue.models import Topic as TopicRow
from khaigiang.apps.schools.models import Room as RoomRow
from khaigiang.apps.timetables.bridge import half_days_needed, problem_of, rows_of, timetable_of
from khaigiang.apps.timetables.bridge.repairs import why_facts
from khaigiang.core.calendar import HalfDay, Part
from khaigiang.core.timetabling.explain import Clash
from khaigiang.core.timetabling.problem import (
    ClassPlan,
    Lecturer,
    Lesson,
    Room,
    Timetable,
    TimetableProblem,
    Topic,
    TopicKind,
)
from khaigiang.foundation import guarded

FOUR = tuple(
    HalfDay(MONDAY + dt.timedelta(days=day), part) for day in (0, 1) for part in (Part.MORNING, Part.AFTERNOON)
)


def topic(code: str, number: int, **facts) -> Topic:
    return Topic(f"{code}:{number}", f"Chuyên đề {number}", TopicKind.LECTURE, 1, number, **facts)


def test_problem_is_said_in_words_of_the_plan(db) -> None:
    plan = formed_plan(study=builders.programme(code="CT-1", topics=4))
    first, *rest = topics_of(plan)
    with guarded.writing("test"):
        TopicRow.objects.filter(pk=rest[-1].pk).update(after=[1], half_days=0, periods=3)
    teacher("Trịnh Công Giảng", [first], busy=[MONDAY])
    teacher("Không Dạy", [])
    builders.room("Hội trường A")
    with guarded.writing("test"):
        RoomRow.objects.create(venue=builders.room("B").venue, name="C", capacity=9)
    line = class_of(plan).line

    problem = problem_of(rows_of(plan))

    assert problem == TimetableProblem(
        classes=(
            ClassPlan(
                id=f"{line.code}-1",
                name="Lớp 1",
                size=2,
                topics=(
                    *(topic("CT-1", number, half_days=1) for number in (1, 2, 3)),
                    topic("CT-1", 4, periods=3, after=frozenset({"CT-1:1"})),
                ),
                half_days=FOUR,
                venue=VENUE,
            ),
        ),
        lecturers=(
            Lecturer(
                "Trịnh Công Giảng (Khoa Xây dựng Đảng)", "Trịnh Công Giảng", frozenset({"CT-1:1"}), frozenset(FOUR[:2])
            ),
        ),
        rooms=tuple(
            Room(f"{name}, {VENUE}", name, VENUE, seats)
            for name, seats in (("B", 150), ("C", 9), ("Hội trường A", 150))
        ),
    )


def test_problem_over_the_whole_window_has_all_its_working_days(db) -> None:
    plan = formed_plan(study=builders.programme(topics=1), first=dt.date(2022, 4, 28), last=dt.date(2022, 5, 6))

    (few,), (all_of_them,) = (problem_of(rows_of(plan), whole_window=whole).classes for whole in (False, True))

    assert [slot.day for slot in few.half_days] == [dt.date(2022, 4, 28)] * 2
    # 30-4 and 1-5 fell on a weekend, so 2-5 and 3-5 were free too.
    assert sorted({slot.day.isoformat() for slot in all_of_them.half_days}) == [
        "2022-04-28",
        "2022-04-29",
        "2022-05-04",
        "2022-05-05",
        "2022-05-06",
    ]


def test_half_days_needed_counts_short_topics_together() -> None:
    topics = [topic("X", 1, half_days=2), *(topic("X", number, periods=3) for number in (2, 3))]

    assert [half_days_needed(topics, periods) for periods in (5, 6)] == [4, 3]
    assert half_days_needed([], 5) == 0


def test_lessons_of_another_plan_stand_fixed_with_what_they_hold_of_ours(db) -> None:
    study = builders.programme(code="CT-1", topics=1)
    first, second = formed_plan(study=study), formed_plan(study=study)
    one, stranger = teacher("Trịnh Công Giảng", topics_of(first)), teacher("Người Khác", [])
    hall = builders.room("Hội trường A")
    lesson = builders.lesson(class_of(first), topics_of(first)[0], MONDAY, where=hall, by=one)
    with guarded.writing("test"):
        lesson.lecturers.add(stranger)

    assert problem_of(rows_of(second)).fixed == (
        Lesson(
            class_id=f"{first.number} {class_of(first).code}",
            topic_id="CT-1:1",
            half_day=FOUR[0],
            first_period=1,
            periods=5,
            lecturer_ids=("Trịnh Công Giảng (Khoa Xây dựng Đảng)",),
            room_id=f"Hội trường A, {VENUE}",
        ),
    )
    assert problem_of(rows_of(first)).fixed == ()


def test_stored_lessons_are_read_back_in_order_with_their_parts(db) -> None:
    plan = formed_plan(study=builders.programme(code="CT-1", topics=1))
    one, hall = teacher("Trịnh Công Giảng", topics_of(plan)), builders.room("Hội trường A")
    for part in ("afternoon", "morning"):
        builders.lesson(class_of(plan), topics_of(plan)[0], MONDAY, part, where=hall, by=one)
    builders.lesson(class_of(plan), topics_of(plan)[0], MONDAY + dt.timedelta(days=1))
    held = {"class_id": class_of(plan).code, "topic_id": "CT-1:1", "first_period": 1, "periods": 5}
    by = {"lecturer_ids": ("Trịnh Công Giảng (Khoa Xây dựng Đảng)",), "room_id": f"Hội trường A, {VENUE}"}

    assert timetable_of(rows_of(plan)) == Timetable(
        (
            Lesson(half_day=FOUR[0], part=1, **held, **by),
            Lesson(half_day=FOUR[1], part=2, **held, **by),
            Lesson(half_day=FOUR[2], part=3, **held),
        )
    )


def test_a_clash_says_which_topics_hinge_on_busy_lecturers_and_whether_all_of_a_class_is_in_it() -> None:
    topics = tuple(topic("CT", number, half_days=1) for number in (1, 2))
    plan = ClassPlan("lop", "Lớp 1", 30, topics, FOUR, venue=VENUE)
    people = (
        Lecturer("Lan", "Lan", frozenset({"CT:1"}), frozenset(FOUR)),
        Lecturer("Bình", "Bình", frozenset({"CT:2"}), frozenset(FOUR)),
        Lecturer("Cường", "Cường", frozenset({"CT:2"}), frozenset()),
    )
    problem = TimetableProblem(classes=(plan,), lecturers=people, rooms=())
    over = Clash(("competence",), ("lop",), (("lop", "CT:1"), ("lop", "CT:2")), ("Lan", "Bình"), (), (), minimal=True)
    part = replace(over, topics=(("lop", "CT:2"),))

    told, told_of_part = (why_facts(problem, (), clash, ())["clash"] for clash in (over, part))

    assert (told["whole"], told["only"]) == (True, [{"topic": "Chuyên đề 1", "lecturers": ["Lan"]}])
    assert (told_of_part["whole"], told_of_part["only"]) == (False, [])
