from core.timetabling.build import clashing_rules, codes, is_solvable, lesson, plan, problem, topic
from khaigiang.core.timetabling.rules.topic_length import TopicLength


def test_topics_that_fill_the_window_are_feasible():
    assert is_solvable(problem(plan(topic("t1"), topic("t2"), slots=2)))


def test_more_topics_than_half_days_are_infeasible():
    held = problem(plan(topic("t1"), topic("t2"), topic("t3"), slots=2))

    assert clashing_rules(held) == ("topic_length", "class_in_one_place")


def test_each_topic_once_is_no_violation():
    held = problem(plan(topic("t1"), topic("t2", periods=2), topic("t3", half_days=2)))

    lessons = (
        lesson("t1", 0),
        lesson("t2", 1, periods=2),
        lesson("t3", 2),
        lesson("t3", 3, part=2),
    )

    assert codes(TopicLength(), held, *lessons) == []


def test_missing_repeated_and_foreign_topics_are_violations():
    held = problem(plan(topic("t1"), topic("t2"), slots=4))

    found = codes(TopicLength(), held, lesson("t1", 0), lesson("t1", 1), lesson("x", 2))

    assert found == ["topic_repeated", "topic_missing", "topic_not_of_class"]


def test_wrong_length_and_foreign_half_day_are_violations():
    held = problem(plan(topic("t1"), topic("t2"), slots=2))

    found = codes(TopicLength(), held, lesson("t1", 0, periods=4), lesson("t2", 5))

    assert found == ["wrong_length", "half_day_not_of_class"]


def test_half_day_topic_leaves_room_for_the_ceremonies():
    held = problem(plan(topic("t1"), topic("t2"), slots=2, opening_periods=1, closing_periods=2))

    found = codes(TopicLength(), held, lesson("t1", 0, first_period=2, periods=4), lesson("t2", 1, periods=3))

    assert found == []
