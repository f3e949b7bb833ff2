import datetime as dt

import pytest

from core.timetabling.build import SLOTS, lecturer, lesson, plan, problem, room, timetable, topic
from khaigiang.core.timetabling import JointTopic, verify
from khaigiang.core.timetabling.loss import Loss, LossKind, ahead, without

TUESDAY = SLOTS[2].day
TOPICS = [topic(name, order=1) for name in ("t1", "t2")]


def lost(kind, of="", first=TUESDAY, last=TUESDAY):
    return Loss(kind, of, first, last)


def test_a_lost_lecturer_is_busy_on_the_half_days_of_the_classes():
    held = problem(plan(*TOPICS), lecturers=[lecturer("a", "t1", busy=[0]), lecturer("b", "t2")])

    after = without(held, lost(LossKind.LECTURER, "a"))

    assert {one.id: one.busy for one in after.lecturers} == {"a": {SLOTS[0], SLOTS[2], SLOTS[3]}, "b": frozenset()}


def test_a_lost_room_is_taken():
    held = problem(plan(*TOPICS), rooms=[room("p1"), room("p2")])

    after = without(held, lost(LossKind.ROOM, "p2"))

    assert {one.id: one.busy for one in after.rooms} == {"p1": frozenset(), "p2": {SLOTS[2], SLOTS[3]}}


def test_a_lost_day_is_no_day_of_any_class():
    after = without(problem(plan(*TOPICS)), lost(LossKind.DAY))

    assert after.classes[0].half_days == SLOTS[:2]


def test_a_class_that_loses_all_its_days_is_refused():
    with pytest.raises(ValueError, match="half-days"):
        without(problem(plan(*TOPICS)), lost(LossKind.DAY, first=SLOTS[0].day))


def test_what_was_taught_is_neither_asked_about_nor_moved():
    topics = [topic("t1"), topic("t2", half_days=2, after=frozenset({"t1"})), topic("t3", order=2, periods=2)]
    held = problem(plan(*topics, opening_periods=1), fixed=(lesson("x", 0, class_id="other"),))
    lessons = [lesson("t1", 0, first_period=2), lesson("t2", 1), lesson("t2", 2, part=2), lesson("t3", 3, periods=2)]

    rest, known = ahead(held, timetable(*lessons), TUESDAY)

    assert [(each.id, each.half_days, each.periods, each.after) for each in rest.classes[0].topics] == [
        ("t2", 1, 0, frozenset({"t1"})),
        ("t3", 0, 2, frozenset()),
    ]
    assert (rest.classes[0].half_days, rest.classes[0].opening_periods, rest.fixed) == (SLOTS[2:4], 0, ())
    assert not rest.classes[0].begins_at_once
    assert known == timetable(lesson("t2", 2), lesson("t3", 3, periods=2))
    assert verify(rest, known) == ()


def test_a_class_that_is_over_is_left_out_and_hears_nothing_together():
    over, on = plan(TOPICS[0], slots=2), plan(TOPICS[0], id="lop2", slots=4)
    held = problem(over, on, joint=(JointTopic("t1", ("lop", "lop2")),))

    rest, known = ahead(held, timetable(lesson("t1", 0), lesson("t1", 2, class_id="lop2")), TUESDAY)

    assert ([each.id for each in rest.classes], rest.joint) == (["lop2"], ())
    assert known == timetable(lesson("t1", 2, class_id="lop2"))


def test_what_lies_ahead_is_heard_together_whatever_each_class_was_taught_before():
    topics = [topic("t1"), topic("t2", after=frozenset({"t1"}))]
    joint, hall = JointTopic("t2", ("lop", "lop2")), room(capacity=60)
    held = problem(plan(*topics), plan(*topics, id="lop2"), rooms=[hall], joint=(joint,))
    lessons = [lesson("t1", 0), lesson("t2", 3), lesson("t1", 2, class_id="lop2"), lesson("t2", 3, class_id="lop2")]

    rest, known = ahead(held, timetable(*lessons), TUESDAY)

    assert (rest.joint, len(known.lessons)) == (held.joint, 3)
    assert verify(rest, known) == ()


def test_classes_with_different_parts_of_a_topic_ahead_do_not_hear_it_together():
    spread = topic("t1", half_days=2, spread=True)
    held = problem(plan(spread), plan(spread, id="lop2"), joint=(JointTopic("t1", ("lop", "lop2")),))
    lessons = [lesson("t1", slot, part=part, class_id=name) for name, slot, part in (("lop", 0, 1), ("lop", 2, 2))]
    lessons += [lesson("t1", slot, part=part, class_id="lop2") for slot, part in ((2, 1), (3, 2))]

    assert ahead(held, timetable(*lessons), TUESDAY)[0].joint == ()


def test_nothing_lies_ahead_of_the_last_day():
    rest, known = ahead(problem(plan(*TOPICS)), timetable(lesson("t1", 0), lesson("t2", 1)), dt.date(2024, 12, 1))

    assert (rest.classes, known.lessons) == ((), ())


def test_what_was_taught_this_week_counts_where_half_days_of_the_week_are_limited():
    wednesday = SLOTS[4].day
    topics = [topic(name, order=1) for name in ("t1", "t2", "t3")]
    people = [lecturer("a", "t1", "t2", "t3", max_per_week=2)]
    fixed = (lesson("x", 2, class_id="other"),)
    held = problem(plan(*topics, slots=8), lecturers=people, fixed=fixed)
    lessons = [lesson("t1", 0), lesson("t2", 5), lesson("t3", 6)]

    rest, known = ahead(held, timetable(*lessons), wednesday)

    assert [(each.class_id, each.half_day) for each in rest.fixed] == [("other", SLOTS[2]), ("(lop)", SLOTS[0])]
    assert [breach.code for breach in verify(rest, known)] == ["too_much_in_a_week"]
    assert ahead(held, timetable(*lessons), SLOTS[10].day)[0].fixed == ()


def test_parts_still_to_come_have_one_lecturer_whoever_gave_those_before():
    spread = topic("t1", half_days=3, spread=True, one_lecturer=True)
    held = problem(plan(spread, slots=6), lecturers=[lecturer("a", "t1"), lecturer("b", "t1")])
    lessons = [lesson("t1", 0), lesson("t1", 2, part=2, lecturer_ids=("b",)),
               lesson("t1", 3, part=3, lecturer_ids=("b",))]  # fmt: skip

    rest, known = ahead(held, timetable(*lessons), TUESDAY)

    assert verify(rest, known) == ()
