import datetime as dt

import pytest

import builders
from apps.acting import PLANNER, last_event, refused
from khaigiang.apps.people.actions import Sheet, engage, record_training, register_many, release
from khaigiang.apps.people.models import Appointment, Engagement, Person, TrainingRecord
from khaigiang.core.calendar import HalfDay, Part
from khaigiang.core.vietnamese import PartialDate

MAY_11 = dt.date(2022, 5, 11)
MORNING, AFTERNOON = HalfDay(MAY_11, Part.MORNING), HalfDay(MAY_11, Part.AFTERNOON)
FULL = PartialDate(1975, 6, 1)


@pytest.fixture
def ward(db):
    return builders.unit("Phường Láng Hạ")


def sheet(unit, name="Nguyễn Thị Ánh", birth=FULL, **facts) -> Sheet:
    return Sheet(
        name,
        birth,
        facts.pop("sex", "female"),
        unit,
        facts.pop("title", "Bí thư Đảng ủy"),
        facts.pop("groups", ("commune_secretary",)),
    )


def test_register_many_enters_persons_with_their_posts_in_the_order_stated(ward) -> None:
    made = register_many([sheet(ward), sheet(ward, "Đỗ Văn Bé", PartialDate(1980), sex="", groups=())], by=PLANNER)

    fields = Person.objects.order_by("pk").values_list("full_name", "folded", "sex", "born", "born_precision")
    assert list(fields) == [
        ("Nguyễn Thị Ánh", "nguyen thi anh", "female", dt.date(1975, 6, 1), "day"),
        ("Đỗ Văn Bé", "do van be", "", dt.date(1980, 1, 1), "year"),
    ]
    assert list(Appointment.objects.values_list("person", "unit", "title", "groups")) == [
        (made[0].pk, ward.pk, "Bí thư Đảng ủy", ["commune_secretary"]),
        (made[1].pk, ward.pk, "Bí thư Đảng ủy", []),
    ]
    assert last_event() == ("people.registered", "people", "7", {"stated": "2", "new": "2"})


def test_register_many_again_gives_the_same_persons(ward) -> None:
    first = register_many([sheet(ward), sheet(ward, "Đỗ Văn Bé", None)], by=PLANNER)

    assert register_many([sheet(ward, "Đỗ Văn Bé", None), sheet(ward)], by=PLANNER) == first[::-1]
    assert (Person.objects.count(), last_event()[3]) == (2, {"stated": "2", "new": "0"})


def test_register_many_gives_a_person_listed_twice_once(ward) -> None:
    first, second = register_many([sheet(ward), sheet(ward)], by=PLANNER)

    assert (first, Person.objects.count(), Appointment.objects.count()) == (second, 1, 1)


@pytest.mark.parametrize(
    "other",
    [
        {"name": "Nguyễn Thị Anh Đào"},
        {"birth": PartialDate(1975, 6, 2)},
        {"birth": PartialDate(1975, 6)},
        {"birth": PartialDate(1975)},
        {"birth": None},
    ],
)
def test_register_many_merges_nobody_on_a_likeness(ward, other) -> None:
    register_many([sheet(ward)], by=PLANNER)

    register_many([sheet(ward, **other)], by=PLANNER)

    assert Person.objects.count() == 2


def test_register_many_tells_persons_of_two_units_apart(ward) -> None:
    register_many([sheet(ward), sheet(builders.unit("Phường Thành Công"))], by=PLANNER)

    assert Person.objects.count() == 2


def test_register_many_of_nobody_leaves_an_event(db) -> None:
    assert register_many([], by=PLANNER) == []
    assert last_event()[3] == {"stated": "0", "new": "0"}


def slots() -> list[tuple[int, dt.date, str, str]]:
    return list(Engagement.objects.order_by("pk").values_list("person", "day", "part", "source"))


def test_engage_takes_half_days_and_again_replaces_them(db) -> None:
    key = builders.person("Lê Thị Bình").pk
    assert engage([(key, MORNING), (key, AFTERNOON)], source="class:1", by=PLANNER) == 2
    event = last_event()

    engage([(key, AFTERNOON)], source="class:1", by=PLANNER)

    assert event == ("people.engaged", "class:1", "7", {"half_days": "2"})
    assert slots() == [(key, MAY_11, "afternoon", "class:1")]


def test_engage_is_refused_where_another_source_took_the_half_day(db) -> None:
    one, other = builders.person("Lê Thị Bình").pk, builders.person("Đỗ An").pk
    engage([(one, MORNING)], source="class:1", by=PLANNER)

    with refused("one_person_one_place", "Người này đã có lịch ở nơi khác trong cùng buổi."):
        engage([(other, MORNING), (one, MORNING)], source="class:2", by=PLANNER)
    assert slots() == [(one, MAY_11, "morning", "class:1")]


def test_release_gives_back_what_one_source_took(db) -> None:
    key = builders.person("Lê Thị Bình").pk
    engage([(key, MORNING)], source="class:1", by=PLANNER)
    engage([(key, AFTERNOON)], source="class:11", by=PLANNER)

    assert release("class:1", by=PLANNER) == 1
    assert slots() == [(key, MAY_11, "afternoon", "class:11")]
    assert last_event() == ("people.released", "class:1", "7", {"half_days": "1"})


def training(person: int, source: str = "class:1") -> int:
    return record_training(
        [person], programme="CT-1", title="Chương trình 1", source=source, finished_on=MAY_11, by=PLANNER
    )


def test_record_training_writes_who_completed_what(db) -> None:
    key = builders.person("Lê Thị Bình").pk

    assert training(key) == 1
    assert list(TrainingRecord.objects.values_list("person", "programme", "title", "source", "finished_on")) == [
        (key, "CT-1", "Chương trình 1", "class:1", MAY_11)
    ]
    assert last_event() == ("people.training_recorded", "class:1", "7", {"persons": "1", "programme": "CT-1"})


def test_record_training_takes_the_place_of_what_the_class_said_before(db) -> None:
    key = builders.person("Lê Thị Bình").pk
    training(key)

    assert (training(key), TrainingRecord.objects.count()) == (1, 1)
    assert (training(key, "class:2"), TrainingRecord.objects.count()) == (1, 2)


def test_record_training_of_one_person_twice_is_refused(db) -> None:
    key = builders.person("Lê Thị Bình").pk

    with refused("training_record_once", "Kết quả của lớp này đã được ghi cho người này."):
        record_training(
            [key, key],
            programme="CT1",
            title="Chương trình",
            source="class:1",
            finished_on=dt.date(2022, 5, 12),
            by=PLANNER,
        )
    assert TrainingRecord.objects.count() == 0
