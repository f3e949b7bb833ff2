"""Locks on a number instead of a row: many acts share one, and whoever takes it alone waits for all of them."""

from django.db import connection

from khaigiang.foundation.statements import ask


def share(lock: int) -> None:
    """Hold a lock together with others until the transaction ends; what is held already is not asked for again."""
    if lock not in connection.shared_locks:  # type: ignore[attr-defined]  # our own backend adds it
        ask("SELECT pg_advisory_xact_lock_shared(%s)", lock)
        noted(lock)


def noted(lock: int) -> None:
    """Remember a lock that a question took on its way, by ``pg_advisory_xact_lock_shared`` beside what it reads."""
    # Outside a transaction it was given back at once.
    if connection.in_atomic_block:
        connection.shared_locks.add(lock)  # type: ignore[attr-defined]
