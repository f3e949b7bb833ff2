import pytest

from khaigiang.core.timetabling import cost, costs, solve, verify
from khaigiang.core.timetabling.ctt import DayPeriod, MalformedInstance, read_ctt, write_ctt
from khaigiang.core.timetabling.problem import Lesson, Timetable

TEXT = """Name: Tiny
Courses: 4
Rooms: 2
Days: 2
Periods_per_day: 3
Curricula: 2
Constraints: 1

COURSES:
a t1 2 2 30
b t2 2 1 12
c t1 1 1 50
d t3 1 1 5

ROOMS:
big 40
small 10

CURRICULA:
q1  2 a b
q2  2 c a

UNAVAILABILITY_CONSTRAINTS:
b 0 0

END.
"""


def timetable(problem, *rows):
    """Lessons of rows of course, room, day and period, for every class that hears the course."""
    slots = {(slot.day.day, slot.number): slot for slot in problem.classes[0].half_days}
    first = min(day for day, _ in slots)
    lessons = []
    for plan in problem.classes:
        for topic in plan.topics:
            held = sorted((slots[first + day, period], room) for name, room, day, period in rows if name == topic.id)
            who = tuple(each.id for each in problem.lecturers if topic.id in each.topics)
            lessons += [
                Lesson(plan.id, topic.id, slot, 1, 1, who, room, part) for part, (slot, room) in enumerate(held, 1)
            ]
    return Timetable(tuple(lessons))


def test_instance_is_read_as_classes_joint_topics_lecturers_and_rooms():
    problem = read_ctt(TEXT)

    assert [(plan.id, [topic.id for topic in plan.topics]) for plan in problem.classes] == [
        ("q1", ["a", "b"]),
        ("q2", ["c", "a"]),
        ("(d)", ["d"]),
    ]
    assert [(joint.topic_id, joint.class_ids) for joint in problem.joint] == [("a", ("q1", "q2"))]
    given = {who.id: sorted(who.topics) for who in problem.lecturers}
    assert given == {"t1": ["a", "c"], "t2": ["b"], "t3": ["d"]}
    assert [(room.id, room.capacity) for room in problem.rooms] == [("big", 40), ("small", 10)]
    assert [str(slot) for slot in problem.classes[1].topics[0].closed] == []
    assert [str(slot) for slot in problem.classes[0].topics[1].closed] == ["2007-09-03/0"]


def test_periods_of_a_day_are_in_order():
    slots = read_ctt(TEXT).classes[0].half_days

    assert list(slots) == sorted(slots, reverse=True)[::-1]
    assert len(slots) == 6
    assert all(isinstance(slot, DayPeriod) for slot in slots)


def test_costs_are_those_of_the_competition():
    problem = read_ctt(TEXT)
    held = timetable(problem, ("a", "big", 0, 0), ("a", "big", 0, 2), ("b", "small", 0, 1), ("b", "small", 1, 1),
                     ("c", "big", 1, 1), ("d", "big", 1, 2))  # fmt: skip

    # b is 2 over in small, twice, and c 10 over in big; a lacks a day; q1 stands alone on day 1, q2 at all its periods
    # but none of d's, which is in no curriculum.
    assert verify(problem, held) == ()
    assert costs(problem, held) == {"seats": 14, "working_days": 5, "lone_lessons": 2 + 6, "topic_room": 0}


def test_course_in_two_rooms_costs_one_and_a_clash_is_refused():
    problem = read_ctt(TEXT)
    rows = [("a", "big", 0, 0), ("a", "small", 1, 0), ("b", "big", 0, 1), ("b", "big", 1, 1), ("c", "big", 1, 2),
            ("d", "big", 0, 2)]  # fmt: skip

    assert costs(problem, timetable(problem, *rows))["topic_room"] == 1
    assert verify(problem, timetable(problem, *rows)) == ()
    clash = timetable(problem, *rows[:4], ("c", "small", 0, 0), rows[5])
    assert {breach.code for breach in verify(problem, clash)} == {"lessons_overlap", "lecturer_in_two_classes",
                                                                   "two_rooms_in_a_half_day"}  # fmt: skip


def test_solved_instance_is_written_line_by_line():
    problem = read_ctt(TEXT)

    outcome = solve(problem, seconds=3)

    assert outcome.timetable is not None
    assert (outcome.status, outcome.violations, outcome.objective) == ("optimal", (), cost(problem, outcome.timetable))
    lines = [line.split() for line in write_ctt(problem, outcome.timetable).splitlines()]
    assert [line[0] for line in lines] == ["a", "a", "b", "b", "c", "d"]
    read_back = timetable(problem, *((name, room, int(day), int(period)) for name, room, day, period in lines))
    assert set(read_back.lessons) == set(outcome.timetable.lessons)


@pytest.mark.parametrize(
    ("old", "new", "line", "reason"),
    [
        ("Courses: 4", "Courses: 5", 2, "wrong_count"),
        ("Days: 2", "Days: zwei", 4, "not_a_number"),
        ("Days: 2\n", "", 0, "line_missing"),
        ("a t1 2 2 30", "a t1 2 two 30", 10, "not_a_number"),
        ("a t1 2 2 30", "a t1 0 2 30", 10, "not_a_number"),
        ("c t1 1 1 50", "a t1 1 1 50", 12, "named_twice"),
        ("q1  2 a b", "q1  2 a x", 20, "unknown_name"),
        ("q1  2 a b", "q1  3 a b", 20, "wrong_count"),
        ("b 0 0", "b 0", 24, "not_a_number"),
        ("b 0 0", "b 0 3", 24, "unknown_name"),
        ("b 0 0", "x 0 0", 24, "unknown_name"),
    ],
)
def test_fault_of_an_instance_is_named_with_its_line(old, new, line, reason):
    with pytest.raises(MalformedInstance) as caught:
        read_ctt(TEXT.replace(old, new, 1))

    assert (caught.value.line, caught.value.reason) == (line, reason)
