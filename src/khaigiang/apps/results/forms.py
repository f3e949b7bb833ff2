"""The grid of marks and remarks as one form: many small fields, read by hand and kept as typed when one is wrong."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from khaigiang.apps.results.models import Assessment
from khaigiang.apps.results.phrases import MARK_FAULTS
from khaigiang.apps.results.queries import Cell, ResultRow
from khaigiang.core.completion import plain
from khaigiang.core.marks import MarkFaultError, read_mark

_STATED: Mapping[str, bool | None] = {"co": True, "khong": False}


@dataclass(frozen=True, slots=True)
class Grid:
    """What was sent: marks by (enrolment, assessment), remarks by enrolment, and the rows as they were typed."""

    marks: Mapping[tuple[int, int], Decimal | None]
    remarks: Mapping[int, tuple[bool | None, bool | None]]
    rows: tuple[ResultRow, ...]
    faults: int


def read_grid(sent: Mapping[str, str], rows: Sequence[ResultRow]) -> Grid:
    """Read the fields of these rows; a field that was not sent, and a row that is sealed, change nothing."""
    marks: dict[tuple[int, int], Decimal | None] = {}
    remarks: dict[int, tuple[bool | None, bool | None]] = {}
    typed: list[ResultRow] = []
    faults = 0
    for row in rows:
        key = row.enrolment.pk
        if row.sealed:
            typed.append(row)
            continue
        cells = tuple(replace(each, text=sent.get(each.name, each.text)) for each in row.cells)
        checked = tuple(_checked(each) for each in cells)
        faults += sum(bool(each.wrong) for each in checked)
        for cell in checked:
            if not cell.wrong:
                marks[key, cell.assessment.pk] = _value(cell.assessment, cell.text)
        took_part, obeyed = sent.get(f"t-{key}", row.took_part), sent.get(f"n-{key}", row.obeyed)
        remarks[key] = (_STATED.get(took_part), _STATED.get(obeyed))
        typed.append(replace(row, cells=checked, took_part=took_part, obeyed=obeyed))
    return Grid(marks, remarks, tuple(typed), faults)


def _checked(cell: Cell) -> Cell:
    try:
        _value(cell.assessment, cell.text)
    except MarkFaultError as fault:
        return replace(cell, wrong=str(MARK_FAULTS[fault.code]) % {"scale": plain(cell.assessment.scale)})
    return cell


def _value(assessment: Assessment, text: str) -> Decimal | None:
    return read_mark(text, assessment.scale)
