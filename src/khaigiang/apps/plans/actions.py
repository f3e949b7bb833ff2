"""Writes to plans."""

import datetime as dt
from collections.abc import Mapping

from khaigiang.apps.catalogue.actions import enter_programme
from khaigiang.apps.catalogue.models import Programme, Topic
from khaigiang.apps.instruments.actions import cite
from khaigiang.apps.plans import phrases
from khaigiang.apps.plans.models import Plan, PlanLine, PlannedClass, SendingUnit
from khaigiang.apps.plans.permissions import check_may_plan
from khaigiang.apps.schools.actions import enter_lecturers, enter_rooms
from khaigiang.apps.units.models import Unit
from khaigiang.core.states import NotAllowed, PlanState, next_state
from khaigiang.foundation import audit
from khaigiang.foundation.action import action
from khaigiang.foundation.actor import Actor
from khaigiang.foundation.refusal import Refused
from khaigiang.intake.plan import LineRow, PlanHead, PlanWorkbook


@action
def enter(workbook: PlanWorkbook, *, units: Mapping[str, Unit], audiences: Mapping[str, str], by: Actor) -> Plan:
    """Write down a plan as its checked workbook states it.

    ``units`` gives the unit for each name the workbook uses, ``audiences`` the position group for each wording.
    """
    check_may_plan(by)
    plan = _enter_head(workbook.head, by)
    programmes = {row.code: enter_programme(row, workbook.topics_of(row.code), by=by) for row in workbook.programmes}
    for row in workbook.lines:
        line = _enter_line(plan, row, programmes[row.programme], audiences)
        _enter_classes(line, workbook)
        SendingUnit.objects.bulk_create(
            SendingUnit(line=line, unit=units[seat.unit], seats=seat.seats, weight=seat.weight)
            for seat in workbook.seats_of(row.code)
        )
    enter_rooms(workbook.rooms, by=by)
    enter_lecturers(workbook.lecturers, topics=_topics(programmes), by=by)
    audit.record("plans.entered", plan, by=by, number=plan.number, lines=len(workbook.lines))
    return plan


@action
def approve(plan: Plan, *, by: Actor) -> Plan:
    """The plan is issued: its classes may be formed."""
    check_may_plan(by)
    try:
        plan.state = next_state(PlanState, plan.state, "approve")
    except NotAllowed as error:
        raise Refused("plan_already_approved", phrases.ALREADY_APPROVED, number=plan.number) from error
    plan.save(update_fields=["state"])
    audit.record("plans.approved", plan, by=by, number=plan.number)
    return plan


@action
def withdraw(plan: Plan, *, by: Actor) -> None:
    """Take a plan back with its lines, seats and lists, to enter it anew."""
    check_may_plan(by)
    audit.record("plans.withdrawn", plan, by=by, number=plan.number)
    plan.delete()


def _enter_head(head: PlanHead, by: Actor) -> Plan:
    plan = Plan.objects.create(
        number=head.number,
        issued_on=head.issued_on,
        issuer=head.issuer,
        parent_body=head.parent_body,
        place=head.place,
        year=head.year,
        title=head.title,
        pack=head.pack.value,
    )
    plan.instruments.set(
        cite(row.number, issuer=row.issuer, issued_on=row.issued_on, title=row.title, by=by) for row in head.instruments
    )
    return plan


def _enter_line(plan: Plan, row: LineRow, programme: Programme, audiences: Mapping[str, str]) -> PlanLine:
    return PlanLine.objects.create(
        plan=plan,
        code=row.code,
        title=row.title,
        programme=programme,
        audience=[audiences[wording] for wording in row.audience],
        audience_text="; ".join(row.audience),
        rule_set=row.rule_set,
        classes=row.classes,
        seats=row.seats,
        organiser=row.organiser,
        school=row.school,
        venue=row.venue,
        payer=row.payer,
        chief_and_deputy_together=row.chief_and_deputy_together,
        quota_method=row.quota_method.value,
    )


def _enter_classes(line: PlanLine, workbook: PlanWorkbook) -> None:
    PlannedClass.objects.bulk_create(
        PlannedClass(
            line=line,
            number=row.number,
            name=row.name,
            minimum=row.minimum,
            maximum=row.maximum,
            first_day=row.first_day,
            last_day=row.last_day,
        )
        for row in workbook.classes_of(line.code)
    )


def _topics(programmes: Mapping[str, Programme]) -> dict[str, list[Topic]]:
    return {
        code: list(Topic.objects.filter(module__programme=programme).order_by("number"))
        for code, programme in programmes.items()
    }


def first_day_of(workbook: PlanWorkbook) -> dt.date:
    """The first day any class of the plan may be held: the day whose units the plan's names mean."""
    return min(row.first_day for row in workbook.classes)
