import datetime as dt
import json
from pathlib import Path

import pytest

from corpus.make import WORKBOOKS, drawings, text_files
from khaigiang.intake.accepting import EVERYTHING, Accepted
from khaigiang.intake.findings import Severity
from khaigiang.intake.lists import PersonLine, read_list

TODAY = dt.date(2025, 6, 1)
FILES = sorted(path for path in WORKBOOKS.iterdir() if path.suffix != ".json")
DATES = {"birth", "party_joined", "party_official"}


def expected_of(path: Path) -> dict:
    return json.loads(path.with_name(f"{path.name}.json").read_text(encoding="utf-8"))


def said(row: PersonLine, names: list[str]) -> dict[str, object]:
    values = {name: getattr(row, name) for name in names}
    return {name: str(value) if name in DATES and value else value for name, value in values.items()}


def test_the_corpus_has_many_workbooks_of_every_format():
    assert len(FILES) >= 25
    assert {path.suffix for path in FILES} == {".xlsx", ".xls", ".ods", ".csv"}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_finding_of_a_workbook_is_right_and_none_is_extra(path):
    reading = read_list(path.name, path.read_bytes(), reference=TODAY)

    found = {(each.sheet, each.cell, each.code, each.suggestion) for each in reading.findings}
    wanted = {(each["sheet"], each["cell"], each["code"], each["fix"]) for each in expected_of(path)["findings"]}
    assert found == wanted
    assert len(reading.findings) == len(wanted)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_person_of_a_workbook_is_read_once_all_is_accepted(path):
    accepted = Accepted(kinds=frozenset({EVERYTHING}))
    reading = read_list(path.name, path.read_bytes(), reference=TODAY, accepted=accepted)

    people = expected_of(path)["people"]
    assert [said(row, list(wanted)) for row, wanted in zip(reading.rows, people, strict=False)] == people
    assert len(reading.rows) == len(people)
    assert not [each for each in reading.findings if each.severity in {Severity.SUGGESTION, Severity.FILE_FAULT}]


def test_the_workbooks_are_those_the_drawings_make():
    """Those of LibreOffice carry stamps of their own and are left out."""
    drawn = {f"{name}.xlsx": each.finish() for name, each in drawings()}
    drawn |= {f"{name}.csv": content for name, content, _ in text_files()}

    assert {name: (WORKBOOKS / name).read_bytes() for name in drawn} == drawn
