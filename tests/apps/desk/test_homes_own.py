"""The homes of those who see only what is theirs: a sending unit, a lecturer, a trainee."""

import datetime as dt

import pytest
from django.urls import reverse

import builders
import finishing
from apps.acting import PLANNER
from apps.delivery.ready import AFTERNOON, BOARD, MORNING, ready
from apps.desk.homes import coming, duties, duty, link, text
from apps.plans import delegated
from khaigiang.apps.catalogue.models import Topic
from khaigiang.apps.delivery.actions import mark, report_incident
from khaigiang.apps.papers.models import Paper, PaperKind
from khaigiang.apps.plans.actions import ask_consent, assign_task, hand_back
from khaigiang.apps.results.models import CompletionReason
from khaigiang.core.attendance import Presence
from khaigiang.core.completion import CompletionStanding
from khaigiang.core.states import ClassState, NominationState, PaperState
from khaigiang.foundation import guarded

pytestmark = pytest.mark.django_db
TODAY = dt.date(2022, 5, 12)


@pytest.fixture
def sender(as_user):
    """Signs in for one unit of a world."""
    return lambda world, number=0: as_user(builders.user("sending_unit", units=[world.districts[number]]))


def summons(world: builders.World, number: int = 0, *, issued: bool = True) -> Paper:
    paper = builders.paper(
        f"class:{world.training_class.pk}/unit:{world.districts[number].pk}",
        PaperKind.SUMMONS,
        file_name=f"trieu-tap-{number}.docx",
    )
    if issued:
        with guarded.writing("test"):
            Paper.objects.filter(pk=paper.pk).update(
                state=PaperState.ISSUED,
                number=15 + number,
                symbol="CV/BTCTU",
                dated=dt.date(2022, 5, 5),
                series="cong-van",
            )
    return paper


def test_sending_unit_sees_its_lines_with_their_five_counts(sender):
    world = builders.small_world()
    page = sender(world).get("/")
    assert "Quận Số 1 · tính theo lượt Chỉ tiêu 2 Cử 2 Duyệt 2 Học 0 Hoàn thành 0" in text(page)
    assert "Quận Số 2" not in text(page)
    own = reverse("nominations:unit", args=[world.line.pk, world.districts[0].pk])
    assert link(page, world.line.title) == own


def test_sending_unit_reads_who_was_refused_or_lacks_a_fact_and_why(sender):
    world = builders.small_world(state=ClassState.TIMETABLED)
    builders.more_seats(world.districts[0], 2)
    for place, (name, state) in enumerate(
        (("Thiếu Ngày", NominationState.INCOMPLETE), ("Sai Chức", NominationState.NOT_ELIGIBLE)), start=8
    ):
        builders.nominate(
            world.nominations[0].list, builders.person(name), of=world.communes[2], state=state, place=place
        )
    page = sender(world).get("/")
    assert duties(page) == [
        ("Bổ sung thông tin của 1 người", "Quá hạn 3 ngày"),
        ("Cử người khác thay 1 người không đủ điều kiện", "Quá hạn 3 ngày"),
    ]
    assert "Thiếu Ngày: Danh sách chưa ghi ngày sinh." in duty(page, "Bổ sung thông tin của 1 người")
    assert "Sai Chức: Chức danh" in duty(page, "Cử người khác thay 1 người không đủ điều kiện")
    assert "Thiếu Ngày" not in text(sender(world, 1).get("/"))


def test_sending_unit_is_asked_to_fill_its_seats(sender):
    world = builders.small_world(state=ClassState.TIMETABLED)
    builders.more_seats(world.districts[0], 3)
    assert "Đã duyệt 2 trong 5 chỉ tiêu" in duty(sender(world).get("/"), "Cử thêm 3 người")


def test_sending_unit_that_sent_nobody_is_asked_for_its_list(sender, as_user):
    world = builders.small_world(state=ClassState.TIMETABLED)
    silent = builders.unit("Quận Im Lặng", parent=world.city)
    builders.grant(world.line, silent, 4)
    page = as_user(builders.user("sending_unit", units=[silent])).get("/")
    assert "Đơn vị có 4 chỉ tiêu mà chưa cử ai" in duty(page, "Gửi danh sách cử 4 người")


def test_sending_unit_downloads_the_summons_of_a_class_to_come(sender):
    world = ready(state=ClassState.TIMETABLED)
    with guarded.writing("test"):
        world.training_class.lessons.filter(day=MORNING.day).delete()
    paper = summons(world)
    summons(world, 1, issued=False)
    page = sender(world).get("/")
    assert "Đã ban hành số 15-CV/BTCTU; lớp khai giảng ngày 12/05." in duty(
        page, "Tải giấy triệu tập, chuyển cho 2 học viên"
    )
    assert link(page, "Tải giấy triệu tập, chuyển cho 2 học viên") == reverse("papers:download", args=[paper.pk])
    assert duties(sender(world, 1).get("/")) == []


def test_sending_unit_is_told_of_its_people_who_were_absent_without_leave_this_week(sender):
    world = ready(state=ClassState.OPEN)
    for half_day, presence in ((MORNING, Presence.UNEXCUSED), (AFTERNOON, Presence.UNEXCUSED)):
        mark(world.enrolments[0], half_day, presence, by=BOARD)
    mark(world.enrolments[1], MORNING, Presence.EXCUSED, by=BOARD)
    mark(world.enrolments[2], MORNING, Presence.UNEXCUSED, by=BOARD)
    said = duty(sender(world).get("/"), "Hỏi lý do vắng của 1 học viên")
    assert f"{world.nominations[0].person.full_name}: sáng 11/05, chiều 11/05" in said
    assert world.nominations[2].person.full_name not in said


def test_absence_of_last_week_is_no_duty_any_more(sender, monkeypatch):
    world = ready(state=ClassState.OPEN)
    mark(world.enrolments[0], MORNING, Presence.UNEXCUSED, by=BOARD)
    monkeypatch.setenv("KHAIGIANG_TODAY", "2022-05-16")
    assert duties(sender(world).get("/")) == []


def test_sending_unit_reads_urgent_notices_about_its_own_people(sender):
    world = ready(state=ClassState.OPEN)
    report_incident(
        world.training_class, happened_on=TODAY, text="Cấp cứu.", urgent=True, enrolment=world.enrolments[0], by=BOARD
    )
    assert dict(duties(sender(world).get("/"))) == {"Đọc 1 tin khẩn": "Hôm nay"}
    assert duties(sender(world, 1).get("/")) == []


def test_sending_unit_sees_when_its_people_begin(sender):
    world = builders.small_world(state=ClassState.TIMETABLED)
    with guarded.writing("test"):
        world.training_class.lessons.filter(day=dt.date(2022, 5, 11)).delete()
        world.training_class.lessons.update(day=dt.date(2022, 5, 20), first_period=1)
    assert coming(sender(world).get("/")) == ["Lớp 1 khai giảng 2 học viên", "Lớp 1 bế giảng 2 học viên"]


def test_unit_that_runs_a_line_asks_for_consent_and_again_when_it_was_handed_back(as_user):
    line = delegated.line()
    own = as_user(builders.user("sending_unit", units=[line.organiser_unit]))
    page = own.get("/")
    assert link(page, "Đề nghị cho ý kiến thống nhất") == reverse("plans:line", args=[line.pk])
    assert "đơn vị tổ chức · tính theo lượt Chỉ tiêu 10" in text(page)

    ask_consent(line, by=delegated.organiser(line))
    assert duties(own.get("/")) == []
    hand_back(line, remarks="Thiếu dự toán.", by=PLANNER)
    said = duty(own.get("/"), "Hoàn chỉnh dòng bị trả lại rồi đề nghị lại")
    assert "Ban Tuyên giáo Thành ủy trả lại ngày 12/05: Thiếu dự toán." in said


def test_unit_is_told_nothing_of_lines_that_others_run(as_user, sender):
    delegated.line()
    other = as_user(builders.user("sending_unit", units=[builders.unit("Huyện Khác")]))
    assert "Hiện chưa có lớp" in text(other.get("/"))


@pytest.mark.parametrize("number", [1, 3])
def test_home_of_a_sending_unit_asks_the_same_number_of_questions(number, sender, django_assert_num_queries):
    world = ready(state=ClassState.OPEN, people=number)
    for each in world.enrolments[:number]:
        mark(each, MORNING, Presence.UNEXCUSED, by=BOARD)
        report_incident(world.training_class, happened_on=TODAY, text="Ốm.", urgent=True, enrolment=each, by=BOARD)
    for place in range(2, number + 2):
        line = builders.line(world.plan, study=world.line.programme)
        builders.planned_class(line, place)
        builders.grant(line, world.districts[0], 2)
        letter = builders.letter(line, world.districts[0])
        builders.nominate(
            letter, builders.person(f"Thiếu {place}"), of=world.communes[0], state=NominationState.INCOMPLETE
        )
    for place in range(number):
        delegated.line(of=world.plan, code=f"P{place}", organiser_unit=world.districts[0])
    own = sender(world)
    with django_assert_num_queries(23):
        own.get("/")


def test_lecturer_sees_where_to_teach_today_and_in_the_next_four_weeks(as_user):
    world = builders.small_world()
    topic = Topic.objects.first()
    for day in (dt.date(2022, 5, 20), dt.date(2022, 6, 9), dt.date(2022, 6, 10)):
        builders.lesson(world.training_class, topic, day, where=world.room, by=world.lecturer)
    page = as_user(builders.user("lecturer", person=world.lecturer.person)).get("/")
    said = text(page)
    assert "Lớp 1 Hôm nay, 12/05/2022 · Trường Đào tạo cán bộ Lê Hồng Phong" in said
    assert "Sáng Chuyên đề 3 Lên lớp · Hội trường A Chiều Chuyên đề 4" in said
    assert coming(page) == ["Sáng: Chuyên đề 1 Lớp 1 · Hội trường A"] * 2
    assert "Buổi giảng 4 tuần tới 4 Tiết giảng 4 tuần tới 20 Lớp giảng 4 tuần tới 1" in said
    assert link(page, "Lịch của tôi") == reverse("timetables:lecturer", args=[world.lecturer.pk])


def test_lecturer_answers_questions(as_user):
    world = builders.small_world()
    builders.question()
    page = as_user(builders.user("lecturer", person=world.lecturer.person)).get("/")
    assert link(page, "Trả lời 1 câu hỏi") == reverse("handbook:questions")


def test_lecturer_who_teaches_nothing_any_more_has_nothing_to_do(as_user, monkeypatch):
    world = builders.small_world()
    builders.lesson(world.training_class, Topic.objects.first(), dt.date(2022, 9, 12), by=world.lecturer)
    monkeypatch.setenv("KHAIGIANG_TODAY", "2022-08-01")
    own = as_user(builders.user("lecturer", person=world.lecturer.person))
    assert "Không còn việc gì phải làm hôm nay Tiếp theo, thứ hai 12/09/2022: Chuyên đề 1." in text(own.get("/"))
    monkeypatch.setenv("KHAIGIANG_TODAY", "2022-09-13")
    assert "Không còn việc gì phải làm hôm nay Con số" in text(own.get("/"))


@pytest.mark.parametrize("number", [1, 3])
def test_home_of_a_lecturer_asks_the_same_number_of_questions(number, as_user, django_assert_num_queries):
    world = builders.small_world()
    for place in range(number):
        day = dt.date(2022, 5, 20 + place)
        builders.lesson(world.training_class, Topic.objects.first(), day, where=world.room, by=world.lecturer)
        builders.question()
    own = as_user(builders.user("lecturer", person=world.lecturer.person))
    with django_assert_num_queries(10):
        own.get("/")


@pytest.fixture
def trainee(as_user):
    """Signs in as one trainee of a world."""
    return lambda world, number=0: as_user(builders.user("trainee", person=world.nominations[number].person))


def test_trainee_sees_where_to_be_today_and_next(trainee):
    world = builders.small_world()
    for place, day in enumerate((dt.date(2022, 5, 19), dt.date(2022, 5, 20))):
        topic = Topic.objects.order_by("pk")[place]
        builders.lesson(world.training_class, topic, day, where=world.room)
    page = trainee(world).get("/")
    assert "Hôm nay, 12/05/2022 · Trường Đào tạo cán bộ Lê Hồng Phong Sáng Chuyên đề 3" in text(page)
    assert coming(page) == ["Sáng: Chuyên đề 1 Lớp 1 · Hội trường A"]
    assert "Không còn việc gì" not in text(page)
    assert link(page, "Đặt câu hỏi") == reverse("handbook:ask")


def test_trainee_sees_the_summons_by_its_number(trainee):
    world = builders.small_world()
    summons(world)
    assert "Triệu tập Số 15-CV/BTCTU, ngày 05/05/2022, gửi Quận Số 1" in text(trainee(world).get("/"))
    assert "Triệu tập chưa ban hành" in text(trainee(world, 2).get("/"))


def test_trainee_sees_the_own_absences_and_nobody_elses(trainee):
    world = ready(state=ClassState.OPEN)
    mark(world.enrolments[0], MORNING, Presence.EXCUSED, note="họp đột xuất", by=BOARD)
    mark(world.enrolments[0], AFTERNOON, Presence.PRESENT, by=BOARD)
    mark(world.enrolments[1], MORNING, Presence.PRESENT, by=BOARD)
    assert "2 buổi đã điểm danh Sáng 11/05/2022 Có phép họp đột xuất" in text(trainee(world).get("/"))
    assert "1 buổi đã điểm danh; có mặt đủ" in text(trainee(world, 1).get("/"))
    assert "chưa có buổi nào" in text(trainee(world, 2).get("/"))


def test_trainee_sees_the_result_with_its_reasons_and_the_certificate(trainee):
    world = builders.small_world()
    certificate = finishing.certificate_of(world.enrolments[0])
    other = finishing.completion(world.enrolments[1], CompletionStanding.NOT_COMPLETED)
    with guarded.writing("test"):
        CompletionReason.objects.create(
            completion=other,
            place=1,
            rule="marks",
            standing=CompletionStanding.NOT_COMPLETED,
            code="marks.unmet",
            facts={"threshold": "5", "marks": "4"},
            instrument="Quy chế",
            article="Điều 5",
        )
    page = trainee(world).get("/")
    assert "Kết quả Hoàn thành 7,5" in text(page)
    assert link(page, "Tải tệp PDF") == reverse("certificates:pdf", args=[certificate.pk])
    said = text(trainee(world, 1).get("/"))
    assert "Chưa hoàn thành 7,5 Có bài dưới 5/10 điểm (4). Quy chế, Điều 5" in said
    assert "Chứng nhận chưa cấp" in said


@pytest.mark.parametrize("number", [1, 3])
def test_home_of_a_trainee_asks_the_same_number_of_questions(number, trainee, django_assert_num_queries):
    world = ready(state=ClassState.OPEN)
    for place in range(number):
        builders.lesson(world.training_class, Topic.objects.first(), dt.date(2022, 5, 16 + place), where=world.room)
    for half_day in (MORNING, AFTERNOON)[: max(1, number - 1)]:
        mark(world.enrolments[0], half_day, Presence.UNEXCUSED, by=BOARD)
    for place in range(2, number + 1):
        line = builders.line(world.plan, study=world.line.programme)
        letter = builders.letter(line, world.districts[0])
        row = builders.nominate(letter, world.nominations[0].person, of=world.communes[0])
        finishing.completion(builders.enrol(builders.training_class(builders.planned_class(line, place)), row))
    finishing.certificate_of(world.enrolments[0])
    own = trainee(world)
    with django_assert_num_queries(14):
        own.get("/")


@pytest.mark.parametrize("role", ["sending_unit", "lecturer", "trainee"])
def test_home_of_somebody_to_whom_nothing_belongs_says_so(role, as_user):
    builders.small_world()
    stranger = as_user(builders.user(role, units=[builders.unit("Huyện Ngoài")], person=builders.person("Người Lạ")))
    assert "Hiện chưa có lớp, lịch giảng hay chỉ tiêu nào gắn với tài khoản" in text(stranger.get("/"))


def test_unit_is_told_of_the_tasks_that_name_it(sender):
    world = ready()
    unit = world.districts[0]
    assign_task(world.plan, title="Gửi danh sách", owner=unit.name, due_on=dt.date(2022, 5, 10), by=PLANNER)
    assert "Gửi danh sách" in duty(sender(world).get("/"), "Hoàn thành nhiệm vụ được giao")
    assert "Hoàn thành nhiệm vụ được giao" not in text(sender(world, 1).get("/"))
