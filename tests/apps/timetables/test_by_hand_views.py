"""The page on which a timetable is changed by hand, and the one that compares two versions."""

import datetime as dt
from urllib.parse import urlencode

import pytest
from django.urls import reverse
from lxml import html

import builders
from apps.acting import PLANNER
from apps.timetables.examples import MONDAY, class_of, formed_plan, timetabled_plan
from khaigiang.apps.schools.models import LecturerBusy, Room, RoomBusy
from khaigiang.apps.timetables.actions import move_lesson, open_draft, publish_draft
from khaigiang.apps.timetables.bridge import card_key, rows_of, timetable_of
from khaigiang.apps.timetables.models import HandDraft, Lesson, LostDay, TimetableVersion
from khaigiang.core.calendar import HalfDay, Part
from khaigiang.core.timetabling.hand import Place, key_of
from khaigiang.foundation import clock, guarded
from web.swapping import swapped_equals_full_load

pytestmark = pytest.mark.django_db
BEFORE = MONDAY - dt.timedelta(days=7)
FREE = HalfDay(MONDAY + dt.timedelta(days=3), Part.MORNING)


@pytest.fixture(autouse=True)
def _today():
    with clock.standing_at(BEFORE):
        yield


@pytest.fixture
def plan():
    return timetabled_plan()


@pytest.fixture
def draft(plan):
    return open_draft(plan, by=PLANNER)


def page_of(plan, **asked):
    return f"{reverse('timetables:by_hand', args=[plan.pk])}?{urlencode(asked)}"


def text(answer):
    return " ".join(html.fromstring(answer.content.decode()).get_element_by_id("main").text_content().split())


def lessons(plan):
    return timetable_of(rows_of(plan)).lessons


def chosen(plan, at=-1, **facts):
    return {"lop": class_of(plan).pk, "chon": card_key(lessons(plan)[at])} | facts


def move(draft, lesson, half_day):
    to = Place(half_day, lesson.lecturer_ids, lesson.room_id)
    move_lesson(draft, lesson=key_of(lesson), to=to, swap=False, by=PLANNER)


def test_draft_is_opened_from_the_page_of_the_plan(plan, planner):
    assert "Dời từng buổi" in text(planner.get(reverse("timetables:of_plan", args=[plan.pk])))
    assert "Mở bản sửa tay" in text(planner.get(page_of(plan)))

    answer = planner.post(page_of(plan), {"act": "open"})

    assert (answer.status_code, HandDraft.objects.get().plan) == (302, plan)
    said = text(planner.get(answer.url))
    assert "0 thay đổi" in said
    assert "Chọn buổi cần dời" in said
    assert "đang mở một bản sửa tay: 0 thay đổi." in text(planner.get(reverse("timetables:of_plan", args=[plan.pk])))


def test_opening_where_nothing_lies_ahead_is_refused_on_the_page(planner):
    plan = formed_plan()

    answer = planner.post(page_of(plan), {"act": "open"})

    assert (answer.status_code, "không còn buổi học nào để sửa" in text(answer)) == (422, True)


def test_every_lesson_to_come_can_be_chosen_and_those_that_are_over_cannot(plan, draft, planner):
    with clock.standing_at(MONDAY + dt.timedelta(days=1)):
        page = html.fromstring(planner.get(page_of(plan)).content.decode())

    assert len(page.xpath("//*[contains(@class, 'lesson')]")) == 4
    assert len(page.xpath("//*[@data-card]//a")) == 2
    assert len(page.xpath("//*[@data-half-day]")) == 8


def test_chosen_lesson_is_looked_at_before_it_is_moved(plan, draft, planner):
    said = text(planner.get(page_of(plan, **chosen(plan))))
    assert "Đang xếp: Thứ ba 10/05, chiều" in said
    assert "Không vi phạm yêu cầu nào" not in said

    looked = text(planner.get(page_of(plan, **chosen(plan, half_day=str(FREE)))))
    assert "Không vi phạm yêu cầu nào." in looked
    assert HandDraft.objects.get().changes == []


def test_what_a_move_breaks_is_said_and_changing_places_is_offered(plan, draft, planner):
    there = lessons(plan)[0].half_day

    said = text(planner.get(page_of(plan, **chosen(plan, half_day=str(there)))))

    assert "Đổi chỗ hai buổi, với: Chuyên đề 1" in said
    assert "có hai nội dung cùng lúc" in said
    assert "Vẫn dời" in said


def test_who_is_busy_in_the_half_day_asked_for_is_marked(plan, draft, planner):
    other = next(each for each in rows_of(plan).lecturers.values() if each.person.full_name == "Lê Thị Dạy")
    with guarded.writing("test"):
        LecturerBusy.objects.create(lecturer=other, day=FREE.day, part=FREE.part)
        RoomBusy.objects.create(room=Room.objects.get(name="Hội trường B"), day=FREE.day, part=FREE.part)

    page = html.fromstring(planner.get(page_of(plan, **chosen(plan, half_day=str(FREE)))).content.decode())

    marked = page.xpath("//select[@id='id_lecturer' or @id='id_room']//option[contains(., 'bận buổi này')]")
    assert [each.text.partition(" – ")[0].partition(" (")[0].partition(",")[0] for each in marked] == [
        "Lê Thị Dạy",
        "Hội trường B",
    ]


def test_lesson_is_moved_undone_redone_and_published(plan, draft, planner):
    answer = planner.post(page_of(plan), chosen(plan, act="move", swap="", half_day=str(FREE)))
    assert (answer.status_code, answer.url) == (302, page_of(plan, lop=class_of(plan).pk))
    said = text(planner.get(answer.url))
    assert "1 thay đổi" in said
    assert "1 buổi khác với bản đang dùng" in said
    assert "Lớp được báo: Lớp 1." in said

    for act, left in (("undo", "0 thay đổi"), ("redo", "1 thay đổi")):
        assert left in text(planner.post(page_of(plan), {"act": act}, follow=True))

    answer = planner.post(page_of(plan), {"act": "publish"})
    assert (answer.url, Lesson.objects.filter(day=FREE.day).count()) == (
        reverse("timetables:of_plan", args=[plan.pk]),
        1,
    )
    assert "1 buổi thay đổi · sửa tay" in text(planner.get(answer.url))


def test_move_that_breaks_a_rule_stands_in_red_and_is_not_offered_for_publishing(plan, draft, planner):
    there = lessons(plan)[0].half_day
    planner.post(page_of(plan), chosen(plan, act="move", swap="", half_day=str(there)))

    said = text(planner.get(page_of(plan)))

    assert "Phải sửa hết trước khi công bố" in said
    assert "Công bố" not in said.replace("khi công bố", "")
    answer = planner.post(page_of(plan), {"act": "publish"})
    assert (answer.status_code, "chưa công bố được" in text(answer)) == (422, True)


def test_half_days_change_places_on_the_page(plan, draft, planner):
    first, last = lessons(plan)[2:]

    planner.post(page_of(plan), chosen(plan, act="move", swap="1", half_day=str(first.half_day)))

    (change,) = HandDraft.objects.get().changes
    assert {(each["topic"], each["half_day"]) for each in change} == {
        (last.topic_id, str(first.half_day)),
        (first.topic_id, str(last.half_day)),
    }


def test_all_who_teach_a_lesson_together_go_with_it(plan, planner):
    others = [builders.lecturer(name) for name in ("Người Hai", "Người Ba")]
    with guarded.writing("test"):
        Lesson.objects.get(day=MONDAY + dt.timedelta(days=1), part="afternoon").lecturers.add(*others)
    open_draft(plan, by=PLANNER)
    stood = lessons(plan)[-1]

    planner.post(page_of(plan), chosen(plan, act="move", half_day=str(FREE)))

    ((change,),) = HandDraft.objects.get().changes
    assert (len(change["lecturers"]), set(change["lecturers"])) == (3, set(stood.lecturer_ids))


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"half_day": "2022-05-01/morning"}, "2022-05-01/morning"),
        ({"half_day": "x"}, "x"),
        ({"half_day": str(FREE), "second": "same"}, "Hai giảng viên phải là hai người khác nhau."),
    ],
)
def test_place_that_cannot_be_is_said_beside_its_field(asked, said, plan, draft, planner):
    if "second" in asked:
        asked = asked | {"second": lessons(plan)[-1].lecturer_ids[0]}

    answer = planner.get(page_of(plan, **chosen(plan, **asked)))

    assert (answer.status_code, said in text(answer)) == (200, True)
    assert planner.post(page_of(plan), chosen(plan, act="move", **asked)).status_code == 422


def test_place_where_the_lesson_stands_already_moves_nothing(plan, draft, planner):
    stands = str(lessons(plan)[-1].half_day)

    assert "chưa có gì thay đổi" in text(planner.get(page_of(plan, **chosen(plan, half_day=stands))))
    assert planner.post(page_of(plan), chosen(plan, act="move", half_day=stands)).status_code == 422


@pytest.mark.parametrize("card", ["", "x", "x/1", "x/99999999", "/"])
def test_card_that_is_none_is_chosen_by_nobody(card, plan, draft, planner):
    assert "Chọn buổi cần dời" in text(planner.get(page_of(plan, lop="999", chon=card)))
    assert planner.post(page_of(plan), {"act": "move", "chon": card}).status_code == 422


def test_draft_is_discarded_and_a_second_click_says_so(plan, draft, planner):
    assert planner.post(page_of(plan), {"act": "discard"}).status_code == 302
    answer = planner.post(page_of(plan), {"act": "discard"})

    assert (answer.status_code, "không sửa tiếp được" in text(answer)) == (422, True)


def test_act_that_nobody_knows_undoes_nothing(plan, draft, planner):
    move(draft, lessons(plan)[-1], lessons(plan)[0].half_day)

    answer = planner.post(page_of(plan), {"act": "zzz"})
    assert (answer.status_code, "chưa làm gì" in text(answer)) == (422, True)
    draft.refresh_from_db()
    assert draft.applied == 1


def test_outdated_draft_is_neither_changed_nor_published(plan, draft, planner):
    with guarded.writing("test"):
        Lesson.objects.update(room=None)

    said = text(planner.get(page_of(plan)))

    assert "Thời khóa biểu đã thay đổi từ khi mở bản sửa tay." in said
    assert "Hoàn tác" not in said
    assert planner.post(page_of(plan), chosen(plan, act="move", half_day=str(FREE))).status_code == 422


def test_outdated_draft_says_what_can_be_made_again_and_is_brought_up_to_date(plan, draft, planner):
    first, last = lessons(plan)[0], lessons(plan)[-1]
    move(draft, first, HalfDay(FREE.day, Part.AFTERNOON))
    move(draft, last, FREE)
    with guarded.writing("test"):
        Lesson.objects.filter(day=MONDAY, part="morning").update(day=FREE.day + dt.timedelta(days=1))

    dropped = f"Lớp 1: “Chuyên đề 1” nay đã xếp lại (sáng 13/05/2022, {first.lecturer_ids[0].partition(' (')[0]}, "
    said = text(planner.get(page_of(plan)))
    assert "Làm lại được: 1. Phải bỏ: 1." in said
    assert dropped in said

    answer = planner.post(page_of(plan), {"act": "renew"}, follow=True)

    told = text(answer)
    assert "1 thay đổi" in told
    assert "1 buổi khác với bản đang dùng" in told
    assert f"làm lại 1 thay đổi, bỏ 1. {dropped}" in " ".join(
        html.fromstring(answer.content.decode()).text_content().split()
    )


def test_draft_that_is_up_to_date_is_not_renewed(plan, draft, planner):
    answer = planner.post(page_of(plan), {"act": "renew"})

    assert (answer.status_code, "không phải cập nhật" in text(answer)) == (422, True)


@pytest.mark.parametrize("changed", [1, 3])
def test_page_of_an_outdated_draft_asks_the_same_number_of_questions(
    changed, plan, draft, planner, django_assert_num_queries
):
    lesson = lessons(plan)[-1]
    for at in range(changed):
        move(draft, lesson, HalfDay(FREE.day, (Part.MORNING, Part.AFTERNOON)[at % 2]))
    with guarded.writing("test"):
        Lesson.objects.filter(day=MONDAY).update(room=None)
    with django_assert_num_queries(23):
        planner.get(page_of(plan))


def test_class_that_lost_its_last_day_is_said_on_the_page(plan, draft, planner):
    with guarded.writing("test"):
        LostDay.objects.bulk_create(LostDay(plan=plan, day=MONDAY + dt.timedelta(days=each)) for each in range(5))

    assert "ngày học nào" in text(planner.get(page_of(plan)))


def test_chosen_swaps_into_its_page(plan, draft, planner):
    looked = page_of(plan, **chosen(plan, half_day=str(FREE)))

    assert swapped_equals_full_load(planner, page_of(plan, lop=class_of(plan).pk), looked, "chosen")


@pytest.mark.parametrize("people", [1, 3])
def test_page_asks_the_same_number_of_questions(people, plan, draft, planner, django_assert_num_queries):
    for _each in range(people):
        builders.lecturer(f"Người Dạy {_each}")
    lesson = lessons(plan)[-1]
    for at in range(people):
        move(draft, lesson, HalfDay(FREE.day, (Part.MORNING, Part.AFTERNOON)[at % 2]))
    page = page_of(plan, **chosen(plan))
    with django_assert_num_queries(23):
        planner.get(page)


def test_two_versions_are_compared(plan, draft, planner):
    compare = reverse("timetables:compare", args=[plan.pk])
    assert "Chưa có hai bản để so sánh" in text(planner.get(compare))
    move(draft, lessons(plan)[-1], FREE)
    publish_draft(draft, by=PLANNER)

    said = text(planner.get(compare))

    assert "Bản số 1 và bản số 2: 1 buổi khác nhau" in said
    assert "Thứ năm 12/05, sáng" in said
    assert "Hai bản như nhau." in text(planner.get(f"{compare}?tu=2&den=2"))
    assert planner.get(f"{compare}?tu=x&den=99").status_code == 200


def test_versions_of_earlier_releases_are_not_compared_and_it_is_said(plan, planner):
    builders.timetable_version(plan, 2)

    said = text(planner.get(reverse("timetables:compare", args=[plan.pk])))

    assert "Bản số 2 được công bố khi chương trình chưa giữ lại mọi buổi" in said


@pytest.mark.parametrize("rows", [1, 3])
def test_comparing_asks_the_same_number_of_questions(rows, plan, planner, django_assert_num_queries):
    for at in range(rows):
        draft = open_draft(plan, by=PLANNER)
        move(draft, lessons(plan)[-1], HalfDay(FREE.day, (Part.MORNING, Part.AFTERNOON)[at % 2]))
        publish_draft(draft, by=PLANNER)
    assert TimetableVersion.objects.count() == rows + 1
    with django_assert_num_queries(7):
        planner.get(reverse("timetables:compare", args=[plan.pk]))


def test_leader_compares_and_changes_nothing(plan, draft, as_user):
    leader = as_user(builders.user("leader", everywhere=True))

    assert leader.get(page_of(plan)).status_code == 403
    assert leader.get(reverse("timetables:compare", args=[plan.pk])).status_code == 200
    assert "Sửa tiếp" not in text(leader.get(reverse("timetables:of_plan", args=[plan.pk])))
