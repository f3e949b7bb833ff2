from core.timetabling.build import clashing_rules, codes, is_solvable, lesson, plan, problem, topic
from khaigiang.core.timetabling.rules.class_in_one_place import ClassInOnePlace

RULE = ClassInOnePlace()


def test_short_topics_share_a_half_day():
    assert is_solvable(problem(plan(topic("t1", periods=2), topic("t2", periods=3), slots=1)))


def test_short_topic_does_not_share_with_a_half_day_topic():
    held = problem(plan(topic("t1"), topic("t2", periods=1), slots=1))

    assert clashing_rules(held) == ("topic_length", "class_in_one_place")


def test_lessons_after_each_other_are_no_violation():
    held = problem(plan(topic("t1", periods=2), topic("t2", periods=3)))

    assert codes(RULE, held, lesson("t1", 0, periods=2), lesson("t2", 0, first_period=3, periods=3)) == []


def test_overlapping_lessons_are_a_violation():
    held = problem(plan(topic("t1", periods=2), topic("t2", periods=3)))

    found = codes(RULE, held, lesson("t1", 0, periods=2), lesson("t2", 0, first_period=2, periods=3))

    assert found == ["lessons_overlap"]


def test_two_rooms_in_a_half_day_are_a_violation():
    held = problem(plan(topic("t1", periods=2), topic("t2", periods=3)))

    found = codes(RULE, held, lesson("t1", 0, periods=2), lesson("t2", 0, first_period=3, periods=3, room_id="p2"))

    assert found == ["two_rooms_in_a_half_day"]
