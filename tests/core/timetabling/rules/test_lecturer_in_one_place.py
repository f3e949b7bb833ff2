from core.timetabling.build import clashing_rules, codes, is_solvable, lesson, plan, problem, room, topic
from khaigiang.core.timetabling.rules.lecturer_in_one_place import LecturerInOnePlace

RULE = LecturerInOnePlace()
ROOMS = (room("p1"), room("p2"))


def two_classes(slots):
    plans = [plan(topic("t1"), id=name, slots=slots) for name in ("lop", "lop2")]
    return problem(*plans, rooms=ROOMS)


def test_lecturer_of_two_classes_at_different_times_is_feasible():
    plans = plan(topic("t1"), slots=1), plan(topic("t1"), id="lop2", slots=1, first=1)

    assert is_solvable(problem(*plans))


def test_lecturer_needed_by_two_classes_at_once_is_infeasible():
    assert clashing_rules(two_classes(slots=1)) == ("topic_length", "competence", "lecturer_in_one_place")


def test_lecturer_held_by_a_fixed_lesson_is_infeasible():
    held = problem(plan(topic("t1"), slots=1), fixed=(lesson("x", 0, class_id="other", room_id="p9"),))

    assert clashing_rules(held) == ("topic_length", "competence", "lecturer_in_one_place")


def test_two_lessons_of_one_class_are_one_place():
    held = problem(plan(topic("t1", periods=2), topic("t2", periods=3), slots=1))

    assert is_solvable(held)
    assert codes(RULE, held, lesson("t1", 0, periods=2), lesson("t2", 0, first_period=3, periods=3)) == []


def test_two_classes_at_once_are_a_violation():
    held = two_classes(slots=2)

    found = codes(RULE, held, lesson("t1", 0), lesson("t1", 0, class_id="lop2", room_id="p2"))

    assert found == ["lecturer_in_two_classes"]


def test_fixed_lesson_at_once_is_a_violation():
    held = problem(plan(topic("t1")), fixed=(lesson("x", 0, class_id="other"),))

    assert codes(RULE, held, lesson("t1", 0)) == ["lecturer_in_two_classes"]
    assert codes(RULE, held, lesson("t1", 1)) == []
