"""The nominations workbook as dataclasses: what a unit sends."""

import datetime as dt
from dataclasses import dataclass, field

from khaigiang.core.eligibility.facts import Sex
from khaigiang.core.vietnamese import PartialDate
from khaigiang.intake.findings import At
from khaigiang.intake.spells import Spell


@dataclass(frozen=True, slots=True)
class Letter:
    """The unit's letter. ``line`` is the plan line's code or title as written; empty when the plan has but one."""

    number: str
    day: dt.date | None
    signer: str
    signer_title: str
    unit: str
    line: str = ""
    at: At = field(default_factory=At, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class NomineeRow:
    """One person put forward. ``birth_text`` is the cell as it reads; ``birth`` is None when it gives no date.

    ``unit`` is the person's own unit as written; the letter's unit when the cell is empty.
    """

    order: int | None
    full_name: str
    birth_text: str
    birth: PartialDate | None
    sex: Sex | None
    position: str
    unit: str
    party_joined: PartialDate | None = None
    education: str = ""
    theory_level: str = ""
    unavailable: tuple[Spell, ...] = ()
    wish: str = ""
    note: str = ""
    citizen_number: str = ""
    phone: str = ""
    category: str = ""
    at: At = field(default_factory=At, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class NominationWorkbook:
    """One unit's letter and its ordered list."""

    letter: Letter
    rows: tuple[NomineeRow, ...]
