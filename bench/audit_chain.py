"""What an act pays for its audit row: alone, waiting for a seal, and chained inside its own transaction.

Four writers at once, each writing one event a transaction, on the embedded server with its usual durability. Figures
are transactions per second of all writers together, and what sealing and verifying cost per thousand events.
"""

import os
import tempfile
import threading
import time
from collections.abc import Callable
from typing import Any

WRITERS, EACH = 4, 500
EVENT = (
    "INSERT INTO {table} (verb, thing, actor_id, actor_name, happened_at, facts, digest)"
    " VALUES ('bench', 'x', '7', 'Lan', '2022-05-12 08:00+07', '{{}}', %s)"
)


def run() -> dict[str, float]:
    """Transactions per second, the same for each way; seconds per thousand events of sealing and verifying."""
    with tempfile.TemporaryDirectory(prefix="kg-bench-") as folder:
        os.environ["KHAIGIANG_HOME"] = folder
        os.environ.pop("DATABASE_URL", None)
        return measured()


def measured() -> dict[str, float]:
    from khaigiang.cli.home import open_home

    open_home()
    from django.conf import settings
    from django.db import connections

    from khaigiang.foundation import audit, postgres, roles
    from khaigiang.foundation.actor import SYSTEM
    from khaigiang.foundation.audit import sealing, verification

    with roles.connect(settings.DOOR.owner) as owner:
        owner.execute("CREATE TABLE bench_event (LIKE audit_event INCLUDING ALL)")
        owner.execute("CREATE TABLE bench_chain (digest text)")
        owner.execute("INSERT INTO bench_chain VALUES ('')")
    digest = audit.digest_of("bench", "x", actor_id="7", actor_name="Lan", moment="2022-05-12T08:00:00+07:00", facts={})
    sealing.seal()

    def alone(connection: Any) -> None:
        connection.execute(EVENT.format(table="bench_event"), [digest])

    def waiting(connection: Any) -> None:
        connection.execute(EVENT.format(table="audit_event"), [digest])

    def chained(connection: Any) -> None:
        connection.execute("SELECT digest FROM bench_chain FOR UPDATE")
        connection.execute("UPDATE bench_chain SET digest = %s", [digest])
        connection.execute(EVENT.format(table="bench_event"), [digest])

    web, owner_door = settings.DOOR.web, settings.DOOR.owner
    rate(alone, lambda: roles.connect(owner_door))  # the first writes of a server are slower, whatever they write
    figures = {
        "alone_per_second": rate(alone, lambda: roles.connect(owner_door)),
        "waiting_per_second": rate(waiting, lambda: roles.connect(web)),
        "chained_per_second": rate(chained, lambda: roles.connect(owner_door)),
    }
    thousands = WRITERS * EACH / 1000
    figures["sealing_seconds_per_thousand"] = timed(sealing.seal) / thousands
    figures["verifying_seconds_per_thousand"] = timed(lambda: verification.verify(by=SYSTEM)) / thousands
    connections.close_all()
    postgres.leave(settings.HOME)
    return figures


def rate(write: Callable[[Any], None], connect: Callable[[], Any]) -> float:
    """Transactions per second when all writers write at once."""

    def work() -> None:
        with connect() as connection:
            for _ in range(EACH):
                with connection.transaction():
                    write(connection)

    writers = [threading.Thread(target=work) for _ in range(WRITERS)]

    def all_of_them() -> None:
        for writer in writers:
            writer.start()
        for writer in writers:
            writer.join()

    return WRITERS * EACH / timed(all_of_them)


def timed(verb: Callable[[], object]) -> float:
    begin = time.perf_counter()
    verb()
    return time.perf_counter() - begin
