"""What the worker does for the audit trail by itself: sealing each minute, verifying each night."""

from procrastinate.contrib.django import app

from khaigiang.foundation import jobs
from khaigiang.foundation.actor import SYSTEM
from khaigiang.foundation.audit import sealing, verification


@app.periodic(cron="* * * * *", queueing_lock="audit.seal")
@jobs.task
def seal(timestamp: int) -> None:
    """Chain what was committed. ``timestamp``, of the minute it is done for, is the clock's business, not ours."""
    del timestamp
    sealing.seal()


@app.periodic(cron="30 18 * * *", queueing_lock="audit.verify")  # half past one at night in Viet Nam
@jobs.task
def verify(timestamp: int) -> None:
    """Compute everything anew, so that the auditor's page says when that was last done."""
    del timestamp
    verification.verify(by=SYSTEM)
