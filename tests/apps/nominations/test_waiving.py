"""An authority exempts one nominee from one rule: the verdict keeps what was found, what follows from it changes."""

import datetime as dt

import pytest

from apps.acting import LEADER, PLANNER, SENDER, last_event, refused
from apps.nominations.test_one_by_one import MAY_9, counters, decided, judged, quota, states  # noqa: F401 - a fixture
from khaigiang.apps.nominations.actions import (
    accept,
    accept_line,
    judge_line,
    put_in_reserve,
    take_back_waiver,
    waive,
    withdraw,
)
from khaigiang.apps.nominations.exports import deciding_reasons
from khaigiang.apps.nominations.models import Nomination, Waiver
from khaigiang.apps.nominations.queries import explain
from khaigiang.foundation import clock

GROUNDS = {
    "instrument": "Quyết định 45-QĐ/TU",
    "dated": dt.date(2022, 4, 1),
    "decided_by": "Ban Thường vụ Thành ủy",
    "why": "nguồn quy hoạch",
}
DEPUTY = {"position": "Phó Bí thư Đảng ủy", "groups": ("commune_deputy_secretary",)}


@pytest.fixture
def refused_one(quota) -> Nomination:  # noqa: F811
    """A deputy on a line of secretaries."""
    (row,) = judged(quota, "Lê An", **DEPUTY)
    return row


def waived(row: Nomination, **facts) -> Nomination:
    return waive(row, rule="audience", **GROUNDS | facts, by=PLANNER)


def test_whom_nothing_else_stops_can_be_accepted_and_the_verdict_keeps_the_failure(refused_one, quota) -> None:  # noqa: F811
    assert states(quota) == {"Lê An": ("not_eligible", None)}

    waived(refused_one)

    verb, thing, _who, facts = last_event()
    assert (verb, thing) == ("nominations.waived", f"Nomination:{refused_one.pk}")
    assert (facts["rule"], facts["instrument"], facts["why"]) == ("audience", "Quyết định 45-QĐ/TU", "nguồn quy hoạch")
    row = Nomination.objects.get(pk=refused_one.pk)
    assert (row.state, row.standing) == ("nominated", "eligible")
    told = explain(row)
    assert told.passed
    assert [(each.rule, each.waiver.decided_by) for each in told.waived] == [("audience", "Ban Thường vụ Thành ủy")]
    assert told.waived[0].sentence.startswith("Chức danh Phó Bí thư Đảng ủy xã, phường, thị trấn không thuộc đối tượng")
    assert [reason.rule for reason in deciding_reasons(row)] == ["audience"]
    accept(row, by=PLANNER)
    assert counters(quota) == (1, 1)
    said = "Ban Thường vụ Thành ủy, Quyết định 45-QĐ/TU ngày 01/04/2022: nguồn quy hoạch"
    assert decided() == [("Lê An", "waived", said), ("Lê An", "accepted", "")]


def test_waiver_holds_when_the_list_is_judged_again(refused_one, quota) -> None:  # noqa: F811
    waived(refused_one)
    judge_line(quota.line, on=MAY_9, by=PLANNER)
    accept_line(quota.line, by=PLANNER)

    assert states(quota) == {"Lê An": ("accepted", None)}
    assert Nomination.objects.get().reasons.get(rule="audience").waiver == Waiver.objects.get()


def test_other_rules_still_stop_whom_one_is_waived(quota) -> None:  # noqa: F811
    (row,) = judged(quota, "Lê An", **DEPUTY, birth=None, birth_text="?")

    waived(row)
    assert states(quota) == {"Lê An": ("incomplete", None)}
    waive(row, rule="dossier.birth", **GROUNDS, by=PLANNER)
    assert states(quota) == {"Lê An": ("nominated", None)}


def test_waiver_taken_back_frees_the_seat_and_the_reserve_moves_up(refused_one, quota) -> None:  # noqa: F811
    waived(refused_one)
    accept(refused_one, by=PLANNER)
    binh, cuc = judged_more(quota, "Lê Bình", "Lê Cúc")
    accept(binh, by=PLANNER)
    put_in_reserve(cuc, by=PLANNER)

    up = take_back_waiver(refused_one, rule="audience", why="văn bản bị thu hồi", by=PLANNER)

    assert up == cuc
    assert states(quota) == {
        "Lê An": ("not_eligible", None),
        "Lê Bình": ("accepted", None),
        "Lê Cúc": ("accepted", 1),
    }
    assert counters(quota) == (3, 2)
    kept = Waiver.objects.get()
    assert (kept.taken_back_on, kept.taken_back_why) == (clock.today(), "văn bản bị thu hồi")
    assert not explain(Nomination.objects.get(pk=refused_one.pk)).waived
    waived(refused_one)
    assert Waiver.objects.count() == 2


def judged_more(quota, *names: str) -> list[Nomination]:  # noqa: F811
    judged(quota, *names, number="13-CV/QU")
    return list(Nomination.objects.filter(person__full_name__in=names).order_by("place"))


def test_reserve_place_goes_with_the_waiver(refused_one, quota) -> None:  # noqa: F811
    waived(refused_one)
    put_in_reserve(refused_one, by=PLANNER)

    assert take_back_waiver(refused_one, rule="audience", why="nhầm", by=PLANNER) is None
    assert states(quota) == {"Lê An": ("not_eligible", None)}
    assert last_event()[0] == "nominations.waiver_taken_back"


def test_what_cannot_be_waived_is_refused(refused_one, quota) -> None:  # noqa: F811
    with refused("not_asked", "Lê An không được thẩm định theo điều kiện “age”."):
        waive(refused_one, rule="age", **GROUNDS, by=PLANNER)
    with refused("nothing_to_waive", "Lê An đã đạt điều kiện này, không có gì để miễn."):
        waive(refused_one, rule="dossier.birth", **GROUNDS, by=PLANNER)
    tomorrow = clock.today() + dt.timedelta(days=1)
    with refused("waived_in_future", f"Văn bản miễn điều kiện đề ngày {tomorrow:%d/%m/%Y}, sau hôm nay."):
        waived(refused_one, dated=tomorrow)
    with refused("waiver_says_who_by_what_and_why"):
        waived(refused_one, instrument="")
    with refused("not_waived", "Lê An không được miễn điều kiện “audience”."):
        take_back_waiver(refused_one, rule="audience", why="nhầm", by=PLANNER)
    waived(refused_one)
    with refused("waiver_once", "Người này đã được miễn điều kiện này."):
        waived(refused_one)
    with refused("waiver_taken_back_by_and_why"):
        take_back_waiver(refused_one, rule="audience", why="", by=PLANNER)
    withdraw(refused_one, why="ốm", by=PLANNER)
    with refused("wrong_state"):
        take_back_waiver(refused_one, rule="audience", why="nhầm", by=PLANNER)


@pytest.mark.parametrize("actor", [LEADER, SENDER])
def test_only_the_planner_writes_a_waiver_down(refused_one, actor) -> None:
    said = "Chỉ cơ quan tham mưu kế hoạch được ghi miễn điều kiện."
    with refused("may_not_waive", said):
        waive(refused_one, rule="audience", **GROUNDS, by=actor)
    with refused("may_not_waive", said):
        take_back_waiver(refused_one, rule="audience", why="nhầm", by=actor)
