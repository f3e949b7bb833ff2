import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

import builders
from apps.reports.examples import reported
from khaigiang.apps.desk.models import YearRun
from khaigiang.core.states import ClassState, NominationState
from khaigiang.foundation import guarded
from khaigiang.web.pages import STOP_POLLING
from web.swapping import swapped_equals_full_load

pytestmark = pytest.mark.django_db
BOARD = reverse("desk:latest_board")


def text(answer):
    return answer.content.decode()


def test_board_without_a_plan_says_what_to_do(planner):
    assert "Chưa có kế hoạch năm" in text(planner.get(BOARD))


@pytest.mark.parametrize("lines", [1, 3])
def test_board_asks_the_same_number_of_questions(lines, planner, django_assert_num_queries):
    world = builders.small_world()
    for number in range(2, lines + 1):
        line = builders.line(world.plan, study=world.line.programme)
        builders.training_class(builders.planned_class(line, number))
    with django_assert_num_queries(16):
        planner.get(BOARD)


def test_board_shows_the_five_counts_and_where_each_class_stands(planner):
    world = builders.small_world(state=ClassState.OPEN)
    page = text(planner.get(reverse("desk:board", args=[world.plan.pk])))
    assert "<strong>2</strong>/4 chuyên đề" in page
    assert "Đang học" in page


def test_board_names_what_waits_for_somebody(planner):
    world = builders.small_world()
    silent = builders.unit("Quận Im Lặng", parent=world.city)
    builders.grant(world.line, silent, 1)
    letter = world.nominations[0].list
    builders.nominate(
        letter, builders.person("Thiếu Ngày"), of=world.communes[2], state=NominationState.INCOMPLETE, place=9
    )
    page = text(planner.get(BOARD))
    assert "1 người chưa đủ thông tin" in page
    assert "1 đơn vị chưa gửi danh sách" in page


def test_leader_lands_on_the_year_as_a_whole(as_user):
    answer = as_user(builders.user("leader", everywhere=True)).get("/")
    assert answer.headers["Location"] == reverse("reports:leader")


def test_user_to_whom_nothing_belongs_yet_is_told_so(as_user):
    page = text(as_user(builders.user("lecturer")).get("/"))
    assert "Hiện chưa có lớp" in page


def run(state, **facts):
    with guarded.writing("test"):
        return YearRun.objects.create(digest="2" * 64, state=state, **facts)


def test_files_handed_in_start_a_run(planner):
    answer = planner.post(
        reverse("desk:submit_year"),
        {
            "plan": SimpleUploadedFile("ke-hoach.xlsx", b"plan"),
            "nominations": [SimpleUploadedFile("a.xlsx", b"a"), SimpleUploadedFile("b.xlsx", b"b")],
        },
    )
    assert answer.headers["Location"] == reverse("desk:year_run", args=[YearRun.objects.get().pk])


def test_files_are_asked_for(planner):
    assert planner.post(reverse("desk:submit_year")).status_code == 422


def test_refusal_is_said_in_the_form(planner):
    answer = planner.post(
        reverse("desk:submit_year"),
        {
            "plan": SimpleUploadedFile("ke-hoach.xlsx", b"plan"),
            "nominations": [SimpleUploadedFile("a.xlsx", b"a"), SimpleUploadedFile("a.xlsx", b"b")],
        },
    )
    assert answer.status_code == 422
    assert "a.xlsx" in text(answer)


@pytest.mark.parametrize(("state", "status"), [("waiting", 200), ("running", 200), ("done", STOP_POLLING)])
def test_progress_is_asked_for_until_the_run_has_ended(state, status, planner):
    page = reverse("desk:year_run", args=[run(state).pk])
    answer = planner.get(page, headers={"HX-Request": "true", "HX-Target": "progress"})
    assert answer.status_code == status
    assert ('hx-trigger="every 2s"' in text(answer)) == (status == 200)


def test_refused_run_names_file_sheet_and_cell(planner):
    problem = {"file": "ke-hoach.xlsx", "sheet": "Dòng", "cell": "C7", "message": "Thiếu số lớp."}
    page = text(planner.get(reverse("desk:year_run", args=[run("refused", problems=[problem]).pk])))
    assert all(word in page for word in problem.values())


def test_progress_swaps_into_its_page(planner):
    page = reverse("desk:year_run", args=[run("running", stage="form").pk])
    assert swapped_equals_full_load(planner, page, page, "progress")


def test_board_says_how_many_classes_and_who_organises_teaches_and_pays(planner):
    world = builders.small_world()
    with guarded.writing("test"):
        world.line.payer = "Ngân sách Thành phố"
        world.line.save()
    builders.line(world.plan, study=world.line.programme, classes=17)
    page = text(planner.get(reverse("desk:board", args=[world.plan.pk])))
    assert "18 lớp · tính theo lượt" in page
    assert (
        "Tổ chức lớp: Ban Tổ chức Thành ủy · Cơ sở đào tạo: Trường Đào tạo cán bộ Lê Hồng Phong · "
        "Kinh phí: Ngân sách Thành phố"
    ) in page


def test_lines_tracked_by_totals_stand_together_with_what_was_reported(planner):
    world = builders.small_world()
    totals = builders.line(
        world.plan, study=world.line.programme, title="Tập huấn", classes=17, seats=400, tracking="totals"
    )
    reported(totals, dt.date(2022, 1, 1), dt.date(2022, 3, 31), classes=3, places=121)
    page = text(planner.get(reverse("desk:board", args=[world.plan.pk])))
    assert "1 dòng · đã báo cáo 3/17 lớp" in page
    assert f'<a href="{reverse("plans:line", args=[totals.pk])}">Tập huấn</a>' in page
    assert ("30%" in page, "Bổ sung các lớp" in page, page.count(">Danh sách cử</a>")) == (True, False, 2)


def test_board_of_totals_alone_has_no_five_counts(planner):
    plan = builders.plan()
    builders.line(plan, tracking="totals")
    page = text(planner.get(reverse("desk:board", args=[plan.pk])))
    assert ("đã báo cáo 0/1 lớp" in page, "Hoàn thành" in page) == (True, False)
