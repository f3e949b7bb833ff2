"""Seats that follow a plan when it is amended: what units have got, returned or passed on since stays theirs."""

from khaigiang.apps.plans.models import PlanLine
from khaigiang.apps.plans.permissions import check_may_plan
from khaigiang.apps.quotas.bridge import moves_of
from khaigiang.apps.quotas.models import MoveKind, Quota, SeatMove
from khaigiang.apps.quotas.queries import locked
from khaigiang.core.plan_changes import seats_moved, shares_of
from khaigiang.core.plan_said import LineSaid
from khaigiang.foundation import audit
from khaigiang.foundation.action import action
from khaigiang.foundation.actor import Actor


@action
def follow_plan(line: PlanLine, before: LineSaid, after: LineSaid, *, why: str, by: Actor) -> int:
    """Give the units of a line as many seats more or fewer as its plan now does; says how many units that are.

    The database refuses fewer than are used or granted further down. Each difference is a move of its own.
    """
    check_may_plan(by)
    rows = {row.unit_id: row for row in locked(Quota.objects.filter(line=line))}
    root, moved = rows[None], seats_moved(before, after)
    shared = shares_of(after)
    fresh = (Quota(line=line, unit_id=key, parent=root, seats=0, reason="listed") for key in moved if key not in rows)
    rows |= {row.unit_id: row for row in Quota.objects.bulk_create(fresh)}
    root.seats += after.seats - before.seats
    root.granted_below += sum(moved.values())
    root.shared_by = after.quota_method
    for key in sorted(moved, key=lambda each: rows[each].pk):
        rows[key].seats += moved[key]
        rows[key].save(update_fields=["seats"])
    root.save(update_fields=["seats", "granted_below", "shared_by"])
    weights = {row.key: row.weight for row in after.shares}
    for unit, share in shared.shares.items() if shared else ():
        weight = weights[int(unit)]
        told = {"quotient": str(share.quotient), "remainder": str(share.remainder), "reason": share.reason.value}
        Quota.objects.filter(pk=rows[int(unit)].pk).update(weight=weight, **told)
    SeatMove.objects.bulk_create(
        moves_of(
            MoveKind.AMENDED,
            [(root, rows[key], seats) if seats > 0 else (rows[key], root, -seats) for key, seats in moved.items()],
            why=why,
            by=by,
        )
    )
    audit.record("quotas.followed_plan", root, by=by, line=line.code, seats=root.seats, units=len(moved))
    return len(moved)
