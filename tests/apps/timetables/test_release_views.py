"""The page of a plan's timetables: which classes have one, which have none, and which are opened again."""

import datetime as dt

import pytest
from django.urls import reverse
from lxml import html

import builders
from apps.timetables.examples import MONDAY, formed_line, ready_plan, timetabled_plan
from khaigiang.apps.classes.models import TrainingClass
from khaigiang.apps.timetables.actions import timetable_plan
from khaigiang.apps.timetables.models import TimetableSearch
from khaigiang.apps.timetables.queries import windows
from khaigiang.core.states import ClassState
from khaigiang.foundation import clock, guarded
from khaigiang.foundation.actor import SYSTEM

pytestmark = pytest.mark.django_db
JUNE = dt.date(2022, 6, 6)


@pytest.fixture(autouse=True)
def _today():
    with clock.standing_at(MONDAY - dt.timedelta(days=7)):
        yield


@pytest.fixture
def plan():
    """“Lớp 1” has a timetable, “Khóa hai 1”, which begins in June, has none."""
    held = ready_plan()
    timetable_plan(held, by=SYSTEM, seconds=5)
    study = TrainingClass.objects.get().line.programme
    formed_line(held, study=study, named="Khóa hai", first=JUNE, last=JUNE + dt.timedelta(days=4))
    return held


def page_of(plan, query=""):
    return reverse("timetables:of_plan", args=[plan.pk]) + query


def read(answer):
    return html.fromstring(answer.content.decode())


def text(answer):
    return " ".join(read(answer).get_element_by_id("main").text_content().split())


def rows(answer):
    return [
        [" ".join(cell.text_content().split()) for cell in row.xpath("./*")]
        for row in read(answer).xpath("//section[@id='classes']//tbody/tr")
    ]


def boxes(answer):
    return {box.get("value"): box.get("checked") is not None for box in read(answer).xpath("//input[@name='mo']")}


def code(name):
    return TrainingClass.objects.get(name=name).code


def set_state(name, state):
    with guarded.writing("test"):
        TrainingClass.objects.filter(name=name).update(state=state)


def test_page_says_which_classes_have_a_timetable_since_when_and_whom_a_change_concerns(plan, planner):
    answer = planner.get(page_of(plan))

    one, two = rows(answer)
    assert one[1:] == [
        "09/05/2022 – 10/05/2022",
        "Bản số 1, từ 02/05/2022 mở lại",
        "2 học viên, 1 giảng viên Trịnh Công Giảng",
        "Đã xếp lịch",
    ]
    assert two[1:] == ["06/06/2022 – 10/06/2022", "chưa có", "2 học viên", "Đã lập danh sách"]
    assert "1 lớp chưa có thời khóa biểu: Khóa hai 1. Chỉ xếp các lớp này; các lớp khác giữ nguyên" in text(answer)
    assert boxes(answer) == {code("Lớp 1"): False}


@pytest.mark.parametrize("more", [0, 2])
def test_classes_of_a_plan_ask_the_same_number_of_questions(more, plan, planner, django_assert_num_queries):
    for number in range(more):
        formed_line(plan, named=f"Khóa {number}", first=JUNE, last=JUNE + dt.timedelta(days=4))
    with django_assert_num_queries(16):
        planner.get(page_of(plan))


def test_new_classes_are_asked_for_alone_unless_others_are_marked(plan, planner):
    told = {"act": "timetable", "tim-seconds": "20"}

    answer = planner.post(page_of(plan), told)
    assert TimetableSearch.objects.get().released == []
    said = text(planner.get(answer.url))
    assert "Mở lại thời khóa biểu" not in said

    with guarded.writing("test"):
        TimetableSearch.objects.all().delete()
    days = {"tim-begins_from": "2022-06-01", "tim-begins_to": "2022-06-30"}
    answer = planner.post(page_of(plan), told | days | {"mo": code("Lớp 1")})
    asked = TimetableSearch.objects.get()
    assert (asked.released, asked.begins_from, asked.begins_to) == (
        [code("Lớp 1")],
        dt.date(2022, 6, 1),
        dt.date(2022, 6, 30),
    )
    said = text(planner.get(answer.url))
    assert "Lớp chưa có thời khóa biểu bắt đầu từ 01/06/2022 đến 30/06/2022." in said
    assert "Mở lại thời khóa biểu của Lớp 1." in said


def test_making_all_anew_releases_what_has_not_begun_and_says_so_before(plan, planner):
    timetable_plan(plan, by=SYSTEM, seconds=5)
    said = text(planner.get(page_of(plan)))
    assert "Xếp lại sẽ mở lại thời khóa biểu của 2 lớp chưa khai giảng. Muốn mở lại vài lớp thì" in said
    assert "Đang dùng: xếp trong 2 lần" in said
    assert "Khóa hai 1: chứng minh tối ưu" in said
    set_state("Lớp 1", ClassState.OPEN)

    said = text(planner.get(page_of(plan)))
    planner.post(page_of(plan), {"act": "anew", "tim-seconds": "20"})

    assert "Đã khai giảng: Lớp 1." in said
    assert "mở lại thời khóa biểu của 1 lớp chưa khai giảng. Đã khai giảng" in said
    assert TimetableSearch.objects.get().released == [code("Khóa hai 1")]


def test_making_anew_keeps_to_the_days(plan, planner):
    timetable_plan(plan, by=SYSTEM, seconds=5)

    planner.post(page_of(plan), {"act": "anew", "tim-seconds": "20", "tim-begins_from": "2022-06-01"})

    assert TimetableSearch.objects.get().released == [code("Khóa hai 1")]


def test_days_that_are_reversed_are_said_beside_the_form(plan, planner):
    days = {"tim-begins_from": "2022-06-30", "tim-begins_to": "2022-06-01"}

    answer = planner.post(page_of(plan), {"act": "timetable", "tim-seconds": "20", "mo": code("Lớp 1")} | days)

    assert (answer.status_code, "Ngày cuối phải từ ngày đầu trở đi." in text(answer)) == (422, True)
    assert boxes(answer) == {code("Lớp 1"): True}


def test_class_that_is_over_or_has_begun_is_not_offered(plan, planner):
    with clock.standing_at(JUNE):
        assert boxes(planner.get(page_of(plan))) == {}
    set_state("Lớp 1", ClassState.OPEN)
    assert boxes(planner.get(page_of(plan))) == {}


def test_way_out_of_an_impossible_search_marks_the_class_to_open_again(plan, planner):
    way_out = {"kind": "release_class", "facts": {"class": "Lớp 1"}, "mends": True}
    elsewhere = {"kind": "release_class", "facts": {"class": "Lớp 9", "plan": "8-KH/TU"}, "mends": True}
    other = builders.plan()
    clash = {"rules": ["room_in_one_place"], "classes": ["Khóa hai 1"], "topics": ["X"], "busy_lecturers": []}
    why = {
        "obstacles": [],
        "clash": clash | {"busy_rooms": [], "fixed_classes": ["Lớp 1 (A-1)"]},
        "ways_out": [
            way_out | {"opens": {"plan": plan.pk, "code": code("Lớp 1")}},
            elsewhere | {"opens": {"plan": other.pk, "code": ""}},
        ],
    }
    search = builders.timetable_search(
        plan, state="impossible", why=why, released=["B-1"], begins_from=JUNE, begins_to=None
    )

    answer = planner.get(reverse("timetables:search", args=[search.pk]))

    own, theirs = [link.get("href") for link in read(answer).xpath("//ol[not(@class)]/li/a")]
    assert own == f"{page_of(plan)}?mo=B-1&tu=2022-06-06&mo={code('Lớp 1')}#classes"
    assert theirs == page_of(other)
    assert "Thời khóa biểu đã có củaLớp 1 (A-1)" in text(answer)
    opened = planner.get(own)
    assert boxes(opened) == {code("Lớp 1"): True}
    assert read(opened).xpath("//input[@name='tim-begins_from']/@value") == ["2022-06-06"]


def test_published_search_says_whom_its_version_told_and_links_to_what_changed(plan, planner):
    search = builders.timetable_search(plan, state="published")
    builders.timetable_version(plan, 2, search=search, lessons=3, changes=[{}])

    answer = planner.get(reverse("timetables:search", args=[search.pk]))

    assert "Bản số 2: 3 buổi mới hoặc thay đổi, báo cho 0 lớp và 0 giảng viên." in text(answer)
    assert "?tu=1&amp;den=2" in answer.content.decode()


def test_timetable_that_no_search_here_has_made_is_shown_too(planner):
    held = timetabled_plan()

    said = text(planner.get(page_of(held)))

    assert ("Các lớp chưa có thời khóa biểu" in said, "Tìm phương án" in said) == (False, True)
    assert rows(planner.get(page_of(held)))[0][2] == "Bản số 1, từ 02/05/2022 mở lại"


def test_leader_sees_how_classes_stand_and_opens_nothing(plan, as_user):
    leader = as_user(builders.user("leader", everywhere=True))

    answer = leader.get(page_of(plan))

    assert (boxes(answer), len(rows(answer))) == ({}, 2)
    assert "Thời khóa biểu của các lớp" in text(answer)


def test_windows_follow_one_another_and_leave_out_empty_ones():
    days = [dt.date(2026, 3, 2), dt.date(2026, 3, 30), dt.date(2026, 6, 1), dt.date(2026, 3, 2)]

    assert windows(days, weeks=4) == [
        (dt.date(2026, 3, 2), dt.date(2026, 3, 29)),
        (dt.date(2026, 3, 30), dt.date(2026, 4, 26)),
        (dt.date(2026, 5, 25), dt.date(2026, 6, 21)),
    ]
    assert windows([], weeks=4) == []
