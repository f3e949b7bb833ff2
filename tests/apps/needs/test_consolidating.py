import datetime as dt
import io

import openpyxl
import pytest

import builders
from apps.acting import PLANNER, refused
from apps.needs.surveying import (
    DEPUTY,
    SECRETARY,
    TODAY,
    answered,
    city,
    completed,
    form_in,
    holder,
    inspected,
    published,
)
from khaigiang.apps.needs.bridge import Consolidated, Ground, consolidated
from khaigiang.apps.needs.exports import Chosen, needs_workbook, notes_of, plan_draft
from khaigiang.apps.needs.models import NeedsSurvey
from khaigiang.apps.plans.models import Plan
from khaigiang.apps.units.models import Unit
from khaigiang.foundation import clock
from khaigiang.intake.plan_reader import read_plan

pytestmark = pytest.mark.django_db


def whole(survey: NeedsSurvey, root: Unit | None = None) -> Consolidated:
    return consolidated(survey, on=TODAY, actor=PLANNER, root=root.pk if root else None)


def test_places_are_added_up_and_people_only_where_all_are_named() -> None:
    survey = published()
    an, binh = holder("Lê An"), holder("Trần Bình", 2)
    answered(form_in(survey), 1, an)
    found = whole(survey)
    assert (found.answered, found.asked) == (1, 2)
    assert (found.whole.asked.places, found.whole.asked.people, found.whole.asked.units) == (1, 1, 1)
    answered(form_in(survey, 2), 3, binh)
    asked = whole(survey).whole.asked
    assert (asked.places, asked.people, len(asked.named)) == (4, None, 2)


def test_form_that_was_not_submitted_counts_for_nothing() -> None:
    survey = published()
    answered(form_in(survey), 5, submit=False)
    found = whole(survey)
    assert (found.whole.asked.places, found.whole.asked.units) == (0, 0)
    assert str(found.lines[0].sources.comparison.label) == "Chưa so được"


def test_one_person_in_two_rows_is_two_places_and_one_person() -> None:
    survey = published(None, SECRETARY, DEPUTY)
    person = holder("Lê An")
    builders.post(person, Unit.objects.get(name="Phường 1"), "Phó Bí thư", groups=[DEPUTY])
    record = whole(survey).whole.record
    assert (record.places, len(record.people), record.holders) == (2, 1, 2)


@pytest.mark.parametrize(
    ("asked", "said"), [(1, "Ít hơn hồ sơ 1"), (2, "Khớp hồ sơ"), (3, "Khớp hồ sơ"), (5, "Nhiều hơn hồ sơ 2")]
)
def test_what_is_asked_is_compared_with_what_the_records_leave_open(asked, said) -> None:
    survey = published()
    for name in ("Lê An", "Lê Ba"):
        holder(name)
    holder("Lê Chưa Rõ", since=dt.date(2022, 1, 1), since_precision="year")
    holder("Trần Quận Khác", 2)
    answered(form_in(survey), asked)
    found = whole(survey)
    assert str(found.lines[0].sources.comparison.label) == said
    branch = next(each for each in found.branches if each.name == "Quận 1")
    assert str(branch.sources.comparison.label) == said


def test_figures_go_up_the_tree_and_can_be_followed_down() -> None:
    body = city()
    wards = list(Unit.objects.filter(name__startswith="Phường").order_by("name"))
    survey = published(body)
    Unit.objects.get(name="Quận 1")
    holder("Lê An")
    holder("Trần Bình", 2)
    inspected(body, {"Phường 2": 4, "Quận 1": None})
    answered(form_in(survey, 2), 2)
    found = whole(survey)
    assert [(each.name, each.asked, each.answered, each.sources.record.places) for each in found.branches] == [
        ("Quận 1", 1, 0, 1),
        ("Quận 2", 1, 1, 1),
    ]
    assert [each.sources.inspected.people for each in found.branches] == [0, 4]
    assert (found.whole.inspected.people, found.whole.inspected.open) == (4, 1)
    below = whole(survey, Unit.objects.get(name="Quận 2"))
    assert [name for _unit, name in below.trail] == ["Thành phố Mẫu", "Quận 2"]
    assert [(each.name, each.asked, each.sources.inspected.people) for each in below.branches] == [
        (wards[1].name, 0, 4),
        ("Quận 2", 1, 0),
    ]
    assert (below.whole.asked.places, below.whole.record.places) == (2, 1)


def test_finding_joins_the_row_it_is_about_and_else_stands_alone() -> None:
    body, study = city(), builders.programme()
    survey = published(body, SECRETARY, DEPUTY, programme=study.code)
    clear = inspected(body, {"Quận 1": 2}, programme=study.code, groups=[DEPUTY], number="1-KL")
    vague = inspected(body, {"Quận 1": 3}, programme=study.code, number="2-KL")
    new = inspected(body, {"Quận 2": None}, topic="Kỹ năng giám sát", number="3-KL")
    lines = whole(survey).lines
    told = [
        ("".join(line.groups), line.row is not None, [need.pk for need in line.sources.inspected.needs])
        for line in lines
    ]
    assert told == [
        (SECRETARY, True, []),
        (DEPUTY, True, [clear.pk]),
        ("", False, [vague.pk]),
        ("", False, [new.pk]),
    ]
    assert [line.key for line in lines[2:]] == [f"k{vague.pk}", f"k{new.pk}"]


@pytest.mark.parametrize("districts", [1, 4])
def test_number_of_questions_does_not_grow(districts, django_assert_num_queries) -> None:
    body = city(districts)
    survey = published(body, SECRETARY, DEPUTY, planned=True, rule_set="theory_intermediate_350")
    for number in range(1, districts + 1):
        answered(form_in(survey, number), 1, holder(f"Lê {number}", number))
        inspected(body, {f"Quận {number}": number}, number=f"{number}-KL")
    survey = NeedsSurvey.objects.select_related("body").get()
    with django_assert_num_queries(23):
        whole(survey)


def test_workbook_has_each_source_and_the_papers_behind_it() -> None:
    body = city()
    survey = published(body)
    answered(form_in(survey), 3)
    holder("Lê An")
    inspected(body, {"Quận 2": 4}, topic="=Kỹ năng")
    book = openpyxl.load_workbook(io.BytesIO(needs_workbook(whole(survey), stamp=clock.now())))
    assert book.sheetnames == ["Tổng hợp", "Theo đơn vị", "Từ kiểm tra"]
    cells = [[cell for cell in row if cell is not None] for row in book["Tổng hợp"].iter_rows(values_only=True)]
    assert [survey.rows.get().title, "Bí thư Đảng ủy xã, phường, thị trấn", 3, 1, 0, 0, "Nhiều hơn hồ sơ 2"] in cells
    assert ["=Kỹ năng", "Chưa so được", 1, 4] in cells
    papers = [row[:4] for row in book["Từ kiểm tra"].iter_rows(values_only=True)]
    assert [(number, day.date(), issuer, topic) for number, day, issuer, topic in papers if topic == "=Kỹ năng"] == [
        ("12-KL/UBKT", dt.date(2022, 4, 20), "Ủy ban Kiểm tra Thành ủy", "=Kỹ năng")
    ]


def test_notes_say_who_answered_and_that_places_are_not_people() -> None:
    survey = published()
    answered(form_in(survey), 3, holder("Lê An"))
    notes = notes_of(whole(survey))
    assert notes[0] == "Tính đến ngày 12/05/2022."
    assert notes[1].startswith("1 trong 2 đơn vị đã gửi phiếu")
    assert notes[2].startswith("Các đơn vị đề nghị 3 lượt; số người chưa rõ, vì chỉ 1 người được nêu tên.")
    assert notes[3].startswith("Theo hồ sơ: 1 lượt cần học, là 1 người; 0 lượt chưa đủ thông tin")


def test_draft_has_what_a_person_chose_and_leaves_the_rest_open() -> None:
    body, study = city(), builders.programme()
    survey = published(body, SECRETARY, programme=study.code)
    answered(form_in(survey), 3)
    answered(form_in(survey, 2), 1)
    completed(holder("Lê An"), study.code)
    need = inspected(body, {"Quận 2": 4, "Phường 1": None}, topic="Kỹ năng giám sát", groups=[DEPUTY])
    ground = Ground(survey, on=TODAY, actor=PLANNER)
    row = survey.rows.get()
    book = plan_draft(ground, [Chosen(f"r{row.pk}", 40, 2), Chosen(f"k{need.pk}", 5), Chosen("r0", 9)])

    reading = read_plan("du-thao.xlsx", book)
    assert reading.plan is None
    assert {each.code for each in reading.findings} == {"cell_missing", "sheet_without_rows"}
    sheets = openpyxl.load_workbook(io.BytesIO(book))
    lines = [row for row in sheets["Dòng kế hoạch"].iter_rows(min_row=5, values_only=True) if row[0]]
    assert [(line[0], line[1], line[2]) for line in lines] == [
        ("NC1", study.name, study.code),
        ("NC2", "Kỹ năng giám sát", "NC-CT1"),
    ]
    seats = [row[:4] for row in sheets["Chỉ tiêu"].iter_rows(min_row=5, values_only=True) if row[0]]
    assert [(line, unit) for line, unit, *_rest in seats] == [
        ("NC1", "Quận 1"),
        ("NC1", "Quận 2"),
        ("NC2", "Phường 1"),
        ("NC2", "Quận 2"),
    ]
    assert not Plan.objects.exists()


def test_draft_of_nothing_is_refused() -> None:
    survey = published()
    ground = Ground(survey, on=TODAY, actor=PLANNER)
    with refused("nothing_chosen", "Chưa chọn nhu cầu nào để đưa vào dự thảo."):
        plan_draft(ground, [Chosen(f"r{survey.rows.get().pk}", 0)])
