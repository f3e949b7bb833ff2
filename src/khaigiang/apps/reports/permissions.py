"""Who may read a report, and of which units."""

from khaigiang.apps.plans.models import PlanLine, SendingUnit
from khaigiang.apps.reports import phrases
from khaigiang.foundation.actor import Actor
from khaigiang.foundation.refusal import NotPermitted


def check_may_see_coverage(actor: Actor, line: PlanLine) -> None:
    """Those who see everything, and units that send people under the line."""
    if not actor.everywhere and not SendingUnit.objects.filter(line=line, unit__in=actor.scope).exists():
        raise NotPermitted("coverage_not_yours", phrases.NOT_YOUR_LINE)
