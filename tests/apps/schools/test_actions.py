import datetime as dt

import pytest

import builders
from apps.acting import PLANNER, last_event, refused
from khaigiang.apps.catalogue.models import Topic
from khaigiang.apps.people.models import Person
from khaigiang.apps.schools.actions import assign_topic, enter_lecturers, enter_rooms
from khaigiang.apps.schools.models import Competence as CompetenceRow
from khaigiang.apps.schools.models import Lecturer, LecturerBusy, Room, RoomBusy, Venue
from khaigiang.core.calendar import Part
from khaigiang.foundation import guarded
from khaigiang.intake.plan import Competence, LecturerRow, RoomRow
from khaigiang.intake.spells import Spell

MAY_11, MAY_12 = dt.date(2022, 5, 11), dt.date(2022, 5, 12)


def busy(rows) -> list[tuple[dt.date, str]]:
    return list(rows.order_by("pk").values_list("day", "part"))


def test_rooms_are_entered_with_their_busy_half_days(db) -> None:
    spells = (Spell(MAY_11, MAY_12, Part.AFTERNOON), Spell(MAY_12, MAY_12))
    hall = RoomRow("Hội trường A", "Trường Lê Hồng Phong", 150, spells)
    rooms = enter_rooms([hall, RoomRow("Phòng 2", "Trường Lê Hồng Phong", 40)], by=PLANNER)

    assert list(Room.objects.values_list("venue__name", "name", "capacity")) == [
        ("Trường Lê Hồng Phong", "Hội trường A", 150),
        ("Trường Lê Hồng Phong", "Phòng 2", 40),
    ]
    assert busy(rooms[0].busy) == [
        (MAY_11, "afternoon"),
        *[(MAY_12, part) for part in ("morning", "afternoon", "evening")],
    ]
    assert last_event() == ("schools.rooms_entered", "rooms", "7", {"rooms": "2"})


def test_room_entered_again_has_its_new_size_and_busy_half_days(db) -> None:
    enter_rooms([RoomRow("A", "Trường", 150, (Spell(MAY_11, MAY_11),))], by=PLANNER)

    enter_rooms([RoomRow("A", "Trường", 90, (Spell(MAY_12, MAY_12, Part.MORNING),))], by=PLANNER)

    assert (Venue.objects.count(), Room.objects.get().capacity) == (1, 90)
    assert busy(RoomBusy.objects) == [(MAY_12, "morning")]


def test_rooms_of_one_name_at_two_venues_are_two(db) -> None:
    enter_rooms([RoomRow("A", "Trường", 90), RoomRow("A", "Trung tâm", 40)], by=PLANNER)

    assert Room.objects.count() == 2


@pytest.fixture
def topics(db) -> list[Topic]:
    return list(Topic.objects.filter(module__programme=builders.programme(code="CT-1", topics=3)).order_by("number"))


def row(*held: Competence, name="Trịnh Công Giảng", unit="Khoa Xây dựng Đảng", **facts) -> LecturerRow:
    return LecturerRow(name, facts.pop("rank", "Tiến sĩ"), unit, held, facts.pop("busy", ()))


def taught() -> list[tuple[str, int]]:
    fields = CompetenceRow.objects.order_by("lecturer__person__sort_key", "topic__number")
    return list(fields.values_list("lecturer__person__full_name", "topic__number"))


def test_lecturers_are_entered_with_topics_and_busy_half_days(topics) -> None:
    rows = [
        row(Competence("CT-1", (1, 3)), Competence("CT-9")),
        row(Competence("CT-1"), name="Lê Ba", busy=(Spell(MAY_11, MAY_11, Part.MORNING),)),
    ]

    first, second = enter_lecturers(rows, topics={"CT-1": topics}, by=PLANNER)

    assert (first.person.full_name, first.rank, first.unit_name) == (
        "Trịnh Công Giảng",
        "Tiến sĩ",
        "Khoa Xây dựng Đảng",
    )
    assert taught() == [("Lê Ba", 1), ("Lê Ba", 2), ("Lê Ba", 3), ("Trịnh Công Giảng", 1), ("Trịnh Công Giảng", 3)]
    assert (busy(first.busy), busy(second.busy)) == ([], [(MAY_11, "morning")])
    assert last_event() == ("schools.lecturers_entered", "lecturers", "7", {"lecturers": "2"})


def test_lecturer_entered_again_is_the_same_with_what_is_stated_now(topics) -> None:
    enter_lecturers([row(Competence("CT-1"), busy=(Spell(MAY_11, MAY_11),))], topics={"CT-1": topics}, by=PLANNER)

    enter_lecturers([row(Competence("CT-1", (2,)), rank="Phó giáo sư")], topics={"CT-1": topics}, by=PLANNER)

    assert (Person.objects.count(), Lecturer.objects.get().rank) == (1, "Phó giáo sư")
    assert (taught(), LecturerBusy.objects.count()) == ([("Trịnh Công Giảng", 2)], 0)


def test_lecturer_named_twice_for_a_topic_teaches_it_once(topics) -> None:
    enter_lecturers([row(Competence("CT-1", (1,)), Competence("CT-1"))], topics={"CT-1": topics}, by=PLANNER)

    assert [number for _name, number in taught()] == [1, 2, 3]


def test_lecturers_of_one_name_in_two_units_are_two(topics) -> None:
    enter_lecturers([row(), row(unit="Học viện")], topics={"CT-1": topics}, by=PLANNER)

    assert Lecturer.objects.count() == 2


def test_lecturer_keeps_the_topics_of_other_versions_and_programmes(topics) -> None:
    enter_lecturers([row(Competence("CT-1"))], topics={"CT-1": topics}, by=PLANNER)
    with guarded.writing("test"):
        newer = builders.programme(code="CT-1-moi", topics=1)
        newer.code, newer.version = "CT-1", 2
        newer.save()

    enter_lecturers(
        [row(Competence("CT-1"))], topics={"CT-1": list(Topic.objects.filter(module__programme=newer))}, by=PLANNER
    )

    held = CompetenceRow.objects.order_by("topic__module__programme__version", "topic__number")
    assert list(held.values_list("topic__module__programme__version", "topic__number")) == [
        (1, 1),
        (1, 2),
        (1, 3),
        (2, 1),
    ]


def test_lecturer_busy_twice_in_a_half_day_is_refused_by_the_database(topics) -> None:
    (lecturer,) = enter_lecturers([row(busy=(Spell(MAY_11, MAY_11, Part.MORNING),))], topics={}, by=PLANNER)

    with refused("lecturer_busy_once"), guarded.writing("test"):
        LecturerBusy.objects.create(lecturer=lecturer, day=MAY_11, part="morning")


def test_topic_is_assigned_to_a_lecturer_once(db) -> None:
    lecturer, topic = (
        builders.lecturer("Trịnh Công Giảng"),
        Topic.objects.filter(module__programme=builders.programme()),
    )
    first = topic.earliest("number")

    assert assign_topic(lecturer, first, by=PLANNER) == assign_topic(lecturer, first, by=PLANNER)

    assert list(CompetenceRow.objects.values_list("lecturer", "topic")) == [(lecturer.pk, first.pk)]
    assert last_event() == (
        "schools.topic_assigned",
        f"Lecturer:{lecturer.pk}",
        "7",
        {"lecturer": "Trịnh Công Giảng", "topic": "Chuyên đề 1"},
    )
