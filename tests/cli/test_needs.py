import io
import json

import openpyxl
import pytest
from click.testing import CliRunner

import builders
from apps.needs.surveying import DEADLINE, SECRETARY, TODAY, answered, city, form_in, holder, inspected, published
from khaigiang.apps.needs.models import NeedsForm, StatedNeed
from khaigiang.apps.units.models import Unit
from khaigiang.cli import needs
from khaigiang.foundation.refusal import Refused
from khaigiang.intake.refusal import FilesRefused

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _home(monkeypatch):
    monkeypatch.setenv("KHAIGIANG_TODAY", TODAY.isoformat())
    monkeypatch.setattr("khaigiang.cli.home.open_home_at_hand", lambda: None)


def run(*words):
    return CliRunner().invoke(needs.command, [str(word) for word in words])


def told(*words):
    answer = run(*words, "--json")
    assert answer.exit_code == 0, answer.exception
    return json.loads(answer.output)


def refused(*words):
    answer = run(*words)
    assert isinstance(answer.exception, Refused)
    return answer.exception


def opening(body):
    words = ("open", "--year", 2023, "--body", body.name, "--asker", "Ban Tổ chức", "--title", "Khảo sát")
    return (*words, "--deadline", DEADLINE)


def test_survey_goes_from_the_opening_to_the_end_by_commands():
    body, study = city(), builders.programme()
    made = told(*opening(body))["surveys"][0]
    assert (made["state"], made["asked"], made["rows"]) == ("draft", 2, [])
    asked = told("ask", made["number"], "--group", SECRETARY, "--programme", study.code, "--planned")["surveys"][0]
    assert asked["rows"] == [{"group": SECRETARY, "programme": study.code, "title": study.name, "planned": True}]
    assert told("publish", made["number"])["surveys"][0]["state"] == "published"
    later = told("extend", made["number"], "--until", "2022-06-20", "--why", "lũ")["surveys"][0]
    assert later["deadline"] == "2022-06-20"
    assert told("close", made["number"])["surveys"][0]["state"] == "closed"
    assert [each["number"] for each in told("show")["surveys"]] == [made["number"]]
    assert "Khảo sát, hạn 2022-06-20: Đã khép lại" in run("show").output


def test_survey_asks_the_units_named_or_the_communes():
    body = city()
    assert told(*opening(body), "--unit", "Quận 2")["surveys"][0]["asked"] == 1
    assert NeedsForm.objects.get().unit.name == "Quận 2"
    assert refused(*opening(body)).code == "needs_survey_once"
    assert refused(*opening(builders.unit("Quận 9"))).code == "nobody_below"
    assert refused(*opening(body), "--unit", "Quận 7").code == "no_such_unit"
    assert refused("publish", 987654).code == "no_such_survey"


def test_form_goes_out_comes_back_filled_and_is_handed_back(tmp_path):
    survey = published()
    file = tmp_path / "phiếu.xlsx"
    assert run("template", survey.pk, "--unit", "Quận 1", "-o", file).exit_code == 0
    assert refused("template", survey.pk, "--unit", "Quận 1", "-o", file).code == "file_exists"
    book = openpyxl.load_workbook(file)
    book.active["E5"] = 4
    book.save(file)
    answer = told("import", survey.pk, file, "--unit", "quận 1", "--submit")
    assert (answer["written"], answer["state"], answer["unit"]) == (1, "submitted", "Quận 1")
    back = told("hand-back", survey.pk, "--unit", "Quận 1", "--remarks", "Nêu tên.")
    assert back["state"] == "handed_back"
    assert refused("template", survey.pk, "--unit", "Quận 7", "-o", tmp_path / "y.xlsx").code == "unit_not_asked"


def test_faulty_form_is_refused_whole_and_given_back_into_a_folder(tmp_path):
    survey = published()
    file = tmp_path / "x.xlsx"
    run("template", survey.pk, "--unit", "Quận 1", "-o", file)
    book = openpyxl.load_workbook(file)
    book.active["E5"], book.active["F5"] = 1, "Không Ai Cả"
    book.save(file)
    said = refused("import", survey.pk, file, "--unit", "Quận 1", "--submit", "--out", tmp_path / "trả lại")
    assert isinstance(said, FilesRefused)
    assert [(each.cell, each.code) for each in said.findings] == [("F5", "needs_name_unknown")]
    assert [path.name for path in (tmp_path / "trả lại").iterdir()] == ["x-da-kiem-tra.xlsx"]
    assert not StatedNeed.objects.exists()
    assert refused("import", survey.pk, tmp_path / "không có.xlsx", "--unit", "Quận 1").code == "no_file"


def test_form_that_is_not_whole_is_not_submitted_and_nothing_of_it_is_kept(tmp_path):
    survey = published(None, SECRETARY, "commune_deputy_secretary")
    file = tmp_path / "x.xlsx"
    run("template", survey.pk, "--unit", "Quận 1", "-o", file)
    book = openpyxl.load_workbook(file)
    book.active["E5"] = 1
    book.save(file)
    assert refused("import", survey.pk, file, "--unit", "Quận 1", "--submit").code == "cannot_submit_form"
    assert not StatedNeed.objects.exists()


def test_gap_names_each_person_with_the_reason():
    survey = published()
    holder("Lê An")
    rows = told("gap", survey.pk, "--unit", "Quận 1")["rows"]
    assert [(one["name"], one["standing"], one["why"]) for one in rows[0]["people"]] == [
        ("Lê An", "needs", "Hồ sơ chưa ghi hoàn thành chương trình này.")
    ]
    assert "Lê An, Bí thư Đảng ủy, Phường 1: Hồ sơ chưa ghi" in run("gap", survey.pk, "--unit", "Quận 1").output


def test_needs_are_added_up_by_source_and_written_as_a_workbook(tmp_path):
    body = city()
    survey = published(body)
    answered(form_in(survey), 3, holder("Lê An"))
    inspected(body, {"Quận 2": 4, "Phường 1": None})
    found = told("consolidate", survey.pk, "-o", tmp_path / "nhu-cau.xlsx")
    assert found["whole"] == {
        "stated": {"units": 1, "places": 3, "people": None, "named": 1},
        "records": {"holders": 1, "places": 1, "people": 1, "under_way": 0, "unknown": 0},
        "inspection": {"papers": ["12-KL/UBKT"], "findings": 1, "people": 4, "without_number": 1},
    }
    assert [(each["unit"], each["stated"]["places"]) for each in found["units"]] == [("Quận 1", 3), ("Quận 2", 0)]
    assert "Tổng hợp" in openpyxl.load_workbook(tmp_path / "nhu-cau.xlsx").sheetnames
    before = told("consolidate", survey.pk, "--on", "2007-01-01")
    assert (before["on"], before["whole"]["records"]["holders"]) == ("2007-01-01", 0)
    below = told("consolidate", survey.pk, "--unit", "Quận 2")
    assert (below["unit"], below["whole"]["inspection"]["people"]) == ("Quận 2", 4)
    assert "Nhu cầu năm 2023: Thành phố Mẫu" in run("consolidate", survey.pk).output


def test_what_was_chosen_becomes_a_draft_of_the_plan(tmp_path):
    survey = published()
    answered(form_in(survey), 3)
    key = f"r{survey.rows.get().pk}"
    assert run("draft", survey.pk, "--line", f"{key}=40/2", "-o", tmp_path / "kh.xlsx").exit_code == 0
    sheet = openpyxl.load_workbook(io.BytesIO((tmp_path / "kh.xlsx").read_bytes()))["Dòng kế hoạch"]
    assert {2, 40} <= {cell.value for cell in sheet[5]}
    for wrong in ("r1", "=3", f"{key}=ba", f"{key}=40/0"):
        assert refused("draft", survey.pk, "--line", wrong, "-o", tmp_path / "y.xlsx").code == "not_a_choice"
    assert refused("draft", survey.pk, "--line", "r0=3", "-o", tmp_path / "y.xlsx").code == "nothing_chosen"
    assert not (tmp_path / "y.xlsx").exists()


def test_finding_is_entered_shown_and_withdrawn():
    body = city()
    words = ("finding", "--year", 2023, "--body", body.name, "--number", "12-KL/UBKT", "--issued", "2022-04-20")
    words += ("--issuer", "Ủy ban Kiểm tra", "--topic", "Nghiệp vụ kiểm tra", "--found", "Chưa lập chương trình.")
    made = told(*words, "--unit", "Quận 1: 3", "--unit", "Quận 2", "--field", "inspection")["findings"][0]
    assert made["paper"] == {"number": "12-KL/UBKT", "issued_on": "2022-04-20", "issuer": "Ủy ban Kiểm tra"}
    assert made["units"] == [{"unit": "Quận 1", "people": 3}, {"unit": "Quận 2", "people": None}]
    assert "Nghiệp vụ kiểm tra (12-KL/UBKT, 2022-04-20, Ủy ban Kiểm tra)" in run("findings").output
    gone = told("withdraw", made["number"], "--why", "Ghi nhầm.")["findings"][0]
    assert gone["state"] == "withdrawn"
    assert refused(*words, "--unit", "Quận 9").code == "no_such_unit"
    assert refused("withdraw", 987654, "--why", "x").code == "no_such_inspection"


def test_yearly_minimum_is_told_by_unit_and_person_by_person(monkeypatch) -> None:
    monkeypatch.setenv("KHAIGIANG_TODAY", "2026-11-29")
    city()
    person = builders.person("Lê An", category="civil_servant")
    builders.post(person, Unit.objects.get(name="Phường 1"))

    found = told("yearly")
    assert (found["units"], found["people"]["below"]) == (
        [{"unit": "Phường 1", "below": 1, "unknown": 0, "met": 0}],
        1,
    )
    assert [(each["periods"], each["verified"]) for each in found["minimums"]] == [(40, True)]
    assert "Phường 1: 1 chưa đủ tiết, 0 chưa đủ dữ liệu, 0 đủ tiết" in run("yearly").output
    assert told("yearly", "--unit", "Phường 1")["people"] == [
        {"name": "Lê An", "standing": "below", "done": 0, "asked": 40}
    ]
    assert run("yearly", "--unit", "Phường 1").output == "Lê An: 0/40 tiết năm 2026. Chưa đủ tiết.\n"
    assert "No instrument is in force." in run("yearly", "--on", "2025-06-30").output
    assert refused("yearly", "--unit", "Phường Lạ").code == "no_such_unit"
