"""An office's own sheet of a class: its trainees by name, and the cells of the columns that are asked for.

Tables, groups, totals and signatures are told apart as in any list of people; whose a row is, its name tells, then the
birth and the unit where two of a class share one.
"""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from khaigiang.core.vietnamese import fold, tone_key
from khaigiang.intake.accepting import Accepted
from khaigiang.intake.cells import cell_text
from khaigiang.intake.findings import FINDINGS_SHEET, At, Finding, Severity, found
from khaigiang.intake.layout import FoundTable, find_tables
from khaigiang.intake.list_cells import ColumnGuesses, RowReader
from khaigiang.intake.lists import HeadingTexts
from khaigiang.intake.sheets import Sheet, Value, open_workbook

_FAULT = Severity.FILE_FAULT
_ASKED = "asked "  # before the names of the columns that are asked for, which no list of people has


@dataclass(frozen=True, slots=True)
class OfClass:
    """One trainee as the class knows them; ``number`` is their own."""

    number: int
    name: str
    birth: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True)
class ReadCell:
    """One filled cell: whose it is, the name of its column, and what stands there."""

    trainee: OfClass
    column: str
    value: Value
    at: At


class Headings(Mapping[str, str]):
    """What the headings asked for mean: ``named`` gives the name of a column from a heading's key, or nothing."""

    def __init__(self, named: Callable[[str], str | None]) -> None:
        self._named = named

    def __getitem__(self, key: str) -> str:
        name = self._named(key)
        if name is None:
            raise KeyError(key)
        return _ASKED + name

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 1  # how many there are nobody can tell; there are some


def read_class_sheets(
    name: str, data: bytes, trainees: Sequence[OfClass], named: Callable[[str], str | None], *, needed: str
) -> tuple[list[ReadCell], list[Finding]]:
    """The filled cells of every table of a file, and what was found; ``needed`` says which headings there should be."""
    opened = open_workbook(name, data, as_typed=True)
    if not opened.sheets:
        return [], list(opened.findings)
    headings, roster = Headings(named), _Roster(trainees)
    cells: list[ReadCell] = []
    findings: list[Finding] = []
    shown = [sheet for sheet in opened.sheets if not sheet.hidden and sheet.name != FINDINGS_SHEET]
    tables = [(table, guesses) for sheet in shown for table, guesses in _tables(sheet, headings)]
    for table, guesses in tables:
        read, faults = _read_table(table, guesses, roster)
        cells += read
        findings += faults
    if not tables:
        findings.append(Finding(name, opened.sheets[0].name, "A1", "header_missing", _FAULT, {"headings": needed}))
    return cells, [*findings, *_said_twice(cells)]


def _tables(sheet: Sheet, headings: Headings) -> Iterator[tuple[FoundTable, ColumnGuesses]]:
    """The tables that have a column which is asked for."""
    guesses = ColumnGuesses(sheet)
    for table in find_tables(sheet, HeadingTexts(sheet, guesses), headings):
        if any(column.field.startswith(_ASKED) for column in table.columns):
            yield table, guesses


class _Roster:
    """Finds the trainee whom a row means."""

    def __init__(self, trainees: Sequence[OfClass]) -> None:
        self._by_name: dict[str, list[OfClass]] = {}
        self._by_letters: dict[str, list[OfClass]] = {}
        for each in trainees:
            self._by_name.setdefault(tone_key(each.name), []).append(each)
            self._by_letters.setdefault(fold(each.name), []).append(each)

    def find(self, name: str, birth: str, unit: str) -> tuple[OfClass | None, str, str]:
        """The one trainee meant; else a code, and the name of who is near."""
        same = self._by_name.get(tone_key(name), [])
        for narrower in (
            [each for each in same if birth and each.birth == birth],
            [each for each in same if unit and fold(each.unit) == fold(unit)],
        ):
            same = narrower or same
        if len(same) == 1:
            return same[0], "", ""
        if same:
            return None, "trainee_ambiguous", ""
        near = self._by_letters.get(fold(name), [])
        return None, "trainee_near" if near else "trainee_not_of_class", near[0].name if near else ""


def _read_table(table: FoundTable, guesses: ColumnGuesses, roster: _Roster) -> tuple[list[ReadCell], list[Finding]]:
    cells: list[ReadCell] = []
    findings: list[Finding] = []
    asked = {name.removeprefix(_ASKED): place for name, place in table.places.items() if name.startswith(_ASKED)}
    letters = {name.removeprefix(_ASKED): letter for name, letter in table.letters.items()}
    texts = HeadingTexts(table.sheet, guesses)
    for line in table.lines:
        at = At(table.sheet.file, table.sheet.name, line.number, letters)
        reader = RowReader(table.sheet, at, guesses, Accepted(), dt.date.max)
        values = {name: reader.raw(name, place) for name, place in asked.items()}
        findings += [replace(each, severity=_FAULT) for each in reader.findings]
        filled = {name: value for name, value in values.items() if cell_text(value)}
        if not filled:
            continue
        name = _name_of(table, texts, line.number)
        birth, unit = (_text_of(table, texts, line.number, field) for field in ("birth", "unit"))
        trainee, code, near = roster.find(name, birth, unit)
        if trainee is None:
            field = "full_name" if "full_name" in letters else "family_name"
            findings.append(found(at, field, code, _FAULT, value=name, near=near, suggestion=near or None))
            continue
        cells += [ReadCell(trainee, column, value, at) for column, value in filled.items()]
    return cells, findings


def _name_of(table: FoundTable, texts: HeadingTexts, row: int) -> str:
    pieces = (_text_of(table, texts, row, field) for field in ("full_name", "family_name", "given_name"))
    return " ".join(filter(None, pieces))


def _text_of(table: FoundTable, texts: HeadingTexts, row: int, field: str) -> str:
    return texts(row, table.places[field]) if field in table.places else ""


def _said_twice(cells: Sequence[ReadCell]) -> Iterator[Finding]:
    """One trainee has one cell a column, on whatever sheet."""
    first: dict[tuple[int, str], At] = {}
    for cell in cells:
        other = first.setdefault((cell.trainee.number, cell.column), cell.at)
        if other is not cell.at:
            where = f"{other.sheet} {other.cell(cell.column)}"
            yield found(cell.at, cell.column, "said_twice", _FAULT, value=cell.trainee.name, other_cell=where)
