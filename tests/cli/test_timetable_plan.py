"""``kg timetable plan``: the classes of a plan, window by window, and what it says of bad input."""

import datetime as dt
import json

import pytest
from click.testing import CliRunner

from apps.timetables.examples import MONDAY, codes_of, formed_line, ready_plan
from khaigiang.apps.classes.models import TrainingClass
from khaigiang.apps.timetables.models import Lesson, TimetableVersion
from khaigiang.cli import timetable
from khaigiang.core.states import ClassState
from khaigiang.foundation import clock, guarded
from khaigiang.foundation.refusal import Refused

pytestmark = pytest.mark.django_db
JUNE = dt.date(2022, 6, 6)


@pytest.fixture(autouse=True)
def _today():
    with clock.standing_at(MONDAY - dt.timedelta(days=7)):
        yield


@pytest.fixture
def plan(monkeypatch):
    """One class in May, one in June, for one lecturer and one hall."""
    monkeypatch.setattr("khaigiang.cli.home.open_home_at_hand", lambda: None)
    held = ready_plan()
    study = TrainingClass.objects.get().line.programme
    formed_line(held, study=study, named="Khóa hai", first=JUNE, last=JUNE + dt.timedelta(days=4))
    return held


def run(*words):
    return CliRunner().invoke(timetable.command, ["plan", *words, "--seconds", "5"])


def told(*words):
    answer = run(*words, "--json")
    assert answer.exit_code == 0, answer.exception
    return json.loads(answer.stdout)


def test_classes_between_two_days_are_timetabled_and_the_next_call_adds_the_others(plan) -> None:
    may, june = codes_of(plan)

    first = told(plan.number, "--from", "2022-06-01", "--to", "2022-06-30")
    (window,) = first["windows"]
    assert (first["plan"], first["year"]) == (plan.number, 2022)
    assert (window["from"], window["to"], window["classes"]) == ("2022-06-01", "2022-06-30", [june])
    assert (window["status"], window["version"], window["lessons"]) == ("optimal", 1, 4)
    assert window["told"] == {"classes": 1, "lecturers": 1}

    said = run(plan.number)
    assert said.stdout.startswith(f"{may}: chứng minh tối ưu, điểm trừ ")
    assert said.stdout.endswith("bản số 2, báo cho 1 lớp và 1 giảng viên.\n")
    assert run(plan.number).stdout.startswith("Không có lớp nào chờ xếp trong những ngày này")
    assert told(plan.number)["windows"] == []


def test_windows_of_some_weeks_follow_one_another(plan) -> None:
    windows = told(plan.number, "--year", "2022", "--weeks", "4", "--to", "2022-06-20")["windows"]

    assert [(each["from"], each["to"], each["classes"], each["version"]) for each in windows] == [
        ("2022-05-09", "2022-06-05", [codes_of(plan)[0]], 1),
        ("2022-06-06", "2022-06-20", [codes_of(plan)[1]], 2),
    ]
    assert Lesson.objects.count() == 8


def test_classes_are_opened_again_by_code_or_all_that_have_not_begun(plan) -> None:
    may, june = codes_of(plan)
    told(plan.number)

    assert run(plan.number, "--release", june).stdout.startswith(f"{june}: giữ nguyên thời khóa biểu đã có")
    with guarded.writing("test"):
        TrainingClass.objects.filter(code=may).update(state=ClassState.OPEN)
    assert [each["classes"] for each in told(plan.number, "--release-all")["windows"]] == [[june]]
    assert TimetableVersion.objects.count() == 1


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["0-KH/X"], "no_such_plan"),
        (["{plan}", "--release", "X-1"], "no_such_class"),
        (["{plan}", "--from", "2022-06-01", "--release", "{may}"], "class_outside_days"),
        (["{plan}", "--from", "2022-06-30", "--to", "2022-06-01"], "days_reversed"),
        (["{plan}", "--from", "mai"], "not_a_day"),
    ],
)
def test_what_cannot_be_done_is_refused_in_words(plan, words, code) -> None:
    words = [word.format(plan=plan.number, may=codes_of(plan)[0]) for word in words]

    refused = run(*words).exception

    assert isinstance(refused, Refused)
    assert (refused.code, refused.in_language("vi") != refused.in_language("en")) == (code, True)
    assert Lesson.objects.count() == 0
