"""Rows that refuse to be written outside an action."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Self, TypeVar

from django.db import models

_writing: ContextVar[str] = ContextVar("writing", default="")
M = TypeVar("M", bound=models.Model)


class UnguardedWrite(RuntimeError):  # noqa: N818 - named as what happened
    """Somebody wrote a row without an action: a mistake of ours, never of a user."""


@contextmanager
def writing(reason: str) -> Iterator[None]:
    """Allow writes for the time of the block; ``reason`` is the action, factory, migration or COPY that writes."""
    token = _writing.set(reason)
    try:
        yield
    finally:
        _writing.reset(token)


def check(what: str) -> None:
    """Raise UnguardedWrite unless a block of ``writing`` is open."""
    if not _writing.get():
        raise UnguardedWrite(f"{what} was written outside an action")


class GuardedQuerySet(models.QuerySet[M]):
    """A query set whose writes ask for an action first."""

    def update(self, **kwargs: Any) -> int:
        check(self.model.__name__)
        return super().update(**kwargs)

    def delete(self) -> tuple[int, dict[str, int]]:
        check(self.model.__name__)
        return super().delete()

    def bulk_create(self, *args: Any, **kwargs: Any) -> list[M]:
        check(self.model.__name__)
        return super().bulk_create(*args, **kwargs)

    def bulk_update(self, *args: Any, **kwargs: Any) -> int:
        check(self.model.__name__)
        return super().bulk_update(*args, **kwargs)


class GuardedModel(models.Model):
    """The base of every table of ours."""

    objects: models.Manager[Self] = GuardedQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        check(type(self).__name__)
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        check(type(self).__name__)
        return super().delete(*args, **kwargs)

    def hold(self) -> None:
        """Read the row as it is now and keep it until the transaction ends: of two clicks the second sees the first.

        Rows that point to this one may be written meanwhile. Raises DoesNotExist when it is gone.
        """
        rows = type(self)._base_manager.select_for_update(no_key=True)  # noqa: SLF001 - the manager Django reads by
        self.refresh_from_db(from_queryset=rows)
