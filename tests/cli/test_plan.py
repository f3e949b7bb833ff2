import datetime as dt
import json

import pytest
from click.testing import CliRunner

import builders
from apps.desk.examples import tree
from apps.desk.test_plans import of
from apps.plans import delegated
from apps.plans.examples import WORKBOOK
from khaigiang.cli import plan
from khaigiang.foundation import clock
from khaigiang.foundation.refusal import Refused
from khaigiang.intake.templates import write_plan

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def at_home(monkeypatch):
    monkeypatch.setattr("khaigiang.cli.home.open_home_at_hand", lambda: None)
    tree()
    with clock.standing_at(dt.date(2022, 5, 1)):
        yield


@pytest.fixture
def file(tmp_path):
    def written(book=WORKBOOK):
        path = tmp_path / "ke-hoach.xlsx"
        path.write_bytes(write_plan(book))
        return path

    return written


def run(*words):
    return CliRunner().invoke(plan.command, [str(word) for word in words])


def asked(*words):
    answer = run(*words, "--json")
    assert answer.exit_code == 0, answer.exception
    return json.loads(answer.output)


def refused(*words):
    error = run(*words).exception
    assert isinstance(error, Refused)
    return error.code


def test_plan_goes_its_course_from_the_command_line(file) -> None:
    assert asked("draft", file())["state"] == "draft"
    asked("submit", "50-KH/TU")
    assert asked("hand-back", "50-KH/TU", "--remarks", "Thiếu căn cứ.")["remarks"] == "Thiếu căn cứ."
    asked("submit", "50-KH/TU")
    assert asked("approve", "50-KH/TU", "--year", 2022)["state"] == "approved"
    assert asked("close", "50-KH/TU")["state"] == "closed"
    assert "50-KH/TU (2022): Đã đóng" in run("show", "50-KH/TU").output


def test_plan_is_amended_from_the_command_line_as_on_the_page(file) -> None:
    for word in ("draft", "submit", "approve"):
        asked(word, file() if word == "draft" else "50-KH/TU")
    changes = ["Dòng 1 (D1): 4 → 6 chỉ tiêu, Quận Ba Đình: 3 → 5 chỉ tiêu"]
    changed = file(of(seats=(5, 1)))

    draft = changed.with_suffix(".docx")
    looked = asked("amend", changed, "--check", "--paper", draft)
    assert draft.read_bytes()[:2] == b"PK"
    assert (looked["written"], looked["changes"]) == (False, changes)
    assert asked("show", "50-KH/TU")["revisions"] == []
    assert refused("amend", changed) == "deciding_paper_wanted"
    paper = ("--number", "77-KH/TU", "--date", "2022-04-01", "--reason", "Tăng nhu cầu")
    assert asked("amend", changed, *paper)["written"] is True

    shown = asked("show", "50-KH/TU")
    assert [(each["paper"], each["changes"]) for each in shown["revisions"]] == [("77-KH/TU", changes)]
    assert f"  {changes[0]}" in run("show", "50-KH/TU").output
    assert refused("amend", changed, "--check") == "nothing_changes"


def test_plan_is_written_on_its_form(file, tmp_path) -> None:
    asked("draft", file())
    out = tmp_path / "ra.xlsx"

    assert asked("export", "50-KH/TU", "--out", out) == {"plan": "50-KH/TU", "file": str(out)}
    assert refused("export", "50-KH/TU", "--out", out) == "file_exists"
    assert run("export", "50-KH/TU", "--out", out, "--force").exit_code == 0


def test_tasks_are_given_chased_reviewed_and_done(file) -> None:
    asked("draft", file())
    given = asked("tasks", "add", "50-KH/TU", "--title", "In thẻ", "--owner", "Văn phòng", "--due", "2022-04-20")
    (task,) = given["tasks"]
    assert (task["title"], task["days_late"]) == ("In thẻ", 11)
    assert asked("tasks", "chase", task["task"], "--note", "Gọi điện")["tasks"][0]["chased"] == 1
    asked("tasks", "review", task["task"], "--held", "2022-04-29", "--conclusion", "Xong trước 5/5")
    (done,) = asked("tasks", "done", task["task"], "--note", "Đã in")["tasks"]
    assert (done["state"], done["reviews"]) == ("done", [{"held": "2022-04-29", "conclusion": "Xong trước 5/5"}])
    assert "giao ban 29/04/2022: Xong trước 5/5" in run("tasks", "list", "50-KH/TU").output


def test_estimates_of_a_delegated_line_are_shown_and_stated() -> None:
    line = delegated.line(estimate=100_000_000)
    for place in (1, 2):
        builders.planned_class(line, place)
    said = asked("estimate", "D1", "--class", "1=60000000", "--class", "2=50000000")
    assert (said["estimate"], [each["estimate"] for each in said["classes"]]) == (100_000_000, [60_000_000, 50_000_000])
    shown = run("estimate", "D1", "--plan", line.plan.number).output.splitlines()
    assert shown[0] == "1. Lớp 1: 60.000.000 đồng"
    assert shown[2] == "D1: 110.000.000 đồng / 100.000.000 đồng (vượt / beyond)"
    assert asked("estimate", "D1", "--class", "2=")["classes"][1]["estimate"] is None
    assert refused("estimate", "D1", "--class", "9=1") == "no_such_class"
    assert refused("estimate", "D9") == "no_such_line"


@pytest.mark.parametrize("stated", ["1", "=5", "1=-5", "1=nhiều", "²=1", "99999=1", "1=" + "9" * 16])
def test_estimate_that_is_no_number_is_refused_with_a_sentence(stated) -> None:
    answer = run("estimate", "D1", "--class", stated)
    assert (answer.exit_code, "Write CLASS=AMOUNT." in answer.output) == (2, True)


@pytest.mark.parametrize(
    ("words", "code"), [(("show", "99-KH/TU"), "no_such_plan"), (("tasks", "chase", "999999"), "no_such_task")]
)
def test_what_is_not_there_is_refused(words, code) -> None:
    assert refused(*words) == code
