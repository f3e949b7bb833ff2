"""Any office's report of results as totals: bytes in, rows with their cells and what was found out."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from khaigiang.core.vietnamese import PartialDate, Precision, fold, period_at_end, read_period
from khaigiang.intake.accepting import Accepted
from khaigiang.intake.findings import At, Finding, Severity, found
from khaigiang.intake.list_cells import RowReader
from khaigiang.intake.lists import ColumnTaken
from khaigiang.intake.office_table import OfficeTable, tables_of
from khaigiang.intake.reported import FIGURES, REPORTED, ReportedLine
from khaigiang.intake.sheets import open_workbook

_HEADINGS = {column.field: column.heading for column in REPORTED.columns}
_NEEDED = ", ".join(column.heading for column in REPORTED.columns if column.required)
_FAULT = Severity.ROW_FAULT
_ABOVE = 12  # rows over the headings in which a period may stand
_LONGEST = 300


@dataclass(frozen=True, slots=True)
class ReportedReading:
    """The results of a file, what its columns were taken for, and the findings. No rows when it was refused whole."""

    rows: tuple[ReportedLine, ...]
    columns: tuple[ColumnTaken, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class AskedPeriod:
    """What somebody said of the whole file: it is for the rows that do not say so themselves."""

    first_day: dt.date | None = None
    last_day: dt.date | None = None
    source: str = ""


def read_reported(
    name: str,
    data: bytes,
    *,
    asked: AskedPeriod,
    reference: dt.date,
    accepted: Accepted | None = None,
    remembered: Mapping[str, str] | None = None,
) -> ReportedReading:
    """Read every sheet that reports results. ``reference`` is the day by which years of two digits are told."""
    opened = open_workbook(name, data, as_typed=True)
    if not opened.sheets:
        return ReportedReading((), (), opened.findings)
    rows: list[ReportedLine] = []
    columns: list[ColumnTaken] = []
    findings: list[Finding] = []
    for table in tables_of(opened.sheets, REPORTED.columns, FIGURES, remembered or {}):
        columns += table.taken
        reader = _Reader(table, asked, accepted or Accepted(), reference, findings)
        rows += reader.lines()
    if not rows:
        code = "sheet_without_rows" if columns else "header_missing"
        facts = {"headings": _NEEDED}
        findings.append(Finding(name, opened.sheets[0].name, "A1", code, Severity.FILE_FAULT, facts))
    return ReportedReading(tuple(rows), tuple(columns), (*findings, *_overlapping(rows)))


class _Reader:
    """Goes down the rows of one table."""

    def __init__(
        self, table: OfficeTable, asked: AskedPeriod, accepted: Accepted, reference: dt.date, findings: list[Finding]
    ) -> None:
        self._table, self._asked, self._accepted, self._reference = table, asked, accepted, reference
        self._findings = findings
        self._period = (asked.first_day, asked.last_day) if asked.first_day and asked.last_day else None
        self._numbers = tuple(table.rows(states="classes"))

    def lines(self) -> list[ReportedLine]:
        """The rows as they state it, and after them whether the sum of the table is theirs."""
        self._period = self._period or self._stated_above()
        rows = [self._line(number) for number in self._numbers]
        for number in self._table.totals():
            self._compare(number, rows)
        return rows

    def _stated_above(self) -> tuple[dt.date, dt.date] | None:
        """The period of the whole table, where its letterhead says one."""
        for number, text in self._table.above[-_ABOVE * 4 :]:
            period = period_at_end(text)
            if period:
                at = At(self._table.sheet.file, self._table.sheet.name, number)
                facts = {"first": f"{period[0]:%d/%m/%Y}", "last": f"{period[1]:%d/%m/%Y}"}
                self._findings.append(found(at, "", "period_of_table", Severity.NOTE, **facts))
                return period
        return None

    def _row_reader(self, number: int) -> RowReader:
        table = self._table
        at = At(table.sheet.file, table.sheet.name, number, table.header.letters)
        return RowReader(table.sheet, at, table.guesses, self._accepted, self._reference)

    def _line(self, number: int) -> ReportedLine:
        reader, places = self._row_reader(number), self._table.header.places
        texts = {
            name: reader.text(name, places[name]) for name in ("line", "title", "plan", "source") if name in places
        }
        figures = {name: reader.whole(name, places[name], _HEADINGS[name]) for name in FIGURES if name in places}
        first, last = self._days(reader)
        line = ReportedLine(
            texts.get("line", ""),
            texts.get("title", ""),
            texts.get("plan", ""),
            first,
            last,
            **{name: figures.get(name) for name in FIGURES},
            source=texts.get("source", "") or self._asked.source,
            at=reader.at,
        )
        _judge(line, reader)
        self._findings += reader.findings
        return line

    def _days(self, reader: RowReader) -> tuple[dt.date | None, dt.date | None]:
        """The period of a row: its two days, else its words, else what holds for the whole table."""
        places = self._table.header.places
        days = [self._day(reader, name) for name in ("first_day", "last_day") if name in places]
        if any(days) or any(each.cell in _cells(reader, "first_day", "last_day") for each in reader.findings):
            return (days[0], days[1]) if len(days) > 1 else (days[0], None)
        said = reader.text("period", places["period"]) if "period" in places else ""
        if said:
            period = read_period(said)
            if period is None:
                reader.tell("period", "period_unreadable", _FAULT, value=said)
                return None, None
            return period
        if self._period is None:
            reader.tell("first_day", "period_missing", _FAULT)
            return None, None
        return self._period

    def _day(self, reader: RowReader, name: str) -> dt.date | None:
        date = reader.date(name, self._table.header.places[name], self._numbers, _HEADINGS[name], _FAULT)
        if date is None:
            return None
        if date.precision is not Precision.DAY:
            return _end_meant(date, last=name == "last_day")
        return date.earliest

    def _compare(self, number: int, rows: Sequence[ReportedLine]) -> None:
        """A sum that is not that of its rows is asked about; a figure somebody did not state is no fault of it."""
        reader, places = self._row_reader(number), self._table.header.places
        for name in FIGURES:
            stated = reader.whole(name, places[name], _HEADINGS[name]) if name in places else None
            figures = [getattr(row, name) for row in rows]
            if stated is not None and None not in figures and sum(figures) != stated:
                facts = {"heading": _HEADINGS[name], "total": stated, "rows": sum(figures)}
                reader.tell(name, "sum_differs", Severity.PROBLEM, **facts)
        self._findings += reader.findings


def _end_meant(date: PartialDate, *, last: bool) -> dt.date:
    """A month or a year alone stands for its first day, or for its last."""
    return date.latest if last else date.earliest


def _cells(reader: RowReader, *names: str) -> set[str]:
    return {reader.at.cell(name) for name in names if name in reader.at.columns}


def _judge(line: ReportedLine, reader: RowReader) -> None:
    """What a row must say, and what cannot be so."""
    told = {each.cell for each in reader.findings}
    if not line.said:
        reader.tell("line", "cell_missing", _FAULT, heading=_HEADINGS["line"])
    for name in ("classes", "places"):
        if getattr(line, name) is None and reader.at.cell(name) not in told:
            reader.tell(name, "cell_missing", _FAULT, heading=_HEADINGS[name])
    if bool(line.first_day) != bool(line.last_day):
        missing = "last_day" if line.first_day else "first_day"
        if reader.at.cell(missing) not in told:
            reader.tell(missing, "cell_missing", _FAULT, heading=_HEADINGS[missing])
    if line.first_day and line.last_day and line.last_day < line.first_day:
        days = {"first": f"{line.first_day:%d/%m/%Y}", "last": f"{line.last_day:%d/%m/%Y}"}
        reader.tell("last_day", "window_reversed", _FAULT, **days)
    if line.people is not None and line.places is not None and line.people > line.places:
        reader.tell("people", "people_over_places", _FAULT, people=line.people, places=line.places)
    if len(line.source) > _LONGEST:
        reader.tell("source", "text_too_long", _FAULT, limit=_LONGEST)


def _overlapping(rows: Sequence[ReportedLine]) -> Iterator[Finding]:
    """Periods of one line that share days: what was held then would be counted twice."""
    known: dict[tuple[str, str], list[ReportedLine]] = {}
    for row in rows:
        if not (row.said and row.first_day and row.last_day):
            continue
        before = known.setdefault((fold(row.plan), fold(row.said)), [])
        for other in before:
            assert other.first_day and other.last_day  # noqa: PT018 - one fact: its period is known
            if other.first_day <= row.last_day and row.first_day <= other.last_day:
                where = other.at.cell("line" if "line" in other.at.columns else "title")
                yield found(row.at, row.period_field, "periods_overlap", _FAULT, value=row.said, other_cell=where)
                break
        before.append(row)
