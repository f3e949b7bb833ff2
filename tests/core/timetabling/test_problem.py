import pytest

from core.timetabling.build import SLOTS, lecturer, lesson, plan, problem, topic
from khaigiang.core.timetabling import ClassPlan, Topic, TopicKind


@pytest.mark.parametrize("length", [{}, {"half_days": 1, "periods": 2}, {"half_days": -1}])
def test_topic_of_no_clear_length_is_refused(length):
    with pytest.raises(ValueError, match="either in half-days or in periods"):
        Topic("t1", "T1", TopicKind.LECTURE, 1, 1, **length)


@pytest.mark.parametrize(
    ("kind", "lecturer_wanted", "room_wanted"),
    [
        (TopicKind.LECTURE, True, True),
        (TopicKind.DISCUSSION, True, True),
        (TopicKind.TEST, False, True),
        (TopicKind.SELF_STUDY, False, False),
        (TopicKind.FIELD_STUDY, False, False),
    ],
)
def test_needs_follow_the_kind_unless_said_otherwise(kind, lecturer_wanted, room_wanted):
    plain = topic("t1", kind)
    said = topic("t1", kind, needs_lecturer=not lecturer_wanted, needs_room=not room_wanted)

    assert (plain.wants_lecturer, plain.wants_room) == (lecturer_wanted, room_wanted)
    assert (said.wants_lecturer, said.wants_room) == (not lecturer_wanted, not room_wanted)


def test_class_without_half_days_in_order_is_refused():
    for half_days in ((), (SLOTS[1], SLOTS[0]), (SLOTS[0], SLOTS[0])):
        with pytest.raises(ValueError, match="not in order of time"):
            ClassPlan("lop", "Lớp", 7, (), half_days)


def test_class_with_a_topic_twice_is_refused():
    with pytest.raises(ValueError, match="stands twice"):
        plan(topic("t1"), topic("t1"))


def test_ids_that_stand_twice_are_refused():
    with pytest.raises(ValueError, match="stands twice"):
        problem(plan(topic("t1")), lecturers=[lecturer("a"), lecturer("a")])


def test_fixed_lesson_of_a_class_to_be_timetabled_is_refused():
    with pytest.raises(ValueError, match="fixed lesson"):
        problem(plan(topic("t1")), fixed=(lesson("t1", 0),))


def test_free_periods_are_what_the_ceremonies_leave():
    held = plan(topic("t1"), slots=3, opening_periods=1, closing_periods=2)

    assert [held.free_periods(slot) for slot in range(3)] == [(2, 4), (1, 5), (1, 3)]
