"""The course of a plan: submitted, handed back or approved, and closed at its end."""

from khaigiang.apps.plans import phrases
from khaigiang.apps.plans.models import Plan, PlanRevision
from khaigiang.apps.plans.permissions import check_may_approve, check_may_plan
from khaigiang.core.states import NotAllowed, PlanState, next_state
from khaigiang.foundation import audit
from khaigiang.foundation.action import action
from khaigiang.foundation.actor import Actor
from khaigiang.foundation.refusal import Refused


@action
def submit(plan: Plan, *, by: Actor) -> Plan:
    """Put the draft before whoever approves it."""
    check_may_plan(by)
    step(plan, "submit")
    plan.remarks = ""
    plan.save(update_fields=["state", "remarks"])
    audit.record("plans.submitted", plan, by=by, number=plan.number)
    return plan


@action
def hand_plan_back(plan: Plan, *, remarks: str, by: Actor) -> Plan:
    """Give a submitted plan back as a draft, saying what is to be mended."""
    check_may_approve(by)
    step(plan, "hand_back")
    plan.remarks = remarks.strip()
    if not plan.remarks:
        raise Refused("plan_without_remarks", phrases.REMARKS_WANTED)
    plan.save(update_fields=["state", "remarks"])
    audit.record("plans.handed_back", plan, by=by, number=plan.number, remarks=plan.remarks)
    return plan


@action
def approve(plan: Plan, *, by: Actor) -> Plan:
    """The plan is issued: people may be called and named, classes formed. One amended before stands as amended."""
    check_may_approve(by)
    step(plan, "approve_amended" if PlanRevision.objects.filter(plan=plan).exists() else "approve")
    plan.save(update_fields=["state"])
    audit.record("plans.approved", plan, by=by, number=plan.number)
    return plan


@action
def close(plan: Plan, *, by: Actor) -> Plan:
    """The plan is over for good: it takes no more lists, seats or classes. What has opened goes on to its end."""
    check_may_plan(by)
    step(plan, "close")
    plan.save(update_fields=["state"])
    audit.record("plans.closed", plan, by=by, number=plan.number)
    return plan


def step(plan: Plan, verb: str) -> None:
    """Hold the plan as it is now and take the step, not saved yet. Raises Refused where it stands otherwise."""
    plan.hold()
    try:
        plan.state = next_state(PlanState, plan.state, verb)
    except NotAllowed as error:
        stands = phrases.PLAN_STANDS[plan.state]
        raise Refused("plan_stands", phrases.PLAN_STANDS_SO, number=plan.number, stands=stands) from error
