import pytest

from core.timetabling.build import clashing_rules, codes, is_solvable, lecturer, lesson, plan, problem, topic
from khaigiang.core.timetabling import Topic, TopicKind, solve
from khaigiang.core.timetabling.rules.one_lecturer import OneLecturer

RULE = OneLecturer()
SPREAD = {"half_days": 2, "spread": True}


def apart(*, asked=True, number=1):
    """Two half-days, two lecturers for one of each."""
    people = [lecturer("a", "t1", busy=[0]), lecturer("b", "t1", busy=[1]), lecturer("c", "t1")]
    topics = topic("t1", one_lecturer=asked, lecturers=number, **SPREAD)
    return problem(plan(topics, slots=2), lecturers=people[: 1 + number])


def test_parts_of_a_spread_topic_by_one_lecturer_are_feasible():
    held = problem(
        plan(topic("t1", one_lecturer=True, **SPREAD), slots=4),
        lecturers=[lecturer("a", "t1", busy=[0, 1, 2]), lecturer("b", "t1", busy=[3])],
    )

    found = solve(held, seconds=5)

    assert found.violations == ()
    assert {given.lecturer_ids for given in found.timetable.lessons} == {("b",)}


def test_parts_that_no_lecturer_can_give_alone_are_infeasible_where_it_is_asked():
    assert is_solvable(apart(asked=False))
    assert "one_lecturer" in clashing_rules(apart())


def test_two_lecturers_who_cannot_both_give_all_parts_are_infeasible():
    assert is_solvable(apart(asked=False, number=2))
    assert "one_lecturer" in clashing_rules(apart(number=2))


def test_same_lecturers_for_all_parts_are_no_violation():
    one, two = apart(), apart(number=2)

    assert codes(RULE, one, lesson("t1", 0), lesson("t1", 1, part=2)) == []
    pair = [lesson("t1", 0, lecturer_ids=("a", "b")), lesson("t1", 1, part=2, lecturer_ids=("b", "a"))]
    assert codes(RULE, two, *pair) == []


def test_another_lecturer_for_a_part_is_a_violation_where_it_is_asked():
    lessons = [lesson("t1", 0), lesson("t1", 1, part=2, lecturer_ids=("b",))]

    assert codes(RULE, apart(), *lessons) == ["parts_by_different_lecturers"]
    assert codes(RULE, apart(asked=False), *lessons) == []


def test_another_second_lecturer_for_a_part_is_a_violation():
    lessons = [lesson("t1", 0, lecturer_ids=("a", "b")), lesson("t1", 1, part=2, lecturer_ids=("a", "c"))]

    assert codes(RULE, apart(number=2), *lessons) == ["parts_by_different_lecturers"]


def test_topic_is_given_by_one_lecturer_or_more():
    with pytest.raises(ValueError, match="one lecturer or more"):
        Topic("t1", "T1", TopicKind.LECTURE, 1, 1, half_days=1, lecturers=0)
