from core.timetabling.build import clashing_rules, codes, is_solvable, lecturer, lesson, plan, problem, topic
from khaigiang.core.timetabling import TopicKind
from khaigiang.core.timetabling.rules.competence import Competence

RULE = Competence()


def test_topic_with_a_competent_lecturer_is_feasible():
    assert is_solvable(problem(plan(topic("t1"))))


def test_topic_without_a_competent_lecturer_is_infeasible():
    held = problem(plan(topic("t1")), lecturers=[lecturer("a", "t2")])

    assert clashing_rules(held) == ("topic_length", "competence")


def test_competent_lecturer_is_no_violation_and_a_test_needs_none():
    held = problem(plan(topic("t1"), topic("test", TopicKind.TEST)))

    assert codes(RULE, held, lesson("t1", 0), lesson("test", 1, lecturer_ids=())) == []


def test_nobody_or_somebody_else_is_a_violation():
    held = problem(plan(topic("t1"), topic("t2")), lecturers=[lecturer("a", "t1")])

    found = codes(RULE, held, lesson("t1", 0, lecturer_ids=()), lesson("t2", 1))

    assert found == ["no_lecturer", "lecturer_not_competent"]
