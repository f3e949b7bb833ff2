"""What users of other systems suffer with seats, waiting lists and approvals, tried on ours: one test a complaint."""

import pytest
from django.urls import reverse

import builders
from apps.acting import PLANNER, refused
from apps.calls.calling import own, published, seats
from apps.calls.test_answering import filled
from apps.delivery.ready import ready
from apps.nominations.test_actions import send
from apps.nominations.test_one_by_one import counters, judged, states
from khaigiang.apps.calls.actions import submit
from khaigiang.apps.classes.actions import step_back
from khaigiang.apps.classes.models import Enrolment
from khaigiang.apps.nominations.actions import accept, accept_line, put_in_reserve, withdraw
from khaigiang.apps.nominations.models import Nomination
from khaigiang.apps.quotas.actions import grant
from khaigiang.apps.quotas.models import Quota
from khaigiang.apps.quotas.queries import counts_by_line, counts_of, seat_tree
from khaigiang.core.states import ClassState, NominationState
from khaigiang.foundation import guarded

pytestmark = pytest.mark.django_db


@pytest.fixture
def quota():
    return seats(2)


def test_acceptance_by_the_planner_uses_the_seat_reserved_for_the_unit(quota) -> None:
    """SAP: who registers somebody does not use the reserved seat unless its number is picked by hand."""
    (an,) = judged(quota, "Lê An")
    accept(an, by=PLANNER)
    assert counters(quota) == (1, 1)
    assert counts_of(quota).free == 1


def test_seats_granted_to_units_never_exceed_those_of_the_line(quota) -> None:
    """SAP: reserved seats may exceed the class maximum, and then everyone is told to wait."""
    with refused("quota_children_within"):
        grant(quota.parent, builders.unit("Quận B", parent=quota.unit.parent), 1, by=PLANNER)
    with refused("quota_children_within"), guarded.writing("test"):
        Quota.objects.filter(pk=quota.parent_id).update(granted_below=3)


def test_first_of_the_reserve_is_called_and_nobody_is_skipped_in_silence(quota) -> None:
    """SAP: automatic promotion silently skips people with a clash."""
    an, _binh, cuc, _dung = judged(quota, "Lê An", "Lê Bình", "Lê Cúc", "Lê Dung")
    accept_line(quota.line, by=PLANNER)
    up = withdraw(an, why="ốm", by=own(quota))
    assert up == cuc
    assert cuc.decisions.get().why == "thay Lê An"
    assert states(quota)["Lê Dung"] == ("reserve", 2)


def test_reserve_is_not_called_into_a_class_that_has_begun() -> None:
    """SAP: people who wait are not cleaned up after the start, and may still be put in."""
    world = ready(state=ClassState.OPEN)
    waiting = builders.nominate(
        world.nominations[0].list,
        builders.person("Ngô Dự Bị"),
        of=world.communes[2],
        state=NominationState.RESERVE,
        place=3,
    )
    with refused("class_has_begun"):
        step_back(world.nominations[0], why="ốm", by=PLANNER)
    waiting.refresh_from_db()
    assert waiting.state == "reserve"


def test_open_seats_are_the_same_number_in_every_view(quota, planner) -> None:
    """SAP: the number of open seats differs between views. pretix: numbers in lists come from a cache."""
    an, _binh = judged(quota, "Lê An", "Lê Bình")
    accept(an, by=PLANNER)
    quota.refresh_from_db()
    tree = seat_tree(quota.line, PLANNER)
    assert counts_of(quota).free == counts_by_line([quota.line_id])[quota.line_id].free == tree.unused == 1
    page = planner.get(reverse("nominations:unit", args=[quota.line_id, quota.unit_id])).content.decode()
    assert "Lê An" in page
    withdraw(an, why="ốm", by=own(quota))
    assert seat_tree(quota.line, PLANNER).unused == 2


def test_acceptance_holds_to_the_seats_and_not_to_a_fifth_more() -> None:
    """iGOT: requests are taken up to the size and a fifth more, and checked differently at approval."""
    quota = seats(5)
    people = judged(quota, *(f"Lê {name}" for name in ("An", "Bình", "Cúc", "Dung", "Em", "Gấm")))
    for each in people[:5]:
        accept(each, by=PLANNER)
    with refused("no_seat_left"):
        accept(people[5], by=PLANNER)
    accept_line(quota.line, by=PLANNER)
    assert (counters(quota), states(quota)["Lê Gấm"]) == ((6, 5), ("reserve", 1))


def test_line_with_seats_is_not_read_as_full(quota) -> None:
    """iGOT: a size that is a number, not a text, reads as full."""
    judged(quota, "Lê An")
    assert accept_line(quota.line, by=PLANNER)["accepted"] == 1


def test_list_of_more_than_two_hundred_is_taken_at_once() -> None:
    """iGOT: at most 200 nominees a call. SAP: a tool that stops at 2,000."""
    quota = seats(210)
    assert send(quota, *(f"Lê Thị {number}" for number in range(210))).nominations.count() == 210
    assert counters(quota) == (210, 0)


def test_withdrawal_is_a_withdrawal_whatever_clashes(quota) -> None:
    """iGOT: a conflict turns an approval, or a withdrawal, into a rejection."""
    (an,) = judged(quota, "Lê An")
    accept(an, by=PLANNER)
    elsewhere = seats(1, unit="Quận B")
    builders.nominate(builders.letter(elsewhere.line, elsewhere.unit), an.person, of=elsewhere.unit)
    withdraw(an, why="ốm", by=own(quota))
    assert states(quota)["Lê An"][0] == "withdrawn"
    assert list(an.decisions.order_by("pk").values_list("kind", flat=True)) == ["accepted", "withdrawn"]


def test_whoever_withdraws_loses_the_place_in_the_class_too() -> None:
    """iGOT: reject and withdraw never take anybody out of the class."""
    world = ready()
    gone = world.nominations[0]
    step_back(gone, why="ốm", by=PLANNER)
    assert not Enrolment.objects.filter(nomination=gone).exists()
    quota = Quota.objects.get(line=world.line, unit=world.districts[0])
    assert (quota.nominated, quota.accepted) == (1, 1)


@pytest.mark.parametrize("path", ["one", "line", "row"])
def test_seat_too_many_is_refused_on_every_path(path) -> None:
    """hitobito: overbooking whatever the option, adding bypasses the maximum. Moodle: a teacher overfills a slot."""
    quota = seats(1)
    an, binh = judged(quota, "Lê An", "Lê Bình")
    accept(an, by=PLANNER)
    if path == "one":
        with refused("no_seat_left"):
            accept(binh, by=PLANNER)
    elif path == "line":
        accept_line(quota.line, by=PLANNER)
    else:
        with refused("quota_accepted_within"), guarded.writing("test"):
            Quota.objects.filter(pk=quota.pk).update(accepted=2, nominated=2)
    assert counters(quota) == (2, 1)


def test_after_the_deadline_no_button_is_shown_and_the_reason_is_said(as_user, at) -> None:
    """hitobito: the button is shown after the deadline, then "not authorised", and no reason."""
    quota = seats(1)
    published(quota.line)
    dossier = filled(quota, "Lê An")
    at(2022, 5, 21)
    client = as_user(builders.user("sending_unit", units=[quota.unit]))
    page = client.get(reverse("calls:dossier", args=[dossier.pk])).content.decode()
    assert ('value="submit"' in page, "Hạn cử người của đơn vị là ngày 20/05/2022" in page) == (False, True)
    with refused("cannot_submit"):
        submit(dossier, by=own(quota))


def test_no_seat_left_is_said_as_none_and_not_as_no_limit(quota) -> None:
    """Odoo: sold out is reported as no limit; whoever comes then meets a crash."""
    people = judged(quota, "Lê An", "Lê Bình", "Lê Cúc")
    for each in people[:2]:
        accept(each, by=PLANNER)
    quota.refresh_from_db()
    assert (counts_of(quota).free, seat_tree(quota.line, PLANNER).unused) == (0, 0)
    with refused("no_seat_left", "Quận A đã dùng hết chỉ tiêu: Lê Cúc chỉ có thể vào danh sách dự bị."):
        accept(people[2], by=PLANNER)


def test_more_seats_admit_nobody_by_themselves(quota) -> None:
    """Moodle: raising the limit bypasses the confirmation that was to come first."""
    an, binh, cuc = judged(quota, "Lê An", "Lê Bình", "Lê Cúc")
    accept_line(quota.line, by=PLANNER)
    with guarded.writing("test"):
        Quota.objects.filter(pk=quota.parent_id).update(seats=3, granted_below=3)
        Quota.objects.filter(pk=quota.pk).update(seats=3)
    cuc.refresh_from_db()
    assert cuc.state == "reserve"
    assert {an.pk, binh.pk} == set(Nomination.objects.filter(state="accepted").values_list("pk", flat=True))


def test_waiting_list_advances_when_a_seat_frees() -> None:
    """Moodle: the waiting list does not advance."""
    quota = seats(1)
    an, binh = judged(quota, "Lê An", "Lê Bình")
    accept(an, by=PLANNER)
    put_in_reserve(binh, by=PLANNER)
    assert withdraw(an, why="ốm", by=own(quota)) == binh
    assert counters(quota) == (1, 1)


def test_seats_of_one_unit_never_hold_up_the_reserve_of_another(quota) -> None:
    """pretix: overlapping quotas confuse and block the waiting list."""
    full = builders.grant(quota.line, builders.unit("Quận B"), 1)
    (other,) = judged(full, "Đỗ An", number="5-CV/QU")
    accept(other, by=PLANNER)
    an, _binh, cuc = judged(quota, "Lê An", "Lê Bình", "Lê Cúc")
    accept_line(quota.line, by=PLANNER)
    assert withdraw(an, why="ốm", by=own(quota)) == cuc
