import pytest

from core.timetabling.build import clashing_rules, codes, is_solvable, lecturer, lesson, plan, problem, topic
from khaigiang.core.timetabling import TopicKind
from khaigiang.core.timetabling.rules.topic_order import TopicOrder

RULE = TopicOrder()
FIRST = topic("t1", order=1)
SECONDS = {
    "lecture of greater order": topic("t2", order=2),
    "named after": topic("t2", order=1, after=frozenset({"t1"})),
    "discussion of the lecture": topic("t2", TopicKind.DISCUSSION, order=2),
}
FREE = {
    "lecture of equal order": topic("t2", order=1),
    "discussion that names others": topic("t2", TopicKind.DISCUSSION, order=2, after=frozenset({"t9"})),
    "lecture of another module": topic("t2", module=0, order=2),
    "field study": topic("t2", TopicKind.FIELD_STUDY, order=2),
}


def second_only_first(second):
    people = (lecturer("a", "t1", busy=(0,)), lecturer("b", "t2"))
    return problem(plan(FIRST, second, slots=2), lecturers=people)


@pytest.mark.parametrize("second", FREE.values(), ids=FREE.keys())
def test_topics_without_an_order_between_them_are_feasible(second):
    assert is_solvable(second_only_first(second))


@pytest.mark.parametrize("second", SECONDS.values(), ids=SECONDS.keys())
def test_topics_that_can_only_stand_in_the_wrong_order_are_infeasible(second):
    assert "topic_order" in clashing_rules(second_only_first(second))


@pytest.mark.parametrize("second", SECONDS.values(), ids=SECONDS.keys())
def test_topics_in_order_are_no_violation(second):
    assert codes(RULE, problem(plan(FIRST, second)), lesson("t1", 0), lesson("t2", 1)) == []


@pytest.mark.parametrize("second", FREE.values(), ids=FREE.keys())
def test_topics_without_an_order_are_no_violation(second):
    assert codes(RULE, problem(plan(FIRST, second)), lesson("t2", 0), lesson("t1", 1)) == []


@pytest.mark.parametrize("second", SECONDS.values(), ids=SECONDS.keys())
def test_topics_out_of_order_are_a_violation(second):
    assert codes(RULE, problem(plan(FIRST, second)), lesson("t2", 0), lesson("t1", 1)) == ["topic_out_of_order"]


def test_short_topics_keep_their_order_within_a_half_day():
    short = [topic("t2", order=2, periods=2), topic("t1", order=1, periods=3)]

    assert is_solvable(problem(plan(*short, slots=1)))


def test_short_topics_that_wait_for_each_other_are_infeasible():
    one = topic("t1", periods=2, after=frozenset({"t2"}))
    two = topic("t2", periods=2, after=frozenset({"t1"}))

    assert clashing_rules(problem(plan(one, two))) == ("topic_length", "topic_order")
