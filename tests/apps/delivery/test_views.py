import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from lxml import html

import builders
import finishing
from apps.delivery.ready import BOARD, EVERYBODY, MORNING, filled, ready
from khaigiang.apps.catalogue.models import Topic
from khaigiang.apps.classes.models import TrainingClass
from khaigiang.apps.delivery.actions import mark_all_present, report_incident, sign_off, write_journal
from khaigiang.apps.delivery.imports import attendance_book
from khaigiang.apps.delivery.models import Attendance, Confirmation, Incident, JournalEntry, Roll
from khaigiang.apps.papers.models import Paper, PaperKind
from khaigiang.core.states import ClassState, RollState
from khaigiang.foundation import guarded

pytestmark = pytest.mark.django_db
HALF_DAY = "2022-05-11-morning"
DAY = dt.date(2022, 5, 11)


def of(world, name, *more):
    return reverse(f"delivery:{name}", args=[world.training_class.pk, *more])


def text(answer):
    return " ".join(html.fromstring(answer.content.decode()).text_content().split())


@pytest.fixture
def board(as_user):
    return as_user(builders.user("class_board", everywhere=True))


@pytest.fixture
def school(as_user):
    return as_user(builders.user("school", everywhere=True))


@pytest.mark.parametrize("people", [1, 3])
@pytest.mark.parametrize(
    ("name", "more", "questions"),
    [("opening", [], 29), ("attendance", [], 12), ("roll", [HALF_DAY], 10), ("journal", [], 8)],
)
def test_page_asks_the_same_number_of_questions(name, more, questions, people, planner, django_assert_num_queries):
    state = ClassState.TIMETABLED if name == "opening" else ClassState.OPEN
    world = ready(districts=1, people=people, state=state)
    if state == ClassState.OPEN:
        mark_all_present(world.training_class, MORNING, by=BOARD)
    for number in range(people if state == ClassState.OPEN else 0):
        write_journal(world.training_class, day=DAY, text=f"Ngày {number}", by=BOARD)
        report_incident(
            world.training_class, happened_on=DAY, text="Ốm.", urgent=True, enrolment=world.enrolments[number], by=BOARD
        )
    with django_assert_num_queries(questions):
        planner.get(of(world, name, *more))


@pytest.mark.parametrize("people", [1, 3])
def test_notices_ask_the_same_number_of_questions(people, planner, django_assert_num_queries):
    world = ready(districts=1, people=people, state=ClassState.OPEN)
    for each in world.enrolments:
        report_incident(world.training_class, happened_on=DAY, text="Ốm.", urgent=True, enrolment=each, by=BOARD)
    with django_assert_num_queries(5):
        planner.get(reverse("delivery:notices"))


def test_opening_page_says_what_is_missing_and_what_to_do(school):
    world = ready(confirmed=False)
    page = text(school.get(of(world, "opening")))
    assert "Còn 2 mục chưa xong" in page
    assert "Cơ sở đào tạo chưa xác nhận phòng học sẵn sàng. Nhà trường kiểm tra phòng" in page


def test_opening_page_asks_for_consent_where_the_line_is_delegated(school):
    world = ready()
    assert "Ý kiến thống nhất" not in text(school.get(of(world, "opening")))
    with guarded.writing("test"):
        world.line.delegated, world.line.organiser_unit = True, world.districts[0]
        world.line.consenting_body = "Ban Tuyên giáo Thành ủy"
        world.line.save()

    answer = school.get(of(world, "opening"))

    page = text(answer)
    assert "Còn 1 mục chưa xong" in page
    assert "Đơn vị chủ trì đề nghị cho ý kiến ở trang của dòng kế hoạch. Mở dòng kế hoạch" in page
    assert html.fromstring(answer.content.decode()).xpath("//ol[@class='steps']//a/@href") == [
        reverse("plans:line", args=[world.line.pk])
    ]


def test_school_confirms_and_opens_by_page(school):
    world = ready(confirmed=False)
    for item in ("lecturers_confirmed", "rooms_ready"):
        assert school.post(of(world, "opening"), {"item": item, "note": ""}).status_code == 302
    assert Confirmation.objects.count() == 2
    assert school.post(of(world, "opening")).status_code == 302
    assert TrainingClass.objects.get().state == ClassState.OPEN
    assert "Lớp đã khai giảng ngày 12/05/2022" in text(school.get(of(world, "opening")))


def test_school_closes_a_class_by_page_once_it_is_over(school, monkeypatch):
    world = ready(state=ClassState.OPEN)
    monkeypatch.setenv("KHAIGIANG_TODAY", "2022-05-11")
    assert "Bế giảng lớp" not in text(school.get(of(world, "opening")))
    answer = school.post(of(world, "opening"), {"act": "finish"})
    assert "còn buổi học đến ngày 12/05/2022" in text(answer)

    monkeypatch.setenv("KHAIGIANG_TODAY", "2022-05-12")
    assert "Bế giảng lớp" in text(school.get(of(world, "opening")))
    assert school.post(of(world, "opening"), {"act": "finish"}).status_code == 302
    assert TrainingClass.objects.get().state == ClassState.FINISHED
    assert "Lớp đã bế giảng ngày 12/05/2022" in text(school.get(of(world, "opening")))


def test_opening_that_is_refused_says_why_on_the_page(school):
    world = ready(confirmed=False)
    answer = school.post(of(world, "opening"))
    assert answer.status_code == 422
    assert "giảng viên chưa được xác nhận nhận lịch; cơ sở đào tạo chưa xác nhận" in text(answer)


def test_planner_is_not_offered_to_confirm_the_rooms(planner):
    page = html.fromstring(planner.get(of(ready(confirmed=False), "opening")).content.decode())
    assert page.xpath("//input[@name='item']/@value") == ["lecturers_confirmed"]


@pytest.mark.parametrize("role", ["leader", "auditor"])
def test_whoever_only_reads_changes_nothing(role, as_user):
    world = ready(state=ClassState.OPEN)
    reader = as_user(builders.user(role, everywhere=True))
    assert reader.post(of(world, "roll", HALF_DAY), {"act": "all_present"}).status_code == 403
    assert reader.post(of(world, "journal"), {"act": "entry", "day": DAY, "text": "x"}).status_code == 403
    assert (Roll.objects.count(), JournalEntry.objects.count()) == (0, 0)


def test_whole_class_is_present_in_one_tap_and_one_exception_by_name(board):
    world = ready(state=ClassState.OPEN)
    late = world.enrolments[2].pk
    posted = {"act": "all_present", f"presence-{late}": "late", f"note-{late}": "kẹt xe"}
    assert board.post(of(world, "roll", HALF_DAY), posted).status_code == 302
    assert list(Attendance.objects.exclude(presence="present").values_list("enrolment", "presence", "note")) == [
        (late, "late", "kẹt xe")
    ]
    assert Attendance.objects.count() == 4


def test_roll_is_signed_by_page_and_offers_nothing_more(board):
    world = ready(state=ClassState.OPEN)
    board.post(of(world, "roll", HALF_DAY), {"act": "all_present"})
    board.post(of(world, "roll", HALF_DAY), {"act": "sign_off"})
    assert Roll.objects.get().state == RollState.SIGNED
    page = html.fromstring(board.get(of(world, "roll", HALF_DAY)).content.decode())
    assert page.xpath("//main//button/@name") == []
    roll = page.xpath("//ol[@class='roll']")[0]
    assert (len(roll.xpath(".//input")), roll.text_content().count("Có mặt")) == (0, 4)


def test_roll_that_misses_somebody_is_not_signed_and_names_them(board):
    world = ready(state=ClassState.OPEN)
    answer = board.post(of(world, "roll", HALF_DAY), {"act": "sign_off"})
    assert answer.status_code == 422
    assert "Còn 4 học viên chưa được điểm danh" in text(answer)


def test_trainee_of_another_class_is_refused_on_the_roll_and_what_was_typed_stays(board):
    world = ready(state=ClassState.OPEN)
    own = world.enrolments[0].pk
    other = finishing.another_class(world, "Lớp khác").enrolments.all()[0].pk
    for stranger in (other, "x", "9" * 40):
        posted = {"act": "save", f"presence-{own}": "late", f"note-{own}": "kẹt xe", f"presence-{stranger}": "present"}
        answer = board.post(of(world, "roll", HALF_DAY), posted)
        page = html.fromstring(answer.content.decode())
        assert (answer.status_code, Attendance.objects.count()) == (422, 0)
        assert page.xpath("//*[@role='alert']/text()") == ["Người này không phải là học viên của Lớp 1."]
        assert page.xpath(f"//input[@name='presence-{own}'][@checked]/@value") == ["late"]
        assert page.xpath(f"//input[@name='note-{own}']/@value") == ["kẹt xe"]


@pytest.mark.parametrize("act", ["save", "all_present", "sign_off"])
def test_signed_roll_is_not_changed_by_page(board, act):
    world = ready(state=ClassState.OPEN)
    mark_all_present(world.training_class, MORNING, by=BOARD)
    sign_off(world.training_class, MORNING, by=BOARD)
    answer = board.post(of(world, "roll", HALF_DAY), {"act": act, f"presence-{world.enrolments[0].pk}": "late"})
    assert answer.status_code == 422
    assert "Bảng điểm danh buổi 11/05/2022 sáng đã ký, không sửa được nữa." in text(answer)
    assert set(Attendance.objects.values_list("presence", flat=True)) == {"present"}


def test_half_day_of_another_class_has_no_roll_here(board):
    world = ready(state=ClassState.OPEN)
    other = finishing.another_class(world, "Lớp khác")
    builders.lesson(other, Topic.objects.first(), dt.date(2022, 5, 10))
    posted = {"act": "all_present", f"presence-{world.enrolments[0].pk}": "late"}
    answer = board.post(of(world, "roll", "2022-05-10-morning"), posted)
    assert (answer.status_code, "Không có trang ở địa chỉ này" in text(answer)) == (404, True)
    assert (Roll.objects.count(), Attendance.objects.count()) == (0, 0)


@pytest.mark.parametrize("half_day", ["2022-05-10-morning", "hom-nay", "2022-05-11-noon"])
def test_half_day_that_is_none_has_no_page(half_day, board):
    assert board.get(of(ready(state=ClassState.OPEN), "roll", half_day)).status_code == 404


def test_workbook_is_fetched_and_handed_in_again(board):
    world = ready(state=ClassState.OPEN)
    mark_all_present(world.training_class, MORNING, by=BOARD)
    fetched = board.get(of(world, "attendance_book"))
    assert fetched.content == attendance_book(world.training_class)
    sent = {"book": SimpleUploadedFile("diem-danh.xlsx", fetched.content)}
    answer = board.post(of(world, "attendance"), sent, follow=True)
    assert "Đã đọc tệp: ghi 0 ô." in text(answer)


def test_faulty_workbook_is_answered_with_its_places(board):
    answer = board.post(
        of(ready(state=ClassState.OPEN), "attendance"), {"book": SimpleUploadedFile("dd.xlsx", b"khong")}
    )
    assert answer.status_code == 422
    assert "Tệp dd.xlsx: Tệp không phải là bảng tính (.xlsx, .xls, .ods, .csv)." in text(answer)


@pytest.mark.parametrize(("letter", "status"), [("x", 200), ("C", 302)])
def test_a_workbook_is_only_checked_and_given_back_by_page(letter, status, board):
    world = ready(state=ClassState.OPEN)
    data = filled(attendance_book(world.training_class), {"D7": letter})
    answer = board.post(of(world, "attendance"), {"act": "check", "book": SimpleUploadedFile("dd.xlsx", data)})
    name = answer.headers.get("Content-Disposition", "")
    assert (answer.status_code, "dd-da-kiem-tra.xlsx" in name) == (status, status == 200)
    assert Attendance.objects.count() == 0


def test_workbook_of_another_class_or_against_a_signed_roll_changes_nothing_by_page(board):
    world = ready(state=ClassState.OPEN)
    other = finishing.another_class(world, "Lớp khác")
    wrong = filled(attendance_book(world.training_class), {**EVERYBODY, "D7": "K"})
    mark_all_present(world.training_class, MORNING, by=BOARD)
    sign_off(world.training_class, MORNING, by=BOARD)
    for book, said in (
        (
            attendance_book(other),
            f"ô B3: Tệp này của lớp “{other.code}”, không phải của lớp “",
        ),
        (wrong, "ô D7: Bảng điểm danh buổi 11/05/2022 sáng đã ký, không sửa được nữa."),
    ):
        answer = board.post(of(world, "attendance"), {"book": SimpleUploadedFile("dd.xlsx", book)})
        assert (answer.status_code, said in text(answer)) == (422, True), text(answer)
    assert set(Attendance.objects.values_list("presence", flat=True)) == {"present"}


def test_programme_without_a_profile_says_that_nobody_is_beyond_a_limit(board):
    assert "chưa có quy chế nào đặt giới hạn vắng mặt" in text(
        board.get(of(ready(state=ClassState.OPEN), "attendance"))
    )


def test_sending_unit_sees_the_absences_of_its_own_people_only(as_user):
    world = ready(state=ClassState.OPEN)
    page = text(as_user(builders.user("sending_unit", units=[world.districts[0]])).get(of(world, "attendance")))
    assert ("Lê Thị Bình 11" in page, "Lê Thị Bình 21" in page, "Các buổi học" in page) == (True, False, False)


def test_urgent_incident_written_by_page_reaches_the_sending_unit(board, as_user):
    world = ready(state=ClassState.OPEN)
    posted = {
        "act": "happened",
        "happened_on": "2022-05-11",
        "enrolment": world.enrolments[0].pk,
        "incident": "Học viên phải vào viện.",
        "urgent": "on",
    }
    answer = board.post(of(world, "journal"), posted, follow=True)
    assert "Đã báo ngay: Ban Tổ chức Thành ủy, Quận Số 1." in text(answer)
    own, other = (as_user(builders.user("sending_unit", units=[each])) for each in world.districts)
    assert "Học viên phải vào viện." in text(own.get(reverse("delivery:notices")))
    assert "Không có tin khẩn" in text(other.get(reverse("delivery:notices")))


def test_day_is_written_and_both_sides_reported_by_page(board):
    world = ready(state=ClassState.OPEN)
    board.post(of(world, "journal"), {"act": "entry", "day": "2022-05-11", "text": "Lớp đủ."})
    assert JournalEntry.objects.get().text == "Lớp đủ."
    board.post(of(world, "journal"), {"act": "report", "first": "2022-05-11", "last": "2022-05-12"})
    assert Paper.objects.filter(kind=PaperKind.CLASS_REPORT).count() == 3


@pytest.mark.parametrize(
    "posted",
    [
        {"act": "entry", "day": "hôm qua", "text": "x"},
        {"act": "happened", "happened_on": "2022-05-11", "incident": ""},
        {"act": "report", "first": "2022-05-12", "last": "2022-05-11"},
    ],
)
def test_wrong_form_of_the_journal_is_answered_on_the_page(posted, board):
    assert board.post(of(ready(state=ClassState.OPEN), "journal"), posted).status_code == 422
    written = (
        JournalEntry.objects.count(),
        Incident.objects.count(),
        Paper.objects.filter(kind="class_report").count(),
    )
    assert written == (0, 0, 0)


def test_class_is_closed_by_page_once_its_last_half_day_has_come(school, monkeypatch):
    world = ready(state=ClassState.OPEN)
    page = of(world, "opening")

    monkeypatch.setenv("KHAIGIANG_TODAY", "2022-05-10")
    early = school.post(page, {"act": "finish"})
    monkeypatch.setenv("KHAIGIANG_TODAY", "2022-05-20")
    answer = school.post(page, {"act": "finish"}, follow=True)

    assert (early.status_code, answer.redirect_chain) == (422, [(page, 302)])
    assert "Lớp đã bế giảng ngày 20/05/2022." in answer.content.decode()
    world.training_class.refresh_from_db()
    assert world.training_class.state == ClassState.FINISHED


def test_opened_class_still_says_who_confirmed_what(planner):
    world = ready()
    with guarded.writing("test"):
        world.training_class.state = ClassState.OPEN
        world.training_class.opened_on = DAY
        world.training_class.save()

    said = text(planner.get(of(world, "opening")))

    assert "Phòng học, trang thiết bị đã sẵn sàng: Phạm Thị Kế xác nhận ngày 12/05/2022." in said
