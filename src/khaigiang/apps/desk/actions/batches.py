"""Files of people, units and results: checked against what they are for, and written where their rows belong."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import cache

from django.db.models import Count

from khaigiang.apps.calls.actions import answer
from khaigiang.apps.calls.models import Dossier
from khaigiang.apps.desk import phrases
from khaigiang.apps.desk.bridge import on_record
from khaigiang.apps.desk.queries.plans import plan_of
from khaigiang.apps.intake.actions import accept, check, commit
from khaigiang.apps.intake.bridge import accepted_of, birth_of, hidden_of, read_nomination_batch, read_result_batch
from khaigiang.apps.intake.models import Batch, BatchKind, StagedPerson, StagedUnit
from khaigiang.apps.intake.permissions import check_may_bring_in
from khaigiang.apps.nominations.imports import Reader
from khaigiang.apps.nominations.models import NominationList
from khaigiang.apps.people.actions import Sheet, register_many
from khaigiang.apps.plans.actions import report_result
from khaigiang.apps.plans.imports import ResultReader, finder_of, unit_words
from khaigiang.apps.units.actions import Basis, Body, enter_bodies
from khaigiang.apps.units.models import Unit
from khaigiang.core.eligibility.positions import PositionIndex
from khaigiang.core.states import IntakeState
from khaigiang.core.vietnamese.citizen_numbers import citizen_number_in
from khaigiang.data.rules import position_groups
from khaigiang.foundation import clock, home
from khaigiang.foundation.action import action
from khaigiang.foundation.actor import Actor
from khaigiang.foundation.encryption import Keyring, keyring
from khaigiang.foundation.refusal import Refused
from khaigiang.intake.findings import Finding, Severity, refuses
from khaigiang.intake.nominations import NominationWorkbook
from khaigiang.intake.refusal import FilesRefused
from khaigiang.intake.reported import ReportedLine


@action
def check_batch(batch: Batch, *, by: Actor) -> Batch:
    """Check a file also by what is known here: the plans, and who is on record."""
    return check(batch, beside=_beside, beside_people=on_record, beside_results=_beside_results, by=by)


@action
def commit_batch(batch: Batch, *, by: Actor) -> list[Finding]:
    """Accept a checked file and write the whole of it where its people or units belong, or nothing of it.

    Returns what was found on the way. Raises FilesRefused with the cells that hold the file up, or when a list of
    nominees cannot be placed.
    """
    check_may_bring_in(by, batch.kind, batch.unit)
    if batch.state == IntakeState.CHECKED:
        batch = accept(batch, by=by)
    ways = {
        BatchKind.NOMINATIONS: _commit_nominations,
        BatchKind.UNITS: _commit_units,
        BatchKind.RESULTS: _commit_results,
    }
    write = ways.get(BatchKind(batch.kind), _commit_people)
    written, findings = write(batch, by)
    commit(batch, written=written, by=by)
    return findings


def _commit_people(batch: Batch, by: Actor) -> tuple[int, list[Finding]]:
    match = cache(PositionIndex(position_groups()).match_all)
    rows = list(StagedPerson.objects.filter(batch=batch))
    units = Unit.objects.in_bulk({row.unit_id for row in rows if row.unit_id is not None})
    under = keyring(home.current())
    return len(register_many([_sheet(row, units, match, under) for row in rows], by=by)), []


def _sheet(
    row: StagedPerson, units: Mapping[int, Unit], match: Callable[[str], tuple[str, ...]], under: Keyring
) -> Sheet:
    """What is written of somebody who waits; the nine digits of an older card are no citizen number."""
    assert row.unit_id is not None, "a file with a person without a unit is not accepted"
    hidden, title = hidden_of(row, under), row.facts["position"]
    return Sheet(
        row.full_name,
        birth_of(row),
        row.facts["sex"],
        units[row.unit_id],
        title,
        match(title),
        number=citizen_number_in(hidden.get("citizen_number", "")),
        phone=hidden.get("phone", ""),
        category=row.facts.get("category", ""),
    )


def _commit_units(batch: Batch, by: Actor) -> tuple[int, list[Finding]]:
    rows = StagedUnit.objects.filter(batch=batch).select_related("parent").order_by("place")
    bodies = [
        Body(
            row.name,
            row.kind,
            row.since,
            row.bloc,
            row.parent,
            None if row.parent_place is None else row.parent_place - 1,
        )
        for row in rows
    ]
    return enter_bodies(bodies, basis=_basis_of(batch), by=by), []


def _basis_of(batch: Batch) -> Basis | None:
    """The instrument that was told for the whole of a file of units."""
    said = batch.options
    if not said.get("basis_number"):
        return None
    return Basis(said["basis_number"], said["basis_issuer"], dt.date.fromisoformat(said["basis_day"]))


def _commit_nominations(batch: Batch, by: Actor) -> tuple[int, list[Finding]]:
    plan = plan_of(batch)
    if plan is None:
        raise Refused("no_plan", phrases.NO_PLAN)
    workbook, reading = read_nomination_batch(batch, on=clock.today())
    if workbook is None or refuses(reading.findings):
        raise FilesRefused([each for each in reading.findings if each.severity is Severity.FILE_FAULT])
    reader = Reader(plan, finder_of(plan), into=answer, accepted=accepted_of(batch))
    workbook = _in_words(workbook, reader)
    findings = reader.take_in(workbook, file_name=batch.file_name, digest=batch.digest, by=by)
    written = NominationList.objects.filter(digest=batch.digest).aggregate(people=Count("nominations"))["people"]
    written += Dossier.objects.filter(digest=batch.digest, list=None).aggregate(people=Count("people"))["people"]
    return written, findings


def _commit_results(batch: Batch, by: Actor) -> tuple[int, list[Finding]]:
    """What changed since the file was checked is asked anew: another may have reported meanwhile."""
    reading = read_result_batch(batch, on=clock.today())
    reader = _results_reader(batch, reading.findings)
    placed = reader.placed(reading.rows)
    findings = [*reading.findings, *reader.findings]
    faults = [each for each in findings if each.severity in {Severity.FILE_FAULT, Severity.ROW_FAULT}]
    if faults:
        raise FilesRefused(faults)
    for new in placed:
        report_result(
            new.line,
            first_day=new.first_day,
            last_day=new.last_day,
            classes=new.classes,
            places=new.places,
            people=new.people,
            source=new.source,
            by=by,
        )
    return len(placed), findings


def _beside_results(batch: Batch, rows: Sequence[ReportedLine]) -> list[Finding]:
    """What the plans say of reported results."""
    reader = _results_reader(batch, ())
    reader.placed(rows)
    return reader.findings


def _results_reader(batch: Batch, findings: Sequence[Finding]) -> ResultReader:
    illegible = {(each.sheet, each.cell) for each in findings if each.code == "old_encoding"}
    return ResultReader(batch.unit, accepted=accepted_of(batch), illegible=illegible)


def _beside(batch: Batch, workbook: NominationWorkbook) -> list[Finding]:
    """What the plan says of a list: nothing before there is one. A letter without its unit is told so already."""
    plan = plan_of(batch)
    if plan is None or not workbook.letter.unit:
        return []
    reader = Reader(plan, finder_of(plan), accepted=accepted_of(batch))
    return reader.told(_in_words(workbook, reader))


def _in_words(workbook: NominationWorkbook, reader: Reader) -> NominationWorkbook:
    """The list with the unit of its letter as it is known."""
    return replace(workbook, letter=replace(workbook.letter, unit=unit_words(reader.finder, workbook.letter.unit)))
