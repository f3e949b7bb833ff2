"""One nominee by one: who gets a seat, who waits, who moves up, and what is refused."""

import datetime as dt
import threading

import pytest
from django.db import connection, transaction

import builders
from apps.acting import LEADER, PLANNER, last_event, refused, somebody
from apps.nominations.test_actions import entry, send
from khaigiang.apps.nominations.actions import (
    accept,
    accept_line,
    call_reserve,
    decline,
    judge_line,
    put_in_reserve,
    substitute,
    withdraw,
)
from khaigiang.apps.nominations.models import Decision, Nomination
from khaigiang.apps.quotas.actions import set_use_by
from khaigiang.apps.quotas.models import Quota, SeatMove
from khaigiang.foundation import guarded
from khaigiang.foundation.refusal import Refused

MAY_9 = dt.date(2022, 5, 9)
DEPUTY = {"position": "Phó Bí thư Đảng ủy", "groups": ("commune_deputy_secretary",)}


@pytest.fixture
def quota(db) -> Quota:
    """Two seats of one unit."""
    return builders.grant(builders.line(builders.plan(), seats=2), builders.unit("Quận A"), 2)


def judged(quota: Quota, *names: str, **facts) -> list[Nomination]:
    """People of a unit who were found eligible, in the order of their list."""
    dossier = send(quota, *names, **facts)
    judge_line(quota.line, on=MAY_9, by=PLANNER)
    return list(dossier.nominations.select_related("list__unit", "person").order_by("place"))


def states(quota: Quota) -> dict[str, tuple[str, int | None]]:
    people = Nomination.objects.filter(line=quota.line_id).order_by("pk")
    return {
        name: (state, place) for name, state, place in people.values_list("person__full_name", "state", "reserve_place")
    }


def counters(quota: Quota) -> tuple[int, int]:
    quota.refresh_from_db()
    return quota.nominated, quota.accepted


def decided() -> list[tuple[str, str, str]]:
    return list(Decision.objects.order_by("pk").values_list("nomination__person__full_name", "kind", "why"))


def own(quota: Quota):
    return somebody("sending_unit", scope=frozenset({quota.unit_id}))


def test_seat_is_taken_at_acceptance_and_the_one_too_many_waits(quota) -> None:
    an, binh, cuc = judged(quota, "Lê An", "Lê Bình", "Lê Cúc")

    accept(binh, by=PLANNER)
    assert last_event()[:2] == ("nominations.accepted_one", f"Nomination:{binh.pk}")
    accept(an, by=PLANNER)
    with refused("no_seat_left", "Quận A đã dùng hết chỉ tiêu: Lê Cúc chỉ có thể vào danh sách dự bị."):
        accept(cuc, by=PLANNER)
    put_in_reserve(cuc, by=PLANNER)

    assert states(quota) == {"Lê An": ("accepted", None), "Lê Bình": ("accepted", None), "Lê Cúc": ("reserve", 1)}
    assert counters(quota) == (3, 2)
    assert decided() == [("Lê Bình", "accepted", ""), ("Lê An", "accepted", ""), ("Lê Cúc", "reserved", "")]


def test_seat_that_was_granted_further_down_is_nobodys_here(quota) -> None:
    an, binh = judged(quota, "Lê An", "Lê Bình")
    accept(an, by=PLANNER)
    with guarded.writing("test"):
        Quota.objects.filter(pk=quota.pk).update(granted_below=1)

    with refused("no_seat_left"):
        accept(binh, by=PLANNER)
    accept_line(quota.line, by=PLANNER)
    assert states(quota)["Lê Bình"] == ("reserve", 1)


def test_only_the_eligible_get_a_seat_and_only_once(quota) -> None:
    (an,) = judged(quota, "Lê An")
    (unjudged,) = send(quota, "Lê Chưa Xét", number="13-CV/QU").nominations.all()

    for act in (accept, put_in_reserve):
        with refused("not_found_eligible", "Lê Chưa Xét chưa được thẩm định là đủ điều kiện."):
            act(unjudged, by=PLANNER)
    accept(an, by=PLANNER)
    with refused("wrong_state", "Lê An: không làm được việc này khi tình trạng là “Được duyệt”."):
        accept(an, by=PLANNER)


def test_unit_without_seats_gets_nobody_accepted(quota) -> None:
    (an,) = judged(quota, "Lê An")
    with guarded.writing("test"):
        Quota.objects.filter(pk=quota.pk).delete()
    with refused("no_seats", "Quận A không được giao chỉ tiêu của dòng này."):
        accept(an, by=PLANNER)


def test_reserve_moves_up_in_its_order_when_a_seat_frees_and_the_trail_says_so(quota) -> None:
    an, _binh, _cuc, dung = judged(quota, "Lê An", "Lê Bình", "Lê Cúc", "Lê Dung")
    accept_line(quota.line, by=PLANNER)

    up = withdraw(an, why="đi công tác", by=own(quota))

    assert up is not None
    assert up.person.full_name == "Lê Cúc"
    assert last_event()[0] == "nominations.moved_up"
    assert last_event()[3]["why"] == "thay Lê An"
    assert (states(quota)["Lê An"], states(quota)["Lê Cúc"], states(quota)["Lê Dung"]) == (
        ("withdrawn", None),
        ("accepted", 1),
        ("reserve", 2),
    )
    assert counters(quota) == (3, 2)
    assert decided() == [("Lê An", "withdrawn", "đi công tác"), ("Lê Cúc", "moved_up", "thay Lê An")]
    assert withdraw(dung, why="ốm", by=own(quota)) is None
    assert counters(quota) == (2, 2)


def test_seat_stays_free_where_nobody_waits(quota) -> None:
    (an,) = judged(quota, "Lê An")
    accept(an, by=PLANNER)
    assert withdraw(an, why="ốm", by=PLANNER) is None
    assert counters(quota) == (0, 0)


def test_declined_keeps_the_reason_and_takes_no_seat(quota) -> None:
    (an,) = judged(quota, "Lê An")
    decline(an, why="đơn vị đã có hai người", by=PLANNER)

    assert (states(quota), counters(quota)) == ({"Lê An": ("declined", None)}, (1, 0))
    assert decided() == [("Lê An", "declined", "đơn vị đã có hai người")]
    with refused("wrong_state"):
        accept(an, by=PLANNER)


@pytest.mark.parametrize("act", [decline, withdraw])
def test_reason_must_be_said(quota, act) -> None:
    (an,) = judged(quota, "Lê An")
    with refused("decision_says_why", "Phải ghi lý do khi không duyệt, rút, thay người hay chuyển người dự bị lên."):
        act(an, why="", by=PLANNER)


def test_substitute_takes_the_seat_also_after_the_deadline(quota) -> None:
    an, _binh, _cuc = judged(quota, "Lê An", "Lê Bình", "Lê Cúc")
    accept_line(quota.line, by=PLANNER)
    set_use_by(quota.parent, dt.date(2022, 5, 1), by=PLANNER)

    with refused(
        "after_deadline", "Hạn cử người của đơn vị là ngày 01/05/2022; sau hạn chỉ rút hoặc thay người đã cử."
    ):
        send(quota, "Lê Muộn", number="99-CV/QU", by=own(quota))
    other = substitute(an, entry(quota.unit, "Lê Thay"), why="chuyển công tác", by=own(quota))

    assert (other.replaces_id, other.place) == (an.pk, 4)
    assert states(quota)["Lê Thay"] == ("accepted", None)
    assert states(quota)["Lê Cúc"] == ("reserve", 1)
    assert counters(quota) == (3, 2)
    assert decided() == [("Lê An", "substituted", "chuyển công tác"), ("Lê Thay", "accepted", "thay Lê An")]
    assert other.reasons.exists()


def test_substitute_of_somebody_who_waits_keeps_the_place_in_the_reserve(quota) -> None:
    _an, _binh, cuc = judged(quota, "Lê An", "Lê Bình", "Lê Cúc")
    accept_line(quota.line, by=PLANNER)
    substitute(cuc, entry(quota.unit, "Lê Thay"), why="ốm", by=own(quota))
    assert (states(quota)["Lê Thay"], counters(quota)) == (("reserve", 1), (3, 2))


def test_substitute_of_somebody_unsuited_waits_to_be_accepted(quota) -> None:
    (unsuited,) = judged(quota, "Lê Sai", **DEPUTY)
    other = substitute(unsuited, entry(quota.unit, "Lê Thay"), why="sai đối tượng", by=own(quota))
    assert (states(quota)["Lê Thay"], other.standing, counters(quota)) == (("nominated", None), "eligible", (1, 0))


def test_substitute_who_is_not_eligible_is_refused_with_the_rule_and_nothing_changes(quota) -> None:
    (an,) = judged(quota, "Lê An")
    accept(an, by=PLANNER)
    with refused("substitute_fails"):
        substitute(an, entry(quota.unit, "Lê Thay", **DEPUTY), why="ốm", by=PLANNER)
    with refused("known_on_line", "Lê An đã có trong danh sách cử của dòng này."):
        substitute(an, entry(quota.unit, "Lê An"), why="ốm", by=PLANNER)
    assert (states(quota), counters(quota)) == ({"Lê An": ("accepted", None)}, (1, 1))


def test_whoever_was_withdrawn_is_nominated_again_and_the_old_row_keeps_its_history(quota) -> None:
    (an,) = judged(quota, "Lê An")
    accept(an, by=PLANNER)
    withdraw(an, why="đi công tác", by=own(quota))

    (again,) = judged(quota, "Lê An", number="15-CV/QU")
    accept(again, by=PLANNER)

    assert (again.person_id, again.pk == an.pk) == (an.person_id, False)
    assert Nomination.objects.get(pk=an.pk).state == "withdrawn"
    assert decided() == [
        ("Lê An", "accepted", ""),
        ("Lê An", "withdrawn", "đi công tác"),
        ("Lê An", "accepted", ""),
    ]
    assert list(an.decisions.order_by("pk").values_list("kind", flat=True)) == ["accepted", "withdrawn"]
    assert an.reasons.exists()
    assert counters(quota) == (1, 1)
    with pytest.raises(Refused), transaction.atomic():
        send(quota, "Lê An", number="16-CV/QU")


def test_overdue_seats_go_to_the_unit_whose_letter_came_first_and_its_reserve_moves_up(quota) -> None:
    other = builders.grant(quota.line, builders.unit("Quận B"), 1)
    empty = builders.grant(quota.line, builders.unit("Quận C"), 3)
    judged(quota, "Lê An", "Lê Bình", "Lê Cúc")
    judged(other, "Đỗ An", "Đỗ Bình", "Đỗ Cúc", "Đỗ Dung", number="5-CV/QU")
    accept_line(quota.line, by=PLANNER)
    with guarded.writing("test"):
        Nomination.objects.get(person__full_name="Đỗ An").list.__class__.objects.filter(unit=other.unit).update(
            letter_day=dt.date(2022, 2, 1)
        )
    set_use_by(quota.parent, dt.date(2022, 5, 1), by=PLANNER)

    moved = call_reserve(quota.line, by=PLANNER)

    assert sorted(each.person.full_name for each in moved) == ["Đỗ Bình", "Đỗ Cúc", "Đỗ Dung"]
    assert (counters(other), counters(quota), counters(empty)) == ((4, 4), (3, 2), (0, 0))
    assert [move.kind for move in SeatMove.objects.order_by("pk")] == ["reclaimed", "offered"]
    assert last_event()[0] == "nominations.reserve_called"
    assert call_reserve(quota.line, by=PLANNER) == []


@pytest.mark.parametrize(
    "act",
    [
        lambda row: accept(row, by=LEADER),
        lambda row: put_in_reserve(row, by=LEADER),
        lambda row: decline(row, why="x", by=LEADER),
        lambda row: withdraw(row, why="x", by=LEADER),
        lambda row: substitute(row, entry(row.unit, "Lê Thay"), why="x", by=somebody("sending_unit")),
        lambda row: call_reserve(row.line, by=LEADER),
    ],
)
def test_decisions_are_the_planners_and_the_units_own(quota, act) -> None:
    (an,) = judged(quota, "Lê An")
    with pytest.raises(Refused, match=r"Chỉ cơ quan|không được cử"):
        act(an)


def test_somebody_who_sits_in_a_class_is_not_taken_off_the_list_alone(db) -> None:
    world = builders.small_world()
    with refused("seated"):
        withdraw(world.nominations[0], why="ốm", by=PLANNER)


def test_many_at_once_after_the_last_seats_never_get_one_too_many(transactional_db) -> None:
    quota = builders.grant(builders.line(builders.plan()), builders.unit("Quận A"), 3)
    rows = judged(quota, *(f"Lê Văn {number}" for number in range(8)))
    together, outcomes = threading.Barrier(8), []

    def ask(row: Nomination) -> None:
        together.wait()
        try:
            accept(row, by=PLANNER)
            outcomes.append("accepted")
        except Refused as reason:
            outcomes.append(reason.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=ask, args=[row]) for row in rows]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(outcomes) == ["accepted"] * 3 + ["no_seat_left"] * 5
    assert counters(quota) == (8, 3)
