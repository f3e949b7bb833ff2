"""Tasks of a plan: assigned to somebody by a day, chased while they are open, done with a note of what came of them.

What a regular meeting concluded about a task is a record of its own.
"""

import datetime as dt

from khaigiang.apps.plans import phrases
from khaigiang.apps.plans.models import Plan, PlanTask, TaskReview
from khaigiang.apps.plans.permissions import check_may_plan
from khaigiang.core.states import NotAllowed, TaskState, next_state
from khaigiang.foundation import audit, clock
from khaigiang.foundation.action import action
from khaigiang.foundation.actor import Actor
from khaigiang.foundation.refusal import Refused


@action
def assign_task(plan: Plan, *, title: str, owner: str, due_on: dt.date, by: Actor) -> PlanTask:
    """Give a task of the plan to its owner, to be done by a day; a day that is past is taken as the paper says it."""
    check_may_plan(by)
    task = PlanTask.objects.create(
        plan=plan,
        title=title.strip(),
        owner=owner.strip(),
        due_on=due_on,
        assigned_by=by.name,
        assigned_on=clock.today(),
    )
    audit.record("plans.task_assigned", task, by=by, plan=plan.number, task=task.title, owner=task.owner, due=due_on)
    return task


@action
def chase_task(task: PlanTask, *, note: str, by: Actor) -> PlanTask:
    """Write down that the owner was asked for the task; what was said stands in the audit trail."""
    check_may_plan(by)
    _step(task, "chase")
    task.chased_times += 1
    task.chased_on, task.chased_by = clock.today(), by.name
    task.save()
    audit.record("plans.task_chased", task, by=by, task=task.title, times=task.chased_times, note=note.strip())
    return task


@action
def finish_task(task: PlanTask, *, note: str, by: Actor) -> PlanTask:
    """The task is done; the note says what came of it."""
    check_may_plan(by)
    _step(task, "finish")
    task.note = note.strip()
    if not task.note:
        raise Refused("task_without_note", phrases.TASK_WITHOUT_NOTE, task=task.title)
    task.done_on, task.done_by = clock.today(), by.name
    task.save()
    audit.record("plans.task_finished", task, by=by, task=task.title, note=task.note)
    return task


@action
def review_task(task: PlanTask, *, held_on: dt.date, conclusion: str, by: Actor) -> TaskReview:
    """Write down what a regular meeting concluded about a task, open or done; once a meeting."""
    check_may_plan(by)
    if held_on > clock.today():
        raise Refused("meeting_not_held", phrases.REVIEWED_IN_FUTURE, day=f"{held_on:%d/%m/%Y}")
    review = TaskReview.objects.create(
        task=task, held_on=held_on, conclusion=conclusion.strip(), recorded_by=by.name, recorded_on=clock.today()
    )
    audit.record("plans.task_reviewed", task, by=by, task=task.title, day=held_on, note=review.conclusion)
    return review


def _step(task: PlanTask, verb: str) -> None:
    task.hold()
    try:
        task.state = next_state(TaskState, task.state, verb)
    except NotAllowed as error:
        raise Refused("task_done", phrases.TASK_IS_DONE, task=task.title) from error
