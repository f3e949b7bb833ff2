"""The class board's periodic report, for both sides."""

import datetime as dt

from khaigiang.apps.classes.models import TrainingClass
from khaigiang.apps.delivery import phrases
from khaigiang.apps.delivery.exports import report_orders
from khaigiang.apps.delivery.permissions import check_may_run
from khaigiang.apps.delivery.queries import periods_by_half_day
from khaigiang.apps.papers.actions import draft
from khaigiang.apps.papers.models import Paper
from khaigiang.foundation import audit
from khaigiang.foundation.action import action
from khaigiang.foundation.actor import Actor
from khaigiang.foundation.refusal import Refused


@action
def draft_reports(training_class: TrainingClass, *, first: dt.date, last: dt.date, by: Actor) -> list[Paper]:
    """Draft the report on a period, both days included: one for the organiser, one for each sending unit.

    Raises Refused on a reversed period, and when the class meets on none of its days.
    """
    check_may_run(by)
    if last < first:
        raise Refused("period_reversed", phrases.PERIOD_REVERSED)
    if not any(first <= half_day.day <= last for half_day in periods_by_half_day(training_class)):
        raise Refused("nothing_held", phrases.NOTHING_HELD, name=training_class.name)
    made = [draft(order, by=by) for order in report_orders(training_class, first=first, last=last)]
    audit.record(
        "delivery.reports_drafted",
        training_class,
        by=by,
        name=training_class.name,
        first=first,
        last=last,
        papers=len(made),
    )
    return made
