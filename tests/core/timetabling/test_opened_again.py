import pytest

from core.timetabling.build import SLOTS, lecturer, lesson, plan, problem, timetable, topic
from khaigiang.core.timetabling import verify
from khaigiang.core.timetabling.opened_again import in_order, without_taught

TUESDAY = SLOTS[2].day
TOPICS = [topic(name, order=1) for name in ("t1", "t2", "t3")]


def test_nothing_is_cut_down_while_nothing_was_taught():
    held, stood = problem(plan(*TOPICS)), timetable(lesson("t1", 2))

    assert without_taught(held, stood, TUESDAY) == (held, stood)


def test_what_was_taught_stays_and_holds_its_lecturer_and_a_new_class_is_asked_for_whole():
    new = plan(*TOPICS, id="moi")
    held = problem(plan(*TOPICS), new, lecturers=[lecturer("a", "t1", "t2", "t3")])
    stood = timetable(*(lesson(name, at, lecturer_ids=("a",)) for at, name in enumerate(("t1", "t2", "t3"))))

    rest, known = without_taught(held, stood, TUESDAY)

    assert [[each.id for each in own.topics] for own in rest.classes] == [["t3"], ["t1", "t2", "t3"]]
    assert rest.classes[1] == new
    assert [(each.class_id, each.half_day, each.lecturer_ids) for each in rest.fixed] == [
        ("(lop)", SLOTS[0], ("a",)),
        ("(lop)", SLOTS[1], ("a",)),
    ]
    assert known == timetable(lesson("t3", 2, lecturer_ids=("a",)))


def test_class_of_which_all_was_taught_is_asked_for_no_more():
    held, stood = problem(plan(topic("t1"))), timetable(lesson("t1", 0))

    rest, known = without_taught(held, stood, TUESDAY)

    assert (rest.classes, known.lessons, verify(rest, known)) == ((), (), ())


def test_class_that_has_lessons_to_come_and_no_day_is_named():
    held = problem(plan(*TOPICS[:2], slots=2))

    with pytest.raises(LookupError, match="lop"):
        without_taught(held, timetable(lesson("t1", 0), lesson("t2", 4)), TUESDAY)


def test_parts_are_counted_anew_in_order_of_time():
    lessons = (lesson("t1", 3), lesson("t1", 1), lesson("t1", 2, class_id="a"))

    assert [(each.class_id, each.half_day, each.part) for each in in_order(lessons)] == [
        ("a", SLOTS[2], 1),
        ("lop", SLOTS[1], 1),
        ("lop", SLOTS[3], 2),
    ]
