"""From the call to whoever moves up, once through the pages and once from the command line: the same rows."""

import json
import re
from typing import Any

import pytest
from click.testing import CliRunner
from django.apps import apps
from django.db import transaction
from django.urls import reverse

import builders
from apps.calls.calling import published, seats
from apps.calls.test_answering import secretary
from khaigiang.apps.calls.models import Dossier
from khaigiang.apps.nominations.models import Nomination
from khaigiang.apps.people.models import Person
from khaigiang.apps.quotas.models import Quota
from khaigiang.cli.main import program
from khaigiang.foundation.audit.models import Event

pytestmark = pytest.mark.django_db
LETTER = {"number": "7-CV/QU", "day": "2022-05-11", "signer": "Trần Ký", "signer_title": "Phó Bí thư"}
SUBSTITUTE = {"name": "Lê Thay", "birth": "1980-05-01", "position": "Bí thư Đảng ủy"}
WHO_ACTED = {"done_by", "done_on"}
TABLES = ("calls.Dossier", "calls.DossierPerson", "nominations.Nomination", "nominations.Decision", "quotas.Quota")
KEPT = (*TABLES, "nominations.NominationList", "nominations.VerdictReason", "quotas.SeatMove", "people.Person")


@pytest.fixture
def quota(monkeypatch) -> Quota:
    """Two seats of one unit with four people who need the course, and one of another whose day is over."""
    monkeypatch.setattr("khaigiang.cli.home.open_home_at_hand", lambda: None)
    quota = seats(2)
    builders.grant(quota.line, builders.unit("Quận B"), 1)
    for name in ("Lê An", "Lê Bình", "Lê Cúc", "Lê Dung"):
        secretary(quota, name)
    published(quota.line)
    return quota


def key_of(name: str) -> int:
    return Person.objects.get(full_name=name).pk


def number_of(name: str) -> int:
    return Nomination.objects.get(person__full_name=name).pk


def by_pages(quota: Quota, planner, as_user) -> None:
    unit = as_user(builders.user("sending_unit", units=[quota.unit]))

    def press(client, page: str, *key: int, **said: Any) -> None:
        answer = client.post(reverse(page, args=key), said)
        assert answer.status_code == 302, answer.content.decode()

    press(unit, "calls:call", quota.line.called.call_id, act="start", quota=quota.pk)
    dossier = Dossier.objects.get().pk
    press(unit, "calls:dossier", dossier, act="add", person=[key_of(n) for n in ("Lê An", "Lê Bình", "Lê Dung")])
    press(unit, "calls:dossier", dossier, act="drop", person=key_of("Lê Dung"))
    press(unit, "calls:dossier", dossier, act="add", person=[key_of("Lê Cúc")])
    press(unit, "calls:dossier", dossier, act="letter", **LETTER)
    press(unit, "calls:dossier", dossier, act="submit")
    press(planner, "calls:dossier", dossier, act="hand_back", remarks="Xếp lại.")
    press(unit, "calls:dossier", dossier, act="up", person=key_of("Lê Bình"))
    press(unit, "calls:dossier", dossier, act="submit")
    press(planner, "calls:dossier", dossier, act="take_in")
    press(planner, "nominations:line", quota.line_id, act="judge")
    press(planner, "nominations:line", quota.line_id, act="accept")
    press(unit, "classes:nominee", number_of("Lê Bình"), act="withdraw", why="ốm")
    other = {**SUBSTITUTE, "full_name": SUBSTITUTE["name"], "sex": "male", "unit": quota.unit_id, "why": "ốm"}
    press(unit, "classes:nominee", number_of("Lê An"), act="substitute", **other)
    root, other = quota.parent_id, Quota.objects.get(unit__name="Quận B")
    press(planner, "quotas:row", other.pk, act="transfer", target=quota.pk, seats=1, why="thiếu")
    press(planner, "quotas:row", quota.pk, act="give_back", seats=1, why="thừa")
    press(planner, "quotas:row", root, act="deadline", day="2022-05-01")
    press(planner, "quotas:row", root, act="reclaim")


def by_commands(quota: Quota, *_clients: Any) -> None:
    line = quota.line.code

    def kg(*words: Any) -> Any:
        answer = CliRunner().invoke(program, [*map(str, words), "--json"], catch_exceptions=False)
        assert answer.exit_code == 0, answer.output
        return json.loads(answer.output)

    dossier = kg("dossier", "start", line, "--unit", "quan a")["number"]
    suggested = {each["name"]: each["person"] for each in kg("dossier", "suggest", dossier)["people"]}
    kg("dossier", "name", dossier, *(suggested[n] for n in ("Lê An", "Lê Bình", "Lê Dung")))
    kg("dossier", "drop", dossier, suggested["Lê Dung"])
    kg("dossier", "name", dossier, suggested["Lê Cúc"])
    told = [word for key, said in LETTER.items() for word in (f"--{key_in_words(key)}", said)]
    kg("dossier", "letter", dossier, *told)
    kg("dossier", "submit", dossier)
    kg("call", "hand-back", dossier, "--remarks", "Xếp lại.")
    kg("dossier", "up", dossier, suggested["Lê Bình"])
    kg("dossier", "submit", dossier)
    kg("call", "take-in", dossier)
    kg("nominee", "judge", line)
    kg("nominee", "accept-line", line)
    kg("nominee", "withdraw", number_of("Lê Bình"), "--why", "ốm")
    other = [word for key, said in SUBSTITUTE.items() for word in (f"--{key}", said)]
    kg("nominee", "substitute", number_of("Lê An"), *other, "--why", "ốm")
    kg("seats", "transfer", line, "--from", "Quận B", "--to", "Quận A", "--seats", 1, "--why", "thiếu")
    kg("seats", "return", line, "--unit", "Quận A", "--seats", 1, "--why", "thừa")
    kg("seats", "deadline", line, "--day", "2022-05-01")
    kg("seats", "reclaim", line)


def key_in_words(key: str) -> str:
    return {"number": "letter-number", "day": "letter-day"}.get(key, key.replace("_", "-"))


def written() -> dict[str, list[dict[str, Any]]]:
    """Every row, but for ids and who acted; what an id names is told by its place among its own."""
    found = {}
    for label in KEPT:
        model = apps.get_model(label)
        rows = []
        for row in model._base_manager.order_by("pk"):
            plain = {field.name: getattr(row, field.attname) for field in model._meta.concrete_fields}
            ids = {field.name for field in model._meta.concrete_fields if field.is_relation or field.primary_key}
            rows.append({key: said for key, said in plain.items() if key not in ids | WHO_ACTED})
        found[label] = rows
    verbs = Event.objects.order_by("pk").values_list("verb", flat=True)
    found["audit"] = [verb for verb in verbs if re.match(r"(calls|nominations|quotas|classes)\.", verb)]
    return found


def test_pages_and_commands_write_the_same_rows(quota, planner, as_user) -> None:
    with transaction.atomic():
        by_pages(quota, planner, as_user)
        pages = written()
        transaction.set_rollback(True)
    by_commands(quota)
    commands = written()

    told = [(each["kind"], each["why"]) for each in pages["nominations.Decision"]]
    assert told == [
        ("withdrawn", "ốm"),
        ("moved_up", "thay Lê Bình"),
        ("substituted", "ốm"),
        ("accepted", "thay Lê An"),
    ]
    assert [(each["kind"], each["seats"]) for each in pages["quotas.SeatMove"]] == [("transferred", 1), ("returned", 1)]
    for table, rows in pages.items():
        assert commands[table] == rows, table
