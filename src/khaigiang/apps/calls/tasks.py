"""Jobs of calls."""

from procrastinate.contrib.django import app

from khaigiang.apps.calls.actions import remind_units
from khaigiang.foundation import jobs
from khaigiang.foundation.actor import SYSTEM


@app.periodic(cron="30 0 * * *", queueing_lock="calls.remind")  # half past seven in the morning in Viet Nam
@jobs.task
def remind(timestamp: int) -> None:
    """Remind the units that have not answered and whose deadline is near."""
    del timestamp
    remind_units(by=SYSTEM)
