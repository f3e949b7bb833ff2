"""Writes to classes: who sits in which class and study group, and who takes a place that frees."""

from khaigiang.apps.classes.actions.forming import form_line, take_back
from khaigiang.apps.classes.actions.passing_on import step_back, substitute, take_back_waiver
from khaigiang.apps.classes.actions.seating import seat

__all__ = ["form_line", "seat", "step_back", "substitute", "take_back", "take_back_waiver"]
