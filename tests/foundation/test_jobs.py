"""Real jobs in the real database, done by the real worker."""

import threading

import pytest
from django.db import connection, connections, transaction

from khaigiang.foundation import audit, guarded, jobs
from khaigiang.foundation.actor import SYSTEM
from khaigiang.foundation.audit.models import Seal

done: list[str] = []
started = threading.Event()
go_on = threading.Event()


def note(*, word: str) -> None:
    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT current_user")
        done.append(f"{word} as {cursor.fetchone()[0]}")


def wait_for_stop() -> None:
    started.set()
    while not jobs.should_stop():
        go_on.wait(0.01)
    raise jobs.Stopped


def fail() -> None:
    raise ZeroDivisionError


failing_job = jobs.task(fail)
note_job = jobs.task(note)
waiting_job = jobs.task(wait_for_stop)


@pytest.fixture(autouse=True)
def _forget() -> None:
    done.clear()
    started.clear()


def rows() -> list[tuple[str, int]]:
    """The jobs of this test; what the worker asks for by itself each minute is beside the point."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT status::text, attempts FROM procrastinate_jobs WHERE task_name NOT LIKE 'audit.%' ORDER BY id"
        )
        return cursor.fetchall()


def leave_behind_by_dead_worker(*, attempts: int) -> None:
    """A job that a killed worker was doing: its last sign of life is an hour old."""
    with connection.cursor() as cursor:
        cursor.execute(
            "WITH dead AS (INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - interval '1 hour')"
            " RETURNING id) UPDATE procrastinate_jobs SET status = 'doing', attempts = %s, worker_id = dead.id"
            " FROM dead",
            [attempts],
        )


def test_job_is_done_as_the_web_role(transactional_db, settings) -> None:
    jobs.enqueue(note_job, word="học viên")

    jobs.work_off()

    assert done == [f"học viên as {settings.DOOR.web.user}"]
    assert rows() == []


def test_job_is_asked_for_by_its_name(transactional_db, settings) -> None:
    jobs.enqueue(note_job.name, word="by name")

    jobs.work_off()

    assert done == [f"by name as {settings.DOOR.web.user}"]


def test_job_that_does_not_exist_is_a_mistake(db) -> None:
    with pytest.raises(KeyError, match=r"desk\.no_such"):
        jobs.enqueue("desk.no_such")


def test_job_of_a_rolled_back_transaction_does_not_exist(transactional_db) -> None:
    with transaction.atomic():
        jobs.enqueue(note_job, word="never")
        transaction.set_rollback(True)

    jobs.work_off()

    assert done == []


def test_job_of_a_killed_worker_is_done_again(transactional_db, settings) -> None:
    jobs.enqueue(note_job, word="again")
    leave_behind_by_dead_worker(attempts=0)

    jobs.work_off()

    assert done == [f"again as {settings.DOOR.web.user}"]


def test_job_that_killed_its_workers_is_given_up(transactional_db) -> None:
    jobs.enqueue(note_job, word="deadly")
    leave_behind_by_dead_worker(attempts=jobs.MOST_ATTEMPTS - 1)

    jobs.work_off()

    assert done == []
    assert rows() == [("failed", jobs.MOST_ATTEMPTS)]


def test_failing_job_stays_to_be_seen(transactional_db, caplog) -> None:
    jobs.enqueue(failing_job)

    jobs.work_off()

    assert rows() == [("failed", 1)]
    assert "test_jobs.fail" in caplog.text


def test_worker_in_a_thread_does_jobs_that_come_later_and_stops_in_the_middle_of_one(transactional_db) -> None:
    with jobs.working():
        jobs.enqueue(waiting_job)
        assert started.wait(20)

    assert rows() == [("todo", 1)]
    assert [thread.name for thread in threading.enumerate() if thread.name == "worker"] == []


def test_worker_asks_for_the_jobs_of_each_minute_by_itself(transactional_db) -> None:
    with guarded.writing("a test"):
        audit.record("tests.noted", "a", by=SYSTEM)

    with jobs.working():
        for _ in range(2000):
            if not Seal.objects.exists():
                go_on.wait(0.01)

    assert [seal.count for seal in Seal.objects.all()] == [1]
