"""Writes to plans: the plan itself, consent to its delegated lines, lecturers on request, reported results."""

from khaigiang.apps.plans.actions.consent import ask_consent, give_consent, hand_back
from khaigiang.apps.plans.actions.entering import Said, approve, enter, withdraw
from khaigiang.apps.plans.actions.lecturers import decline_lecturer, promise_lecturer, request_lecturer
from khaigiang.apps.plans.actions.results import report_result

__all__ = [
    "Said",
    "approve",
    "ask_consent",
    "decline_lecturer",
    "enter",
    "give_consent",
    "hand_back",
    "promise_lecturer",
    "report_result",
    "request_lecturer",
    "withdraw",
]
