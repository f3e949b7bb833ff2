"""Whose verdict other rules would change, from what to what, and by which answers."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from khaigiang.core.verdict import Reason, Standing, Verdict

Key = TypeVar("Key")


@dataclass(frozen=True, slots=True)
class Change(Generic[Key]):
    """One verdict that becomes another. ``because``: what newly stands in the way, or no longer does."""

    of: Key
    before: Verdict
    after: Verdict
    because: tuple[Reason, ...]


def changes(before: Mapping[Key, Verdict], after: Mapping[Key, Verdict]) -> tuple[Change[Key], ...]:
    """The verdicts whose standing differs, in the order of ``before``; whoever is judged only once is left out."""
    return tuple(
        Change(key, verdict, after[key], _because(verdict, after[key]))
        for key, verdict in before.items()
        if key in after and after[key].standing is not verdict.standing
    )


def _because(before: Verdict, after: Verdict) -> tuple[Reason, ...]:
    if after.standing is Standing.ELIGIBLE:
        return before.deciding
    known = {(reason.rule, reason.code) for reason in before.deciding}
    new = tuple(reason for reason in after.deciding if (reason.rule, reason.code) not in known)
    return new or after.deciding
