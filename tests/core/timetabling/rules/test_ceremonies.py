from core.timetabling.build import clashing_rules, codes, is_solvable, lecturer, lesson, plan, problem, topic
from khaigiang.core.timetabling import TopicKind
from khaigiang.core.timetabling.rules.ceremonies import Ceremonies

RULE = Ceremonies()


def test_ceremonies_beside_topics_are_feasible():
    held = problem(plan(topic("t1", periods=4), topic("t2", periods=3), slots=2, opening_periods=1, closing_periods=2))

    assert is_solvable(held)


def test_topic_that_leaves_no_room_for_the_opening_is_infeasible():
    held = problem(plan(topic("t1", periods=5), slots=1, opening_periods=1))

    assert clashing_rules(held) == ("topic_length", "ceremonies")


def test_opening_that_takes_the_half_day_leaves_it_without_topics():
    held = problem(plan(topic("t1"), topic("t2"), slots=2, opening_periods=5))

    assert clashing_rules(held) == ("topic_length", "class_in_one_place", "ceremonies")


def test_opening_is_followed_by_more_than_self_study():
    study = topic("s", TopicKind.SELF_STUDY, module=0)
    held = problem(plan(study, topic("t1", after=frozenset({"s"})), slots=2))

    assert "ceremonies" in clashing_rules(held)


def test_lessons_clear_of_the_ceremonies_are_no_violation():
    held = problem(plan(topic("t1"), topic("t2"), slots=2, opening_periods=1, closing_periods=1))

    assert codes(RULE, held, lesson("t1", 0, first_period=2, periods=4), lesson("t2", 1, periods=4)) == []


def test_lessons_over_the_ceremonies_are_violations():
    held = problem(plan(topic("t1"), topic("t2"), slots=2, opening_periods=1, closing_periods=1))

    assert codes(RULE, held, lesson("t1", 0), lesson("t2", 1)) == ["over_the_opening", "over_the_closing"]


def test_self_study_alone_after_the_opening_is_a_violation():
    held = problem(plan(topic("t1"), topic("s", TopicKind.SELF_STUDY), slots=2))

    assert codes(RULE, held, lesson("s", 0), lesson("t1", 1)) == ["no_lesson_after_the_opening"]


def test_class_that_need_not_begin_at_once_may_begin_later():
    late = plan(topic("t1"), topic("s", TopicKind.SELF_STUDY), slots=2, begins_at_once=False)

    assert codes(RULE, problem(late), lesson("s", 0), lesson("t1", 1)) == []
    assert is_solvable(problem(late, lecturers=[lecturer("a", "t1", busy=(0,))]))
