import json

import openpyxl
import pytest
from click.testing import CliRunner

import builders
from apps.reports.examples import line, year
from khaigiang.cli import report
from khaigiang.cli.main import COMMANDS
from khaigiang.foundation.refusal import Refused

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _end_of_2024(monkeypatch):
    monkeypatch.setenv("KHAIGIANG_TODAY", "2024-12-31")
    monkeypatch.setattr("khaigiang.cli.home.open_home_at_hand", lambda: None)


def run(*words):
    return CliRunner().invoke(report.command, [str(word) for word in words], catch_exceptions=False)


def test_report_is_among_the_commands():
    assert COMMANDS["report"] == "report"


def test_plan_actual_prints_one_object():
    world = year()

    said = json.loads(run("plan-actual", "--json").output)

    assert (said["year"], said["on"], len(said["lines"])) == (2024, "2024-12-31", 3)
    assert said["lines"][2] == {
        "plan": world.plan.number,
        "code": world.totals.code,
        "title": world.totals.title,
        "organiser": "Huyện Chương Mỹ",
        "tracking": "totals",
        "planned_classes": 5,
        "planned_seats": 100,
        "held_classes": 3,
        "finished_classes": 3,
        "places": 90,
        "people": None,
        "completed": 0,
        "share": 90,
        "reported_classes": 3,
        "reported_places": 90,
        "reported_people": None,
        "reported_apart": 0,
    }
    assert (said["totals"]["places"], said["totals"]["people"]) == (94, None)


def test_breakdown_prints_one_object_of_the_days_asked_for():
    year()

    said = json.loads(run("breakdown", "--by", "field", "--from", "2024-05-01", "--to", "31/07/2024", "--json").output)

    assert (said["by"], said["from"], said["to"]) == ("field", "2024-05-01", "2024-07-31")
    assert [(each["key"], each["places"], each["people"]) for each in said["slices"]] == [
        ("party_building", 20, 18),
        ("digital", 2, 2),
    ]
    assert (said["totals"]["places"], said["totals"]["reported_apart"]) == (22, 70)


@pytest.mark.parametrize("by", report.CUTS)
def test_breakdown_knows_every_cut(by):
    year()

    assert json.loads(run("breakdown", "--by", by, "--json").output)["totals"]["places"] == 94


def test_figures_are_printed_for_people():
    year()

    said = run("breakdown", "--by", "bloc").output

    assert "Khối Đảng" in said
    assert "chưa rõ" in said
    assert "Theo dõi từng lớp: 2 lớp, 4 lượt; số người: 3." in said


def test_plan_actual_is_printed_for_people():
    year()

    said = run("plan-actual").output

    assert "90/100" in said
    assert "Cộng" in said


@pytest.mark.parametrize("words", [("plan-actual",), ("breakdown", "--by", "unit")])
def test_workbook_is_written_beside(words, tmp_path):
    year()
    out = tmp_path / "báo cáo.xlsx"

    run(*words, "--out", out)

    values = {cell.value for row in openpyxl.load_workbook(out).active.iter_rows() for cell in row}
    assert {"Cộng", 94, 107} <= values
    assert [path.name for path in tmp_path.iterdir()] == ["báo cáo.xlsx"]


def test_file_in_the_way_is_overwritten_only_when_forced(tmp_path):
    year()
    out = tmp_path / "a.xlsx"
    out.write_text("của tôi", encoding="utf-8")

    with pytest.raises(Refused) as refused:
        run("plan-actual", "--out", out)
    kept = out.read_bytes()
    run("plan-actual", "--out", out, "--force")

    assert (refused.value.code, kept) == ("file_exists", "của tôi".encode())
    assert out.read_bytes()[:2] == b"PK"


def test_year_that_runs_is_meant_unless_another_is_asked_for():
    year()
    line(builders.plan(year=2023))

    said = [json.loads(run("plan-actual", "--json", *words).output)["year"] for words in ((), ("--year", 2023))]

    assert said == [2024, 2023]


def test_year_without_lines_is_refused():
    year()

    with pytest.raises(Refused) as refused:
        run("plan-actual", "--year", 1999)

    assert (refused.value.code, str(refused.value)) == ("no_lines_of_year", "Năm 1999 không có dòng kế hoạch nào.")


def test_report_without_any_plan_is_refused():
    with pytest.raises(Refused) as refused:
        run("breakdown")

    assert refused.value.code == "no_plan"


def test_days_in_the_wrong_order_are_refused():
    year()

    with pytest.raises(Refused) as refused:
        run("breakdown", "--from", "2024-05-02", "--to", "2024-05-01")

    assert refused.value.code == "period_reversed"


def test_coverage_now_prints_one_object_and_writes_a_workbook(tmp_path):
    line = builders.small_world(districts=1, people=2).line
    book = tmp_path / "bao-phu.xlsx"
    said = json.loads(run("coverage-now", "--line", line.code, "--year", "2022", "--json", "-o", book).output)

    assert (said["line"], said["units_on"], said["unplaced"]) == (line.code, "2024-12-31", 0)
    assert sum(each["placed"] for each in said["units"]) == said["total"] > 0
    assert openpyxl.load_workbook(book).sheetnames == ["Theo đơn vị", "Chưa xếp được"]
    assert "chưa xếp được / not placed 0" in run("coverage-now", "--line", line.code, "--year", "2022").output


def test_coverage_now_of_an_unknown_line_is_refused_with_those_there_are():
    line = builders.small_world(districts=1).line
    with pytest.raises(Refused) as said:
        run("coverage-now", "--line", "KHÔNG", "--year", "2022")
    assert (said.value.code, line.code in str(said.value)) == ("no_such_line", True)


def test_coverage_now_of_a_code_of_two_plans_is_refused_until_a_plan_is_told():
    line = builders.small_world(districts=1, people=2).line
    other = builders.plan(year=line.plan.year)
    builders.line(other, code=line.code)
    asked = ("coverage-now", "--line", line.code, "--year", "2022", "--json")
    with pytest.raises(Refused) as said:
        run(*asked)
    assert said.value.code == "line_in_several_plans"
    assert all(f"{each.number} ({each.issuer}, 2022)" in str(said.value) for each in (line.plan, other))

    assert json.loads(run(*asked, "--plan", line.plan.number).output)["total"] > 0
    assert json.loads(run(*asked, "--plan", f"{other.number} ({other.issuer}, 2022)").output)["total"] == 0
    with pytest.raises(Refused, match="99-KH/XX"):
        run(*asked, "--plan", "99-KH/XX")
