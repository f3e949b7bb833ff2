import pytest

from core.timetabling.build import clashing_rules, codes, is_solvable, lecturer, lesson, plan, problem, room, topic
from khaigiang.core.timetabling import JointTopic, cost, solve
from khaigiang.core.timetabling.rules.joint_lessons import JointLessons
from khaigiang.core.timetabling.rules.lecturer_in_one_place import LecturerInOnePlace
from khaigiang.core.timetabling.rules.room_in_one_place import RoomInOnePlace
from khaigiang.core.timetabling.together import attendances, with_classes

RULE = JointLessons()


def together(*topics, firsts=(0, 0), slots=2, joint=None, **facts):
    """Two classes of 30 that hear topic t1 together."""
    topics = topics or (topic("t1"),)
    plans = [plan(*topics, id=f"lop{number}", slots=slots, first=first) for number, first in enumerate(firsts, 1)]
    facts.setdefault("rooms", [room("p1", 60)])
    return problem(*plans, joint=(JointTopic("t1", joint or ("lop1", "lop2")),), **facts)


def both(second=0, **of_the_second):
    return lesson("t1", 0, class_id="lop1"), lesson("t1", second, class_id="lop2", **of_the_second)


def test_two_classes_share_lecturer_and_hall_in_one_half_day():
    held = together(slots=1)

    outcome = solve(held)

    assert outcome.timetable is not None
    assert (outcome.status, outcome.violations) == ("optimal", ())
    assert {(given.half_day, given.lecturer_ids, given.room_id) for given in outcome.timetable.lessons} == {
        (held.classes[0].half_days[0], ("a",), "p1")
    }


def test_hall_without_seats_for_both_classes_is_infeasible():
    assert clashing_rules(together(rooms=[room("p1", 59)])) == ("topic_length", "room_suitable")


def test_classes_with_no_half_day_in_common_are_infeasible():
    assert clashing_rules(together(firsts=(0, 2))) == ("topic_length", "joint_lessons")


def test_guest_class_holds_its_own_lessons_elsewhere():
    topics = (topic("t1"), topic("t2", order=2))
    people = [lecturer("a", "t1", "t2"), lecturer("b", "t2")]

    assert is_solvable(together(*topics, lecturers=people, rooms=[room("p1", 60), room("p2")]))
    assert not is_solvable(together(*topics, lecturers=people, rooms=[room("p1", 60)], slots=2))


def test_lessons_heard_together_are_no_violation():
    held = together()

    assert [codes(rule, held, *both()) for rule in (RULE, RoomInOnePlace(), LecturerInOnePlace())] == [[], [], []]


@pytest.mark.parametrize(
    ("other", "code"),
    [
        ({"second": 1}, "joint_lesson_at_two_times"),
        ({"lecturer_ids": ("b",)}, "joint_lesson_by_two_lecturers"),
        ({"room_id": "p2"}, "joint_lesson_in_two_rooms"),
    ],
)
def test_lessons_apart_are_a_violation(other, code):
    assert codes(RULE, together(), *both(**other)) == [code]


def test_other_lessons_of_the_two_classes_still_keep_apart():
    held = together(topic("t1"), topic("t2"))
    lessons = [lesson("t2", 0, class_id=name) for name in ("lop1", "lop2")]

    assert codes(RoomInOnePlace(), held, *lessons) == ["room_held_twice"]
    assert codes(LecturerInOnePlace(), held, *lessons) == ["lecturer_in_two_classes"]


def test_joint_lesson_counts_once_for_its_lecturer():
    held = together()

    assert cost(held, problem_lessons(held)) == cost(with_classes(held, held.classes[:1]), problem_lessons(held, 1))


def problem_lessons(held, classes=2):
    from core.timetabling.build import timetable

    return timetable(*both()[:classes])


def test_everybody_who_hears_a_joint_topic_wants_a_seat():
    held = together(topic("t1"), topic("t2"), topic("t3", attendance=5))

    assert attendances(held) == {
        (name, key): number for name in ("lop1", "lop2") for key, number in (("t1", 60), ("t2", 30), ("t3", 5))
    }


def test_joint_topic_of_one_class_left_is_joint_no_more():
    held = together()

    assert with_classes(held, held.classes).joint == held.joint
    assert with_classes(held, held.classes[:1]).joint == ()


def test_joint_topic_is_one_whole_topic_of_classes_of_one_venue():
    one, two = plan(topic("t1"), id="lop1"), plan(topic("t1", periods=2), id="lop2")
    far = plan(topic("t1"), id="lop2", venue="B")
    joint = JointTopic("t1", ("lop1", "lop2"))

    with pytest.raises(ValueError, match="not one whole topic"):
        problem(one, two, joint=(joint,))
    with pytest.raises(ValueError, match="different venues"):
        problem(one, far, joint=(joint,))
    with pytest.raises(ValueError, match="joint twice"):
        problem(one, plan(topic("t1"), id="lop2"), joint=(joint, joint))
    with pytest.raises(ValueError, match="two different classes"):
        JointTopic("t1", ("lop1",))
