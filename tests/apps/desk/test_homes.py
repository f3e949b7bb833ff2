"""The homes of those who work for the whole: each says what there is to do now, and where."""

import datetime as dt

import pytest
from django.db.models import F
from django.test import Client
from django.urls import reverse

import builders
import finishing
from apps.acting import PLANNER, SCHOOL
from apps.delivery.ready import AFTERNOON, BOARD, MORNING, ready
from apps.desk.homes import coming, duties, duty, link, text
from apps.plans import delegated
from apps.reports.examples import reported
from khaigiang.apps.calls.models import Dossier
from khaigiang.apps.catalogue.models import Topic
from khaigiang.apps.certificates.actions import issue_certificates
from khaigiang.apps.delivery.actions import (
    draft_reports,
    finish_class,
    mark,
    mark_all_present,
    open_class,
    report_incident,
    sign_off,
    write_journal,
)
from khaigiang.apps.desk.models import YearRun
from khaigiang.apps.papers.models import PaperKind
from khaigiang.apps.plans.actions import ask_consent, assign_task, give_consent, request_lecturer
from khaigiang.apps.results.models import Completion
from khaigiang.core.attendance import Presence
from khaigiang.core.calendar import HalfDay, Part
from khaigiang.core.completion import CompletionStanding
from khaigiang.core.states import ClassState, NominationState
from khaigiang.data import profiles
from khaigiang.foundation import audit, clock, guarded
from khaigiang.foundation.actor import SYSTEM
from khaigiang.foundation.audit import sealing
from khaigiang.foundation.audit.models import Event
from khaigiang.foundation.audit.verification import verify

pytestmark = pytest.mark.django_db
TODAY = dt.date(2022, 5, 12)
HERE = (HalfDay(TODAY, Part.MORNING), HalfDay(TODAY, Part.AFTERNOON))


@pytest.fixture
def school(as_user) -> Client:
    return as_user(builders.user("school", everywhere=True))


@pytest.fixture
def board(as_user) -> Client:
    return as_user(builders.user("class_board", everywhere=True))


@pytest.fixture
def auditor(as_user) -> Client:
    return as_user(builders.user("auditor", everywhere=True))


def begin(world: builders.World, day: dt.date) -> None:
    """Let a class meet on a day and the one after it, and the plan say so."""
    lessons = world.training_class.lessons
    with guarded.writing("test"):
        lessons.update(day=F("day") + dt.timedelta(days=1000))
        lessons.update(day=F("day") - dt.timedelta(days=1000) + (day - MORNING.day))
        world.planned.first_day, world.planned.last_day = day, day + dt.timedelta(days=1)
        world.planned.save()


def test_planner_without_a_plan_is_told_to_enter_one(planner):
    assert duties(planner.get("/")) == [("Nhập kế hoạch năm và danh sách cử", "")]


def test_planner_sees_what_an_opening_lacks_and_who_must_act(planner):
    world = ready(confirmed=False)
    begin(world, dt.date(2022, 5, 16))
    page = planner.get("/")
    said = duty(page, "Hoàn tất điều kiện khai giảng")
    assert "Lớp 1 · Bồi dưỡng bí thư" in said
    assert "Hạn 16/05" in said
    assert "Cơ sở đào tạo chưa xác nhận phòng học sẵn sàng (việc của: cơ sở đào tạo)" in said
    assert link(page, "Hoàn tất điều kiện khai giảng") == reverse("delivery:opening", args=[world.training_class.pk])


@pytest.mark.parametrize(("day", "shown"), [(dt.date(2022, 5, 26), True), (dt.date(2022, 5, 27), False)])
def test_opening_is_of_interest_fourteen_days_ahead(day, shown, planner):
    begin(ready(confirmed=False), day)
    assert ("Hoàn tất điều kiện khai giảng" in dict(duties(planner.get("/")))) == shown


def test_class_that_misses_nothing_is_to_be_opened_on_its_day(planner, school):
    begin(ready(), TODAY)
    assert ("Khai giảng lớp", "Hôm nay") in duties(planner.get("/"))
    assert ("Khai giảng lớp", "Hôm nay") in duties(school.get("/"))


def test_opening_that_was_missed_comes_first(planner):
    world = ready()
    begin(world, dt.date(2022, 5, 10))
    assert duties(planner.get("/"))[0] == ("Khai giảng lớp", "Quá hạn 2 ngày")
    open_class(world.training_class, on=TODAY, by=SCHOOL)
    assert "Khai giảng lớp" not in dict(duties(planner.get("/")))


def test_drafts_of_a_class_that_begins_soon_are_counted(planner):
    world = ready()
    for unit in (5, 6):
        builders.paper(
            f"class:{world.training_class.pk}/unit:{unit}", PaperKind.SUMMONS, file_name=f"trieu-tap-{unit}.docx"
        )
    builders.paper(f"class:{world.training_class.pk}", PaperKind.CLASS_LIST, file_name="danh-sach.xlsx")
    assert "2 văn bản (quyết định mở lớp, triệu tập) còn là dự thảo" in duty(
        planner.get("/"), "Trình ký, ban hành văn bản của lớp"
    )


def test_planner_sees_who_waits_in_the_lists_and_why(planner):
    world = builders.small_world(state=ClassState.TIMETABLED)
    builders.more_seats(world.districts[0], 3)
    silent = builders.unit("Quận Im Lặng", parent=world.city)
    builders.grant(world.line, silent, 1)
    letter = world.nominations[0].list
    for place, (name, state) in enumerate(
        (
            ("Thiếu Ngày", NominationState.INCOMPLETE),
            ("Sai Chức", NominationState.NOT_ELIGIBLE),
            ("Chờ Chỗ", NominationState.RESERVE),
        ),
        start=7,
    ):
        builders.nominate(letter, builders.person(name), of=world.communes[2], state=state, place=place)
    page = planner.get("/")
    assert "Thiếu Ngày (Quận Số 1): Danh sách chưa ghi ngày sinh." in duty(
        page, "Đề nghị đơn vị bổ sung thông tin của 1 người"
    )
    assert "Sai Chức (Quận Số 1): Chức danh" in duty(page, "Đề nghị đơn vị cử người khác thay 1 người")
    assert "Còn 4 chỉ tiêu chưa có người" in duty(page, "Gọi 1 người dự bị vào chỗ còn trống")
    lists = reverse("nominations:line", args=[world.line.pk])
    assert link(page, "Nhắc 1 đơn vị gửi danh sách cử") == f"{lists}?don_vi=silent"


def test_planner_is_led_to_whoever_was_nominated_and_nobody_decided_about(planner):
    world = builders.small_world(state=ClassState.TIMETABLED)
    letter = world.nominations[0].list
    for place in (7, 8):
        who = builders.person(f"Chờ Xét {place}")
        builders.nominate(letter, who, of=world.communes[2], state=NominationState.NOMINATED, place=place)
    page = planner.get("/")
    assert link(page, "Xét duyệt 2 người được cử") == reverse("nominations:line", args=[world.line.pk])
    assert "lớp kế tiếp khai giảng ngày 09/05" in duty(page, "Xét duyệt 2 người được cử")


@pytest.mark.parametrize("state", ["filling", "submitted", "handed_back"])
def test_unit_whose_dossier_waits_to_be_taken_in_is_not_silent(state, planner):
    world = builders.small_world(state=ClassState.TIMETABLED)
    unit = builders.unit("Quận Đã Gửi", parent=world.city)
    builders.grant(world.line, unit, 1)
    letter = {"letter_number": "7-CV/QU", "letter_day": dt.date(2022, 5, 11), "signer": "Trần Ký"}
    with guarded.writing("test"):
        Dossier.objects.create(line=world.line, unit=unit, state=state, remarks="Thiếu ngày sinh.", **letter)
    lists = reverse("nominations:line", args=[world.line.pk])
    silent = {words: said for words, said in duties(planner.get("/")) if "gửi danh sách cử" in words}
    named = "Quận Đã Gửi" in planner.get(lists, {"don_vi": "silent"}).content.decode().split("<tbody>")[1]
    assert (bool(silent), named) == ((state != "submitted"),) * 2


def test_lists_of_a_line_whose_classes_have_all_begun_press_nobody(planner):
    world = builders.small_world(state=ClassState.OPEN)
    letter = world.nominations[0].list
    builders.nominate(
        letter, builders.person("Thiếu Ngày"), of=world.communes[2], state=NominationState.INCOMPLETE, place=9
    )
    assert duties(planner.get("/")) == []


def test_urgent_notices_of_the_last_week_come_to_the_planner(planner):
    world = ready(state=ClassState.OPEN)
    for day, what in ((dt.date(2022, 5, 5), "Cũ."), (dt.date(2022, 5, 11), "Cấp cứu.")):
        report_incident(
            world.training_class, happened_on=day, text=what, urgent=True, enrolment=world.enrolments[0], by=BOARD
        )
    said = duty(planner.get("/"), "Đọc 1 tin khẩn")
    assert f"11/05 · {world.nominations[0].person.full_name}: Cấp cứu." in said


@pytest.mark.parametrize(
    ("states", "shown"),
    [(["failed"], True), (["done", "refused"], True), (["refused", "done"], False), (["waiting"], False)],
)
def test_run_that_did_not_come_through_is_shown_until_another_did(states, shown, planner):
    builders.plan()
    with guarded.writing("test"):
        for number, state in enumerate(states):
            YearRun.objects.create(digest=f"{number:064}", state=state, problems=[{}, {}])
    assert ("Xem lại lần nhập kế hoạch chưa xong" in dict(duties(planner.get("/")))) == shown


def test_questions_wait_for_those_who_answer(planner):
    builders.plan()
    builders.question()
    builders.question(asked_at=dt.datetime(2022, 5, 3, 9, tzinfo=clock.VIET_NAM))
    assert "Câu chờ lâu nhất được hỏi ngày 03/05." in duty(planner.get("/"), "Trả lời 2 câu hỏi")


def test_planner_with_nothing_to_do_is_told_so_and_what_comes_next(planner):
    begin(ready(), dt.date(2022, 6, 20))
    page = planner.get("/")
    assert "Không còn việc gì phải làm hôm nay Tiếp theo, thứ hai 20/06/2022: Lớp 1 khai giảng." in text(page)
    assert coming(page) == ["Lớp 1 khai giảng 4 học viên"]


def test_planner_sees_the_five_counts_and_the_way_to_the_board(planner):
    world = builders.small_world()
    page = planner.get("/")
    assert "Chỉ tiêu 4 Cử 4 Duyệt 4 Học 0 Hoàn thành 0" in text(page)
    assert link(page, world.plan.title) == reverse("desk:board", args=[world.plan.pk])
    assert link(page, "Bảng năm") == reverse("desk:latest_board")


def test_plan_with_lines_by_totals_says_what_their_organisers_reported(planner):
    totals = delegated.totals_line(delegated=False)
    reported(totals, dt.date(2022, 1, 1), dt.date(2022, 3, 31), classes=9, places=1_121)

    said = "Trong đó 1 dòng theo dõi bằng số tổng hợp: 13.267 chỉ tiêu, các đơn vị tổ chức đã báo cáo 1.121 lượt học."
    assert said in text(planner.get("/"))


def test_planner_answers_for_delegated_lines_and_their_lecturers(planner):
    line = delegated.line()
    ask_consent(line, by=delegated.organiser(line))
    first, second = Topic.objects.filter(module__programme=line.programme)
    for topic in (first, second):
        request_lecturer(line, topic, wish="", by=delegated.organiser(line))
    builders.planned_class(line, first_day=dt.date(2022, 6, 1), last_day=dt.date(2022, 6, 3))
    page = planner.get("/")
    assert duties(page)[:2] == [
        ("Cho ý kiến về dòng được phân cấp", "Hạn 01/06"),
        ("Trả lời đề nghị cử giảng viên cho 2 chuyên đề", "Hạn 01/06"),
    ]
    assert "Huyện Chương Mỹ đề nghị ngày 12/05" in duty(page, "Cho ý kiến về dòng được phân cấp")
    own = reverse("plans:line", args=[line.pk])
    assert link(page, "Trả lời đề nghị cử giảng viên cho 2 chuyên đề") == own

    give_consent(line, letter_number="15-CV/BTGTU", by=PLANNER)
    assert "Cho ý kiến về dòng được phân cấp" not in dict(duties(planner.get("/")))


@pytest.mark.parametrize(
    ("whole", "said"),
    [
        (100, "Dự toán các lớp 90 đồng, trong dự toán của dòng 100 đồng."),
        (80, "Dự toán các lớp 90 đồng, vượt dự toán của dòng 80 đồng: 10 đồng."),
        (None, "Dự toán các lớp 90 đồng; kế hoạch không ghi dự toán của dòng."),
    ],
)
def test_planner_who_is_asked_for_consent_sees_what_the_classes_cost(whole, said, planner):
    line = delegated.line(estimate=whole)
    for number, estimate in ((1, 60), (2, 30)):
        builders.planned_class(line, number, estimate=estimate)
    ask_consent(line, by=delegated.organiser(line))

    assert said in duty(planner.get("/"), "Cho ý kiến về dòng được phân cấp")


def test_lists_of_a_line_of_totals_press_nobody(planner):
    line = delegated.totals_line(delegated=False)
    builders.planned_class(line)
    builders.grant(line, builders.unit("Quận Im Lặng"), 1)
    assert duties(planner.get("/")) == []


@pytest.mark.parametrize("number", [1, 3])
def test_home_of_a_planner_asks_the_same_number_of_questions(number, planner, django_assert_num_queries):
    world = ready(confirmed=False, districts=number)
    for place in range(2, number + 1):
        line = builders.line(world.plan, study=world.line.programme)
        builders.training_class(builders.planned_class(line, place), state=ClassState.TIMETABLED)
    for each in world.nominations[:number]:
        builders.nominate(
            each.list, builders.person("Thiếu Ngày"), of=each.unit, state=NominationState.INCOMPLETE, place=9 + each.pk
        )
    for place in range(number):
        line = delegated.line(of=world.plan, code=f"P{place}")
        ask_consent(line, by=PLANNER)
        request_lecturer(line, Topic.objects.filter(module__programme=line.programme).first(), wish="", by=PLANNER)
    with django_assert_num_queries(33):
        planner.get("/")


def test_school_signs_the_rolls_of_today_one_by_one_and_those_before_together(school):
    world = ready(state=ClassState.OPEN)
    page = school.get("/")
    assert duties(page)[:3] == [
        ("Ký 2 bảng điểm danh còn thiếu", "Quá hạn 1 ngày"),
        ("Ký bảng điểm danh buổi sáng", "Hôm nay"),
        ("Ký bảng điểm danh buổi chiều", "Hôm nay"),
    ]
    roll = reverse("delivery:roll", args=[world.training_class.pk, "2022-05-12-afternoon"])
    assert link(page, "Ký bảng điểm danh buổi chiều") == roll


def test_school_goes_from_the_last_half_day_to_the_certificates_step_by_step(school):
    world = ready(state=ClassState.OPEN)
    for half_day in (MORNING, AFTERNOON, *HERE):
        mark_all_present(world.training_class, half_day, by=BOARD)
        sign_off(world.training_class, half_day, by=BOARD)
    assert duties(school.get("/")) == [("Bế giảng lớp", "Hôm nay")]

    finish_class(world.training_class, on=TODAY, by=SCHOOL)
    test = finishing.assessment(world.line.programme)
    for each in world.enrolments[1:]:
        finishing.mark(test, each, "8")
    page = school.get("/")
    assert duties(page) == [("Ghi điểm còn thiếu của 1 học viên", ""), ("Xét kết quả", "")]
    assert world.nominations[0].person.full_name in duty(page, "Ghi điểm còn thiếu của 1 học viên")

    finishing.mark(test, world.enrolments[0], "8")
    for each in world.enrolments[1:]:
        finishing.completion(each)
    finishing.completion(world.enrolments[0], CompletionStanding.NOT_ENOUGH_INFORMATION)
    page = school.get("/")
    assert duties(page) == [("Bổ sung nhận xét, điểm danh của 1 học viên", ""), ("Cấp chứng nhận", "")]
    assert "3 người hoàn thành chưa được cấp" in duty(page, "Cấp chứng nhận")

    with guarded.writing("test"):
        Completion.objects.filter(enrolment=world.enrolments[0]).update(standing=CompletionStanding.NOT_COMPLETED)
    issue_certificates(world.training_class, by=SCHOOL)
    assert "Không còn việc gì phải làm hôm nay" in text(school.get("/"))


def test_school_sees_how_much_runs(school):
    ready(state=ClassState.OPEN)
    assert "Lớp đang học 1 Học viên đang học 4 Buổi học hôm nay 2 Phòng dùng hôm nay 1" in text(school.get("/"))


@pytest.mark.parametrize("number", [1, 3])
def test_home_of_a_school_asks_the_same_number_of_questions(number, school, django_assert_num_queries):
    world = ready(state=ClassState.OPEN, districts=number)
    for place in range(2, number + 1):
        finishing.another_class(world, f"Lớp {place}")
        line = builders.line(world.plan, study=world.line.programme)
        held = builders.training_class(builders.planned_class(line, place), state=ClassState.OPEN)
        builders.lesson(held, Topic.objects.first(), TODAY, where=world.room)
    if number == 1:
        finishing.another_class(world, "Lớp 2")
        builders.training_class(builders.planned_class(world.line, 2), state=ClassState.TIMETABLED)
    else:
        builders.training_class(builders.planned_class(world.line, 2), state=ClassState.TIMETABLED)
    with django_assert_num_queries(20):
        school.get("/")


def test_class_board_takes_the_next_roll_of_today_by_one_large_link(board):
    world = ready(state=ClassState.OPEN)
    page = board.get("/")
    roll = reverse("delivery:roll", args=[world.training_class.pk, "2022-05-12-morning"])
    assert link(page, "Điểm danh buổi sáng") == roll
    assert "Không còn việc gì" not in text(page)

    for half_day in HERE:
        mark_all_present(world.training_class, half_day, by=BOARD)
        sign_off(world.training_class, half_day, by=BOARD)
        page = board.get("/")
    assert "Điểm danh buổi" not in text(page)
    assert text(page).count("Đã ký Xem bảng điểm danh") == 2


def test_class_board_owes_rolls_journal_and_report(board):
    world = ready(state=ClassState.OPEN)
    assert duties(board.get("/")) == [
        ("Ký 2 bảng điểm danh còn thiếu", "Quá hạn 1 ngày"),
        ("Ghi sổ theo dõi 1 ngày còn trống", "Quá hạn 1 ngày"),
        ("Ghi sổ theo dõi hôm nay", "Hôm nay"),
        ("Lập báo cáo tình hình lớp gửi hai phía", "Hôm nay"),
    ]
    for half_day in (MORNING, AFTERNOON):
        mark_all_present(world.training_class, half_day, by=BOARD)
        sign_off(world.training_class, half_day, by=BOARD)
    for day in (MORNING.day, TODAY):
        write_journal(world.training_class, day=day, text="Đủ.", by=BOARD)
    draft_reports(world.training_class, first=MORNING.day, last=TODAY, by=BOARD)
    assert duties(board.get("/")) == []


def test_report_is_asked_for_again_after_a_week(board, monkeypatch):
    world = ready(state=ClassState.OPEN)
    with guarded.writing("test"):
        world.training_class.lessons.filter(day=TODAY, part="afternoon").update(day=dt.date(2022, 6, 10))
    draft_reports(world.training_class, first=MORNING.day, last=MORNING.day, by=BOARD)
    report = "Lập báo cáo tình hình lớp gửi hai phía"
    monkeypatch.setenv("KHAIGIANG_TODAY", "2022-05-17")
    assert report not in dict(duties(board.get("/")))
    monkeypatch.setenv("KHAIGIANG_TODAY", "2022-05-18")
    assert "Báo cáo gần nhất đến hết ngày 11/05." in duty(board.get("/"), report)


def test_class_board_is_told_who_is_near_the_absence_limit(board):
    world = ready(state=ClassState.OPEN)
    assert "về số buổi vắng" not in text(board.get("/"))
    with guarded.writing("test"):
        world.line.programme.code = profiles.profiles()[0].programmes[0]
        world.line.programme.save()
        for number in range(4):
            builders.lesson(world.training_class, Topic.objects.first(), dt.date(2022, 5, 20 + number))
    mark(world.enrolments[0], MORNING, Presence.UNEXCUSED, by=BOARD)
    mark(world.enrolments[0], AFTERNOON, Presence.UNEXCUSED, by=BOARD)
    mark(world.enrolments[1], MORNING, Presence.EXCUSED, by=BOARD)
    mark(world.enrolments[2], MORNING, Presence.LATE, by=BOARD)
    said = duty(board.get("/"), "Nhắc 2 học viên về số buổi vắng")
    beyond, near = (world.nominations[number].person.full_name for number in (0, 1))
    assert f"{beyond}: vắng 2 buổi, đã quá giới hạn" in said
    assert f"{near}: vắng 1 buổi" in said


def test_class_board_sees_what_happened_and_where_its_classes_meet_next(board):
    world = ready(state=ClassState.OPEN)
    builders.lesson(world.training_class, Topic.objects.first(), dt.date(2022, 5, 16), where=world.room)
    report_incident(world.training_class, happened_on=TODAY, text="Mất điện.", by=BOARD)
    page = board.get("/")
    assert "Mất điện." in text(page)
    assert coming(page) == ["Sáng: Chuyên đề 1 Lớp 1 · Hội trường A", "Lớp 1 bế giảng 4 học viên"]


@pytest.mark.parametrize("number", [1, 3])
def test_home_of_a_class_board_asks_the_same_number_of_questions(number, board, django_assert_num_queries):
    world = ready(state=ClassState.OPEN, districts=1, people=number)
    with guarded.writing("test"):
        world.line.programme.code = profiles.profiles()[0].programmes[0]
        world.line.programme.save()
    for each in world.enrolments:
        mark(each, MORNING, Presence.UNEXCUSED, by=BOARD)
        report_incident(world.training_class, happened_on=TODAY, text="Ốm.", enrolment=each, by=BOARD)
    for place in range(2, number + 1):
        line = builders.line(world.plan, study=world.line.programme)
        held = builders.training_class(builders.planned_class(line, place), state=ClassState.OPEN)
        builders.lesson(held, Topic.objects.first(), TODAY, where=world.room)
    with django_assert_num_queries(18):
        board.get("/")


def test_auditor_is_told_to_verify_until_it_was_done(auditor):
    with guarded.writing("test"):
        audit.record("plans.approved", "Plan:3", by=PLANNER)
    assert duties(auditor.get("/")) == [("Kiểm tra nhật ký lần đầu", "Hôm nay")]
    latest = verify(by=SYSTEM).latest
    page = auditor.get("/")
    assert duties(page) == []
    assert "Nguyên vẹn ở lần kiểm tra gần nhất" in text(page)
    assert latest in text(page)


def test_auditor_is_told_when_the_nightly_verification_did_not_run(auditor, monkeypatch):
    verify(by=SYSTEM)
    monkeypatch.setenv("KHAIGIANG_TODAY", "2022-05-14")
    assert duties(auditor.get("/")) == [("Kiểm tra lại nhật ký", "Hôm nay")]


def test_auditor_is_told_first_of_a_trail_that_was_changed(auditor):
    verify(by=SYSTEM)
    with guarded.writing("test"):
        audit.record("audit.found_wrong", "audit", by=SYSTEM, events=1, seals=1)
    assert duties(auditor.get("/")) == [("Làm rõ chỗ nhật ký bị sửa hoặc bị xóa", "Hôm nay")]


def test_auditor_sees_the_acts_of_the_week_by_kind(auditor):
    old = dt.date(2022, 5, 4)
    with guarded.writing("test"):
        with clock.standing_at(old):
            audit.record("plans.entered", "Plan:3", by=PLANNER)
        for by in (PLANNER, PLANNER, BOARD):
            audit.record("delivery.opened", "TrainingClass:12", by=by)
        sealing.seal()
        audit.record("plans.approved", "Plan:3", by=PLANNER)
    page = auditor.get("/")
    said = text(page)
    assert "Sự kiện 7 ngày qua 4 Sự kiện chờ niêm phong 1 Niêm phong 1" in said
    assert "khai giảng 3 1 12/05 08:00" in said
    assert "nhập kế hoạch" not in said
    assert link(page, "khai giảng") == f"{reverse('inspection:events')}?viec=delivery.opened"


@pytest.mark.parametrize("events", [1, 3])
def test_home_of_an_auditor_asks_the_same_number_of_questions(events, auditor, django_assert_num_queries):
    with guarded.writing("test"):
        for number in range(events):
            audit.record(["plans.approved", "plans.entered", "plans.withdrawn"][number], "Plan:3", by=PLANNER)
    with django_assert_num_queries(8):
        auditor.get("/")


def test_auditor_of_some_units_only_has_no_trail_to_read(as_user):
    page = as_user(builders.user("auditor", units=[builders.unit("Quận Một")])).get("/")
    assert "Hiện chưa có lớp" in text(page)


def test_somebody_of_two_roles_has_the_homes_of_both_in_the_order_of_roles(as_user):
    ready(state=ClassState.OPEN)
    page = text(as_user(builders.user("class_board", "school", everywhere=True)).get("/"))
    assert page.index("Cơ sở đào tạo") < page.index("Ban quản lý lớp")
    assert "Điểm danh buổi sáng" in page
    assert "Phòng dùng hôm nay" in page


def test_more_than_eight_duties_are_folded(planner):
    world = ready(confirmed=False)
    for number in range(2, 12):
        builders.training_class(
            builders.planned_class(world.line, number, first_day=TODAY), state=ClassState.TIMETABLED
        )
    page = planner.get("/")
    assert len(duties(page)) == 11
    assert "3 việc nữa" in text(page)


def test_home_is_read_only_and_leaves_no_event(planner):
    ready()
    before = Event.objects.count()
    planner.get("/")
    assert Event.objects.count() == before


def test_overdue_tasks_are_the_planners_to_chase(planner):
    plan = builders.plan()
    for title, day in (("In thẻ", "2022-05-10"), ("In sổ", "2022-05-20")):
        assign_task(plan, title=title, owner="Văn phòng", due_on=dt.date.fromisoformat(day), by=PLANNER)
    answer = planner.get("/")
    assert duty(answer, "Đôn đốc nhiệm vụ quá hạn").startswith("Đôn đốc nhiệm vụ quá hạn")
    assert "Văn phòng chưa báo xong; đã đôn đốc 0 lần." in duty(answer, "Đôn đốc nhiệm vụ quá hạn")
    assert link(answer, "Đôn đốc nhiệm vụ quá hạn") == f"/ke-hoach/{plan.pk}/#tasks"
