"""The pages of a plan's timetables: asking, watching, choosing, and what those concerned are told."""

import datetime as dt

import pytest
from django.urls import reverse
from lxml import html

import builders
from apps.timetables.examples import FRIDAY, MONDAY, ready_plan, set_state, teacher, topics_of
from khaigiang.apps.timetables.actions import (
    ask_repair,
    begin_search,
    find_repairs,
    publish,
    timetable_plan,
)
from khaigiang.apps.timetables.bridge import lecturer_id
from khaigiang.apps.timetables.models import Lesson, TimetableSearch, TimetableVersion
from khaigiang.core.states import ClassState
from khaigiang.core.timetabling.loss import Loss, LossKind
from khaigiang.foundation import clock, guarded
from khaigiang.foundation.actor import SYSTEM
from web.swapping import swapped_equals_full_load

pytestmark = pytest.mark.django_db
BEFORE = MONDAY - dt.timedelta(days=7)


@pytest.fixture(autouse=True)
def _today():
    with clock.standing_at(BEFORE):
        yield


def of(name, key):
    return reverse(f"timetables:{name}", args=[key])


def text(answer):
    return " ".join(html.fromstring(answer.content.decode()).get_element_by_id("main").text_content().split())


@pytest.fixture
def plan():
    held = ready_plan()
    teacher("Lê Thị Dạy", topics_of(held))
    timetable_plan(held, by=SYSTEM, seconds=5)
    return held


@pytest.fixture
def proposed(plan):
    who = Lesson.objects.first().lecturers.get()
    asked = ask_repair(plan, loss=Loss(LossKind.LECTURER, lecturer_id(who), MONDAY, FRIDAY), by=SYSTEM)
    begin_search(asked, by=SYSTEM)
    return find_repairs(asked, stopped=lambda: False, by=SYSTEM)


@pytest.mark.parametrize("rows", [1, 3])
def test_page_of_a_plan_asks_the_same_number_of_questions(rows, planner, django_assert_num_queries):
    world = builders.small_world()
    for number in range(rows):
        search = builders.timetable_search(world.plan, state="published")
        builders.timetable_version(world.plan, number + 1, search=search)
    with django_assert_num_queries(15):
        planner.get(of("of_plan", world.plan.pk))


def test_plan_says_what_is_in_use_and_what_was_published(plan, planner):
    said = text(planner.get(of("of_plan", plan.pk)))

    assert "Đang dùng: chứng minh tối ưu" in said
    assert "xếp cả 4 buổi" in said


def test_plan_whose_classes_have_begun_offers_only_repairs(plan, planner):
    set_state(ClassState.OPEN)

    said = text(planner.get(of("of_plan", plan.pk)))

    assert "Đã khai giảng: Lớp 1." in said
    assert "Xếp lại tất cả" not in said
    assert "Tìm phương án" in said


def test_search_is_asked_for_and_watched(plan, planner):
    answer = planner.post(of("of_plan", plan.pk), {"act": "anew", "tim-seconds": "20"})

    asked = TimetableSearch.objects.get()
    assert (answer.status_code, answer.url, asked.seconds) == (302, of("search", asked.pk), 20)
    said = planner.get(answer.url).content.decode()
    assert 'hx-trigger="every 2s"' in said
    assert "Đang chờ đến lượt" in said


@pytest.mark.parametrize(
    ("told", "fault"),
    [
        ({"act": "timetable", "tim-seconds": "0"}, "5"),
        ({"act": "timetable", "tim-seconds": "9"}, "hãy chọn lớp để mở lại thời khóa biểu"),
        ({"act": "timetable", "tim-seconds": "9", "mo": "X-1"}, "không có lớp nào mang mã X-1"),
        ({"act": "repair", "mat-kind": "lecturer", "mat-first": "2022-05-09"}, "Hãy chọn giảng viên hoặc phòng."),
        (
            {"act": "repair", "mat-kind": "day", "mat-first": "2022-05-09", "mat-last": "2022-05-08"},
            "Ngày cuối phải từ ngày đầu trở đi.",
        ),
        ({"act": "repair", "mat-kind": "day", "mat-first": "2022-05-09", "mat-last": "2029-05-08"}, "366"),
        ({"act": "repair", "mat-kind": "day", "mat-first": "2022-05-01"}, "Những ngày này đã qua"),
    ],
)
def test_what_cannot_be_asked_is_said_beside_the_form(told, fault, plan, planner):
    answer = planner.post(of("of_plan", plan.pk), told)

    assert (answer.status_code, fault in text(answer)) == (422, True)
    assert TimetableSearch.objects.count() == 0


def test_loss_is_asked_about(plan, planner):
    told = {"act": "repair", "mat-kind": "day", "mat-first": "2022-05-09"}

    answer = planner.post(of("of_plan", plan.pk), told)

    asked = TimetableSearch.objects.get()
    assert answer.url == of("search", asked.pk)
    assert asked.loss == {"kind": "day", "of": "", "first": "2022-05-09", "last": "2022-05-09"}
    assert "Không tổ chức học được ngày · 09/05/2022" in text(planner.get(answer.url))


def test_running_search_shows_the_best_so_far_and_can_be_stopped(plan, planner):
    search = builders.timetable_search(plan, state="running", best=120, bound=90, spent=3)

    said = text(planner.get(of("search", search.pk)))
    answer = planner.post(of("search", search.pk), {"act": "stop"})

    assert "Điểm trừ của bảng tốt nhất đến nay120" in said.replace(" 120", "120")
    assert "Đã tìm 3 trong 30 giây" in said
    search.refresh_from_db()
    assert (answer.status_code, search.stop_asked) == (302, True)
    assert "Đang dừng" in text(planner.get(of("search", search.pk)))


def test_progress_swaps_into_its_page(plan, planner):
    search = builders.timetable_search(plan, state="running", best=120, bound=90, spent=3)

    assert swapped_equals_full_load(planner, of("search", search.pk), of("search", search.pk), "progress")


def test_search_that_ended_is_asked_after_no_more(plan, planner):
    search = builders.timetable_search(plan, state="published")

    answer = planner.get(of("search", search.pk), headers={"HX-Request": "true", "HX-Target": "progress"})

    assert answer.status_code == 286


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"state": "stopped"}, "Đã dừng khi chưa tìm ra gì"),
        ({"state": "failed"}, "dừng vì lỗi của chương trình"),
        ({"state": "failed", "why": {"refused": "Phòng đã có lớp khác."}}, "Phòng đã có lớp khác."),
        ({"state": "published", "stop_asked": True}, "Đã dừng theo yêu cầu"),
        ({"state": "published"}, "được giữ nguyên; không ai phải báo lại"),
        ({"state": "impossible"}, "Chưa tìm ra trong thời gian cho phép"),
    ],
)
def test_every_end_is_said(facts, said, plan, planner):
    assert said in text(planner.get(of("search", builders.timetable_search(plan, **facts).pk)))


@pytest.mark.parametrize("page", ["search", "of_plan"])
def test_search_that_found_nothing_better_published_nothing(page, plan, planner):
    search = builders.timetable_search(plan, state="published")

    said = text(planner.get(of(page, search.pk if page == "search" else plan.pk)))

    assert ("Giữ nguyên" in said, "Đã công bố" in said) == (True, False)


def test_impossible_timetable_is_explained_with_its_ways_out(plan, planner):
    clash = {"rules": ["competence", "lecturer_available"], "classes": ["Lớp 1"], "topics": ["Xây dựng Đảng"]}
    why = {
        "obstacles": [],
        "clash": clash | {"busy_lecturers": ["Trịnh Công Giảng"], "busy_rooms": [], "fixed_classes": []},
        "ways_out": [
            {"kind": "free_lecturer", "facts": {"lecturer": "Trịnh Công Giảng", "day": "2022-05-09"}, "mends": True},
            {"kind": "join_classes", "facts": {"topic": "Dân vận", "classes": "Lớp 1, Lớp 2"}, "mends": True},
            {"kind": "add_lecturer", "facts": {"topic": "Dân vận", "people": "2"}, "mends": True},
            {"kind": "drop_rule", "facts": {"rule": "topic_order"}, "mends": False},
        ],
    }

    said = text(planner.get(of("search", builders.timetable_search(plan, state="impossible", why=why).pk)))

    assert all(rule in said for rule in ("giảng viên dạy chuyên đề mình đảm nhận", "ngày bận của giảng viên"))
    assert "Lịch bận của" in said
    assert "Chỉ cần một trong các cách sau, cách ít đòi hỏi nhất đứng trước" in said
    assert "đề nghị Trịnh Công Giảng bỏ lịch bận ngày 09/05/2022" in said
    assert "cho Lớp 1, Lớp 2 học ghép “Dân vận”" in said
    assert "thêm 2 giảng viên cho “Dân vận”" in said
    assert "bỏ yêu cầu" not in said


def test_clash_over_all_of_a_class_says_what_it_hinges_on_and_that_time_ran_out(plan, planner):
    clash = {
        "rules": ["topic_length"], "classes": ["Lớp 1"], "topics": ["Xây dựng Đảng", "Dân vận"], "whole": True,
        "only": [{"topic": "Dân vận", "lecturers": ["Trịnh Công Giảng"]}], "minimal": False,
        "busy_lecturers": ["Trịnh Công Giảng"], "busy_rooms": [], "fixed_classes": [],
    }  # fmt: skip
    why = {"obstacles": [], "clash": clash, "ways_out": []}

    said = text(planner.get(of("search", builders.timetable_search(plan, state="impossible", why=why).pk)))

    assert "toàn bộ chương trình của lớp" in said
    assert "“Dân vận” chỉ có Trịnh Công Giảng đảm nhận" in said
    assert "hết thời gian rút gọn nên có thể nêu thừa" in said
    assert "Xây dựng Đảng" not in said


def test_proposals_show_what_changes_and_who_is_told(proposed, planner):
    said = text(planner.get(of("search", proposed.pk)))

    assert "Chưa có gì được công bố cho đến khi chọn." in said
    assert "Phương án 1: Giữ nguyên buổi học, thay người dạy hoặc phòng" in said
    assert "báo cho 2 người · không thể thay đổi ít hơn" in said
    assert "Công bố phương án 1" in said


def test_chosen_proposal_is_published_and_those_concerned_see_it(proposed, planner, as_user):
    answer = planner.post(of("search", proposed.pk), {"act": "publish", "proposal": "1"})

    version = TimetableVersion.objects.first()
    assert (answer.status_code, version.number) == (302, 2)
    changed = f"{version.lessons} buổi thay đổi"
    assert changed in text(planner.get(answer.url))
    for lecturer in version.lecturers.all():
        own = as_user(builders.user("lecturer", person=lecturer.person))
        assert changed in text(own.get(of("lecturer", lecturer.pk)))
    held = Lesson.objects.first().training_class
    assert "bản số 1" in text(planner.get(of("of_class", held.pk)))


def test_class_that_is_told_sees_its_own_changes(plan, planner):
    held = Lesson.objects.first().training_class
    asked = ask_repair(plan, loss=Loss(LossKind.DAY, "", MONDAY, MONDAY), by=SYSTEM)
    begin_search(asked, by=SYSTEM)
    publish(find_repairs(asked, stopped=lambda: False, by=SYSTEM), proposal=1, by=SYSTEM)

    said = text(planner.get(of("of_class", held.pk)))

    assert "Thời khóa biểu bản số 2" in said
    assert "so với bản trước" in said


def test_proposal_that_cannot_be_published_is_refused_on_the_page(proposed, planner):
    with guarded.writing("test"):
        Lesson.objects.update(room=None)

    answer = planner.post(of("search", proposed.pk), {"act": "publish", "proposal": "1"})

    assert answer.status_code == 422
    assert "hãy tìm lại" in text(answer)
    assert planner.post(of("search", proposed.pk), {"act": "publish", "proposal": "x"}).status_code == 422


def test_leader_reads_and_is_offered_nothing(proposed, as_user):
    leader = as_user(builders.user("leader", everywhere=True))

    assert "Xếp lại tất cả" not in text(leader.get(of("of_plan", proposed.plan_id)))
    assert "Công bố phương án" not in text(leader.get(of("search", proposed.pk)))
