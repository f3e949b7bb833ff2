"""What one condition finds: Kleene's three values, with the facts it used."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from khaigiang.core.eligibility.facts import Nominee
from khaigiang.core.verdict import Standing


@dataclass(frozen=True, slots=True)
class Finding:
    """A condition's answer. ``code`` is ``<kind>.met``, ``<kind>.unmet`` or ``<kind>.unknown``.

    ``facts`` are plain strings for a sentence; an unknown names the absent facts, comma-joined, under ``missing``.
    """

    standing: Standing
    code: str
    facts: Mapping[str, str]


class Condition(Protocol):
    """A question about one nominee on one day: pure, with its thresholds as fields."""

    def find(self, nominee: Nominee, on: dt.date) -> Finding: ...


_SUFFIX = {
    Standing.ELIGIBLE: "met",
    Standing.NOT_ELIGIBLE: "unmet",
    Standing.NOT_ENOUGH_INFORMATION: "unknown",
}


def decided(kind: str, met: bool, facts: Mapping[str, str]) -> Finding:  # noqa: FBT001 - the answer itself
    """The finding of a condition whose facts are all known."""
    standing = Standing.ELIGIBLE if met else Standing.NOT_ELIGIBLE
    return Finding(standing, f"{kind}.{_SUFFIX[standing]}", facts)


def unknown(kind: str, missing: str, facts: Mapping[str, str]) -> Finding:
    """The finding of a condition that needs a fact nobody stated."""
    standing = Standing.NOT_ENOUGH_INFORMATION
    return Finding(standing, f"{kind}.{_SUFFIX[standing]}", {**facts, "missing": missing})
