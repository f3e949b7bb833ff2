"""Writes to plans: the plan itself, consent to its delegated lines, lecturers on request, reported results, tasks."""

from khaigiang.apps.plans.actions.consent import ask_consent, give_consent, hand_back
from khaigiang.apps.plans.actions.entering import Said, approve, enter, withdraw
from khaigiang.apps.plans.actions.lecturers import decline_lecturer, promise_lecturer, request_lecturer
from khaigiang.apps.plans.actions.results import report_result
from khaigiang.apps.plans.actions.tasks import assign_task, chase_task, finish_task

__all__ = [
    "Said",
    "approve",
    "ask_consent",
    "assign_task",
    "chase_task",
    "decline_lecturer",
    "enter",
    "finish_task",
    "give_consent",
    "hand_back",
    "promise_lecturer",
    "report_result",
    "request_lecturer",
    "withdraw",
]
