"""What inspections found, as needs of a year."""

from typing import Any

from django.db.models import Prefetch

from khaigiang.apps.needs import phrases
from khaigiang.apps.needs.models import InspectedUnit, InspectionNeed
from khaigiang.apps.needs.permissions import sees_all_needs
from khaigiang.apps.units.models import Unit
from khaigiang.core.states import InspectionNeedState
from khaigiang.foundation.actor import Actor
from khaigiang.foundation.guarded import GuardedQuerySet
from khaigiang.foundation.refusal import Refused


def inspections_seen(actor: Actor) -> GuardedQuerySet[Any]:
    """What inspections found, the latest year first, with the units; a unit sees what names it, and itself only."""
    named = InspectedUnit.objects.select_related("unit").order_by("unit__sort_key", "pk")
    rows: GuardedQuerySet[Any] = InspectionNeed.objects.select_related("body")
    if not sees_all_needs(actor):
        named = named.filter(unit__in=actor.scope)
        rows = rows.filter(pk__in=InspectedUnit.objects.filter(unit__in=actor.scope).values("need"))
    return rows.prefetch_related(Prefetch("units", named, to_attr="named")).order_by("-year", "-issued_on", "-pk")


def inspection_numbered(number: int) -> InspectionNeed:
    """What an inspection found, by its number here. Raises Refused where there is none."""
    row = InspectionNeed.objects.select_related("body").filter(pk=number).first()
    if row is None:
        raise Refused("no_such_inspection", phrases.NO_SUCH_INSPECTION, number=number)
    return row


def found_for(body: Unit, year: int) -> list[InspectedUnit]:
    """What inspections found and asks a body for in a year, by paper and unit; one query."""
    rows = InspectedUnit.objects.filter(need__year=year, need__body=body, need__state=InspectionNeedState.ENTERED)
    return list(rows.select_related("need", "unit").order_by("need__issued_on", "need", "unit__sort_key", "pk"))
