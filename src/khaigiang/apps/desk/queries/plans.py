"""The plan a file is for, and the units whose results somebody may report."""

from khaigiang.apps.intake.models import Batch
from khaigiang.apps.plans.models import Plan, PlanLine, Tracking
from khaigiang.apps.plans.queries import latest_plan
from khaigiang.apps.quotas.queries import line_by_code
from khaigiang.apps.units.models import Unit
from khaigiang.foundation.actor import Actor
from khaigiang.foundation.refusal import Refused

PLAN = "plan"  # the option of a batch that keeps which plan was meant


def plan_told(line: str, plan: str) -> dict[str, str]:
    """What a batch keeps of the plan of its line. Raises Refused where several plans have a line of this code.

    A code that no plan has is left to the check of the file, which tells the codes there are.
    """
    if not line:
        return {}
    try:
        return {PLAN: str(line_by_code(line, plan=plan).plan_id)}
    except Refused as refused:
        if refused.code == "no_such_line" and not plan:
            return {}
        raise


def plan_of(batch: Batch) -> Plan | None:
    """The plan that a list of nominees is for: the one that was told, else the latest."""
    told = batch.options.get(PLAN)
    return (Plan.objects.filter(pk=int(told)).first() if told else None) or latest_plan()


def organising_units(actor: Actor) -> list[Unit]:
    """The units of somebody's own that organise a line of which totals are reported."""
    lines = PlanLine.objects.filter(tracking=Tracking.TOTALS, organiser_unit__in=actor.scope)
    return list(Unit.objects.filter(pk__in=lines.values("organiser_unit")).order_by("sort_key", "pk"))
