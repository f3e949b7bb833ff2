import json

import pytest
from click.testing import CliRunner

from apps.calls.calling import seats, signed
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
