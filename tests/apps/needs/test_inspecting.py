import datetime as dt

import pytest

from apps.acting import PLANNER, last_event, refused, somebody
from apps.needs.surveying import city, inspected, paper
from khaigiang.apps.needs.actions import enter_inspection, withdraw_inspection
from khaigiang.apps.needs.queries import found_for, inspection_numbered, inspections_seen
from khaigiang.apps.units.models import Unit

pytestmark = pytest.mark.django_db


def test_what_was_found_enters_the_needs_of_a_year_with_its_paper() -> None:
    body = city()
    need = inspected(body, {"Quận 1": 3, "Phường 2": None})
    assert (need.state, need.year, need.number, str(need.issued_on)) == ("entered", 2023, "12-KL/UBKT", "2022-04-20")
    assert [(each.unit.name, each.people) for each in found_for(body, 2023)] == [("Phường 2", None), ("Quận 1", 3)]
    assert found_for(body, 2024) == []
    assert last_event()[:2] == ("needs.inspection_entered", f"InspectionNeed:{need.pk}")
    assert last_event()[3] == {"number": "12-KL/UBKT", "title": "Nghiệp vụ kiểm tra, giám sát", "units": "2"}


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"issued_on": dt.date(2022, 5, 13)}, "paper_in_future"),
        ({"groups": ["nobody"]}, "no_such_group"),
        ({"programme": "KHÔNG-CÓ"}, "no_such_programme"),
        ({"field": "không có"}, "no_such_field"),
        ({"number": " "}, "inspection_need_cites_paper"),
        ({"found": " "}, "inspection_need_cites_paper"),
    ],
)
def test_finding_that_cannot_be_traced_or_read_is_refused(facts, code) -> None:
    body = city()
    with refused(code):
        enter_inspection(body, year=2023, paper=paper(**facts), units={body: 1}, by=PLANNER)


def test_finding_names_a_unit_and_is_entered_once() -> None:
    body = city()
    with refused("no_units_found", "Nội dung kiểm tra phải nêu ít nhất một đơn vị."):
        enter_inspection(body, year=2023, paper=paper(), units={}, by=PLANNER)
    inspected(body, {"Quận 1": 3})
    with refused("inspection_need_once", "Nội dung này của văn bản kiểm tra ấy đã được ghi."):
        enter_inspection(body, year=2023, paper=paper(), units={body: 1}, by=PLANNER)


def test_finding_entered_by_mistake_is_withdrawn_with_a_reason_and_may_be_entered_anew() -> None:
    body = city()
    need = inspected(body, {"Quận 1": 3})
    with refused("why_wanted"):
        withdraw_inspection(need, why=" ", by=PLANNER)
    withdraw_inspection(need, why="Ghi nhầm năm.", by=PLANNER)
    assert (need.state, need.withdrawn_why, found_for(body, 2023)) == ("withdrawn", "Ghi nhầm năm.", [])
    assert last_event()[3] == {"number": "12-KL/UBKT", "why": "Ghi nhầm năm."}
    with refused("withdrawn_already"):
        withdraw_inspection(need, why="Nữa.", by=PLANNER)
    assert inspected(body, {"Quận 1": 3}).pk != need.pk


def test_unit_sees_what_names_it_and_itself_only() -> None:
    body = city()
    need = inspected(body, {"Quận 1": 3, "Quận 2": 1})
    inspected(body, {"Quận 2": 1}, topic="Khác")
    unit = somebody("sending_unit", scope=frozenset({Unit.objects.get(name="Quận 1").pk}))
    assert [(each.pk, [one.unit.name for one in each.named]) for each in inspections_seen(unit)] == [
        (need.pk, ["Quận 1"])
    ]
    assert inspections_seen(PLANNER).count() == 2
    with refused("no_such_inspection"):
        inspection_numbered(987654)
