"""Who hears a topic together, and in whose name that holds its room and its lecturers."""

from core.timetabling.build import lesson, timetable
from khaigiang.core.timetabling import JointTopic
from khaigiang.core.timetabling.together import among, fellows, hosts, sat_together, with_fellows

JOINT = (JointTopic("t1", ("lop", "lop2", "lop3")), JointTopic("t2", ("lop3", "lop4")))


def test_fellows_are_the_other_classes_of_the_same_topic():
    assert fellows(JOINT, "lop2", "t1") == ("lop", "lop3")
    assert fellows(JOINT, "lop2", "t2") == fellows(JOINT, "lop2", "t3") == ()


def test_classes_come_with_all_that_hear_something_with_one_of_them():
    assert with_fellows(JOINT, ["lop"]) == {"lop", "lop2", "lop3", "lop4"}
    assert with_fellows(JOINT[1:], ["lop", "lop4"]) == {"lop", "lop3", "lop4"}


def test_what_is_heard_together_among_some_of_the_classes():
    assert among(JOINT, ["lop", "lop3", "x"]) == (JointTopic("t1", ("lop", "lop3")),)
    assert among(JOINT, ["lop4"]) == ()


def test_first_of_those_that_sit_together_holds_room_and_lecturers():
    assert hosts(
        JOINT,
        (
            lesson("t1", 0, class_id="lop3"),
            lesson("t1", 0, class_id="lop2"),
            lesson("t1", 1, class_id="lop"),
            lesson("t2", 2, class_id="lop4"),
            lesson("t3", 0, class_id="lop2"),
        ),
    ) == ("lop2", "lop2", "lop", "lop4", "lop2")


def test_others_than_those_named_hold_their_own():
    pair = (lesson("t1", 0, class_id="lop"), lesson("t1", 0, class_id="other"))

    assert hosts(JOINT, pair) == ("lop", "other")
    assert hosts(JOINT, (lesson("t1", 0), lesson("t1", 0, class_id="lop2", room_id="p2"))) == ("lop", "lop2")


def test_classes_sit_together_in_one_room_before_the_same_whatever_is_stated():
    pair = (lesson("t1", 0, class_id="lop"), lesson("t1", 0, class_id="lop2"))

    assert sat_together(timetable(*pair, lesson("t1", 0, class_id="lop3", room_id="p2"))) == (
        JointTopic("t1", ("lop", "lop2")),
    )
