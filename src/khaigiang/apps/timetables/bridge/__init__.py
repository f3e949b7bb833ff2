"""Rows ⇄ the core: the question of a plan's timetables, and what searches on a page keep."""

from khaigiang.apps.timetables.bridge.repairs import (
    digest_of_lessons,
    lesson_of,
    loss_facts,
    loss_of,
    proposal_facts,
    question_of_repair,
    why_facts,
)
from khaigiang.apps.timetables.bridge.rows import (
    Rows,
    half_days_needed,
    lecturer_id,
    problem_of,
    room_id,
    rows_of,
    timetable_of,
    topic_id,
)

__all__ = [
    "Rows",
    "digest_of_lessons",
    "half_days_needed",
    "lecturer_id",
    "lesson_of",
    "loss_facts",
    "loss_of",
    "problem_of",
    "proposal_facts",
    "question_of_repair",
    "room_id",
    "rows_of",
    "timetable_of",
    "topic_id",
    "why_facts",
]
