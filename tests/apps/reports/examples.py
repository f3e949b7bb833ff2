"""A year of three lines: two whose classes are run here and share a person, one of which totals are reported."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

import builders
from khaigiang.apps.catalogue.models import Programme
from khaigiang.apps.classes.models import Enrolment, TrainingClass
from khaigiang.apps.people.models import Person
from khaigiang.apps.plans.models import Plan, PlanLine, PlannedClass, ReportedResult
from khaigiang.apps.results.models import Completion
from khaigiang.apps.units.models import Level, Unit
from khaigiang.core.completion import CompletionStanding
from khaigiang.core.states import ClassState
from khaigiang.foundation import guarded

MARCH, MAY = dt.date(2024, 3, 4), dt.date(2024, 5, 6)
ON = dt.date(2024, 12, 31)


def study(name: str, field: str = "", kind: str = "refresher", code: str = "") -> Programme:
    made = builders.programme(code=code)
    with guarded.writing("test"):
        Programme.objects.filter(pk=made.pk).update(name=name, field=field, kind=kind)
    made.refresh_from_db()
    return made


def line(of: Plan, **facts: Any) -> PlanLine:
    """A line with any facts of its own, the organiser too."""
    organiser = facts.pop("organiser", "Ban Tổ chức Thành ủy")
    made = builders.line(of, **facts)
    with guarded.writing("test"):
        PlanLine.objects.filter(pk=made.pk).update(organiser=organiser)
    made.refresh_from_db()
    return made


def planned(of: PlanLine, day: dt.date, **facts: Any) -> PlannedClass:
    """One more planned class of a line, on one day."""
    return builders.planned_class(of, of.planned_classes.count() + 1, first_day=day, last_day=day, **facts)


def held(of: PlanLine, first: dt.date, *, finished: bool = True) -> TrainingClass:
    return builders.training_class(planned(of, first), state=ClassState.FINISHED if finished else ClassState.OPEN)


def seat(who: Person, into: TrainingClass, sender: Unit, *, completed: bool = False) -> Enrolment:
    sent = into.line.nomination_lists.filter(unit=sender).first() or builders.letter(into.line, sender)
    enrolment = builders.enrol(into, builders.nominate(sent, who, of=sender, place=sent.nominations.count() + 1))
    if completed:
        with guarded.writing("test"):
            Completion.objects.create(
                enrolment=enrolment, standing=CompletionStanding.COMPLETED, judged_on=into.finished_on
            )
    return enrolment


def reported(of: PlanLine, first: dt.date, last: dt.date, *, classes: int, places: int, **facts: Any) -> ReportedResult:
    with guarded.writing("test"):
        return ReportedResult.objects.create(
            line=of,
            first_day=first,
            last_day=last,
            classes=classes,
            places=places,
            people=facts.pop("people", None),
            reported_by="Huyện Chương Mỹ",
            reported_on=facts.pop("reported_on", last),
            **facts,
        )


@dataclass(frozen=True, slots=True)
class Year:
    """``here`` has a finished class of An and Bình (An completed), ``open`` one of An and Chi, ``totals`` 3 classes."""

    plan: Plan
    here: PlanLine
    open: PlanLine
    totals: PlanLine
    north: Unit
    south: Unit


def year() -> Year:
    plan = builders.plan(year=2024)
    north, south = builders.unit("Ba Vì", Level.DISTRICT), builders.unit("Sóc Sơn", Level.DISTRICT)
    party = study("Công tác đảng", "party_building", code="dang")
    digital = study("Chuyển đổi số", "digital", "workshop", code="so")
    here = line(plan, study=party, seats=4, classes=2, bloc="party")
    opened = line(plan, study=digital, seats=3, classes=1, bloc="government", organiser="Sở Nội vụ")
    totals = line(
        plan, study=party, seats=100, classes=5, tracking="totals", organiser="Huyện Chương Mỹ", organiser_unit=south
    )
    builders.grant(here, north, 3)
    builders.grant(opened, south, 3)
    an, first, second = builders.person("An"), held(here, MARCH), held(opened, MAY, finished=False)
    seat(an, first, north, completed=True)
    seat(builders.person("Bình"), first, north)
    seat(an, second, south)
    seat(builders.person("Chi"), second, south)
    reported(totals, dt.date(2024, 1, 1), dt.date(2024, 6, 30), classes=2, places=70)
    reported(totals, dt.date(2024, 7, 1), dt.date(2024, 7, 31), classes=1, places=20, people=18)
    return Year(plan, here, opened, totals, north, south)


def with_people(year: Year, people: int) -> Year:
    """The same year after the first report has said how many people it counts."""
    with guarded.writing("test"):
        ReportedResult.objects.filter(line=year.totals, people=None).update(people=people)
    return year
