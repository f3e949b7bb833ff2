"""A year of which only totals are known: entered and approved, with nothing to form or timetable."""

import json
from dataclasses import replace

import pytest

from journeys.conftest import files_below
from journeys.years import COMMUNES, lists_for, put_down, year
from khaigiang.apps.classes.models import TrainingClass
from khaigiang.apps.plans.actions import ask_consent, report_result
from khaigiang.apps.plans.models import Consent, PlanLine, ReportedResult
from khaigiang.foundation.actor import SYSTEM
from khaigiang.intake.examples import example_nominations, example_plan
from khaigiang.intake.plan import PlanWorkbook, Tracking

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "owner"])


def totals() -> PlanWorkbook:
    """One line of a commune that runs it itself: 100 classes, 13,267 places."""
    plan = example_plan()
    line = replace(
        plan.lines[0],
        tracking=Tracking.TOTALS,
        classes=100,
        seats=13_267,
        organiser=COMMUNES[0],
        delegated=True,
        audience=("Cán bộ, công chức xã",),
    )
    programme = replace(plan.programmes[0], field="government")
    return replace(
        plan, lines=(line,), programmes=(programme,), classes=(), topics=(), lecturers=(), rooms=(), seats=()
    )


def test_year_of_totals_alone_needs_no_lists(kg, tmp_path) -> None:
    plan, _letters = put_down(tmp_path / "vao", totals(), [])

    said = kg("year", "--plan", plan, "--out", tmp_path / "ra", "--json")

    summary = json.loads(said.out)
    assert (said.code, summary["classes"], summary["nominated"], summary["problems"]) == (0, [], 0, [])
    assert {*summary["papers"], "summary.json"} == set(files_below(tmp_path / "ra"))
    line = PlanLine.objects.get()
    assert (line.tracking, line.seats, line.organiser_unit.name, line.consenting_body) == (
        "totals",
        13_267,
        COMMUNES[0],
        "Sở Nội vụ",
    )
    assert line.plan.state == "approved"
    told = kg("year", "--plan", plan, "--out", tmp_path / "ra")
    assert (told.code, "Không lập lớp: các dòng của kế hoạch theo dõi bằng số tổng hợp." in told.out) == (0, True)


def test_lines_of_both_kinds_run_together(kg, tmp_path) -> None:
    run_here, reported = year(classes=2, size=4, days=3), totals()
    plan = replace(
        run_here,
        lines=(*run_here.lines, replace(reported.lines[0], code="D2", programme="CT2")),
        programmes=(*run_here.programmes, replace(reported.programmes[0], code="CT2")),
    )
    path, letters = put_down(tmp_path / "vao", plan, lists_for(run_here))

    said = kg("year", "--plan", path, "--nominations", letters, "--out", tmp_path / "ra", "--json")

    summary = json.loads(said.out)
    assert (said.code, len(summary["classes"]), summary["accepted"]) == (0, 2, 8)
    assert list(TrainingClass.objects.values_list("line__code", flat=True)) == ["D1", "D1"]


def test_plan_with_classes_needs_a_list(kg, tmp_path) -> None:
    plan, _letters = put_down(tmp_path / "vao", example_plan(), [])

    said = kg("year", "--plan", plan, "--out", tmp_path / "ra")

    sentences = [line for line in said.err.splitlines() if not line.startswith("…")]
    assert (said.code, sentences[0]) == (
        2,
        "Kế hoạch có dòng theo dõi từng lớp nên phải có ít nhất một danh sách cử.",
    )


def test_list_for_a_line_of_totals_is_refused_with_its_cell(kg, tmp_path) -> None:
    plan, letters = put_down(tmp_path / "vao", totals(), [example_nominations()])

    said = kg("year", "--plan", plan, "--nominations", letters, "--out", tmp_path / "ra")

    assert said.code == 2
    assert (
        "Tệp 001.xlsx, trang “Danh sách cử”, ô C9: Dòng kế hoạch “D1” theo dõi bằng số tổng hợp nên không nhận danh "
        "sách cử mà nhận báo cáo kết quả."
    ) in said.err
    assert PlanLine.objects.count() == 0


def test_what_was_said_about_a_line_is_kept_when_its_plan_is_run_anew(kg, tmp_path) -> None:
    plan, _letters = put_down(tmp_path / "vao", totals(), [])
    kg("year", "--plan", plan, "--out", tmp_path / "ra")
    line = PlanLine.objects.get()
    ask_consent(line, by=SYSTEM)
    head = line.plan
    report_result(
        line,
        first_day=head.issued_on,
        last_day=head.issued_on,
        classes=1,
        places=30,
        people=None,
        source="",
        by=SYSTEM,
    )
    renamed = replace(totals(), head=replace(totals().head, title="Kế hoạch đã sửa tên"))
    plan, _letters = put_down(tmp_path / "sua", renamed, [])

    said = kg("year", "--plan", plan, "--out", tmp_path / "ra2")

    line = PlanLine.objects.get()
    assert (said.code, line.plan.title) == (0, "Kế hoạch đã sửa tên")
    assert (Consent.objects.get().line, ReportedResult.objects.get().line) == (line, line)
