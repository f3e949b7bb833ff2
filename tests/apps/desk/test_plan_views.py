import datetime as dt
from dataclasses import replace
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from docx import Document
from lxml import html

import builders
from apps.desk.examples import tree
from apps.desk.test_plans import issued, of
from apps.plans.examples import LAST, WORKBOOK
from khaigiang.apps.plans.models import Plan, PlanLine, PlannedClass, PlanRevision
from khaigiang.apps.quotas.models import Quota
from khaigiang.core.states import PlanState
from khaigiang.foundation import clock
from khaigiang.intake.plan import PlanWorkbook
from khaigiang.intake.plan_reader import read_plan
from khaigiang.intake.templates import write_plan

PAPER = {"number": "77-KH/TU", "decided_on": "2022-04-01", "reason": "Tăng nhu cầu", "issuer": "", "signer": ""}


@pytest.fixture(autouse=True)
def own_home(tmp_path, monkeypatch):
    monkeypatch.setenv("KHAIGIANG_HOME", str(tmp_path))
    with clock.standing_at(dt.date(2022, 5, 1)):
        yield


@pytest.fixture
def plan(db) -> Plan:
    tree()
    return issued(WORKBOOK)


def sent(book: PlanWorkbook) -> SimpleUploadedFile:
    return SimpleUploadedFile("ke-hoach.xlsx", write_plan(book))


def page(answer) -> str:
    return " ".join(" ".join(html.fromstring(answer.content.decode()).xpath("//main")[0].itertext()).split())


def hidden(answer) -> dict[str, str]:
    found = html.fromstring(answer.content.decode()).xpath("//main//input[@type='hidden']")
    return {each.get("name"): each.get("value") for each in found if each.get("name") != "csrfmiddlewaretoken"}


def acts(answer) -> list[str]:
    return html.fromstring(answer.content.decode()).xpath("//main//button[@name='act']/@value")


def at(name: str, key: int) -> str:
    return reverse(f"desk:{name}", args=[key])


def test_draft_is_handed_in_submitted_and_approved(db, planner, as_user) -> None:
    tree()
    leader = as_user(builders.user("leader", everywhere=True))

    answer = planner.post(reverse("desk:draft_plan"), {"plan": sent(WORKBOOK)})
    course = at("plan_course", Plan.objects.get().pk)

    assert (answer.status_code, answer.url) == (302, course)
    assert acts(planner.get(course)) == ["submit"]
    here = html.fromstring(planner.get(course).content.decode()).xpath("//a[@aria-current='page']")
    assert [each.text_content() for each in here] == ["Kế hoạch"]
    planner.post(course, {"act": "submit"})
    assert acts(leader.get(course)) == ["approve", "hand_back"]
    leader.post(course, {"act": "hand_back", "remarks": "Thiếu căn cứ."})
    assert "Bị trả lại: Thiếu căn cứ." in page(planner.get(course))
    planner.post(course, {"act": "submit"})
    leader.post(course, {"act": "approve"})
    assert (Plan.objects.get().state, Quota.objects.count()) == ("approved", 3)
    assert acts(planner.get(course)) == ["close"]


def test_draft_with_faults_is_given_back_with_their_cells(db, planner) -> None:
    tree()
    answer = planner.post(reverse("desk:draft_plan"), {"plan": sent(replace(WORKBOOK, rooms=()))})

    assert answer.status_code == 422
    assert "Tệp ke-hoach.xlsx, trang “Phòng học”, ô A5" in page(answer)
    assert not Plan.objects.exists()


def test_step_without_what_it_needs_or_out_of_turn_is_told_in_its_form(plan, planner) -> None:
    course = at("plan_course", plan.pk)

    answer = planner.post(course, {"act": "submit"})

    assert (answer.status_code, "Kế hoạch 50-KH/TU đã ban hành." in page(answer)) == (422, True)


def test_who_may_not_take_a_step_is_not_offered_it(plan, as_user) -> None:
    school = as_user(builders.user("school", everywhere=True))

    assert acts(school.get(at("plan_course", plan.pk))) == []
    assert school.post(at("plan_course", plan.pk), {"act": "close"}).status_code == 403
    assert school.get(at("amend", plan.pk)).status_code == 403
    leader = as_user(builders.user("leader", everywhere=True))
    assert leader.post(at("plan_course", plan.pk), {"act": "close"}).status_code == 403


def test_amendment_is_looked_at_and_then_written_down(plan, planner) -> None:
    looked = planner.post(at("amend", plan.pk), {"act": "look", "plan": sent(of(seats=(5, 1)))})

    assert "Dòng 1 (D1) 4 → 6 chỉ tiêu Quận Ba Đình: 3 → 5 chỉ tiêu" in page(looked)
    assert (looked.status_code, PlanRevision.objects.count()) == (200, 0)
    answer = planner.post(at("amend", plan.pk), {"act": "amend", **hidden(looked), **PAPER})
    assert (answer.status_code, answer.url) == (302, reverse("plans:plan", args=[plan.pk]))
    shown = page(planner.get(answer.url))
    assert "Lần 1: văn bản số 77-KH/TU, ngày 01/04/2022" in shown
    assert "Đã điều chỉnh" in shown


def test_amendment_without_its_paper_shows_the_difference_again(plan, planner) -> None:
    looked = planner.post(at("amend", plan.pk), {"act": "look", "plan": sent(of(seats=(5, 1)))})

    answer = planner.post(at("amend", plan.pk), {"act": "amend", **hidden(looked), **PAPER, "number": ""})

    assert (answer.status_code, "4 → 6 chỉ tiêu" in page(answer), hidden(answer)) == (422, True, hidden(looked))
    future = {**PAPER, "decided_on": "2099-01-01"}
    answer = planner.post(at("amend", plan.pk), {"act": "amend", **hidden(looked), **future})
    assert "Ngày 01/01/2099 chưa tới" in page(answer)
    assert "Đã ban hành" in page(answer)


@pytest.mark.parametrize("digest", ["0" * 64, "../../keys.json", ""])
def test_amendment_by_a_file_that_nobody_looked_at_is_refused(plan, planner, digest) -> None:
    answer = planner.post(at("amend", plan.pk), {"act": "amend", "file": "x.xlsx", "digest": digest, **PAPER})

    assert (answer.status_code, "Tệp đã xem trước không còn trên máy: hãy nhập lại tệp." in page(answer)) == (422, True)


def test_amendment_that_cannot_be_says_why_at_the_look(plan, planner) -> None:
    answer = planner.post(at("amend", plan.pk), {"act": "look", "plan": sent(WORKBOOK)})

    assert (answer.status_code, "không có gì để điều chỉnh" in page(answer)) == (422, True)


def test_plan_is_given_on_its_form(plan, planner) -> None:
    answer = planner.get(at("plan_book", plan.pk))

    assert answer.headers["Content-Disposition"] == 'attachment; filename="ke-hoach-50-KH-TU.xlsx"'
    book = read_plan("a.xlsx", BytesIO(answer.content).getvalue()).plan
    assert book is not None
    assert book.lines == WORKBOOK.lines


def filled(answer) -> dict[str, str]:
    """What the form of a line holds before anybody changes it."""
    fields = html.fromstring(answer.content.decode()).xpath("//main//input[@name]")
    shown = {each.get("name"): each.get("value", "") for each in fields if each.get("type") != "checkbox"}
    return {name: value for name, value in shown.items() if name != "csrfmiddlewaretoken"}


def test_one_line_is_amended_by_its_form(plan, planner) -> None:
    line = PlanLine.objects.get()
    unit = Quota.objects.get(unit__name="Quận Ba Đình").unit_id
    form = filled(planner.get(at("amend_line", line.pk)))
    changed = {**form, f"unit_{unit}": "5", "last_1": "2022-05-20", "estimate": "9000"}

    looked = planner.post(at("amend_line", line.pk), {**changed, "act": "look"})
    assert "4 → 6 chỉ tiêu dự toán: không ghi → 9.000 đồng lớp 1: 09/05/2022–13/05/2022" in page(looked)
    answer = planner.post(at("amend_line", line.pk), {**changed, **PAPER, "act": "amend"})

    assert (answer.status_code, answer.url) == (302, reverse("plans:line", args=[line.pk]))
    assert PlannedClass.objects.get().last_day == dt.date(2022, 5, 20)
    assert "Dự toán 9.000 đồng" in page(planner.get(answer.url))


def test_class_is_added_to_a_line_and_dropped_by_its_form(plan, planner) -> None:
    line = PlanLine.objects.get()
    form = filled(planner.get(at("amend_line", line.pk)))
    new = {"name_new": "Lớp 2", "first_new": "2022-06-06", "last_new": "2022-06-10"}

    halved = planner.post(at("amend_line", line.pk), {**form, **new, "act": "look"})
    assert (halved.status_code, "Lớp thêm phải ghi đủ tên, ngày và sĩ số." in page(halved)) == (422, True)
    whole = {**form, **new, "minimum_new": "1", "maximum_new": "9", "drop_1": "on", **PAPER, "act": "amend"}
    planner.post(at("amend_line", line.pk), whole)

    assert list(PlannedClass.objects.values_list("number", "name")) == [(2, "Lớp 2")]


def test_line_that_contradicts_itself_is_told_on_its_form(plan, planner) -> None:
    line = PlanLine.objects.get()
    form = filled(planner.get(at("amend_line", line.pk)))

    answer = planner.post(at("amend_line", line.pk), {**form, "last_1": "2022-05-01", **PAPER, "act": "amend"})

    assert (answer.status_code, "Lớp 1: ngày cuối đứng trước ngày đầu." in page(answer)) == (422, True)
    assert PlannedClass.objects.get().last_day == LAST


@pytest.mark.parametrize("number", [1, 3])
def test_line_form_asks_the_same_number_of_questions(number, planner, django_assert_num_queries) -> None:
    line = builders.line(builders.plan())
    for each in range(1, number + 1):
        builders.planned_class(line, each)
        builders.grant(line, builders.unit(f"Quận {each}"), 1)
    with django_assert_num_queries(8):
        planner.get(at("amend_line", line.pk))


@pytest.mark.parametrize("number", [1, 3])
def test_course_asks_the_same_number_of_questions(number, planner, django_assert_num_queries) -> None:
    plan = builders.plan(state=PlanState.DRAFT)
    for _each in range(number):
        planner.post(at("plan_course", plan.pk), {"act": "submit"})
        planner.post(at("plan_course", plan.pk), {"act": "hand_back", "remarks": "Sửa."})
    with django_assert_num_queries(9):
        planner.get(at("plan_course", plan.pk))


@pytest.mark.parametrize("number", [1, 3])
def test_plan_with_revisions_asks_the_same_number_of_questions(
    number, plan, planner, django_assert_num_queries
) -> None:
    for each in range(1, number + 1):
        looked = planner.post(at("amend", plan.pk), {"act": "look", "plan": sent(of(seats=(5 + each, 1)))})
        told = {**PAPER, "number": f"{each}-KH/TU"}
        planner.post(at("amend", plan.pk), {"act": "amend", **hidden(looked), **told})
    with django_assert_num_queries(12):
        planner.get(reverse("plans:plan", args=[plan.pk]))


def test_paper_of_an_amendment_is_drafted_from_the_difference(plan, planner) -> None:
    looked = planner.post(at("amend", plan.pk), {"act": "look", "plan": sent(of(seats=(5, 1)))})

    answer = planner.post(at("amend", plan.pk), {"act": "paper", **hidden(looked), "reason": "Tăng nhu cầu."})

    assert answer.headers["Content-Disposition"] == 'attachment; filename="ke-hoach-dieu-chinh-50-KH-TU.docx"'
    document = Document(BytesIO(answer.content))
    said = "\n".join(each.text for each in document.paragraphs)
    assert "điều chỉnh Kế hoạch số 50-KH/TU ngày 10/01/2022 của Ban Thường vụ Thành ủy" in said
    assert "Tăng nhu cầu. Ban Thường vụ Thành ủy điều chỉnh Kế hoạch số 50-KH/TU như sau:" in said
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    assert "4 → 6 chỉ tiêu; Quận Ba Đình: 3 → 5 chỉ tiêu" in cells
    assert PlanRevision.objects.count() == 0
