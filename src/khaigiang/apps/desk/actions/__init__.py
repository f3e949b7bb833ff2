"""Writes of the desk: the main job, plans with what hangs on them, and files of people and units."""

from khaigiang.apps.desk.actions.batches import check_batch, commit_batch
from khaigiang.apps.desk.actions.plans import (
    amend_plan,
    amend_plan_line,
    draft_plan,
    issue_plan,
    look_at_amendment,
    look_at_line,
)
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
    "amend_plan",
    "amend_plan_line",
    "begin",
    "check_batch",
    "commit_batch",
    "digest_of",
    "draft_plan",
    "draft_summary",
    "end_failed",
    "end_refused",
    "issue_plan",
    "look_at_amendment",
    "look_at_line",
    "put_back",
    "refuse_unread",
    "register_run",
    "run_year",
    "submit_year",
    "work_year",
    "write_papers",
]
