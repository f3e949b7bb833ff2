"""Writes to surveys of needs, to what units answer, and to what inspections found."""

from khaigiang.apps.needs.actions.answering import Filled, fill_form, hand_back, submit_form
from khaigiang.apps.needs.actions.inspecting import InspectionPaper, enter_inspection, withdraw_inspection
from khaigiang.apps.needs.actions.surveying import (
    Asking,
    ask_about,
    ask_units,
    close_survey,
    drop_row,
    extend_survey,
    open_survey,
    publish_survey,
)

__all__ = [
    "Asking",
    "Filled",
    "InspectionPaper",
    "ask_about",
    "ask_units",
    "close_survey",
    "drop_row",
    "enter_inspection",
    "extend_survey",
    "fill_form",
    "hand_back",
    "open_survey",
    "publish_survey",
    "submit_form",
    "withdraw_inspection",
]
