from dataclasses import replace

import builders
from apps.acting import PLANNER, last_event, refused
from khaigiang.apps.catalogue.actions import enter_programme, freeze
from khaigiang.apps.catalogue.models import Module, Programme, Topic
from khaigiang.core.eligibility.facts import StudyForm
from khaigiang.foundation import guarded
from khaigiang.intake.findings import At
from khaigiang.intake.plan import ProgrammeKind, ProgrammeRow, TopicKind, TopicRow

ROW = ProgrammeRow("CT-1", "Bồi dưỡng bí thư", ProgrammeKind.REFRESHER, StudyForm.FULL_TIME, 5)
TOPICS = (
    TopicRow("CT-1", 1, "Xây dựng Đảng", 1, "Công tác tổ chức", TopicKind.LECTURE, 2, None),
    TopicRow("CT-1", 2, "Thực tế", 3, "Nghiên cứu thực tế", TopicKind.FIELD_STUDY, 1, None),
    TopicRow("CT-1", 1, "Xây dựng Đảng", 2, "Thảo luận", TopicKind.DISCUSSION, None, 3, (1,)),
)


def test_programme_is_entered_with_its_modules_and_topics(db) -> None:
    made = enter_programme(ROW, TOPICS, by=PLANNER)

    assert (made.code, made.version, made.name, made.kind, made.study_form, made.periods_per_half_day, made.frozen) == (
        "CT-1",
        1,
        "Bồi dưỡng bí thư",
        "refresher",
        "full_time",
        5,
        False,
    )
    assert list(Module.objects.values_list("number", "name")) == [(1, "Xây dựng Đảng"), (2, "Thực tế")]
    fields = Topic.objects.values_list("module__number", "number", "kind", "half_days", "periods", "after")
    assert list(fields) == [
        (1, 1, "lecture", 2, 0, []),
        (1, 2, "discussion", 0, 3, [1]),
        (2, 3, "field_study", 1, 0, []),
    ]
    assert last_event() == (
        "catalogue.programme_entered",
        f"Programme:{made.pk}",
        "7",
        {"code": "CT-1", "version": "1"},
    )


def test_same_programme_again_is_the_version_there_is_wherever_its_rows_stood(db) -> None:
    made = enter_programme(ROW, TOPICS, by=PLANNER)
    moved = tuple(replace(topic, at=At("khac.xlsx", "Chuyên đề", 99)) for topic in TOPICS)

    assert enter_programme(replace(ROW, at=At("khac.xlsx", "Chương trình", 7)), moved, by=PLANNER) == made
    assert Programme.objects.count() == 1
    assert last_event() == ("catalogue.programme_found", f"Programme:{made.pk}", "7", {"code": "CT-1"})


def test_programme_that_states_its_field_is_another_version_and_one_without_is_known_as_before(db) -> None:
    """The digest of a programme without a field is what it was before there were fields."""
    first = enter_programme(ROW, TOPICS, by=PLANNER)

    with_field = enter_programme(replace(ROW, field="propaganda"), TOPICS, by=PLANNER)

    assert (first.field, with_field.field, with_field.version) == ("", "propaganda", 2)
    assert first.digest == "55819204ae36f8d9587f6102d44b31b8afaec5c3f81c3810dee39910f89461f5"


def test_changed_programme_is_a_new_version_and_the_first_can_come_back(db) -> None:
    first = enter_programme(ROW, TOPICS, by=PLANNER)

    second = enter_programme(ROW, TOPICS[:2], by=PLANNER)

    assert (second.version, Topic.objects.filter(module__programme=first).count()) == (2, 3)
    assert enter_programme(ROW, TOPICS, by=PLANNER) == first


def test_programme_with_a_topic_twice_leaves_nothing(db) -> None:
    with refused("topic_number_once", "Học phần đã có chuyên đề mang số này."):
        enter_programme(ROW, (TOPICS[0], TOPICS[0]), by=PLANNER)


def test_topic_without_a_length_is_refused(db) -> None:
    sentence = "Chuyên đề phải có thời lượng theo buổi hoặc theo tiết, chỉ một trong hai."
    with refused("topic_has_one_length", sentence):
        enter_programme(ROW, (replace(TOPICS[0], half_days=None),), by=PLANNER)


def test_topic_with_both_lengths_is_refused_by_the_database(db) -> None:
    module = Module.objects.get(programme=builders.programme())

    with refused("topic_has_one_length"), guarded.writing("test"):
        Topic.objects.create(module=module, number=9, name="x", kind="lecture", half_days=1, periods=2)


def test_freeze_marks_the_version_in_use(db) -> None:
    made = enter_programme(ROW, TOPICS, by=PLANNER)

    freeze(made, by=PLANNER)

    assert Programme.objects.get().frozen
    assert last_event() == ("catalogue.programme_frozen", f"Programme:{made.pk}", "7", {"code": "CT-1"})


def test_frozen_programme_is_changed_by_a_new_version_only(db) -> None:
    frozen = freeze(enter_programme(ROW, TOPICS, by=PLANNER), by=PLANNER)

    changed = enter_programme(replace(ROW, name="Tên mới"), TOPICS, by=PLANNER)

    frozen.refresh_from_db()
    assert (frozen.name, frozen.frozen, changed.name, changed.frozen) == ("Bồi dưỡng bí thư", True, "Tên mới", False)
