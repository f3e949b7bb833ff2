from core.timetabling.build import clashing_rules, codes, is_solvable, lecturer, lesson, plan, problem, timetable, topic
from khaigiang.core.timetabling.rules.lecturer_week_limit import LecturerWeekLimit

RULE = LecturerWeekLimit()
FRIDAY_MORNING, FRIDAY_AFTERNOON, MONDAY = 8, 9, 10
FIXED = (lesson("x", 6, class_id="other", room_id="p9"),)


def one_a_week(slots, fixed=(), first=FRIDAY_MORNING, most=1):
    plans = plan(topic("t1"), topic("t2"), slots=slots, first=first)
    return problem(plans, lecturers=[lecturer("a", "t1", "t2", max_per_week=most)], fixed=fixed)


def test_one_lesson_in_each_of_two_weeks_is_feasible():
    assert is_solvable(one_a_week(3))


def test_two_lessons_in_one_week_are_infeasible():
    found = clashing_rules(one_a_week(2))

    assert found == ("topic_length", "class_in_one_place", "competence", "lecturer_week_limit")


def test_fixed_lesson_counts_towards_the_limit():
    assert is_solvable(one_a_week(3, first=FRIDAY_AFTERNOON))
    assert "lecturer_week_limit" in clashing_rules(one_a_week(2, fixed=FIXED, first=FRIDAY_AFTERNOON))


def test_lecturer_without_a_limit_may_teach_all_week():
    assert is_solvable(one_a_week(2, most=None))
    assert codes(RULE, one_a_week(2, most=None), lesson("t1", FRIDAY_MORNING), lesson("t2", FRIDAY_AFTERNOON)) == []


def test_lessons_within_the_limit_are_no_violation():
    assert codes(RULE, one_a_week(3), lesson("t1", FRIDAY_MORNING), lesson("t2", MONDAY)) == []


def test_lessons_beyond_the_limit_are_a_violation():
    held = one_a_week(3)
    breach, *others = RULE.violations(held, timetable(lesson("t1", FRIDAY_MORNING), lesson("t2", FRIDAY_AFTERNOON)))

    assert others == []
    assert breach.code == "too_much_in_a_week"
    assert dict(breach.facts) == {"lecturer": "a", "week": "2024-W23", "half_days": "2", "limit": "1"}


def test_fixed_lesson_and_one_of_the_same_week_are_a_violation():
    assert codes(RULE, one_a_week(3, fixed=FIXED), lesson("t1", FRIDAY_MORNING)) == ["too_much_in_a_week"]
    assert codes(RULE, one_a_week(3, fixed=FIXED), lesson("t1", MONDAY)) == []


def test_what_is_fixed_alone_is_not_to_be_judged():
    assert codes(RULE, one_a_week(3, fixed=FIXED, most=0)) == []
