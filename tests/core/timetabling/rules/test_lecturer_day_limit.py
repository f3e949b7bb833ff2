from core.timetabling.build import clashing_rules, codes, is_solvable, lecturer, lesson, plan, problem, topic
from khaigiang.core.timetabling.rules.lecturer_day_limit import LecturerDayLimit

RULE = LecturerDayLimit()
FIXED = (lesson("x", 0, class_id="other", room_id="p9"),)


def one_a_day(slots, fixed=(), first=0):
    plans = plan(topic("t1"), topic("t2"), slots=slots, first=first)
    return problem(plans, lecturers=[lecturer("a", "t1", "t2", max_per_day=1)], fixed=fixed)


def test_one_lesson_on_each_of_two_days_is_feasible():
    assert is_solvable(one_a_day(4))


def test_two_lessons_on_one_day_are_infeasible():
    found = clashing_rules(one_a_day(2))

    assert found == ("topic_length", "class_in_one_place", "competence", "lecturer_day_limit")


def test_fixed_lesson_counts_towards_the_limit():
    assert is_solvable(one_a_day(4, first=1))
    assert "lecturer_day_limit" in clashing_rules(one_a_day(3, fixed=FIXED, first=1))


def test_lessons_within_the_limit_are_no_violation():
    assert codes(RULE, one_a_day(4), lesson("t1", 0), lesson("t2", 2)) == []


def test_lessons_beyond_the_limit_are_a_violation():
    assert codes(RULE, one_a_day(4), lesson("t1", 0), lesson("t2", 1)) == ["too_much_in_a_day"]
    assert codes(RULE, one_a_day(4, fixed=FIXED), lesson("t1", 1)) == ["too_much_in_a_day"]
