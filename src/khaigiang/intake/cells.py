"""One cell: from what stands in it to the fact it says, and back."""

import datetime as dt
import difflib
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from khaigiang.core.vietnamese import PartialDate, fold, parse_date
from khaigiang.core.vietnamese.dates import FIRST_YEAR, LAST_YEAR, SERIAL_EPOCH
from khaigiang.data.fields import Field, field_of, fields
from khaigiang.intake.columns import Column, Kind
from khaigiang.intake.plan import Competence
from khaigiang.intake.sheets import Value
from khaigiang.intake.spells import read_spells, write_spells
from khaigiang.intake.study_times import read_parts, read_weekdays, write_parts, write_weekdays

_NUMBERS = re.compile(r"(\d+)(?:\s*[-–—]\s*(\d+))?")
_LONGEST_RANGE = 1000
_THOUSANDS = re.compile(r"\d{1,3}(?:([. ,])\d{3}(?:\1\d{3})*)?|\d+")
_CURRENCY = re.compile(r"\s*(?:đồng|đ|vnđ|vnd)\.?$", re.IGNORECASE)


class CellFaultError(ValueError):
    """A cell does not say what its column asks for."""

    def __init__(self, code: str, suggestion: str | None = None, **facts: str) -> None:
        super().__init__(code)
        self.code = code
        self.suggestion = suggestion
        self.facts = facts


def cell_text(value: Value) -> str:
    """The cell as it reads on screen: whole numbers without a point, dates as dd/mm/yyyy, blanks at most one long."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, dt.date):
        return f"{value:%d/%m/%Y}"
    return " ".join(str(value).split())


def read_cell(column: Column, value: Value) -> object:
    """The fact a cell says: what the column's kind gives for an empty cell when empty.

    Raises CellFaultError when the cell is empty and must not be, or says something else.
    """
    if value == "":
        if column.required:
            raise CellFaultError("cell_missing", heading=column.heading)
        return empty_fact(column)
    try:
        return _READERS[column.kind](column, value)
    except CellFaultError:
        raise
    except ValueError as error:
        raise CellFaultError(
            f"not_{column.kind}", heading=column.heading, value=cell_text(value), piece=str(error)
        ) from error


def empty_fact(column: Column) -> object:
    """What an empty cell of this column says."""
    return column.empty if column.empty is not None else _EMPTY.get(column.kind)


def write_cell(column: Column, fact: object) -> Value:
    """The value that ``read_cell`` reads back as this fact."""
    if fact is None:
        return ""
    writer = _WRITERS.get(column.kind)
    return writer(column, fact) if writer else fact  # type: ignore[return-value]  # text, numbers and dates as they are


def _read_whole(_: Column, value: Value) -> int:
    text = cell_text(value).replace(" ", "")
    if isinstance(value, bool) or not text.isascii() or not text.isdigit():
        raise ValueError(text)
    return int(text)


def _read_money(_: Column, value: Value) -> int:
    """Thousands may be parted by points, commas or blanks, all by the same; anything finer than a đồng is refused."""
    text = _CURRENCY.sub("", cell_text(value))
    if isinstance(value, bool) or not text.isascii() or not _THOUSANDS.fullmatch(text):
        raise ValueError(text)
    return int(re.sub(r"\D", "", text))


def _read_date(_: Column, value: Value) -> dt.date:
    date = _as_date(value)
    if date is None or date.month is None or date.day is None:
        raise ValueError(cell_text(value))
    return dt.date(date.year, date.month, date.day)


def _read_partial_date(column: Column, value: Value) -> PartialDate:
    if isinstance(value, dt.date):
        _refuse_year_shown_as_date(column, value)
    date = _as_date(value)
    if date is None:
        raise ValueError(cell_text(value))
    return date


def _refuse_year_shown_as_date(column: Column, day: dt.datetime | dt.date) -> None:
    """A bare year typed into a cell that shows dates becomes a day of 1905: 1975 turns into 28/05/1905."""
    serial = (dt.date(day.year, day.month, day.day) - SERIAL_EPOCH).days
    if FIRST_YEAR <= serial <= LAST_YEAR:
        raise CellFaultError(
            "year_shown_as_date", str(serial), heading=column.heading, value=cell_text(day), year=str(serial)
        )


def _as_date(value: Value) -> PartialDate | None:
    return parse_date(value) if isinstance(value, str | float | int | dt.date) else None


def _read_choice(column: Column, value: Value) -> object:
    text = cell_text(value)
    labels = {fold(label): label for label in column.choices}
    label = labels.get(fold(text))
    if label is None:
        near = difflib.get_close_matches(fold(text), labels, n=1)
        allowed = ", ".join(column.choices)
        raise CellFaultError(
            "not_choice", labels[near[0]] if near else None, heading=column.heading, value=text, allowed=allowed
        )
    return column.choices[label]


def _read_field(column: Column, value: Value) -> str:
    """The code of the field of this name."""
    text = cell_text(value)
    codes = {fold(each.name): each for each in known_fields()}
    if fold(text) in codes:
        return codes[fold(text)].code
    near = difflib.get_close_matches(fold(text), codes, n=1)
    known = "; ".join(each.name for each in codes.values())
    suggestion = codes[near[0]].name if near else None
    raise CellFaultError("field_unknown", suggestion, heading=column.heading, value=text, known=known)


def known_fields() -> tuple[Field, ...]:
    """The fields in force here. Raises CellFaultError when the office's own list of them cannot be read."""
    try:
        return fields()
    except ValueError as error:
        raise CellFaultError("fields_unreadable", why=str(error)) from error


def _read_texts(_: Column, value: Value) -> tuple[str, ...]:
    pieces = (" ".join(piece.split()) for piece in re.split(r"[;\n]", str(value)))
    return tuple(piece for piece in pieces if piece)


def read_numbers(text: str) -> tuple[int, ...]:
    """Read ``1, 4-6``. Raises ValueError naming the piece that cannot be read."""
    numbers: list[int] = []
    for piece in filter(None, (piece.strip() for piece in re.split(r"[,;]", text))):
        match = _NUMBERS.fullmatch(piece)
        if match is None:
            raise ValueError(piece)
        first, last = int(match[1]), int(match[2] or match[1])
        if not first <= last < first + _LONGEST_RANGE:
            raise ValueError(piece)
        numbers.extend(range(first, last + 1))
    return tuple(dict.fromkeys(numbers))


def write_numbers(numbers: Iterable[int]) -> str:
    """The shortest text that ``read_numbers`` reads back, neighbours drawn together: ``1, 4-6``."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in runs)


def _read_competences(_: Column, value: Value) -> tuple[Competence, ...]:
    competences: list[Competence] = []
    for piece in filter(None, (piece.strip() for piece in re.split(r"[;\n]", cell_text_lines(value)))):
        programme, colon, numbers = piece.partition(":")
        read = read_numbers(numbers)
        if not programme.strip() or (colon and not read):
            raise ValueError(piece)
        competences.append(Competence(programme.strip(), read))
    return tuple(competences)


def cell_text_lines(value: Value) -> str:
    """The cell's text with its line breaks kept."""
    return value if isinstance(value, str) else cell_text(value)


def _write_competences(_: Column, fact: Iterable[Competence]) -> str:
    return "; ".join(
        f"{item.programme}: {write_numbers(item.numbers)}" if item.numbers else item.programme for item in fact
    )


def _write_partial_date(_: Column, fact: PartialDate) -> Value:
    if fact.month is None:
        return str(fact.year)
    if fact.day is None:
        return f"{fact.month:02d}/{fact.year}"
    return dt.date(fact.year, fact.month, fact.day)


def _write_choice(column: Column, fact: object) -> str:
    return next(label for label, value in column.choices.items() if value == fact)


def _write_field(_: Column, fact: str) -> str:
    field = field_of(fact)
    return field.name if field else fact


_EMPTY: Mapping[Kind, object] = {
    Kind.TEXT: "",
    Kind.TEXTS: (),
    Kind.NUMBERS: (),
    Kind.COMPETENCES: (),
    Kind.FIELD: "",
    Kind.SPELLS: (),
    Kind.WEEKDAYS: (),
    Kind.PARTS: (),
}
_READERS: Mapping[Kind, Callable[[Column, Value], object]] = {
    Kind.TEXT: lambda _, value: cell_text(value),
    Kind.TEXTS: _read_texts,
    Kind.WHOLE: _read_whole,
    Kind.MONEY: _read_money,
    Kind.DATE: _read_date,
    Kind.PARTIAL_DATE: _read_partial_date,
    Kind.CHOICE: _read_choice,
    Kind.NUMBERS: lambda _, value: read_numbers(cell_text(value)),
    Kind.COMPETENCES: _read_competences,
    Kind.FIELD: _read_field,
    Kind.SPELLS: lambda _, value: read_spells(value),
    Kind.WEEKDAYS: lambda _, value: read_weekdays(cell_text(value)),
    Kind.PARTS: lambda _, value: read_parts(cell_text(value)),
}
_WRITERS: Mapping[Kind, Callable[[Column, Any], Value]] = {
    Kind.TEXTS: lambda _, fact: "; ".join(fact),
    Kind.PARTIAL_DATE: _write_partial_date,
    Kind.CHOICE: _write_choice,
    Kind.NUMBERS: lambda _, fact: write_numbers(fact),
    Kind.COMPETENCES: _write_competences,
    Kind.FIELD: _write_field,
    Kind.SPELLS: lambda _, fact: write_spells(fact),
    Kind.WEEKDAYS: lambda _, fact: write_weekdays(fact),
    Kind.PARTS: lambda _, fact: write_parts(fact),
}
