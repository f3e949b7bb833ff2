"""The soft rules that curriculum-based timetabling brought, each with what it costs and what a solver makes of it."""

from core.timetabling.build import SLOTS, cheapest, lecturer, lesson, only, plan, problem, room, timetable, topic
from khaigiang.core.calendar import HalfDay
from khaigiang.core.timetabling import ClassPlan, JointTopic, TopicKind, cost, solve

SPREAD = topic("t1", half_days=2, spread=True, min_days=2)


def test_seats_cost_everybody_who_stands():
    held = problem(plan(topic("t1")), rooms=[room("p1", 20), room("p2", 50, busy=range(4))], weights=only(seats=1))

    assert cost(held, timetable(lesson("t1", 0))) == 10
    assert cost(held, timetable(lesson("t1", 0, room_id="p2"))) == 0
    assert cheapest(held) == 10


def test_seats_cost_nothing_in_a_room_big_enough():
    held = problem(plan(topic("t1")), rooms=[room("p1", 20), room("p2", 50)], weights=only(seats=1))

    assert cheapest(held) == 0


def test_seats_count_a_joint_lesson_once_with_all_who_hear_it():
    plans = [plan(topic("t1"), id=name) for name in ("lop1", "lop2")]
    held = problem(*plans, rooms=[room("p1", 50)], joint=(JointTopic("t1", ("lop1", "lop2")),), weights=only(seats=1))

    assert cost(held, timetable(*(lesson("t1", 0, class_id=name) for name in ("lop1", "lop2")))) == 10
    assert cheapest(held) == 10


def test_working_days_cost_each_day_a_topic_lacks():
    held = problem(plan(SPREAD), weights=only(working_days=5))

    assert cost(held, timetable(lesson("t1", 0), lesson("t1", 1, part=2))) == 5
    assert cost(held, timetable(lesson("t1", 0), lesson("t1", 2, part=2))) == 0
    assert cheapest(held) == 0


def test_working_days_cost_what_the_window_lacks():
    held = problem(plan(SPREAD, slots=2), weights=only(working_days=5))

    assert cheapest(held) == 5


def test_lone_lessons_cost_each_half_day_without_a_neighbour():
    held = problem(plan(topic("t1"), topic("t2")), weights=only(lone_lessons=2))

    assert cost(held, timetable(lesson("t1", 0), lesson("t2", 2))) == 4
    assert cost(held, timetable(lesson("t1", 0), lesson("t2", 1))) == 0
    assert cost(held, timetable(lesson("t1", 1), lesson("t2", 2))) == 4  # neighbours in time, but not on one day
    assert cheapest(held) == 0


def test_lone_lessons_leave_self_study_out():
    study = topic("s", TopicKind.SELF_STUDY, module=0)
    held = problem(plan(topic("t1"), study), weights=only(lone_lessons=2))

    assert cost(held, timetable(lesson("t1", 0), lesson("s", 1, lecturer_ids=(), room_id=None))) == 2
    assert cheapest(held) == 2


def test_lone_lessons_know_days_of_many_half_days():
    day = [HalfDay(SLOTS[0].day, part) for part in ("morning", "afternoon", "evening")]
    held = problem(ClassPlan("lop", "Lớp", 30, (topic("t1"), topic("t2")), tuple(day)), weights=only(lone_lessons=1))

    assert cost(held, timetable(lesson("t1", 0), lesson("t2", 1))) == 0
    assert cheapest(held) == 0


def test_topic_room_costs_each_further_room_of_a_topic():
    rooms = [room("p1", busy=(1, 2, 3)), room("p2", busy=(0,))]
    held = problem(plan(SPREAD), rooms=rooms, weights=only(topic_room=1))

    assert cost(held, timetable(lesson("t1", 0), lesson("t1", 1, part=2, room_id="p2"))) == 1
    assert cheapest(held) == 1


def test_topic_room_costs_nothing_while_a_topic_stays():
    held = problem(plan(SPREAD), rooms=[room("p1"), room("p2")], weights=only(topic_room=1))

    assert cheapest(held) == 0


def test_changes_cost_each_lesson_that_leaves_where_it_was():
    people = [lecturer("a", "t1", "t2"), lecturer("b", "t1", "t2")]
    kept = (lesson("t1", 0), lesson("t2", 1))
    held = problem(plan(topic("t1"), topic("t2")), lecturers=people, kept=kept, weights=only(changes=1))

    assert cost(held, timetable(*kept)) == 0
    assert cost(held, timetable(lesson("t1", 0), lesson("t2", 2))) == 1
    assert cost(held, timetable(lesson("t1", 0, lecturer_ids=("b",)), lesson("t2", 2))) == 2
    assert cheapest(held) == 0


def test_changes_are_as_few_as_a_busy_lecturer_asks_for():
    people = [lecturer("a", "t1", "t2", busy=(0,)), lecturer("b", "t1")]
    kept = (lesson("t1", 0), lesson("t2", 1))
    held = problem(plan(topic("t1"), topic("t2")), lecturers=people, kept=kept, weights=only(changes=1))

    assert cheapest(held) == 1


def test_changes_let_the_parts_of_a_topic_change_places():
    kept = (lesson("t1", 0), lesson("t1", 2, part=2))
    held = problem(plan(SPREAD), kept=kept, weights=only(changes=1))

    assert cost(held, timetable(lesson("t1", 0), lesson("t1", 2, part=2))) == 0
    assert cost(held, timetable(lesson("t1", 2), lesson("t1", 3, part=2))) == 1


def test_spread_topic_is_taught_in_order_of_its_parts():
    outcome = solve(problem(plan(SPREAD)))

    assert outcome.timetable is not None
    assert outcome.violations == ()
    assert [given.part for given in outcome.timetable.lessons] == [1, 2]
