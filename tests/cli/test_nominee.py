import json

import pytest
from click.testing import CliRunner

import builders
from apps.acting import PLANNER
from apps.nominations.test_one_by_one import judged
from khaigiang.apps.quotas.actions import set_use_by
from khaigiang.cli import nominee
from khaigiang.foundation import clock
from khaigiang.foundation.refusal import Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def quota(monkeypatch):
    monkeypatch.setattr("khaigiang.cli.home.open_home_at_hand", lambda: None)
    return builders.grant(builders.line(builders.plan(), seats=1), builders.unit("Quận A"), 1)


def run(*words):
    return CliRunner().invoke(nominee.command, [str(word) for word in words])


def asked(*words):
    answer = run(*words, "--json")
    assert answer.exit_code == 0, answer.exception
    return [(each["name"], each["state"]) for each in json.loads(answer.output)["people"]]


def test_people_are_decided_about_one_by_one(quota) -> None:
    an, binh, cuc, dung = judged(quota, "Lê An", "Lê Bình", "Lê Cúc", "Lê Dung")

    assert asked("accept", an.pk) == [("Lê An", "accepted")]
    assert asked("reserve", binh.pk) == [("Lê Bình", "reserve")]
    assert asked("decline", cuc.pk, "--why", "thừa") == [("Lê Cúc", "declined")]
    assert asked("withdraw", an.pk, "--why", "ốm") == [("Lê An", "withdrawn"), ("Lê Bình", "accepted")]
    told = ["--name", "Lê Thay", "--birth", "1980-05-01", "--position", "Bí thư Đảng ủy", "--why", "ốm"]
    assert asked("substitute", binh.pk, *told) == [("Lê Bình", "withdrawn"), ("Lê Thay", "accepted")]
    assert asked("show", quota.line.code, "--unit", "quan a")[3:] == [("Lê Dung", "nominated"), ("Lê Thay", "accepted")]
    assert "Quận A, Lê Dung: Đã cử, chờ thẩm định" in run("show", quota.line.code).output
    assert run("accept", dung.pk).exception.code == "no_seat_left"


def test_verdict_is_told_by_rule_and_one_rule_is_waived_and_taken_back(quota) -> None:
    (an,) = judged(quota, "Lê An", position="Phó Bí thư Đảng ủy", groups=("commune_deputy_secretary",))
    found = json.loads(run("verdict", an.pk, "--json").output)
    assert found["judged_on"] == "2022-05-09"
    audience = next(each for each in found["reasons"] if each["rule"] == "audience")
    assert (audience["standing"], audience["article"], audience["facts"]["on"]) == (
        "not_eligible",
        f"dòng {quota.line.code}",
        "2022-05-09",
    )
    told = ["--instrument", "45-QĐ/TU", "--dated", "2022-04-01", "--decided-by", "Thành ủy", "--why", "nguồn"]

    assert asked("waive", an.pk, "--rule", "audience", *told) == [("Lê An", "nominated")]
    said = run("verdict", an.pk).output
    assert "    Được miễn / waived: Thành ủy, 45-QĐ/TU ngày 01/04/2022: nguồn\n" in said
    assert "(chưa đối chiếu văn bản gốc / unverified)" in said
    assert asked("take-back-waiver", an.pk, "--rule", "audience", "--why", "nhầm") == [("Lê An", "not_eligible")]
    assert run("waive", an.pk, "--rule", "khong-co", *told).exception.code == "not_asked"


def test_reserve_is_called_to_overdue_seats(quota) -> None:
    other = builders.grant(quota.line, builders.unit("Quận B"), 1)
    an, binh = judged(quota, "Lê An", "Lê Bình")
    asked("accept", an.pk)
    asked("reserve", binh.pk)
    assert run("call-reserve", quota.line.code).output == "Không ai chuyển lên. Nobody moved up.\n"
    set_use_by(other.parent, clock.today().replace(day=1), by=PLANNER)
    assert asked("call-reserve", quota.line.code) == [("Lê Bình", "accepted")]


def test_number_of_nobody_is_refused(quota) -> None:
    answer = run("accept", 999_999)
    assert isinstance(answer.exception, Refused)
    assert str(answer.exception) == "Không có người được cử nào mang số 999999."
