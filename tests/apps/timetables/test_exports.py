import datetime as dt

import pytest

import builders
from apps.timetables.examples import MONDAY, VENUE, class_of, formed_plan, teacher, topics_of
from khaigiang.apps.catalogue.models import Topic
from khaigiang.apps.timetables.exports import (
    class_poster,
    events,
    lecturer_orders,
    lecturer_poster,
    lessons_of_class,
    lessons_of_lecturer,
)
from khaigiang.core.calendar import Part
from khaigiang.documents.ics import Event
from khaigiang.documents.timetable import Entry, EntryKind, PosterDay, PosterPart, TimetablePoster
from khaigiang.foundation import guarded

TUESDAY = MONDAY + dt.timedelta(days=1)


@pytest.fixture
def world(db):
    """A lecture on Monday morning, field study in the afternoon, and a short test on Tuesday evening."""
    plan = formed_plan(study=builders.programme(code="CT-1", topics=3))
    with guarded.writing("test"):
        plan.parent_body = "Đảng bộ thành phố"
        plan.save()
        for number, kind in ((2, "field_study"), (3, "test")):
            Topic.objects.filter(number=number).update(kind=kind)
    one, two, three = topics_of(plan)
    lecturer, hall = teacher("Trịnh Công Giảng", [one]), builders.room("Hội trường A")
    builders.lesson(class_of(plan), three, TUESDAY, "evening", where=hall)
    builders.lesson(class_of(plan), two, MONDAY, "afternoon")
    builders.lesson(class_of(plan), one, MONDAY, "morning", where=hall, by=lecturer)
    with guarded.writing("test"):
        three.lessons.update(first_period=2, periods=2)
    return plan, lecturer


def lecture(class_name: str = "") -> Entry:
    return Entry("Chuyên đề 1", EntryKind.LECTURE, 1, 1, "Trịnh Công Giảng", "Hội trường A", class_name, 5)


def test_class_poster_has_its_days_with_opening_first_and_closing_last(world) -> None:
    plan, _lecturer = world
    held = class_of(plan)

    assert class_poster(held, lessons_of_class(held)) == TimetablePoster(
        title="THỜI KHÓA BIỂU LỚP 1",
        subtitle="Bồi dưỡng bí thư đảng ủy xã, phường, thị trấn",
        organiser="BAN TỔ CHỨC THÀNH ỦY",
        place=VENUE,
        days=(
            PosterDay(
                MONDAY,
                (
                    PosterPart(Part.MORNING, (Entry("Khai giảng", EntryKind.CEREMONY), lecture()), "08.00 – 11.45"),
                    PosterPart(
                        Part.AFTERNOON,
                        (Entry("Chuyên đề 2", EntryKind.FIELD_STUDY, None, 1, periods=5),),
                        "13.30 – 17.15",
                    ),
                ),
            ),
            PosterDay(
                TUESDAY,
                (
                    PosterPart(
                        Part.EVENING,
                        (
                            Entry("Chuyên đề 3", EntryKind.TEST, None, 1, room="Hội trường A", periods=2),
                            Entry("Bế giảng", EntryKind.CEREMONY),
                        ),
                        "18.00 – 21.00",
                    ),
                ),
            ),
        ),
        modules=("Nội dung 1",),
        parent_body="ĐẢNG BỘ THÀNH PHỐ",
    )


def test_lecturer_poster_names_the_class_of_each_lesson_and_no_ceremony(world) -> None:
    plan, lecturer = world

    assert lecturer_poster(lecturer, plan, lessons_of_lecturer(lecturer, plan)) == TimetablePoster(
        title="LỊCH GIẢNG DẠY: TRỊNH CÔNG GIẢNG",
        subtitle="Tiến sĩ, giảng viên chính, Khoa Xây dựng Đảng",
        organiser="BAN THƯỜNG VỤ THÀNH ỦY HÀ NỘI",
        place=VENUE,
        days=(PosterDay(MONDAY, (PosterPart(Part.MORNING, (lecture("Lớp 1"),), "08.00 – 11.45"),)),),
        parent_body="ĐẢNG BỘ THÀNH PHỐ",
    )


def test_events_carry_words_of_the_plan_and_times_of_the_periods(world) -> None:
    plan, _lecturer = world
    held = class_of(plan)
    code, room = f"2022-{held.code}-1", f"Hội trường A, {VENUE}"

    assert events(lessons_of_class(held)) == [
        Event(
            uid=f"{code}-1-1@khaigiang",
            start=dt.datetime.combine(MONDAY, dt.time(8)),
            end=dt.datetime.combine(MONDAY, dt.time(11, 45)),
            summary="Lớp 1: Chuyên đề 1",
            location=room,
            description="Trịnh Công Giảng",
        ),
        Event(
            uid=f"{code}-2-1@khaigiang",
            start=dt.datetime.combine(MONDAY, dt.time(13, 30)),
            end=dt.datetime.combine(MONDAY, dt.time(17, 15)),
            summary="Lớp 1: Chuyên đề 2",
            location=VENUE,
        ),
        Event(
            uid=f"{code}-3-1@khaigiang",
            start=dt.datetime.combine(TUESDAY, dt.time(18, 45)),
            end=dt.datetime.combine(TUESDAY, dt.time(20, 15)),
            summary="Lớp 1: Chuyên đề 3",
            location=room,
        ),
    ]


def test_uid_of_a_lesson_stays_when_it_moves(world) -> None:
    held = class_of(world[0])
    before = [event.uid for event in events(lessons_of_class(held))]
    with guarded.writing("test"):
        held.lessons.filter(topic__number=2).update(day=MONDAY + dt.timedelta(days=7))

    assert sorted(event.uid for event in events(lessons_of_class(held))) == sorted(before)


def test_lecturer_without_a_lesson_gets_no_paper(world) -> None:
    assert list(lecturer_orders(teacher("Lê Thị Rảnh", []), world[0])) == []
