"""The attendance workbook: bytes in, letters by trainee and half-day out, each with its cell."""

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from khaigiang.core.calendar import HalfDay, Part
from khaigiang.core.vietnamese import fold
from khaigiang.intake.attendance import (
    PART_WORDS,
    AttendanceForm,
    AttendanceSheet,
    LetterRead,
    half_day_heading,
    presence_of,
)
from khaigiang.intake.attendance_template import CLASS_LABEL, HEADINGS
from khaigiang.intake.cells import cell_text
from khaigiang.intake.class_sheets import OfClass, read_class_sheets
from khaigiang.intake.columns import HEADER_ROWS, heading_key
from khaigiang.intake.findings import At, Finding, Severity, found
from khaigiang.intake.sheets import Sheet, column_letters, open_workbook

_PARTS = {fold(word): part for part, word in PART_WORDS.items()}
_HALF_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})\s+(\w+)")
_DAY = re.compile(r"\b(\d{1,2}) (\d{1,2})(?: (\d{4}))?\b")  # in a heading's key no signs are left
_PARTS_SAID = {**_PARTS, "s": Part.MORNING, "c": Part.AFTERNOON, "t": Part.EVENING}
_FAULT = Severity.FILE_FAULT


@dataclass(frozen=True, slots=True)
class AttendanceReading:
    """A class's letters, or None when any finding refuses the file: it is taken whole or not at all."""

    sheet: AttendanceSheet | None
    findings: tuple[Finding, ...]


def read_attendance(name: str, data: bytes, form: AttendanceForm | None = None) -> AttendanceReading:
    """Read the workbook that ``write_attendance`` draws, filled in. Rows may be sorted anew and columns left out.

    With the ``form`` of the class, all its half-days on it, the office's own sheet of the class is read too.
    """
    opened = open_workbook(name, data)
    if not opened.sheets:
        return AttendanceReading(None, opened.findings)
    sheet = opened.sheets[0]
    top = _heading_row(sheet)
    if top is None and form is not None:
        return _office_sheet(name, data, form)
    if top is None:
        headings = ", ".join(HEADINGS[:2])
        missing = found(At(name, sheet.name, 1), "", "header_missing", _FAULT, headings=headings)
        return AttendanceReading(None, (missing,))
    places, findings = _places(sheet, top)
    code, code_at = _class_code(sheet, top)
    letters: list[LetterRead] = []
    for row in range(top + 1, len(sheet.rows) + 1):
        for each in _read_row(sheet, row, places):
            if isinstance(each, Finding):
                findings.append(each)
            else:
                letters.append(each)
    findings += _repeated(letters)
    if findings:
        return AttendanceReading(None, tuple(findings))
    return AttendanceReading(AttendanceSheet(code, code_at, tuple(letters)), ())


def _office_sheet(name: str, data: bytes, form: AttendanceForm) -> AttendanceReading:
    """The letters of a class in whatever table its office keeps, with the days over its columns."""
    columns = {half_day_heading(each): each for each in form.half_days}

    def named(key: str) -> str | None:
        half_day = _half_day_said(key, form.half_days)
        if half_day is not None:
            columns[half_day_heading(half_day)] = half_day
        return half_day_heading(half_day) if half_day else None

    trainees = [OfClass(each.number, each.name, unit=each.unit) for each in form.trainees]
    needed = ", ".join(("Họ và tên", *map(half_day_heading, form.half_days[:2])))
    cells, findings = read_class_sheets(name, data, trainees, named, needed=needed)
    letters: list[LetterRead] = []
    for each in cells:
        at = At(each.at.file, each.at.sheet, each.at.row, {"cell": each.at.columns[each.column]})
        presence = presence_of(cell_text(each.value))
        if presence is None:
            value = cell_text(each.value)
            findings.append(found(at, "cell", "attendance_letter_unknown", _FAULT, value=value))
        else:
            letters.append(LetterRead(each.trainee.number, each.trainee.name, columns[each.column], presence, at))
    if findings:
        return AttendanceReading(None, tuple(findings))
    return AttendanceReading(AttendanceSheet(form.class_code, At(name), tuple(letters)), ())


def _half_day_said(key: str, of_class: Sequence[HalfDay]) -> HalfDay | None:
    """The half-day that the words of a heading mean; the days of the class tell what they leave out."""
    written = _DAY.search(key)
    if written is None:
        return None
    words = {_PARTS_SAID[word] for word in fold(key).split() if word in _PARTS_SAID}
    near = [
        each
        for each in of_class
        if (each.day.day, each.day.month) == (int(written[1]), int(written[2]))
        and (not written[3] or each.day.year == int(written[3]))
        and (not words or each.part in words)
    ]
    if len(near) == 1:
        return near[0]
    if len(words) != 1 or not written[3]:
        return None
    return _half_day(f"{written[1]}/{written[2]}/{written[3]} {PART_WORDS[words.pop()]}")


def _heading_row(sheet: Sheet) -> int | None:
    """The row whose first cells say what ours do, 1 is the first."""
    wanted = [heading_key(heading) for heading in HEADINGS[:2]]
    rows = range(1, min(len(sheet.rows), HEADER_ROWS) + 1)
    said = ((row, [heading_key(cell_text(sheet.value(row, place))) for place in (0, 1)]) for row in rows)
    return next((row for row, headings in said if headings == wanted), None)


def _class_code(sheet: Sheet, top: int) -> tuple[str, At]:
    label = heading_key(CLASS_LABEL)
    for row in range(1, top):
        if heading_key(cell_text(sheet.value(row, 0))) == label:
            return cell_text(sheet.value(row, 1)), At(sheet.file, sheet.name, row, {"class": "B"})
    return "", At(sheet.file, sheet.name, 1)


def _places(sheet: Sheet, top: int) -> tuple[Mapping[int, HalfDay], list[Finding]]:
    """The half-day of each column behind the names, by column (0 is A)."""
    places: dict[int, HalfDay] = {}
    findings: list[Finding] = []
    for place in range(len(HEADINGS), len(sheet.rows[top - 1])):
        text = cell_text(sheet.value(top, place))
        if not text:
            continue
        at = _at(sheet, top, place)
        half_day = _half_day(text)
        if half_day is None:
            findings.append(found(at, "cell", "attendance_heading_unreadable", _FAULT, value=text))
        elif half_day in places.values():
            findings.append(found(at, "cell", "attendance_half_day_repeated", _FAULT, value=text))
        else:
            places[place] = half_day
    return places, findings


def _half_day(text: str) -> HalfDay | None:
    written = _HALF_DAY.fullmatch(text)
    part: Part | None = _PARTS.get(fold(written[4])) if written else None
    if written is None or part is None:
        return None
    try:
        return HalfDay(dt.date(int(written[3]), int(written[2]), int(written[1])), part)
    except ValueError:
        return None


def _read_row(sheet: Sheet, row: int, places: Mapping[int, HalfDay]) -> Iterator[LetterRead | Finding]:
    filled = {place: text for place in places if (text := cell_text(sheet.value(row, place)))}
    number, name = cell_text(sheet.value(row, 0)), cell_text(sheet.value(row, 1))
    if not filled:
        return
    if not number.isdecimal():
        yield found(_at(sheet, row, 0), "cell", "attendance_number_unreadable", _FAULT, value=number, name=name)
        return
    for place, text in filled.items():
        presence = presence_of(text)
        if presence is None:
            yield found(_at(sheet, row, place), "cell", "attendance_letter_unknown", _FAULT, value=text)
        else:
            yield LetterRead(int(number), name, places[place], presence, _at(sheet, row, place))


def _repeated(letters: list[LetterRead]) -> Iterator[Finding]:
    rows: dict[int, int] = {}
    named: set[int] = set()
    for letter in letters:
        first = rows.setdefault(letter.number, letter.at.row)
        if first != letter.at.row and letter.at.row not in named:
            named.add(letter.at.row)
            yield found(letter.at, "cell", "said_twice", _FAULT, value=letter.name, other_cell=f"A{first}")


def _at(sheet: Sheet, row: int, place: int) -> At:
    return At(sheet.file, sheet.name, row, {"cell": column_letters(place)})
