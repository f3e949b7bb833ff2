"""An approved plan amended in place, by a deciding paper: what hangs on its lines stays where it hangs."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace

from khaigiang.apps.plans import phrases
from khaigiang.apps.plans.actions.entering import cite_instruments, enter_line, enter_new_means, enter_programmes
from khaigiang.apps.plans.actions.joint import mend_joint
from khaigiang.apps.plans.actions.life import step
from khaigiang.apps.plans.bridge import class_columns, columns_of, plan_in, plan_said, same_plan
from khaigiang.apps.plans.models import Consent, Plan, PlanLine, PlannedClass, PlanRevision, SendingUnit
from khaigiang.apps.plans.permissions import check_may_plan
from khaigiang.apps.units.models import Unit
from khaigiang.core.opening import why_not_restated
from khaigiang.core.plan_changes import (
    Change,
    ChangeKind,
    Hanging,
    asks_consent_anew,
    changes_between,
    faults_of,
    obstacles,
)
from khaigiang.core.plan_said import LineSaid, PlanSaid, with_unsaid
from khaigiang.core.states import ConsentState, NotAllowed, next_state
from khaigiang.foundation import audit, clock
from khaigiang.foundation.action import action
from khaigiang.foundation.actor import Actor
from khaigiang.foundation.refusal import Refused
from khaigiang.intake.plan import PlanWorkbook


@dataclass(frozen=True, slots=True)
class DecidingPaper:
    """By what a plan is amended, and why; without an issuer it is the plan's own."""

    number: str
    decided_on: dt.date
    reason: str
    issuer: str = ""
    signer: str = ""

    @property
    def in_words(self) -> str:
        told = {"number": self.number, "day": f"{self.decided_on:%d/%m/%Y}"}
        return phrases.BY_AMENDMENT % told


@action
def amend(
    plan: Plan,
    workbook: PlanWorkbook,
    *,
    units: Mapping[str, Unit],
    audiences: Mapping[str, str],
    hanging: Mapping[str, Hanging],
    paper: DecidingPaper,
    by: Actor,
) -> PlanRevision:
    """Change a plan in force to what its checked workbook states now. ``hanging`` is what hangs on each line, by code.

    Raises Refused for another plan's workbook, where nothing differs, and with all that would lose its ground.
    """
    check_may_plan(by)
    step(plan, "amend")
    if not same_plan(plan, workbook.head):
        file = f"{workbook.head.number} ({workbook.head.issuer}, {workbook.head.year})"
        raise Refused("another_plan", phrases.ANOTHER_PLAN, file=file, number=plan.number)
    before, programmes = plan_said(plan), enter_programmes(workbook, by)
    after = plan_in(workbook, programmes, units=units, audiences=audiences)
    revision = _revise(plan, before, after, hanging=hanging, paper=paper, by=by)
    cite_instruments(plan, workbook.head, by)
    enter_new_means(workbook, programmes, by)
    return revision


@action
def amend_line(
    line: PlanLine, said: LineSaid, *, hanging: Mapping[str, Hanging], paper: DecidingPaper, by: Actor
) -> PlanRevision:
    """Change one line of a plan in force to what is said of it. Raises Refused for what contradicts itself too."""
    check_may_plan(by)
    plan = line.plan
    step(plan, "amend")
    if faults := faults_of(said):
        why = " ".join(phrases.obstacle(each) for each in faults)
        raise Refused("cannot_amend", phrases.CANNOT_AMEND, number=plan.number, why=why)
    before = plan_said(plan)
    after = replace(before, lines=tuple(said if each.code == said.code else each for each in before.lines))
    return _revise(plan, before, after, hanging=hanging, paper=paper, by=by)


def _revise(
    plan: Plan, before: PlanSaid, after: PlanSaid, *, hanging: Mapping[str, Hanging], paper: DecidingPaper, by: Actor
) -> PlanRevision:
    after = with_unsaid(before, after)
    changes = changes_between(before, after)
    _check(plan, changes, paper)
    if against := obstacles(before, after, hanging):
        why = " ".join(phrases.obstacle(each) for each in against)
        raise Refused("cannot_amend", phrases.CANNOT_AMEND, number=plan.number, why=why)
    if any(each.kind is ChangeKind.CLASS_ESTIMATE for each in changes):
        _check_estimates(plan, before, after)
    _write(plan, before, after, by)
    number = PlanRevision.objects.filter(plan=plan).count() + 1
    revision = PlanRevision.objects.create(
        plan=plan,
        number=number,
        paper_number=paper.number.strip(),
        decided_on=paper.decided_on,
        issuer=paper.issuer.strip() or plan.issuer,
        signer=paper.signer.strip(),
        reason=paper.reason.strip(),
        changes=[asdict(each) for each in changes],
        before=asdict(before),
        entered_by=by.name,
        entered_on=clock.today(),
    )
    told = revision.paper_number
    audit.record("plans.amended", plan, by=by, number=plan.number, letter=told, why=revision.reason)
    return revision


def _check(plan: Plan, changes: tuple[Change, ...], paper: DecidingPaper) -> None:
    if not changes:
        raise Refused("nothing_changes", phrases.NOTHING_CHANGES)
    if not paper.number.strip() or not paper.reason.strip():
        raise Refused("deciding_paper_wanted", phrases.PAPER_WANTED)
    if paper.decided_on < plan.issued_on:
        raise Refused("decided_before_issued", phrases.DECIDED_BEFORE_ISSUED, day=f"{plan.issued_on:%d/%m/%Y}")
    if paper.decided_on > clock.today():
        raise Refused("decided_in_future", phrases.DECIDED_IN_FUTURE, day=f"{paper.decided_on:%d/%m/%Y}")


def _check_estimates(plan: Plan, before: PlanSaid, after: PlanSaid) -> None:
    """A body that is not asked anew agreed to what it was shown: the figures of its line only go down."""
    asked = Consent.objects.filter(line__plan=plan).select_related("line")
    consents = {row.line.code: ConsentState(row.state) for row in asked}
    known = {line.code: line for line in before.lines}
    for line in after.lines:
        old = known.get(line.code)
        if old is None or asks_consent_anew(old, line):
            continue
        was = {row.number: row.estimate for row in old.planned}
        for row in line.planned:
            stood, consent = was.get(row.number), consents.get(line.code)
            if why := why_not_restated(stood, row.estimate, consent=consent, begun=False):
                raise Refused(why, phrases.NOT_RESTATED[why], name=row.name)


def _write(plan: Plan, before: PlanSaid, after: PlanSaid, by: Actor) -> None:
    """Bring the rows to what is said; rows of lines, classes and units that stay keep their keys."""
    plan.title, plan.parent_body, plan.place = after.title, after.parent_body, after.place
    plan.save(update_fields=["state", "title", "parent_body", "place"])
    known = {line.code: line for line in before.lines}
    wanted = {line.code: line for line in after.lines}
    plan.lines.filter(code__in=known.keys() - wanted.keys()).delete()
    rows = {row.code: row for row in plan.lines.all()}
    for code, said in wanted.items():
        if code not in known:
            enter_line(plan, said)
        elif said != known[code]:
            _write_line(rows[code], said)
            if asks_consent_anew(known[code], said):
                _ask_anew(rows[code], by)


def _write_line(line: PlanLine, said: LineSaid) -> None:
    PlanLine.objects.filter(pk=line.pk).update(**columns_of(said))
    line.planned_classes.exclude(number__in=[row.number for row in said.planned]).delete()
    for row in said.planned:
        PlannedClass.objects.update_or_create(line=line, number=row.number, defaults=class_columns(row))
    line.sending_units.exclude(unit__in=[row.key for row in said.shares]).delete()
    for share in said.shares:
        SendingUnit.objects.update_or_create(
            line=line, unit_id=share.key, defaults={"seats": share.seats, "weight": share.weight}
        )
    mend_joint(line)


def _ask_anew(line: PlanLine, by: Actor) -> None:
    """What was agreed to, or asked for, is no longer what the line says: the body is asked again in its unit's name."""
    consent = Consent.objects.filter(line=line).first()
    if consent is None:
        return
    try:
        consent.state = next_state(ConsentState, consent.state, "ask_of_changed")
    except NotAllowed:  # handed back: its unit mends it and asks again
        return
    consent.asked_on, consent.answered_on = clock.today(), None
    consent.answered_by, consent.letter_number, consent.remarks = "", "", ""
    consent.save()
    audit.record("plans.consent_asked", consent, by=by, line=line.code, of=line.consenting_body, changed=True)
