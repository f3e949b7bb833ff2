"""Jobs of the desk."""

from django.db import connections

from khaigiang.apps.accounts.models import User
from khaigiang.apps.accounts.queries import actor_of
from khaigiang.apps.desk.actions import YearSettings, refuse_unread, run_year
from khaigiang.apps.desk.actions import check_batch as check_file
from khaigiang.apps.desk.bridge import YearFiles
from khaigiang.apps.desk.models import YearRun
from khaigiang.apps.intake.models import Batch
from khaigiang.core.states import IntakeState, YearRunState
from khaigiang.foundation import home, jobs
from khaigiang.foundation.actor import SYSTEM
from khaigiang.foundation.refusal import Refused


@jobs.task
def work_on_year(run_id: int) -> None:
    """Do the main job for files that were handed in on a page. A refusal is kept with the run, for its reader.

    A run that is at work already was left by a worker that was killed: it is done again from its start.
    """
    run = YearRun.objects.get(pk=run_id)
    if run.state not in {YearRunState.WAITING, YearRunState.RUNNING}:
        return
    by = actor_of(User.objects.get(pk=run.settings["by"]))
    try:
        files = YearFiles.load(home.current(), run.settings["files"])
    except Refused as gone:
        refuse_unread(run, gone, by=by)
        return
    try:
        run_year(run, files, settings=YearSettings(), by=by, tell=lambda stage, share: _tell(run_id, stage, share))
    except Refused:
        return


@jobs.task
def check_batch(batch_id: int) -> None:
    """Check a file that was handed in on a page. One that was checked or dropped meanwhile is left alone."""
    batch = Batch.objects.filter(pk=batch_id).first()
    if batch is not None and batch.state == IntakeState.UPLOADED:
        check_file(batch, by=SYSTEM)


def _tell(run_id: int, stage: str, share: float) -> None:
    """Show progress at once, on a connection of its own: the work's own transaction is not seen before its end."""
    if jobs.should_stop():
        raise jobs.Stopped
    beside = connections.create_connection("default")
    try:
        with beside.cursor() as cursor:
            cursor.execute(
                "UPDATE desk_yearrun SET stage = %s, done_share = %s WHERE id = %s", [stage, round(share * 100), run_id]
            )
    finally:
        beside.close()
