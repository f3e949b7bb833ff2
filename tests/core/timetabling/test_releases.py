from dataclasses import replace

from core.timetabling.build import SLOTS, lecturer, lesson, plan, problem, room, topic
from khaigiang.core.timetabling import JointTopic, explain
from khaigiang.core.timetabling.releases import ReleaseKind, releases


def ways_out(held):
    clash = explain(held)
    assert clash is not None
    return [(each.kind, dict(each.facts), each.mends) for each in releases(held, clash)]


def test_a_topic_whose_only_lecturer_is_busy_throughout_is_released_by_a_day_or_a_second_lecturer():
    held = problem(
        plan(topic("t1"), topic("t2"), slots=4), lecturers=[lecturer("a", "t1", busy=range(4)), lecturer("b", "t2")]
    )

    assert ways_out(held) == [
        (ReleaseKind.FREE_LECTURER, {"lecturer": "a", "day": "2024-06-03"}, True),
        (ReleaseKind.FREE_LECTURER, {"lecturer": "a", "day": "2024-06-04"}, True),
        (ReleaseKind.ADD_LECTURER, {"topic": "t1"}, True),
        (ReleaseKind.ADD_DAY, {"class": "lop", "day": "2024-06-05"}, True),
    ]


def test_too_few_half_days_are_released_by_a_day_more():
    held = problem(plan(topic("t1"), topic("t2"), topic("t3"), slots=2))

    assert (ReleaseKind.ADD_DAY, {"class": "lop", "day": "2024-06-04"}, True) in ways_out(held)


def test_a_room_that_is_too_small_is_released_by_another():
    held = problem(plan(topic("t1"), slots=2, venue="A"), rooms=[room(capacity=10, venue="A")])

    assert ways_out(held) == [(ReleaseKind.ADD_ROOM, {"venue": "A", "seats": "30"}, True)]


def test_a_room_that_is_taken_is_given_free_for_a_day():
    held = problem(plan(topic("t1"), slots=2), rooms=[room(busy=range(2))])

    assert ways_out(held)[0] == (ReleaseKind.FREE_ROOM, {"room": "p1", "day": "2024-06-03"}, True)


def test_an_order_that_cannot_be_kept_may_be_dropped():
    topics = [topic("t1", order=1), topic("t2", order=2)]
    people = [lecturer("a", "t1", busy=[0]), lecturer("b", "t2", busy=[1])]
    held = problem(plan(*topics, slots=2), lecturers=people)

    assert (ReleaseKind.DROP_RULE, {"rule": "topic_order"}, True) in ways_out(held)


def test_a_published_timetable_in_the_way_may_be_opened_again():
    held = problem(plan(topic("t1"), slots=1), fixed=(lesson("x", 0, class_id="other", room_id=None),))

    assert (ReleaseKind.RELEASE_CLASS, {"class": "other"}, True) in ways_out(held)


def test_what_mends_one_clash_of_two_says_so():
    people = [lecturer("a", "t1", busy=range(4)), lecturer("b", "t2", busy=range(8))]
    held = problem(plan(topic("t1"), topic("t2"), slots=4), lecturers=people)

    assert {mends for _kind, _facts, mends in ways_out(held)} == {False}


def test_classes_that_all_lack_a_day_are_all_given_one():
    plans = [plan(topic("t1"), topic("t2"), topic("t3"), id=name, slots=2) for name in ("lop1", "lop2")]
    people = [lecturer(name, "t1", "t2", "t3") for name in ("a", "b")]
    held = problem(*plans, lecturers=people, rooms=[room("p1"), room("p2")])

    found = releases(held, explain(held))

    assert [(each.kind, each.facts["class"], each.mends) for each in found if each.kind is ReleaseKind.ADD_DAY] == [
        (ReleaseKind.ADD_DAY, "lop1, lop2", True),
        (ReleaseKind.ADD_DAY, "lop1", False),
    ]


PARALLEL = [plan(topic("t1", order=1), topic("t2", order=2), id=name, slots=2) for name in ("lop1", "lop2")]
ROOMS = [room("p1", capacity=100), room("p2")]


def test_classes_whose_topic_has_one_lecturer_may_hear_it_together():
    people = [lecturer("a", "t1"), lecturer("b", "t2"), lecturer("c", "t2")]

    assert ways_out(problem(*PARALLEL, lecturers=people, rooms=ROOMS))[:2] == [
        (ReleaseKind.JOIN_CLASSES, {"topic": "t1", "classes": "lop1, lop2"}, True),
        (ReleaseKind.ADD_LECTURER, {"topic": "t1"}, True),
    ]


def test_classes_do_not_hear_together_what_no_room_holds():
    people = [lecturer("a", "t1"), lecturer("b", "t2"), lecturer("c", "t2")]

    found = ways_out(problem(*PARALLEL, lecturers=people, rooms=[room("p1", capacity=40), room("p2", capacity=40)]))

    assert ReleaseKind.JOIN_CLASSES not in {kind for kind, _facts, mends in found if mends}


def test_as_many_lecturers_are_asked_for_as_mend_it():
    people = [lecturer("a", "t1", busy=range(2)), lecturer("b", "t2"), lecturer("c", "t2")]
    apart = [replace(each, venue=each.id) for each in PARALLEL]
    rooms = [room("p1", venue="lop1"), room("p2", venue="lop2")]

    found = ways_out(problem(*apart, lecturers=people, rooms=rooms))

    assert found[0] == (ReleaseKind.ADD_LECTURER, {"topic": "t1", "people": "2"}, True)


def test_a_limit_of_the_week_that_is_in_the_way_is_raised_by_one():
    topics = [topic("t1"), topic("t2"), topic("t3")]
    people = [lecturer("a", "t1", "t2", "t3", max_per_week=2), lecturer("b", max_per_week=1)]
    held = problem(plan(*topics, slots=6), lecturers=people)

    found = ways_out(held)

    assert found[0] == (ReleaseKind.LONGER_WEEK, {"lecturer": "a", "half_days": "3"}, True)
    assert (ReleaseKind.DROP_RULE, {"rule": "lecturer_week_limit"}, True) in found
    assert [kind for kind, _facts, _mends in found].count(ReleaseKind.LONGER_WEEK) == 1


def test_a_lecturer_wanted_much_more_is_not_asked_for_one_half_day_only():
    held = problem(plan(topic("t1", half_days=3), slots=6), lecturers=[lecturer("a", "t1", max_per_week=1)])

    assert ReleaseKind.LONGER_WEEK not in {kind for kind, _facts, _mends in ways_out(held)}


def test_a_topic_that_is_closed_throughout_is_opened_in_a_half_day():
    day = SLOTS[0].day.isoformat()
    held = problem(plan(topic("t1", closed=frozenset(SLOTS[:2])), slots=2, begins_at_once=False))

    assert ways_out(held)[:2] == [
        (ReleaseKind.OPEN_TOPIC, {"topic": "t1", "day": day, "part": "morning"}, True),
        (ReleaseKind.OPEN_TOPIC, {"topic": "t1", "day": day, "part": "afternoon"}, True),
    ]


def test_a_topic_heard_together_is_opened_for_all_its_classes():
    shut = topic("t1", closed=frozenset(SLOTS[:2]))
    plans = [plan(shut, id=name, slots=2) for name in ("lop", "lop2")]
    held = problem(*plans, rooms=[room(capacity=100)], joint=(JointTopic("t1", ("lop", "lop2")),))

    assert ways_out(held)[0][0] is ReleaseKind.OPEN_TOPIC


def test_one_lecturer_for_all_parts_may_be_given_up():
    people = [lecturer("a", "t1", busy=[0]), lecturer("b", "t1", busy=[1])]
    spread = topic("t1", half_days=2, spread=True, one_lecturer=True)

    assert (ReleaseKind.DROP_RULE, {"rule": "one_lecturer"}, True) in ways_out(
        problem(plan(spread, slots=2), lecturers=people)
    )


def opened(held, **may):
    return [each.facts["class"] for each in releases(held, explain(held), opened=may) if each.kind == "release_class"]


def test_a_published_timetable_is_opened_again_only_where_that_may_be_and_it_finds_another_place():
    held = problem(
        plan(topic("t1"), slots=1),
        lecturers=[lecturer("a", "t1")],
        fixed=(lesson("t1", 0, class_id="other", room_id=None, lecturer_ids=("a",)),),
    )

    assert opened(held) == []
    assert opened(held, other=None) == ["other"]
    assert opened(held, other=plan(topic("t1"), id="khac", slots=2)) == ["other"]
    assert opened(held, other=plan(topic("t1"), id="khac", slots=1)) == []
