"""Seats moved in the tree: what moves, what is written down, what is refused, and that none is lost or made."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from apps.acting import LEADER, PLANNER, last_event, refused, somebody
from apps.quotas.trees import broken, city, granted, row, use
from khaigiang.apps.quotas.actions import (
    Basis,
    give_back,
    grant,
    offer_again,
    reclaim,
    set_use_by,
    share_below,
    transfer,
)
from khaigiang.apps.quotas.actions.moving import Wanted
from khaigiang.apps.quotas.models import MoveKind, Quota, SeatMove
from khaigiang.apps.units.models import Unit
from khaigiang.foundation import guarded
from khaigiang.foundation.refusal import Refused

TODAY = dt.date(2022, 5, 12)


@pytest.fixture
def line(db):
    return city()


def figures(line, *units: str) -> list[tuple[int, int, int]]:
    """Seats, granted further down and used, of each unit."""
    return [(each.seats, each.granted_below, each.accepted) for each in (row(line, unit) for unit in units)]


def moves() -> list[tuple[str, str, str, int, str]]:
    written = SeatMove.objects.select_related("source__unit", "target__unit")
    return [(each.kind, _named(each.source), _named(each.target), each.seats, each.why) for each in written]


def _named(quota: Quota) -> str:
    return quota.unit.name if quota.unit else ""


def test_unit_gives_some_of_its_seats_to_one_below_it(line) -> None:
    district = row(line, "Quận 1")
    own = somebody("sending_unit", scope=frozenset({district.unit_id}))

    given = grant(district, Unit.objects.get(name="Phường 1.1"), 4, why="theo số cán bộ", by=own)
    grant(district, Unit.objects.get(name="Phường 1.1"), 1, by=own)

    assert figures(line, "Quận 1", "Phường 1.1") == [(10, 5, 0), (5, 0, 0)]
    assert moves() == [
        ("granted", "Quận 1", "Phường 1.1", 4, "theo số cán bộ"),
        ("granted", "Quận 1", "Phường 1.1", 1, ""),
    ]
    assert last_event()[:2] == ("quotas.granted", f"Quota:{given.pk}")
    assert (SeatMove.objects.first().day, SeatMove.objects.first().done_by, broken(line)) == (TODAY, "Phạm Thị Kế", [])


def test_unit_gives_no_more_than_it_has(line) -> None:
    use(row(line, "Quận 1"), 7)

    with refused("quota_used_or_granted_once", "Chỉ tiêu đã duyệt người hoặc đã giao cấp dưới thì không giao lần nữa."):
        granted(line, "Quận 1", "Phường 1.1", 4)
    with refused("quota_children_within"):
        granted(line, "Quận 2", "Phường 2.1", 11)
    with refused("seats_below_one", "Số chỉ tiêu giao thêm phải từ 1 trở lên."):
        granted(line, "Quận 2", "Phường 2.1", 0)


def test_move_of_no_seat_is_no_move(line) -> None:
    with refused("seat_move_of_some", "Số chỉ tiêu giao, trả hay chuyển phải từ 1 trở lên."), guarded.writing("test"):
        SeatMove.objects.create(
            line=line, kind=MoveKind.RETURNED, source=row(line, "Quận 1"), target=row(line, ""), seats=0, day=TODAY
        )


def test_unit_has_its_seats_from_one_unit_only(line) -> None:
    granted(line, "Quận 1", "Phường 1.1", 4)

    with refused("granted_by_another", "Phường 1.1 đã được một đơn vị khác giao chỉ tiêu của dòng này."):
        granted(line, "Quận 2", "Phường 1.1", 1)


def test_what_a_unit_has_left_is_shared_below_by_weight_with_floors_and_caps(line) -> None:
    use(row(line, "Quận 1"), 1)
    weights = {Unit.objects.get(name=name).pk: weight for name, weight in (("Phường 1.1", 80), ("Phường 1.2", 20))}
    first, second = weights

    made = share_below(row(line, "Quận 1"), Basis(weights, "webster", floors={second: 3}, caps={first: 5}), by=PLANNER)

    shares = {(each.unit.name, each.seats, each.reason) for each in made}
    assert shares == {("Phường 1.1", 5, "cap"), ("Phường 1.2", 4, "exact")}
    assert (figures(line, "Quận 1"), broken(line)) == ([(10, 9, 1)], [])
    with refused("granted_already", "Phường 1.1 đã được giao chỉ tiêu; hãy giao thêm hoặc điều chuyển."):
        share_below(row(line, "Quận 1"), Basis(weights), by=PLANNER)


def test_sharing_below_what_no_basis_can_hold_is_refused(line) -> None:
    unit = Unit.objects.get(name="Phường 1.1").pk

    with refused("cannot_apportion"):
        share_below(row(line, "Quận 1"), Basis({unit: 1}, caps={unit: 3}), by=PLANNER)


def test_unit_hands_back_what_it_does_not_need(line) -> None:
    own = granted(line, "Quận 1", "Phường 1.1", 4)
    use(own, 1)

    give_back(own, 3, why="không còn người", by=somebody("sending_unit", scope=frozenset({own.unit_id})))

    assert figures(line, "Quận 1", "Phường 1.1") == [(10, 1, 0), (1, 0, 1)]
    assert moves()[-1] == ("returned", "Phường 1.1", "Quận 1", 3, "không còn người")
    with refused("seats_not_free", "Không chuyển được 1 chỉ tiêu: đơn vị còn 0 chỉ tiêu chưa dùng."):
        give_back(own, 1, by=PLANNER)
    with refused("seats_not_free"):
        give_back(own, -1, by=PLANNER)
    with refused("seats_of_the_line", "Đây là chỉ tiêu chung của dòng kế hoạch, không trả lại cho ai được."):
        give_back(row(line, ""), 1, by=PLANNER)
    assert broken(line) == []


@pytest.mark.parametrize(
    ("source", "target", "after"),
    [
        ("Phường 1.1", "Phường 1.2", [(10, 4, 0), (2, 0, 0), (2, 0, 0), (10, 3, 0), (3, 0, 0)]),
        ("Phường 1.1", "Phường 2.1", [(8, 2, 0), (2, 0, 0), (0, 0, 0), (12, 5, 0), (5, 0, 0)]),
        ("Phường 1.1", "Quận 1", [(10, 2, 0), (2, 0, 0), (0, 0, 0), (10, 3, 0), (3, 0, 0)]),
        ("Quận 1", "Phường 1.1", [(10, 6, 0), (6, 0, 0), (0, 0, 0), (10, 3, 0), (3, 0, 0)]),
        ("Quận 1", "Quận 2", [(8, 4, 0), (4, 0, 0), (0, 0, 0), (12, 3, 0), (3, 0, 0)]),
        ("Phường 1.1", "", [(8, 2, 0), (2, 0, 0), (0, 0, 0), (10, 3, 0), (3, 0, 0)]),
    ],
)
def test_seats_go_from_anywhere_to_anywhere_in_the_tree(line, source, target, after) -> None:
    granted(line, "Quận 1", "Phường 1.1", 4)
    third = granted(line, "Quận 1", "Phường 1.2", 1)
    give_back(third, 1, by=PLANNER)
    granted(line, "Quận 2", "Phường 2.1", 3)

    transfer(row(line, source), row(line, target), 2, why="Quận 2 có lớp", by=PLANNER)

    assert figures(line, "Quận 1", "Phường 1.1", "Phường 1.2", "Quận 2", "Phường 2.1") == after
    assert moves()[-1] == ("transferred", source, target, 2, "Quận 2 có lớp")
    assert broken(line) == []


def test_transfer_is_a_planners_within_one_line_and_to_another_unit(line) -> None:
    source, target, elsewhere = row(line, "Quận 1"), row(line, "Quận 2"), row(city(), "")

    with refused("may_not_move", "Chỉ cơ quan tham mưu kế hoạch được điều chuyển chỉ tiêu giữa các đơn vị."):
        transfer(source, target, 1, why="", by=somebody("sending_unit", scope=frozenset({source.unit_id})))
    with refused("seats_of_another_line", "Không điều chuyển được chỉ tiêu giữa hai dòng kế hoạch khác nhau."):
        transfer(source, elsewhere, 1, why="", by=PLANNER)
    with refused("seat_move_to_another", "Chỉ tiêu phải chuyển sang một đơn vị khác."):
        transfer(source, source, 1, why="", by=PLANNER)
    with refused("seats_not_free"):
        transfer(source, target, 11, why="", by=PLANNER)


def test_seats_unused_on_their_day_come_back_and_go_to_who_waits_in_the_stated_order(line) -> None:
    root = row(line, "")
    set_use_by(root, dt.date(2022, 5, 10), by=PLANNER)
    use(row(line, "Quận 1"), 6)
    use(row(line, "Quận 2"), 10)

    assert reclaim(root, on=dt.date(2022, 5, 10), by=PLANNER) == 0
    assert reclaim(root, on=TODAY, by=PLANNER) == 4
    assert figures(line, "", "Quận 1", "Quận 2") == [(20, 16, 0), (6, 0, 6), (10, 0, 10)]

    first, second = row(line, "Quận 2").pk, row(line, "Quận 1").pk
    got = offer_again(root, [Wanted(first, 3), Wanted(second, 3)], why="theo ngày công văn", by=PLANNER)

    assert got == {first: 3, second: 1}
    assert [move[:4] for move in moves()] == [
        ("reclaimed", "Quận 1", "", 4),
        ("offered", "", "Quận 2", 3),
        ("offered", "", "Quận 1", 1),
    ]
    assert (last_event()[0], last_event()[3]["order"], broken(line)) == (
        "quotas.offered_again",
        "theo ngày công văn",
        [],
    )


@pytest.mark.parametrize(
    "act",
    [
        lambda quota, unit: grant(quota, unit, 1, by=LEADER),
        lambda quota, unit: share_below(quota, Basis({unit.pk: 1}), by=LEADER),
        lambda quota, _unit: give_back(quota, 1, by=LEADER),
        lambda quota, _unit: set_use_by(quota, TODAY, by=LEADER),
        lambda quota, _unit: reclaim(quota, on=TODAY, by=LEADER),
        lambda quota, _unit: offer_again(quota, [], why="", by=LEADER),
    ],
)
def test_seats_are_shared_by_a_planner_or_by_their_own_unit(line, act) -> None:
    own = "Chỉ cơ quan tham mưu kế hoạch hoặc chính đơn vị được giao chỉ tiêu làm việc này."
    with refused("may_not_share", own):
        act(row(line, "Quận 1"), Unit.objects.get(name="Phường 1.1"))


UNITS = ("", "Quận 1", "Quận 2", "Phường 1.1", "Phường 1.2", "Phường 2.1", "Phường 2.2")
ACTS = st.tuples(
    st.sampled_from(["grant", "give_back", "transfer", "use", "reclaim", "offer"]),
    st.sampled_from(UNITS),
    st.sampled_from(UNITS),
    st.integers(-1, 12),
)


class TestConservation(TestCase):
    @settings(max_examples=25, deadline=None)
    @given(st.lists(ACTS, max_size=14))
    def test_no_seat_is_made_or_lost_whatever_is_done(self, acts) -> None:
        line = city()
        for verb, one, other, number in acts:
            try:
                _do(line, verb, one, other, number)
            except (Refused, Quota.DoesNotExist):
                continue
            assert broken(line) == [], (verb, one, other, number)
        assert {each.kind for each in SeatMove.objects.all()} <= set(MoveKind)


def _do(line, verb: str, one: str, other: str, number: int) -> None:
    """An act with any unit and any number, sensible or not; ``Refused`` or an unknown row when it makes no sense."""
    if verb == "grant":
        grant(row(line, one), Unit.objects.filter(name=other).first() or Unit.objects.first(), number, by=PLANNER)
    elif verb == "give_back":
        give_back(row(line, one), number, by=PLANNER)
    elif verb == "transfer":
        transfer(row(line, one), row(line, other), number, why="", by=PLANNER)
    elif verb == "use":
        held = row(line, one)
        use(held, min(max(number, 0), held.seats - held.accepted - held.granted_below))
    elif verb == "reclaim":
        set_use_by(row(line, one), dt.date(2022, 5, 1), by=PLANNER)
        reclaim(row(line, one), on=TODAY, by=PLANNER)
    else:
        offer_again(row(line, one), [Wanted(row(line, other).pk, max(number, 0))], why="", by=PLANNER)
