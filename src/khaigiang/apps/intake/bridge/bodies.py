"""Files of local bodies: where each stands, what is not certain, and the rows that wait."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from khaigiang.apps.intake.bridge.people import UnitReader, accepted_of, file_of
from khaigiang.apps.intake.models import Batch, StagedUnit
from khaigiang.apps.intake.queries import headings_of
from khaigiang.apps.units.models import Level, Unit
from khaigiang.core.vietnamese import tone_key
from khaigiang.intake.findings import Finding, Severity, found
from khaigiang.intake.lists import PersonLine
from khaigiang.intake.units import UnitLine
from khaigiang.intake.units_reader import UnitsReading, read_units

LONGEST_OF_UNIT = {"name": 200, "kind": 40}


def read_unit_batch(batch: Batch, *, on: dt.date) -> UnitsReading:
    """Read a batch's file with all that was decided."""
    return read_units(
        batch.file_name,
        file_of(batch),
        reference=on,
        accepted=accepted_of(batch),
        remembered=headings_of(batch),
    )


@dataclass(frozen=True, slots=True)
class PlacedBody:
    """A body with the unit it stands below, or the place (1 is the first) of the row of its file that is above it."""

    line: UnitLine
    since: dt.date
    parent: Unit | None
    parent_place: int | None = None


def placed_bodies(batch: Batch, reading: UnitsReading, findings: list[Finding], *, on: dt.date) -> list[PlacedBody]:
    """Where each body of a file stands; what is not certain becomes a finding. A row of the file goes before a unit."""
    rows = reading.rows
    illegible = {(each.sheet, each.cell) for each in findings if each.code == "old_encoding"}
    reader = UnitReader(on, batch.unit, accepted_of(batch), illegible)
    by_name: dict[str, list[int]] = {}
    for place, row in enumerate(rows, start=1):
        by_name.setdefault(tone_key(row.name), []).append(place)
    placed = [_placed(row, place, by_name, reader, findings, on=on) for place, row in enumerate(rows, start=1)]
    findings += [*_too_long(rows), *_below_themselves(placed), *_known(placed)]
    return placed


def _placed(
    row: UnitLine,
    place: int,
    by_name: dict[str, list[int]],
    reader: UnitReader,
    findings: list[Finding],
    *,
    on: dt.date,
) -> PlacedBody:
    since = row.since.earliest if row.since else on
    if row.since is None and not any(
        row.at.cell("since") == each.cell for each in findings if "since" in row.at.columns
    ):
        findings.append(found(row.at, "since", "body_since_today", Severity.NOTE, day=f"{on:%d/%m/%Y}"))
    elif row.since is not None and since > on:
        findings.append(found(row.at, "since", "body_not_begun", Severity.ROW_FAULT, day=f"{since:%d/%m/%Y}"))
    near = [each for each in by_name.get(tone_key(row.parent), ()) if each != place] if row.parent else []
    if len(near) == 1:
        return PlacedBody(row, since, None, near[0])
    words = PersonLine(row.name, None, "", None, unit=row.parent, at=row.at)
    own: list[Finding] = []
    parent = reader.unit_of(words, own)
    missing = [each.code == "unit_missing" for each in own]
    if any(missing):
        own = [found(row.at, "unit", "body_without_parent", Severity.ROW_FAULT)]
    findings += own
    return PlacedBody(row, since, parent)


def _too_long(rows: Sequence[UnitLine]) -> Iterator[Finding]:
    for row in rows:
        for name, limit in LONGEST_OF_UNIT.items():
            if len(getattr(row, name)) > limit:
                yield found(row.at, name, "text_too_long", Severity.ROW_FAULT, limit=limit)


def _below_themselves(placed: Sequence[PlacedBody]) -> Iterator[Finding]:
    for start, each in enumerate(placed, start=1):
        seen, place = {start}, each.parent_place
        while place is not None and place not in seen:
            seen.add(place)
            place = placed[place - 1].parent_place
        if place == start:
            yield found(each.line.at, "unit", "body_below_itself", Severity.ROW_FAULT, name=each.line.name)


def _known(placed: Sequence[PlacedBody]) -> Iterator[Finding]:
    """Bodies that are in the tree already, by their parent and their name however its tones are placed."""
    parents = {each.parent.pk for each in placed if each.parent}
    there = Unit.objects.filter(parent__in=parents, level=Level.BODY, valid_to=None).order_by()
    known = {(parent, tone_key(name)) for parent, name in there.values_list("parent", "name")}
    for each in placed:
        if each.parent and (each.parent.pk, tone_key(each.line.name)) in known:
            yield found(each.line.at, "name", "body_known", Severity.NOTE, name=each.line.name)


def staged_units(batch: Batch, placed: Sequence[PlacedBody]) -> list[StagedUnit]:
    """The bodies of a file as rows that wait."""
    return [
        StagedUnit(
            batch=batch,
            place=place,
            sheet=each.line.at.sheet[:100],
            row=each.line.at.row,
            name=each.line.name[:300],
            kind=each.line.kind[:100],
            bloc=each.line.bloc,
            since=each.since,
            parent=each.parent,
            parent_place=each.parent_place,
            stated_parent=each.line.parent[:300],
        )
        for place, each in enumerate(placed, start=1)
    ]
