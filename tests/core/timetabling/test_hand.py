"""What a change by hand comes to, and that it is what the judge says of the whole timetable."""

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.timetabling.build import SLOTS, lecturer, lesson, only, plan, problem, room, timetable, topic
from core.timetabling.test_rules_agree import timetables
from khaigiang.core.timetabling import JointTopic, Timetable, TopicKind, cost, costs, verify
from khaigiang.core.timetabling.diff import changes, classes_told, lecturers_told
from khaigiang.core.timetabling.hand import (
    NoLonger,
    Place,
    applied,
    exchanged,
    in_the_way,
    judged,
    key_of,
    lesson_at,
    made_again,
    moved,
)

FREE_ORDER = {"order": 1}


def place(slot, who=("a",), where="p1", **facts):
    return Place(SLOTS[slot], who, where, **facts)


def test_lesson_goes_to_a_free_half_day_and_nothing_is_broken() -> None:
    held = problem(plan(topic("t1"), topic("t2"), slots=4), weights=only(mornings=2))
    before = timetable(lesson("t1", 0), lesson("t2", 1))

    after = applied(before, moved(held, before, ("lop", "t2", 1), place(2)))
    verdict = judged(held, before, after)

    assert after == timetable(lesson("t1", 0), lesson("t2", 2))
    assert (verdict.broken, verdict.mended, verdict.shifts) == ((), (), {"mornings": (2, 0)})
    assert (verdict.before, verdict.after) == (2, 0)


def test_what_is_newly_broken_is_told_apart_from_what_was_broken_before() -> None:
    topics = [topic(name, **FREE_ORDER) for name in ("t1", "t2", "t3")]
    held = problem(plan(*topics, slots=6), lecturers=[lecturer("a", "t1", "t2", "t3", busy=[1, 4])])
    before = timetable(lesson("t1", 0), lesson("t2", 1), lesson("t3", 2))

    worse = judged(held, before, applied(before, moved(held, before, ("lop", "t3", 1), place(4))))
    better = judged(held, before, applied(before, moved(held, before, ("lop", "t2", 1), place(3))))

    assert [(each.code, each.facts["topic"]) for each in worse.broken] == [("lecturer_busy", "t3")]
    assert [(each.code, each.facts["topic"]) for each in better.mended] == [("lecturer_busy", "t2")]
    assert (worse.mended, better.broken) == ((), ())


def test_taken_half_day_is_broken_into_or_the_two_change_places() -> None:
    held = problem(plan(topic("t1"), topic("t2"), slots=4, opening_periods=1), lecturers=[lecturer("a", "t1", "t2")])
    first, second = lesson("t1", 0, first_period=2, periods=4), lesson("t2", 1)
    before = timetable(first, second)

    onto = applied(before, moved(held, before, key_of(second), place(0)))
    both = applied(before, exchanged(held, before, key_of(second), place(0)))

    assert "lessons_overlap" in [each.code for each in judged(held, before, onto).broken]
    assert both == timetable(lesson("t2", 0, first_period=2, periods=4), lesson("t1", 1))
    assert judged(held, before, both).broken == ()


def test_short_lesson_follows_what_stands_there_or_takes_the_gap_or_the_period_told() -> None:
    short = [topic(name, periods=2, **FREE_ORDER) for name in ("t1", "t2", "t3")]
    held = problem(plan(*short, slots=4))
    before = timetable(
        lesson("t1", 0, first_period=1, periods=2),
        lesson("t2", 1, first_period=1, periods=2),
        lesson("t3", 2, first_period=4, periods=2),
    )

    begins = {slot: moved(held, before, ("lop", "t1", 1), place(slot))[0].first_period for slot in (0, 1, 2, 3)}
    told = moved(held, before, ("lop", "t1", 1), place(1, first_period=4))[0].first_period

    assert (begins, told) == ({0: 1, 1: 3, 2: 1, 3: 1}, 4)


def test_two_half_days_change_places_with_all_that_is_in_them() -> None:
    topics = [topic("t1", periods=2, **FREE_ORDER), topic("t2", periods=3, **FREE_ORDER), topic("t3", **FREE_ORDER)]
    held = problem(plan(*topics, slots=4, opening_periods=0))
    before = timetable(
        lesson("t1", 0, first_period=1, periods=2), lesson("t2", 0, first_period=3, periods=3), lesson("t3", 1)
    )

    after = applied(before, exchanged(held, before, ("lop", "t1", 1), place(1, where="p2")))

    assert after == timetable(
        lesson("t3", 0),
        lesson("t1", 1, first_period=1, periods=2, room_id="p2"),
        lesson("t2", 1, first_period=3, periods=3),
    )


def joint_case():
    """Two classes that hear t1 together; before it the first has t2 to itself, the second nothing."""
    topics = [topic(name, **FREE_ORDER) for name in ("t1", "t2")]
    plans = [plan(*topics, id=name, slots=4, begins_at_once=False) for name in ("lop", "lop2")]
    held = problem(*plans, rooms=[room("p1", 60)], joint=(JointTopic("t1", ("lop", "lop2")),), weights=only())
    before = timetable(
        lesson("t1", 1), lesson("t2", 0), lesson("t1", 1, class_id="lop2"), lesson("t2", 3, class_id="lop2")
    )
    return held, before


def test_lesson_heard_together_moves_for_all_who_hear_it() -> None:
    held, before = joint_case()

    change = moved(held, before, ("lop2", "t1", 1), place(2))

    assert {key_of(each) for each in change} == {("lop", "t1", 1), ("lop2", "t1", 1)}
    assert {each.half_day for each in change} == {SLOTS[2]}
    assert judged(held, before, applied(before, change)).broken == ()


def test_half_days_change_places_for_all_who_hear_one_of_their_lessons_together() -> None:
    held, before = joint_case()

    of_the_joint = applied(before, exchanged(held, before, ("lop2", "t1", 1), place(0)))
    of_another = applied(before, exchanged(held, before, ("lop", "t2", 1), place(1)))

    assert of_the_joint == of_another
    assert [lesson_at(of_another, key).half_day for key in (("lop2", "t1", 1), ("lop", "t2", 1))] == [
        SLOTS[0],
        SLOTS[1],
    ]
    assert judged(held, before, of_another).broken == ()


def test_in_the_way_is_what_any_class_that_hears_it_has_there() -> None:
    held, before = joint_case()
    of_the_second = lesson_at(before, ("lop2", "t1", 1))

    ways = {slot: [key_of(each) for each in in_the_way(held, before, of_the_second, SLOTS[slot])] for slot in range(4)}

    assert ways == {0: [("lop", "t2", 1)], 1: [], 2: [], 3: [("lop2", "t2", 1)]}


def test_parts_are_numbered_in_order_of_time_again() -> None:
    held = problem(plan(topic("t1", half_days=2), slots=4, begins_at_once=False))
    before = timetable(lesson("t1", 0, part=1), lesson("t1", 1, part=2))

    after = applied(before, moved(held, before, ("lop", "t1", 1), place(2)))

    assert after == timetable(lesson("t1", 1, part=1), lesson("t1", 2, part=2))
    assert judged(held, before, after).broken == ()


def test_lesson_beyond_the_class_days_is_broken_and_unknown_ones_are_not_found() -> None:
    held = problem(plan(topic("t1"), slots=2))
    before = timetable(lesson("t1", 0))

    beyond = judged(held, before, applied(before, moved(held, before, ("lop", "t1", 1), place(7))))

    assert "half_day_not_of_class" in [each.code for each in beyond.broken]
    with pytest.raises(LookupError):
        moved(held, before, ("lop", "t1", 2), place(1))
    with pytest.raises(LookupError):
        moved(held, timetable(lesson("t1", 0, class_id="la")), ("la", "t1", 1), place(1))
    with pytest.raises(LookupError):
        applied(before, [lesson("t2", 0)])


def test_who_is_told_is_whoever_has_something_elsewhere() -> None:
    topics = [topic("t1", **FREE_ORDER), topic("t2", **FREE_ORDER)]
    held = problem(
        plan(*topics, slots=4), lecturers=[lecturer("a", "t1", "t2"), lecturer("b", "t2")], rooms=[room(), room("p2")]
    )
    before = timetable(lesson("t1", 0), lesson("t2", 1))

    told = {}
    for name, to in {"who": place(1, ("b",)), "where": place(1, where="p2"), "when": place(2)}.items():
        differs = changes(before, applied(before, moved(held, before, ("lop", "t2", 1), to)))
        told[name] = classes_told(differs), lecturers_told(differs)

    assert told == {"who": ((), ("a", "b")), "where": (("lop",), ("a",)), "when": (("lop",), ("a",))}


@st.composite
def changed(draw):
    """A timetable set down anyhow, with two changes by hand one after another."""
    held, before = draw(timetables())
    after = before
    for _change in range(2 if before.lessons else 0):
        chosen = draw(st.sampled_from(after.lessons))
        half_day = draw(st.sampled_from([*SLOTS[:9], *(each.half_day for each in after.lessons)]))
        who = draw(st.sampled_from([(), ("a",), ("b",), ("a", "c")]))
        to = Place(half_day, who, draw(st.sampled_from([None, "p1", "p2"])))
        make = draw(st.sampled_from([moved, exchanged]))
        after = applied(after, make(held, after, key_of(chosen), to))
    return held, before, after


@settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(changed())
def test_verdict_is_what_the_judge_says_of_the_whole(case) -> None:
    held, before, after = case

    verdict = judged(held, before, after)

    assert {rule: now for rule, (_was, now) in verdict.costs.items()} == costs(held, after)
    assert (verdict.before, verdict.after) == (cost(held, before), cost(held, after))
    assert _counted(verify(held, after)) == (
        _counted(verify(held, before)) - _counted(verdict.mended) + _counted(verdict.broken)
    )
    assert not _counted(verdict.broken) & _counted(verdict.mended)


@settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(changed())
def test_change_loses_no_lesson_and_makes_none(case) -> None:
    _held, before, after = case

    assert Counter((each.class_id, each.topic_id) for each in after.lessons) == Counter(
        (each.class_id, each.topic_id) for each in before.lessons
    )
    assert applied(after, after.lessons) == after


def test_exchange_taken_twice_is_as_before() -> None:
    held = problem(plan(topic("t1"), topic("t2", TopicKind.DISCUSSION), slots=4, opening_periods=1))
    before = Timetable((lesson("t1", 0, first_period=2, periods=4), lesson("t2", 1)))

    once = applied(before, exchanged(held, before, ("lop", "t1", 1), place(1)))
    again = exchanged(held, once, ("lop", "t1", 1), replace(place(0), room_id="p1"))

    assert applied(once, again) == before
    assert lesson_at(once, ("lop", "t1", 1)).half_day == SLOTS[1]


def _counted(breaches):
    return Counter((each.rule, each.code, frozenset(each.facts.items())) for each in breaches)


LONG_AGO, STOOD = SLOTS[0].day, lesson("t1", 0)


def again(now, *change, on=LONG_AGO):
    return made_again(timetable(*now), change, on=on)


def no_longer(now, *change, on=LONG_AGO):
    with pytest.raises(NoLonger) as raised:
        again(now, *change, on=on)
    return raised.value.code, raised.value.lesson


def test_change_is_made_again_in_what_it_altered_and_nothing_else() -> None:
    by_another, beside = replace(STOOD, lecturer_ids=("b",)), lesson("t2", 2)

    moved_since = again([by_another, beside], (STOOD, lesson("t1", 1)))
    staffed_since = again([lesson("t1", 1), beside], (STOOD, replace(STOOD, lecturer_ids=("b",), room_id="p2")))

    assert moved_since == (lesson("t1", 1, lecturer_ids=("b",)),)
    assert staffed_since == (lesson("t1", 1, lecturer_ids=("b",), room_id="p2"),)


def test_change_is_not_made_again_where_its_lesson_is_gone_or_otherwise_or_so_already() -> None:
    to = lesson("t1", 1)

    assert no_longer([lesson("t2", 0)], (STOOD, to)) == ("gone", STOOD)
    assert no_longer([lesson("t1", 3)], (STOOD, to)) == ("otherwise", lesson("t1", 3))
    assert no_longer([to], (STOOD, to)) == ("so", to)


def test_change_of_what_is_over_or_to_a_day_that_is_over_is_not_made_again() -> None:
    monday, tuesday = lesson("t1", 0), lesson("t1", 2)

    assert no_longer([monday], (monday, tuesday), on=SLOTS[2].day) == ("over", monday)
    assert no_longer([tuesday], (tuesday, monday), on=SLOTS[2].day) == ("over", tuesday)


def test_half_days_that_changed_places_do_so_again_or_not_at_all() -> None:
    one, other = lesson("t1", 0), lesson("t2", 1)
    change = ((one, lesson("t1", 1)), (other, lesson("t2", 0)))

    assert again([one, other, lesson("t3", 2)], *change) == (lesson("t1", 1), lesson("t2", 0))
    assert no_longer([one, lesson("t2", 3)], *change) == ("otherwise", lesson("t2", 3))


def test_half_day_of_a_long_topic_is_found_where_it_stood_though_its_number_is_another() -> None:
    stood = lesson("t1", 2, part=2)
    now = [lesson("t1", 2, part=1), lesson("t1", 4, part=2)]

    assert again(now, (stood, lesson("t1", 3, part=2))) == (lesson("t1", 3, part=1),)


@given(data=st.data())
@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
def test_change_made_again_on_the_timetable_it_was_made_on_is_the_same(data) -> None:
    held, before = data.draw(timetables())
    if not before.lessons:
        return
    chosen = data.draw(st.sampled_from(before.lessons))
    to = Place(data.draw(st.sampled_from(SLOTS)), chosen.lecturer_ids, chosen.room_id)
    change = data.draw(st.sampled_from((moved, exchanged)))(held, before, key_of(chosen), to)
    if applied(before, change) == before:
        return
    sides = [(lesson_at(before, key_of(each)), each) for each in change]

    assert made_again(before, sides, on=LONG_AGO) == change
