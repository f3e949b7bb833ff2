"""``kg forming``: every word of it once, and what it says of bad input."""

import json

import pytest
from click.testing import CliRunner

from apps.classes.test_actions import line_of
from apps.classes.test_hand import sitting_in
from khaigiang.apps.classes.models import Enrolment, TrainingClass
from khaigiang.cli import forming
from khaigiang.foundation.refusal import Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def line(monkeypatch):
    monkeypatch.setattr("khaigiang.cli.home.open_home_at_hand", lambda: None)
    return line_of(8, minimum=3, maximum=5)


def said(*words: str) -> str:
    answer = CliRunner().invoke(forming.command, list(words))
    assert answer.exit_code == 0, answer.exception
    return answer.output


def told(*words: str):
    return json.loads(said(*words, "--json"))


def test_form_again_and_from_scratch_say_how_many_moved(line) -> None:
    assert said("show", line.code) == "Chưa lập danh sách\n"
    first = told("form", line.code)
    assert first["classes"] == [{"code": f"{line.code}-{number}", "people": 4} for number in (1, 2)]
    assert (first["run"]["status"], first["run"]["moved"]) == ("optimal", None)
    kept = TrainingClass.objects.first().pk

    assert told("form", line.code) == first
    assert TrainingClass.objects.first().pk == kept
    assert told("form", line.code, "--from-scratch")["run"]["moved"] is None
    assert TrainingClass.objects.first().pk != kept
    assert "Mọi người đều có lớp: 0 (≥ 0)" in said("show", line.code)


def test_people_are_moved_swapped_locked_and_unlocked(line) -> None:
    told("form", line.code)
    mover, other = sitting_in(1), sitting_in(2)
    number = str(mover.nomination_id)

    assert told("lock", number)["seats"][0]["locked"] is True
    assert "(khóa chỗ)" not in said("unlock", number)
    moved = told("move", number, "--class", f"{line.code}-2")
    assert moved["seats"][0]["class"] == f"{line.code}-2"
    assert {"level": "sizes", "aim": "keeps_sizes_even", "before": 0, "after": 2} in moved["aims"]
    told("move", number, "--class", f"{line.code}-1")
    assert f": {line.code}-2" in said("swap", number, str(other.nomination_id))
    assert Enrolment.objects.get(pk=other.pk).training_class.planned.number == 1


def test_levels_are_shown_changed_and_put_back(line) -> None:
    usual = told("levels", line.code)
    changed = told("levels", line.code, "--order", "balance, moved, sizes, wishes", "--weight", "sex=9")
    assert changed["order"] == ["balance", "moved", "sizes", "wishes"]
    assert changed["weights"] == {**usual["weights"], "sex": 9}
    assert "sex=9" in said("levels", line.code)
    assert told("levels", line.code, "--usual") == usual


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--weight", "sex=10"), "levels_make_no_sense"),
        (("--order", "sizes,sizes"), "levels_make_no_sense"),
        (("--weight", "height=1"), "not_a_weight"),
        (("--weight", "sex=nhiều"), "not_a_weight"),
    ],
)
def test_levels_that_make_no_sense_are_refused(words, code, line) -> None:
    answer = CliRunner().invoke(forming.command, ["levels", line.code, *words])
    assert isinstance(answer.exception, Refused)
    assert answer.exception.code == code


def test_nominee_without_a_seat_is_refused(line) -> None:
    answer = CliRunner().invoke(forming.command, ["lock", "999999"])
    assert isinstance(answer.exception, Refused)
    assert str(answer.exception) == "Người được cử số 999999 chưa có chỗ trong lớp nào."
