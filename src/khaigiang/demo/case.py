"""A sample case: a plan, the nominations for it, and what was made faulty on purpose."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from khaigiang.intake.nominations import NominationWorkbook
from khaigiang.intake.plan import PlanWorkbook
from khaigiang.intake.templates import write_nominations, write_plan


class FaultKind(StrEnum):
    """What was made wrong with a row."""

    BIRTH_MISSING = "birth_missing"  # not enough information
    REPEATED = "repeated"  # the same person a second time: a problem
    NOT_IN_AUDIENCE = "not_in_audience"  # not eligible
    UNIT_MISSPELT = "unit_misspelt"  # a suggestion; the person is judged like any other
    TOO_YOUNG = "too_young"  # not eligible
    EDUCATION_TOO_LOW = "education_too_low"  # not eligible
    EDUCATION_UNREADABLE = "education_unreadable"  # not enough information


@dataclass(frozen=True, slots=True)
class Fault:
    """One row made faulty on purpose. ``row`` is its place in the list, the first is 0; ``unit`` the true name."""

    kind: FaultKind
    sending_unit: str
    row: int
    full_name: str
    unit: str


@dataclass(frozen=True, slots=True)
class Result:
    """What was reported on a day of a line by totals, by the plan's number and the line's code, for a period.

    ``people`` is None where the report counts places only.
    """

    plan: str
    line: str
    first_day: dt.date
    last_day: dt.date
    classes: int
    places: int
    people: int | None
    reported_on: dt.date
    source: str


@dataclass(frozen=True, slots=True)
class DemoCase:
    """One case. ``today`` is where the demo's clock stands, ``judged_on`` when the nominations were judged.

    ``units_on`` is the key of the state of the units in ``khaigiang.data.units``; ``province`` is the code they are
    looked for under. ``nominated`` counts distinct people. ``entered`` are plans that stand before the lists come, each
    since the day it was issued: those of other bodies, and the case's own where something is said of its lines first.
    """

    name: str
    title: str
    today: dt.date
    judged_on: dt.date
    units_on: str
    province: str
    plan: PlanWorkbook
    nominations: tuple[NominationWorkbook, ...]
    nominated: int
    faults: tuple[Fault, ...] = ()
    entered: tuple[PlanWorkbook, ...] = ()
    results: tuple[Result, ...] = ()


# Units keep forms of their own; the reader knows these headings for what they say.
_HEADINGS: tuple[Mapping[str, str], ...] = (
    {},
    {"full_name": "Họ tên", "birth": "Ngày sinh"},
    {"order": "TT", "birth": "Ngày tháng năm sinh", "position": "Chức danh"},
    {"full_name": "Họ, tên", "unit": "Xã, phường, thị trấn", "sex": "Nam/Nữ"},
)


def workbooks(case: DemoCase) -> tuple[tuple[str, bytes], tuple[tuple[str, bytes], ...]]:
    """The plan workbook, and the units' lists, each as (file name, bytes)."""
    lists = tuple(
        (
            f"{place:02d} {nominations.letter.unit}.xlsx",
            write_nominations(nominations, _HEADINGS[(place - 1) % len(_HEADINGS)]),
        )
        for place, nominations in enumerate(case.nominations, start=1)
    )
    return ("ke-hoach.xlsx", write_plan(case.plan)), lists


def write_case(case: DemoCase, folder: Path) -> tuple[Path, Path]:
    """Write ``ke-hoach.xlsx`` and the folder ``danh-sach-cu`` of nominations; gives the two paths."""
    letters = folder / "danh-sach-cu"
    letters.mkdir(parents=True, exist_ok=True)
    (name, data), lists = workbooks(case)
    (folder / name).write_bytes(data)
    for list_name, content in lists:
        (letters / list_name).write_bytes(content)
    return folder / name, letters
