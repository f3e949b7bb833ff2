"""What hangs on the lines of a plan, gathered from the slices above it for whoever amends the plan."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Count, QuerySet

from khaigiang.apps.calls.models import CalledLine, Dossier
from khaigiang.apps.classes.models import TrainingClass
from khaigiang.apps.nominations.models import Nomination
from khaigiang.apps.plans.models import LecturerRequest, Plan, ReportedResult
from khaigiang.apps.quotas.models import Quota
from khaigiang.apps.quotas.queries import locked
from khaigiang.core.plan_changes import Hanging, SeatsHeld
from khaigiang.core.states import CLASSES_BEGUN, NominationState


def hanging_on(plan: Plan) -> Mapping[str, Hanging]:
    """What hangs on each line of a plan, by its code, with its seats held until the transaction ends; eight queries."""
    codes = dict(plan.lines.values_list("pk", "code"))
    seats: dict[int, list[Quota]] = defaultdict(list)
    for row in locked(Quota.objects.filter(line__in=codes)):
        seats[row.line_id].append(row)
    names = dict(Quota.objects.filter(line__in=codes, unit__isnull=False).values_list("unit", "unit__name"))
    people = _counted(Nomination.objects.filter(line__in=codes).exclude(state=NominationState.WITHDRAWN))
    called = set(CalledLine.objects.filter(line__in=codes).values_list("line", flat=True))
    dossiers = _counted(Dossier.objects.filter(line__in=codes))
    results = _counted(ReportedResult.objects.filter(line__in=codes))
    requests = _counted(LecturerRequest.objects.filter(line__in=codes))
    formed: dict[int, set[int]] = defaultdict(set)
    begun: dict[int, set[int]] = defaultdict(set)
    classes = TrainingClass.objects.filter(line__in=codes).values_list("line", "planned__number", "state")
    for line, number, state in classes:
        formed[line].add(number)
        if state in CLASSES_BEGUN:
            begun[line].add(number)
    return {
        code: Hanging(
            people=people[line],
            called=line in called,
            dossiers=dossiers[line],
            results=results[line],
            requests=requests[line],
            formed=frozenset(formed[line]),
            begun=frozenset(begun[line]),
            **_seats(seats[line], names),
        )
        for line, code in codes.items()
    }


def _seats(rows: Iterable[Quota], names: Mapping[int, str]) -> dict[str, Any]:
    by_unit = {row.unit_id: row for row in rows}
    root = by_unit.pop(None, None)
    if root is None:
        return {}
    own = {key: row for key, row in by_unit.items() if key is not None and row.parent_id == root.pk}
    return {
        "seats": {
            key: SeatsHeld(names[key], row.seats, row.nominated, row.accepted + row.granted_below)
            for key, row in own.items()
        },
        "deeper": {key: names[key] for key in by_unit if key is not None and key not in own},
        "whole": root.seats,
        "granted": root.granted_below,
    }


def _counted(rows: QuerySet[Any]) -> Counter[int]:
    return Counter(dict(rows.order_by().values_list("line").annotate(found=Count("pk"))))
