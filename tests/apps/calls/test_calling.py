"""Calls: drafted with their letter, published once it is signed, extended by a dated act."""

import datetime as dt

import pytest

import builders
from apps.acting import LEADER, PLANNER, last_event, refused
from apps.calls.calling import DEADLINE, drafted, own, published, seats, signed
from apps.nominations.test_actions import send
from khaigiang.apps.calls.actions import draft_call, extend, publish
from khaigiang.apps.calls.bridge import conditions_of
from khaigiang.apps.calls.models import Call, CalledLine
from khaigiang.apps.calls.permissions import check_may_see_call
from khaigiang.apps.calls.queries import letter_of
from khaigiang.apps.papers.permissions import check_may_read
from khaigiang.foundation import guarded
from khaigiang.foundation.refusal import allowed

SOURCE = "(Nghị quyết 04-NQ/TU ngày 31-5-2021, chưa đối chiếu với bản chính thức)"
pytestmark = pytest.mark.django_db


@pytest.fixture
def quota():
    return seats()


def test_call_is_drafted_with_a_letter_whose_number_is_blank(quota) -> None:
    call = drafted(quota.line)

    assert last_event()[:2] == ("calls.drafted", f"Call:{call.pk}")
    assert (call.state, call.remind_before, letter_of(call).number) == ("draft", [7, 2], None)
    again = draft_call([quota.line], deadline=DEADLINE, conditions="", remind_before=[2, 5, 2], call=call, by=PLANNER)
    assert (again.pk, again.remind_before, CalledLine.objects.count()) == (call.pk, [5, 2], 1)


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("no_lines", lambda _quota: ([], DEADLINE)),
        ("deadline_passed", lambda quota: ([quota.line], dt.date(2022, 5, 1))),
        ("lines_of_two_plans", lambda quota: ([quota.line, builders.line(builders.plan())], DEADLINE)),
        ("line_by_totals", lambda quota: ([builders.line(quota.line.plan, tracking="totals")], DEADLINE)),
    ],
)
def test_call_that_cannot_stand_is_refused(code, told, quota) -> None:
    lines, deadline = told(quota)
    with refused(code):
        draft_call(lines, deadline=deadline, conditions="", remind_before=[], by=PLANNER)


def test_line_is_called_once_and_a_signed_letter_stays(quota) -> None:
    call = drafted(quota.line)
    with refused("called_already"):
        drafted(quota.line)
    signed(call)
    with refused("call_stands", "Văn bản thông báo đã có số nên không soạn lại được."):
        draft_call([quota.line], deadline=DEADLINE, conditions="", remind_before=[], call=call, by=PLANNER)


def test_call_is_published_once_its_letter_is_signed_and_then_its_units_see_it(quota) -> None:
    call = drafted(quota.line)
    with refused("cannot_publish", "Văn bản thông báo chưa có số và ngày ký; văn thư ghi số rồi mới công bố."):
        publish(call, by=PLANNER)
    signed(call)
    assert not allowed(check_may_see_call, own(quota), call)
    assert not allowed(check_may_read, own(quota), letter_of(call))

    publish(call, by=PLANNER)

    assert last_event()[0] == "calls.published"
    quota.refresh_from_db()
    assert (call.state, call.published_by, quota.use_by) == ("published", PLANNER.name, DEADLINE)
    stranger = own(builders.grant(builders.line(builders.plan()), builders.unit("Quận Lạ"), 1))
    for check, thing in ((check_may_see_call, call), (check_may_read, letter_of(call))):
        assert (allowed(check, own(quota), thing), allowed(check, stranger, thing)) == (True, False)
    with refused("cannot_publish", "Thông báo đã công bố nên không soạn lại được; có thể gia hạn."):
        publish(call, by=PLANNER)


def test_call_that_asks_nobody_is_not_published() -> None:
    line = builders.line(builders.plan())
    call = signed(drafted(line))
    with refused("nobody_called", f"Chưa đơn vị nào được giao chỉ tiêu của dòng {line.code}."):
        publish(call, by=PLANNER)


def test_call_whose_deadline_has_passed_is_not_published(quota, at) -> None:
    call = signed(drafted(quota.line))
    at(2022, 5, 21)
    with refused("cannot_publish", "Hạn cử người (20/05/2022) đã qua."):
        publish(call, by=PLANNER)


def test_deadline_holds_for_spreadsheets_too_until_it_is_extended_by_a_dated_act(quota, at) -> None:
    call = published(quota.line)
    at(2022, 5, 21)
    with refused("after_deadline"):
        send(quota, "Lê Muộn", by=own(quota))

    made = extend(call, until=dt.date(2022, 5, 25), why="chờ kiện toàn", unit=quota.unit, by=PLANNER)

    assert last_event()[3] == {"until": "2022-05-25", "why": "chờ kiện toàn", "unit": "Quận A"}
    assert (made.day, made.done_by) == (dt.date(2022, 5, 21), PLANNER.name)
    assert send(quota, "Lê Muộn", by=own(quota)).nominations.count() == 1


def test_extension_is_for_units_called_and_later_and_says_why(quota) -> None:
    call = published(quota.line)
    later = {"until": dt.date(2022, 5, 25), "why": "lũ", "by": PLANNER}
    with refused("not_called", "Thông báo này không gọi Quận Lạ."):
        extend(call, **later, unit=builders.unit("Quận Lạ"))
    with refused("not_later", "Hạn mới phải sau hạn hiện nay (20/05/2022)."):
        extend(call, **later | {"until": DEADLINE})
    with refused("why_wanted"):
        extend(call, **later | {"why": " "})
    with refused("call_is_draft"):
        extend(drafted(builders.line(quota.line.plan)), **later)


def test_only_a_planner_calls(quota) -> None:
    call = drafted(quota.line)
    for act in (
        lambda: draft_call([quota.line], deadline=DEADLINE, conditions="", remind_before=[], by=LEADER),
        lambda: publish(call, by=LEADER),
        lambda: extend(call, until=DEADLINE, why="lũ", by=LEADER),
    ):
        with refused("may_not_call"):
            act()
    assert Call.objects.get().state == "draft"


def test_conditions_are_the_rules_of_the_line_in_words_with_their_sources(quota) -> None:
    with guarded.writing("test"):
        quota.line.rule_set = "commune_secretary_2022"
        quota.line.save()
    assert conditions_of([quota.line, quota.line]) == [
        "Danh sách cử phải ghi rõ họ và tên.",
        "Danh sách cử phải ghi ngày sinh, ít nhất là năm sinh.",
        f"Đối tượng: bí thư đảng ủy xã, phường, thị trấn đương chức {SOURCE}.",
        f"Mỗi người học chương trình này một lần trong nhiệm kỳ 2020-2025 {SOURCE}.",
    ]
