"""The grid of marks and remarks as one form: many small fields, read by hand and kept as typed when one is wrong."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from khaigiang.apps.results.models import Assessment
from khaigiang.apps.results.phrases import MARK_FAULTS
from khaigiang.apps.results.queries import Cell, ResultRow
from khaigiang.core.completion import plain
from khaigiang.core.marks import MarkFaultError, read_mark

_FIELD = re.compile(r"[dtn]-\d")
_STATED: Mapping[str, bool | None] = {"co": True, "khong": False}


@dataclass(frozen=True, slots=True)
class Grid:
    """What was sent: marks by (enrolment, assessment), remarks by enrolment, and the rows as they were typed.

    ``strangers`` is whether a field was sent that belongs to none of the rows.
    """

    marks: Mapping[tuple[int, int], Decimal | None]
    remarks: Mapping[int, tuple[bool | None, bool | None]]
    rows: tuple[ResultRow, ...]
    faults: int
    strangers: bool


def read_grid(sent: Mapping[str, str], rows: Sequence[ResultRow]) -> Grid:
    """Read the fields of these rows; a field that was not sent changes nothing.

    A sealed row is read like the others, so that the action refuses its change, but is shown as it stands.
    """
    marks: dict[tuple[int, int], Decimal | None] = {}
    remarks: dict[int, tuple[bool | None, bool | None]] = {}
    typed: list[ResultRow] = []
    faults, known = 0, set()
    for row in rows:
        key = row.enrolment.pk
        cells = tuple(_checked(replace(each, text=sent.get(each.name, each.text))) for each in row.cells)
        faults += sum(bool(each.wrong) for each in cells)
        for cell in cells:
            if not cell.wrong:
                marks[key, cell.assessment.pk] = _value(cell.assessment, cell.text)
        took_part, obeyed = sent.get(f"t-{key}", row.took_part), sent.get(f"n-{key}", row.obeyed)
        remarks[key] = (_STATED.get(took_part), _STATED.get(obeyed))
        typed.append(row if row.sealed else replace(row, cells=cells, took_part=took_part, obeyed=obeyed))
        known |= {f"t-{key}", f"n-{key}", *(each.name for each in cells)}
    strangers = any(_FIELD.match(name) and name not in known for name in sent)
    return Grid(marks, remarks, tuple(typed), faults, strangers)


def _checked(cell: Cell) -> Cell:
    try:
        _value(cell.assessment, cell.text)
    except MarkFaultError as fault:
        return replace(cell, wrong=str(MARK_FAULTS[fault.code]) % {"scale": plain(cell.assessment.scale)})
    return cell


def _value(assessment: Assessment, text: str) -> Decimal | None:
    return read_mark(text, assessment.scale)
