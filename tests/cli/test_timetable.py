import json
import os
import signal

import pytest
from click.testing import CliRunner
from django.utils import translation

from core.timetabling.search.examples import TEXT
from khaigiang.cli import timetable
from khaigiang.cli.main import FAILED, INTERRUPTED
from khaigiang.foundation.refusal import Refused


def run(*words):
    return CliRunner().invoke(timetable.command, [str(word) for word in words])


@pytest.fixture
def instance(tmp_path):
    file = tmp_path / "little.ctt"
    file.write_text(TEXT, encoding="utf-8")
    return file


def test_solve_writes_a_line_for_each_lecture_and_tells_its_cost(instance, tmp_path):
    out = tmp_path / "little.sol"

    words = ("--seconds", 0.5, "--workers", 1, "--repeatable", "--json")
    said = run("solve", "--format", "ctt", instance, "--out", out, *words)

    told = json.loads(said.stdout)
    lines = [line.split() for line in out.read_text().splitlines()]
    lectures = sum(2 + number % 3 for number in range(14))
    assert (said.exit_code, len(lines), told["violations"]) == (0, lectures, 0)
    assert told.keys() == {"cost", "bound", "violations", "seconds", "warm_up_seconds", "seed", "file"}
    assert (told["seed"], told["file"]) == (1, str(out))
    assert told["cost"] >= told["bound"] > 0
    assert all(room in ("r1", "r2", "r3") and int(day) < 5 and int(period) < 4 for _, room, day, period in lines)
    assert f"… {told['cost']}" in said.stderr.splitlines()[-1]


def test_solve_tells_a_person_in_two_languages(instance, tmp_path):
    said = run("solve", instance, "--out", tmp_path / "x", "--seconds", 0.3, "--workers", 1, "--repeatable")

    assert [line.split(":")[1].split()[0] for line in said.stdout.splitlines()] == ["chi", "cost"]


def test_ctrl_c_ends_early_and_keeps_the_best(instance, tmp_path, monkeypatch):
    pressed = []

    def press(*_words, **_facts):
        if not pressed:
            pressed.append(True)
            os.kill(os.getpid(), signal.SIGINT)

    monkeypatch.setattr(timetable.click, "echo", press)
    before = signal.getsignal(signal.SIGINT)

    said = run("solve", instance, "--out", tmp_path / "x", "--seconds", 60, "--workers", 1)

    assert said.exit_code == INTERRUPTED
    assert (tmp_path / "x").read_text()
    assert signal.getsignal(signal.SIGINT) is before


def test_instance_without_a_timetable_fails_in_words(tmp_path):
    file, out = tmp_path / "full.ctt", tmp_path / "x"
    file.write_text(TEXT.replace("Days: 5", "Days: 2").replace("Constraints: 2", "Constraints: 0"), encoding="utf-8")

    said = run("solve", file, "--out", out, "--seconds", 0.2, "--workers", 1, "--repeatable")

    assert (said.exit_code, out.exists()) == (FAILED, False)
    assert said.stderr.splitlines()[-1] == "No timetable was found in the time given."


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("Days: 5", "Days: five", "Tệp {file}, dòng 4: “Days: five” phải là số hoặc thiếu số."),
        ("c3 0 0", "c99 0 0", "Tệp {file}, dòng 38: có tên chưa được khai hoặc tiết không có (c99 0 0)."),
    ],
)
def test_instance_that_cannot_be_understood_is_refused_with_its_line(instance, tmp_path, old, new, words):
    instance.write_text(TEXT.replace(old, new), encoding="utf-8")

    said = run("solve", instance, "--out", tmp_path / "x")

    assert isinstance(said.exception, Refused)
    with translation.override("vi"):
        assert str(said.exception) == words.format(file=instance)


def test_file_that_is_not_there_is_refused(tmp_path):
    said = run("solve", tmp_path / "nothing", "--out", tmp_path / "x")

    assert (said.exception.code, (tmp_path / "x").exists()) == ("no_such_file", False)


def test_search_is_prepared_and_tells_how_long_it_took():
    said = run("prepare", "--json")

    assert said.exit_code == 0
    assert json.loads(said.stdout)["seconds"] >= 0
    assert "The search is ready" in run("prepare").stdout + run("prepare").stderr
