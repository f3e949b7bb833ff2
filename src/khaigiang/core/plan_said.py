"""What a plan states, to be written down or compared: of its lines, their classes and the units' shares."""

import datetime as dt
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class ClassSaid:
    """One class of a line as the plan states it.

    On which ``weekdays`` (0 is Monday) and in which ``parts`` of the day it studies, and what it may cost in đồng, may
    be left unsaid: None.
    """

    number: int
    name: str
    minimum: int
    maximum: int
    first_day: dt.date
    last_day: dt.date
    weekdays: tuple[int, ...] | None = None
    parts: tuple[str, ...] | None = None
    estimate: int | None = None


@dataclass(frozen=True, slots=True)
class ShareSaid:
    """A sending unit's seats as listed, or its weight. Two units may have one name: ``key`` tells them apart."""

    key: int
    unit: str
    seats: int | None
    weight: int | None


@dataclass(frozen=True, slots=True)
class LineSaid:
    """One line as the plan states it; ``programme_key`` and ``organiser_key`` are the rows that the names mean."""

    code: str
    title: str
    programme: str
    programme_key: int
    audience: tuple[str, ...]
    audience_text: str
    rule_set: str
    classes: int
    seats: int
    organiser: str
    organiser_key: int | None
    school: str
    venue: str
    payer: str
    estimate: int | None
    chief_and_deputy_together: bool
    quota_method: str
    tracking: str
    bloc: str
    abroad: bool
    delegated: bool
    consenting_body: str
    planned: tuple[ClassSaid, ...] = ()
    shares: tuple[ShareSaid, ...] = ()


@dataclass(frozen=True, slots=True)
class PlanSaid:
    """A whole plan; its number, day and issuer never change."""

    title: str
    parent_body: str
    place: str
    instruments: tuple[str, ...]
    lines: tuple[LineSaid, ...]


def with_unsaid(before: PlanSaid, after: PlanSaid) -> PlanSaid:
    """``after``, and what it leaves unsaid of a class as it was before."""
    known = {(line.code, row.number): row for line in before.lines for row in line.planned}
    return replace(
        after,
        lines=tuple(
            replace(line, planned=tuple(_filled(row, known.get((line.code, row.number))) for row in line.planned))
            for line in after.lines
        ),
    )


def _filled(row: ClassSaid, was: ClassSaid | None) -> ClassSaid:
    if was is None:
        return row
    return replace(
        row,
        weekdays=was.weekdays if row.weekdays is None else row.weekdays,
        parts=was.parts if row.parts is None else row.parts,
        estimate=was.estimate if row.estimate is None else row.estimate,
    )
