import datetime as dt

import builders
from apps.acting import PLANNER, last_event, refused
from khaigiang.apps.people.actions import engage, record_training, release
from khaigiang.apps.people.models import Engagement, TrainingRecord
from khaigiang.core.calendar import HalfDay, Part

MAY_11 = dt.date(2022, 5, 11)
MORNING, AFTERNOON = HalfDay(MAY_11, Part.MORNING), HalfDay(MAY_11, Part.AFTERNOON)


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
