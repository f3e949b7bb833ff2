from core.timetabling.build import clashing_rules, codes, is_solvable, lesson, plan, problem, topic
from khaigiang.core.timetabling.rules.half_day_periods import HalfDayPeriods


def test_short_topics_up_to_the_half_day_are_feasible():
    topics = [topic(f"t{number}", periods=periods) for number, periods in enumerate((2, 3, 4, 1))]

    assert is_solvable(problem(plan(*topics, slots=2)))


def test_short_topics_that_cannot_be_packed_are_infeasible():
    topics = [topic(f"t{number}", periods=3) for number in range(3)]

    assert clashing_rules(problem(plan(*topics, slots=2))) == ("topic_length", "half_day_periods")


def test_lesson_within_the_half_day_is_no_violation():
    held = problem(plan(topic("t1", periods=2)))

    assert codes(HalfDayPeriods(), held, lesson("t1", 0, first_period=4, periods=2)) == []


def test_lesson_beyond_the_half_day_is_a_violation():
    held = problem(plan(topic("t1", periods=2)))

    assert codes(HalfDayPeriods(), held, lesson("t1", 0, first_period=5, periods=2)) == ["outside_the_half_day"]
