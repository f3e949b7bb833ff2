"""One database for each worker, copied from a template that is migrated once for each state of the migrations.

The server is the embedded one of a home in ``.cache``, or the one ``DATABASE_URL`` names; there the role needs
CREATEDB and CREATEROLE, and the database it names is never written to, only signed in to. Every database carries the
mark of this checkout and is dropped when no live process holds its advisory lock: a killed run leaves nothing for long.
"""

import hashlib
import importlib.metadata
import os
import threading
import weakref
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import fasteners
import psycopg
from django.conf import settings
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created
from psycopg import sql

import khaigiang
from khaigiang.foundation import keys, postgres, roles, setup
from khaigiang.foundation.home import Home

SOURCE = Path(khaigiang.__file__).parent
_opened: weakref.WeakSet[BaseDatabaseWrapper] = weakref.WeakSet()


@dataclass(slots=True)
class Ground:
    """This worker's own database, what it is copied from, and the connection that holds its lock."""

    door: postgres.Door
    template: str
    holder: psycopg.Connection

    def renew(self) -> None:
        """Put a fresh copy of the template in the database's place: what a test has committed is gone."""
        _close_all_of_this_thread()
        _drop(self.holder, self.door.owner.name)
        _copy(self.holder, self.template, self.door.owner.name)

    @contextmanager
    def already_having(self, name: str, write: Callable[[], None]) -> Iterator[None]:
        """Within the block every fresh copy has what ``write`` writes; that is written once, and its copy is kept."""
        usual, other = self.template, f"{self.door.owner.name}_{name}"
        if not _exists(self.holder, other):
            self.holder.execute("SELECT pg_advisory_lock(hashtext(%s))", (other,))
            self.renew()
            write()
            _close_all_of_this_thread()
            _copy(self.holder, self.door.owner.name, other)
        self.template = other
        self.renew()
        try:
            yield
        finally:
            self.template = usual
            self.renew()


@contextmanager
def laid() -> Iterator[Ground]:
    """Open the server and lay this process's own database; drop it afterwards."""
    home: Home = settings.HOME.made()
    door = postgres.open_door(home)
    mark = f"khaigiang_test_{hashlib.sha256(str(home.root).encode()).hexdigest()[:8]}"
    door = replace(door, web=door.web.as_role(mark, keys.load_or_make(home)["web"]))
    template = f"{mark}_{_state_of_migrations()}"
    own = f"{mark}_of_{os.getpid()}"
    with fasteners.InterProcessLock(home.locks / "tests"):
        holder = _sign_in(home, door)
        holder.execute("SELECT pg_advisory_lock(hashtext(%s)), pg_advisory_lock_shared(hashtext(%s))", (own, template))
        _drop_leftovers(holder, mark, keep={own, template})
        if not _exists(holder, template):
            _make_template(home, door, holder, template)
        _drop(holder, own)
        _copy(holder, template, own)
    _point_django_at(_named(door, own))
    connection_created.connect(_remember)
    try:
        yield Ground(_named(door, own), template, holder)
    finally:
        _close_all_of_this_thread()
        for name in (own, *_named_like(holder, f"{own}_")):
            _drop(holder, name)
        holder.close()
        postgres.leave(home)


def _remember(connection: BaseDatabaseWrapper, **_: object) -> None:
    _opened.add(connection)


def _close_all_of_this_thread() -> None:
    """Also those that ``connections`` does not show now: while Playwright runs, the thread has another set of them."""
    for connection in list(_opened):
        if connection._thread_ident == threading.get_ident():
            connection.close()


def _sign_in(home: Home, door: postgres.Door) -> psycopg.Connection:
    """As the owner, who may also end the web role's connections: else a database in use could not be dropped."""
    if door.embedded:
        with roles.connect(postgres.Cluster(home, keys.load_or_make(home)).access("postgres")) as connection:
            roles.make_role(connection, door.owner, "CREATEROLE CREATEDB")
            roles.make_database(connection, door.owner)
    holder = roles.connect(door.owner)
    roles.make_role(holder, door.web, "")
    holder.execute(sql.SQL("GRANT {} TO {}").format(sql.Identifier(door.web.user), sql.Identifier(door.owner.user)))
    return holder


def _make_template(home: Home, door: postgres.Door, holder: psycopg.Connection, template: str) -> None:
    """Migrate under another name first, so that a broken run never leaves a half-made template."""
    unfinished = f"{template}_new"
    _drop(holder, unfinished)
    roles.make_database(holder, _named(door, unfinished).owner)
    _point_django_at(_named(door, unfinished))
    setup.prepare(home, _named(door, unfinished))
    connections.close_all()
    _leave_sizes_unknown(_named(door, unfinished))
    holder.execute(
        sql.SQL("ALTER DATABASE {} RENAME TO {}").format(sql.Identifier(unfinished), sql.Identifier(template))
    )


def _leave_sizes_unknown(door: postgres.Door) -> None:
    """Keep the server from measuring tables between tests.

    Tests roll their rows back, so it would find every table empty, and a test of thousands of rows that happens to
    come next would be planned as if it had none: minutes for milliseconds, now here, now there.
    """
    with roles.connect(door.owner) as connection:
        tables = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = current_schema()").fetchall()
        for (name,) in tables:
            connection.execute(sql.SQL("ALTER TABLE {} SET (autovacuum_enabled = false)").format(sql.Identifier(name)))


def _point_django_at(door: postgres.Door) -> None:
    settings.DOOR = door
    settings.DATABASES["default"].update(door.web.django())
    settings.DATABASES["owner"].update(door.owner.django(autocommit_requests=False))


def _named(door: postgres.Door, name: str) -> postgres.Door:
    return replace(door, owner=replace(door.owner, name=name), web=replace(door.web, name=name))


def _state_of_migrations() -> str:
    """A digest of whatever decides how a new database looks."""
    files = sorted(
        [
            *SOURCE.rglob("migrations/*.py"),
            SOURCE / "foundation" / "roles.py",
            SOURCE / "foundation" / "setup.py",
            Path(__file__),
        ]
    )
    digest = hashlib.sha256()
    for file in files:
        digest.update(os.path.relpath(file, SOURCE).encode() + b"\0" + file.read_bytes())
    for package in ("django", "procrastinate"):
        digest.update(importlib.metadata.version(package).encode())
    return digest.hexdigest()[:12]


def _exists(holder: psycopg.Connection, name: str) -> bool:
    return holder.execute("SELECT 1 FROM pg_database WHERE datname = %s", (name,)).fetchone() is not None


def _drop(holder: psycopg.Connection, name: str) -> None:
    """Not WITH (FORCE): that also wants to end a vacuum worker of the server's own, which only a superuser may."""
    holder.execute(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s AND backend_type = 'client backend'",
        (name,),
    )
    holder.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(name)))


def _copy(holder: psycopg.Connection, template: str, name: str) -> None:
    holder.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(template)))


def _named_like(holder: psycopg.Connection, beginning: str) -> list[str]:
    found = holder.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", (beginning,)).fetchall()
    return [name for (name,) in found]


def _drop_leftovers(holder: psycopg.Connection, mark: str, *, keep: set[str]) -> None:
    for name in _named_like(holder, mark):
        if name in keep:
            continue
        (free,) = holder.execute("SELECT pg_try_advisory_lock(hashtext(%s))", (name,)).fetchone()
        if free:
            _drop(holder, name)
            holder.execute("SELECT pg_advisory_unlock(hashtext(%s))", (name,))
