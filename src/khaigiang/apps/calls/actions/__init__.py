"""Writes to calls, and to what units answer."""

from khaigiang.apps.calls.actions.answering import (
    answer,
    hand_back,
    name_people,
    put_before,
    start_dossier,
    state_letter,
    submit,
    take_in,
    take_off,
)
from khaigiang.apps.calls.actions.calling import draft_call, extend, publish
from khaigiang.apps.calls.actions.reminding import remind_units

__all__ = [
    "answer",
    "draft_call",
    "extend",
    "hand_back",
    "name_people",
    "publish",
    "put_before",
    "remind_units",
    "start_dossier",
    "state_letter",
    "submit",
    "take_in",
    "take_off",
]
