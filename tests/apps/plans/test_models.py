"""What the database itself refuses about delegated lines, requests and reported results."""

import datetime as dt
from collections.abc import Callable

import pytest

import builders
from apps.acting import refused
from khaigiang.apps.catalogue.models import Topic
from khaigiang.apps.plans.models import (
    Consent,
    LecturerRequest,
    PlanLine,
    PlanRevision,
    PlanTask,
    ReportedResult,
    TaskReview,
)
from khaigiang.foundation import constraints, guarded

DAY = dt.date(2024, 3, 1)


def consent(world: builders.World, **facts: object) -> None:
    Consent.objects.create(line=world.line, asked_by="Huyện", asked_on=DAY, **facts)


def report(world: builders.World, **facts: object) -> None:
    said = {"first_day": DAY, "last_day": DAY, "classes": 1, "places": 9, "reported_by": "Huyện", "reported_on": DAY}
    ReportedResult.objects.create(line=world.line, **{**said, **facts})


def request(world: builders.World, **facts: object) -> None:
    topic = Topic.objects.filter(module__programme=world.line.programme).earliest("pk")
    LecturerRequest.objects.create(line=world.line, topic=topic, asked_by="Huyện", asked_on=DAY, **facts)


def revise(world: builders.World, **facts: object) -> None:
    said = {"number": 1, "paper_number": "7-QĐ", "decided_on": DAY, "issuer": "Ban", "reason": "Tăng", "changes": []}
    written = {"before": {}, "entered_by": "Ai", "entered_on": DAY}
    PlanRevision.objects.create(plan=world.plan, **{**said, **written, **facts})


def review(world: builders.World, **facts: object) -> None:
    of = {"plan": world.plan, "title": "In thẻ", "owner": "Văn phòng", "due_on": DAY}
    task, _new = PlanTask.objects.get_or_create(**of, defaults={"assigned_by": "Ai", "assigned_on": DAY})
    said = {"held_on": DAY, "conclusion": "Gấp", "recorded_by": "Ai", "recorded_on": DAY}
    TaskReview.objects.create(task=task, **{**said, **facts})


def twice(write: Callable[[builders.World], None]) -> Callable[[builders.World], None]:
    def written(world: builders.World) -> None:
        write(world)
        write(world)

    return written


REFUSED: dict[str, Callable[[builders.World], object]] = {
    "delegated_line_names_both_sides": lambda world: PlanLine.objects.filter(pk=world.line.pk).update(delegated=True),
    "plan_line_estimate_not_below": lambda world: PlanLine.objects.filter(pk=world.line.pk).update(estimate=-1),
    "plan_revision_number_once": lambda world: [revise(world, paper_number=number) for number in ("1-QĐ", "2-QĐ")],
    "plan_revision_paper_once": lambda world: [revise(world, number=number) for number in (1, 2)],
    "plan_revision_by_paper_and_reason": lambda world: revise(world, reason=""),
    "task_review_once_a_meeting": twice(review),
    "task_review_concludes": lambda world: review(world, conclusion=""),
    "consent_answered_by_and_on": lambda world: consent(world, state="given"),
    "consent_handed_back_with_remarks": lambda world: consent(
        world, state="handed_back", answered_by="Ban", answered_on=DAY
    ),
    "lecturer_request_once": twice(request),
    "promised_request_names_lecturer": lambda world: request(world, state="promised"),
    "reported_result_once": twice(report),
    "reported_result_dates_in_order": lambda world: report(world, last_day=DAY - dt.timedelta(days=1)),
    "reported_people_within_places": lambda world: report(world, people=10),
}


@pytest.mark.parametrize("name", REFUSED)
def test_database_refuses_in_words(db, name) -> None:
    world = builders.small_world()

    with refused(name, str(constraints.said()[name])), guarded.writing("test"):
        REFUSED[name](world)
