"""A unit's list of nominees in whatever form it keeps: read as any list of people, its letter asked for or found."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace

from khaigiang.core.eligibility.facts import Sex
from khaigiang.intake.accepting import Accepted
from khaigiang.intake.findings import At, Finding, Severity, found, refuses
from khaigiang.intake.letterhead import read_letterhead
from khaigiang.intake.lists import ListReading, PersonLine, read_list
from khaigiang.intake.nominations import Letter, NominationWorkbook, NomineeRow

_NEEDED = {"number": "Số công văn", "unit": "Đơn vị cử", "signer": "Người ký"}


@dataclass(frozen=True, slots=True)
class AskedLetter:
    """What somebody said of the letter; it goes before what the sheet says."""

    number: str = ""
    day: dt.date | None = None
    unit: str = ""
    signer: str = ""
    signer_title: str = ""
    line: str = ""


def read_office_nominations(
    name: str,
    data: bytes,
    *,
    asked: AskedLetter,
    reference: dt.date,
    accepted: Accepted | None = None,
    remembered: Mapping[str, str] | None = None,
) -> tuple[NominationWorkbook | None, ListReading]:
    """The letter with its list, or ``None`` beside the findings that refuse it.

    Of a letter of which something is still to be said the list is given too: its rows can be looked at meanwhile.
    """
    reading = read_list(name, data, reference=reference, accepted=accepted, remembered=remembered)
    letter, missing = _letter(name, asked, reading)
    if refuses(reading.findings) or not reading.rows:
        return None, replace(reading, findings=(*reading.findings, *(missing if reading.rows else ())))
    reading = replace(reading, findings=(*reading.findings, *missing))
    return NominationWorkbook(letter, tuple(_nominee(row, letter) for row in reading.rows)), reading


def _letter(name: str, asked: AskedLetter, reading: ListReading) -> tuple[Letter, list[Finding]]:
    there = read_letterhead(reading)
    sheet = reading.tables[0].sheet.name if reading.tables else ""
    at = At(name, sheet, 1)
    letter = Letter(
        number=asked.number or there.number,
        day=asked.day or there.day,
        signer=asked.signer or there.signer,
        signer_title=asked.signer_title or there.signer_title,
        unit=asked.unit or there.unit,
        line=asked.line,
        at=at,
    )
    missing = [
        found(at, "", "letter_missing", Severity.FILE_FAULT, heading=heading)
        for field, heading in _NEEDED.items()
        if not getattr(letter, field)
    ]
    return letter, missing


def _nominee(row: PersonLine, letter: Letter) -> NomineeRow:
    return NomineeRow(
        order=row.order,
        full_name=row.full_name,
        birth_text=row.birth_text,
        birth=row.birth,
        sex=Sex(row.sex) if row.sex else None,
        position=row.position,
        unit=row.unit or letter.unit,
        party_joined=row.party_joined,
        education=row.education,
        theory_level=row.theory_level,
        wish=row.wish,
        note=row.note,
        citizen_number=row.citizen_number,
        phone=row.phone,
        category=row.category,
        at=row.at,
    )
