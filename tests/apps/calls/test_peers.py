"""What users of other systems suffer with seats, waiting lists and approvals, tried on ours: one test a complaint."""

from dataclasses import replace

import pytest
from django.urls import reverse
from lxml import html

import builders
from apps.acting import PLANNER, SCHOOL, refused
from apps.calls.calling import own, published, seats
from apps.calls.test_answering import filled
from apps.delivery.ready import ready
from apps.nominations.test_actions import LETTER, MAY_9, entry, send
from apps.nominations.test_one_by_one import counters, judged, states
from khaigiang.apps.calls.actions import name_people, put_before, start_dossier, submit, take_in
from khaigiang.apps.classes.actions import form_line, step_back
from khaigiang.apps.classes.models import Enrolment
from khaigiang.apps.nominations.actions import (
    accept,
    accept_line,
    judge_line,
    put_in_reserve,
    receive,
    substitute,
    withdraw,
)
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
    """SAP 2531838: who registers somebody does not use the reserved seat unless its number is picked by hand."""
    (an,) = judged(quota, "Lê An")
    accept(an, by=PLANNER)
    assert counters(quota) == (1, 1)
    assert counts_of(quota).free == 1


def test_seats_granted_to_units_never_exceed_those_of_the_line(quota) -> None:
    """SAP 2406081: reserved seats may exceed the class maximum, and then everyone is told to wait."""
    with refused("quota_children_within"):
        grant(quota.parent, builders.unit("Quận B", parent=quota.unit.parent), 1, by=PLANNER)
    with refused("quota_children_within"), guarded.writing("test"):
        Quota.objects.filter(pk=quota.parent_id).update(granted_below=3)


def test_first_of_the_reserve_is_called_and_nobody_is_skipped_in_silence(quota) -> None:
    """SAP 3481348: automatic promotion silently skips people with a clash."""
    an, _binh, cuc, _dung = judged(quota, "Lê An", "Lê Bình", "Lê Cúc", "Lê Dung")
    accept_line(quota.line, by=PLANNER)
    up = withdraw(an, why="ốm", by=own(quota))
    assert up == cuc
    assert cuc.decisions.get().why == "thay Lê An"
    assert states(quota)["Lê Dung"] == ("reserve", 2)


def test_reserve_is_not_called_into_a_class_that_has_begun() -> None:
    """SAP 2490364: people who wait are not cleaned up after the start, and may still be put in."""
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
    """SAP 3125859: the number of open seats differs between views. pretix 2168: numbers in lists come from a cache."""
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
    """iGOT FR-081, FR-082: requests are taken up to the size and a fifth more, and checked differently at approval."""
    quota = seats(5)
    people = judged(quota, *(f"Lê {name}" for name in ("An", "Bình", "Cúc", "Dung", "Em", "Gấm")))
    for each in people[:5]:
        accept(each, by=PLANNER)
    with refused("no_seat_left"):
        accept(people[5], by=PLANNER)
    accept_line(quota.line, by=PLANNER)
    assert (counters(quota), states(quota)["Lê Gấm"]) == ((6, 5), ("reserve", 1))


def test_line_with_seats_is_not_read_as_full(quota) -> None:
    """iGOT CON-002: a size that is a number, not a text, reads as full."""
    judged(quota, "Lê An")
    assert accept_line(quota.line, by=PLANNER)["accepted"] == 1


def test_list_of_more_than_two_hundred_is_taken_at_once() -> None:
    """iGOT FR-088: at most 200 nominees a call."""
    quota = seats(210)
    assert send(quota, *(f"Lê Thị {number}" for number in range(210))).nominations.count() == 210
    assert counters(quota) == (210, 0)


def test_withdrawal_is_a_withdrawal_whatever_clashes(quota) -> None:
    """iGOT CON-004: a conflict turns an approval, or a withdrawal, into a rejection."""
    (an,) = judged(quota, "Lê An")
    accept(an, by=PLANNER)
    elsewhere = seats(1, unit="Quận B")
    builders.nominate(builders.letter(elsewhere.line, elsewhere.unit), an.person, of=elsewhere.unit)
    withdraw(an, why="ốm", by=own(quota))
    assert states(quota)["Lê An"][0] == "withdrawn"
    assert list(an.decisions.order_by("pk").values_list("kind", flat=True)) == ["accepted", "withdrawn"]


def test_whoever_withdraws_loses_the_place_in_the_class_too() -> None:
    """iGOT CON-006: reject and withdraw never take anybody out of the class."""
    world = ready()
    gone = world.nominations[0]
    step_back(gone, why="ốm", by=PLANNER)
    assert not Enrolment.objects.filter(nomination=gone).exists()
    quota = Quota.objects.get(line=world.line, unit=world.districts[0])
    assert (quota.nominated, quota.accepted) == (1, 1)


@pytest.mark.parametrize("path", ["one", "line", "row"])
def test_seat_too_many_is_refused_on_every_path(path) -> None:
    """hitobito 2122, 3270: adding somebody bypasses the maximum. Moodle scheduler 85: a teacher overfills a slot."""
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
    """hitobito 2328: the button is shown after the deadline, then "not authorised", and no reason."""
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
    """Odoo 284098, 194360: sold out is reported as no limit; whoever comes then meets a crash."""
    people = judged(quota, "Lê An", "Lê Bình", "Lê Cúc")
    for each in people[:2]:
        accept(each, by=PLANNER)
    quota.refresh_from_db()
    assert (counts_of(quota).free, seat_tree(quota.line, PLANNER).unused) == (0, 0)
    with refused("no_seat_left", "Quận A đã dùng hết chỉ tiêu: Lê Cúc chỉ có thể vào danh sách dự bị."):
        accept(people[2], by=PLANNER)


def test_more_seats_admit_nobody_by_themselves(quota) -> None:
    """Moodle booking 899: raising the limit bypasses the confirmation that was to come first."""
    an, binh, cuc = judged(quota, "Lê An", "Lê Bình", "Lê Cúc")
    accept_line(quota.line, by=PLANNER)
    with guarded.writing("test"):
        Quota.objects.filter(pk=quota.parent_id).update(seats=3, granted_below=3)
        Quota.objects.filter(pk=quota.pk).update(seats=3)
    cuc.refresh_from_db()
    assert cuc.state == "reserve"
    assert {an.pk, binh.pk} == set(Nomination.objects.filter(state="accepted").values_list("pk", flat=True))


def test_waiting_list_advances_when_a_seat_frees() -> None:
    """Moodle booking 986, hitobito 2122: the waiting list does not advance."""
    quota = seats(1)
    an, binh = judged(quota, "Lê An", "Lê Bình")
    accept(an, by=PLANNER)
    put_in_reserve(binh, by=PLANNER)
    assert withdraw(an, why="ốm", by=own(quota)) == binh
    assert counters(quota) == (1, 1)


def test_seats_of_one_unit_never_hold_up_the_reserve_of_another(quota) -> None:
    """pretix 3628, 5188: overlapping quotas confuse and block the waiting list."""
    full = builders.grant(quota.line, builders.unit("Quận B"), 1)
    (other,) = judged(full, "Đỗ An", number="5-CV/QU")
    accept(other, by=PLANNER)
    an, _binh, cuc = judged(quota, "Lê An", "Lê Bình", "Lê Cúc")
    accept_line(quota.line, by=PLANNER)
    assert withdraw(an, why="ốm", by=own(quota)) == cuc


def test_seats_of_a_unit_hold_for_every_class_of_the_line(quota) -> None:
    """SAP 3658221: reservations are not supported where classes come in a programme."""
    builders.planned_class(quota.line, 2)
    people = judged(quota, "Lê An", "Lê Bình", "Lê Cúc")
    for each in people[:2]:
        accept(each, by=PLANNER)
    with refused("no_seat_left"):
        accept(people[2], by=PLANNER)
    assert form_line(quota.line, by=PLANNER).status == "optimal"
    assert set(Enrolment.objects.values_list("nomination", flat=True)) == {each.pk for each in people[:2]}


@pytest.mark.long
def test_list_of_more_than_two_thousand_is_taken_at_once() -> None:
    """SAP 2074292: the tool that registers people stops at 2,000."""
    quota = seats(2001)
    assert send(quota, *(f"Lê Thị {number}" for number in range(2001))).nominations.count() == 2001
    judge_line(quota.line, on=MAY_9, by=PLANNER)
    assert accept_line(quota.line, by=PLANNER)["accepted"] == 2001


def test_order_of_the_reserve_is_the_one_the_unit_states(quota) -> None:
    """SAP 3049033: the order of those who wait can be edited, by whoever."""
    published(quota.line)
    dossier = filled(quota, "Lê An", "Lê Bình", "Lê Cúc", "Lê Dung")
    put_before(dossier, dossier.people.get(place=4).person_id, by=own(quota))
    with refused("may_not_nominate"):
        put_before(dossier, dossier.people.get(place=4).person_id, by=SCHOOL)
    submit(dossier, by=own(quota))
    take_in(dossier, by=PLANNER)
    judge_line(quota.line, on=MAY_9, by=PLANNER)
    accept_line(quota.line, by=PLANNER)
    assert {name: told for name, told in states(quota).items() if told[1]} == {
        "Lê Dung": ("reserve", 1),
        "Lê Cúc": ("reserve", 2),
    }


@pytest.mark.parametrize("path", ["list", "dossier"])
def test_whoever_is_nominated_is_not_accepted_by_that_on_any_path(path, quota) -> None:
    """iGOT CON-005: nominations bypass the approval. hitobito 2120: an option that asks for one does nothing."""
    if path == "list":
        send(quota, "Lê An")
    else:
        published(quota.line)
        submit(dossier := filled(quota, "Lê An"), by=own(quota))
        take_in(dossier, by=PLANNER)
    an = Nomination.objects.get()
    assert (an.state, counters(quota)) == ("nominated", (1, 0))
    with refused("not_found_eligible"):
        accept(an, by=PLANNER)
    assert accept_line(quota.line, by=PLANNER) == {"accepted": 0, "reserve": 0}


def test_seats_taken_are_counted_down_when_given_up(quota) -> None:
    """iGOT FR-102: a counter that is raised and never lowered."""
    an, binh = judged(quota, "Lê An", "Lê Bình")
    for each in (an, binh):
        accept(each, by=PLANNER)
    withdraw(an, why="ốm", by=own(quota))
    step_back(binh, why="ốm", by=PLANNER)
    assert counters(quota) == (0, 0)


@pytest.mark.parametrize("path", ["list", "list of another unit", "dossier", "substitute"])
def test_nobody_stands_twice_on_a_line_by_any_path(path, quota) -> None:
    """Moodle booking 1113: the limit of one place a person fails."""
    an, binh = judged(quota, "Lê An", "Lê Bình")
    if path == "substitute":
        with refused("known_on_line"):
            substitute(binh, entry(quota.unit, "Lê An"), why="ốm", by=own(quota))
    elif path == "dossier":
        published(quota.line)
        dossier = start_dossier(quota.line, unit=quota.unit, by=own(quota))
        with refused("named_already"):
            name_people(dossier, [an.person_id], by=own(quota))
    else:
        other = builders.grant(quota.line, builders.unit("Quận B"), 1) if path != "list" else quota
        entries = [entry(quota.unit, "Lê An")]
        letter = replace(LETTER, number="99-CV/QU")
        with refused("nominated_once_a_line"):
            receive(quota.line, unit=other.unit, letter=letter, entries=entries, file_name="", digest="", by=PLANNER)
    assert Nomination.objects.filter(person=an.person_id).count() == 1


def test_list_over_a_hundred_is_shown_to_its_last_row(quota, planner) -> None:
    """iGOT CON-012: a report over 100 rows loses its last page."""
    send(quota, *(f"Lê Thị {number:03}" for number in range(101)))
    page = reverse("nominations:line", args=[quota.line_id])
    seen = [name for number in (1, 2, 3) for name in names_on(planner.get(page, {"trang": number}))]
    assert seen == [f"Lê Thị {number:03}" for number in range(101)]


def names_on(answer) -> list[str]:
    rows = html.fromstring(answer.content.decode()).xpath("//section[@id='people']//tbody/tr/th")
    return [" ".join(row.text_content().split()) for row in rows]


def test_unit_sees_the_seats_of_its_own_part_of_the_tree_only(quota, as_user) -> None:
    """Moodle IOMAD 688: what is split to one is seen by others. hitobito 353: each its own part of the tree."""
    builders.grant(quota.line, builders.unit("Quận B"), 1)
    unit = as_user(builders.user("sending_unit", units=[quota.unit]))
    page = unit.get(reverse("quotas:line", args=[quota.line_id])).content.decode()
    assert ("Quận A" in page, "Quận B" in page) == (True, False)


def test_call_reaches_from_the_plans_line_to_the_seat(quota) -> None:
    """iGOT: the tool for the year's plan ends before approval; the chain breaks at its last link."""
    published(quota.line)
    submit(dossier := filled(quota, "Lê An"), by=own(quota))
    kept = take_in(dossier, by=PLANNER)
    judge_line(quota.line, on=MAY_9, by=PLANNER)
    accept_line(quota.line, by=PLANNER)
    form_line(quota.line, by=PLANNER)
    seat = Enrolment.objects.select_related("training_class__line__plan", "nomination__list").get()
    assert (seat.nomination.list, seat.training_class.line.plan) == (kept, quota.line.plan)
