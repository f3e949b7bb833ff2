"""Work that may come later: jobs kept in the same PostgreSQL, done by a worker in this process or on another machine.

A slice declares a job in its ``tasks`` with ``@task`` and an action asks for it with ``enqueue``. The job's row is part
of the action's transaction, so a job exists exactly when the act it belongs to does. A job may run twice when its
worker was killed; it must be an action that can be repeated.
"""

import asyncio
import contextlib
import copy
import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from django.db import connections
from procrastinate import App, JobContext, RetryStrategy, jobs
from procrastinate.contrib.django import app
from procrastinate.contrib.django.utils import connector_params
from procrastinate.exceptions import ConnectorException
from procrastinate.periodic import PeriodicRegistry, PeriodicTask
from procrastinate.psycopg_connector import PsycopgConnector
from procrastinate.tasks import Task
from procrastinate.worker import Worker

HEARTBEAT, SILENCE = 5.0, 20.0  # seconds between signs of life, and without one until a worker counts as dead
RETURN = 5.0  # seconds until a worker that lost the database tries again
MOST_ATTEMPTS = 5  # a job that ends its worker each time is given up
PATIENCE = 10.0  # seconds that stopping waits for running jobs

log = logging.getLogger(__name__)
_stopping = threading.Event()


def task(verb: Callable[..., None]) -> Task[..., None, Any]:
    """Make a function a job, named by its slice and its verb. Its arguments must be plain values for JSON."""
    place = verb.__module__.removeprefix("khaigiang.apps.").removeprefix("khaigiang.foundation.")
    slice_name = place.removesuffix(".tasks")
    again = RetryStrategy(max_attempts=MOST_ATTEMPTS, wait=1, retry_exceptions=[Stopped])
    return app.task(name=f"{slice_name}.{verb.__name__}", retry=again)(verb)


def enqueue(name: str | Task[..., None, Any], **arguments: object) -> int:
    """Ask for a job when the current transaction commits, and never when it does not. Returns the job's number.

    An action names the job, as ``"desk.run"``: ``tasks`` stand above ``actions`` and cannot be imported there. Raises
    KeyError when there is no such job.
    """
    job = app.tasks[name] if isinstance(name, str) else name
    return int(job.defer(**arguments))


class Stopped(Exception):  # noqa: N818 - named as what happened
    """A job left off because the program stops; it is done again from its start by the next worker."""


class StillRunning(RuntimeError):  # noqa: N818 - named as what is the case
    """The worker was told to stop, but a job goes on."""


def should_stop() -> bool:
    """Whether the program is being stopped: a long job asks this between its steps and then raises ``Stopped``."""
    return _stopping.is_set()


def work_off() -> None:
    """Do every job that waits, then return. Jobs of dead workers are done too."""
    with _runner() as runner:
        runner.run(_work(wait=False))


@contextmanager
def working() -> Iterator[None]:
    """A worker in a thread of this process for the time of the block; leaving it waits for running jobs.

    Raises StillRunning when a job does not end in time; it is done again by the next worker.
    """
    worker = _Thread()
    worker.start()
    try:
        yield
    finally:
        _stopping.set()
        worker.stop()
        _stopping.clear()


class _Thread(threading.Thread):
    """Runs the worker's event loop beside the web server's threads."""

    def __init__(self) -> None:
        super().__init__(name="worker", daemon=True)
        self._loop: asyncio.AbstractEventLoop | None = None
        self._main: asyncio.Task[None] | None = None
        self._ready = threading.Event()

    def run(self) -> None:
        try:
            with _runner() as runner:
                runner.run(self._work())
        finally:
            self._ready.set()

    async def _work(self) -> None:
        self._loop, self._main = asyncio.get_running_loop(), asyncio.current_task()
        self._ready.set()
        try:
            await _work_again_and_again()
        except asyncio.CancelledError:  # asked to stop
            return

    def stop(self) -> None:
        self._ready.wait()
        if self._loop is not None and self._main is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._main.cancel)
        self.join(PATIENCE)
        if self.is_alive():
            raise StillRunning


def _runner() -> "asyncio.Runner":
    """An event loop that psycopg can use: on Windows the usual one is not."""
    return asyncio.Runner(loop_factory=asyncio.SelectorEventLoop)


async def _work_again_and_again() -> None:
    """A worker ends when the database goes away; it comes back when the database does."""
    while True:
        try:
            await _work(wait=True)
        except (ConnectorException, psycopg.Error):
            log.warning("the worker lost the database and tries again", exc_info=True)
        await asyncio.sleep(RETURN)


async def _work(*, wait: bool) -> None:
    # The worker needs connections of its own kind; Django's stay for those who enqueue. The tasks are shared.
    own = app.with_connector(PsycopgConnector(kwargs=connector_params("default"), min_size=1, max_size=4))
    own.periodic_registry = _periodic_jobs_through(own)
    async with own.open_async():
        await _rescue(own)
        rescue = asyncio.create_task(_rescue_again_and_again(own))
        try:
            await own.run_worker_async(
                wait=wait,
                install_signal_handlers=False,
                update_heartbeat_interval=HEARTBEAT,
                stalled_worker_timeout=SILENCE,
                delete_jobs="successful",
                task_middleware=[_close_connections],
            )
        finally:
            rescue.cancel()
            await asyncio.wait([rescue])


def _periodic_jobs_through(own: App) -> PeriodicRegistry:
    """The jobs of set times, asked for on the worker's own connections: else a task keeps to those it was made with."""
    registry = PeriodicRegistry()  # type: ignore[no-untyped-call]  # its maker says nothing of types
    for key, each in app.periodic_registry.periodic_tasks.items():
        job = copy.copy(each.task)
        job.blueprint = own
        registry.periodic_tasks[key] = PeriodicTask(job, each.cron, each.periodic_id, each.configure_kwargs)
    return registry


def _close_connections(do: Callable[[], Any], _context: JobContext, _worker: Worker) -> Any:
    """A job's thread ends with the worker, so the connection it opened must end with the job."""
    try:
        return do()
    finally:
        connections.close_all()


async def _rescue_again_and_again(own: App) -> None:
    while True:
        await asyncio.sleep(SILENCE)
        with contextlib.suppress(ConnectorException):  # the worker itself notices that the database went away
            await _rescue(own)


async def _rescue(own: App) -> None:
    """Let the jobs of workers that gave no sign of life be done again, or give them up."""
    for job in await own.job_manager.get_stalled_jobs(seconds_since_heartbeat=SILENCE):
        if job.attempts + 1 < MOST_ATTEMPTS:
            await own.job_manager.retry_job(job)
        else:
            await own.job_manager.finish_job(job, status=jobs.Status.FAILED, delete_job=False)
