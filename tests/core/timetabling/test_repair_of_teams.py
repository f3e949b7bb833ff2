"""Repairs where lecturers teach together, keep a topic to the end, or have only so many half-days a week."""

from core.timetabling.build import lecturer, lesson, only, plan, problem, room, timetable, topic
from khaigiang.core.timetabling import JointTopic, verify
from khaigiang.core.timetabling.diff import changes
from khaigiang.core.timetabling.extract import Reach, extract
from khaigiang.core.timetabling.repair import Way, repair
from khaigiang.core.timetabling.taking_back import taken_back

FREE_ORDER = {"order": 1}


def given(name, slot, *who, **facts):
    return lesson(name, slot, lecturer_ids=who, **facts)


def people(ill, *others, topics=("t1",)):
    """``ill`` is away in the first half-day."""
    return [lecturer(name, *topics, busy=[0] if name == ill else []) for name in (ill, *others)]


def test_of_two_lecturers_the_one_who_is_ill_is_replaced_and_the_other_stays():
    held = problem(
        plan(topic("t1", lecturers=2), slots=1), lecturers=people("a", "c", "d", "b", "e"), weights=only(fairness=1)
    )
    before = timetable(given("t1", 0, "a", "b"))

    proposals = repair(held, before)

    assert [each.way for each in proposals] == [Way.STAND_IN]
    (change,) = proposals[0].changes
    assert "b" in change.after.lecturer_ids
    assert len(change.after.lecturer_ids) == 2
    assert (proposals[0].proven, proposals[0].classes, len(proposals[0].lecturers)) == (True, (), 3)


def test_lecturer_who_stays_is_taken_back_in_all_parts_and_for_all_classes():
    long = topic("t1", half_days=2, lecturers=2)
    plans = [plan(long, id=name, slots=2) for name in ("lop", "lop2")]
    held = problem(
        *plans,
        lecturers=people("a", "b", "c", "d"),
        rooms=[room(capacity=100)],
        joint=(JointTopic("t1", ("lop", "lop2")),),
    )

    def taught(*who):
        parts = [(each.id, slot) for each in plans for slot in (0, 1)]
        return timetable(*(given("t1", slot, *who, class_id=name, part=slot + 1) for name, slot in parts))

    assert verify(held, taught("c", "d")) == ()
    assert taken_back(held, taught("a", "b"), taught("c", "d")) == taught("b", "d")


def test_order_in_which_two_lecturers_are_named_is_no_change():
    assert changes(timetable(given("t1", 0, "a", "b")), timetable(given("t1", 0, "b", "a"))) == ()


def test_all_parts_of_a_topic_go_to_another_where_one_lecturer_was_asked_for():
    spread = topic("t1", half_days=3, spread=True, one_lecturer=True)
    held = problem(plan(spread, slots=3), lecturers=people("a", "b"), weights=only())
    before = timetable(*(given("t1", slot, "a", part=slot + 1) for slot in range(3)))

    proposals = repair(held, before)

    assert [(each.way, each.lessons) for each in proposals] == [(Way.STAND_IN, 3)]
    assert {each.lecturer_ids for each in proposals[0].timetable.lessons} == {("b",)}


def test_stand_in_has_half_days_left_in_the_week():
    topics = [topic(name, **FREE_ORDER) for name in ("t1", "t2")]
    names = ("t1", "t2")
    staff = [lecturer("a", *names, busy=[0]), lecturer("b", *names, max_per_week=1), lecturer("c", *names)]
    held = problem(plan(*topics, slots=9), lecturers=staff, weights=only(fairness=1, fair_share=0))
    before = timetable(given("t1", 0, "a"), given("t2", 8, "b"))

    part = extract(held, before, before.lessons[:1], Reach(stay=True))

    assert [each.topic_id for each in part.problem.fixed] == ["t2"]
    assert [change.after.lecturer_ids for change in repair(held, before)[0].changes] == [("c",)]
