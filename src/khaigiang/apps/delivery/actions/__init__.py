"""Writes of a class's life between its opening and its end."""

from khaigiang.apps.delivery.actions.journal import report_incident, write_journal
from khaigiang.apps.delivery.actions.opening import confirm, finish_class, open_class
from khaigiang.apps.delivery.actions.papers import draft_again, draft_papers, issue_papers, summon_newcomers
from khaigiang.apps.delivery.actions.reports import draft_reports
from khaigiang.apps.delivery.actions.rolls import Entry, mark, mark_all_present, sign_off, take_rolls

__all__ = [
    "Entry",
    "confirm",
    "draft_again",
    "draft_papers",
    "draft_reports",
    "finish_class",
    "issue_papers",
    "mark",
    "mark_all_present",
    "open_class",
    "report_incident",
    "sign_off",
    "summon_newcomers",
    "take_rolls",
    "write_journal",
]
