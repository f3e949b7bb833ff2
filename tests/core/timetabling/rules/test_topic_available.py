from core.timetabling.build import SLOTS, clashing_rules, codes, is_solvable, lesson, plan, problem, topic
from khaigiang.core.timetabling.rules.topic_available import TopicAvailable

SHUT = topic("t1", closed=frozenset(SLOTS[:2]))


def test_topic_open_in_one_half_day_is_feasible():
    assert is_solvable(problem(plan(SHUT, slots=3, begins_at_once=False)))


def test_topic_closed_throughout_is_infeasible():
    assert clashing_rules(problem(plan(SHUT, slots=2))) == ("topic_length", "topic_available")


def test_lesson_in_an_open_or_a_closed_half_day_tells_the_difference():
    held = problem(plan(SHUT))

    assert codes(TopicAvailable(), held, lesson("t1", 2)) == []
    assert codes(TopicAvailable(), held, lesson("t1", 1)) == ["topic_closed"]
