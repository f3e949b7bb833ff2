"""Writes to batches. Nothing here writes to another slice: who commits a batch does that, in the same transaction."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial

from django.db import transaction

from khaigiang.apps.intake import phrases
from khaigiang.apps.intake.bridge import (
    UnitReader,
    accepted_of,
    finding_rows,
    keep_file,
    new_of,
    placed_bodies,
    read_batch,
    read_result_batch,
    read_unit_batch,
    staged_results,
    staged_rows,
    staged_units,
    take_file_away,
    too_long,
)
from khaigiang.apps.intake.models import (
    Batch,
    BatchFinding,
    BatchKind,
    ColumnForm,
    ColumnMemory,
    StagedPerson,
    StagedResult,
    StagedUnit,
)
from khaigiang.apps.intake.permissions import check_may_bring_in, check_may_see_batch
from khaigiang.apps.intake.queries import blocking, finding_of, form_of
from khaigiang.apps.units.models import Unit
from khaigiang.core.states import IntakeState, NotAllowed, next_state
from khaigiang.foundation import audit, clock, jobs, uploads
from khaigiang.foundation.action import action
from khaigiang.foundation.actor import Actor
from khaigiang.foundation.copying import copy_in
from khaigiang.foundation.refusal import Refused
from khaigiang.intake.findings import Finding
from khaigiang.intake.list_words import toned_key
from khaigiang.intake.lists import ColumnTaken, PersonLine
from khaigiang.intake.nominations import NominationWorkbook
from khaigiang.intake.phrases import REPAIRS
from khaigiang.intake.refusal import FilesRefused
from khaigiang.intake.reported import ReportedLine
from khaigiang.intake.sheets import MAX_BYTES, open_workbook

ALL = "all"
Beside = Callable[[Batch, NominationWorkbook], list[Finding]]
"""Tells what those above know of a list of nominees: whether its line and its units are of their plan."""
BesidePeople = Callable[[Sequence[PersonLine], Sequence[Unit | None]], list[Finding]]
"""Tells which of the people of a list, each with their unit, are on record already."""
BesideResults = Callable[[Batch, Sequence[ReportedLine]], list[Finding]]
"""Tells what those above know of reported results: which lines they are of, and what was reported before."""


@action
def upload(
    name: str,
    data: bytes,
    *,
    kind: str,
    unit: Unit | None = None,
    target: str = "",
    options: Mapping[str, str] | None = None,
    check_later: bool = False,
    by: Actor,
) -> Batch:
    """Take in a file; the same bytes for the same end give the batch there is. ``check_later`` leaves it to a job."""
    check_may_bring_in(by, kind, unit)
    if len(data) > MAX_BYTES:
        raise FilesRefused(open_workbook(name, data).findings)
    batch, new = Batch.objects.exclude(state=IntakeState.DROPPED).get_or_create(
        digest=uploads.digest_of(data),
        kind=kind,
        unit=unit,
        target=target,
        defaults={
            "file_name": name[-200:],
            "options": dict(options or {}),
            "uploaded_by": by.id,
            "uploaded_at": clock.now(),
        },
    )
    if batch.state != IntakeState.COMMITTED:
        keep_file(data)
    if not new and options and batch.state != IntakeState.COMMITTED and batch.options != options:
        batch.options = dict(options)
        batch.save(update_fields=["options"])
    if new and check_later:
        jobs.enqueue("desk.check_batch", batch_id=batch.pk)
    audit.record("intake.uploaded", batch, by=by, file=batch.file_name, kind=batch.kind)
    return batch


@action
def check(
    batch: Batch,
    *,
    beside: Beside | None = None,
    beside_people: BesidePeople | None = None,
    beside_results: BesideResults | None = None,
    by: Actor,
) -> Batch:
    """Read a batch's file with all that was decided, and keep what was found and whom or what it states.

    ``beside`` tells what else is to be said of a list of nominees, ``beside_people`` of a list of people,
    ``beside_results`` of reported results.
    """
    check_may_see_batch(by, batch)
    _move(batch, "check")
    _clear_waiting(batch)
    match batch.kind:
        case BatchKind.UNITS:
            columns, findings = _stage_units(batch)
        case BatchKind.RESULTS:
            columns, findings = _stage_results(batch, beside_results)
        case _:
            columns, findings = _stage_people(batch, beside, beside_people)
    copy_in(finding_rows(batch, findings, columns))
    batch.columns = [[column.sheet, column.letters, column.heading, column.field, column.score] for column in columns]
    batch.save(update_fields=["state", "people", "columns"])
    audit.record("intake.checked", batch, by=by, people=batch.people, findings=len(findings))
    return batch


@action
def decide(
    batch: Batch,
    *,
    kinds: Iterable[str] = (),
    take: Iterable[BatchFinding] = (),
    keep: Iterable[BatchFinding] = (),
    headings: Mapping[str, str] | None = None,
    check_later: bool = False,
    by: Actor,
) -> Batch:
    """Take suggestions, all of some ``kinds`` or one by one, or keep what was typed. The file is to be checked anew.

    ``headings`` say what columns mean by what stands over them; a field of no name is not read.
    """
    check_may_see_batch(by, batch)
    kinds = list(kinds)
    for kind in kinds:
        if kind not in {*REPAIRS, ALL}:
            raise Refused("unknown_kind", phrases.UNKNOWN_KIND, kind=kind, known=", ".join([ALL, *REPAIRS]))
    _move(batch, "decide")
    said = batch.decisions
    meant = {toned_key(heading)[:120]: field for heading, field in (headings or {}).items()}
    taken, kept = ([[row.sheet, row.cell] for row in rows] for rows in (take, keep))
    batch.decisions = {
        "kinds": sorted({*said.get("kinds", ()), *kinds}),
        "cells": [*(cell for cell in said.get("cells", ()) if cell not in kept), *taken],
        "kept": [*(cell for cell in said.get("kept", ()) if cell not in taken), *kept],
        "headings": {**said.get("headings", {}), **meant},
    }
    batch.save(update_fields=["state", "decisions"])
    if check_later:
        jobs.enqueue("desk.check_batch", batch_id=batch.pk)
    audit.record(
        "intake.decided",
        batch,
        by=by,
        kinds=", ".join(kinds),
        taken=len(taken),
        kept=len(kept),
        columns=len(meant),
    )
    return batch


@action
def accept(batch: Batch, *, by: Actor) -> Batch:
    """The whole of a checked file is right. Raises FilesRefused with the cells of what still is not."""
    check_may_see_batch(by, batch)
    held_up = list(blocking(batch))
    if held_up:
        raise FilesRefused([finding_of(row, batch.file_name) for row in held_up])
    _move(batch, "accept")
    batch.save(update_fields=["state"])
    _remember(batch)
    audit.record("intake.accepted", batch, by=by, people=batch.people)
    return batch


@action
def commit(batch: Batch, *, written: int, by: Actor) -> Batch:
    """The people of a batch have been written where they belong, in this same transaction; what waited is cleared."""
    check_may_bring_in(by, batch.kind, batch.unit)
    _move(batch, "commit")
    batch.committed_at = clock.now()
    batch.save(update_fields=["state", "committed_at"])
    _clear(batch)
    audit.record("intake.committed", batch, by=by, people=batch.people, written=written)
    return batch


@action
def drop(batch: Batch, *, by: Actor) -> Batch:
    """Forget a file; nothing of it stays but that it was there."""
    check_may_see_batch(by, batch)
    _move(batch, "drop")
    batch.save(update_fields=["state"])
    _clear(batch)
    audit.record("intake.dropped", batch, by=by, file=batch.file_name)
    return batch


@action
def remember(unit: Unit, *, headings: Mapping[str, str], form: str = ColumnForm.PEOPLE, by: Actor) -> int:
    """From now on these headings of a unit mean these fields of a form; an empty field is not read."""
    check_may_bring_in(by, BatchKind.NOMINATIONS, unit)
    rows = [
        ColumnMemory(unit=unit, form=form, heading=toned_key(heading)[:120], field=field)
        for heading, field in headings.items()
    ]
    _write_memory(rows)
    audit.record("intake.remembered", unit, by=by, columns=len(rows))
    return len(rows)


def _stage_people(
    batch: Batch, beside: Beside | None, beside_people: BesidePeople | None
) -> tuple[Sequence[ColumnTaken], list[Finding]]:
    """Keep whom a file states; what its columns were taken for, and what was found."""
    workbook, reading = read_batch(batch, on=clock.today())
    findings = [*reading.findings, *too_long(reading.rows)]
    if beside and workbook:
        findings += new_of(beside(batch, workbook), findings)
    units: list[Unit | None] = [None] * len(reading.rows)
    if batch.kind == BatchKind.PEOPLE and reading.rows:
        illegible = {(each.sheet, each.cell) for each in findings if each.code == "old_encoding"}
        reader = UnitReader(clock.today(), batch.unit, accepted_of(batch), illegible)
        units = [reader.unit_of(row, findings) for row in reading.rows]
        findings += beside_people(reading.rows, units) if beside_people else []
    copy_in(staged_rows(batch, reading.rows, units))
    batch.people = len(reading.rows)
    return reading.columns, findings


def _stage_units(batch: Batch) -> tuple[Sequence[ColumnTaken], list[Finding]]:
    """The same of a file of local bodies."""
    reading = read_unit_batch(batch, on=clock.today())
    findings = [*reading.findings]
    placed = placed_bodies(batch, reading, findings, on=clock.today()) if reading.rows else []
    copy_in(staged_units(batch, placed))
    batch.people = len(placed)
    return reading.columns, findings


def _stage_results(batch: Batch, beside: BesideResults | None) -> tuple[Sequence[ColumnTaken], list[Finding]]:
    """The same of a report of results."""
    reading = read_result_batch(batch, on=clock.today())
    findings = [*reading.findings, *(beside(batch, reading.rows) if beside else ())]
    copy_in(staged_results(batch, reading.rows))
    batch.people = len(reading.rows)
    return reading.columns, findings


def _clear_waiting(batch: Batch) -> None:
    for model in (StagedPerson, StagedUnit, StagedResult, BatchFinding):
        model.objects.filter(batch=batch).delete()


def _clear(batch: Batch) -> None:
    """What a list says of people stays no longer than it waits: it may hold citizen numbers, which we keep sealed."""
    _clear_waiting(batch)
    transaction.on_commit(partial(take_file_away, batch))


def _remember(batch: Batch) -> None:
    """An accepted file confirms what its columns were taken for; a heading over two of them tells neither.

    A column nobody knew is not remembered as one that is never read, unless somebody said so.
    """
    if batch.unit is None:
        return
    meant: dict[str, set[str]] = {}
    for _, _, heading, field, _ in batch.columns:
        if field:
            meant.setdefault(toned_key(heading)[:120], set()).add(field)
    sure = {heading: fields.pop() for heading, fields in meant.items() if heading and len(fields) == 1}
    said = {**sure, **batch.decisions.get("headings", {})}
    _write_memory(
        [
            ColumnMemory(unit=batch.unit, form=form_of(batch), heading=heading, field=field)
            for heading, field in said.items()
        ]
    )


def _write_memory(rows: list[ColumnMemory]) -> None:
    once = {row.heading: row for row in rows}
    ColumnMemory.objects.bulk_create(
        once.values(), update_conflicts=True, unique_fields=["unit", "form", "heading"], update_fields=["field"]
    )


def _move(batch: Batch, verb: str) -> None:
    """The batch's next state, told from the row as it is now: two pages may act on one batch."""
    batch.refresh_from_db(from_queryset=Batch.objects.select_for_update(of=("self",)).select_related("unit"))
    try:
        batch.state = next_state(IntakeState, batch.state, verb)
    except NotAllowed as error:
        raise Refused("not_now", phrases.NOT_NOW, file=batch.file_name) from error
