"""Rows of the end of a class: assessments, marks, completions, certificates. ``builders`` makes its beginning."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal

import builders
from builders import World
from khaigiang.apps.catalogue.models import Programme
from khaigiang.apps.certificates import actions
from khaigiang.apps.certificates.models import Certificate
from khaigiang.apps.classes.models import Enrolment, TrainingClass
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
    world = builders.small_world(districts=districts, people=people, state=ClassState.FINISHED)
    for each in world.enrolments:
        completion(each)
    return world


def another_class(world: World, name: str, *, people: int = 2) -> TrainingClass:
    """A second finished class of the same plan and school, of a line and programme of its own; all have completed."""
    line = builders.line(world.plan, seats=people)
    held = builders.training_class(builders.planned_class(line, name=name), state=ClassState.FINISHED)
    unit = builders.unit(f"Quận của {name}")
    builders.grant(line, unit, people)
    sent = builders.letter(line, unit)
    for place in range(1, people + 1):
        row = builders.nominate(sent, builders.person(f"Người {name} {place}"), of=unit, place=place)
        completion(builders.enrol(held, row))
    return held


def certificates(world: World) -> Sequence[Certificate]:
    return actions.issue_certificates(world.training_class, by=SYSTEM)


def certificate_of(enrolment: Enrolment) -> Certificate:
    """A certificate of one trainee of a class that is still open, as if the class were over for a moment."""
    held, state = completion(enrolment), enrolment.training_class.state
    with guarded.writing("test"):
        type(enrolment.training_class).objects.filter(pk=enrolment.training_class_id).update(state=ClassState.FINISHED)
        enrolment.training_class.state = ClassState.FINISHED
        made = actions.issue_certificate(held, by=SYSTEM)
        type(enrolment.training_class).objects.filter(pk=enrolment.training_class_id).update(state=state)
        enrolment.training_class.state = state
    return made
