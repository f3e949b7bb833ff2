"""How a topic is held is stated beside the programme."""

import pytest

import builders
from apps.acting import LEADER, PLANNER, SCHOOL, last_event, refused
from apps.plans.examples import WORKBOOK
from khaigiang.apps.catalogue.actions import arrange_topic, enter_programme, freeze
from khaigiang.apps.catalogue.models import Topic
from khaigiang.foundation import guarded

pytestmark = pytest.mark.django_db
USUAL = {"spread": False, "one_lecturer": False, "lecturers_together": 1, "weekdays": ()}


@pytest.fixture
def topic() -> Topic:
    made = builders.programme(topics=2)
    with guarded.writing("test"):
        Topic.objects.update(half_days=2)
    return Topic.objects.filter(module__programme=made).earliest("number")


def test_topic_is_arranged(topic) -> None:
    arrange_topic(topic, spread=True, one_lecturer=True, lecturers_together=2, weekdays=[3, 1, 3], by=SCHOOL)

    topic.refresh_from_db()
    assert (topic.spread, topic.one_lecturer, topic.lecturers_together, topic.weekdays) == (True, True, 2, [1, 3])
    verb, thing, _actor, facts = last_event()
    assert (verb, thing) == ("catalogue.topic_arranged", f"Topic:{topic.pk}")
    assert {name: facts[name] for name in ("lecturers", "weekdays")} == {"lecturers": "2", "weekdays": "1 3"}


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"by": LEADER}, "may_not_arrange_topics"),
        ({"lecturers_together": 0}, "topic_given_by_somebody"),
        ({"lecturers_together": 6}, "topic_given_by_somebody"),
        ({"weekdays": [7]}, "topic_held_on_weekdays"),
    ],
)
def test_refused_arrangement_leaves_nothing(topic, facts, code) -> None:
    with refused(code):
        arrange_topic(topic, **{**USUAL, "by": PLANNER, **facts})


def test_only_a_topic_of_several_half_days_is_spread(topic) -> None:
    with guarded.writing("test"):
        Topic.objects.update(half_days=1)
    topic.refresh_from_db()
    with refused("topic_spread_has_parts"):
        arrange_topic(topic, **{**USUAL, "spread": True}, by=PLANNER)


def test_programme_that_a_class_has_opened_on_stays(topic) -> None:
    freeze(topic.module.programme, by=PLANNER)
    with refused("programme_frozen"):
        arrange_topic(topic, **USUAL, by=PLANNER)


def test_next_version_holds_the_topics_that_stay_in_the_same_way() -> None:
    row = WORKBOOK.programmes[0]
    first, second, *others = WORKBOOK.topics_of(row.code)
    old = enter_programme(row, (first, second, *others), by=PLANNER)
    for topic in Topic.objects.filter(module__programme=old, number__in=[first.number, second.number]):
        arrange_topic(topic, **{**USUAL, "lecturers_together": 2}, by=PLANNER)

    new = enter_programme(row, (first, type(second)(**{**as_told(second), "name": "Tên mới"}), *others), by=PLANNER)

    held = Topic.objects.filter(module__programme=new).values_list("number", "lecturers_together")
    assert new.version == old.version + 1
    assert dict(held)[first.number] == 2
    assert dict(held)[second.number] == 1


def as_told(row) -> dict[str, object]:
    return {name: getattr(row, name) for name in row.__dataclass_fields__}
