import datetime as dt
from dataclasses import replace

import pytest

import builders
from apps.acting import PLANNER
from apps.plans.examples import FIRST, LINE, WORKBOOK, cell_of, workbook
from khaigiang.apps.plans.imports import finder_for, first_day_of, understand
from khaigiang.apps.units.models import Level, Unit
from khaigiang.data.rules import rule_set_codes
from khaigiang.intake.findings import At
from khaigiang.intake.plan import Tracking


@pytest.fixture
def city(db):
    hanoi = builders.unit("Thành phố Hà Nội", Level.PROVINCE)
    for name in ("Quận Ba Đình", "Quận Tây Hồ"):
        builders.unit(name, Level.DISTRICT, hanoi)
    return hanoi


def findings_of(book) -> list[tuple[str, str, str, str, dict]]:
    found = understand(book, by=PLANNER).findings
    return [(each.sheet, each.cell, each.code, each.severity.value, dict(each.facts)) for each in found]


def test_understand_knows_every_unit_and_audience(city) -> None:
    meanings = understand(WORKBOOK, by=PLANNER)

    assert {name: unit.name for name, unit in meanings.units.items()} == {
        "Quận Ba Đình": "Quận Ba Đình",
        "Quận Tây Hồ": "Quận Tây Hồ",
    }
    assert (meanings.audiences, meanings.findings) == ({"Bí thư Đảng ủy": "commune_secretary"}, [])


def test_understand_names_the_cell_of_a_unit_nobody_knows(city) -> None:
    book = workbook(seats=(WORKBOOK.seats[0], replace(WORKBOOK.seats[1], unit="Quận Nào Đó")))

    assert findings_of(book) == [("Chỉ tiêu", "B6", "unit_unknown", "file_fault", {"value": "Quận Nào Đó", "near": ""})]


def test_understand_takes_no_likeness_for_a_unit_but_names_it(city) -> None:
    book = workbook(seats=(replace(WORKBOOK.seats[0], unit="Quận Ba Dinhh"),))

    assert findings_of(book) == [
        (
            "Chỉ tiêu",
            "B5",
            "unit_unknown",
            "file_fault",
            {"value": "Quận Ba Dinhh", "near": "Quận Ba Đình, Thành phố Hà Nội"},
        )
    ]


def test_understand_asks_which_of_two_units_of_one_name_is_meant(city) -> None:
    for parent in Unit.objects.filter(level=Level.DISTRICT):
        builders.unit("Phường Phúc Xá", Level.COMMUNE, parent)
    book = workbook(seats=(replace(WORKBOOK.seats[0], unit="Phường Phúc Xá"),))

    ((_sheet, cell, code, severity, facts),) = findings_of(book)
    assert (cell, code, severity, sorted(facts["near"].split("; "))) == (
        "B5",
        "unit_ambiguous",
        "file_fault",
        ["Phường Phúc Xá, Quận Ba Đình", "Phường Phúc Xá, Quận Tây Hồ"],
    )


def test_understand_reads_units_in_the_province_of_the_paper(city) -> None:
    other = builders.unit("Tỉnh Khác", Level.PROVINCE)
    builders.unit("Quận Ba Đình", Level.DISTRICT, other)

    assert findings_of(WORKBOOK) == []
    assert understand(WORKBOOK, by=PLANNER).units["Quận Ba Đình"].parent == city


def test_understand_enters_the_local_units_a_plan_declares_once(city) -> None:
    book = workbook(units=(cell_of("Quận Ba Đình"),), seats=(replace(WORKBOOK.seats[0], unit="Chi bộ số 5"),))

    first, again = understand(book, by=PLANNER), understand(book, by=PLANNER)

    cell = Unit.objects.get(level=Level.BODY)
    assert (cell.name, cell.parent.name, cell.valid_from) == ("Chi bộ số 5", "Quận Ba Đình", dt.date(2022, 1, 1))
    assert (first.units["Chi bộ số 5"], again.units["Chi bộ số 5"], again.findings) == (cell, cell, [])


def test_understand_names_the_cell_of_a_local_units_unknown_parent(city) -> None:
    assert findings_of(workbook(units=(cell_of("Phường Lạ"),)))[0][:3] == ("Đơn vị", "C4", "unit_unknown")


def test_understand_names_the_cell_of_an_unknown_audience_and_rule_set(city) -> None:
    book = workbook(lines=(replace(LINE, audience=("Bí thư Đảng ủy", "Thợ hàn"), rule_set="khong-co"),))

    assert findings_of(book) == [
        ("Dòng", "D5", "audience_unknown", "file_fault", {"value": "Thợ hàn"}),
        (
            "Dòng",
            "E5",
            "rule_set_unknown",
            "file_fault",
            {"value": "khong-co", "known": "; ".join(rule_set_codes())},
        ),
    ]


def test_finder_of_a_plan_knows_the_units_of_its_first_day(city) -> None:
    builders.unit("Quận Cũ", Level.DISTRICT, city, valid_to=FIRST - dt.timedelta(days=1))
    builders.unit("Quận Mới", Level.DISTRICT, city, valid_from=FIRST)

    finder = finder_for(WORKBOOK)

    assert [len(finder.find(name).ids) for name in ("Quận Cũ", "Quận Mới")] == [0, 1]


def test_first_day_of_a_plan_is_that_of_its_earliest_class() -> None:
    later = replace(WORKBOOK.classes[0], number=2, first_day=FIRST - dt.timedelta(days=7))

    assert first_day_of(workbook(classes=(*WORKBOOK.classes, later))) == FIRST - dt.timedelta(days=7)


def test_plan_of_totals_alone_speaks_of_the_units_at_the_beginning_of_its_year(city) -> None:
    builders.unit("Quận Cũ", Level.DISTRICT, city, valid_to=dt.date(2021, 12, 31))
    book = workbook(lines=(replace(LINE, tracking=Tracking.TOTALS),), classes=(), seats=())

    assert first_day_of(book) == dt.date(2022, 1, 1)
    assert [len(finder_for(book).find(name).ids) for name in ("Quận Cũ", "Quận Ba Đình")] == [0, 1]


def test_organiser_is_kept_as_a_unit_where_it_is_one(city) -> None:
    book = workbook(lines=(replace(LINE, organiser="Quận Tây Hồ"), replace(LINE, code="D2")), seats=())

    meanings = understand(book, by=PLANNER)

    assert ([*meanings.units], meanings.findings) == (["Quận Tây Hồ"], [])


@pytest.mark.parametrize(
    ("organiser", "code", "near"),
    [
        ("Quận Ba Dinhh", "organiser_misspelt", "Quận Ba Đình, Thành phố Hà Nội"),
        ("Ban Tổ chức Thành ủy", "organiser_unknown", ""),
    ],
)
def test_organiser_of_a_delegated_line_is_a_unit_or_a_fault_at_its_cell(city, organiser, code, near) -> None:
    at = At("ke-hoach.xlsx", "Dòng", 5, {"organiser": "H"})
    line = replace(LINE, organiser=organiser, delegated=True, consenting_body="Ban Dân vận Thành ủy", at=at)

    assert findings_of(workbook(lines=(line,))) == [
        ("Dòng", "H5", code, "file_fault", {"value": organiser, "near": near})
    ]


def test_audience_of_a_line_of_totals_may_be_said_in_any_words(city) -> None:
    line = replace(LINE, audience=("Thợ hàn", "Bí thư Đảng ủy"), tracking=Tracking.TOTALS)

    meanings = understand(workbook(lines=(line,)), by=PLANNER)

    assert (meanings.findings, meanings.audiences) == ([], {"Bí thư Đảng ủy": "commune_secretary"})
