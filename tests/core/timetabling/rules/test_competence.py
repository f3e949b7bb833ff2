from core.timetabling.build import clashing_rules, codes, is_solvable, lecturer, lesson, plan, problem, topic
from khaigiang.core.timetabling import TopicKind, solve
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


def together(*people, number=2):
    return problem(plan(topic("t1", lecturers=number), slots=2, begins_at_once=False), lecturers=people)


def test_two_lecturers_who_may_give_a_topic_give_it_together():
    held = together(lecturer("a", "t1"), lecturer("b"), lecturer("c", "t1"))

    found = solve(held, seconds=5)

    assert found.violations == ()
    assert [given.lecturer_ids for given in found.timetable.lessons] == [("a", "c")]


def test_one_lecturer_alone_is_infeasible_for_two():
    assert clashing_rules(together(lecturer("a", "t1"), lecturer("b"))) == ("topic_length", "competence")


def test_both_must_be_free_at_one_time():
    assert is_solvable(together(lecturer("a", "t1", busy=[0]), lecturer("b", "t1")))
    found = clashing_rules(together(lecturer("a", "t1", busy=[0]), lecturer("b", "t1", busy=[1])))
    assert found == ("topic_length", "competence", "lecturer_available")


def test_as_many_lecturers_as_are_wanted_are_no_violation():
    held = together(lecturer("a", "t1"), lecturer("b", "t1"))

    assert codes(RULE, held, lesson("t1", 0, lecturer_ids=("b", "a"))) == []


def test_fewer_or_more_lecturers_than_wanted_are_a_violation():
    people = [lecturer(name, "t1") for name in ("a", "b", "c")]

    assert codes(RULE, together(*people), lesson("t1", 0)) == ["too_few_lecturers"]
    assert codes(RULE, together(*people), lesson("t1", 0, lecturer_ids=("a", "a"))) == ["too_few_lecturers"]
    assert codes(RULE, together(*people), lesson("t1", 0, lecturer_ids=())) == ["no_lecturer"]
    assert codes(RULE, together(*people), lesson("t1", 0, lecturer_ids=("a", "b", "c"))) == ["too_many_lecturers"]
    assert codes(RULE, together(*people, number=1), lesson("t1", 0, lecturer_ids=("a", "b"))) == ["too_many_lecturers"]
