from core.timetabling.build import clashing_rules, codes, is_solvable, lecturer, lesson, plan, problem, topic
from khaigiang.core.timetabling.rules.topic_in_a_row import TopicInARow

RULE = TopicInARow()
LONG = topic("t1", half_days=2)


def test_long_topic_in_neighbouring_half_days_is_feasible():
    assert is_solvable(problem(plan(LONG, slots=3), lecturers=[lecturer("a", "t1", busy=(2,))]))


def test_long_topic_that_must_be_interrupted_is_infeasible():
    held = problem(plan(LONG, slots=3), lecturers=[lecturer("a", "t1", busy=(1,))])

    assert "topic_in_a_row" in clashing_rules(held)


def test_long_topic_that_must_change_lecturer_is_infeasible():
    people = (lecturer("a", "t1", busy=(0,)), lecturer("b", "t1", busy=(1,)))

    assert "topic_in_a_row" in clashing_rules(problem(plan(LONG, slots=2), lecturers=people))


def test_parts_in_a_row_are_no_violation():
    assert codes(RULE, problem(plan(LONG)), lesson("t1", 1), lesson("t1", 2, part=2)) == []


def test_interrupted_or_reversed_parts_are_a_violation():
    held = problem(plan(LONG))

    assert codes(RULE, held, lesson("t1", 0), lesson("t1", 2, part=2)) == ["topic_interrupted"]
    assert codes(RULE, held, lesson("t1", 1), lesson("t1", 0, part=2)) == ["topic_interrupted"]


def test_change_of_lecturer_is_a_violation():
    lessons = (lesson("t1", 0), lesson("t1", 1, part=2, lecturer_ids=("b",)))

    assert codes(RULE, problem(plan(LONG)), *lessons) == ["lecturer_changes_within_topic"]


def test_long_topic_of_two_lecturers_keeps_both():
    held = problem(plan(topic("t1", half_days=2, lecturers=2)))

    kept = [lesson("t1", 0, lecturer_ids=("a", "b")), lesson("t1", 1, part=2, lecturer_ids=("b", "a"))]
    assert codes(RULE, held, *kept) == []
    assert codes(RULE, held, kept[0], lesson("t1", 1, part=2, lecturer_ids=("a", "c"))) == [
        "lecturer_changes_within_topic"
    ]


def test_parts_of_a_spread_topic_may_stand_apart_but_in_order():
    held = problem(plan(topic("t1", half_days=2, spread=True)))

    assert codes(RULE, held, lesson("t1", 0), lesson("t1", 2, part=2)) == []
    assert codes(RULE, held, lesson("t1", 2), lesson("t1", 0, part=2)) == ["parts_out_of_order"]


def test_spread_topic_around_a_busy_half_day_is_feasible():
    spread = topic("t1", half_days=2, spread=True)

    assert is_solvable(problem(plan(spread, slots=3), lecturers=[lecturer("a", "t1", busy=(1,))]))
    assert not is_solvable(problem(plan(spread, slots=3), lecturers=[lecturer("a", "t1", busy=(0, 1))]))
