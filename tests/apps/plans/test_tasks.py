import datetime as dt

import pytest
from django.urls import reverse

import builders
from apps.acting import LEADER, PLANNER, SENDER, last_event, refused
from apps.plans import delegated
from khaigiang.apps.plans.actions import assign_task, chase_task, finish_task, review_task, withdraw
from khaigiang.apps.plans.models import Plan, PlanTask
from khaigiang.apps.plans.queries import task_rows
from khaigiang.foundation import guarded

TODAY = dt.date(2022, 5, 12)
MEETING = reverse("plans:meeting")


@pytest.fixture
def plan(db) -> Plan:
    return builders.plan()


def task(plan: Plan, title: str = "Soạn tài liệu", due: int = 0) -> PlanTask:
    return assign_task(plan, title=title, owner="Phòng Đào tạo", due_on=TODAY + dt.timedelta(due), by=PLANNER)


def test_task_is_assigned_chased_and_finished(plan) -> None:
    given = task(plan)
    facts = {"plan": plan.number, "task": "Soạn tài liệu", "owner": "Phòng Đào tạo", "due": "2022-05-12"}
    assert last_event() == ("plans.task_assigned", f"PlanTask:{given.pk}", "7", facts)

    chase_task(given, note=" Gọi điện. ", by=PLANNER)
    said = {"task": "Soạn tài liệu", "times": "1", "note": "Gọi điện."}
    assert last_event() == ("plans.task_chased", f"PlanTask:{given.pk}", "7", said)

    finish_task(given, note=" Đã in. ", by=PLANNER)
    said = {"task": "Soạn tài liệu", "note": "Đã in."}
    assert last_event() == ("plans.task_finished", f"PlanTask:{given.pk}", "7", said)
    assert PlanTask.objects.values_list("state", "chased_times", "chased_on", "done_on", "note").get() == (
        "done",
        1,
        TODAY,
        TODAY,
        "Đã in.",
    )


@pytest.mark.parametrize("actor", [LEADER, SENDER])
def test_only_planners_write_tasks(plan, actor) -> None:
    given = task(plan)
    with refused("may_not_plan"):
        assign_task(plan, title="A", owner="B", due_on=TODAY, by=actor)
    with refused("may_not_plan"):
        chase_task(given, note="", by=actor)
    with refused("may_not_plan"):
        finish_task(given, note="x", by=actor)


def test_task_is_done_with_a_note_and_chased_on_a_day_on_every_path(plan) -> None:
    given = PlanTask.objects.filter(pk=task(plan).pk)
    with refused("plan_task_done_with_note", "Nhiệm vụ đã xong phải ghi ngày và kết quả."), guarded.writing("test"):
        given.update(state="done", done_on=TODAY)
    with refused("plan_task_chased_on_a_day", "Lần đôn đốc phải ghi ngày."), guarded.writing("test"):
        given.update(chased_times=1)


def test_task_that_says_nothing_is_refused_and_leaves_nothing(plan) -> None:
    with refused("plan_task_says_what_and_whose", "Nhiệm vụ phải ghi nội dung và nơi thực hiện."):
        assign_task(plan, title=" ", owner="B", due_on=TODAY, by=PLANNER)
    assert not PlanTask.objects.exists()


def test_same_task_is_not_given_twice(plan) -> None:
    task(plan)
    with refused("plan_task_once", "Nhiệm vụ này đã được giao cho nơi ấy với cùng thời hạn."):
        task(plan)


def test_task_is_finished_once_with_its_note(plan) -> None:
    given = task(plan)
    with refused("task_without_note", "Hãy ghi kết quả của nhiệm vụ “Soạn tài liệu”."):
        finish_task(given, note=" ", by=PLANNER)
    finish_task(given, note="x", by=PLANNER)
    for again in (finish_task, chase_task):
        with refused("task_done", "Nhiệm vụ “Soạn tài liệu” đã xong rồi."):
            again(given, note="x", by=PLANNER)


def test_overdue_stands_first_and_done_last(plan) -> None:
    finish_task(task(plan, "xong", -9), note="x", by=PLANNER)
    for title, due in (("xa", 30), ("gần", 14), ("chậm", -1)):
        task(plan, title, due)

    rows = [(row.task.title, row.mark.label, row.days_late) for row in task_rows(plan)]

    assert [(title, late) for title, _mark, late in rows] == [("chậm", 1), ("gần", 0), ("xa", 0), ("xong", 9)]
    assert [str(mark) for _title, mark, _late in rows] == ["Quá hạn", "Sắp đến hạn", "Trong hạn", "Đã xong"]


@pytest.mark.parametrize("number", [1, 3])
def test_meeting_asks_the_same_number_of_questions(number, planner, django_assert_num_queries) -> None:
    for each in range(number):
        task(builders.plan(), due=each)
    with django_assert_num_queries(7):
        planner.get(MEETING)


def test_meeting_lists_what_presses_of_all_plans(planner, plan) -> None:
    for title, due in (("việc xa", 15), ("việc gần", 14), ("việc chậm", -1)):
        task(plan, title, due)
    page = planner.get(MEETING).content.decode()
    assert page.index("việc chậm") < page.index("việc gần")
    assert "việc xa" not in page


def test_planner_assigns_and_finishes_on_the_page_of_the_plan(planner, plan) -> None:
    page = reverse("plans:plan", args=[plan.pk])
    sent = {"act": "assign", "title": "In thẻ", "owner": "Văn phòng", "due_on": "2022-05-20"}
    assert planner.post(page, sent).status_code == 302
    given = PlanTask.objects.get()

    assert planner.post(page, {"act": "finish", "task": given.pk, "note": ""}).status_code == 422
    assert planner.post(page, {"act": "chase", "task": given.pk, "note": ""}).status_code == 302
    assert planner.post(page, {"act": "finish", "task": given.pk, "note": "Đã in."}).status_code == 302
    assert PlanTask.objects.values_list("state", "chased_times").get() == ("done", 1)


def test_sending_unit_does_not_see_tasks(as_user, db) -> None:
    line = delegated.line()
    task(line.plan, "việc của văn phòng")
    unit = as_user(builders.user("sending_unit", units=[line.organiser_unit]))
    assert "việc của văn phòng" not in unit.get(reverse("plans:plan", args=[line.plan_id])).content.decode()


def test_meeting_concludes_something_of_a_task_once_a_day(plan) -> None:
    given = task(plan)
    held = TODAY - dt.timedelta(1)

    review_task(given, held_on=held, conclusion=" Xong trước 20/5. ", by=PLANNER)

    said = {"task": "Soạn tài liệu", "day": "2022-05-11", "note": "Xong trước 20/5."}
    assert last_event() == ("plans.task_reviewed", f"PlanTask:{given.pk}", "7", said)
    ((row,),) = ([each.reviews for each in task_rows(plan)],)
    assert [(each.held_on, each.conclusion, each.recorded_by) for each in row] == [
        (held, "Xong trước 20/5.", "Phạm Thị Kế")
    ]
    with refused("task_review_once_a_meeting"):
        review_task(given, held_on=held, conclusion="Khác", by=PLANNER)


def test_review_is_a_planners_of_a_meeting_that_was_held_and_concludes(plan) -> None:
    given = task(plan)
    with refused("may_not_plan"):
        review_task(given, held_on=TODAY, conclusion="x", by=LEADER)
    with refused("meeting_not_held", "Buổi giao ban ngày 01/01/2099 chưa họp: chỉ ghi kết luận của buổi đã họp."):
        review_task(given, held_on=dt.date(2099, 1, 1), conclusion="x", by=PLANNER)
    with refused("task_review_concludes", "Hãy ghi kết luận của buổi giao ban."):
        review_task(given, held_on=TODAY, conclusion=" ", by=PLANNER)


def test_conclusion_is_written_down_on_the_page_of_the_meeting(plan, planner, as_user) -> None:
    given = task(plan)
    said = {"act": "review", "task": given.pk, "held_on": "2022-05-12", "conclusion": "Gấp"}

    assert planner.post(MEETING, said).status_code == 302
    assert "Giao ban ngày 12/05/2022: Gấp" in planner.get(MEETING).content.decode()
    assert planner.post(MEETING, {**said, "conclusion": ""}).status_code == 422
    assert planner.post(MEETING, said).status_code == 422
    leader = as_user(builders.user("leader", everywhere=True))
    assert 'value="review"' not in leader.get(MEETING).content.decode()
    assert leader.post(MEETING, said).status_code == 403


def test_reviews_outlive_a_plan_that_is_entered_anew(plan) -> None:
    review_task(task(plan), held_on=TODAY, conclusion="Gấp", by=PLANNER)

    said = withdraw(plan, by=PLANNER)

    assert [each.conclusion for each in said.reviews] == ["Gấp"]


def test_unit_that_a_task_names_sees_it_and_no_other(as_user) -> None:
    line = delegated.line()
    unit = line.organiser_unit
    assert unit is not None
    for title, owner in (("Của huyện", "huyện chương mỹ"), ("Của phòng", "Phòng Đào tạo")):
        assign_task(line.plan, title=title, owner=owner, due_on=TODAY, by=PLANNER)

    page = as_user(builders.user("sending_unit", units=[unit])).get(reverse("plans:plan", args=[line.plan_id]))

    assert ("Của huyện" in page.content.decode(), "Của phòng" in page.content.decode()) == (True, False)
