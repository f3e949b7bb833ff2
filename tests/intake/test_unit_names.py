from dataclasses import replace

from khaigiang.intake.examples import example_nominations, example_plan
from khaigiang.intake.findings import At, Severity
from khaigiang.intake.plan import UnitRow
from khaigiang.intake.unit_names import KnownUnits

KNOWN = KnownUnits(["Huyện Ba Vì", "Xã Cổ Đô", "Xã Quảng Oai", "Xã Vật Lại", "Xã Thuần Mỹ"])


def nominated_from(unit):
    book = example_nominations()
    at = At("n.xlsx", "Danh sách cử", 13, {"unit": "F"})
    return replace(book, rows=(replace(book.rows[0], unit=unit, at=at),))


def answer(unit):
    findings = KNOWN.check_nominees(nominated_from(unit))
    return [(finding.cell, finding.code, finding.severity, finding.suggestion) for finding in findings]


def test_check_nominees_takes_a_name_whatever_its_case_and_tone_placement():
    assert answer("xã thuần mỹ") == []
    assert KnownUnits(["Huyện Ứng Hòa"]).check_nominees(nominated_from("Huyện Ứng Hoà")) == ()


def test_check_nominees_proposes_the_near_name_of_a_misspelt_one():
    assert answer("Xã Cỗ Đô") == [("F13", "unit_misspelt", Severity.SUGGESTION, "Xã Cổ Đô")]


def test_check_nominees_faults_an_unknown_unit():
    assert answer("Sở Nội vụ") == [("F13", "unit_unknown", Severity.ROW_FAULT, None)]


def test_check_plan_knows_the_units_the_plan_declares():
    plan = replace(example_plan(), units=(UnitRow("Chi bộ thôn 1", "Chi bộ", "Xã Cổ Đô"),))
    seats = (replace(plan.seats[0], unit="Chi bộ thôn 1"), *plan.seats[1:])
    assert KNOWN.check_plan(replace(plan, seats=seats)) == ()


def test_check_plan_refuses_a_misspelt_unit_and_names_the_near_one():
    plan = example_plan()
    at = At("p.xlsx", "Chỉ tiêu", 5, {"unit": "B"})
    seats = (replace(plan.seats[0], unit="Xã Cổ Do", at=at), *plan.seats[1:])
    findings = KNOWN.check_plan(replace(plan, seats=seats))
    assert [(finding.cell, finding.code, finding.severity, finding.suggestion) for finding in findings] == [
        ("B5", "unit_unknown", Severity.FILE_FAULT, "Xã Cổ Đô")
    ]
