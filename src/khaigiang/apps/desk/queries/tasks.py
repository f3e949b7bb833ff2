"""Tasks of plans that are overdue: for whoever chases them, and for the unit whose they are."""

from collections.abc import Iterable

from django.urls import reverse

from khaigiang.apps.desk import phrases
from khaigiang.apps.desk.queries.home import Duty, said
from khaigiang.apps.plans.models import PlanTask
from khaigiang.apps.plans.queries import tasks_of_units, tasks_overdue
from khaigiang.foundation.actor import Actor


def to_chase() -> Iterable[Duty]:
    """For the planner: every overdue task, and how often its owner was asked for it."""
    for task in tasks_overdue():
        why = said(phrases.CHASE_TASK_WHY, who=task.owner, n=task.chased_times)
        yield Duty(str(phrases.CHASE_TASK), task.title, why, _page(task), task.due_on)


def to_do(actor: Actor) -> Iterable[Duty]:
    """For a unit: the open tasks that name it and are overdue or due soon."""
    for task in tasks_of_units(actor):
        why = said(phrases.DO_TASK_WHY, number=task.plan.number, who=task.assigned_by)
        yield Duty(str(phrases.DO_TASK), task.title, why, _page(task), task.due_on)


def _page(task: PlanTask) -> str:
    return f"{reverse('plans:plan', args=[task.plan_id])}#tasks"
