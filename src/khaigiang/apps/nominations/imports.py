"""What a nominations workbook's words mean here, and who on it is already on a list."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from khaigiang.apps.nominations.actions import Entry, receive
from khaigiang.apps.nominations.bridge import elsewhere
from khaigiang.apps.nominations.models import Nomination, NominationList
from khaigiang.apps.people.bridge import birth_of
from khaigiang.apps.plans.imports import unit_fault
from khaigiang.apps.plans.models import Plan, PlanLine, SendingUnit, Tracking
from khaigiang.apps.units.models import Unit
from khaigiang.apps.units.queries import UnitFinder
from khaigiang.core.eligibility.positions import PositionIndex
from khaigiang.core.states import NominationState
from khaigiang.core.vietnamese import MatchKind, PartialDate, fold
from khaigiang.data.rules import position_groups
from khaigiang.foundation.actor import Actor
from khaigiang.intake.findings import Finding, Severity, found
from khaigiang.intake.nominations import Letter, NominationWorkbook, NomineeRow
from khaigiang.intake.refusal import FilesRefused

LONGEST_CLASS_NUMBER = 3
LONGEST_LETTER_NUMBER = 60  # what a letter's row holds
SURE = {MatchKind.EXACT, MatchKind.FOLDED}
Identity = tuple[str, PartialDate | None, int]


class Reader:
    """Understands the lists of one plan, one after another; remembers whom it has seen on each line.

    ``into`` is the action that takes what was understood: ``receive``, or another that is told the same.
    """

    def __init__(self, plan: Plan, finder: UnitFinder, *, into: Callable[..., Any] = receive) -> None:
        self.finder, self.into = finder, into
        self.lines = list(plan.lines.order_by("pk"))
        self.index = PositionIndex(position_groups())
        senders = SendingUnit.objects.filter(line__in=self.lines).values_list("line", "unit")
        self.senders = frozenset((line, unit) for line, unit in senders)
        self.seen: dict[tuple[int, Identity], tuple[str, str]] = {}
        known = Nomination.objects.filter(line__in=self.lines).exclude(state=NominationState.WITHDRAWN)
        for row in known.select_related("person", "list"):
            key = (row.line_id, (row.person.folded, birth_of(row.person), row.unit_id))
            self.seen[key] = (row.list.file_name, row.cell)

    def take_in(self, workbook: NominationWorkbook, *, file_name: str, digest: str, by: Actor) -> list[Finding]:
        """Enter one list. Returns what was found on its rows; raises FilesRefused when its letter cannot be placed."""
        line, unit, refused = self._place(workbook)
        if line is None or unit is None:
            raise FilesRefused(refused)
        sender = self._sender(line, unit)
        letter = _letter_as_kept(workbook.letter, unit, sender or unit)
        if NominationList.objects.filter(
            line=line, unit=sender or unit, letter_number=letter.number, digest=digest
        ).exists():
            return []
        entries, findings = self._entries(workbook.rows, line, unit)
        if sender is None:
            facts = {"value": unit.name, "line": line.code}
            findings.append(found(workbook.letter.at, "unit", "unit_without_seats", Severity.PROBLEM, **facts))
        taken = self.into(
            line,
            unit=sender or unit,
            letter=letter,
            entries=entries,
            file_name=file_name,
            digest=digest,
            by=by,
        )
        if isinstance(taken, NominationList):
            findings += _away(taken, [entry.row for entry in entries])
        return findings

    def _sender(self, line: PlanLine, unit: Unit) -> Unit | None:
        """The unit whose seats a letter draws on: its own, or those of the nearest unit above it."""
        above: Unit | None = unit
        while above is not None and (line.pk, above.pk) not in self.senders:
            above = above.parent
        return above

    def _place(self, workbook: NominationWorkbook) -> tuple[PlanLine | None, Unit | None, list[Finding]]:
        letter, findings = workbook.letter, []
        match = self.finder.find(letter.unit)
        if match.kind not in SURE:
            findings.append(unit_fault(self.finder, match, letter.unit, letter.at, "unit"))
        line = self._line(letter.line)
        if line is None:
            known = "; ".join(row.code for row in self.lines)
            fault = found(letter.at, "line", "line_unknown", Severity.FILE_FAULT, value=letter.line, known=known)
            findings.append(fault)
        elif line.tracking == Tracking.TOTALS:
            findings.append(found(letter.at, "line", "line_by_totals", Severity.FILE_FAULT, line=line.code))
            line = None
        return line, self.finder.unit(match.ids[0]) if match.kind in SURE else None, findings

    def _line(self, text: str) -> PlanLine | None:
        taking = [line for line in self.lines if line.tracking == Tracking.CLASSES] or self.lines
        if not text and len(taking) == 1:
            return taking[0]
        wanted = fold(text)
        return next((line for line in self.lines if wanted in {fold(line.code), fold(line.title)}), None)

    def _entries(self, rows: Iterable[NomineeRow], line: PlanLine, unit: Unit) -> tuple[list[Entry], list[Finding]]:
        entries: list[Entry] = []
        findings: list[Finding] = []
        for row in rows:
            own, finding = self._own_unit(row, unit)
            if finding:
                findings.append(finding)
            identity = (line.pk, (fold(row.full_name), row.birth, own.pk))
            if identity in self.seen:
                findings.append(_repeated(row, *self.seen[identity]))
                continue
            self.seen[identity] = (row.at.file, row.at.cell("full_name"))
            entries.append(Entry(row, own, self.index.match_all(row.position), _class_wished(row.wish)))
        return entries, findings

    def _own_unit(self, row: NomineeRow, unit: Unit) -> tuple[Unit, Finding | None]:
        """The person's own unit; a likely slip of the pen is taken as meant and said as a suggestion."""
        if not row.unit:
            return unit, None
        match = self.finder.find_below(row.unit, unit)
        if match.kind is MatchKind.EXACT:
            return self.finder.unit(match.ids[0]), None
        if match.kind in {MatchKind.FOLDED, MatchKind.CLOSE} and len(match.ids) == 1:
            near = self.finder.unit(match.ids[0])
            return near, found(row.at, "unit", "unit_misspelt", Severity.SUGGESTION, value=row.unit, near=near.name)
        return unit, found(row.at, "unit", "unit_unknown", Severity.PROBLEM, value=row.unit)


def _away(dossier: NominationList, rows: Sequence[NomineeRow]) -> Iterator[Finding]:
    """Whose days overlap with a class of another line, that person's or the chief's or deputy's of the same unit."""
    written = list(dossier.nominations.select_related("person", "line__programme").order_by("place"))
    found_elsewhere = elsewhere(written)
    for nomination, row in zip(written, rows, strict=True):
        for each in found_elsewhere.get(nomination.pk, ()):
            code = "in_another_class" if each.same_person else "chief_and_deputy_away"
            yield found(row.at, "full_name", code, Severity.PROBLEM, **each.facts)


def _repeated(row: NomineeRow, file: str, cell: str) -> Finding:
    """Somebody who is already on a list of this line; the first place counts."""
    facts = {"name": row.full_name, "other_file": file, "other_cell": cell}
    return found(row.at, "full_name", "person_repeated", Severity.PROBLEM, **facts)


def _letter_as_kept(letter: Letter, unit: Unit, sender: Unit) -> Letter:
    """A letter from below the unit whose seats it draws on names its own unit: two wards may both have a no. 5."""
    if unit == sender:
        return letter
    return replace(letter, number=f"{letter.number}, {unit.name}"[:LONGEST_LETTER_NUMBER])


def _class_wished(text: str) -> int | None:
    """The number of the class asked for: "Lớp 3" → 3. Not the figures of a date or of a sentence run together."""
    found = re.search(r"[0-9]+", text)
    return int(found[0]) if found and len(found[0]) <= LONGEST_CLASS_NUMBER else None
