"""The five counts as they move. Every counter moves here, so that no path leaks."""

from collections.abc import Mapping

from django.db.models import Case, F, IntegerField, Value, When

from khaigiang.apps.plans.models import PlanLine
from khaigiang.apps.quotas.models import Quota
from khaigiang.apps.quotas.queries import locked
from khaigiang.foundation import audit
from khaigiang.foundation.action import action
from khaigiang.foundation.actor import Actor
from khaigiang.foundation.statements import tell

COUNTERS = ("nominated", "accepted", "attending", "completed")
_ADD = {
    counter: f"UPDATE quotas_quota SET {counter} = {counter} + %s WHERE line_id = %s AND unit_id = %s"  # noqa: S608 - the names above
    for counter in COUNTERS
}


@action
def count(line: PlanLine, counter: str, by_unit: Mapping[int, int], *, by: Actor) -> None:
    """Add to one of the five counts of units (by id). The database refuses what would not fit."""
    if counter not in COUNTERS:
        raise ValueError(f"{counter} is none of the counts")
    if len(by_unit) == 1:
        ((unit, more),) = by_unit.items()
        tell(Quota, _ADD[counter], more, line.pk, unit)
    elif by_unit:
        rows = Quota.objects.filter(line=line, unit__in=by_unit)
        locked(rows)
        each = Case(*(When(unit=unit, then=Value(n)) for unit, n in by_unit.items()), output_field=IntegerField())
        rows.update(**{counter: F(counter) + each})
    audit.record(f"quotas.{counter}", line, by=by, units=len(by_unit), more=sum(by_unit.values()))
