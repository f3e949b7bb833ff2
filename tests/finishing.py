"""Rows of the end of a class: assessments, marks, completions, certificates. ``builders`` makes its beginning."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal

from builders import World, small_world
from khaigiang.apps.catalogue.models import Programme
from khaigiang.apps.certificates import actions
from khaigiang.apps.certificates.models import Certificate
from khaigiang.apps.classes.models import Enrolment
from khaigiang.apps.results.models import Assessment, Completion, Mark, Remark
from khaigiang.core.completion import CompletionStanding
from khaigiang.core.states import ClassState
from khaigiang.foundation import guarded
from khaigiang.foundation.actor import SYSTEM


def assessment(of: Programme, place: int = 1, *, scale: int = 10, weight: int = 1) -> Assessment:
    with guarded.writing("test"):
        return Assessment.objects.create(programme=of, place=place, name=f"Bài số {place}", scale=scale, weight=weight)


def mark(of: Assessment, enrolment: Enrolment, value: str) -> Mark:
    with guarded.writing("test"):
        return Mark.objects.create(assessment=of, enrolment=enrolment, value=Decimal(value), scale=of.scale)


def remark(enrolment: Enrolment, *, took_part: bool | None = True, obeyed: bool | None = True) -> Remark:
    with guarded.writing("test"):
        return Remark.objects.create(
            enrolment=enrolment,
            took_part=took_part,
            obeyed=obeyed,
            stated_by="Chủ nhiệm lớp",
            stated_on=dt.date(2022, 5, 12),
        )


def completion(enrolment: Enrolment, standing: CompletionStanding = CompletionStanding.COMPLETED) -> Completion:
    with guarded.writing("test"):
        return Completion.objects.create(
            enrolment=enrolment, standing=standing, final=Decimal("7.50"), judged_on=dt.date(2022, 5, 12)
        )


def finished_world(*, districts: int = 2, people: int = 2) -> World:
    """A finished class in which everybody has completed, and nobody holds a certificate yet."""
    world = small_world(districts=districts, people=people, state=ClassState.FINISHED)
    for each in world.enrolments:
        completion(each)
    return world


def certificates(world: World) -> Sequence[Certificate]:
    return actions.issue_certificates(world.training_class, by=SYSTEM)
