from core.timetabling.build import clashing_rules, codes, is_solvable, lecturer, lesson, plan, problem, topic
from khaigiang.core.timetabling.rules.lecturer_available import LecturerAvailable


def busy(*slots):
    return problem(plan(topic("t1"), slots=2, opening_periods=1), lecturers=[lecturer("a", "t1", busy=slots)])


def test_lecturer_with_a_free_half_day_is_feasible():
    assert is_solvable(busy(1))


def test_lecturer_busy_throughout_is_infeasible():
    assert clashing_rules(busy(0, 1)) == ("topic_length", "competence", "lecturer_available")


def test_lesson_on_a_free_half_day_is_no_violation():
    assert codes(LecturerAvailable(), busy(1), lesson("t1", 0)) == []


def test_lesson_on_a_busy_half_day_is_a_violation():
    assert codes(LecturerAvailable(), busy(1), lesson("t1", 1)) == ["lecturer_busy"]
