import json
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner

import builders
from apps.intake.conftest import district  # noqa: F401 - the same world
from apps.intake.lists import FIRST, HEAD, SECOND, book
from intake.books import book_of
from khaigiang.apps.intake.models import Batch, BatchFinding
from khaigiang.apps.nominations.models import Nomination
from khaigiang.apps.people.models import Person
from khaigiang.cli import importing
from khaigiang.foundation.refusal import Refused
from khaigiang.intake.findings import FINDINGS_SHEET
from khaigiang.intake.refusal import FilesRefused

DIRTY = [1, "Nguyễn  Văn Thử", *FIRST[2:]]
FAULTY = [2, "Trần Thị Nghiệm", "31/02/1980", *SECOND[3:]]


@pytest.fixture
def run(district, monkeypatch):  # noqa: F811 - the fixture of that name
    monkeypatch.setattr("khaigiang.cli.home.open_home", lambda: None)

    def call(*words: object):
        return CliRunner().invoke(importing.command, [str(word) for word in words])

    return call


def file(folder: Path, *people, name: str = "ds.xlsx") -> Path:
    path = folder / name
    path.write_bytes(book(*people))
    return path


def test_people_come_in_and_the_same_file_twice_changes_nothing(run, tmp_path) -> None:
    path = file(tmp_path, DIRTY, SECOND)
    for written in (2, 0):
        answer = run("people", path, "--accept", "spaces", "--json")
        assert answer.exit_code == 0, answer.exception
        (told,) = json.loads(answer.output)
        assert (told["state"], told["people"], told["written"]) == ("committed", 2, written)
    assert list(Person.objects.values_list("full_name", flat=True)) == ["Trần Thị Nghiệm", "Nguyễn Văn Thử"]


def test_check_writes_no_people_and_tells_every_finding(run, tmp_path) -> None:
    answer = run("people", file(tmp_path, DIRTY, FAULTY), "--check", "--json")
    (told,) = json.loads(answer.output)
    names = ("cell", "code", "severity", "suggestion", "kinds")
    assert [tuple(each[name] for name in names) for each in told["findings"]] == [
        ("B2", "repair", "suggestion", "Nguyễn Văn Thử", "spaces"),
        ("C3", "not_partial_date", "row_fault", None, ""),
    ]  # fmt: skip
    assert Person.objects.count() == 0


def test_a_faulty_file_refuses_all_files_with_its_cells(run, tmp_path) -> None:
    good, bad = file(tmp_path, FIRST), file(tmp_path, FAULTY, name="sai.xlsx")
    answer = run("people", good, bad)
    assert isinstance(answer.exception, FilesRefused)
    assert [(each.file, each.cell) for each in answer.exception.findings] == [("sai.xlsx", "C2")]
    assert Person.objects.count() == 0


def test_a_refused_file_leaves_nothing_unless_it_waited_before(run, tmp_path) -> None:
    waiting, bad = file(tmp_path, DIRTY, FAULTY), file(tmp_path, FAULTY, name="sai.xlsx")
    run("people", waiting, "--check")

    run("people", waiting, bad)

    assert dict(Batch.objects.values_list("file_name", "state")) == {"ds.xlsx": "checked", "sai.xlsx": "dropped"}
    assert set(BatchFinding.objects.values_list("batch__file_name", flat=True)) == {"ds.xlsx"}


def test_check_says_in_words_what_may_be_accepted(run, tmp_path) -> None:
    answer = run("people", file(tmp_path, DIRTY), "--check")
    assert "DS B2: “Nguyễn  Văn Thử” có thể sửa thành “Nguyễn Văn Thử” (dấu cách thừa)." in answer.output
    assert "--accept: spaces (1)" in answer.output


def test_the_workbook_is_given_back(run, tmp_path) -> None:
    answer = run("people", file(tmp_path, FAULTY), "--check", "--out", tmp_path / "tra-lai")
    assert answer.exit_code == 0, answer.exception
    back = openpyxl.load_workbook(tmp_path / "tra-lai" / "ds-da-kiem-tra.xlsx")
    assert back.sheetnames == ["DS", FINDINGS_SHEET]
    assert back["DS"]["C2"].comment is not None


def test_nominees_come_in_with_what_is_said_of_their_letter(run, tmp_path, district) -> None:  # noqa: F811
    builders.grant(builders.line(builders.plan(), code="D1", title="Bồi dưỡng bí thư"), district, 5)
    path = tmp_path / "cu.xlsx"
    path.write_bytes(book_of({"DS": [HEAD, FIRST]}))
    letter = ("--letter-number", "12-CV/QU", "--letter-day", "2022-02-15", "--signer", "Trần Văn Ký")
    answer = run("nominations", path, "--plan-line", "D1", "--unit", "Quận A", *letter)
    assert answer.exit_code == 0, answer.exception
    assert Nomination.objects.get().list.letter_number == "12-CV/QU"


@pytest.mark.parametrize(
    ("words", "code"), [(("--unit", "Quận Không Có"), "no_such_unit"), (("--accept", "magic"), "unknown_kind")]
)
def test_what_nobody_knows_is_refused(run, tmp_path, words, code) -> None:
    answer = run("people", file(tmp_path, FIRST), *words)
    assert isinstance(answer.exception, Refused)
    assert answer.exception.code == code
