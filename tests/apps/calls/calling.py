"""A call that was published, and somebody of the unit it calls."""

import datetime as dt

import builders
from apps.acting import PLANNER, somebody
from khaigiang.apps.calls.actions import draft_call, publish
from khaigiang.apps.calls.models import Call
from khaigiang.apps.calls.queries import letter_of
from khaigiang.apps.papers.actions import Signed, issue_signed
from khaigiang.apps.plans.models import PlanLine
from khaigiang.apps.quotas.models import Quota
from khaigiang.foundation import clock
from khaigiang.foundation.actor import Actor

DEADLINE = dt.date(2022, 5, 20)


def drafted(*lines: PlanLine, deadline: dt.date = DEADLINE, remind_before: tuple[int, ...] = (7, 2)) -> Call:
    return draft_call(lines, deadline=deadline, conditions="Đương chức.", remind_before=remind_before, by=PLANNER)


def signed(call: Call) -> Call:
    """The registry clerk has given the letter its number."""
    issue_signed(letter_of(call), Signed(clock.today(), "Nguyễn Văn Ký"), number=call.pk, by=PLANNER)
    return call


def published(*lines: PlanLine, **facts) -> Call:
    return publish(signed(drafted(*lines, **facts)), by=PLANNER)


def seats(number: int = 2, *, unit: str = "Quận A") -> Quota:
    """A line whose seats one unit has."""
    line = builders.line(builders.plan(), seats=number)
    builders.planned_class(line, first_day=dt.date(2022, 6, 6), last_day=dt.date(2022, 6, 17))
    return builders.grant(line, builders.unit(unit), number)


def own(quota: Quota) -> Actor:
    return somebody("sending_unit", scope=frozenset({quota.unit_id}))
