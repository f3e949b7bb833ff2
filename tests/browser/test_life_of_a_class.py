"""Classes 3 and 4 of case A from signed decision to certificate, by pages alone: one on a desk, one on a phone."""

from dataclasses import dataclass

import pytest
from django.urls import reverse

from builders import STATES
from journeys.conftest import of_ha_noi
from khaigiang.apps.accounts.models import User
from khaigiang.apps.accounts.queries import DEMO_PASSWORD
from khaigiang.apps.classes.models import TrainingClass
from khaigiang.apps.delivery.models import Attendance, Roll
from khaigiang.apps.delivery.queries import periods_by_half_day
from khaigiang.apps.desk.actions import YearSettings, register_run, run_year
from khaigiang.apps.desk.bridge import YearFiles
from khaigiang.apps.papers.models import Paper, PaperKind
from khaigiang.apps.results.models import Completion
from khaigiang.apps.units.actions import load_official_state
from khaigiang.core.states import ClassState, PaperState, RollState
from khaigiang.data.units import read_units
from khaigiang.demo import accounts
from khaigiang.demo.case import workbooks
from khaigiang.demo.case_a import make_case_a
from khaigiang.foundation import clock
from khaigiang.foundation.actor import SYSTEM

pytestmark = pytest.mark.browser
WEEK_BEFORE, FIRST_DAY, LAST_DAY = "2022-05-05", "2022-05-12", "2022-05-27"


@dataclass(slots=True)
class Visitor:
    """Somebody at a browser of one width, signed in; each page they open must fit it and let no script complain."""

    site: str
    context: object
    page: object
    complaints: list[str]

    def open(self, route: str, *keys: object) -> None:
        answer = self.page.goto(f"{self.site}{reverse(route, args=keys)}")
        sticks_out = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert (route, answer.status, sticks_out, self.complaints) == (route, 200, 0, [])

    def press(self, words: str) -> None:
        with self.page.expect_navigation():
            self.page.get_by_role("button", name=words, exact=True).first.click()

    def reads(self, words: str) -> bool:
        return words in self.page.locator("main").inner_text()


@pytest.fixture
def class_a(transactional_db) -> dict[int, TrainingClass]:
    """Case A as the main job leaves it: classes formed and timetabled, papers drafted. By number of the class."""
    for key, valid_from, valid_to in STATES:
        load_official_state(of_ha_noi(tuple(read_units(key))), valid_from=valid_from, valid_to=valid_to, by=SYSTEM)
    case, settings = make_case_a(), YearSettings()
    files = YearFiles.of(*workbooks(case))
    with clock.standing_at(case.judged_on):
        run = register_run(files, settings=settings, by=SYSTEM)
        run = run_year(run, files, settings=settings, by=SYSTEM, tell=lambda _stage, _share: None)
        accounts.add_office(by=SYSTEM)
        accounts.add_own(run.plan, by=SYSTEM)
    return {each.planned.number: each for each in TrainingClass.objects.select_related("planned")}


@pytest.fixture
def visit(chromium, live_server):
    """Signs somebody in at a browser of some width; everything is closed afterwards."""
    contexts = []

    def signed_in(username: str, width: int) -> Visitor:
        context = chromium.new_context(viewport={"width": width, "height": 900}, locale="vi", accept_downloads=True)
        contexts.append(context)
        page, complaints = context.new_page(), []
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(live_server.url)
        page.locator("input[name=username]").fill(username)
        page.locator("input[name=password]").fill(DEMO_PASSWORD)
        page.keyboard.press("Enter")
        page.wait_for_function("!location.pathname.includes('dang-nhap')")
        return Visitor(live_server.url, context, page, complaints)

    yield signed_in
    for context in contexts:
        context.close()


def test_classes_3_and_4_go_from_opening_to_certificate_by_pages(class_a, visit, monkeypatch) -> None:
    for number, width in ((3, 1440), (4, 360)):
        held = class_a[number]
        people = held.enrolments.count()
        planner, school, board = (visit(name, width) for name in ("ke-hoach", "nha-truong", "quan-ly-lop"))

        monkeypatch.setenv("KHAIGIANG_TODAY", WEEK_BEFORE)
        _issue_decision(planner, held, number=150 + number)
        _confirm(school, held)
        monkeypatch.setenv("KHAIGIANG_TODAY", FIRST_DAY)
        school.press("Khai giảng lớp")
        assert school.reads("Lớp đã khai giảng ngày 12/05/2022")

        monkeypatch.setenv("KHAIGIANG_TODAY", LAST_DAY)
        absent = _take_rolls(board, held)
        _tell_of_an_incident(board, held)
        school.open("delivery:opening", held.pk)
        school.press("Bế giảng lớp")

        _mark_and_judge(school, held)
        _issue_recognition(planner, held, number=20 + number)
        school.open("certificates:of_class", held.pk)
        school.press("Cấp chứng nhận")

        held.refresh_from_db()
        assert held.state == ClassState.FINISHED
        assert Roll.objects.filter(training_class=held, state=RollState.SIGNED).count() == 24
        assert Attendance.objects.filter(roll__training_class=held, presence="excused").count() == 1
        assert (Completion.objects.filter(enrolment__training_class=held).count(), absent) == (people, "excused")
        assert school.page.locator("tbody tr").count() == people
        _check_certificate(visit, school, held, width)


def _issue_decision(planner: Visitor, held: TrainingClass, *, number: int) -> None:
    decision = Paper.objects.get(about=f"class:{held.pk}", kind=PaperKind.OPENING_DECISION)
    _write_number(planner, held, decision, number)
    assert planner.reads(f"Số {number}-QĐ/BTCTU, ngày 05/05/2022.")


def _write_number(planner: Visitor, held: TrainingClass, paper: Paper, number: int) -> None:
    planner.open("classes:papers", held.pk)
    with planner.page.expect_navigation():
        planner.page.locator(f"a[href='{reverse('papers:issue', args=[paper.pk])}']").click()
    planner.page.locator("input[name=number]").fill(str(number))
    planner.page.locator("input[name=signer]").fill("Trần Văn Ký")
    planner.press("Ghi số")
    paper.refresh_from_db()
    assert paper.state == PaperState.ISSUED


def _confirm(school: Visitor, held: TrainingClass) -> None:
    school.open("delivery:opening", held.pk)
    assert school.reads("Còn 2 mục chưa xong")
    school.press("Xác nhận")
    school.press("Xác nhận")
    assert school.reads("Đã đủ mọi điều kiện")


def _take_rolls(board: Visitor, held: TrainingClass) -> str:
    """Everybody in one tap, but for one who is excused from the first half-day."""
    half_days = [f"{each.day.isoformat()}-{each.part.value}" for each in periods_by_half_day(held)]
    for place, half_day in enumerate(half_days):
        board.open("delivery:roll", held.pk, half_day)
        if not place:
            board.page.locator("ol.roll li").first.locator("input[value=excused]").check()
            board.press("Lưu")
            board.press("Những người còn lại có mặt")
        else:
            board.press("Cả lớp có mặt")
        board.press("Lưu và ký bảng điểm danh")
    return Attendance.objects.filter(roll__training_class=held).exclude(presence="present").get().presence


def _tell_of_an_incident(board: Visitor, held: TrainingClass) -> None:
    board.open("delivery:journal", held.pk)
    board.page.locator("textarea[name=text]").fill("Lớp học đủ nội dung trong ngày.")
    board.press("Ghi")
    board.page.locator("textarea[name=incident]").fill("Một học viên phải về cơ quan giải quyết việc gấp.")
    board.page.locator("input[name=urgent]").check()
    board.press("Ghi sự việc")
    assert board.reads("Ban Tổ chức Thành ủy")


def _mark_and_judge(school: Visitor, held: TrainingClass) -> None:
    school.open("results:of_class", held.pk)
    if school.page.get_by_role("button", name="Lập bài kiểm tra").count():
        school.press("Lập bài kiểm tra")
    for cell in school.page.locator("input.mark-cell").all():
        cell.fill("7,5")
    school.press("Ghi điểm và nhận xét")
    school.press("Cả lớp tham gia đủ, chấp hành tốt")
    school.press("Xét kết quả")
    school.press("Soạn quyết định công nhận")


def _issue_recognition(planner: Visitor, held: TrainingClass, *, number: int) -> None:
    _write_number(planner, held, Paper.objects.get(about=f"class:{held.pk}", kind=PaperKind.RECOGNITION), number)


def _check_certificate(visit, school: Visitor, held: TrainingClass, width: int) -> None:
    """The trainee finds the own certificate; whoever is handed its file or its code checks it without signing in."""
    certificate = Completion.objects.filter(enrolment__training_class=held).earliest("pk").certificates.get()
    trainee = _trainee(visit, certificate, width)
    trainee.open("certificates:certificate", certificate.pk)
    with trainee.page.expect_download() as saved:
        trainee.page.locator(f"a[href='{reverse('certificates:pdf', args=[certificate.pk])}']").first.click()
    for field, given in (("text", certificate.statement), ("file", str(saved.value.path()))):
        school.page.goto(f"{school.site}{reverse('certificates:verify')}")
        box = school.page.locator(f"[name={field}]")
        box.fill(given) if field == "text" else box.set_input_files(
            {"name": "chung-nhan.pdf", "mimeType": "application/pdf", "buffer": saved.value.path().read_bytes()}
        )
        school.press("Kiểm tra")
        assert school.reads("hợp lệ"), given


def _trainee(visit, certificate, width: int) -> Visitor:
    person = certificate.completion.enrolment.nomination.person
    user = User.objects.filter(person=person).first()
    if user is None:
        user = User(username=f"hoc-vien-{person.pk}", full_name=person.full_name, roles=["trainee"], person=person)
        user.set_password(DEMO_PASSWORD)
        user.save()
    return visit(user.username, width)
