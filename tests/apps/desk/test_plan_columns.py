"""What a plan's workbook says of its classes, when they study and what they may cost: entered, amended, read back."""

from dataclasses import replace

import pytest

from apps.acting import PLANNER, refused
from apps.desk.examples import tree
from apps.desk.test_plans import PAPER, delegated, issued
from apps.plans.examples import WORKBOOK, workbook
from khaigiang.apps.desk.actions import amend_plan, draft_plan
from khaigiang.apps.plans.actions import ask_consent, enter, state_estimates, state_study_times, withdraw
from khaigiang.apps.plans.exports import plan_workbook
from khaigiang.apps.plans.imports import names_in
from khaigiang.apps.plans.models import Plan, PlannedClass
from khaigiang.apps.plans.queries import revision_rows
from khaigiang.apps.units.models import Unit
from khaigiang.core.calendar import Part
from khaigiang.intake.plan import PlanWorkbook
from khaigiang.intake.plan_reader import read_plan
from khaigiang.intake.templates import write_plan

USUAL = ([0, 1, 2, 3, 4], ["morning", "afternoon"])
EVENINGS = {"weekdays": (1, 3), "parts": (Part.EVENING,)}


@pytest.fixture(autouse=True)
def _units(db) -> None:
    tree()


def saying(of: PlanWorkbook = WORKBOOK, **facts: object) -> PlanWorkbook:
    return replace(of, classes=(replace(of.classes[0], **facts),))


def stored() -> tuple[list[int], list[str], int | None]:
    return PlannedClass.objects.values_list("weekdays", "parts", "estimate").get()


def read_back(plan: Plan) -> PlanWorkbook:
    read = read_plan("ke-hoach.xlsx", write_plan(plan_workbook(plan, names_in(plan)))).plan
    assert read is not None
    return read


def entered_anew(plan: Plan, book: PlanWorkbook) -> None:
    said = withdraw(plan, by=PLANNER)
    units = {unit.name: unit for unit in Unit.objects.all()}
    enter(book, units=units, audiences={}, said=said, by=PLANNER)


def test_plan_says_when_its_class_studies() -> None:
    plan = draft_plan(saying(**EVENINGS), by=PLANNER)

    assert stored() == ([1, 3], ["evening"], None)
    assert read_back(plan).classes == (replace(WORKBOOK.classes[0], **EVENINGS),)


def test_plan_that_leaves_it_open_has_the_usual_week() -> None:
    draft_plan(saying(parts=(Part.MORNING,)), by=PLANNER)

    assert stored() == (USUAL[0], ["morning"], None)


def test_class_of_a_delegated_line_says_what_it_may_cost_and_of_another_it_is_not_kept() -> None:
    plan = draft_plan(saying(delegated(), estimate=60), by=PLANNER)
    assert (stored()[2], read_back(plan).classes[0].estimate) == (60, 60)

    draft_plan(saying(workbook(head=replace(WORKBOOK.head, number="51-KH/TU")), estimate=60), by=PLANNER)
    assert PlannedClass.objects.get(line__plan__number="51-KH/TU").estimate is None


def test_amendment_tells_what_it_changes_and_leaves_what_it_does_not_speak_of() -> None:
    plan = issued(saying(delegated(), estimate=60))
    state_study_times(PlannedClass.objects.get(), weekdays=[4], parts=["evening"], by=PLANNER)

    with refused("nothing_changes"):
        amend_plan(plan, delegated(), paper=PAPER, by=PLANNER)
    amend_plan(plan, saying(delegated(), parts=(Part.MORNING,), estimate=50), paper=PAPER, by=PLANNER)

    assert stored() == ([4], ["morning"], 50)
    (row,) = revision_rows(plan)
    assert [str(each) for each in row.changes] == [
        "Dòng 1 (D1): lớp 1: ngày học Thứ Sáu · Tối → Thứ Sáu · Sáng, lớp 1: dự toán 60 đồng → 50 đồng"
    ]


def test_amendment_does_not_go_beyond_what_the_upper_body_was_shown() -> None:
    plan = issued(saying(delegated(), estimate=60))
    ask_consent(plan.lines.get(), by=PLANNER)

    with refused(
        "estimate_beyond_consent",
        "Dự toán của Lớp 1 đã trình cơ quan cho ý kiến nên chỉ giảm được, không tăng và không bỏ trống được.",
    ):
        amend_plan(plan, saying(delegated(), estimate=61), paper=PAPER, by=PLANNER)
    assert stored()[2] == 60

    more = replace(delegated(seats=5), seats=(replace(WORKBOOK.seats[0], seats=4), WORKBOOK.seats[1]))
    amend_plan(plan, saying(more, estimate=61), paper=PAPER, by=PLANNER)
    assert (stored()[2], plan.lines.get().consent.state) == (61, "asked")


def test_plan_entered_anew_says_itself_what_it_says_and_keeps_the_rest() -> None:
    plan = draft_plan(delegated(), by=PLANNER)
    state_study_times(PlannedClass.objects.get(), weekdays=[4], parts=["evening"], by=PLANNER)
    state_estimates(plan.lines.get(), {1: 60}, by=PLANNER)

    entered_anew(plan, saying(delegated(), parts=(Part.MORNING,)))
    assert stored() == ([4], ["morning"], 60)

    entered_anew(Plan.objects.get(), saying(delegated(), **EVENINGS, estimate=70))
    assert stored() == ([1, 3], ["evening"], 70)


def test_plan_entered_anew_does_not_go_beyond_what_the_upper_body_was_shown() -> None:
    plan = issued(saying(delegated(), estimate=60))
    ask_consent(plan.lines.get(), by=PLANNER)

    with refused("estimate_beyond_consent"):
        entered_anew(plan, saying(delegated(), estimate=61))
    assert stored()[2] == 60


def test_plan_on_its_form_changes_nothing_when_it_comes_back() -> None:
    plan = issued(saying(delegated(), **EVENINGS, estimate=60))

    with refused("nothing_changes"):
        amend_plan(plan, read_back(plan), paper=PAPER, by=PLANNER)
