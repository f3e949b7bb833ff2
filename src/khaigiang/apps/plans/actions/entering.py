"""Writes to a plan as a whole: entered as its workbook states it, and withdrawn to be entered anew."""

from collections.abc import Mapping
from dataclasses import dataclass

from khaigiang.apps.catalogue.actions import enter_programme
from khaigiang.apps.catalogue.models import Programme, Topic
from khaigiang.apps.instruments.actions import cite
from khaigiang.apps.plans import phrases
from khaigiang.apps.plans.actions.joint import join_again
from khaigiang.apps.plans.bridge import class_columns, columns_of, plan_in
from khaigiang.apps.plans.models import (
    Consent,
    JointClass,
    LecturerRequest,
    Plan,
    PlanLine,
    PlannedClass,
    PlanRevision,
    PlanTask,
    ReportedResult,
    SendingUnit,
    TaskReview,
    monday_to_friday,
    mornings_and_afternoons,
)
from khaigiang.apps.plans.permissions import check_may_plan
from khaigiang.apps.schools.actions import assign_topic, enter_lecturers, enter_rooms
from khaigiang.apps.schools.models import Lecturer, Room
from khaigiang.apps.units.models import Unit
from khaigiang.core.opening import why_not_restated
from khaigiang.core.plan_said import LineSaid
from khaigiang.core.states import ConsentState, LecturerRequestState, PlanState
from khaigiang.core.vietnamese import fold
from khaigiang.foundation import audit
from khaigiang.foundation.action import action
from khaigiang.foundation.actor import Actor
from khaigiang.foundation.refusal import Refused
from khaigiang.intake.plan import PlanHead, PlanWorkbook


@dataclass(frozen=True, slots=True)
class Said:
    """What was said about a plan and its lines after it was entered; it outlives a change of the plan."""

    consents: tuple[Consent, ...] = ()
    requests: tuple[LecturerRequest, ...] = ()
    results: tuple[ReportedResult, ...] = ()
    tasks: tuple[PlanTask, ...] = ()
    reviews: tuple[TaskReview, ...] = ()
    revisions: tuple[PlanRevision, ...] = ()
    estimated: tuple[PlannedClass, ...] = ()
    study_times: tuple[PlannedClass, ...] = ()
    joint: tuple[JointClass, ...] = ()


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
    programmes = enter_programmes(workbook, by)
    for line in plan_in(workbook, programmes, units=units, audiences=audiences).lines:
        enter_line(plan, line)
    _say_again(plan, said or Said(), workbook)
    _enter_means(workbook, programmes, by)
    audit.record("plans.entered", plan, by=by, number=plan.number, lines=len(workbook.lines))
    return plan


@action
def withdraw(plan: Plan, *, by: Actor) -> Said:
    """Take a plan back with its lines, seats and lists, to enter it anew. Gives what was said about its lines."""
    check_may_plan(by)
    plan.hold()
    if plan.state == PlanState.CLOSED:
        raise Refused("plan_closed", phrases.PLAN_IS_CLOSED, number=plan.number)
    about = {"line__plan": plan}
    said = Said(
        tuple(Consent.objects.filter(**about).select_related("line")),
        tuple(LecturerRequest.objects.filter(**about).select_related("line")),
        tuple(ReportedResult.objects.filter(**about).select_related("line__programme")),
        tuple(PlanTask.objects.filter(plan=plan)),
        tuple(TaskReview.objects.filter(task__plan=plan)),
        tuple(PlanRevision.objects.filter(plan=plan)),
        tuple(PlannedClass.objects.filter(**about, estimate__isnull=False).select_related("line")),
        tuple(PlannedClass.objects.filter(**about).select_related("line")),
        tuple(JointClass.objects.filter(joint__line__plan=plan).select_related("joint__line", "planned", "topic")),
    )
    audit.record("plans.withdrawn", plan, by=by, number=plan.number)
    plan.delete()
    return said


def _say_again(plan: Plan, said: Said, workbook: PlanWorkbook) -> None:
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
    _estimate_again(lines, said)
    for task in said.tasks:
        task.plan = plan
    for revision in said.revisions:
        revision.plan = plan
    PlanTask.objects.bulk_create(said.tasks)
    TaskReview.objects.bulk_create(said.reviews)
    PlanRevision.objects.bulk_create(said.revisions)
    _state_times_again(lines, said.study_times, workbook)
    join_again(lines, said.joint)


def _estimate_again(lines: Mapping[str, PlanLine], said: Said) -> None:
    """What each class may cost, where the workbook leaves it open; its own figures keep to what a body was shown."""
    consents = {row.line.code: ConsentState(row.state) for row in said.consents}
    entered = PlannedClass.objects.filter(line__in=lines.values()).select_related("line")
    rows = {(row.line.code, row.number): row for row in entered}
    for each in said.estimated:
        row = rows.get((each.line.code, each.number))
        if row is None:
            continue
        if row.estimate is None:
            row.estimate = each.estimate
            row.save(update_fields=["estimate"])
        elif why := why_not_restated(each.estimate, row.estimate, consent=consents.get(row.line.code), begun=False):
            raise Refused(why, phrases.NOT_RESTATED[why], name=row.name)


def _state_times_again(lines: Mapping[str, PlanLine], stated: tuple[PlannedClass, ...], workbook: PlanWorkbook) -> None:
    """When the classes study, where the workbook leaves it open; those that the plan no longer has, or that study at
    the usual times, need nothing.
    """
    usual = (monday_to_friday(), mornings_and_afternoons())
    said_now = {(row.line, row.number): row for row in workbook.classes}
    for row in stated:
        now = said_now.get((row.line.code, row.number))
        if now is None or (row.weekdays, row.parts) == usual:
            continue
        sides = {"weekdays": (now.weekdays, row.weekdays), "parts": (now.parts, row.parts)}
        left_open = {name: before for name, (said, before) in sides.items() if not said}
        if left_open:
            PlannedClass.objects.filter(line=lines[row.line.code], number=row.number).update(**left_open)


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


def enter_programmes(workbook: PlanWorkbook, by: Actor) -> dict[str, Programme]:
    """The version of each programme that a workbook states, by its code."""
    return {row.code: enter_programme(row, workbook.topics_of(row.code), by=by) for row in workbook.programmes}


def _enter_means(workbook: PlanWorkbook, programmes: Mapping[str, Programme], by: Actor) -> None:
    """The rooms and lecturers of a workbook; what was promised meanwhile still holds."""
    enter_rooms(workbook.rooms, by=by)
    enter_lecturers(workbook.lecturers, topics=_topics(programmes), by=by)
    _keep_promises(programmes, by)


def enter_new_means(workbook: PlanWorkbook, programmes: Mapping[str, Programme], by: Actor) -> None:
    """The rooms and lecturers that a changed workbook adds, and topics it adds to those known.

    What was noted of the others since, such as days they are away, is not in an older workbook and stays.
    """
    rooms = set(Room.objects.values_list("venue__name", "name"))
    enter_rooms([row for row in workbook.rooms if (row.venue, row.name) not in rooms], by=by)
    topics = _topics(programmes)
    known = {
        (each.person.folded, each.unit_name): each
        for each in Lecturer.objects.select_related("person").prefetch_related("topics")
    }
    fresh = [row for row in workbook.lecturers if (fold(row.name), row.unit) not in known]
    enter_lecturers(fresh, topics=topics, by=by)
    for row in workbook.lecturers:
        lecturer = known.get((fold(row.name), row.unit))
        held = set(lecturer.topics.all()) if lecturer else set()
        for given in row.topics if lecturer else ():
            for topic in topics.get(given.programme, ()):
                if lecturer and topic not in held and (not given.numbers or topic.number in given.numbers):
                    assign_topic(lecturer, topic, by=by)


def enter_line(plan: Plan, said: LineSaid) -> PlanLine:
    """A line with its classes and its sending units."""
    line = PlanLine.objects.create(plan=plan, **columns_of(said))
    PlannedClass.objects.bulk_create(PlannedClass(line=line, **class_columns(row)) for row in said.planned)
    SendingUnit.objects.bulk_create(
        SendingUnit(line=line, unit_id=row.key, seats=row.seats, weight=row.weight) for row in said.shares
    )
    return line


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
    cite_instruments(plan, head, by)
    return plan


def cite_instruments(plan: Plan, head: PlanHead, by: Actor) -> None:
    plan.instruments.set(
        cite(row.number, issuer=row.issuer, issued_on=row.issued_on, title=row.title, by=by) for row in head.instruments
    )


def _topics(programmes: Mapping[str, Programme]) -> dict[str, list[Topic]]:
    return {
        code: list(Topic.objects.filter(module__programme=programme).order_by("number"))
        for code, programme in programmes.items()
    }
