from core.timetabling.build import clashing_rules, codes, is_solvable, lecturer, lesson, plan, problem, topic
from khaigiang.core.timetabling import TopicKind
from khaigiang.core.timetabling.rules.tests_last import TestsLast as LastRule

TEST = topic("test", TopicKind.TEST, module=0)
STUDY = topic("s", TopicKind.SELF_STUDY, module=0, after=frozenset({"test"}))


def test_self_study_after_the_test_is_feasible():
    assert is_solvable(problem(plan(topic("t1"), TEST, STUDY, slots=3)))


def test_lecture_that_can_only_follow_the_test_is_infeasible():
    held = problem(plan(topic("t1"), TEST, slots=2), lecturers=[lecturer("a", "t1", busy=(0,))])

    assert "tests_last" in clashing_rules(held)


def test_self_study_after_the_test_is_no_violation():
    held = problem(plan(topic("t1"), TEST, STUDY))

    assert codes(LastRule(), held, lesson("t1", 0), lesson("test", 1), lesson("s", 2)) == []


def test_lecture_after_the_test_is_a_violation():
    held = problem(plan(topic("t1"), TEST))

    assert codes(LastRule(), held, lesson("test", 0), lesson("t1", 1)) == ["lesson_after_test"]
