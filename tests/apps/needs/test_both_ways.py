"""Pages and commands do the same: one survey goes each way and comes to the same figures."""

import io
import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

import builders
from apps.needs.surveying import DEADLINE, SECRETARY, city, form_in, holder
from khaigiang.apps.needs.models import NeedsSurvey
from khaigiang.apps.units.models import Unit
from khaigiang.cli import needs

pytestmark = pytest.mark.django_db
ASKER, TITLE, TOPIC = "Ban Tổ chức Thành ủy", "Khảo sát", "Nghiệp vụ kiểm tra"


def by_page(client: Any, body: Unit, programme: str) -> None:
    told = {"title": TITLE, "year": 2023, "asker": ASKER, "body": body.name, "which": "children"}
    client.post(reverse("needs:open"), told | {"deadline": DEADLINE.isoformat()})
    survey = NeedsSurvey.objects.get()
    page = reverse("needs:survey", args=[survey.pk])
    client.post(page, {"act": "ask", "groups": [SECRETARY], "programme": programme})
    client.post(page, {"act": "publish"})
    form = reverse("needs:form", args=[form_in(survey).pk])
    book = SimpleUploadedFile("phieu.xlsx", filled(client.get(f"{form}mau/").content))
    client.post(form, {"act": "file", "file": book})
    row = survey.rows.get().pk
    kept = [str(name.person_id) for name in form_in(survey).stated.get().names.all()]
    client.post(form, {"act": "submit", f"so-{row}": "2", f"ai-{row}": kept})
    client.post(
        reverse("needs:inspections"),
        {
            "number": "12-KL",
            "issued_on": "2022-04-20",
            "issuer": "Ủy ban Kiểm tra",
            "found": "Chưa lập chương trình.",
            "topic": TOPIC,
            "units": "Quận 2: 4",
            "year": 2023,
            "body": body.name,
        },
    )


def by_command(folder: Path, body: Unit, programme: str) -> None:
    told = ("--year", "2023", "--body", body.name)
    run("open", *told, "--asker", ASKER, "--title", TITLE, "--deadline", DEADLINE.isoformat())
    number = str(NeedsSurvey.objects.get().pk)
    run("ask", number, "--group", SECRETARY, "--programme", programme)
    run("publish", number)
    file = folder / "phieu.xlsx"
    run("template", number, "--unit", "Quận 1", "-o", str(file))
    file.write_bytes(filled(file.read_bytes()))
    run("import", number, str(file), "--unit", "Quận 1", "--submit")
    paper = ("--number", "12-KL", "--issued", "2022-04-20", "--issuer", "Ủy ban Kiểm tra", "--topic", TOPIC)
    run("finding", *told, *paper, "--found", "Chưa lập chương trình.", "--unit", "Quận 2: 4")


def run(*words: str) -> str:
    answer = CliRunner().invoke(needs.command, list(words))
    assert answer.exit_code == 0, answer.exception
    return answer.output


def filled(data: bytes) -> bytes:
    book, out = openpyxl.load_workbook(io.BytesIO(data)), io.BytesIO()
    book.active["E5"], book.active["F5"] = 2, "Lê An"
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize("way", ["page", "command"])
def test_survey_comes_to_the_same_figures_by_pages_and_by_commands(way, planner, tmp_path, monkeypatch) -> None:
    monkeypatch.setattr("khaigiang.cli.home.open_home_at_hand", lambda: None)
    body, programme = city(), builders.programme().code
    holder("Lê An")
    holder("Trần Bình", 2)
    if way == "page":
        by_page(planner, body, programme)
    else:
        by_command(tmp_path, body, programme)

    found = json.loads(run("consolidate", str(NeedsSurvey.objects.get().pk), "--json"))

    assert found["whole"] == {
        "stated": {"units": 1, "places": 2, "people": None, "named": 1},
        "records": {"holders": 2, "places": 2, "people": 2, "under_way": 0, "unknown": 0},
        "inspection": {"papers": ["12-KL"], "findings": 1, "people": 4, "without_number": 0},
    }
    assert [(each["title"], each["groups"]) for each in found["lines"][1:]] == [(TOPIC, [])]
    assert [(each["unit"], each["answered"]) for each in found["units"]] == [("Quận 1", 1), ("Quận 2", 0)]
