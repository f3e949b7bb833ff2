"""Seats changed by hand: the same rules, the aims told, the ledger and the groups right."""

import pytest

import builders
from apps.acting import LEADER, PLANNER, SCHOOL, last_event, refused
from apps.classes.test_actions import JUNE_6, MAY_9, MAY_13, MORNING, busy, line_of
from khaigiang.apps.classes.actions import form_line, lock, move, swap, unlock
from khaigiang.apps.classes.models import Enrolment, TrainingClass
from khaigiang.apps.nominations.models import Nomination
from khaigiang.apps.people.actions import engage
from khaigiang.apps.people.models import Engagement
from khaigiang.core.calendar import HalfDay, Part
from khaigiang.core.states import ClassState, NominationState
from khaigiang.foundation import guarded, jobs
from khaigiang.foundation.audit.models import Event

pytestmark = pytest.mark.django_db
IN_JUNE = HalfDay(JUNE_6, Part.MORNING)


@pytest.fixture
def line():
    """Eight people, four in each of two classes whose days are taken in the ledger."""
    made = line_of(8, minimum=3, maximum=5)
    form_line(made, by=PLANNER)
    for held, slot in zip(classes(), (MORNING, IN_JUNE), strict=True):
        people = held.enrolments.values_list("nomination__person", flat=True)
        engage([(person, slot) for person in people], source=f"class:{held.pk}", by=PLANNER)
    return made


def classes() -> list[TrainingClass]:
    return list(TrainingClass.objects.order_by("planned__number"))


def sitting_in(number: int, place: int = 0) -> Enrolment:
    rows = Enrolment.objects.filter(training_class__planned__number=number).order_by("nomination__place")
    return rows.select_related("training_class__line", "nomination__person")[place]


def days(enrolment: Enrolment) -> list[tuple[object, str]]:
    rows = Engagement.objects.filter(person=enrolment.nomination.person_id).order_by("day")
    return list(rows.values_list("day", "source"))


def name(enrolment: Enrolment) -> str:
    return enrolment.nomination.person.full_name


def test_move_seats_somebody_elsewhere_with_days_group_and_audit(line) -> None:
    mover, (first, second) = sitting_in(1), classes()
    done = move(mover, into=second, by=SCHOOL)

    now = Enrolment.objects.get(pk=mover.pk)
    assert (now.training_class, now.group.training_class) == (second, second)
    assert days(mover) == [(JUNE_6, f"class:{second.pk}")]
    assert (first.enrolments.count(), second.enrolments.count(), done.regrouped) == (3, 5, ())
    sizes = next(aim for aim in done.aims if aim.code == "keeps_sizes_even")
    assert (sizes.level, sizes.before, sizes.after) == ("sizes", 0, 2)
    verb, thing, _actor, facts = last_event()
    assert (verb, thing) == ("classes.moved", f"Enrolment:{mover.pk}")
    assert {each: facts[each] for each in ("name", "before", "into")} == {
        "name": name(mover),
        "before": "Lớp 1",
        "into": "Lớp 2",
    }
    assert facts["aims"].startswith("lệch sĩ số 0 → 2")


def test_move_has_the_drafts_of_both_classes_drafted_again(line, monkeypatch) -> None:
    asked = []
    monkeypatch.setattr(jobs, "enqueue", lambda task, **facts: asked.append((task, facts["class_id"])))
    first, second = classes()
    move(sitting_in(1), into=second, by=PLANNER)
    assert sorted(asked) == [("delivery.draft_again", first.pk), ("delivery.draft_again", second.pk)]


def test_move_beyond_the_bounds_of_a_class_is_refused_with_the_figures(line) -> None:
    move(sitting_in(1), into=classes()[1], by=PLANNER)
    sentence = (
        "Không chuyển được: Lớp 1 phải có ít nhất 3 người mà chỉ còn 2. Lớp 2 chỉ nhận nhiều nhất 5 người mà sẽ có 6."
    )
    with refused("breaks_rules", sentence):
        move(sitting_in(1), into=classes()[1], by=PLANNER)


def test_move_into_days_somebody_cannot_come_is_refused_with_the_days(line) -> None:
    mover = sitting_in(2)
    busy(mover.nomination, MAY_13, MAY_13)
    sentence = f"Không chuyển được: {name(mover)} bận từ 13/05/2022 đến 13/05/2022, trùng thời gian Lớp 1."
    with refused("breaks_rules", sentence):
        move(mover, into=classes()[0], by=PLANNER)


def test_move_is_refused_where_another_course_takes_the_half_day(line) -> None:
    mover = sitting_in(2)
    engage([(mover.nomination.person_id, MORNING)], source="class:0", by=PLANNER)
    with refused("one_person_one_place", "Người này đã có lịch ở nơi khác trong cùng buổi."):
        move(mover, into=classes()[0], by=PLANNER)
    assert days(mover)[0] == (MAY_9, "class:0")


def test_move_of_chief_to_where_the_deputy_sits_is_refused(line) -> None:
    chief, deputy = sitting_in(1), sitting_in(2)
    with guarded.writing("test"):
        type(line).objects.filter(pk=line.pk).update(chief_and_deputy_together=False)
        for row, group in ((chief, "commune_secretary"), (deputy, "commune_deputy_secretary")):
            unit = chief.nomination.unit_id
            Nomination.objects.filter(pk=row.nomination_id).update(position_group=group, unit=unit)
        Nomination.objects.exclude(pk__in=[chief.nomination_id, deputy.nomination_id]).update(position_group="")
    sentence = f"Không chuyển được: {name(chief)} và {name(deputy)}, cấp trưởng và cấp phó một đơn vị, sẽ cùng vắng."
    with refused("breaks_rules", sentence):
        move(sitting_in(1), into=classes()[1], by=PLANNER)


def test_who_is_locked_is_moved_only_after_unlocking(line) -> None:
    mover = lock(sitting_in(1), by=PLANNER)
    assert last_event() == ("classes.locked", f"Enrolment:{mover.pk}", "7", {"name": name(mover), "into": "Lớp 1"})
    with refused("breaks_rules", f"Không chuyển được: {name(mover)} đang khóa chỗ ở Lớp 1; mở khóa trước."):
        move(mover, into=classes()[1], by=PLANNER)
    with refused("lock_as_it_is", f"{name(mover)} đã được khóa chỗ."):
        lock(mover, by=PLANNER)

    unlock(mover, by=SCHOOL)
    assert last_event()[0] == "classes.unlocked"
    move(mover, into=classes()[1], by=PLANNER)
    with refused("lock_as_it_is", f"{name(mover)} chưa được khóa chỗ."):
        unlock(mover, by=PLANNER)


def test_swap_exchanges_seats_days_and_places_in_groups(line) -> None:
    one, other = sitting_in(1), sitting_in(2)
    first, second = classes()
    swap(one, other, by=PLANNER)

    assert Enrolment.objects.get(pk=one.pk).training_class == second
    assert Enrolment.objects.get(pk=other.pk).training_class == first
    assert (days(one), days(other)) == ([(JUNE_6, f"class:{second.pk}")], [(MAY_9, f"class:{first.pk}")])
    assert not Enrolment.objects.filter(group=None).exists()
    verb, thing, _actor, facts = last_event()
    assert (verb, thing, facts["name"], facts["names"]) == (
        "classes.swapped",
        f"Enrolment:{one.pk}",
        name(one),
        name(other),
    )


def test_swap_in_classes_that_share_their_days(line) -> None:
    with guarded.writing("test"):
        line.planned_classes.filter(number=2).update(first_day=MAY_9, last_day=MAY_13)
    one, other = sitting_in(1), sitting_in(2)
    people = classes()[1].enrolments.values_list("nomination__person", flat=True)
    engage([(person, MORNING) for person in people], source=f"class:{classes()[1].pk}", by=PLANNER)
    swap(one, other, by=PLANNER)
    assert [days(one), days(other)] == [
        [(MAY_9, f"class:{classes()[1].pk}")],
        [(MAY_9, f"class:{classes()[0].pk}")],
    ]


def test_swap_within_a_class_and_move_to_ones_own_are_refused(line) -> None:
    one, other = sitting_in(1), sitting_in(1, 1)
    sentence = f"{name(one)} chỉ đổi chỗ được với người ở lớp khác của cùng dòng kế hoạch, không phải {name(other)}."
    with refused("not_another_class", sentence):
        swap(one, other, by=PLANNER)
    sentence = f"{name(one)} chỉ chuyển được sang lớp khác của cùng dòng kế hoạch, không phải Lớp 1."
    with refused("not_another_class", sentence):
        move(one, into=classes()[0], by=PLANNER)


def test_class_of_another_line_takes_nobody_by_hand(line) -> None:
    stranger = builders.training_class(builders.planned_class(builders.line(line.plan)))
    with refused("not_another_class"):
        move(sitting_in(1), into=stranger, by=PLANNER)


def test_whoever_is_accepted_no_more_is_not_moved(line) -> None:
    mover = sitting_in(1)
    with guarded.writing("test"):
        Nomination.objects.filter(pk=mover.nomination_id).update(state=NominationState.RESERVE)
    with refused("not_accepted", f"{name(mover)} không còn trong danh sách được duyệt nên không chuyển lớp được."):
        move(mover, into=classes()[1], by=PLANNER)


def acts(line):
    return (
        lambda by: move(sitting_in(1), into=classes()[1], by=by),
        lambda by: swap(sitting_in(1), sitting_in(2), by=by),
        lambda by: lock(sitting_in(1), by=by),
        lambda by: unlock(sitting_in(1), by=by),
    )


def test_changes_by_hand_are_for_planners_and_schools(line) -> None:
    for act in acts(line):
        with refused("may_not_form", "Chỉ cơ quan tham mưu kế hoạch hoặc cơ sở đào tạo được lập lớp."):
            act(LEADER)


@pytest.mark.parametrize("state", [ClassState.OPEN, ClassState.FINISHED])
def test_changes_by_hand_are_refused_once_a_class_has_opened(line, state) -> None:
    with guarded.writing("test"):
        TrainingClass.objects.filter(planned__number=1).update(state=state)
    for act in acts(line):
        with refused("class_has_begun", "Lớp 1 đã khai giảng: danh sách học viên không thay đổi được nữa."):
            act(PLANNER)


def test_moves_are_refused_once_a_paper_about_the_class_is_issued(line) -> None:
    paper = builders.paper(f"class:{classes()[1].pk}/unit:1", file_name="trieu-tap.docx")
    with guarded.writing("test"):
        type(paper).objects.filter(pk=paper.pk).update(state="issued")
    sentence = "Văn bản trieu-tap.docx đã ban hành: danh sách lớp đã công bố nên không xếp lại được."
    for act in acts(line)[:2]:
        with refused("paper_already_issued", sentence):
            act(PLANNER)


def test_groups_that_leave_their_bounds_are_split_anew() -> None:
    line = line_of(31, minimum=10, maximum=20)
    form_line(line, by=PLANNER)
    big = max(classes(), key=lambda each: each.enrolments.count())
    small = next(each for each in classes() if each != big)
    assert [len(each.groups.all()) for each in (big, small)] == [2, 1]
    done = move(Enrolment.objects.filter(training_class=small).first(), into=big, by=PLANNER)
    assert done.regrouped == ()
    done = move(Enrolment.objects.filter(training_class=big).first(), into=small, by=PLANNER)
    done = move(Enrolment.objects.filter(training_class=big).first(), into=small, by=PLANNER)
    assert set(done.regrouped) == {big, small}
    assert [[group.enrolments.count() for group in each.groups.all()] for each in (big, small)] == [[15], [8, 8]]
    assert Event.objects.filter(verb="classes.moved").count() == 3
