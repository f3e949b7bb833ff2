"""Writes to classes: who sits in which class and study group, and who takes a place that frees."""

from khaigiang.apps.classes.actions.forming import form_line, take_back
from khaigiang.apps.classes.actions.hand import ByHand, lock, move, swap, unlock
from khaigiang.apps.classes.actions.passing_on import step_back, substitute, take_back_waiver
from khaigiang.apps.classes.actions.seating import seat
from khaigiang.apps.classes.actions.stating import state_levels, take_usual_levels

__all__ = [
    "ByHand",
    "form_line",
    "lock",
    "move",
    "seat",
    "state_levels",
    "step_back",
    "substitute",
    "swap",
    "take_back",
    "take_back_waiver",
    "take_usual_levels",
    "unlock",
]
