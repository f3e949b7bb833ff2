"""An opening beside a withdrawal: each holds the seats before the class, so neither waits for the other for ever."""

import datetime as dt
import threading
import time

from django.db import connection, transaction

from apps.acting import SCHOOL
from apps.delivery.ready import ready
from khaigiang.apps.classes.models import TrainingClass
from khaigiang.apps.delivery.actions import open_class
from khaigiang.apps.quotas.models import Quota
from khaigiang.apps.quotas.queries import locked
from khaigiang.core.states import ClassState

WAITERS = """
    SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'
"""


def wait_for_a_waiter() -> None:
    """Until some connection waits for a lock that another holds."""
    patience = time.monotonic() + 20
    with connection.cursor() as cursor:
        while time.monotonic() < patience:
            cursor.execute("SELECT pg_stat_clear_snapshot()")  # a transaction sees who waits as it first did
            cursor.execute(WAITERS)
            if cursor.fetchone()[0]:
                return
            time.sleep(0.05)
    raise AssertionError("nobody waited")


def test_opening_waits_for_seats_with_nothing_of_the_class_in_its_hands(transactional_db) -> None:
    training_class = ready().training_class

    def opens() -> None:
        try:
            open_class(training_class, on=dt.date(2022, 5, 11), by=SCHOOL)
        finally:
            connection.close()

    office = threading.Thread(target=opens)
    with transaction.atomic():
        locked(Quota.objects.filter(line=training_class.line_id))
        office.start()
        wait_for_a_waiter()
        free = TrainingClass.objects.select_for_update(nowait=True).get(pk=training_class.pk)
    office.join()

    assert free.state == ClassState.TIMETABLED
    assert TrainingClass.objects.get(pk=training_class.pk).state == ClassState.OPEN
