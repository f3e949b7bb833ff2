"""What an organiser reports to have held: totals of a line whose classes are not run here."""

import datetime as dt

from khaigiang.apps.plans import phrases
from khaigiang.apps.plans.models import PlanLine, ReportedResult, Tracking
from khaigiang.apps.plans.permissions import check_may_organise
from khaigiang.foundation import audit, clock
from khaigiang.foundation.action import action
from khaigiang.foundation.actor import Actor
from khaigiang.foundation.refusal import Refused


@action
def report_result(
    line: PlanLine,
    *,
    first_day: dt.date,
    last_day: dt.date,
    classes: int,
    places: int,
    people: int | None,
    source: str,
    by: Actor,
) -> ReportedResult:
    """Write down what was held in a period, ends included; the same period again takes the place of what was said.

    More than planned is taken as reported, and shown so. Raises Refused for a line whose classes are run here, and for
    a period that shares days with another one reported: its places would be counted twice.
    """
    check_may_organise(by, line)
    if line.tracking != Tracking.TOTALS:
        raise Refused("line_tracked_by_classes", phrases.TRACKED_BY_CLASSES, line=line.code)
    PlanLine.objects.select_for_update().get(pk=line.pk)
    rows = ReportedResult.objects.filter(line=line)
    before = rows.filter(first_day=first_day, last_day=last_day).first()
    if before is None:
        _refuse_overlap(line, first_day, last_day)
    result, _new = ReportedResult.objects.update_or_create(
        line=line,
        first_day=first_day,
        last_day=last_day,
        defaults={
            "classes": classes,
            "places": places,
            "people": people,
            "source": source.strip(),
            "reported_by": by.name,
            "reported_on": clock.today(),
        },
    )
    facts = {"line": line.code, "first": first_day, "last": last_day, **_figures(result)}
    if before is None:
        audit.record("plans.result_reported", result, by=by, **facts)
    else:
        earlier = {f"{name}_before": figure for name, figure in _figures(before).items()}
        audit.record("plans.result_replaced", result, by=by, **facts, **earlier)
    return result


def _figures(result: ReportedResult) -> dict[str, object]:
    people = "" if result.people is None else result.people
    return {"classes": result.classes, "places": result.places, "people": people}


def _refuse_overlap(line: PlanLine, first_day: dt.date, last_day: dt.date) -> None:
    other = ReportedResult.objects.filter(line=line, first_day__lte=last_day, last_day__gte=first_day).first()
    if other is not None:
        raise Refused(
            "reported_periods_overlap",
            phrases.PERIODS_OVERLAP,
            first=f"{other.first_day:%d/%m/%Y}",
            last=f"{other.last_day:%d/%m/%Y}",
        )
