"""Tasks of plans as they stand today, with what the regular meetings concluded."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from khaigiang.apps.plans import phrases
from khaigiang.apps.plans.models import Plan, PlanLine, PlanTask, TaskReview
from khaigiang.apps.plans.permissions import lines_seen_by, sees_every_line
from khaigiang.apps.units.models import Unit
from khaigiang.core.states import TaskState
from khaigiang.core.vietnamese import fold
from khaigiang.foundation import clock
from khaigiang.foundation.actor import Actor
from khaigiang.foundation.guarded import GuardedQuerySet
from khaigiang.foundation.refusal import Refused
from khaigiang.web.marks import Mark

TASK_SOON = dt.timedelta(days=14)


@dataclass(frozen=True, slots=True)
class TaskRow:
    """A task as it stands on a day, with what the regular meetings concluded about it, the latest first."""

    task: PlanTask
    mark: Mark
    days_late: int
    reviews: tuple[TaskReview, ...]


def task_rows(plan: Plan, *, of: Actor | None = None) -> list[TaskRow]:
    """The tasks of a plan, or those that name a unit ``of`` somebody; overdue first, what is done stands last."""
    tasks = PlanTask.objects.filter(plan=plan).order_by("due_on", "pk").prefetch_related("reviews")
    rows = _judged(tasks if of is None else _named(tasks, of))
    return sorted(rows, key=lambda row: row.task.state == TaskState.DONE)


def tasks_open(plan: Plan) -> GuardedQuerySet[PlanTask]:
    tasks: GuardedQuerySet[PlanTask] = PlanTask.objects.filter(plan=plan, state=TaskState.OPEN)
    return tasks.order_by("due_on", "pk")


def tasks_open_everywhere() -> GuardedQuerySet[PlanTask]:
    """The open tasks of all plans, the first due first."""
    tasks: GuardedQuerySet[PlanTask] = PlanTask.objects.filter(state=TaskState.OPEN)
    return tasks.select_related("plan").order_by("due_on", "pk")


def task_numbered(number: int) -> PlanTask:
    """The task of this number. Raises Refused where there is none."""
    task = PlanTask.objects.filter(pk=number).select_related("plan").first()
    if task is None:
        raise Refused("no_such_task", phrases.NO_SUCH_TASK, number=number)
    return task


def tasks_overdue() -> GuardedQuerySet[PlanTask]:
    """The open tasks whose day is past, the longest overdue first."""
    return tasks_open_everywhere().filter(due_on__lt=clock.today())


def tasks_of_units(actor: Actor) -> list[PlanTask]:
    """The open tasks, overdue or due soon, that name one of the actor's units and whose plan it sees."""
    pressing = list(tasks_pressing_open())
    own = _named(pressing, actor)
    if not sees_every_line(actor):
        plans = {each.plan_id for each in pressing}
        seen = PlanLine.objects.filter(lines_seen_by(actor), plan__in=plans)
        shown = set(seen.values_list("plan", flat=True)) if own else set()
        own = [each for each in own if each.plan_id in shown]
    return own


def _named(tasks: Iterable[PlanTask], actor: Actor) -> list[PlanTask]:
    """Those of these tasks whose owner, kept as text, is one of the actor's units."""
    found = list(tasks)
    units = Unit.objects.filter(pk__in=actor.scope, folded__in={fold(each.owner) for each in found})
    names = set(units.values_list("folded", flat=True)) if found else set()
    return [each for each in found if fold(each.owner) in names]


def tasks_pressing_open() -> GuardedQuerySet[PlanTask]:
    """The open tasks of all plans that are overdue or due soon, the longest overdue first."""
    return tasks_open_everywhere().filter(due_on__lte=clock.today() + TASK_SOON)


def tasks_pressing() -> list[TaskRow]:
    """The same, as they stand today, with what was concluded of each."""
    return _judged(tasks_pressing_open().prefetch_related("reviews"))


def _judged(tasks: Iterable[PlanTask]) -> list[TaskRow]:
    today = clock.today()
    return [
        TaskRow(
            task,
            _task_mark(task, today),
            max(0, (today - task.due_on).days),
            tuple(sorted(task.reviews.all(), key=lambda review: review.held_on, reverse=True)),
        )
        for task in tasks
    ]


def _task_mark(task: PlanTask, today: dt.date) -> Mark:
    if task.state == TaskState.DONE:
        return phrases.TASK_DONE
    if task.due_on < today:
        return phrases.TASK_OVERDUE
    return phrases.TASK_SOON if task.due_on <= today + TASK_SOON else phrases.TASK_AHEAD
