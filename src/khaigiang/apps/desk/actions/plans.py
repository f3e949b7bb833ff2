"""A plan from its draft to its amendments, with what hangs on it: seats shared out, seats that follow a change."""

from django.db import transaction

from khaigiang.apps.desk import phrases
from khaigiang.apps.desk.bridge import hanging_on
from khaigiang.apps.plans import actions as plans
from khaigiang.apps.plans.actions import DecidingPaper
from khaigiang.apps.plans.bridge import plan_said
from khaigiang.apps.plans.imports import understand
from khaigiang.apps.plans.models import Plan, PlanLine, PlanRevision
from khaigiang.apps.plans.permissions import check_may_approve, check_may_plan
from khaigiang.apps.plans.queries import lines_run_here
from khaigiang.apps.quotas.actions import follow_plan, share_out
from khaigiang.apps.quotas.models import Quota
from khaigiang.core.plan_said import LineSaid, PlanSaid
from khaigiang.core.states import PlanState
from khaigiang.foundation.action import action
from khaigiang.foundation.actor import Actor
from khaigiang.foundation.refusal import Refused
from khaigiang.intake.plan import PlanWorkbook
from khaigiang.intake.refusal import FilesRefused


@action
def draft_plan(workbook: PlanWorkbook, *, by: Actor) -> Plan:
    """Enter a plan as a draft, in place of the draft of that number there may be.

    Raises Refused for one that was submitted or is in force: that is handed back, or amended.
    """
    check_may_plan(by)
    head, said = workbook.head, None
    known = Plan.objects.filter(number=head.number, issuer=head.issuer, year=head.year).first()
    if known is not None:
        known.hold()
        if known.state != PlanState.DRAFT:
            raise Refused("plan_is_no_draft", phrases.PLAN_IS_NO_DRAFT[known.state], number=known.number)
        said = plans.withdraw(known, by=by)
    meanings = understand(workbook, by=by)
    if meanings.findings:
        raise FilesRefused(meanings.findings)
    return plans.enter(workbook, units=meanings.units, audiences=meanings.audiences, said=said, by=by)


@action
def issue_plan(plan: Plan, *, by: Actor) -> Plan:
    """Approve a submitted plan, and share out the seats of its lines to their units as it says."""
    check_may_approve(by)
    plans.approve(plan, by=by)
    _share_out(plan, by)
    return plan


@action
def amend_plan(plan: Plan, workbook: PlanWorkbook, *, paper: DecidingPaper, by: Actor) -> PlanRevision:
    """Change a plan in force to what its workbook states now, in place: lists, seats, classes and consents stay.

    Raises Refused with all that would lose its ground, and FilesRefused for a unit or audience nobody can tell.
    """
    check_may_plan(by)
    plan.hold()
    before, hanging = plan_said(plan), hanging_on(plan)
    meanings = understand(workbook, by=by)
    if meanings.findings:
        raise FilesRefused(meanings.findings)
    revision = plans.amend(
        plan, workbook, units=meanings.units, audiences=meanings.audiences, hanging=hanging, paper=paper, by=by
    )
    _follow(plan, before, paper, by)
    return revision


@action
def amend_plan_line(line: PlanLine, said: LineSaid, *, paper: DecidingPaper, by: Actor) -> PlanRevision:
    """Change one line of a plan in force, in place, to what is said of it."""
    check_may_plan(by)
    line.plan.hold()
    before, hanging = plan_said(line.plan), hanging_on(line.plan)
    revision = plans.amend_line(line, said, hanging=hanging, paper=paper, by=by)
    _follow(line.plan, before, paper, by)
    return revision


def look_at_amendment(plan: Plan, workbook: PlanWorkbook, *, by: Actor) -> PlanRevision:
    """What ``amend_plan`` would change, whatever the paper; nothing is written. Raises what it raises."""
    with transaction.atomic():
        revision = amend_plan(plan, workbook, paper=_any_paper(plan), by=by)
        transaction.set_rollback(True)
    plan.refresh_from_db()
    return revision


def look_at_line(line: PlanLine, said: LineSaid, *, by: Actor) -> PlanRevision:
    """What ``amend_plan_line`` would change, whatever the paper; nothing is written. Raises what it raises."""
    with transaction.atomic():
        revision = amend_plan_line(line, said, paper=_any_paper(line.plan), by=by)
        transaction.set_rollback(True)
    line.plan.refresh_from_db()
    return revision


def _any_paper(plan: Plan) -> DecidingPaper:
    return DecidingPaper("…", plan.issued_on, "…")


def _share_out(plan: Plan, by: Actor) -> None:
    """The seats of lines run here that nobody shared out yet, to their units."""
    shared = Quota.objects.filter(line__plan=plan, unit=None).values("line")
    for line in lines_run_here(plan).exclude(pk__in=shared):
        share_out(line, by=by)


def _follow(plan: Plan, before: PlanSaid, paper: DecidingPaper, by: Actor) -> None:
    """Let the seats of each line follow what the plan now says of it."""
    known, shared = {line.code: line for line in before.lines}, _with_seats(plan)
    rows = {line.code: line for line in plan.lines.all()}
    for said in plan_said(plan).lines:
        row = rows[said.code]
        if row.pk in shared and said.code in known and said != known[said.code]:
            follow_plan(row, known[said.code], said, why=paper.in_words, by=by)
    _share_out(plan, by)


def _with_seats(plan: Plan) -> set[int]:
    return set(Quota.objects.filter(line__plan=plan, unit=None).values_list("line", flat=True))
