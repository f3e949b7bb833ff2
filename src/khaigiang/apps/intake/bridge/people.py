"""Files and rows of people, what their words mean here, and what is kept of them while they wait."""

import datetime as dt
import json
import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Any

from khaigiang.apps.intake import phrases
from khaigiang.apps.intake.models import Batch, BatchFinding, BatchKind, StagedPerson
from khaigiang.apps.intake.queries import FINDING, headings_of
from khaigiang.apps.units.models import Unit
from khaigiang.apps.units.queries import UnitFinder, units_on
from khaigiang.core.states import IntakeState
from khaigiang.core.vietnamese import MatchKind, PartialDate, tone_key
from khaigiang.core.vietnamese.citizen_numbers import Sex
from khaigiang.foundation import home, uploads
from khaigiang.foundation.encryption import Keyring, Sealed, Unreadable, keyring
from khaigiang.foundation.refusal import Refused
from khaigiang.intake.accepting import NEAR_UNIT, UNIT, Accepted
from khaigiang.intake.findings import Finding, Severity, found
from khaigiang.intake.lists import ColumnTaken, ListReading, PersonLine, read_list
from khaigiang.intake.nominations import NominationWorkbook, NomineeRow
from khaigiang.intake.nominations_reader import read_nominations
from khaigiang.intake.office_nominations import AskedLetter, read_office_nominations

DONE_WITH = (IntakeState.COMMITTED, IntakeState.DROPPED)
LONGEST = {"full_name": 120, "position": 200}  # what a person's record and a post hold
PRIVATE = ("citizen_number", "phone")  # columns of a list that never wait in the open
_NINE_DIGITS = re.compile(r"(?:\d[\s.-]*){9}")  # as many as the shortest of them has
_STAGED = "staged_person"  # what is sealed of people who wait


def keep_file(data: bytes) -> str:
    """Keep the bytes of a list until it is done with; gives their digest, by which they are found again."""
    return uploads.keep(home.current().waiting_lists, data, under=keyring(home.current()))


def take_file_away(batch: Batch) -> None:
    """Nobody needs the bytes of a batch that is done with, unless another still waits on the same ones."""
    if not Batch.objects.filter(digest=batch.digest).exclude(state__in=DONE_WITH).exists():
        uploads.take_away(home.current().waiting_lists, batch.digest)


def file_of(batch: Batch) -> bytes:
    """The bytes of a batch. Raises Refused when they were taken away."""
    try:
        return uploads.read(home.current().waiting_lists, batch.digest, under=keyring(home.current()))
    except (FileNotFoundError, Unreadable) as error:
        raise Refused("file_is_gone", phrases.FILE_IS_GONE, file=batch.file_name) from error


def accepted_of(batch: Batch) -> Accepted:
    """The suggestions that were taken or left."""
    said = batch.decisions

    def cells(name: str) -> frozenset[tuple[str, str]]:
        return frozenset((sheet, cell) for sheet, cell in said.get(name, ()))

    return Accepted(frozenset(said.get("kinds", ())), cells("cells"), cells("kept"))


def asked_letter(batch: Batch) -> AskedLetter:
    """What was said of the letter when the file was handed in."""
    said = dict(batch.options)
    day = said.pop("day", None)
    unit = batch.unit.name if batch.unit else said.pop("unit", "")
    said.pop("unit", None)
    said.pop("plan", None)
    return AskedLetter(**said, day=dt.date.fromisoformat(day) if day else None, unit=unit, line=batch.target)


def read_batch(batch: Batch, *, on: dt.date) -> tuple[NominationWorkbook | None, ListReading]:
    """Read a batch's file with all that was decided; of nominees also with their letter."""
    if batch.kind == BatchKind.NOMINATIONS:
        return read_nomination_batch(batch, on=on)
    return None, read_list(
        batch.file_name,
        file_of(batch),
        reference=on,
        accepted=accepted_of(batch),
        remembered=headings_of(batch),
    )


def read_nomination_batch(batch: Batch, *, on: dt.date) -> tuple[NominationWorkbook | None, ListReading]:
    """The letter and list of a batch: on the published form, or on whatever form the unit keeps."""
    data, asked = file_of(batch), asked_letter(batch)
    own = read_nominations(batch.file_name, data)
    if own.nominations is not None:
        letter = own.nominations.letter
        workbook = replace(own.nominations, letter=replace(letter, line=asked.line or letter.line))
        return workbook, ListReading(tuple(map(_person_line, workbook.rows)), (), own.findings)
    return read_office_nominations(
        batch.file_name,
        data,
        asked=asked,
        reference=on,
        accepted=accepted_of(batch),
        remembered=headings_of(batch),
    )


def _person_line(row: NomineeRow) -> PersonLine:
    sex: Sex | None = {"male": "male", "female": "female"}.get(row.sex or "")  # type: ignore[assignment]  # one of two
    return PersonLine(
        full_name=row.full_name,
        birth=row.birth,
        birth_text=row.birth_text,
        sex=sex,
        position=row.position,
        unit=row.unit,
        education=row.education,
        theory_level=row.theory_level,
        note=row.note,
        order=row.order,
        at=row.at,
    )


def holds_number(text: str) -> bool:
    """Whether a text may hold somebody's citizen number or telephone, in whatever column it stands."""
    return bool(_NINE_DIGITS.search(text))


def too_long(rows: Sequence[PersonLine]) -> list[Finding]:
    """Names and titles longer than a record holds; nothing is cut silently."""
    return [
        found(row.at, name, "text_too_long", Severity.ROW_FAULT, limit=limit)
        for row in rows
        for name, limit in LONGEST.items()
        if len(getattr(row, name)) > limit
    ]


class UnitReader:
    """Tells which unit each person's words mean; a unit that is not certain is a fault with a suggestion."""

    def __init__(
        self, day: dt.date, sending: Unit | None, accepted: Accepted, illegible: Collection[tuple[str, str]]
    ) -> None:
        """``illegible`` are cells (sheet, address) whose encoding waits to be confirmed; no more is said of them."""
        self._day, self._sending, self._accepted, self._illegible = day, sending, accepted, illegible
        self._known: dict[str, tuple[Unit | None, str, str, str]] = {}
        self._exact: dict[str, list[Unit]] = {}
        for unit in units_on(day).select_related("parent").order_by("pk"):
            self._exact.setdefault(tone_key(unit.name), []).append(unit)
            if unit.parent:
                self._exact.setdefault(tone_key(f"{unit.name}, {unit.parent.name}"), []).append(unit)

    @cached_property
    def _finder(self) -> UnitFinder:
        """Made only for words that are no unit's name as it stands: it looks at every unit there is."""
        return UnitFinder(self._day)

    def unit_of(self, row: PersonLine, findings: list[Finding]) -> Unit | None:
        """The person's unit: of its cell, else of the group it stands in, else the sending unit."""
        if not row.unit:
            group = self._meaning(row.group)[0] if row.group else None
            unit = group or self._sending
            if unit is None:
                findings.append(found(row.at, "unit", "unit_missing", Severity.ROW_FAULT))
            return unit
        unit, code, near, kind = self._meaning(row.unit)
        if unit is not None:
            return unit
        if (row.at.sheet, row.at.cell("unit")) in self._illegible:
            return None
        facts = {"value": row.unit, "near": near}
        if not kind:
            findings.append(found(row.at, "unit", code, Severity.ROW_FAULT, **facts))
            return None
        if self._takes(kind, row):
            facts |= {"fix": near, "kinds": kind}
            findings.append(found(row.at, "unit", "repaired", Severity.NOTE, suggestion=near, **facts))
            return self._meaning(near)[0]
        findings.append(found(row.at, "unit", code, Severity.ROW_FAULT, suggestion=near, kinds=kind, **facts))
        return None

    def _takes(self, kind: str, row: PersonLine) -> bool:
        """A unit that is only near is never taken with all the rest: its kind, or its cell, must be named."""
        accepted, cell = self._accepted, (row.at.sheet, row.at.cell("unit"))
        return accepted.takes_unit(kind, *cell)

    def _meaning(self, text: str) -> tuple[Unit | None, str, str, str]:
        """The unit, else a code, the names it may mean, and the kind of suggestion where they are one."""
        if text not in self._known:
            unit = self._as_it_stands(text)
            self._known[text] = (unit, "", "", "") if unit else self._near(text)
        return self._known[text]

    def _as_it_stands(self, text: str) -> Unit | None:
        """The one unit of exactly this name, with or without its parent's; one below the sending unit goes first."""
        units = self._exact.get(tone_key(text), [])
        sending = self._sending.pk if self._sending else 0
        units = [unit for unit in units if sending in {unit.pk, unit.parent_id}] or units
        return units[0] if len(units) == 1 else None

    def _near(self, text: str) -> tuple[Unit | None, str, str, str]:
        finder = self._finder
        match = finder.find_below(text, self._sending) if self._sending else finder.find(text)
        if match.kind is MatchKind.NONE and self._sending:
            match = finder.find(text)
        names = [finder.full_name(key) for key in match.ids[:3]]
        certain = match.kind is MatchKind.EXACT
        one = len(match.ids) == 1 and not certain
        code = "unit_misspelt" if one else "unit_ambiguous" if match.ids else "unit_unknown"
        kind = "" if not one else UNIT if match.kind is MatchKind.FOLDED else NEAR_UNIT
        return finder.unit(match.ids[0]) if certain else None, code, "; ".join(names), kind


def staged_rows(batch: Batch, rows: Sequence[PersonLine], units: Sequence[Unit | None]) -> list[StagedPerson]:
    """The people of a file as rows that wait."""
    under = keyring(home.current())
    return [
        StagedPerson(
            batch=batch,
            place=place,
            sheet=row.at.sheet[:100],
            row=row.at.row,
            full_name=row.full_name[:300],
            unit=unit,
            facts={
                "birth": [row.birth.year, row.birth.month, row.birth.day] if row.birth else None,
                "birth_text": row.birth_text,
                "sex": row.sex or "",
                "position": row.position,
                "unit": row.unit,
                "group": row.group,
                "education": row.education,
                "theory_level": row.theory_level,
                "category": row.category,
                "note": "" if holds_number(row.note) else row.note,
            },
            **_hidden(row, under),
        )
        for place, (row, unit) in enumerate(zip(rows, units, strict=True), start=1)
    ]


def _hidden(row: PersonLine, under: Keyring) -> dict[str, Any]:
    """What may not wait in the open, as columns of a person who waits."""
    said = {name: value for name in PRIVATE if (value := getattr(row, name))}
    if holds_number(row.note):
        said["note"] = row.note
    if not said:
        return {}
    sealed = under.seal(json.dumps(said), about=_STAGED)
    return {"hidden": sealed.content, "version": sealed.version}


def hidden_of(row: StagedPerson, under: Keyring) -> dict[str, str]:
    """The citizen number and the telephone that a list states of a person who waits, by the names of its columns."""
    if row.hidden is None:
        return {}
    said: dict[str, str] = json.loads(under.open(Sealed(row.version, bytes(row.hidden)), about=_STAGED))
    return said


def birth_of(row: StagedPerson) -> PartialDate | None:
    """The date of birth of a person who waits."""
    said = row.facts.get("birth")
    return PartialDate(*said) if said else None


def new_of(findings: Sequence[Finding], told: Sequence[Finding]) -> list[Finding]:
    """Those that were not told of the same cell already."""
    known = {(each.sheet, each.cell, each.code) for each in told}
    return [each for each in findings if (each.sheet, each.cell, each.code) not in known]


def finding_rows(batch: Batch, findings: Sequence[Finding], columns: Sequence[ColumnTaken] = ()) -> list[BatchFinding]:
    """What was found, as rows; what it quotes of citizen numbers and telephones is sealed."""
    under = keyring(home.current())
    private = {(column.sheet, column.letters) for column in columns if column.field in PRIVATE}
    return [
        BatchFinding(
            batch=batch,
            sheet=finding.sheet[:100],
            row=int("".join(filter(str.isdigit, finding.cell)) or 0),
            cell=finding.cell,
            code=finding.code,
            severity=finding.severity,
            kinds=kinds.split(", ") if (kinds := finding.facts.get("kinds")) else [],
            **_quoted(finding, private, under),
        )
        for finding in findings
    ]


def _quoted(finding: Finding, private: Collection[tuple[str, str]], under: Keyring) -> dict[str, Any]:
    """What a finding says of its cell, as columns: in the open, or sealed where that may be a number of a person."""
    facts = dict(finding.facts)
    suggestion = finding.suggestion[:500] if finding.suggestion is not None else None
    column = (finding.sheet, finding.cell.rstrip("0123456789"))
    if column not in private and not any(map(holds_number, (*facts.values(), suggestion or ""))):
        return {"facts": facts, "suggestion": suggestion}
    sealed = under.seal(json.dumps([facts, suggestion]), about=FINDING)
    return {"hidden": sealed.content, "version": sealed.version}
