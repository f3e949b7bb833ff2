"""Writes of the desk: the main job, and files of people and units checked and written."""

from khaigiang.apps.desk.actions.batches import check_batch, commit_batch
from khaigiang.apps.desk.actions.years import (
    Tell,
    YearSettings,
    begin,
    digest_of,
    draft_summary,
    end_failed,
    end_refused,
    put_back,
    refuse_unread,
    register_run,
    run_year,
    submit_year,
    work_year,
    write_papers,
)

__all__ = [
    "Tell",
    "YearSettings",
    "begin",
    "check_batch",
    "commit_batch",
    "digest_of",
    "draft_summary",
    "end_failed",
    "end_refused",
    "put_back",
    "refuse_unread",
    "register_run",
    "run_year",
    "submit_year",
    "work_year",
    "write_papers",
]
