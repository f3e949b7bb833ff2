"""Jobs of the intake."""

from khaigiang.apps.intake.actions import check
from khaigiang.apps.intake.models import Batch
from khaigiang.core.states import IntakeState
from khaigiang.foundation import jobs
from khaigiang.foundation.actor import SYSTEM


@jobs.task
def check_batch(batch_id: int) -> None:
    """Check a file that was handed in on a page. One that was checked or dropped meanwhile is left alone."""
    batch = Batch.objects.filter(pk=batch_id).first()
    if batch is not None and batch.state == IntakeState.UPLOADED:
        check(batch, by=SYSTEM)
