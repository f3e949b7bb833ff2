import threading

import pytest
from django.db import connection
from django.db.models import Sum

import builders
from apps.acting import PLANNER, SCHOOL, last_event, refused
from khaigiang.apps.plans.models import PlanLine, SendingUnit
from khaigiang.apps.quotas.actions import count, share_out
from khaigiang.apps.quotas.models import Quota
from khaigiang.apps.quotas.queries import Counts, counts_by_line
from khaigiang.foundation import guarded
from khaigiang.foundation.refusal import Refused

COUNTERS = ("nominated", "accepted", "attending", "completed")


def new_line(shares, *, seats: int = 10, method: str = "listed") -> PlanLine:
    """A line whose units (by name) list seats, or weigh so much; nothing is shared out yet."""
    made = builders.line(builders.plan(), seats=seats)
    with guarded.writing("test"):
        Quota.objects.all().delete()
        made.quota_method = method
        made.save()
        for name, figure in shares.items():
            of = {"seats": figure} if method == "listed" else {"weight": figure}
            SendingUnit.objects.create(line=made, unit=builders.unit(name), **of)
    return made


def granted() -> dict[str, tuple[int, str]]:
    return {row.unit.name: (row.seats, row.reason) for row in Quota.objects.filter(unit__isnull=False)}


def test_share_out_grants_the_seats_that_are_listed(db) -> None:
    line = new_line({"Quận A": 6, "Quận B": 3, "Quận C": 0})

    share_out(line, by=PLANNER)

    root = Quota.objects.get(unit=None)
    assert granted() == {"Quận A": (6, "listed"), "Quận B": (3, "listed"), "Quận C": (0, "listed")}
    assert (root.seats, root.granted_below, root.children.count()) == (10, 9, 3)
    assert last_event() == (
        "quotas.shared_out",
        f"Quota:{root.pk}",
        "7",
        {"line": line.code, "seats": "9", "units": "3"},
    )


@pytest.mark.parametrize(("method", "seats"), [("largest_remainder", (5, 3, 2)), ("webster", (6, 2, 2))])
def test_share_out_by_weight_gives_every_seat_and_says_why(db, method, seats) -> None:
    share_out(new_line({"Quận A": 53, "Quận B": 24, "Quận C": 23}, method=method), by=PLANNER)

    quotas = Quota.objects.filter(unit__isnull=False)
    assert quotas.aggregate(sum=Sum("seats"))["sum"] == Quota.objects.get(unit=None).granted_below == 10
    assert tuple(granted()[name][0] for name in ("Quận A", "Quận B", "Quận C")) == seats
    assert quotas.get(unit__name="Quận A").quotient == "53/10"
    assert {row.reason for row in quotas} <= {"whole_part", "remainder", "rounded_down", "rounded_up"}


def test_share_out_is_a_planners_work(db) -> None:
    line = new_line({"Quận A": 6})

    with refused("may_not_approve"):
        share_out(line, by=SCHOOL)


def test_share_out_of_more_than_the_line_has_leaves_nothing(db) -> None:
    line = new_line({"Quận A": 6, "Quận B": 5})

    with refused("quota_children_within", "Chỉ tiêu giao cho các đơn vị cấp dưới vượt chỉ tiêu được giao."):
        share_out(line, by=PLANNER)


def test_share_out_without_any_weight_is_refused(db) -> None:
    line = new_line({"Quận A": 0}, method="webster")

    sentence = (
        f"Không phân bổ được 10 chỉ tiêu của dòng {line.code}: các đơn vị phải có trọng số, "
        "và tổng trọng số phải lớn hơn 0."
    )
    with refused("cannot_apportion", sentence):
        share_out(line, by=PLANNER)


def test_share_out_twice_is_refused(db) -> None:
    line = new_line({"Quận A": 6})
    share_out(line, by=PLANNER)

    with refused("quota_once", "Đơn vị này đã được giao chỉ tiêu của dòng kế hoạch."):
        share_out(line, by=PLANNER)


@pytest.fixture
def quota(db) -> Quota:
    return builders.grant(builders.line(builders.plan()), builders.unit("Quận A"), 2)


def counted(quota: Quota) -> tuple[int, ...]:
    quota.refresh_from_db()
    return tuple(getattr(quota, name) for name in COUNTERS)


def test_count_adds_to_the_counts_of_units(quota) -> None:
    count(quota.line, "nominated", {quota.unit_id: 3}, by=PLANNER)
    count(quota.line, "accepted", {quota.unit_id: 2}, by=PLANNER)
    event = last_event()
    count(quota.line, "accepted", {quota.unit_id: -1}, by=PLANNER)

    assert counted(quota) == (3, 1, 0, 0)
    assert event == ("quotas.accepted", f"PlanLine:{quota.line_id}", "7", {"units": "1", "more": "2"})


@pytest.mark.parametrize(
    ("before", "counter", "code", "sentence"),
    [
        ((3, 2), "accepted", "quota_accepted_within", "Đơn vị đã dùng hết chỉ tiêu: không thể duyệt thêm người."),
        ((1, 1), "accepted", "quota_accepted_were_nominated", "Số được duyệt không thể lớn hơn số được cử."),
        ((2, 1, 1), "attending", "quota_attending_were_accepted", "Số đang học không thể lớn hơn số được duyệt."),
        ((2, 2, 1, 1), "completed", "quota_completed_did_attend", "Số hoàn thành không thể lớn hơn số đã học."),
    ],
)
def test_count_beyond_what_fits_is_refused_in_words(quota, before, counter, code, sentence) -> None:
    for name, number in zip(COUNTERS, before, strict=False):
        count(quota.line, name, {quota.unit_id: number}, by=PLANNER)

    with refused(code, sentence):
        count(quota.line, counter, {quota.unit_id: 1}, by=PLANNER)
    assert counted(quota) == (*before, 0, 0, 0, 0)[:4]


def test_count_of_several_units_is_all_or_nothing(quota) -> None:
    other = builders.grant(quota.line, builders.unit("Quận B"), 5)
    units = {quota.unit_id: 3, other.unit_id: 3}
    count(quota.line, "nominated", units, by=PLANNER)

    with refused("quota_accepted_within"):
        count(quota.line, "accepted", units, by=PLANNER)
    assert (counted(quota), counted(other)) == ((3, 0, 0, 0), (3, 0, 0, 0))


def test_count_knows_only_the_four_that_move(quota) -> None:
    with pytest.raises(ValueError, match="seats is none of the counts"):
        count(quota.line, "seats", {quota.unit_id: 1}, by=PLANNER)


def test_counts_of_a_line_hold_no_seat_twice(quota) -> None:
    count(quota.line, "nominated", {quota.unit_id: 2}, by=PLANNER)

    assert counts_by_line([quota.line_id]) == {quota.line_id: Counts(2, 2, 0, 0, 0)}


def test_two_at_once_after_the_last_seat_give_it_to_one(transactional_db) -> None:
    quota = builders.grant(builders.line(builders.plan()), builders.unit("Quận A"), 2)
    count(quota.line, "nominated", {quota.unit_id: 3}, by=PLANNER)
    count(quota.line, "accepted", {quota.unit_id: 1}, by=PLANNER)
    together, outcomes = threading.Barrier(2), []

    def accept() -> None:
        together.wait()
        try:
            count(quota.line, "accepted", {quota.unit_id: 1}, by=PLANNER)
            outcomes.append("accepted")
        except Refused as reason:
            outcomes.append(reason.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=accept) for _each in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(outcomes) == ["accepted", "quota_accepted_within"]
    assert counted(quota) == (3, 2, 0, 0)
