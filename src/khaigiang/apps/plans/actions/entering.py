"""Writes to a plan as a whole: entered, approved, withdrawn."""

from collections.abc import Mapping
from dataclasses import dataclass

from khaigiang.apps.catalogue.actions import enter_programme
from khaigiang.apps.catalogue.models import Programme, Topic
from khaigiang.apps.instruments.actions import cite
from khaigiang.apps.plans import phrases
from khaigiang.apps.plans.models import (
    Consent,
    LecturerRequest,
    Plan,
    PlanLine,
    PlannedClass,
    PlanTask,
    ReportedResult,
    SendingUnit,
    Tracking,
)
from khaigiang.apps.plans.permissions import check_may_plan
from khaigiang.apps.schools.actions import assign_topic, enter_lecturers, enter_rooms
from khaigiang.apps.units.models import Unit
from khaigiang.core.states import LecturerRequestState, NotAllowed, PlanState, next_state
from khaigiang.foundation import audit
from khaigiang.foundation.action import action
from khaigiang.foundation.actor import Actor
from khaigiang.foundation.refusal import Refused
from khaigiang.intake.plan import LineRow, PlanHead, PlanWorkbook
from khaigiang.intake.plan_checks import consenting_body_of


@dataclass(frozen=True, slots=True)
class Said:
    """What was said about a plan's lines after it was entered; it outlives a change of the plan."""

    consents: tuple[Consent, ...] = ()
    requests: tuple[LecturerRequest, ...] = ()
    results: tuple[ReportedResult, ...] = ()
    tasks: tuple[PlanTask, ...] = ()


@action
def enter(
    workbook: PlanWorkbook,
    *,
    units: Mapping[str, Unit],
    audiences: Mapping[str, str],
    by: Actor,
    said: Said | None = None,
) -> Plan:
    """Write down a plan as its checked workbook states it.

    ``units`` gives the unit for each name the workbook uses, ``audiences`` the position group for each wording;
    ``said`` is what an earlier entry of the same plan left. Raises Refused when a line it speaks of is gone or changed.
    """
    check_may_plan(by)
    plan = _enter_head(workbook.head, by)
    programmes = {row.code: enter_programme(row, workbook.topics_of(row.code), by=by) for row in workbook.programmes}
    for row in workbook.lines:
        line = _line(plan, row, programmes[row.programme], units=units, audiences=audiences)
        line.consenting_body = consenting_body_of(workbook, row)
        line.save()
        _enter_classes(line, workbook)
        SendingUnit.objects.bulk_create(
            SendingUnit(line=line, unit=units[seat.unit], seats=seat.seats, weight=seat.weight)
            for seat in workbook.seats_of(row.code)
        )
    enter_rooms(workbook.rooms, by=by)
    enter_lecturers(workbook.lecturers, topics=_topics(programmes), by=by)
    _say_again(plan, said or Said())
    _keep_promises(programmes, by)
    audit.record("plans.entered", plan, by=by, number=plan.number, lines=len(workbook.lines))
    return plan


@action
def approve(plan: Plan, *, by: Actor) -> Plan:
    """The plan is issued: its classes may be formed."""
    check_may_plan(by)
    plan.hold()
    try:
        plan.state = next_state(PlanState, plan.state, "approve")
    except NotAllowed as error:
        raise Refused("plan_already_approved", phrases.ALREADY_APPROVED, number=plan.number) from error
    plan.save(update_fields=["state"])
    audit.record("plans.approved", plan, by=by, number=plan.number)
    return plan


@action
def withdraw(plan: Plan, *, by: Actor) -> Said:
    """Take a plan back with its lines, seats and lists, to enter it anew. Gives what was said about its lines."""
    check_may_plan(by)
    about = {"line__plan": plan}
    said = Said(
        tuple(Consent.objects.filter(**about).select_related("line")),
        tuple(LecturerRequest.objects.filter(**about).select_related("line")),
        tuple(ReportedResult.objects.filter(**about).select_related("line__programme")),
        tuple(PlanTask.objects.filter(plan=plan)),
    )
    audit.record("plans.withdrawn", plan, by=by, number=plan.number)
    plan.delete()
    return said


def _say_again(plan: Plan, said: Said) -> None:
    """Under their own keys, so that the audit trail still speaks of the same rows."""
    lines = {line.code: line for line in plan.lines.select_related("programme")}
    rows: tuple[Consent | LecturerRequest | ReportedResult, ...] = (*said.consents, *said.requests, *said.results)
    for row in rows:
        line = lines.get(row.line.code)
        of = _reporting if isinstance(row, ReportedResult) else _delegation
        if line is None or of(line) != of(row.line):
            raise Refused("line_is_bound", phrases.LINE_IS_BOUND, line=row.line.code)
        row.line = line
    Consent.objects.bulk_create(said.consents)
    LecturerRequest.objects.bulk_create(said.requests)
    ReportedResult.objects.bulk_create(said.results)
    for task in said.tasks:
        task.plan = plan
    PlanTask.objects.bulk_create(said.tasks)


def _delegation(line: PlanLine) -> tuple[object, ...]:
    """What a body agreed to: who holds which programme, how often, and by whose consent."""
    return line.programme_id, line.organiser_unit_id, line.consenting_body, line.classes, line.seats


def _reporting(line: PlanLine) -> tuple[object, ...]:
    """What a report of results is about: corrected figures of the plan do not touch it."""
    return line.programme.code, line.organiser_unit_id, line.tracking


def _keep_promises(programmes: Mapping[str, Programme], by: Actor) -> None:
    """Entering the lecturers anew takes away what their lists do not say, but what was promised still holds."""
    for request in LecturerRequest.objects.filter(
        state=LecturerRequestState.PROMISED, topic__module__programme__in=programmes.values()
    ).select_related("lecturer", "topic"):
        assert request.lecturer is not None
        assign_topic(request.lecturer, request.topic, by=by)


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


def _line(
    plan: Plan,
    row: LineRow,
    programme: Programme,
    *,
    units: Mapping[str, Unit],
    audiences: Mapping[str, str],
) -> PlanLine:
    return PlanLine(
        plan=plan,
        code=row.code,
        title=row.title,
        programme=programme,
        audience=[audiences[wording] for wording in row.audience if wording in audiences],
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
        tracking=Tracking(row.tracking.value),
        bloc=row.bloc.value if row.bloc else "",
        abroad=row.abroad,
        delegated=row.delegated,
        organiser_unit=units.get(row.organiser),
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
