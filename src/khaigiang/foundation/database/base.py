"""The connection: at the start of each transaction it carries the actor and the actor's scope of units."""

from typing import Any

from django.db.backends.postgresql import base

from khaigiang.foundation import actor


class DatabaseWrapper(base.DatabaseWrapper):
    """PostgreSQL, with ``khaigiang.actor`` and ``khaigiang.scope`` set in every transaction."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.shared_locks: set[int] = set()  # what foundation.locks holds in the transaction that is open

    def _set_autocommit(self, autocommit: bool) -> None:  # noqa: FBT001 - Django's own signature
        super()._set_autocommit(autocommit)  # type: ignore[misc]  # there, but not in the stubs
        self.shared_locks = set()
        if not autocommit:
            self.announce(*actor.database_settings(actor.current()))

    def _savepoint_rollback(self, sid: str) -> None:
        super()._savepoint_rollback(sid)  # type: ignore[misc]
        self.shared_locks.clear()  # those taken since the savepoint are given back; of the others nothing is lost

    def announce(self, actor_id: str, scope: str) -> None:
        """Set both for the current transaction only, beside Django's query log: it is no query of the page."""
        connection: Any = self.connection
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT set_config('khaigiang.actor', %s, true), set_config('khaigiang.scope', %s, true)",
                (actor_id, scope),
            )
