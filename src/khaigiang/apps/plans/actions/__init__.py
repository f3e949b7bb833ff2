"""Writes to plans: their course and amendments, consent to delegated lines, lecturers, reported results, tasks."""

from khaigiang.apps.plans.actions.amending import DecidingPaper, amend, amend_line
from khaigiang.apps.plans.actions.consent import ask_consent, give_consent, hand_back
from khaigiang.apps.plans.actions.entering import Said, enter, withdraw
from khaigiang.apps.plans.actions.estimates import state_estimates
from khaigiang.apps.plans.actions.joint import join_classes, part_classes
from khaigiang.apps.plans.actions.lecturers import decline_lecturer, promise_lecturer, request_lecturer
from khaigiang.apps.plans.actions.life import approve, close, hand_plan_back, submit
from khaigiang.apps.plans.actions.results import report_result
from khaigiang.apps.plans.actions.study_times import state_study_times
from khaigiang.apps.plans.actions.tasks import assign_task, chase_task, finish_task, review_task

__all__ = [
    "DecidingPaper",
    "Said",
    "amend",
    "amend_line",
    "approve",
    "ask_consent",
    "assign_task",
    "chase_task",
    "close",
    "decline_lecturer",
    "enter",
    "finish_task",
    "give_consent",
    "hand_back",
    "hand_plan_back",
    "join_classes",
    "part_classes",
    "promise_lecturer",
    "report_result",
    "request_lecturer",
    "review_task",
    "state_estimates",
    "state_study_times",
    "submit",
    "withdraw",
]
