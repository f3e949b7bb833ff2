import json
from collections import Counter
from collections.abc import Mapping, Sequence

from django.db.models import Exists, Max, OuterRef, Q

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
from khaigiang.apps.intake.permissions import OF_UNITS
from khaigiang.core.states import IntakeState
from khaigiang.foundation import home
from khaigiang.foundation.actor import Actor
from khaigiang.foundation.encryption import Keyring, Sealed, keyring
from khaigiang.foundation.guarded import GuardedQuerySet
from khaigiang.intake.findings import Finding, Severity

FINDING = "batch_finding"  # what is sealed of findings
# What holds a file up. A row of nominees with a fault goes on: its verdict says what is missing.
BLOCKING: Mapping[str, tuple[Severity, ...]] = {
    BatchKind.PEOPLE: (Severity.FILE_FAULT, Severity.ROW_FAULT),
    BatchKind.NOMINATIONS: (Severity.FILE_FAULT,),
    BatchKind.UNITS: (Severity.FILE_FAULT, Severity.ROW_FAULT),
    BatchKind.RESULTS: (Severity.FILE_FAULT, Severity.ROW_FAULT),
}
FORMS: Mapping[str, ColumnForm] = {BatchKind.UNITS: ColumnForm.UNITS, BatchKind.RESULTS: ColumnForm.RESULTS}
STAGED: Mapping[str, type[StagedPerson] | type[StagedUnit] | type[StagedResult]] = {
    BatchKind.UNITS: StagedUnit,
    BatchKind.RESULTS: StagedResult,
}
Staged = StagedPerson | StagedUnit | StagedResult


def batches_of(actor: Actor) -> GuardedQuerySet[Batch]:
    """The files somebody may see, the latest first, without those that were dropped."""
    found = Batch.objects.exclude(state=IntakeState.DROPPED).select_related("unit")
    if actor.has("planner"):
        return found
    own = Q(kind__in=OF_UNITS, unit__in=actor.scope) if actor.has("sending_unit") else Q()
    return found.filter(Q(uploaded_by=actor.id) | own)


def last_batch() -> int:
    """The id of the file that was taken in last, 0 before any."""
    return Batch.objects.aggregate(last=Max("pk"))["last"] or 0


def blocking(batch: Batch) -> GuardedQuerySet[BatchFinding]:
    """The findings that hold a batch up."""
    return BatchFinding.objects.filter(batch=batch, severity__in=BLOCKING[batch.kind])


def finding_of(row: BatchFinding, file: str, *, under: Keyring | None = None) -> Finding:
    """A finding as the room of workbooks knows it, with what it quotes. The caller has asked who may see the file."""
    facts, suggestion = row.facts, row.suggestion
    if row.hidden is not None:
        sealed = Sealed(row.version, bytes(row.hidden))
        facts, suggestion = json.loads((under or keyring(home.current())).open(sealed, about=FINDING))
    return Finding(file, row.sheet, row.cell, row.code, Severity(row.severity), facts, suggestion)


def people_of(batch: Batch, *, with_: tuple[Severity, ...] = ()) -> GuardedQuerySet[StagedPerson]:
    """The people a batch states, in the order of the file; only those of whom something of this weight was found."""
    people = StagedPerson.objects.filter(batch=batch).select_related("unit")
    found = BatchFinding.objects.filter(batch=batch, sheet=OuterRef("sheet"), row=OuterRef("row"), severity__in=with_)
    return people.filter(Exists(found)) if with_ else people


def units_of(batch: Batch, *, with_: tuple[Severity, ...] = ()) -> GuardedQuerySet[StagedUnit]:
    """The same of the local bodies that a batch states."""
    units = StagedUnit.objects.filter(batch=batch).select_related("parent")
    found = BatchFinding.objects.filter(batch=batch, sheet=OuterRef("sheet"), row=OuterRef("row"), severity__in=with_)
    return units.filter(Exists(found)) if with_ else units


def results_of(batch: Batch, *, with_: tuple[Severity, ...] = ()) -> GuardedQuerySet[StagedResult]:
    """The same of the results that a batch reports."""
    results = StagedResult.objects.filter(batch=batch)
    found = BatchFinding.objects.filter(batch=batch, sheet=OuterRef("sheet"), row=OuterRef("row"), severity__in=with_)
    return results.filter(Exists(found)) if with_ else results


def findings_beside(batch: Batch, people: Sequence[Staged]) -> dict[int, list[BatchFinding]]:
    """What was found in the rows of these people, by their keys."""
    rows = {(person.sheet, person.row): person.pk for person in people}
    beside: dict[int, list[BatchFinding]] = {}
    for finding in BatchFinding.objects.filter(batch=batch, row__in={person.row for person in people}):
        if (key := rows.get((finding.sheet, finding.row))) is not None:
            beside.setdefault(key, []).append(finding)
    return beside


def findings_apart(batch: Batch) -> GuardedQuerySet[BatchFinding]:
    """What was found outside the rows that wait: of the file, its sheets, its headings."""
    staged = STAGED.get(batch.kind, StagedPerson)
    row = staged.objects.filter(batch=batch, sheet=OuterRef("sheet"), row=OuterRef("row"))
    return BatchFinding.objects.filter(batch=batch).exclude(Exists(row))


def findings_of(batch: Batch) -> list[Finding]:
    """Everything found in a batch, in the order of the file."""
    under = keyring(home.current())
    return [finding_of(row, batch.file_name, under=under) for row in batch.findings.all()]


def weights_found(batch: Batch) -> Counter[str]:
    """How many things of each weight were found in a batch."""
    return Counter(BatchFinding.objects.filter(batch=batch).order_by().values_list("severity", flat=True))


def kinds_open(batch: Batch) -> Counter[str]:
    """How many cells wait for a decision, by the kind of their repair."""
    counted: Counter[str] = Counter()
    for kinds in (
        BatchFinding.objects.filter(batch=batch).exclude(severity=Severity.NOTE).values_list("kinds", flat=True)
    ):
        counted.update(kinds)
    return counted


def form_of(batch: Batch) -> ColumnForm:
    """Whose columns a file of this kind has."""
    return FORMS.get(batch.kind, ColumnForm.PEOPLE)


def headings_of(batch: Batch) -> dict[str, str]:
    """What the headings of a file mean, by their keys: as its unit confirmed before, then as was said of this file."""
    rows = ColumnMemory.objects.filter(unit=batch.unit_id, form=form_of(batch)) if batch.unit_id else ()
    return {**{row.heading: row.field for row in rows}, **batch.decisions.get("headings", {})}
