"""Calls for nominations: drafted with their letter, published once it is signed, extended by a dated act."""

import datetime as dt
from collections.abc import Sequence

from khaigiang.apps.calls import phrases
from khaigiang.apps.calls.exports import call_order, signed_order
from khaigiang.apps.calls.models import Call, CalledLine, Extension
from khaigiang.apps.calls.permissions import check_may_call
from khaigiang.apps.calls.queries import letter_of, lines_of, seats_called, why_not_draft, why_not_publish
from khaigiang.apps.papers.actions import draft, let_issue
from khaigiang.apps.papers.models import PaperKind
from khaigiang.apps.plans.models import PlanLine, Tracking
from khaigiang.apps.plans.queries import check_in_force
from khaigiang.apps.quotas.actions import use_until
from khaigiang.apps.quotas.models import Quota
from khaigiang.apps.quotas.queries import locked
from khaigiang.apps.units.models import Unit
from khaigiang.core.states import CallState, next_state
from khaigiang.foundation import audit, clock
from khaigiang.foundation.action import action
from khaigiang.foundation.actor import Actor
from khaigiang.foundation.refusal import Phrase, Refused


@action
def draft_call(
    lines: Sequence[PlanLine],
    *,
    deadline: dt.date,
    conditions: str,
    remind_before: Sequence[int],
    call: Call | None = None,
    by: Actor,
) -> Call:
    """Draft a call of these lines with its letter, whose number is blank; or draft ``call`` anew.

    Raises Refused for a line that another call is about, and once the letter is signed.
    """
    check_may_call(by)
    for plan_id in sorted({line.plan_id for line in lines}):
        check_in_force(plan_id)
    if call is not None:
        call.hold()
        _refuse("call_stands", why_not_draft(call, letter_of(call)))
    _check_lines(lines, call)
    if deadline < clock.today():
        raise Refused("deadline_passed", phrases.DEADLINE_PASSED, day=f"{deadline:%d/%m/%Y}")
    made = call or Call(plan=lines[0].plan)
    made.state = next_state(CallState, made.state, "draft")
    made.deadline, made.conditions = deadline, conditions
    made.remind_before = sorted(set(remind_before), reverse=True)
    made.save()
    CalledLine.objects.filter(call=made).delete()
    CalledLine.objects.bulk_create(CalledLine(call=made, line=line) for line in lines)
    draft(call_order(made), by=by)
    audit.record("calls.drafted", made, by=by, line=", ".join(line.code for line in lines), day=deadline)
    return made


@action
def publish(call: Call, *, by: Actor) -> Call:
    """Let the units called see it, and hold them to its deadline. Raises Refused until its letter is numbered."""
    check_may_call(by)
    check_in_force(call.plan_id)
    lines = lines_of(call)
    locked(Quota.objects.filter(line__in=lines))
    call.hold()
    _refuse("cannot_publish", why_not_publish(call, letter_of(call), on=clock.today()))
    asked = seats_called(lines)
    for line in lines:
        if not any(quota.line_id == line.pk for quota in asked):
            raise Refused("nobody_called", phrases.NOBODY_CALLED, line=line.code)
    call.state = next_state(CallState, call.state, "publish")
    call.published_on, call.published_by = clock.today(), by.name
    call.save(update_fields=["state", "published_on", "published_by"])
    use_until([quota.pk for quota in asked], call.deadline, by=by)
    audit.record("calls.published", call, by=by, units=len(asked), day=call.deadline)
    return call


@action
def extend(call: Call, *, until: dt.date, why: str, unit: Unit | None = None, by: Actor) -> Extension:
    """Give one unit, or all that are called, until a later day; the act is dated and has its reason."""
    check_may_call(by)
    check_in_force(call.plan_id)
    lines = lines_of(call)
    locked(Quota.objects.filter(line__in=lines))
    call.hold()
    if call.state != CallState.PUBLISHED:
        raise Refused("call_is_draft", phrases.IS_DRAFT)
    if not why.strip():
        raise Refused("why_wanted", phrases.WHY_WANTED)
    asked = [quota for quota in seats_called(lines) if unit is None or quota.unit_id == unit.pk]
    if unit is not None and not asked:
        raise Refused("not_called", phrases.NOT_CALLED, unit=unit.name)
    now = max((quota.use_by or call.deadline for quota in asked), default=call.deadline)
    if until <= now or until < clock.today():
        raise Refused("not_later", phrases.NOT_LATER, day=f"{now:%d/%m/%Y}")
    call.state = next_state(CallState, call.state, "extend")
    use_until([quota.pk for quota in asked], until, by=by)
    made = Extension.objects.create(call=call, unit=unit, until=until, why=why, day=clock.today(), done_by=by.name)
    audit.record("calls.extended", call, by=by, until=until, why=why, unit=unit.name if unit else "")
    return made


def _check_lines(lines: Sequence[PlanLine], call: Call | None) -> None:
    if not lines:
        raise Refused("no_lines", phrases.NO_LINES)
    if len({(line.plan_id, line.organiser) for line in lines}) > 1:
        raise Refused("lines_of_two_plans", phrases.LINES_OF_TWO_PLANS)
    for line in lines:
        if line.tracking == Tracking.TOTALS:
            raise Refused("line_by_totals", phrases.LINE_BY_TOTALS, line=line.code)
        others = CalledLine.objects.filter(line=line)
        if (others.exclude(call=call) if call else others).exists():
            raise Refused("called_already", phrases.CALLED_ALREADY, line=line.code)


def _refuse(code: str, why: Phrase) -> None:
    if why:
        raise Refused(code, why)


let_issue(PaperKind.CALL, signed_order)
