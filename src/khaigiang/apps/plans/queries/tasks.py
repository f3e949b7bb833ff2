"""Tasks of plans as they stand today, with what the regular meetings concluded."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from khaigiang.apps.plans import phrases
from khaigiang.apps.plans.models import Plan, PlanTask, TaskReview
from khaigiang.core.states import TaskState
from khaigiang.foundation import clock
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


def task_rows(plan: Plan) -> list[TaskRow]:
    """The tasks of a plan, overdue first, then by their days; what is done stands last."""
    rows = _judged(PlanTask.objects.filter(plan=plan).order_by("due_on", "pk").prefetch_related("reviews"))
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


def tasks_pressing() -> list[TaskRow]:
    """The open tasks of all plans that are overdue or due soon, the longest overdue first."""
    pressing = PlanTask.objects.filter(state=TaskState.OPEN, due_on__lte=clock.today() + TASK_SOON)
    return _judged(pressing.select_related("plan").order_by("due_on", "pk").prefetch_related("reviews"))


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
