"""Make a home ready: its roles, its tables, and the facts every installation starts from. Safe to repeat."""

import fasteners
from django.core.management import call_command
from django.db import connections
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder
from django.utils.translation import gettext_lazy as _

from khaigiang.foundation import roles
from khaigiang.foundation.home import Home
from khaigiang.foundation.postgres import Door
from khaigiang.foundation.refusal import Refused

NEWER_DATA = _(
    "Dữ liệu trong %(folder)s do một phiên bản Khai Giảng mới hơn tạo ra (%(unknown)s). Hãy dùng phiên bản mới hơn; "
    "dữ liệu không bị đụng đến."
)


def prepare(home: Home, door: Door) -> bool:
    """Bring the database to this program's version, as its owner. Returns whether anything had to change.

    Two that start at once wait for one another, on one machine and on several. Raises Refused when the data was made by
    a newer program.
    """
    if _is_ready(home, door):
        return False
    with fasteners.InterProcessLock(home.locks / "prepare"):
        if _is_ready(home, door):
            return False
        roles.ensure(home, door)
        with roles.connect(door.owner) as connection:
            connection.execute("SELECT pg_advisory_lock(hashtext('khaigiang prepare'))")
            connections["owner"].close()
            call_command("migrate", database="owner", verbosity=0, interactive=False)
            connections["owner"].close()
            roles.close_off(door)
    return True


def _is_ready(home: Home, door: Door) -> bool:
    """Whether nothing is to be done. A dump that was restored on another server has its tables, but not its roles."""
    executor = _executor_if_reachable()
    if executor is None:
        return False
    _refuse_newer(executor, home)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes()) and roles.signs_in(door.web)


def waiting(home: Home) -> int:
    """How many migrations the database still waits for; nothing is changed. Raises Refused when it is newer than we."""
    executor = _executor_if_reachable()
    if executor is None:
        return len(MigrationExecutor(None).loader.graph.nodes)
    _refuse_newer(executor, home)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def _executor_if_reachable() -> MigrationExecutor | None:
    from django.db.utils import OperationalError

    try:
        return MigrationExecutor(connections["owner"])
    except OperationalError:  # the role or the database is not made yet; roles.ensure says what is really wrong
        connections["owner"].close()
        return None


def _refuse_newer(executor: MigrationExecutor, home: Home) -> None:
    applied = set(MigrationRecorder(connections["owner"]).applied_migrations())
    ours = {app for app, _name in executor.loader.disk_migrations}
    unknown = sorted(f"{app}.{name}" for app, name in applied - set(executor.loader.disk_migrations) if app in ours)
    replaced = {f"{app}.{name}" for app, name in executor.loader.replacements}
    if unknown := [name for name in unknown if name not in replaced]:
        raise Refused("newer_data", NEWER_DATA, folder=home.root, unknown=", ".join(unknown))
