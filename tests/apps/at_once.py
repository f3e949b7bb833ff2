"""Several connections at the same rows: who waits, and what comes of it."""

import time

from django.db import connection

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
