import pytest
from django.test import Client
from django.urls import reverse
from lxml import html

import builders
from apps.acting import PLANNER
from khaigiang.apps.inspection.queries import said_of_thing, said_of_verb
from khaigiang.foundation import audit, guarded
from khaigiang.foundation.actor import SYSTEM
from khaigiang.foundation.audit.verification import verify
from web.swapping import swapped_equals_full_load

pytestmark = pytest.mark.django_db
EVENTS = reverse("inspection:events")


@pytest.fixture
def auditor(as_user) -> Client:
    return as_user(builders.user("auditor", everywhere=True))


@pytest.fixture
def noted() -> None:
    with guarded.writing("test"):
        audit.record("plans.approved", "Plan:3", by=PLANNER, number="200-KH/TU")
        audit.record("delivery.opened", "TrainingClass:12", by=PLANNER)
        audit.record("tests.noted", "Chuyện lạ", by=SYSTEM)


def verbs(answer) -> list[str]:
    return [row.text_content() for row in html.fromstring(answer.content.decode()).xpath("//tbody/tr/th")]


@pytest.mark.parametrize("events", [1, 3])
def test_trail_asks_the_same_number_of_questions(events, auditor, django_assert_num_queries) -> None:
    with guarded.writing("test"):
        for _ in range(events):
            audit.record("plans.approved", "Plan:3", by=PLANNER)
    with django_assert_num_queries(8):
        auditor.get(EVENTS)


def test_latest_event_comes_first_in_words(auditor, noted) -> None:
    assert verbs(auditor.get(EVENTS)) == ["tests.noted", "khai giảng", "phê duyệt kế hoạch"]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"nguoi": "phạm thị"}, ["khai giảng", "phê duyệt kế hoạch"]),
        ({"viec": "delivery.opened"}, ["khai giảng"]),
        ({"doi_tuong": "Plan"}, ["phê duyệt kế hoạch"]),
        ({"ngay": "2022-05-12"}, ["tests.noted", "khai giảng", "phê duyệt kế hoạch"]),
        ({"ngay": "2022-05-11"}, []),
        ({"nguoi": "phạm", "viec": "plans.approved"}, ["phê duyệt kế hoạch"]),
    ],
)
def test_trail_narrows(auditor, noted, asked, found) -> None:
    assert verbs(auditor.get(EVENTS, asked)) == found


def test_events_swap_into_their_page(auditor, noted) -> None:
    assert swapped_equals_full_load(auditor, EVENTS, f"{EVENTS}?viec=delivery.opened", "events")


def test_page_says_when_it_was_last_verified(auditor, noted) -> None:
    assert "Chưa kiểm tra lần nào" in auditor.get(EVENTS).content.decode()
    latest = verify(by=SYSTEM).latest

    page = " ".join(auditor.get(EVENTS).content.decode().split())
    assert ("12/05/2022 08:00: 3 sự kiện, 1 niêm phong." in page, latest in page) == (True, True)


def test_auditor_of_some_units_does_not_read_the_trail_of_all(as_user) -> None:
    assert as_user(builders.user("auditor", units=[builders.unit("Quận Một")])).get(EVENTS).status_code == 403


def test_verbs_and_things_without_words_are_shown_as_they_are() -> None:
    assert str(said_of_verb("x.y")) == "x.y"
    assert [said_of_thing(thing) for thing in ("Chuyện lạ", "Khác:3")] == ["Chuyện lạ", "Khác:3"]
    assert said_of_thing("TrainingClass:12") == "lớp 12"
