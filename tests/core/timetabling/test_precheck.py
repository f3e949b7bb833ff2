from core.timetabling import examples
from core.timetabling.build import lecturer, lesson, plan, problem, room, topic
from khaigiang.core.timetabling import Obstacle, precheck


def test_precheck_finds_nothing_in_a_possible_problem():
    assert precheck(examples.pair()) == ()


def test_precheck_counts_half_days():
    held = problem(plan(topic("t1", half_days=2), topic("t2", periods=3), topic("t3", periods=3), slots=3))

    assert precheck(held) == (Obstacle("window_too_short", {"class": "lop", "needed": "4", "has": "3"}),)


def test_precheck_does_not_count_a_half_day_filled_by_its_ceremony():
    held = problem(plan(topic("t1", half_days=2), slots=2, opening_periods=5))

    assert precheck(held) == (Obstacle("window_too_short", {"class": "lop", "needed": "2", "has": "1"}),)


def test_precheck_counts_periods():
    held = problem(plan(topic("t1", periods=4), topic("t2", periods=5), slots=2, opening_periods=2))

    assert precheck(held) == (Obstacle("too_many_periods", {"class": "lop", "needed": "9", "has": "8"}),)


def test_precheck_finds_a_topic_longer_than_any_half_day():
    held = problem(plan(topic("t1", periods=6)))

    facts = {"class": "lop", "topic": "t1", "periods": "6", "held": "5"}
    assert precheck(held) == (Obstacle("topic_longer_than_half_day", facts),)


def test_precheck_finds_a_topic_without_lecturer():
    held = problem(plan(topic("t1"), topic("t2")), lecturers=[lecturer("a", "t1")])

    assert precheck(held) == (Obstacle("no_lecturer", {"class": "lop", "topic": "t2"}),)


def test_precheck_finds_lecturers_who_are_never_free():
    fixed = (lesson("x", 1, class_id="other", room_id="p9"),)
    held = problem(plan(topic("t1"), slots=2), lecturers=[lecturer("a", "t1", busy=(0,))], fixed=fixed)

    facts = {"class": "lop", "topic": "t1", "lecturers": "a"}
    assert precheck(held) == (Obstacle("lecturers_never_free", facts),)


def test_precheck_finds_no_room_big_enough():
    held = problem(plan(topic("t1"), size=60, venue="A"), rooms=[room(venue="A"), room("p2", capacity=90, venue="B")])

    facts = {"class": "lop", "size": "60", "largest": "50", "venue": "A"}
    assert precheck(held) == (Obstacle("no_room_big_enough", facts),)


def test_precheck_finds_a_circle():
    held = problem(plan(topic("t1", module=1, after=frozenset({"t2"})), topic("t2", module=2)))

    assert precheck(held) == (Obstacle("cyclic_order", {"class": "lop", "topics": "t1, t2, t1"}),)


def test_precheck_finds_too_few_lecturers_for_a_topic_given_together():
    held = problem(plan(topic("t1", lecturers=2)), lecturers=[lecturer("a", "t1"), lecturer("b", "t1", max_per_week=0)])

    facts = {"class": "lop", "topic": "t1", "needed": "2", "has": "1"}
    assert precheck(held) == (Obstacle("too_few_lecturers", facts),)


def test_precheck_finds_lecturers_who_are_never_free_together():
    people = [lecturer("a", "t1", busy=(0,)), lecturer("b", "t1", busy=(1,))]
    held = problem(plan(topic("t1", lecturers=2), slots=2), lecturers=people)

    facts = {"class": "lop", "topic": "t1", "needed": "2", "has": "2"}
    assert precheck(held) == (Obstacle("lecturers_never_free_together", facts),)
    assert precheck(problem(plan(topic("t1", lecturers=2), slots=3), lecturers=people)) == ()
