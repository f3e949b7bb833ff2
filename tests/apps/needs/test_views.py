import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from lxml import html

import builders
from apps.acting import PLANNER
from apps.needs.surveying import (
    DEADLINE,
    DEPUTY,
    SECRETARY,
    answered,
    city,
    drafted,
    form_in,
    holder,
    inspected,
    published,
)
from apps.needs.test_imports import filled
from khaigiang.apps.needs.actions import close_survey
from khaigiang.apps.needs.models import InspectionNeed, NeedsForm, NeedsSurvey, StatedNeed

pytestmark = pytest.mark.django_db


def unit_user(as_user, form: NeedsForm):
    return as_user(builders.user("sending_unit", units=[form.unit]))


def address(what: str, thing) -> str:
    return reverse(f"needs:{what}", args=[thing.pk])


def text(client, where: str) -> str:
    return client.get(where).content.decode()


@pytest.mark.parametrize("districts", [1, 3])
def test_pages_ask_the_same_number_of_questions(districts, planner, django_assert_num_queries) -> None:
    body = city(districts)
    groups = (SECRETARY, DEPUTY) if districts > 1 else (SECRETARY,)
    survey = published(body, *groups)
    for number in range(1, districts + 1):
        answered(form_in(survey, number), 1, holder(f"Lê {number}", number))
        need = inspected(body, {f"Quận {number}": 1}, number=f"{number}-KL", topic=f"Nội dung {number}")
    with django_assert_num_queries(6):
        planner.get(reverse("needs:index"))
    with django_assert_num_queries(7):
        planner.get(address("survey", survey))
    with django_assert_num_queries(17):
        planner.get(address("form", form_in(survey)))
    with django_assert_num_queries(20):
        planner.get(address("consolidated", survey))
    with django_assert_num_queries(9):
        planner.get(reverse("needs:inspections"))
    with django_assert_num_queries(9):
        planner.get(address("inspection", need))


def test_survey_is_opened_on_the_page_with_its_units(planner) -> None:
    body = city()
    told = {
        "title": "Khảo sát 2023",
        "year": 2023,
        "asker": "Ban Tổ chức",
        "body": body.name,
        "which": "children",
        "deadline": DEADLINE.isoformat(),
    }
    answer = planner.post(reverse("needs:open"), told)
    survey = NeedsSurvey.objects.get()
    assert answer["Location"] == address("survey", survey)
    assert [form.unit.name for form in survey.forms.all()] == ["Quận 1", "Quận 2"]
    refused = planner.post(
        reverse("needs:open"), told | {"title": "Khác", "which": "listed", "names": "Quận 1\nQuận 7"}
    )
    assert (refused.status_code, "Không có đơn vị nào tên “Quận 7”." in refused.content.decode()) == (422, True)
    assert NeedsSurvey.objects.count() == 1
    usual = html.fromstring(text(planner, reverse("needs:open")))
    assert usual.xpath("//input[@name='year']/@value") == ["2023"]
    assert usual.xpath("//input[@name='body']/@value") == [body.name]


def test_rows_are_asked_dropped_and_published_on_the_page(planner) -> None:
    survey, study = drafted(ask=False), builders.programme()
    where = address("survey", survey)
    assert "Khảo sát chưa hỏi gì" in text(planner, where)
    planner.post(where, {"act": "units", "which": "listed", "names": "Quận 1"})
    planner.post(where, {"act": "ask", "groups": [SECRETARY, DEPUTY], "programme": study.code, "planned": "on"})
    first, _second = survey.rows.order_by("place")
    assert (first.group, first.title, first.planned) == (SECRETARY, study.name, True)
    planner.post(where, {"act": "drop", "row": first.pk})
    assert [row.group for row in survey.rows.all()] == [DEPUTY]
    refused = planner.post(where, {"act": "ask", "groups": [SECRETARY]})
    assert (refused.status_code, "Dòng hỏi phải nêu chương trình" in refused.content.decode()) == (422, True)
    planner.post(where, {"act": "publish"})
    survey.refresh_from_db()
    assert survey.state == "published"
    assert 'value="publish"' not in text(planner, where)
    planner.post(where, {"act": "extend", "until": "2022-06-20", "why": "lũ"})
    assert "đã gia hạn: lũ" in text(planner, where)
    planner.post(where, {"act": "close"})
    assert 'value="close"' not in text(planner, where)


def test_unit_answers_on_one_page_from_what_its_records_say(as_user) -> None:
    survey = published()
    form, an = form_in(survey), holder("Lê An")
    unit, where, row = unit_user(as_user, form), address("form", form), survey.rows.get().pk
    first = text(unit, where)
    assert ("Lê An" in first, "Hồ sơ chưa ghi hoàn thành chương trình này." in first) == (True, True)
    wrong = unit.post(where, {"act": "fill", f"so-{row}": "ba", f"ai-{row}": [an.pk]})
    assert (wrong.status_code, "Ghi một số nguyên không âm." in wrong.content.decode()) == (422, True)
    assert html.fromstring(wrong.content.decode()).xpath(f"//input[@name='so-{row}']/@value") == ["ba"]
    empty = unit.post(where, {"act": "submit", f"so-{row}": ""})
    assert (empty.status_code, "Phiếu còn 1 dòng chưa ghi số người" in empty.content.decode()) == (422, True)
    unit.post(where, {"act": "submit", f"so-{row}": "2", f"ghi-{row}": "đã rà soát", f"ai-{row}": [an.pk]})
    form.refresh_from_db()
    assert (form.state, StatedNeed.objects.get().people) == ("submitted", 2)
    after = text(unit, where)
    assert ('name="so-' in after, "Nhiều hơn hồ sơ 1" in after, "đơn vị nêu tên" in after) == (False, True, True)


def test_unit_answers_by_workbook_and_gets_it_back_with_what_is_wrong(as_user) -> None:
    survey = published()
    form = form_in(survey)
    unit, where = unit_user(as_user, form), address("form", form)
    book = unit.get(address("form_book", form))
    assert openpyxl.load_workbook(io.BytesIO(book.content)).sheetnames == ["Phiếu nhu cầu"]
    assert unit.post(where, {"act": "file"}).status_code == 422
    bad = SimpleUploadedFile("phieu.xlsx", filled(form, E5="nhiều"))
    refused = unit.post(where, {"act": "file", "file": bad})
    assert (refused.status_code, "“nhiều” ở cột “Số người”" in refused.content.decode()) == (422, True)
    bad.seek(0)
    given = unit.post(where, {"act": "check", "file": bad})
    assert "phieu-da-kiem-tra.xlsx" in given["Content-Disposition"]
    good = SimpleUploadedFile("phieu.xlsx", filled(form, E5=4))
    assert unit.post(where, {"act": "check", "file": good}).status_code == 302
    assert not StatedNeed.objects.exists()
    good.seek(0)
    assert unit.post(where, {"act": "file", "file": good}).status_code == 302
    assert StatedNeed.objects.get().people == 4


def test_form_is_handed_back_on_the_page_and_its_unit_reads_why(planner, as_user) -> None:
    form = answered(form_in(published()), 2)
    where = address("form", form)
    assert planner.post(where, {"act": "hand_back", "remarks": ""}).status_code == 422
    planner.post(where, {"act": "hand_back", "remarks": "Nêu tên người."})
    shown = text(unit_user(as_user, form), where)
    assert ("Nêu tên người." in shown, 'value="submit"' in shown, 'value="hand_back"' in shown) == (True, True, False)
    assert planner.post(where, {"act": "không"}).status_code == 422


def test_unit_opens_its_own_form_and_survey_only(as_user) -> None:
    survey = published()
    unit = unit_user(as_user, form_in(survey))
    other = form_in(survey, 2)
    assert unit.get(address("form", other)).status_code == 403
    assert unit.get(address("form_book", other)).status_code == 403
    assert "Quận 2" not in text(unit, address("survey", survey))
    assert unit.post(address("survey", survey), {"act": "close"}).status_code == 403
    assert unit.get(address("consolidated", survey) + f"?don_vi={other.unit_id}").status_code == 403
    own = text(unit, address("consolidated", survey))
    assert ("Quận 1" in own, "Quận 2" in own, "Tải dự thảo kế hoạch" in own) == (True, False, False)
    draft = drafted(builders.unit("Thành phố Hai"), ask=False)
    assert unit.get(address("survey", draft)).status_code == 403


def test_closed_survey_is_read_and_takes_nothing(as_user) -> None:
    survey = published()
    form = form_in(survey)
    close_survey(survey, by=PLANNER)
    unit = unit_user(as_user, form)
    assert "Khảo sát đã khép lại ngày 12/05/2022." in text(unit, address("form", form))
    row = survey.rows.get().pk
    assert unit.post(address("form", form), {"act": "fill", f"so-{row}": "1"}).status_code == 422


def test_consolidated_needs_lead_down_to_the_form_and_up_to_a_draft(planner) -> None:
    body = city()
    survey = published(body)
    answered(form_in(survey), 3)
    need = inspected(body, {"Quận 2": 4})
    where = address("consolidated", survey)
    page = html.fromstring(text(planner, where))
    links = page.xpath("//td//a/@href") + page.xpath("//th//a/@href")
    assert {address("form", form_in(survey)), address("inspection", need)} <= set(links)
    key = f"r{survey.rows.get().pk}"
    assert page.xpath(f"//input[@name='so-{key}']/@value") == ["3"]
    draft = planner.get(address("plan_draft", survey), {"chon": key, f"so-{key}": "40", f"lop-{key}": "2"})
    assert draft["Content-Disposition"] == 'attachment; filename="du-thao-ke-hoach-2023.xlsx"'
    sheet = openpyxl.load_workbook(io.BytesIO(draft.content))["Dòng kế hoạch"]
    assert 40 in [cell.value for cell in sheet[5]]
    nothing = planner.get(address("plan_draft", survey))
    assert "Chưa chọn nhu cầu nào" in nothing.content.decode()
    book = planner.get(address("consolidated_book", survey))
    assert "Theo đơn vị" in openpyxl.load_workbook(io.BytesIO(book.content)).sheetnames
    assert planner.get(where + "?don_vi=987654").status_code == 404
    assert "Tính đến ngày 01/02/2022." in text(planner, where + "?ngay=2022-02-01")


def test_closed_survey_is_set_beside_the_records_of_the_day_it_was_closed(planner, at) -> None:
    survey = published()
    close_survey(survey, by=PLANNER)
    at(2022, 9, 1)
    assert "Tính đến ngày 12/05/2022." in text(planner, address("consolidated", survey))


def test_finding_is_entered_on_the_page_traced_and_withdrawn(planner, as_user) -> None:
    body = city()
    survey = published(body)
    told = {
        "number": "12-KL/UBKT",
        "issued_on": "2022-04-20",
        "issuer": "Ủy ban Kiểm tra",
        "found": "Chưa lập chương trình.",
        "topic": "Nghiệp vụ kiểm tra",
        "units": "Quận 1: 3\nPhường 2",
        "year": 2023,
        "body": body.name,
        "groups": [SECRETARY],
    }
    wrong = planner.post(reverse("needs:inspections"), told | {"units": "Quận 9: 1"})
    assert (wrong.status_code, "Không có đơn vị nào tên “Quận 9”." in wrong.content.decode()) == (422, True)
    answer = planner.post(reverse("needs:inspections"), told)
    need = InspectionNeed.objects.get()
    assert answer["Location"] == address("inspection", need)
    assert {each.unit.name: each.people for each in need.units.all()} == {"Quận 1": 3, "Phường 2": None}
    shown = text(planner, address("inspection", need))
    assert ("12-KL/UBKT" in shown, address("consolidated", survey) in shown) == (True, True)
    unit = unit_user(as_user, form_in(survey))
    own = text(unit, address("inspection", need))
    assert ("Quận 1" in own, "Phường 2" in own, "Rút nội dung này" in own) == (True, False, False)
    assert unit.post(address("inspection", need), {"why": "x"}).status_code == 403
    assert planner.post(address("inspection", need), {"why": ""}).status_code == 422
    planner.post(address("inspection", need), {"act": "withdraw", "why": "Ghi nhầm."})
    need.refresh_from_db()
    assert (need.state, "Rút vì: Ghi nhầm." in text(planner, address("inspection", need))) == ("withdrawn", True)
    assert planner.post(address("inspection", need), {"act": "withdraw", "why": "Nữa."}).status_code == 422


def test_units_that_are_silent_can_be_shown_alone(planner) -> None:
    survey = published()
    answered(form_in(survey), 1)
    every, silent = text(planner, address("survey", survey)), text(planner, address("survey", survey) + "?phieu=chua")
    assert (">Quận 1<" in every, ">Quận 1<" in silent, ">Quận 2<" in silent) == (True, False, True)
