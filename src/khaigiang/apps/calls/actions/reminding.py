"""Reminders before the deadline: once for each unit and stage."""

from collections.abc import Iterable

from khaigiang.apps.calls.models import Call, Reminder
from khaigiang.apps.calls.permissions import check_may_call
from khaigiang.apps.calls.queries import ANSWERED, dossiers_by_seats, seats_to_remind
from khaigiang.apps.quotas.models import Quota
from khaigiang.foundation import audit, clock
from khaigiang.foundation.action import action
from khaigiang.foundation.actor import Actor


@action
def remind_units(*, by: Actor) -> int:
    """Remind the units that have not answered a call and whose deadline is as near as the call says; says how many.

    Whoever was reminded at a stage is not reminded there again, so this can be done as often as one likes.
    """
    check_may_call(by)
    asked = seats_to_remind(on=clock.today())
    answers = dossiers_by_seats(quota.line_id for quota in asked)
    silent = [quota for quota in asked if not _answered(quota, answers.get((quota.line_id, quota.unit_id or 0)))]
    known = set(
        Reminder.objects.filter(line__in=[quota.line_id for quota in silent]).values_list(
            "line", "unit", "deadline", "days_before"
        )
    )
    rows = [row for quota in silent for row in _due(quota) if _key(row) not in known]
    Reminder.objects.bulk_create(rows, ignore_conflicts=True)
    audit.record("calls.reminded", "quotas", by=by, units=len(rows))
    return len(rows)


def _answered(quota: Quota, dossier: object) -> bool:
    return quota.nominated > 0 or getattr(dossier, "state", None) in ANSWERED


def _due(quota: Quota) -> Iterable[Reminder]:
    """The last stage that a unit has come to, if any."""
    call: Call = quota.line.called.call
    deadline = quota.use_by or call.deadline
    left = (deadline - clock.today()).days
    reached = [stage for stage in call.remind_before if left <= stage]
    if reached and quota.unit_id is not None:
        told = {"deadline": deadline, "days_before": min(reached), "day": clock.today()}
        yield Reminder(line=quota.line, unit_id=quota.unit_id, **told)


def _key(row: Reminder) -> tuple[object, ...]:
    return row.line_id, row.unit_id, row.deadline, row.days_before
