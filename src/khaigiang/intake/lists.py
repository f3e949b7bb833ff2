"""Any office's list of people: bytes in, rows with their cells and what was found out; nothing is mended silently."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from khaigiang.core.vietnamese import Encoding, PartialDate, fold, to_unicode
from khaigiang.core.vietnamese.citizen_numbers import Sex
from khaigiang.intake.accepting import Accepted
from khaigiang.intake.cells import cell_text
from khaigiang.intake.findings import FINDINGS_SHEET, At, Finding, Severity, found
from khaigiang.intake.layout import BIRTHS, FoundTable, Line, find_tables
from khaigiang.intake.list_cells import ColumnGuesses, RowReader
from khaigiang.intake.list_words import CONTAINED, column_of, meaning_of
from khaigiang.intake.sheets import Sheet, address, column_letters, open_workbook

_TEXTS = ("position", "unit", "education", "theory_level", "wish", "note")
_NEEDED = "Họ và tên, Ngày sinh"
_SEX_OF_COLUMN: Mapping[str, Sex] = {
    "male": "male",
    "birth_male": "male",
    "female": "female",
    "birth_female": "female",
}


@dataclass(frozen=True, slots=True)
class PersonLine:
    """One person as a list states them; what was not stated or could not be read is empty.

    ``category`` is ``official``, ``civil_servant``, ``public_employee`` or ``other``.
    ``group`` is the heading of the rows the person stands among ("Khối Đảng"); ``birth_text`` the cell as it reads.
    """

    full_name: str
    birth: PartialDate | None
    birth_text: str
    sex: Sex | None
    citizen_number: str = ""
    phone: str = ""
    category: str = ""
    position: str = ""
    unit: str = ""
    party_joined: PartialDate | None = None
    party_official: PartialDate | None = None
    education: str = ""
    theory_level: str = ""
    wish: str = ""
    note: str = ""
    order: int | None = None
    group: str = ""
    at: At = field(default_factory=At, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class ColumnTaken:
    """What one column was taken for, to be confirmed: where it stands, its heading, the field, and how surely.

    A column that is not read has no field.
    """

    sheet: str
    letters: str
    heading: str
    field: str
    score: float


@dataclass(frozen=True, slots=True)
class ListReading:
    """The people of a file, what its columns were taken for, and the findings. No rows when it was refused whole."""

    rows: tuple[PersonLine, ...]
    columns: tuple[ColumnTaken, ...]
    findings: tuple[Finding, ...]
    sheets: tuple[Sheet, ...] = ()
    tables: tuple[FoundTable, ...] = ()


def read_list(
    name: str,
    data: bytes,
    *,
    reference: dt.date,
    accepted: Accepted | None = None,
    remembered: Mapping[str, str] | None = None,
) -> ListReading:
    """Read every table of people in a file.

    ``reference`` is the day by which ages and years of two digits are told. ``accepted`` are the suggestions taken;
    ``remembered`` the fields of headings that the sending unit has confirmed before.
    """
    opened = open_workbook(name, data, as_typed=True)
    if not opened.sheets:
        return ListReading((), (), opened.findings)
    rows: list[PersonLine] = []
    columns: list[ColumnTaken] = []
    findings: list[Finding] = []
    tables: list[FoundTable] = []
    for sheet in opened.sheets:
        if sheet.name == FINDINGS_SHEET:
            continue
        guesses = ColumnGuesses(sheet)
        texts = HeadingTexts(sheet, guesses)
        found_here = find_tables(sheet, texts, remembered)
        if sheet.hidden or not found_here:
            findings += _left_out(sheet, found_here)
            continue
        tables += found_here
        for table in found_here:
            columns += _taken(table)
            findings += _about_columns(table)
            read, faults = _read_lines(table, guesses, accepted or Accepted(), reference)
            rows += read
            findings += faults
    if not rows:
        code = "sheet_without_rows" if tables else "header_missing"
        where = tables[0] if tables else None
        findings.append(_nothing_read(name, where, opened.sheets[0], code))
    findings += _repeated(rows)
    return ListReading(tuple(rows), tuple(columns), tuple(findings), opened.sheets, tuple(tables))


class HeadingTexts:
    """The text of a cell as it is to be understood when headings are looked for: recovered, with single spaces."""

    def __init__(self, sheet: Sheet, guesses: ColumnGuesses) -> None:
        self._sheet = sheet
        self._guesses = guesses

    def __call__(self, row: int, place: int) -> str:
        value = self._sheet.value(row, place)
        if not isinstance(value, str) or not value:
            return cell_text(value)
        recovery = self._guesses.recovery(row, place, value)
        text = " ".join((recovery.text if recovery else value).split())
        return text if recovery or text.isascii() else self._surer(text)

    def _surer(self, text: str) -> str:
        """``Ghi chó`` alone may be right; on a sheet in TCVN3 it is ``Ghi chú``, which is a heading."""
        whole = self._guesses.whole
        if not whole.is_clear or whole.encoding is Encoding.UNICODE:
            return text
        other = to_unicode(text, whole.encoding)
        meant = meaning_of(other)
        return other if meant and meant.score > CONTAINED else text


def _left_out(sheet: Sheet, tables: Sequence[FoundTable]) -> list[Finding]:
    at = At(sheet.file, sheet.name, 1)
    if sheet.hidden:
        return [found(at, "", "sheet_hidden", Severity.PROBLEM)] if tables else []
    return [found(at, "", "sheet_without_table", Severity.NOTE)]


def _nothing_read(name: str, table: FoundTable | None, sheet: Sheet, code: str) -> Finding:
    if table is None:
        return Finding(name, sheet.name, "A1", code, Severity.FILE_FAULT, {"headings": _NEEDED})
    return Finding(name, table.sheet.name, f"A{table.bottom + 1}", code, Severity.FILE_FAULT)


def _taken(table: FoundTable) -> list[ColumnTaken]:
    """Every column from the left, with those that are not read."""
    unread = ((place, heading, "", 0.0) for place, heading in table.others)
    read = ((column.place, column.heading, column.field, column.score) for column in table.columns)
    return [
        ColumnTaken(table.sheet.name, column_letters(place), heading, field, score)
        for place, heading, field, score in sorted((*read, *unread))
    ]


def _about_columns(table: FoundTable) -> list[Finding]:
    """Columns that were guessed, stand there twice or are not read; births must have a column."""
    sheet = table.sheet

    def about(place: int, code: str, severity: Severity, **facts: str) -> Finding:
        return Finding(sheet.file, sheet.name, address(table.top, place), code, severity, facts)

    findings = [about(place, "column_unknown", Severity.NOTE, heading=heading) for place, heading in table.others]
    findings += [
        about(place, "column_repeated", Severity.PROBLEM, heading=heading) for place, heading in table.repeated
    ]
    findings += [
        about(
            column.place,
            "column_guessed",
            Severity.PROBLEM,
            heading=column.heading,
            meant=column_of(column.field).heading,
        )
        for column in table.columns
        if column.score <= CONTAINED
    ]
    if not BIRTHS & set(table.places) and not {"male", "female"} & set(table.places):
        findings.append(about(0, "column_missing", Severity.PROBLEM, heading="Ngày sinh"))
    return sorted(findings, key=lambda finding: (len(finding.cell), finding.cell))


def _read_lines(
    table: FoundTable, guesses: ColumnGuesses, accepted: Accepted, reference: dt.date
) -> tuple[list[PersonLine], list[Finding]]:
    numbers = [line.number for line in table.lines]
    rows: list[PersonLine] = []
    findings: list[Finding] = []
    for line in table.lines:
        at = At(table.sheet.file, table.sheet.name, line.number, table.letters)
        reader = RowReader(table.sheet, at, guesses, accepted, reference)
        rows.append(_read_line(reader, table, line, numbers))
        findings += reader.findings
    for number in table.unclear:
        at = At(table.sheet.file, table.sheet.name, number, table.letters)
        text = next(cell_text(value) for value in table.sheet.rows[number - 1] if value != "")
        findings.append(found(at, _name_field(table), "row_unclear", Severity.PROBLEM, value=text))
    for number, total in table.totals:
        if total != len(rows):
            at = At(table.sheet.file, table.sheet.name, number)
            findings.append(found(at, "", "total_differs", Severity.PROBLEM, total=total, rows=len(rows)))
    return rows, findings


def _name_field(table: FoundTable) -> str:
    return "full_name" if "full_name" in table.places else "family_name"


def _read_line(reader: RowReader, table: FoundTable, line: Line, numbers: Sequence[int]) -> PersonLine:
    places = table.places
    if line.number in table.sheet.look.hidden_rows:
        reader.tell(_name_field(table), "row_hidden", Severity.PROBLEM)
    full_name = _read_name(reader, places)
    if not full_name:
        reader.tell(_name_field(table), "cell_missing", Severity.ROW_FAULT, heading="Họ và tên")
    birth, birth_text, sex = _read_birth(reader, table, numbers)
    party = {
        name: reader.date(name, places[name], numbers, column_of(name).heading, Severity.PROBLEM)
        for name in ("party_joined", "party_official")
        if name in places
    }
    number = ""
    if "citizen_number" in places:
        number = reader.citizen_number("citizen_number", places["citizen_number"], sex, birth)
    texts = {name: reader.text(name, places[name]) for name in _TEXTS if name in places}
    order = cell_text(reader.sheet.value(line.number, places["order"])).rstrip(".") if "order" in places else ""
    return PersonLine(
        full_name=full_name,
        birth=birth,
        birth_text=birth_text,
        sex=sex,
        citizen_number=number,
        phone=reader.phone("phone", places["phone"]) if "phone" in places else "",
        category=reader.category("category", places["category"]) if "category" in places else "",
        position=texts.get("position", ""),
        unit=texts.get("unit", ""),
        party_joined=party.get("party_joined"),
        party_official=party.get("party_official"),
        education=texts.get("education", ""),
        theory_level=texts.get("theory_level", ""),
        wish=texts.get("wish", ""),
        note=texts.get("note", ""),
        order=int(order) if order.isdecimal() else None,
        group=line.group,
        at=reader.at,
    )


def _read_name(reader: RowReader, places: Mapping[str, int]) -> str:
    if "full_name" in places:
        return reader.name("full_name", places["full_name"])
    pieces = (reader.text(name, places[name]) for name in ("family_name", "given_name") if name in places)
    return " ".join(filter(None, pieces))


def _read_birth(
    reader: RowReader, table: FoundTable, numbers: Sequence[int]
) -> tuple[PartialDate | None, str, Sex | None]:
    """The date of birth, the cell it stands in as it reads, and the sex, which the column of the birth may tell."""
    places = table.places
    sex = reader.sex("sex", places["sex"]) if "sex" in places else None
    for name in ("male", "female"):
        if name in places and reader.sheet.value(reader.at.row, places[name]) != "":
            sex = _SEX_OF_COLUMN[name]
    if "birth_year" in places:
        birth, text = _from_parts(reader, places)
        return birth, text, sex
    births = [name for name in ("birth", "birth_male", "birth_female") if name in places] or _births_by_mark(
        reader, places
    )
    filled = [name for name in births if reader.sheet.value(reader.at.row, places[name]) != ""]
    if not filled and births:
        reader.tell(births[0], "cell_missing", Severity.ROW_FAULT, heading="Ngày sinh")
    if len(filled) > 1:
        reader.tell(filled[1], "two_births", Severity.ROW_FAULT)
    if len(filled) != 1:
        return None, "", sex
    name = filled[0]
    birth = reader.birth(name, places[name], numbers, "Ngày sinh")
    by_column = _SEX_OF_COLUMN.get(name)
    if sex and by_column and sex != by_column:
        reader.tell(name, "sex_differs", Severity.PROBLEM)
    return birth, cell_text(reader.sheet.value(reader.at.row, places[name])), sex or by_column


def _births_by_mark(reader: RowReader, places: Mapping[str, int]) -> list[str]:
    """Columns "Nam" and "Nữ" that hold dates and no crosses, where no other column has the births."""
    marks = [name for name in ("male", "female") if name in places]
    values = [cell_text(reader.sheet.value(reader.at.row, places[name])) for name in marks]
    return marks if any(any(map(str.isdigit, value)) and len(value) > 1 for value in values) else []


def _from_parts(reader: RowReader, places: Mapping[str, int]) -> tuple[PartialDate | None, str]:
    """Day, month and year in columns of their own."""
    names = [name for name in ("birth_day", "birth_month", "birth_year") if name in places]
    texts = [cell_text(reader.raw(name, places[name])) for name in names]
    text = "/".join(filter(None, texts))
    try:
        return PartialDate(*(int(piece) for piece in reversed(texts) if piece)), text
    except (TypeError, ValueError):
        code = "not_partial_date" if text else "cell_missing"
        reader.tell("birth_year", code, Severity.ROW_FAULT, value=text, heading="Ngày sinh")
        return None, text


def _repeated(rows: Sequence[PersonLine]) -> list[Finding]:
    """Somebody named twice: same name and date of birth, or the same citizen number."""
    findings: list[Finding] = []
    persons: dict[tuple[str, str], PersonLine] = {}
    numbers: dict[str, PersonLine] = {}
    for row in rows:
        first = persons.setdefault((fold(row.full_name), str(row.birth)), row) if row.birth and row.full_name else row
        if first is not row:
            facts = {"name": row.full_name, "other_file": first.at.file, "other_cell": _name_cell(first)}
            findings.append(found(row.at, _name_key(row), "person_repeated", Severity.PROBLEM, **facts))
        same = numbers.setdefault(row.citizen_number, row) if row.citizen_number else row
        if same is not row and same is not first:
            other = same.at.cell("citizen_number")
            findings.append(found(row.at, "citizen_number", "number_repeated", Severity.ROW_FAULT, other_cell=other))
    return findings


def _name_key(row: PersonLine) -> str:
    return "full_name" if "full_name" in row.at.columns else "family_name"


def _name_cell(row: PersonLine) -> str:
    return row.at.cell(_name_key(row))
