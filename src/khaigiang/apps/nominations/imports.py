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
from khaigiang.core.vietnamese import Match, MatchKind, PartialDate, fold
from khaigiang.data.rules import position_groups
from khaigiang.foundation.actor import Actor
from khaigiang.intake.accepting import NEAR_UNIT, UNIT, Accepted
from khaigiang.intake.findings import Finding, Severity, found
from khaigiang.intake.nominations import Letter, NominationWorkbook, NomineeRow
from khaigiang.intake.refusal import FilesRefused

LONGEST_CLASS_NUMBER = 3
LONGEST_LETTER_NUMBER = 60  # what a letter's row holds
SURE = {MatchKind.EXACT, MatchKind.FOLDED}
Identity = tuple[str, PartialDate | None, int]


class Reader:
    """Understands the lists of one plan, one after another; remembers whom it has seen on each line.

    ``into`` is the action that takes what was understood: ``receive``, or another that is told the same. ``accepted``
    are the suggestions somebody took; without it a likely slip of the pen is taken as meant.
    """

    def __init__(
        self,
        plan: Plan,
        finder: UnitFinder,
        *,
        into: Callable[..., Any] = receive,
        accepted: Accepted | None = None,
    ) -> None:
        self.finder, self.into, self.accepted = finder, into, accepted
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
        findings += _without_seats(workbook.letter, line, unit, sender)
        kept = self.into(
            line,
            unit=sender or unit,
            letter=letter,
            entries=entries,
            file_name=file_name,
            digest=digest,
            by=by,
        )
        # A dossier that its unit still fills takes nobody's days: its people are looked at once it is taken in.
        away = _away(kept, [entry.row for entry in entries]) if isinstance(kept, NominationList) else ()
        return [*findings, *away]

    def told(self, workbook: NominationWorkbook) -> list[Finding]:
        """What would be found in a list if it were taken in; nothing is written."""
        line, unit, findings = self._place(workbook)
        if line is not None and unit is not None:
            findings += self._entries(workbook.rows, line, unit)[1]
            findings += _without_seats(workbook.letter, line, unit, self._sender(line, unit))
        elif unit is not None:
            findings += [each for row in workbook.rows if (each := self._own_unit(row, unit)[1])]
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
        """The person's own unit. Where it is not sure the person goes with the unit that sends, and that is told."""
        if not row.unit:
            return unit, None
        match = self.finder.find_below(row.unit, unit)
        if match.kind is MatchKind.EXACT:
            return self.finder.unit(match.ids[0]), None
        if match.kind in {MatchKind.FOLDED, MatchKind.CLOSE} and len(match.ids) == 1:
            return self._near_unit(row, unit, match)
        return unit, self._not_below(row, unit, match)

    def _near_unit(self, row: NomineeRow, unit: Unit, match: Match) -> tuple[Unit, Finding]:
        """The one unit that a slip of the pen may mean: taken where somebody said so, or where nobody is asked."""
        near = self.finder.unit(match.ids[0])
        facts = {"value": row.unit, "near": near.name}
        if self.accepted is None:
            return near, found(row.at, "unit", "unit_misspelt", Severity.SUGGESTION, **facts)
        kind = UNIT if match.kind is MatchKind.FOLDED else NEAR_UNIT
        facts |= {"fix": near.name, "kinds": kind, "sender": unit.name}
        if self.accepted.takes_unit(kind, row.at.sheet, row.at.cell("unit")):
            return near, found(row.at, "unit", "repaired", Severity.NOTE, suggestion=near.name, **facts)
        return unit, found(row.at, "unit", "unit_near_below", Severity.PROBLEM, suggestion=near.name, **facts)

    def _not_below(self, row: NomineeRow, unit: Unit, match: Match) -> Finding:
        """Why a unit's words name none below the sender: several do, one stands elsewhere, or none is called so."""
        facts = {"value": row.unit, "sender": unit.name}
        if match.ids:
            near = "; ".join(self.finder.full_name(key) for key in match.ids[:3])
            return found(row.at, "unit", "unit_unclear_below", Severity.PROBLEM, near=near, **facts)
        elsewhere = self.finder.find(row.unit)
        if elsewhere.kind in SURE:
            near = self.finder.full_name(elsewhere.ids[0])
            return found(row.at, "unit", "unit_not_below", Severity.PROBLEM, near=near, **facts)
        return found(row.at, "unit", "unit_unknown_below", Severity.PROBLEM, **facts)


def _without_seats(letter: Letter, line: PlanLine, unit: Unit, sender: Unit | None) -> list[Finding]:
    """A unit that is not in the plan's list, nor below one that is, has no seats to fill."""
    if sender is not None:
        return []
    facts = {"value": unit.name, "line": line.code}
    return [found(letter.at, "unit", "unit_without_seats", Severity.PROBLEM, **facts)]


def _away(taken: NominationList, rows: Sequence[NomineeRow]) -> Iterator[Finding]:
    """Whose days overlap with a class of another line, that person's or the chief's or deputy's of the same unit."""
    written = list(taken.nominations.select_related("person", "line__programme").order_by("place"))
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
