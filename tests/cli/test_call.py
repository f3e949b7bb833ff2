import json

import pytest
from click.testing import CliRunner

import builders
from apps.calls.calling import own, published, seats, signed
from apps.calls.test_answering import filled
from khaigiang.apps.calls.actions import submit
from khaigiang.apps.calls.models import Call
from khaigiang.cli import call
from khaigiang.foundation.refusal import Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def quota(monkeypatch):
    monkeypatch.setattr("khaigiang.cli.home.open_home_at_hand", lambda: None)
    return seats()


def run(*words):
    return CliRunner().invoke(call.command, [str(word) for word in words])


def asked(*words):
    answer = run(*words, "--json")
    assert answer.exit_code == 0, answer.exception
    return [(each["state"], each["deadline"]) for each in json.loads(answer.output)["calls"]]


def test_call_is_drafted_published_and_extended(quota) -> None:
    assert run("show").output == "Chưa có thông báo nào. No calls yet.\n"
    assert asked("draft", quota.line.code, "--deadline", "2022-05-20") == [("draft", "2022-05-20")]
    made = Call.objects.get()
    assert run("publish", made.pk).exception.code == "cannot_publish"
    signed(made)
    assert asked("publish", made.pk) == [("published", "2022-05-20")]
    assert asked("extend", made.pk, "--until", "2022-05-25", "--unit", "quan a", "--why", "lũ")[0][0] == "published"
    assert f"{quota.line.code}, hạn 2022-05-20: Đã công bố" in run("show").output


def test_number_of_no_call_is_refused(quota) -> None:
    answer = run("publish", 999_999)
    assert isinstance(answer.exception, Refused)
    assert str(answer.exception) == "Không có thông báo chiêu sinh nào mang số thứ tự 999999."


def test_unit_of_any_line_of_the_call_is_extended_by_its_name(quota) -> None:
    line = builders.line(quota.line.plan)
    other = builders.grant(line, builders.unit("Quận B"), 1)
    made = published(quota.line, line)
    asked("extend", made.pk, "--until", "2022-05-25", "--unit", "quan b", "--why", "lũ")
    other.refresh_from_db()
    assert other.use_by.isoformat() == "2022-05-25"
    assert (
        run("extend", made.pk, "--until", "2022-05-26", "--unit", "X", "--why", "lũ").exception.code == "no_such_seats"
    )


def test_dossiers_are_shown_handed_back_and_taken_in(quota) -> None:
    made = published(quota.line)
    assert run("dossiers", made.pk).output == "Chưa đơn vị nào lập hồ sơ. No dossiers yet.\n"
    dossier = filled(quota, "Lê An")
    submit(dossier, by=own(quota))
    assert "Quận A" in run("hand-back", dossier.pk, "--remarks", "thiếu").output
    dossier.refresh_from_db()
    submit(dossier, by=own(quota))
    answer = json.loads(run("take-in", dossier.pk, "--json").output)
    assert [(each["state"], each["people"]) for each in answer["dossiers"]] == [("taken_in", ["Lê An"])]
    assert run("remind").output == "Đã nhắc 0 đơn vị. Reminded 0 units.\n"
    assert json.loads(run("remind", "--json").output) == {"reminded": 0}
    assert run("take-in", 999_999).exception.code == "no_such_dossier"
