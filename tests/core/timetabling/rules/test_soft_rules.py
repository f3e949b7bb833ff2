from dataclasses import replace

from core.timetabling.build import cheapest, lecturer, lesson, only, plan, problem, room, timetable, topic
from khaigiang.core.timetabling import TopicKind, cost, solve
from khaigiang.core.timetabling.rules.fairness import fair_share

STUDY = topic("s", TopicKind.SELF_STUDY, module=0)


def test_mornings_cost_nothing_with_lectures_before_noon_and_discussion_after():
    held = problem(plan(topic("t1"), topic("d", TopicKind.DISCUSSION, order=2), slots=2), weights=only(mornings=2))

    assert cost(held, timetable(lesson("t1", 0), lesson("d", 1))) == 0
    assert cheapest(held) == 0


def test_mornings_cost_each_ill_placed_topic():
    held = problem(plan(topic("t1"), topic("t2"), STUDY, slots=3), weights=only(mornings=2))

    assert cost(held, timetable(lesson("t1", 0), lesson("t2", 1), lesson("s", 2))) == 4
    assert cheapest(held) == 0


def test_mornings_count_forced_afternoons():
    held = problem(plan(topic("t1"), topic("t2"), slots=2), weights=only(mornings=2))

    assert cheapest(held) == 2


def test_same_room_costs_nothing_while_the_class_stays():
    held = problem(plan(topic("t1"), topic("t2"), slots=2), rooms=[room("p1"), room("p2")], weights=only(same_room=3))

    assert cost(held, timetable(lesson("t1", 0), lesson("t2", 1))) == 0
    assert cheapest(held) == 0


def test_same_room_costs_each_further_room():
    rooms = [room("p1", busy=(1,)), room("p2", busy=(0,))]
    held = problem(plan(topic("t1"), topic("t2"), slots=2), rooms=rooms, weights=only(same_room=3))

    assert cost(held, timetable(lesson("t1", 0), lesson("t2", 1, room_id="p2"))) == 3
    assert cheapest(held) == 3


def test_consecutive_load_costs_each_half_day_beyond_the_limit():
    topics = [topic(f"t{number}") for number in range(4)]
    held = problem(plan(*topics, slots=4), weights=only(consecutive_load=2))

    assert cost(held, timetable(*(lesson(f"t{number}", number) for number in range(4)))) == 4
    assert cheapest(held) == 4


def test_consecutive_load_costs_nothing_with_a_rest_in_between():
    topics = [topic(f"t{number}") for number in range(4)]
    held = problem(plan(*topics, slots=5), weights=only(consecutive_load=2))

    assert cost(held, timetable(*(lesson(f"t{number}", slot) for number, slot in enumerate((0, 1, 3, 4))))) == 0
    assert cheapest(held) == 0


def test_consecutive_load_rests_over_a_weekend():
    topics = [topic(f"t{number}") for number in range(4)]
    held = problem(plan(*topics, slots=4, first=8), weights=only(consecutive_load=2))

    assert cheapest(held) == 0


def test_consecutive_load_goes_on_from_fixed_lessons_and_counts_only_what_is_added():
    fixed = tuple(lesson("x", slot, class_id="other", room_id="p9") for slot in range(3))
    held = problem(plan(topic("t1"), slots=1, first=3), fixed=fixed, weights=only(consecutive_load=2))

    assert cost(held, timetable(lesson("t1", 3))) == 2
    assert cheapest(held) == 2


def test_fairness_costs_nothing_when_shared():
    people = [lecturer("a", "t1", "t2"), lecturer("b", "t1", "t2")]
    held = problem(plan(topic("t1"), topic("t2")), lecturers=people, weights=only(fairness=1))

    assert cost(held, timetable(lesson("t1", 0), lesson("t2", 1, lecturer_ids=("b",)))) == 0
    assert cheapest(held) == 0


def test_fairness_costs_more_with_each_half_day_above_the_share():
    topics = [topic(f"t{number}") for number in range(4)]
    people = [lecturer("a", *(topic.id for topic in topics)), lecturer("b", "t0", busy=range(4))]
    held = problem(plan(*topics), lecturers=people, weights=only(fairness=1))

    assert cost(held, timetable(*(lesson(f"t{number}", number) for number in range(4)))) == 3
    assert cheapest(held) == 3


def test_fairness_counts_short_topics_of_a_half_day_once():
    people = [lecturer("a", "t1", "t2")]
    topics = (topic("t1", periods=2), topic("t2", periods=3))
    held = problem(plan(*topics, slots=2), lecturers=people, weights=only(fairness=1))

    assert cheapest(held) == 0


def test_fairness_counts_fixed_lessons():
    fixed = tuple(lesson("x", slot, class_id="other", room_id="p9") for slot in (4, 6))
    people = [lecturer("a", "t1"), lecturer("b", "t1")]
    held = problem(plan(topic("t1")), lecturers=people, fixed=fixed, weights=only(fairness=1))

    assert cost(held, timetable(lesson("t1", 0))) == 1
    assert cheapest(held) == 0


def test_fairness_counts_a_fixed_half_day_once_whoever_hears_it_together():
    fixed = tuple(lesson("x", 0, class_id=name) for name in ("other", "other2"))
    held = problem(plan(topic("t1"), slots=2, first=2), fixed=fixed, weights=only(fairness=1, fair_share=1))

    assert cheapest(held) == 1


def test_fairness_counts_each_of_the_lecturers_who_teach_together():
    people = [lecturer("a", "t1", "t2"), lecturer("b", "t1", "t2")]
    topics = [topic("t1", lecturers=2), topic("t2", order=2, lecturers=2)]
    held = problem(plan(*topics), lecturers=people, weights=only(fairness=1))

    assert fair_share(held) == 2
    assert cheapest(held) == 0
    assert cheapest(replace(held, weights=only(fairness=1, fair_share=1))) == 2


def test_compactness_costs_an_idle_half_day_before_a_lesson():
    held = problem(plan(topic("t1"), topic("t2"), STUDY), weights=only(compactness=2))

    assert cost(held, timetable(lesson("t1", 0), lesson("s", 2), lesson("t2", 3))) == 2
    assert cost(held, timetable(lesson("t1", 0), lesson("t2", 2), lesson("s", 3))) == 0
    assert cheapest(held) == 0


def test_compactness_counts_a_forced_gap():
    held = problem(plan(topic("t1"), slots=2), lecturers=[lecturer("a", "t1", busy=(0,))], weights=only(compactness=2))

    assert solve(held).status == "infeasible"

    topics = (topic("t1", order=1), topic("t2", order=2))
    people = [lecturer("a", "t1"), lecturer("b", "t2", busy=(1, 2))]
    held = problem(plan(*topics), lecturers=people, weights=only(compactness=2))

    assert cheapest(held) == 2


def two_venues(home=""):
    plans = (plan(topic("t1"), venue="A", slots=1), plan(topic("t2"), id="lop2", venue="B", slots=1, first=1))
    people = [lecturer("a", "t1", "t2", home_venue=home)]
    rooms = [room("p1", venue="A"), room("p2", venue="B")]
    return problem(*plans, lecturers=people, rooms=rooms, weights=only(travel=3))


BOTH = timetable(lesson("t1", 0), lesson("t2", 1, class_id="lop2", room_id="p2"))


def test_travel_costs_each_further_venue_of_a_day():
    assert cost(two_venues(), BOTH) == 3
    assert cheapest(two_venues()) == 3


def test_travel_counts_from_home():
    assert cheapest(two_venues(home="A")) == 3
    assert cheapest(two_venues(home="C")) == 6


def test_travel_costs_nothing_at_one_venue():
    held = problem(plan(topic("t1"), topic("t2"), slots=2), rooms=[room(venue="A")], weights=only(travel=3))

    assert cost(held, timetable(lesson("t1", 0), lesson("t2", 1))) == 0
    assert cheapest(held) == 0


def test_travel_of_a_class_of_no_venue_follows_its_rooms():
    rooms = [room("p1", venue="A", busy=(1,)), room("p2", venue="B", busy=(0,))]
    held = problem(plan(topic("t1"), topic("t2"), slots=2), rooms=rooms, weights=only(travel=3))

    assert cheapest(held) == 3


def test_travel_counts_from_a_fixed_lesson_of_the_day():
    fixed = (lesson("x", 0, class_id="other"),)
    rooms = [room("p1", venue="A"), room("p2", venue="B")]
    held = problem(plan(topic("t1"), venue="B", slots=1, first=1), rooms=rooms, fixed=fixed, weights=only(travel=3))

    assert cheapest(held) == 3


def test_rule_of_weight_0_is_off():
    assert cost(problem(*two_venues().classes, weights=only()), BOTH) == 0
