"""Both database aliases are one database under two roles: only the owner migrates."""

from typing import Any


class OneDatabase:
    """Migrations run as the owner; relations between the aliases are relations within one database."""

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool:  # noqa: ARG002 - Django's own signature
        return db == "owner"

    def allow_relation(self, *rows: Any, **hints: Any) -> bool:  # noqa: ARG002 - Django's own signature
        return True
