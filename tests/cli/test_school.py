import json

import pytest
from click.testing import CliRunner

import builders
from khaigiang.apps.catalogue.models import Topic
from khaigiang.apps.plans.models import PlannedClass
from khaigiang.cli import school

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def world(monkeypatch) -> builders.World:
    monkeypatch.setattr("khaigiang.cli.home.open_home_at_hand", lambda: None)
    return builders.small_world()


def run(*words):
    return CliRunner().invoke(school.command, [str(word) for word in words])


def asked(*words):
    answer = run(*words, "--json")
    assert answer.exit_code == 0, answer.exception
    return json.loads(answer.output)


def refusal(*words) -> str:
    return run(*words).exception.code


def test_classes_of_a_line_are_shown_and_stated(world) -> None:
    line = world.line.code
    assert run("study", line).output == "1. Lớp 1: Thứ Hai – Thứ Sáu · Sáng, Chiều\n"

    told = asked("study", line, "--class", 1, "--days", "T4 t5", "--parts", "tối")
    assert told == {"line": line, "classes": [{"class": 1, "weekdays": [2, 3], "parts": ["evening"]}]}
    builders.planned_class(world.line, 2)
    asked("study", line, "--days", "T4")
    assert {(*each.weekdays, *each.parts) for each in PlannedClass.objects.all()} == {(2, "morning", "afternoon")}

    assert refusal("study", line, "--days", "T9") == refusal("study", line, "--days", "T4", "--parts", "đêm")
    assert refusal("study", line, "--days", "T9") == "unknown_word"
    assert refusal("study", line, "--class", 7, "--days", "T4") == "no_such_class"


def test_classes_are_joined_for_a_topic_and_parted() -> None:
    line = builders.line(builders.plan())
    for number in (1, 2):
        builders.planned_class(line, number)
    topic = Topic.objects.get(module__programme=line.programme, number=2)
    assert run("joint", line.code).output == "Không có chuyên đề nào học ghép. / No topic is heard together.\n"

    told = asked("joint", line.code, "--topic", 2, "--classes", "1, 2")
    assert told == {"line": line.code, "joint": [{"topic": 2, "classes": ["Lớp 1", "Lớp 2"]}]}
    assert run("joint", line.code).output == f"2. {topic.name}: Lớp 1, Lớp 2\n"

    assert refusal("joint", line.code, "--topic", 2, "--classes", "1 2") == "joint_already"
    assert refusal("joint", line.code, "--topic", 2, "--classes", "1 x") == "not_a_class"
    assert refusal("joint", line.code, "--topic", 2, "--classes", "1 9") == "no_such_class"
    assert refusal("joint", line.code, "--topic", 9, "--classes", "1 2") == "no_such_topic"
    assert asked("joint", line.code, "--topic", 2, "--classes", "2", "--part")["joint"] == []
    assert refusal("joint", line.code, "--topic", 2, "--part") == "no_such_joint"


def test_days_are_closed_listed_and_opened(world) -> None:
    venue = world.room.venue.name
    asked("close", "2022-05-16", "--until", "2022-05-17", "--reason", "Lễ hội")
    told = asked("close", "2022-05-18", "--venue", venue, "--reason", "Kỳ họp")
    assert told["closed"][0] == {"day": "2022-05-18", "venue": venue, "why": "Kỳ họp"}
    assert run("closed").output.splitlines()[1:] == [f"{day}/05/2022 mọi địa điểm: Lễ hội" for day in (17, 16)]

    assert len(asked("open", "2022-05-16")["closed"]) == 2
    assert refusal("open", "2022-05-16") == "not_closed"
    assert refusal("close", "2022-05-16", "--venue", "X", "--reason", "Y") == "no_such_venue"


def test_limits_of_a_lecturer_are_stated_one_by_one(world) -> None:
    name, venue = world.lecturer.person.full_name, world.room.venue.name
    told = asked("lecturer", name, "--a-week", 4, "--home", venue)
    assert (told["a_day"], told["a_week"], told["home"]) == (2, 4, venue)
    assert (asked("lecturer", name, "--a-week", 0)["a_week"], asked("lecturer", name)["home"]) == (None, venue)
    assert run("lecturer", name).output == f"{name}: ngày / day 2; tuần / week không giới hạn / no limit; {venue}\n"
    assert refusal("lecturer", name, "--a-week", 1) == "week_below_day"
    assert refusal("lecturer", "Ai") == "no_such_lecturer"


def test_wishes_are_stated_one_by_one_and_given_up(world) -> None:
    assert run("wishes").output.startswith("mornings = 2  Lên lớp vào buổi sáng\n")
    asked("wishes", "mornings=0")
    told = asked("wishes", "travel=5")
    assert (told["stated"], told["weights"]["mornings"], told["weights"]["travel"]) == (True, 0, 5)
    venue = world.room.venue.name
    for more, stated in (((), False), (("fairness=4",), True)):
        # What a venue does not state itself is what holds for all, when it begins to state something too.
        own = asked("wishes", *more, "--venue", venue)
        assert (own["stated"], own["weights"]["mornings"], own["weights"]["travel"]) == (stated, 0, 5)
    assert asked("wishes", "--usual")["weights"]["mornings"] == 2
    assert [refusal("wishes", word) for word in ("mornings", "mornings=x", "sleep=1")] == [
        "not_a_weight",
        "not_a_weight",
        "no_such_wish",
    ]


def test_topic_is_arranged_and_put_back(world) -> None:
    code, number = world.line.programme.code, Topic.objects.earliest("number").number
    told = asked("topic", code, number, "--days", "T3 CN", "--together", 2)
    usual = {"programme": code, "topic": number, "spread": False, "one_lecturer": False}
    assert told == {**usual, "lecturers_together": 2, "weekdays": [1, 6]}
    assert Topic.objects.earliest("number").weekdays == [1, 6]
    assert run("topic", code, number).output.endswith(": như thường lệ / as usual\n")
    assert [refusal("topic", code, 99), refusal("topic", "X", 1)] == ["no_such_topic", "no_such_topic"]
    assert refusal("topic", code, number, "--spread") == "topic_spread_has_parts"
