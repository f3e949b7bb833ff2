import threading

import pytest
from django.db import connection, transaction

import builders
from apps.acting import LEADER, PLANNER, SCHOOL, last_event, refused
from apps.plans import delegated
from khaigiang.apps.calls.queries import lines_to_call
from khaigiang.apps.classes.queries import next_beginnings
from khaigiang.apps.plans.actions import approve, ask_consent, close, hand_plan_back, submit, withdraw
from khaigiang.apps.plans.models import Plan
from khaigiang.apps.plans.queries import (
    begin_under,
    check_in_force,
    check_line_in_force,
    consents_waited_for,
    course_of,
    is_in_force,
    latest_plan,
    lines_of_year,
    lines_without_consent,
)
from khaigiang.apps.quotas.queries import line_by_code
from khaigiang.apps.reports.permissions import lines_seen
from khaigiang.core.states import PlanState


@pytest.fixture
def draft(db) -> Plan:
    return builders.plan(number="50-KH/TU", state=PlanState.DRAFT)


def test_plan_goes_from_its_draft_to_its_close(draft) -> None:
    assert submit(draft, by=PLANNER).state == "submitted"
    assert last_event() == ("plans.submitted", f"Plan:{draft.pk}", "7", {"number": "50-KH/TU"})
    assert hand_plan_back(draft, remarks=" Thiếu căn cứ. ", by=LEADER).state == "draft"
    said = {"number": "50-KH/TU", "remarks": "Thiếu căn cứ."}
    assert last_event() == ("plans.handed_back", f"Plan:{draft.pk}", "7", said)
    assert submit(draft, by=PLANNER).remarks == ""
    assert approve(draft, by=PLANNER).state == "approved"
    assert close(draft, by=PLANNER).state == "closed"
    assert last_event() == ("plans.closed", f"Plan:{draft.pk}", "7", {"number": "50-KH/TU"})
    assert [(each.mark.label, each.words) for each in course_of(draft)] == [
        ("Trình phê duyệt", ""),
        ("Trả lại để hoàn chỉnh", "Thiếu căn cứ."),
        ("Trình phê duyệt", ""),
        ("Phê duyệt", ""),
        ("Đóng kế hoạch", ""),
    ]


@pytest.mark.parametrize(
    ("state", "verb", "stands"),
    [
        ("submitted", submit, "đã trình, đang chờ phê duyệt"),
        ("draft", approve, "còn là dự thảo, chưa trình"),
        ("draft", close, "còn là dự thảo, chưa trình"),
        ("closed", close, "đã đóng"),
        ("closed", approve, "đã đóng"),
        ("amended", approve, "đã ban hành và đã điều chỉnh"),
        ("approved", lambda plan, by: hand_plan_back(plan, remarks="x", by=by), "đã ban hành"),
    ],
)
def test_step_that_does_not_apply_is_refused(db, state, verb, stands) -> None:
    plan = builders.plan(number="50-KH/TU", state=state)

    with refused("plan_stands", f"Kế hoạch 50-KH/TU {stands}."):
        verb(plan, by=PLANNER)


def test_plan_is_handed_back_with_what_is_to_be_mended(draft) -> None:
    submit(draft, by=PLANNER)

    with refused("plan_without_remarks", "Hãy ghi nội dung cần hoàn chỉnh trước khi trả lại kế hoạch."):
        hand_plan_back(draft, remarks=" ", by=LEADER)


def test_planner_drafts_submits_and_closes_and_the_leader_decides(draft) -> None:
    for verb in (submit, close):
        with refused("may_not_plan"):
            verb(draft, by=LEADER)
    submit(draft, by=PLANNER)
    with refused("may_not_approve"):
        hand_plan_back(draft, remarks="x", by=SCHOOL)
    with refused("may_not_approve"):
        approve(draft, by=SCHOOL)


@pytest.mark.parametrize(
    ("state", "sentence"),
    [
        ("draft", "Kế hoạch 50-KH/TU còn là dự thảo: chưa chiêu sinh, cử người, lập lớp hay khai giảng được."),
        ("submitted", "Kế hoạch 50-KH/TU đang chờ phê duyệt: chưa chiêu sinh, cử người, lập lớp hay khai giảng được."),
        ("closed", "Kế hoạch 50-KH/TU đã đóng: không nhận thêm danh sách, chỉ tiêu, lớp hay khai giảng."),
    ],
)
def test_plan_that_is_not_in_force_says_why(db, state, sentence) -> None:
    plan = builders.plan(number="50-KH/TU", state=state)

    for ask in (check_in_force, begin_under):
        with refused("plan_not_in_force", sentence):
            ask(plan.pk)
    assert not is_in_force(plan.pk)


def test_plan_that_was_taken_back_is_not_asked_whether_it_is_in_force(draft) -> None:
    gone, line = draft.pk, builders.line(draft).pk
    withdraw(draft, by=PLANNER)

    for ask in (lambda: check_in_force(gone), lambda: begin_under(gone), lambda: check_line_in_force(line)):
        with pytest.raises(Plan.DoesNotExist):
            ask()


@pytest.mark.parametrize("state", ["approved", "amended"])
def test_plan_is_in_force_as_approved_or_as_amended(db, state) -> None:
    plan = builders.plan(state=state)

    check_in_force(plan.pk)
    begin_under(plan.pk)
    assert is_in_force(plan.pk)


def test_year_holds_the_lines_of_its_approved_plans(draft) -> None:
    builders.line(draft)
    running = builders.line(builders.plan(year=draft.year))

    assert list(lines_of_year(draft.year)) == [running]
    assert list(lines_seen(LEADER)) == [running]


def test_draft_of_next_year_is_not_yet_the_plan_that_pages_speak_of(draft) -> None:
    assert latest_plan() == draft
    running = builders.plan(year=2021)
    assert latest_plan() == running


def test_plan_that_is_closed_is_not_withdrawn(db) -> None:
    plan = builders.plan(number="50-KH/TU", state=PlanState.CLOSED)

    with refused("plan_closed", "Kế hoạch 50-KH/TU đã đóng nên không rút hay nhập lại được."):
        withdraw(plan, by=PLANNER)


@pytest.mark.parametrize(("state", "presses"), [("approved", True), ("closed", False)])
def test_nothing_of_a_closed_plan_presses_anybody(db, state, presses) -> None:
    line = delegated.line(of=builders.plan(state=state))
    builders.planned_class(line)
    actor = delegated.organiser(line)
    assert lines_without_consent(actor).exists() is presses
    ask_consent(line, by=PLANNER)
    assert consents_waited_for().exists() is presses
    assert bool(next_beginnings([line.pk])) is presses
    assert lines_to_call().exists() is presses


def test_line_of_a_code_is_that_of_the_plan_in_force_before_that_of_a_draft(draft) -> None:
    builders.line(draft, code="BTĐU")
    running = builders.line(builders.plan(year=2021), code="BTĐU")

    assert line_by_code("BTĐU") == running


def test_plan_is_closed_only_after_who_has_begun_to_take_something(transactional_db) -> None:
    plan = builders.plan()
    begun, closed = threading.Event(), []

    def close_it() -> None:
        begun.wait(10)
        closed.append(close(Plan.objects.get(pk=plan.pk), by=PLANNER).state)
        connection.close()

    other = threading.Thread(target=close_it)
    other.start()
    with transaction.atomic():
        check_in_force(plan.pk)
        begun.set()
        other.join(0.3)
        assert (closed, is_in_force(plan.pk)) == ([], True)
    other.join(10)
    assert closed == ["closed"]
