"""Writes to timetables: finding them, searches on a page, and publishing what was chosen."""

from khaigiang.apps.timetables.actions.publishing import publish
from khaigiang.apps.timetables.actions.searching import (
    ask_repair,
    ask_timetable,
    begin_search,
    end_search,
    find_repairs,
    find_timetable,
    stop_search,
)
from khaigiang.apps.timetables.actions.solving import Impossible, draft_lecturer_papers, timetable_plan

__all__ = [
    "Impossible",
    "ask_repair",
    "ask_timetable",
    "begin_search",
    "draft_lecturer_papers",
    "end_search",
    "find_repairs",
    "find_timetable",
    "publish",
    "stop_search",
    "timetable_plan",
]
