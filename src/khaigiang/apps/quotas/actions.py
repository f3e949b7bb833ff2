"""Writes to seats. Every counter moves here, so that no path leaks."""

from collections.abc import Mapping

from django.db.models import F

from khaigiang.apps.plans.models import PlanLine, QuotaMethod
from khaigiang.apps.plans.permissions import check_may_plan
from khaigiang.apps.quotas import phrases
from khaigiang.apps.quotas.models import Quota
from khaigiang.core.quotas import CannotApportion, Method, apportion
from khaigiang.foundation import audit
from khaigiang.foundation.action import action
from khaigiang.foundation.actor import Actor
from khaigiang.foundation.refusal import Refused

COUNTERS = ("nominated", "accepted", "attending", "completed")


@action
def share_out(line: PlanLine, *, by: Actor) -> list[Quota]:
    """Grant the line's seats to its sending units, as listed or by the line's method of apportionment."""
    check_may_plan(by)
    root = Quota.objects.create(line=line, unit=None, seats=line.seats)
    rows = _listed(line, root) if line.quota_method == QuotaMethod.LISTED else _apportioned(line, root)
    granted = Quota.objects.bulk_create(rows)
    root.granted_below = sum(quota.seats for quota in granted)
    root.save(update_fields=["granted_below"])
    audit.record("quotas.shared_out", root, by=by, line=line.code, seats=root.granted_below, units=len(granted))
    return granted


@action
def count(line: PlanLine, counter: str, by_unit: Mapping[int, int], *, by: Actor) -> None:
    """Add to one of the five counts of units (by id). The database refuses what would not fit."""
    if counter not in COUNTERS:
        raise ValueError(f"{counter} is none of the counts")
    for unit, more in sorted(by_unit.items()):
        Quota.objects.filter(line=line, unit=unit).update(**{counter: F(counter) + more})
    audit.record(f"quotas.{counter}", line, by=by, units=len(by_unit), more=sum(by_unit.values()))


def _listed(line: PlanLine, root: Quota) -> list[Quota]:
    return [
        Quota(line=line, unit_id=row.unit_id, parent=root, seats=row.seats or 0, reason="listed")
        for row in line.sending_units.all()
    ]


def _apportioned(line: PlanLine, root: Quota) -> list[Quota]:
    weights = {str(row.unit_id): row.weight or 0 for row in line.sending_units.all()}
    try:
        shared = apportion(line.seats, weights, method=Method(line.quota_method))
    except CannotApportion as reason:
        raise Refused("cannot_apportion", phrases.CANNOT_APPORTION, line=line.code, seats=line.seats) from reason
    return [
        Quota(
            line=line,
            unit_id=int(unit),
            parent=root,
            seats=share.seats,
            quotient=str(share.quotient),
            remainder=str(share.remainder),
            reason=share.reason.value,
        )
        for unit, share in shared.shares.items()
    ]
