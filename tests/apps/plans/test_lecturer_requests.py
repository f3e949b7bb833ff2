import datetime as dt

import pytest

import builders
from apps.acting import LEADER, PLANNER, SENDER, last_event, refused
from apps.plans import delegated
from khaigiang.apps.catalogue.models import Topic
from khaigiang.apps.plans.actions import decline_lecturer, promise_lecturer, request_lecturer
from khaigiang.apps.plans.models import LecturerRequest
from khaigiang.apps.schools.models import Competence

TODAY = dt.date(2022, 5, 12)


@pytest.fixture
def line(db):
    return delegated.line()


@pytest.fixture
def topic(line) -> Topic:
    return Topic.objects.filter(module__programme=line.programme).earliest("number")


def stored() -> tuple[object, ...]:
    fields = ("state", "wish", "asked_by", "asked_on", "lecturer", "answer", "answered_by", "answered_on")
    return LecturerRequest.objects.values_list(*fields).get()


def test_unit_asks_for_a_lecturer(line, topic) -> None:
    request = request_lecturer(line, topic, wish=" sáng 12/5 ", by=delegated.organiser(line))

    assert stored() == ("asked", "sáng 12/5", "Phạm Thị Kế", TODAY, None, "", "", None)
    assert last_event() == (
        "plans.lecturer_requested",
        f"LecturerRequest:{request.pk}",
        "7",
        {"line": "D1", "topic": "1"},
    )


def test_lecturer_promised_can_give_the_topic(line, topic) -> None:
    request = request_lecturer(line, topic, wish="", by=PLANNER)
    lecturer = builders.lecturer("Trịnh Công Giảng")

    promise_lecturer(request, lecturer, answer="Chỉ buổi sáng", by=PLANNER)

    assert stored() == ("promised", "", "Phạm Thị Kế", TODAY, lecturer.pk, "Chỉ buổi sáng", "Phạm Thị Kế", TODAY)
    assert list(Competence.objects.values_list("lecturer", "topic")) == [(lecturer.pk, topic.pk)]
    assert last_event() == (
        "plans.lecturer_promised",
        f"LecturerRequest:{request.pk}",
        "7",
        {"line": "D1", "lecturer": "Trịnh Công Giảng"},
    )


def test_request_is_declined_with_a_reason(line, topic) -> None:
    request = request_lecturer(line, topic, wish="", by=PLANNER)

    decline_lecturer(request, answer="Không còn giảng viên", by=PLANNER)

    assert stored() == ("declined", "", "Phạm Thị Kế", TODAY, None, "Không còn giảng viên", "Phạm Thị Kế", TODAY)
    assert last_event()[::3] == ("plans.lecturer_declined", {"line": "D1", "answer": "Không còn giảng viên"})


def test_decline_without_a_reason_is_refused(line, topic) -> None:
    request = request_lecturer(line, topic, wish="", by=PLANNER)

    with refused("decline_without_answer", "Không cử được giảng viên thì phải ghi lý do."):
        decline_lecturer(request, answer=" ", by=PLANNER)


def test_request_is_answered_once(line, topic) -> None:
    request = request_lecturer(line, topic, wish="", by=PLANNER)
    lecturer = builders.lecturer("Trịnh Công Giảng")
    decline_lecturer(request, answer="Không", by=PLANNER)

    said = "Đề nghị cử giảng viên cho chuyên đề “Chuyên đề 1” đã được trả lời."
    with refused("request_answered", said):
        promise_lecturer(request, lecturer, by=PLANNER)
    with refused("request_answered", said):
        decline_lecturer(request, answer="Không", by=PLANNER)


def test_topic_is_asked_for_once(line, topic) -> None:
    request_lecturer(line, topic, wish="", by=PLANNER)

    with refused("lecturer_request_once", "Chuyên đề này đã được đề nghị cử giảng viên."):
        request_lecturer(line, topic, wish="", by=PLANNER)


def test_topic_is_one_of_the_lines_programme(line) -> None:
    other = Topic.objects.filter(module__programme=builders.programme()).earliest("number")

    with refused("topic_of_other_programme", "Chuyên đề “Chuyên đề 1” không thuộc chương trình của dòng D1."):
        request_lecturer(line, other, wish="", by=PLANNER)


def test_lecturers_are_supplied_to_delegated_lines_only(db) -> None:
    line = builders.line(builders.plan())
    topic = Topic.objects.filter(module__programme=line.programme).earliest("number")

    with refused("line_not_delegated"):
        request_lecturer(line, topic, wish="", by=PLANNER)


def test_organiser_asks_and_the_upper_body_answers(line, topic) -> None:
    with refused("may_not_organise"):
        request_lecturer(line, topic, wish="", by=SENDER)
    request, lecturer = request_lecturer(line, topic, wish="", by=PLANNER), builders.lecturer("Trịnh Công Giảng")

    for actor in (delegated.organiser(line), LEADER):
        with refused("may_not_consent"):
            promise_lecturer(request, lecturer, by=actor)
        with refused("may_not_consent"):
            decline_lecturer(request, answer="Không", by=actor)
