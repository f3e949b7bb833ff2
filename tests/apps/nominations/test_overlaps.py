"""One person in two classes in the same days, a unit's chief and deputy away together: found in every plan and line."""

import datetime as dt
from dataclasses import replace

import pytest
from django.urls import reverse

import builders
from apps.acting import PLANNER, last_event, refused
from apps.nominations.test_actions import LETTER, entry
from khaigiang.apps.classes.bridge import accepted, problem_of
from khaigiang.apps.nominations.actions import accept, accept_line, put_in_reserve, receive, withdraw
from khaigiang.apps.nominations.bridge import elsewhere
from khaigiang.apps.nominations.imports import _away
from khaigiang.apps.nominations.models import Nomination
from khaigiang.apps.people.models import Engagement
from khaigiang.apps.plans.models import PlanLine
from khaigiang.apps.quotas.models import Quota
from khaigiang.core.calendar import Window
from khaigiang.core.states import NominationState
from khaigiang.foundation import guarded

pytestmark = pytest.mark.django_db


def may(day: int) -> dt.date:
    return dt.date(2022, 5, day)


@pytest.fixture
def district():
    return builders.unit("Quận A")


@pytest.fixture
def ward(district):
    return builders.unit("Phường 1", "commune", parent=district)


def held(district, *days: tuple[int, int], seats: int = 9, **facts) -> Quota:
    """A plan's one line whose classes are held between these days of May, and the district's seats of it."""
    line = builders.line(builders.plan(), seats=seats, title="Bồi dưỡng", **facts)
    for number, (first, last) in enumerate(days, start=1):
        builders.planned_class(line, number, first_day=may(first), last_day=may(last))
    return builders.grant(line, district, seats)


def named(quota: Quota, who, ward, *, state=NominationState.NOMINATED, group="commune_secretary") -> Nomination:
    row = builders.nominate(builders.letter(quota.line, quota.unit), who, of=ward, state=state)
    with guarded.writing("test"):
        Nomination.objects.filter(pk=row.pk).update(position_group=group)
    return Nomination.objects.select_related("person", "line__programme", "list__unit").get(pk=row.pk)


def told(row: Nomination) -> list[tuple[str, bool]]:
    return [(each.sentence, each.binds) for each in elsewhere([row]).get(row.pk, ())]


def test_seat_is_refused_to_whoever_sits_in_another_class_in_the_same_days(district, ward) -> None:
    an, first, other = builders.person("Lê An"), held(district, (9, 13), code="D1"), held(district, (12, 20), code="D2")
    named(first, an, ward, state=NominationState.ACCEPTED)
    row = named(other, an, ward)
    said = (
        f"Lê An đã được duyệt học “Lớp 1”, kế hoạch {first.line.plan.number}, dòng D1: trùng các ngày 12/05/2022 đến "
        "13/05/2022."
    )

    assert told(row) == [(said, True)]
    with refused("away_already", said):
        accept(row, by=PLANNER)
    put_in_reserve(row, by=PLANNER)
    assert named(held(district, (23, 27)), an, ward).pk not in elsewhere(Nomination.objects.all())


def test_list_is_accepted_without_whoever_is_away_and_the_trail_counts_them(district, ward) -> None:
    an, binh = builders.person("Lê An"), builders.person("Lê Bình")
    first, other = held(district, (9, 13)), held(district, (12, 20))
    named(first, an, ward, state=NominationState.ACCEPTED)
    away, free = named(other, an, ward), named(other, binh, ward)

    assert accept_line(other.line, by=PLANNER) == {"accepted": 1, "reserve": 0, "overlapping": 1}
    assert last_event()[3]["overlapping"] == "1"
    assert [Nomination.objects.get(pk=row.pk).state for row in (away, free)] == ["nominated", "accepted"]


def test_reserve_moves_up_past_whoever_is_away_and_says_so(district, ward) -> None:
    """SAP 3481348: automatic promotion silently skips people with a clash."""
    first, other = held(district, (9, 13)), held(district, (12, 20), seats=1)
    an, binh, cuc = (builders.person(name) for name in ("Lê An", "Lê Bình", "Lê Cúc"))
    named(first, binh, ward, state=NominationState.ACCEPTED)
    leaver = named(other, an, ward, state=NominationState.ACCEPTED)
    named(other, binh, ward, state=NominationState.RESERVE)
    heir = named(other, cuc, ward, state=NominationState.RESERVE)

    assert withdraw(leaver, why="ốm", by=PLANNER) == heir
    assert heir.decisions.get().why == "thay Lê An; chưa gọi Lê Bình vì trùng ngày với lớp khác"


def test_who_is_only_named_elsewhere_or_studies_part_time_there_may_still_come(district, ward) -> None:
    an, other = builders.person("Lê An"), held(district, (12, 20))
    spread = builders.programme()
    with guarded.writing("test"):
        type(spread).objects.filter(pk=spread.pk).update(study_form="part_time")
    named(held(district, (9, 13), code="D1"), an, ward)
    named(held(district, (1, 30), study=spread, code="D3"), an, ward, state=NominationState.ACCEPTED)
    row = named(other, an, ward)

    assert [("đang được cử" in said, binds) for said, binds in told(row)] == [(True, False), (False, False)]
    accept(row, by=PLANNER)


def test_days_of_a_timetable_tell_more_than_the_dates_of_the_class(district, ward) -> None:
    an, first, other = builders.person("Lê An"), held(district, (9, 13)), held(district, (12, 20))
    seat = named(first, an, ward, state=NominationState.ACCEPTED)
    made = builders.training_class(first.line.planned_classes.get(), groups=1)
    builders.enrol(made, seat)
    row = named(other, an, ward)
    with guarded.writing("test"):
        taken = Engagement.objects.create(person=an, day=may(10), part="morning", source=f"class:{made.pk}")

    assert told(row) == []
    with guarded.writing("test"):
        Engagement.objects.filter(pk=taken.pk).update(day=may(13))
    assert "trùng các ngày 13/05/2022 đến 13/05/2022" in told(row)[0][0]


def test_class_still_to_be_chosen_avoids_the_overlap(district, ward) -> None:
    an, first, other = builders.person("Lê An"), held(district, (9, 13)), held(district, (12, 20), (23, 27))
    named(first, an, ward, state=NominationState.ACCEPTED)
    row = named(other, an, ward)

    assert told(row) == []
    accept(row, by=PLANNER)
    (candidate,) = problem_of(other.line, accepted(other.line)).candidates
    assert candidate.unavailable == (Window(may(12), may(13)),)
    (alone,) = problem_of(first.line, accepted(first.line)).candidates
    assert alone.unavailable == ()


@pytest.mark.parametrize("asking", ["here", "there"])
def test_chief_and_deputy_of_one_unit_are_found_across_lines_where_one_of_them_asks(district, ward, asking) -> None:
    chief, deputy = builders.person("Lê Trưởng"), builders.person("Lê Phó")
    first = held(district, (9, 13), code="D1", chief_and_deputy_together=asking == "here")
    other = held(district, (12, 20), code="D2", chief_and_deputy_together=asking == "there")
    named(first, chief, ward, state=NominationState.ACCEPTED)
    row = named(other, deputy, ward, group="commune_deputy_secretary")
    elsewhere_in_town = named(
        other, builders.person("Lê Khác"), builders.unit("Phường 2"), group="commune_deputy_secretary"
    )

    said = (
        f"Lê Trưởng, Bí thư Đảng ủy cùng đơn vị, đã được duyệt học “Lớp 1”, kế hoạch {first.line.plan.number}, dòng "
        "D1: trùng các ngày 12/05/2022 đến 13/05/2022, mà kế hoạch không để cấp trưởng và cấp phó cùng vắng."
    )
    with refused("away_already", said):
        accept(row, by=PLANNER)
    accept(elsewhere_in_town, by=PLANNER)
    with guarded.writing("test"):
        PlanLine.objects.update(chief_and_deputy_together=True)
    row = Nomination.objects.select_related("line").get(pk=row.pk)
    assert told(row) == []
    accept(row, by=PLANNER)


def test_list_that_comes_in_is_told_of_the_overlap_at_its_cell(district, ward) -> None:
    first, other = held(district, (9, 13), code="D1"), held(district, (12, 20))
    received = {}
    for quota in (first, other):
        people = [entry(ward, "Lê An"), entry(ward, "Lê Bình")] if quota is other else [entry(ward, "Lê An")]
        letter = replace(LETTER, number=f"{quota.pk}-CV/QU")
        received[quota.pk] = receive(
            quota.line, unit=district, letter=letter, entries=people, file_name="a.xlsx", digest="0" * 64, by=PLANNER
        )
    named_twice = Nomination.objects.get(line=other.line, person__full_name="Lê An")
    with guarded.writing("test"):
        Nomination.objects.filter(pk=named_twice.pk).update(person=Nomination.objects.get(line=first.line).person)

    findings = list(_away(received[other.pk], [each.row for each in people]))

    assert [(each.code, each.cell, each.facts["name"], each.facts["first"]) for each in findings] == [
        ("in_another_class", "B10", "Lê An", "12/05/2022")
    ]


def test_pages_say_it_with_one_number_of_queries(district, ward, planner, django_assert_max_num_queries) -> None:
    first, other = held(district, (9, 13)), held(district, (12, 20))
    counted = []
    for name in ("Lê An", "Lê Bình", "Lê Cúc"):
        who = builders.person(name)
        named(first, who, ward, state=NominationState.ACCEPTED)
        row = named(other, who, ward)
        if name != "Lê Bình":
            with django_assert_max_num_queries(99) as seen:
                answer = planner.get(reverse("nominations:unit", args=[other.line.pk, district.pk]))
            counted.append(len(seen))
            assert answer.content.decode().count("Trùng ngày:") == Nomination.objects.filter(line=other.line).count()
    assert counted[0] == counted[1]
    assert "Trùng ngày:" in planner.get(reverse("classes:nominee", args=[row.pk])).content.decode()
