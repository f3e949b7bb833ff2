"""A case handed in on the page, and run from the command line: each leaves the same rows and the same papers."""

import sys
from typing import Any

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

import builders
from builders import STATES
from demo.conftest import of_province
from khaigiang.apps.accounts.models import Role
from khaigiang.apps.desk.models import YearRun
from khaigiang.apps.handbook.actions import load_packaged
from khaigiang.apps.units.actions import load_official_state
from khaigiang.cli import main
from khaigiang.data.handbook import packaged_entries
from khaigiang.data.units import read_units
from khaigiang.demo import beforehand, cases
from khaigiang.demo.case import DemoCase, workbooks, write_case
from khaigiang.foundation import clock, jobs
from khaigiang.foundation.actor import SYSTEM
from khaigiang.foundation.home import Home

pytestmark = [pytest.mark.long, pytest.mark.django_db(transaction=True, databases=["default", "owner"])]
# Who signs in and who acted differ, and how long it took; everything else is the work itself.
APART = ("accounts", "audit", "sessions", "procrastinate", "contenttypes", "desk")
DIFFER = {"seconds", "done_by", "published_by"}


@pytest.fixture
def lay(transactional_db, ground_database, tmp_path, monkeypatch):
    """A fresh database with the units of a case and what happened before its lists came."""
    monkeypatch.setenv("KHAIGIANG_HOME", str(tmp_path))
    Home(tmp_path).made()

    def laid(case: DemoCase) -> None:
        ground_database.renew()
        for key, valid_from, valid_to in STATES:
            units = of_province(read_units(key), case.province)
            load_official_state(units, valid_from=valid_from, valid_to=valid_to, by=SYSTEM)
        load_packaged(packaged_entries(), by=SYSTEM)
        beforehand.prepare(case)

    return laid


def on_the_page(case: DemoCase) -> None:
    (name, plan), lists = workbooks(case)
    planner = Client()
    planner.force_login(
        builders.user(Role.PLANNER, everywhere=True), backend="django.contrib.auth.backends.ModelBackend"
    )
    files = {"plan": SimpleUploadedFile(name, plan), "nominations": [SimpleUploadedFile(*each) for each in lists]}
    answer = planner.post(reverse("desk:submit_year"), files)
    assert answer.status_code == 302, answer.content.decode()
    jobs.work_off()


def written() -> dict[str, list[dict[str, Any]]]:
    """Every row of the work, but for ids: what an id names stands in a table of its own, in the same order."""
    found = {}
    for model in apps.get_models():
        label = model._meta.label_lower
        if not model._meta.managed or label.startswith(APART):
            continue
        apart = {field.name for field in model._meta.concrete_fields if field.is_relation or field.primary_key}
        rows = model._base_manager.order_by("pk").values()
        found[label] = [{key: row[key] for key in row if key.removesuffix("_id") not in apart | DIFFER} for row in rows]
    return found


@pytest.mark.parametrize("letter", ["A", "B", "C", "D"])
def test_page_and_command_leave_the_same_rows_and_papers(letter, lay, tmp_path, monkeypatch, capsys) -> None:
    case = cases.generate(letter)
    with clock.standing_at(case.judged_on):
        lay(case)
        on_the_page(case)
        assert YearRun.objects.get().state == "done", YearRun.objects.get().problems
        pages = written()
        lay(case)
    plan, lists = write_case(case, tmp_path)
    words = ["--plan", plan, "--nominations", lists, "--out", tmp_path / "ket-qua", "--today", case.judged_on]
    monkeypatch.setattr(sys, "argv", ["kg", "year", *map(str, words)])
    assert main._outcome() == 0, capsys.readouterr().err
    commands = written()

    assert (
        sum(len(pages[table]) for table in ("nominations.nomination", "classes.enrolment", "timetables.lesson")) > 100
    )
    for table, rows in pages.items():
        assert commands[table] == rows, table
