import datetime as dt
from dataclasses import replace

import pytest

import builders
from apps.acting import LEADER, PLANNER, SCHOOL, last_event, refused
from apps.delivery.ready import ready
from khaigiang.apps.catalogue.models import Programme
from khaigiang.apps.classes.models import Enrolment, TrainingClass
from khaigiang.apps.delivery.actions import confirm, open_class
from khaigiang.apps.delivery.bridge import opening_facts, opening_gaps, timetable_faults
from khaigiang.apps.delivery.models import Confirmation, OpeningItem
from khaigiang.apps.papers.models import Paper
from khaigiang.apps.plans.actions import ask_consent, give_consent, hand_back
from khaigiang.apps.quotas.models import Quota
from khaigiang.apps.timetables.models import Lesson
from khaigiang.core.opening import find_gaps
from khaigiang.core.states import ClassState, NominationState, PaperState
from khaigiang.foundation import guarded

pytestmark = pytest.mark.django_db
FIRST = dt.date(2022, 5, 11)


def test_ready_class_opens_and_freezes_what_it_says():
    world = ready()
    opened = open_class(world.training_class, on=FIRST, by=SCHOOL)
    assert (opened.state, opened.opened_on) == (ClassState.OPEN, FIRST)
    enrolment = Enrolment.objects.get(pk=world.enrolments[0].pk)
    assert (enrolment.title_then, enrolment.unit_then) == ("Bí thư Đảng ủy", "Phường 1.1")
    assert Programme.objects.get(pk=world.line.programme_id).frozen
    assert last_event()[:2] == ("delivery.opened", f"TrainingClass:{opened.pk}")


def test_gaps_of_many_classes_are_those_of_each():
    world = ready()
    bare = builders.training_class(builders.planned_class(world.line, 2, minimum=5))
    other = builders.training_class(builders.planned_class(builders.line(world.plan)))
    builders.more_seats(world.districts[0], 1)
    builders.nominate(world.nominations[0].list, builders.person("Chưa Có Lớp"), of=world.communes[2], place=9)
    classes = [world.training_class, bare, other]
    one_by_one = {each.pk: find_gaps(replace(opening_facts(each), faults=0)) for each in classes}
    assert opening_gaps(classes) == one_by_one
    assert [len(one_by_one[each.pk]) for each in classes] == [1, 6, 5]


def test_opening_is_refused_with_everything_that_is_missing():
    world = ready(confirmed=False)
    with guarded.writing("test"):
        Paper.objects.all().delete()
        Lesson.objects.all().delete()
        world.planned.minimum = 5
        world.planned.save()
        world.enrolments[0].delete()
    with refused(
        "class_not_ready",
        "Lớp 1 chưa khai giảng được: còn 1 người được duyệt chưa có lớp; lớp có 3 học viên, ít hơn sĩ số tối thiểu"
        " 5; chưa có thời khóa biểu; chưa có dự thảo quyết định mở lớp; giảng viên chưa được xác nhận nhận lịch;"
        " cơ sở đào tạo chưa xác nhận phòng học sẵn sàng.",
    ):
        open_class(world.training_class, on=FIRST, by=SCHOOL)


def test_decision_that_is_only_drafted_holds_up_the_opening():
    world = ready()
    with guarded.writing("test"):
        Paper.objects.update(state=PaperState.DRAFT)
    with refused("class_not_ready", "Lớp 1 chưa khai giảng được: quyết định mở lớp chưa ban hành."):
        open_class(world.training_class, on=FIRST, by=SCHOOL)


def test_formed_class_is_told_its_checklist_rather_than_its_state():
    world = ready(state=ClassState.FORMED)
    with guarded.writing("test"):
        Lesson.objects.all().delete()
    with refused("class_not_ready", "Lớp 1 chưa khai giảng được: chưa có thời khóa biểu."):
        open_class(world.training_class, on=FIRST, by=SCHOOL)


def test_reserve_of_the_line_does_not_hold_up_the_opening():
    world = ready()
    builders.nominate(
        world.nominations[0].list,
        builders.person("Dự Bị"),
        of=world.communes[2],
        state=NominationState.RESERVE,
        place=9,
    )
    assert opening_facts(world.training_class).unseated == 0


def test_lecturer_who_gave_up_a_topic_is_found_in_the_timetable():
    world = ready()
    assert timetable_faults(world.training_class) == ()
    with guarded.writing("test"):
        world.lecturer.topics.remove(world.lecturer.topics.first())
    assert [fault.code for fault in timetable_faults(world.training_class)] == ["lecturer_not_competent"]
    with refused("class_not_ready"):
        open_class(world.training_class, on=FIRST, by=SCHOOL)


def test_room_at_another_venue_is_found_in_the_timetable():
    world = ready()
    with guarded.writing("test"):
        world.line.venue = "Hội trường khác"
        world.line.save()
    world.training_class.refresh_from_db()
    assert {fault.code for fault in timetable_faults(world.training_class)} == {"room_at_other_venue"}


def test_fault_of_another_class_of_the_plan_is_not_this_class_s():
    world = ready()
    other = builders.line(world.plan)
    builders.training_class(builders.planned_class(other, 2))
    assert timetable_faults(world.training_class) == ()


def test_class_does_not_open_before_its_first_day():
    with refused("too_early_to_open"):
        open_class(ready().training_class, on=dt.date(2022, 5, 10), by=SCHOOL)


def test_open_class_does_not_open_again():
    with refused("cannot_open_class"):
        open_class(ready(state=ClassState.OPEN).training_class, on=FIRST, by=SCHOOL)


def test_second_click_on_a_page_that_is_out_of_date_opens_nothing_twice():
    world = ready()
    first, second = (TrainingClass.objects.get(pk=world.training_class.pk) for _page in range(2))
    open_class(first, on=FIRST, by=SCHOOL)
    attending = list(Quota.objects.order_by("pk").values_list("attending", flat=True))

    with refused("cannot_open_class"):
        open_class(second, on=FIRST, by=SCHOOL)

    assert list(Quota.objects.order_by("pk").values_list("attending", flat=True)) == attending


def test_leader_does_not_open():
    with refused("may_not_deliver"):
        open_class(ready().training_class, on=FIRST, by=LEADER)


def test_confirmation_says_who_and_is_recorded():
    world = ready(confirmed=False)
    made = confirm(world.training_class, OpeningItem.ROOMS_READY, note="Đã thử âm thanh.", by=SCHOOL)
    assert (made.confirmed_by, made.note) == (SCHOOL.name, "Đã thử âm thanh.")
    assert last_event()[3] == {"name": "Lớp 1", "item": "rooms_ready"}


def test_item_is_confirmed_once():
    world = ready()
    with refused("confirmation_once", "Mục này đã được xác nhận."):
        confirm(world.training_class, OpeningItem.ROOMS_READY, by=SCHOOL)


def test_rooms_are_shown_ready_by_the_school_alone():
    world = ready(confirmed=False)
    confirm(world.training_class, OpeningItem.LECTURERS_CONFIRMED, by=PLANNER)
    with refused("may_not_confirm"):
        confirm(world.training_class, OpeningItem.ROOMS_READY, by=PLANNER)


def test_unknown_item_is_refused():
    with refused("nothing_to_confirm"):
        confirm(ready(confirmed=False).training_class, "tea_served", by=SCHOOL)


def test_nothing_is_confirmed_after_the_opening():
    world = ready(state=ClassState.OPEN, confirmed=False)
    with refused("already_begun"):
        confirm(world.training_class, OpeningItem.ROOMS_READY, by=SCHOOL)
    assert Confirmation.objects.count() == 0


def delegated(*, budget: int | None = None) -> builders.World:
    """A class for which nothing is missing, of a line that its district runs itself."""
    world = ready()
    with guarded.writing("test"):
        world.line.estimate = budget
        world.line.delegated, world.line.organiser_unit = True, world.districts[0]
        world.line.consenting_body = "Ban Tuyên giáo Thành ủy"
        world.line.save()
    world.training_class.refresh_from_db()
    return world


def test_class_of_a_delegated_line_does_not_open_before_consent_is_given():
    world = delegated()
    with refused(
        "class_not_ready",
        "Lớp 1 chưa khai giảng được: dòng kế hoạch được phân cấp chưa đề nghị cơ quan cấp trên cho ý kiến.",
    ):
        open_class(world.training_class, on=FIRST, by=SCHOOL)

    ask_consent(world.line, by=PLANNER)
    with refused("class_not_ready", "Lớp 1 chưa khai giảng được: cơ quan cấp trên chưa cho ý kiến thống nhất."):
        open_class(world.training_class, on=FIRST, by=SCHOOL)

    hand_back(world.line, remarks="Bổ sung.", by=PLANNER)
    with refused("class_not_ready", "Lớp 1 chưa khai giảng được: cơ quan cấp trên đã trả lại đề nghị cho ý kiến."):
        open_class(world.training_class, on=FIRST, by=SCHOOL)

    ask_consent(world.line, by=PLANNER)
    give_consent(world.line, letter_number="45-CV/BTGTU", by=PLANNER)
    assert open_class(world.training_class, on=FIRST, by=SCHOOL).state == ClassState.OPEN
