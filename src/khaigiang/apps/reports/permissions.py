"""Who may read a report, and of which units."""

from django.db.models import Q

from khaigiang.apps.plans.models import PlanLine, SendingUnit
from khaigiang.apps.plans.queries import DRAFTS
from khaigiang.apps.reports import phrases
from khaigiang.foundation.actor import Actor
from khaigiang.foundation.guarded import GuardedQuerySet
from khaigiang.foundation.refusal import NotPermitted


def check_may_see_coverage(actor: Actor, line: PlanLine) -> None:
    """Those who see everything, and units that send people under the line."""
    if not actor.everywhere and not SendingUnit.objects.filter(line=line, unit__in=actor.scope).exists():
        raise NotPermitted("coverage_not_yours", phrases.NOT_YOUR_LINE)


def lines_seen(actor: Actor) -> GuardedQuerySet[PlanLine]:
    """The lines whose figures the actor may read: all, or those that its units organise or send people under.

    What nobody has approved yet is no figure of a report.
    """
    lines: GuardedQuerySet[PlanLine] = PlanLine.objects.exclude(plan__state__in=DRAFTS)
    lines = lines.order_by("-plan__year", "plan", "pk")
    if actor.everywhere:
        return lines
    sent = SendingUnit.objects.filter(unit__in=actor.scope).values("line")
    return lines.filter(Q(organiser_unit__in=actor.scope) | Q(pk__in=sent))
