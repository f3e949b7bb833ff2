"""Forming again after people have come and gone: as few as possible move, and the classes stay what they are."""

import datetime as dt

import pytest

import builders
from apps.acting import PLANNER, last_event, refused
from apps.classes.test_actions import JUNE_6, MAY_9, MAY_13, MORNING, busy, line_of, seating
from khaigiang.apps.classes.actions import form_line, lock
from khaigiang.apps.classes.models import Enrolment, FormingRun, TrainingClass
from khaigiang.apps.nominations.models import Nomination
from khaigiang.apps.people.actions import engage
from khaigiang.apps.people.models import Engagement
from khaigiang.core.calendar import HalfDay, Part
from khaigiang.core.states import ClassState, NominationState
from khaigiang.foundation import guarded

pytestmark = pytest.mark.django_db
IN_JUNE = HalfDay(JUNE_6, Part.MORNING)


def drop(*places: int) -> None:
    with guarded.writing("test"):
        Nomination.objects.filter(place__in=places).update(state=NominationState.RESERVE)


def names(*places: int) -> list[str]:
    return [f"Người Thứ {place}" for place in places]


def seats() -> dict[str, int]:
    rows = Enrolment.objects.values_list("nomination__person__full_name", "training_class__planned__number")
    return dict(rows)


def test_nobody_moves_while_sizes_stay_within_their_bounds() -> None:
    line = line_of(12)
    form_line(line, by=PLANNER)
    before, classes = seats(), list(TrainingClass.objects.values_list("pk", flat=True))
    leaving = [place for place in range(1, 13) if before[f"Người Thứ {place}"] == 1][:4]
    drop(*leaving)

    run = form_line(line, by=PLANNER)

    assert seats() == {name: number for name, number in before.items() if name not in names(*leaving)}
    assert (run.moved, run.levels[1]["name"], run.levels[1]["objective"]) == (0, "moved", 0)
    assert list(TrainingClass.objects.values_list("pk", flat=True)) == classes
    assert FormingRun.objects.count() == 1
    assert last_event()[3] == {
        "line": line.code,
        "people": "8",
        "unplaced": "0",
        "status": "optimal",
        "moved": "0",
    }


def test_as_many_move_as_bring_a_class_back_to_its_minimum() -> None:
    line = line_of(12, minimum=5)
    form_line(line, by=PLANNER)
    before = seats()
    leaving = [place for place in range(1, 13) if before[f"Người Thứ {place}"] == 1][:3]
    drop(*leaving)
    with guarded.writing("test"):
        line.planned_classes.update(minimum=4)

    run = form_line(line, by=PLANNER)

    after = seats()
    assert (run.moved, sum(before[name] != number for name, number in after.items())) == (1, 1)
    assert sorted(len(people) for people in seating(line).values()) == [4, 5]


def test_newcomers_are_seated_with_a_group_and_on_the_days_of_the_class() -> None:
    line = line_of(4)
    form_line(line, by=PLANNER)
    for held in TrainingClass.objects.all():
        slot = MORNING if held.planned.number == 1 else IN_JUNE
        people = held.enrolments.values_list("nomination__person", flat=True)
        engage([(person, slot) for person in people], source=f"class:{held.pk}", by=PLANNER)
    letter = Nomination.objects.get(place=1).list
    builders.more_seats(letter.unit, 5)
    late = builders.nominate(letter, builders.person("Đến Sau"), of=letter.unit, place=5)

    run = form_line(line, by=PLANNER)

    made = Enrolment.objects.get(nomination=late)
    days = {1: MAY_9, 2: JUNE_6}
    assert run.moved == 0
    assert made.group is not None
    assert list(Engagement.objects.filter(person=late.person).values_list("day", "source")) == [
        (days[made.training_class.planned.number], f"class:{made.training_class_id}")
    ]


def test_whoever_leaves_or_moves_gives_back_the_half_days() -> None:
    line = line_of(4)
    form_line(line, by=PLANNER)
    first = TrainingClass.objects.get(planned__number=1)
    one, other = first.enrolments.select_related("nomination")[:2]
    people = [one.nomination.person_id, other.nomination.person_id]
    engage([(person, MORNING) for person in people], source=f"class:{first.pk}", by=PLANNER)
    drop(one.nomination.place)
    busy(other.nomination, MAY_9, MAY_9)

    with guarded.writing("test"):
        line.planned_classes.filter(number=1).update(minimum=0)
    run = form_line(line, by=PLANNER)

    assert run.moved == 1
    assert Enrolment.objects.get(pk=other.pk).training_class.planned.number == 2
    assert list(Engagement.objects.all()) == []


def test_who_is_locked_stays_also_from_scratch() -> None:
    line = line_of(9)
    form_line(line, by=PLANNER)
    held = Enrolment.objects.select_related("training_class__planned", "nomination__person").first()
    lock(held, by=PLANNER)
    number = held.training_class.planned.number
    with guarded.writing("test"):
        Nomination.objects.filter(pk=held.nomination_id).update(wish=3 - number)

    for from_scratch in (False, True):
        run = form_line(line, by=PLANNER, from_scratch=from_scratch)
        now = Enrolment.objects.get(nomination=held.nomination_id)
        assert (now.training_class.planned.number, now.locked) == (number, True)
    assert run.moved is None


def test_a_lock_that_cannot_be_kept_is_told_as_what_clashes() -> None:
    line = line_of(4)
    form_line(line, by=PLANNER)
    held = Enrolment.objects.filter(training_class__planned__number=1).first()
    lock(held, by=PLANNER)
    busy(held.nomination, MAY_9, MAY_9)

    sentence = (
        f"Không lập được lớp cho dòng {line.code}: các ràng buộc sau không thể cùng thỏa mãn: "
        "thời gian người học báo bận; người đã được xếp cố định."
    )
    with refused("cannot_form", sentence):
        form_line(line, by=PLANNER)


def test_a_class_planned_since_is_made_and_those_there_stay() -> None:
    line = line_of(6)
    form_line(line, by=PLANNER)
    before = seats()
    builders.planned_class(line, 3, minimum=2, maximum=50, first_day=dt.date(2022, 7, 4), last_day=dt.date(2022, 7, 8))

    run = form_line(line, by=PLANNER)

    assert run.moved == sum(before[name] != number for name, number in seats().items()) == 2
    assert [len(people) for _number, people in sorted(seating(line).items())] == [2, 2, 2]


def test_groups_stay_within_their_bounds() -> None:
    line = line_of(33, classes=1)
    form_line(line, by=PLANNER)
    first = TrainingClass.objects.get().groups.get(number=1)
    drop(*first.enrolments.values_list("nomination__place", flat=True)[:4])

    form_line(line, by=PLANNER)

    sizes = [group.enrolments.count() for group in TrainingClass.objects.get().groups.all()]
    assert sizes == [15, 14]


def test_same_people_of_whom_one_lost_the_seat_are_seated_again() -> None:
    line = line_of(4)
    run = form_line(line, by=PLANNER)
    with guarded.writing("test"):
        Enrolment.objects.first().delete()

    again = form_line(line, by=PLANNER)

    assert (again.pk != run.pk, again.moved, Enrolment.objects.count()) == (True, 0, 4)


def test_classes_that_have_begun_are_left_alone_and_take_nobody() -> None:
    line = line_of(9, classes=3)
    form_line(line, by=PLANNER)
    before = seats()
    with guarded.writing("test"):
        TrainingClass.objects.filter(planned__number=1).update(state=ClassState.OPEN)
        Nomination.objects.filter(place__in=[1, 2]).update(wish=1)
    leaving = [place for place in range(1, 10) if before[f"Người Thứ {place}"] != 1][:2]
    gone = next(place for place in range(1, 10) if before[f"Người Thứ {place}"] == 1)
    drop(*leaving, gone)

    run = form_line(line, by=PLANNER)

    after = seats()
    assert run.moved == 0
    assert after == {name: number for name, number in before.items() if name not in names(*leaving)}


def test_deputy_stays_away_from_the_days_of_a_chief_who_has_begun() -> None:
    line = line_of(6, classes=3, chief_and_deputy_together=False)
    with guarded.writing("test"):
        line.planned_classes.filter(number=2).update(first_day=MAY_9, last_day=MAY_13)
        chief, deputy = Nomination.objects.get(place=1), Nomination.objects.get(place=2)
        Nomination.objects.exclude(place__in=[1]).update(position_group="")
        Nomination.objects.filter(place=1).update(position_group="commune_secretary", wish=1)
    form_line(line, by=PLANNER)
    with guarded.writing("test"):
        TrainingClass.objects.filter(planned__number=1).update(state=ClassState.OPEN)
        Enrolment.objects.filter(nomination=deputy).delete()
        Nomination.objects.filter(place=2).update(position_group="commune_deputy_secretary", unit=chief.unit_id, wish=2)

    form_line(line, by=PLANNER)

    assert (seats()["Người Thứ 1"], seats()["Người Thứ 2"]) == (1, 3)
