"""When the classes of a plan study: stated beside the plan, by whoever runs its timetables."""

from collections.abc import Collection

from khaigiang.apps.plans import phrases
from khaigiang.apps.plans.models import Plan, PlannedClass
from khaigiang.apps.plans.permissions import check_may_state_study_times
from khaigiang.core.calendar import Part, Window
from khaigiang.core.states import PlanState
from khaigiang.foundation import audit
from khaigiang.foundation.action import action
from khaigiang.foundation.actor import Actor
from khaigiang.foundation.refusal import Refused


@action
def state_study_times(
    planned: PlannedClass, *, weekdays: Collection[int], parts: Collection[str], whole_line: bool = False, by: Actor
) -> PlannedClass:
    """From now on the class, or every class of its line, is timetabled on these days of the week (0 is Monday) and in
    these parts of the day. A timetable that stands is not changed by it.
    """
    check_may_state_study_times(by)
    hold_open(planned.line.plan)
    if not weekdays or not parts or not set(weekdays) <= set(range(7)):
        raise Refused("no_study_times", phrases.NO_STUDY_TIMES)
    rows = list(planned.line.planned_classes.all()) if whole_line else [planned]
    for row in rows:
        _check_has_such_day(row, weekdays)
    days, within = sorted(set(weekdays)), [part.value for part in Part if part.value in parts]
    PlannedClass.objects.filter(pk__in=[row.pk for row in rows]).update(weekdays=days, parts=within)
    planned.weekdays, planned.parts = days, within
    audit.record(
        "plans.study_times_stated",
        planned,
        by=by,
        line=planned.line.code,
        classes=len(rows),
        weekdays=" ".join(phrases.DAY_WORDS[day] for day in days),
        parts=" ".join(phrases.PART_WORDS[part] for part in within),
    )
    return planned


def hold_open(plan: Plan) -> None:
    """Hold a plan while something is stated beside it. Raises Refused once it is closed."""
    plan.hold()
    if plan.state == PlanState.CLOSED:
        stands = phrases.PLAN_STANDS[plan.state]
        raise Refused("plan_stands", phrases.PLAN_STANDS_SO, number=plan.number, stands=stands)


def _check_has_such_day(row: PlannedClass, weekdays: Collection[int]) -> None:
    if not any(day.weekday() in weekdays for day in Window(row.first_day, row.last_day).days()):
        first, last = (f"{day:%d/%m/%Y}" for day in (row.first_day, row.last_day))
        raise Refused("no_study_day", phrases.NO_STUDY_DAY, name=row.name, first=first, last=last)
