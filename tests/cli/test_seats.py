import json

import pytest
from click.testing import CliRunner
from django.db import transaction

import builders
from apps.quotas.trees import broken, city, granted, row, stated
from khaigiang.apps.units.models import Unit
from khaigiang.cli import seats
from khaigiang.foundation.refusal import Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def line(monkeypatch):
    monkeypatch.setattr("khaigiang.cli.home.open_home_at_hand", lambda: None)
    return city()


def run(*words):
    return CliRunner().invoke(seats.command, [str(word) for word in words])


def asked(*words):
    answer = run(*words, "--json")
    assert answer.exit_code == 0, answer.exception
    return json.loads(answer.output)


def test_tree_is_shown_with_counts_and_reasons(line) -> None:
    granted(line, "Quận 1", "Phường 1.1", 4)
    shown = asked("show", line.code, "--unit", "quan 1")["rows"]
    assert [(each["unit"], each["depth"], each["seats"], each["granted_below"], each["free"]) for each in shown] == [
        ("Quận 1", 0, 10, 4, 6),
        ("Phường 1.1", 1, 4, 0, 4),
    ]
    assert shown[0]["why"] == "Chỉ tiêu ghi sẵn trong kế hoạch."
    assert "  Quận 2: 10 chỉ tiêu, 0 giao cấp dưới" in run("show", line.code).output


def test_seats_move_from_the_command_line_as_on_the_page(line) -> None:
    asked("share", line.code, "--from", "Quận 1", "--to", "Phường 1.1", "--seats", 4)
    asked("return", line.code, "--unit", "Phường 1.1", "--seats", 1, "--why", "thừa")
    moved = asked("transfer", line.code, "--from", "Phường 1.1", "--to", "Quận 2", "--seats", 2, "--why", "có lớp")
    assert moved["moved"] == 2
    assert [(each["unit"], each["seats"]) for each in moved["rows"]] == [("Phường 1.1", 1), ("Quận 2", 12)]

    assert asked("deadline", line.code, "--day", "2022-05-01") == {"units": 2, "day": "2022-05-01"}
    assert asked("reclaim", line.code)["moved"] == 19
    assert [row(line, name).seats for name in ("Quận 1", "Phường 1.1", "Quận 2")] == [1, 1, 0]
    assert broken(line) == []
    assert run("deadline", line.code).output == "2 đơn vị. 2 units.\n"
    assert run("reclaim", line.code).output.startswith("0 chỉ tiêu. 0 seats.\n  Chỉ tiêu chung của dòng: 20 chỉ tiêu")


def test_what_is_left_is_apportioned_by_heads_on_record_or_by_numbers_given(line) -> None:
    for name, people in (("Phường 1.1", 3), ("Phường 1.2", 1)):
        for number in range(people):
            who = builders.person(f"{name} {number}")
            builders.post(who, Unit.objects.get(name=name), groups=["commune_secretary"])
    builders.post(who, Unit.objects.get(name=name), "Ủy viên", groups=["commune_member"])

    shared = asked("apportion", line.code, "--from", "Quận 1")
    assert [(each["unit"], each["seats"], each["quotient"]) for each in shared["rows"]] == [
        ("Phường 1.1", 8, "15/2"),
        ("Phường 1.2", 2, "5/2"),
    ]
    with_none = run("apportion", line.code, "--from", "Quận 2", "--by", "need")
    assert with_none.exception.code == "nobody_on_record"
    stated(line, Unit.objects.get(name="Phường 2.1"), 9)
    told = ["--by", "need", "--method", "webster", "--unit", "phuong 2.1=6", "--unit", "Phường 2.2=1", "--floor", 2]
    with transaction.atomic():
        drawn = asked("apportion", line.code, "--from", "Quận 2", "--by", "need")
        transaction.set_rollback(True)
    assert [(each["unit"], each["seats"]) for each in drawn["rows"]] == [("Phường 2.1", 10)]
    shared = asked("apportion", line.code, "--from", "Quận 2", *told)
    assert [(each["unit"], each["seats"]) for each in shared["rows"]] == [("Phường 2.1", 8), ("Phường 2.2", 2)]
    assert (row(line, "Quận 1").shared_basis, row(line, "Quận 2").shared_basis, broken(line)) == ("heads", "need", [])


@pytest.mark.parametrize("said", ["Quận 1", "=3", "Quận 1=x"])
def test_weight_that_cannot_be_read_is_refused(line, said) -> None:
    answer = run("apportion", line.code, "--unit", said)
    assert (answer.exit_code, "Write UNIT=NUMBER" in answer.output) == (2, True)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["show", "KHONG-CO"], "no_such_line"),
        (["return", "LINE", "--unit", "Quận 9", "--seats", 1], "no_such_seats"),
        (["return", "LINE", "--unit", "Quận 1", "--seats", 11], "seats_not_free"),
        (["apportion", "LINE", "--from", "Quận 1"], "nobody_on_record"),
        (["share", "LINE", "--from", "Quận 1", "--to", "Phường 2.1", "--seats", 1], "no_such_unit_below"),
    ],
)
def test_what_does_not_fit_is_refused_and_moves_nothing(line, words, code) -> None:
    answer = run(*(line.code if word == "LINE" else word for word in words))
    assert isinstance(answer.exception, Refused)
    assert (answer.exception.code, broken(line)) == (code, [])


def test_code_of_two_plans_moves_no_seats_until_a_plan_is_told(line) -> None:
    builders.line(builders.plan(year=line.plan.year - 1), code=line.code)
    assert asked("show", line.code)["line"] == line.code  # that of the later year is meant
    builders.line(builders.plan(year=line.plan.year), code=line.code)

    refused = run("share", line.code, "--from", "Quận 1", "--to", "Phường 1.1", "--seats", 4)

    assert isinstance(refused.exception, Refused)
    assert refused.exception.code == "line_in_several_plans"
    asked("share", line.code, "--plan", line.plan.number, "--from", "Quận 1", "--to", "Phường 1.1", "--seats", 4)
    assert row(line, "Phường 1.1").seats == 4
