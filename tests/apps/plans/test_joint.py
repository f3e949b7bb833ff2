"""Which classes of a line hear a topic together: what may be stated, by whom, and that it outlives a changed plan."""

import datetime as dt
from dataclasses import replace

import pytest
from django.urls import reverse
from lxml import html

import builders
from apps.acting import LEADER, PLANNER, SCHOOL, last_event, refused
from apps.plans.examples import AUDIENCES, FIRST, LAST, LINE, WORKBOOK, workbook
from khaigiang.apps.catalogue.models import Topic
from khaigiang.apps.plans.actions import (
    DecidingPaper,
    amend_line,
    close,
    enter,
    join_classes,
    part_classes,
    state_study_times,
    withdraw,
)
from khaigiang.apps.plans.bridge import line_said
from khaigiang.apps.plans.models import JointClass, JointTopic, PlanLine, PlannedClass
from khaigiang.core.states import ClassState
from khaigiang.foundation import clock, guarded
from khaigiang.intake.plan import ClassRow

pytestmark = pytest.mark.django_db
MONDAY = dt.date(2022, 5, 9)


@pytest.fixture
def line() -> PlanLine:
    """A line of three classes that may each study for three weeks."""
    made = builders.line(builders.plan(), study=builders.programme(topics=3), classes=3)
    builders.grant(made, builders.unit("Quận Ba Đình"), 10)
    for number in (1, 2, 3):
        builders.planned_class(made, number)
    return made


def classes_of(line: PlanLine, *numbers: int) -> list[PlannedClass]:
    return list(line.planned_classes.filter(number__in=numbers))


def topic_of(line: PlanLine, number: int = 3) -> Topic:
    return Topic.objects.select_related("module").get(module__programme=line.programme, number=number)


def join(line: PlanLine, *numbers: int, topic: int = 3, by=PLANNER) -> JointTopic:
    return join_classes(line, topic=topic_of(line, topic), classes=classes_of(line, *numbers), by=by)


def stated(line: PlanLine) -> list[tuple[int, list[int]]]:
    return [(row.topic.number, [each.planned.number for each in row.members.all()]) for row in line.joint_topics.all()]


def test_classes_are_joined_for_a_topic_and_parted_again(line) -> None:
    joint = join(line, 1, 2, by=SCHOOL)

    assert stated(line) == [(3, [1, 2])]
    facts = {"line": line.code, "topic": "Chuyên đề 3", "classes": "1 2"}
    assert last_event() == ("plans.classes_joined", f"JointTopic:{joint.pk}", "7", facts)
    join(line, 1, 3, topic=2)
    assert stated(line) == [(2, [1, 3]), (3, [1, 2])]

    part_classes(JointTopic.objects.get(pk=joint.pk), by=PLANNER)
    assert last_event() == ("plans.classes_parted", f"JointTopic:{joint.pk}", "7", facts)
    assert stated(line) == [(2, [1, 3])]
    with refused("no_such_joint", "Các lớp này không còn học ghép chuyên đề ấy."):
        part_classes(joint, by=PLANNER)


def test_only_planners_and_schools_join_and_part(line) -> None:
    joint = join(line, 1, 2)
    for verb in (lambda: join(line, 1, 3, by=LEADER), lambda: part_classes(joint, by=LEADER)):
        with refused(
            "may_not_join_classes", "Chỉ cơ quan tham mưu kế hoạch hoặc cơ sở đào tạo được ghép hay tách lớp."
        ):
            verb()


def test_what_cannot_be_heard_together_is_refused_in_words(line) -> None:
    other = builders.line(line.plan, study=builders.programme(topics=1))
    stranger = builders.planned_class(other, 1)
    with refused("too_few_to_join", "Hãy chọn ít nhất hai lớp để học ghép."):
        join(line, 1)
    with refused("classes_of_another_line", f"Chỉ ghép được các lớp của cùng một dòng kế hoạch ({line.code})."):
        join_classes(line, topic=topic_of(line), classes=[*classes_of(line, 1), stranger], by=PLANNER)
    sentence = "Chuyên đề “Chuyên đề 1” không thuộc chương trình của dòng này."
    with refused("topic_of_another_programme", sentence):
        join_classes(line, topic=topic_of(other, 1), classes=classes_of(line, 1, 2), by=PLANNER)
    with guarded.writing("test"):
        Topic.objects.filter(pk=topic_of(line, 1).pk).update(half_days=0, periods=2)
    sentence = "Chuyên đề “Chuyên đề 1” không chiếm trọn buổi nên không học ghép được."
    with refused("topic_too_short_to_join", sentence):
        join(line, 1, 2, topic=1)
    join(line, 1, 2)
    sentence = "Lớp 2 đã học ghép chuyên đề này với lớp khác; hãy tách ra trước rồi ghép lại."
    with refused("joint_already", sentence):
        join(line, 2, 3)
    close(line.plan, by=PLANNER)
    with refused("plan_stands"):
        join(line, 1, 3, topic=2)


def test_classes_that_never_study_in_the_same_half_day_are_not_joined(line) -> None:
    one, two = classes_of(line, 1, 2)
    state_study_times(one, weekdays=[0], parts=["morning"], by=PLANNER)
    state_study_times(two, weekdays=[0, 1], parts=["morning"], by=PLANNER)
    with guarded.writing("test"):
        Topic.objects.filter(pk=topic_of(line).pk).update(half_days=4)
    with refused("no_shared_half_days", "Lớp 1, Lớp 2 chỉ có 3 buổi cùng học được chuyên đề này; cần 4 buổi."):
        join(line, 1, 2)
    with guarded.writing("test"):
        Topic.objects.filter(pk=topic_of(line).pk).update(half_days=1, weekdays=[1])
    with refused("no_shared_half_days"):
        join(line, 1, 2)


def test_class_that_has_begun_or_was_taught_the_topic_is_neither_joined_nor_parted(line) -> None:
    joint = join(line, 1, 2)
    held = builders.training_class(classes_of(line, 1)[0], state=ClassState.TIMETABLED)
    builders.lesson(held, topic_of(line), MONDAY)
    with clock.standing_at(MONDAY):
        part_classes(joint, by=PLANNER)
        joint = join(line, 1, 2)
    sentence = "Lớp 1 đã học chuyên đề “Chuyên đề 3” nên không ghép hay tách được nữa."
    with clock.standing_at(MONDAY + dt.timedelta(days=1)), refused("topic_was_taught", sentence):
        part_classes(joint, by=PLANNER)
    with guarded.writing("test"):
        type(held).objects.update(state=ClassState.OPEN, opened_on=MONDAY)
    for verb in (lambda: part_classes(joint, by=PLANNER), lambda: join(line, 1, 3, topic=1)):
        with refused("class_has_begun", "Lớp 1 đã khai giảng nên không ghép hay tách được nữa."):
            verb()


def test_database_refuses_a_class_that_hears_a_topic_with_two_groups(line) -> None:
    join(line, 1, 2)
    (two,) = classes_of(line, 2)
    with (
        refused("class_hears_topic_with_one_group", "Lớp này đã học ghép chuyên đề ấy với lớp khác."),
        guarded.writing("test"),
    ):
        group = JointTopic.objects.create(line=line, topic=topic_of(line))
        JointClass.objects.create(joint=group, planned=two, topic=topic_of(line))


def test_plan_entered_anew_keeps_who_hears_what_together() -> None:
    classes = tuple(ClassRow("D1", number, f"Lớp {number}", 1, 10, FIRST, LAST) for number in (1, 2))
    two = workbook(lines=(replace(LINE, classes=2),), classes=classes)
    told = {"units": {row.unit: builders.unit(row.unit) for row in two.seats}, "audiences": AUDIENCES}
    line = enter(two, **told, by=PLANNER).lines.get()
    for number in (1, 2):
        join(line, 1, 2, topic=number)
    renamed = replace(two, topics=(two.topics[0], replace(two.topics[1], name="Công tác dân vận")))

    again = enter(renamed, **told, said=withdraw(line.plan, by=PLANNER), by=PLANNER).lines.get()

    assert (again.programme == line.programme, stated(again)) == (False, [(1, [1, 2])])
    assert again.joint_topics.get().topic.module.programme == again.programme
    one = replace(WORKBOOK, topics=renamed.topics)
    last = enter(one, **told, said=withdraw(again.plan, by=PLANNER), by=PLANNER).lines.get()
    assert stated(last) == []


def test_amended_line_keeps_what_its_classes_and_topics_still_allow(line) -> None:
    join(line, 1, 2)
    join(line, 2, 3, topic=2)
    said, paper = line_said(line), DecidingPaper("77-KH/TU", dt.date(2022, 5, 1), "Bớt một lớp")
    fewer = replace(said, classes=2, planned=said.planned[:2])

    with clock.standing_at(MONDAY):
        amend_line(line, fewer, hanging={}, paper=paper, by=PLANNER)

    assert stated(line) == [(3, [1, 2])]
    other = builders.programme(topics=2)
    with clock.standing_at(MONDAY):
        moved = replace(fewer, programme=other.name, programme_key=other.pk)
        amend_line(line, moved, hanging={}, paper=replace(paper, number="78-KH/TU"), by=PLANNER)
    assert stated(line) == []


def page_of(line: PlanLine) -> str:
    return reverse("plans:joint", args=[line.pk])


def test_page_joins_and_parts_and_says_what_is_wrong(line, planner) -> None:
    one, two, _three = line.planned_classes.all()
    asked = {"act": "join", "topic": topic_of(line).pk, "classes": [one.pk, two.pk]}
    assert "Mỗi lớp của dòng này học riêng mọi chuyên đề." in planner.get(page_of(line)).content.decode()
    (way,) = html.fromstring(planner.get(reverse("plans:line", args=[line.pk])).content.decode()).xpath(
        "//a[text()='Học ghép lớp']/@href"
    )
    assert way == page_of(line)

    answer = planner.post(page_of(line), asked, follow=True)

    (row,) = html.fromstring(answer.content.decode()).xpath("//tbody/tr")
    assert " ".join(row.text_content().split()) == "3. Chuyên đề 3 1 buổi Lớp 1, Lớp 2 Tách"
    again = planner.post(page_of(line), asked)
    assert (again.status_code, "hãy tách ra trước rồi ghép lại" in again.content.decode()) == (422, True)
    assert planner.post(page_of(line), asked | {"classes": [one.pk]}).status_code == 422
    assert planner.post(page_of(line), {"act": "join"}).status_code == 422
    key = JointTopic.objects.get().pk
    assert planner.post(page_of(line), {"act": "part", "joint": key}).status_code == 302
    gone = planner.post(page_of(line), {"act": "part", "joint": key})
    assert (gone.status_code, "không còn học ghép" in gone.content.decode()) == (422, True)
    unknown = planner.post(page_of(line), {"act": "x"})
    assert (unknown.status_code, "chưa làm gì" in unknown.content.decode()) == (422, True)
    assert stated(line) == []


@pytest.mark.parametrize("groups", [1, 3])
def test_page_asks_the_same_number_of_questions(line, groups, planner, django_assert_num_queries) -> None:
    for topic in range(1, groups + 1):
        join(line, 1, 2, topic=topic)
    with django_assert_num_queries(10):
        planner.get(page_of(line))
