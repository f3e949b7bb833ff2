"""Writes to timetables: finding them, searches on a page, changes by hand, and publishing what was chosen."""

from khaigiang.apps.timetables.actions.by_hand import (
    discard_draft,
    move_lesson,
    open_draft,
    publish_draft,
    redo_move,
    renew_draft,
    undo_move,
)
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
    "discard_draft",
    "draft_lecturer_papers",
    "end_search",
    "find_repairs",
    "find_timetable",
    "move_lesson",
    "open_draft",
    "publish",
    "publish_draft",
    "redo_move",
    "renew_draft",
    "stop_search",
    "timetable_plan",
    "undo_move",
]
