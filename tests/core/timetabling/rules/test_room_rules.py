import pytest

from core.timetabling.build import clashing_rules, codes, is_solvable, lecturer, lesson, plan, problem, room, topic
from khaigiang.core.timetabling import TopicKind
from khaigiang.core.timetabling.rules.room_available import RoomAvailable
from khaigiang.core.timetabling.rules.room_in_one_place import RoomInOnePlace
from khaigiang.core.timetabling.rules.room_suitable import RoomSuitable


def two_classes(*rooms, slots=1):
    plans = [plan(topic("t1"), id=name, slots=slots) for name in ("lop", "lop2")]
    return problem(*plans, lecturers=[lecturer("a", "t1"), lecturer("b", "t1")], rooms=rooms)


def test_two_rooms_for_two_classes_are_feasible():
    assert is_solvable(two_classes(room("p1"), room("p2")))


def test_one_room_for_two_classes_at_once_is_infeasible():
    assert clashing_rules(two_classes(room("p1"))) == ("topic_length", "room_suitable", "room_in_one_place")


def test_room_held_by_a_fixed_lesson_is_infeasible():
    held = problem(plan(topic("t1"), slots=1), fixed=(lesson("x", 0, class_id="other", lecturer_ids=()),))

    assert clashing_rules(held) == ("topic_length", "room_suitable", "room_in_one_place")


def test_room_held_once_is_no_violation():
    held = two_classes(room("p1"), room("p2"))

    assert codes(RoomInOnePlace(), held, lesson("t1", 0), lesson("t1", 0, class_id="lop2", room_id="p2")) == []


def test_room_held_twice_is_a_violation():
    held = two_classes(room("p1"), room("p2"))

    assert codes(RoomInOnePlace(), held, lesson("t1", 0), lesson("t1", 0, class_id="lop2")) == ["room_held_twice"]


def test_room_free_at_one_half_day_is_feasible():
    assert is_solvable(problem(plan(topic("t1"), slots=2), rooms=[room(busy=(1,))]))


def test_room_taken_throughout_is_infeasible():
    held = problem(plan(topic("t1"), slots=2), rooms=[room(busy=(0, 1))])

    assert clashing_rules(held) == ("topic_length", "room_suitable", "room_available")


def test_lesson_in_a_free_or_taken_room_tells_the_difference():
    held = problem(plan(topic("t1")), rooms=[room(busy=(1,))])

    assert codes(RoomAvailable(), held, lesson("t1", 0)) == []
    assert codes(RoomAvailable(), held, lesson("t1", 1)) == ["room_busy"]


@pytest.mark.parametrize(
    ("rooms", "venue"),
    [([room(capacity=29)], ""), ([room(venue="A")], "B"), ([], "")],
    ids=["too small", "other venue", "no room"],
)
def test_class_without_a_suitable_room_is_infeasible(rooms, venue):
    assert clashing_rules(problem(plan(topic("t1"), venue=venue), rooms=rooms)) == ("topic_length", "room_suitable")


def test_class_that_just_fits_is_feasible():
    assert is_solvable(problem(plan(topic("t1"), venue="A"), rooms=[room(capacity=30, venue="A")]))


def test_field_study_needs_no_room():
    assert is_solvable(problem(plan(topic("f", TopicKind.FIELD_STUDY)), rooms=[]))


def test_suitable_room_is_no_violation():
    held = problem(plan(topic("t1"), topic("s", TopicKind.SELF_STUDY), venue="A"), rooms=[room(venue="A")])

    assert codes(RoomSuitable(), held, lesson("t1", 0), lesson("s", 1, room_id=None)) == []


def test_unsuitable_rooms_are_violations():
    rooms = [room("small", capacity=10, venue="A"), room("far", venue="B")]
    held = problem(plan(topic("t1"), venue="A"), rooms=rooms)

    found = [codes(RoomSuitable(), held, lesson("t1", 0, room_id=name)) for name in (None, "x", "small", "far")]

    assert found == [["no_room"], ["unknown_room"], ["room_too_small"], ["room_at_other_venue"]]
