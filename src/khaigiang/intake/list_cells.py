"""The cells of an office's list: each read as its column asks, every repair a suggestion until somebody takes it."""

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from khaigiang.core.vietnamese import (
    DateColumn,
    DateDoubt,
    DateOrder,
    DateReading,
    EncodingGuess,
    NumberKind,
    PartialDate,
    PhoneKind,
    Repair,
    Suggestion,
    fold,
    guess_column,
    read_citizen_number,
    read_date,
    read_date_column,
    read_name,
    read_phones,
    repaired,
    suggest_recovery,
    suggest_repairs,
)
from khaigiang.core.vietnamese.citizen_numbers import LENGTH, Sex
from khaigiang.core.vietnamese.dates import FIRST_YEAR, LAST_YEAR, SERIAL_EPOCH
from khaigiang.core.vietnamese.digits import as_text
from khaigiang.data.citizen_numbers import birth_places
from khaigiang.intake.accepting import Accepted
from khaigiang.intake.cells import cell_text
from khaigiang.intake.findings import At, Finding, Severity, found
from khaigiang.intake.sheets import Sheet, Value

OLD_ENCODINGS = {Repair.TCVN3, Repair.VNI, Repair.UTF8}
TITLE, YEAR, GROUPING = "title", "year", "grouping"  # kinds of suggestions besides those of ``Repair``
LARGEST = 2_147_483_647  # what the database keeps in a whole number
_SEXES: Mapping[str, Sex] = {"nam": "male", "nu": "female", "male": "male", "female": "female"}
_CATEGORIES: Mapping[str, str] = {
    "can bo": "official",
    "cb": "official",
    "cong chuc": "civil_servant",
    "cc": "civil_servant",
    "vien chuc": "public_employee",
    "vc": "public_employee",
    "khac": "other",
    "doi tuong khac": "other",
}
_ERRORS = ("#REF!", "#N/A", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!")
_GROUPED = re.compile(r"\d{1,3}(?:[. ]\d{3})+")
_NOTHING = " -–—./"  # signs that say a cell is left empty on purpose
_LOOKED_AT = 200  # rows that tell the encoding of a whole sheet
_YOUNGEST, _OLDEST = 16, 90  # ages beyond which a date of birth is asked about; nobody is refused for it
_NUMBER_SENTENCES = {
    "not_digits": "number_not_digits",
    "digits_lost": "number_digits_lost",
    "wrong_length": "number_wrong_length",
    "place_unknown": "number_place_unknown",
    "place_abroad": "number_place_abroad",
    "sex_differs": "number_sex_differs",
    "birth_year_differs": "number_birth_year_differs",
    "born_later": "number_born_later",
}


class ColumnGuesses:
    """What the cells of a sheet's columns say together: their encodings, and the order of day and month."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self._encodings: dict[int, EncodingGuess] = {}
        self._dates: dict[int, DateColumn] = {}
        self._seen: dict[tuple[int, str, str], Suggestion | None] = {}
        self._mended: dict[tuple[int, str, str], tuple[Suggestion, ...]] = {}
        above = (value for row in sheet.rows[:_LOOKED_AT] for value in row if isinstance(value, str))
        self.whole = guess_column(above)

    def recovery(self, row: int, place: int, text: str) -> Suggestion | None:
        """What a text in an old encoding says, by its font, itself and its column."""
        if text.isascii():
            return None
        key = (place, self._sheet.look.fonts.get((row, place), ""), text)
        if key not in self._seen:
            self._seen[key] = suggest_recovery(text, font=key[1], column=self._encoding(place))
        return self._seen[key]

    def mended(self, row: int, place: int, text: str) -> tuple[Suggestion, ...]:
        """All that is suggested for a text, in the order to take it; the same words of a column are asked once."""
        key = (place, self._sheet.look.fonts.get((row, place), ""), text)
        if key not in self._mended:
            recovery = self.recovery(row, place, text)
            mended = suggest_repairs(recovery.text if recovery else text)
            self._mended[key] = (recovery, *mended) if recovery else mended
        return self._mended[key]

    def dates(self, place: int, rows: Iterable[int]) -> DateColumn:
        """What the dates of a column say of their order; asked once for all its rows."""
        if place not in self._dates:
            self._dates[place] = read_date_column(
                value for row in rows if isinstance(value := self._sheet.value(row, place), str | float | dt.date)
            )
        return self._dates[place]

    def _encoding(self, place: int) -> EncodingGuess:
        if place not in self._encodings:
            column = (row[place] for row in self._sheet.rows if place < len(row))
            self._encodings[place] = guess_column(value for value in column if isinstance(value, str))
        return self._encodings[place]


@dataclass(frozen=True, slots=True)
class Fix:
    """What a cell might say instead of what was ``typed``, and the kinds of repair that make it so."""

    typed: Value
    text: str
    kinds: Sequence[str]


@dataclass(slots=True)
class RowReader:
    """Reads the cells of one row into values and findings. Ages and short years are told by the day ``reference``."""

    sheet: Sheet
    at: At
    guesses: ColumnGuesses
    accepted: Accepted
    reference: dt.date
    findings: list[Finding] = field(default_factory=list)

    def tell(self, name: str, code: str, severity: Severity, /, suggestion: str | None = None, **facts: object) -> None:
        """Note a finding at a field of this row."""
        self.findings.append(found(self.at, name, code, severity, suggestion=suggestion, **facts))

    def raw(self, name: str, place: int) -> Value:
        """What stands in the cell; nothing for an error or a formula that was never calculated, which is told."""
        value, look = self.sheet.value(self.at.row, place), self.sheet.look
        if (self.at.row, place) in look.errors or (isinstance(value, str) and value.startswith(_ERRORS)):
            self.tell(name, "cell_error", Severity.ROW_FAULT)
            return ""
        if value == "" and (self.at.row, place) in look.unsolved:
            self.tell(name, "formula_unsolved", Severity.ROW_FAULT)
        return value

    def text(self, name: str, place: int) -> str:
        """Words: as typed, or as suggested where that was taken."""
        value = self.raw(name, place)
        if not isinstance(value, str):
            return cell_text(value)
        suggestions = self.guesses.mended(self.at.row, place, value) if value else ()
        return self._offer(name, value, suggestions) if suggestions else value

    def name(self, name: str, place: int) -> str:
        """A person's name; titles and remarks around it are a suggestion to leave them away."""
        value = self.raw(name, place)
        if not isinstance(value, str) or not value:
            return cell_text(value)
        recovery = self.guesses.recovery(self.at.row, place, value)
        stated = read_name(recovery.text if recovery else value)
        suggestions = [*([recovery] if recovery else []), *stated.suggestions]
        whole = repaired(stated.name, stated.suggestions)
        kinds = [suggestion.repair.value for suggestion in suggestions]
        if stated.titles or stated.note:
            kinds.append(TITLE)
        text = self._offer_kinds(name, value, whole, kinds)
        if stated.abbreviated:
            self.tell(name, "name_abbreviated", Severity.PROBLEM, value=text)
        return text

    def sex(self, name: str, place: int) -> Sex | None:
        """Nam or Nữ, in any encoding."""
        text = self.text(name, place)
        if not text:
            return None
        sex = _SEXES.get(fold(text).strip(" ."))
        # A cell that waits for its encoding says nothing else that is wrong.
        if sex is None and not any(each.cell == self.at.cell(name) for each in self.findings):
            self.tell(name, "not_choice", Severity.PROBLEM, heading="Giới tính", value=text, allowed="Nam, Nữ")
        return sex

    def category(self, name: str, place: int) -> str:
        """What somebody is by law; words that say something else, or several things, say nothing."""
        text = self.text(name, place)
        category = _CATEGORIES.get(fold(text).strip(" ."), "")
        if text and not category and not any(each.cell == self.at.cell(name) for each in self.findings):
            allowed = "Cán bộ, Công chức, Viên chức, Khác"
            heading = "Cán bộ, công chức, viên chức"
            self.tell(name, "not_choice", Severity.PROBLEM, heading=heading, value=text, allowed=allowed)
        return category

    def date(self, name: str, place: int, rows: Sequence[int], heading: str, severity: Severity) -> PartialDate | None:
        """A date, a month or a year; what can be read in another way is a suggestion, what cannot is a fault."""
        value = self.raw(name, place)
        if value == "":
            return None
        serial = _year_shown_as_date(value)
        if serial is not None:
            fix = Fix(value, str(serial), [YEAR])
            taken = self._offered(name, fix, "year_shown_as_date", severity, heading=heading, year=str(serial))
            return PartialDate(serial) if taken else None
        reading = DateReading(None, (DateDoubt.UNREADABLE,))
        if not isinstance(value, bool | dt.time | dt.timedelta):
            reading = read_date(value, reference=self.reference, column=self.guesses.dates(place, rows))
        if reading.date is None:
            return self._unread(name, value, reading, heading, severity)
        if DateDoubt.SHORT_YEAR in reading.doubts:
            fix = Fix(value, str(reading.date), [Repair.SHORT_YEAR.value])
            taken = self._offered(name, fix, "short_year", severity, heading=heading)
            return reading.date if taken else None
        order = self.guesses.dates(place, rows).order
        if reading.suggestions and (DateDoubt.SWAPPED in reading.doubts or order is DateOrder.MONTH_FIRST):
            other = reading.suggestions[0]
            if self._offered(name, Fix(value, other.text, [other.repair.value]), "repair", Severity.SUGGESTION):
                return _date_of(other.text)
        return reading.date

    def whole(self, name: str, place: int, heading: str) -> int | None:
        """A number of things; points between its thousands are a suggestion to leave them away."""
        value = self.raw(name, place)
        if value == "" or (isinstance(value, str) and fold(value).strip(_NOTHING) == ""):
            return None
        text = cell_text(value)
        digits = text.replace(" ", "").replace(".", "") if isinstance(value, str) and _GROUPED.fullmatch(text) else text
        if isinstance(value, bool) or not (digits.isascii() and digits.isdecimal()):
            self.tell(name, "not_whole", Severity.ROW_FAULT, heading=heading, value=text)
            return None
        if int(digits) > LARGEST:
            self.tell(name, "figure_too_large", Severity.ROW_FAULT, value=text, limit=LARGEST)
            return None
        fix = Fix(value, digits, [GROUPING])
        if digits != text and not self._offered(name, fix, "not_whole", Severity.ROW_FAULT, heading=heading):
            return None
        return int(digits)

    def citizen_number(self, name: str, place: int, sex: Sex | None, birth: PartialDate | None) -> str:
        """Twelve digits, or the nine of an older card; what the digits contradict is a problem, never a repair."""
        value = self.raw(name, place)
        if not isinstance(value, str | float | int) or value == "":
            return ""
        number = read_citizen_number(value, places=birth_places(), sex=sex, birth=birth, on=self.reference)
        typed = as_text(value).strip()
        kinds = [suggestion.repair.value for suggestion in number.suggestions]
        taken = True
        if kinds and number.kind is not NumberKind.UNKNOWN:
            whole = sum(map(str.isdigit, typed)) in {LENGTH, 9}
            severity = Severity.SUGGESTION if whole else Severity.ROW_FAULT
            taken = self._offered(name, Fix(value, number.number, kinds), "repair", severity)
        for finding in number.findings:
            code = _NUMBER_SENTENCES.get(finding.code)
            if code:
                severity = Severity.ROW_FAULT if number.kind is NumberKind.UNKNOWN else Severity.PROBLEM
                self.tell(name, code, severity, value=number.number, **finding.facts)
        if number.kind is NumberKind.UNKNOWN:
            return ""
        return number.number if taken else "".join(filter(str.isdigit, typed))

    def phone(self, name: str, place: int) -> str:
        """The numbers of a cell, parted by semicolons."""
        value = self.raw(name, place)
        if not isinstance(value, str | float | int) or value == "":
            return ""
        phones = read_phones(value)
        kinds = [each.repair.value for phone in phones for each in phone.suggestions]
        for phone in phones:
            if phone.kind is PhoneKind.UNKNOWN:
                self.tell(name, "phone_unknown", Severity.PROBLEM, value=phone.typed)
        whole = "; ".join(phone.number for phone in phones)
        if any(phone.kind is PhoneKind.UNKNOWN for phone in phones):
            return as_text(value).strip()
        return self._offer_kinds(name, as_text(value), whole, kinds)

    def birth(self, name: str, place: int, rows: Sequence[int], heading: str) -> PartialDate | None:
        """A date of birth: one that makes somebody a child or very old is asked about."""
        born = self.date(name, place, rows, heading, Severity.ROW_FAULT)
        if born and not _YOUNGEST <= self.reference.year - born.year <= _OLDEST:
            self.tell(name, "age_odd", Severity.PROBLEM, value=str(born), heading=heading)
        return born

    def _unread(
        self, name: str, value: Value, reading: DateReading, heading: str, severity: Severity
    ) -> PartialDate | None:
        doubts, suggestions = reading.doubts, reading.suggestions
        if DateDoubt.EMPTY in doubts:
            return None
        if DateDoubt.STATED_UNKNOWN in doubts:
            self.tell(name, "date_stated_unknown", Severity.PROBLEM, value=cell_text(value), heading=heading)
        elif suggestions:
            fix = Fix(value, suggestions[0].text, [suggestions[0].repair.value])
            if self._offered(name, fix, "not_partial_date", severity, heading=heading):
                return _date_of(fix.text)
        else:
            self.tell(name, "not_partial_date", severity, value=cell_text(value), heading=heading)
        return None

    def _offer(self, name: str, typed: str, suggestions: Sequence[Suggestion]) -> str:
        kinds = [suggestion.repair.value for suggestion in suggestions]
        return self._offer_kinds(name, typed, repaired(typed, suggestions), kinds)

    def _offer_kinds(self, name: str, typed: str, text: str, kinds: Sequence[str]) -> str:
        if not kinds:
            return typed
        old = any(kind in OLD_ENCODINGS for kind in kinds)
        code, severity = ("old_encoding", Severity.FILE_FAULT) if old else ("repair", Severity.SUGGESTION)
        return text if self._offered(name, Fix(typed, text, kinds), code, severity) else typed

    def _offered(self, name: str, fix: Fix, code: str, severity: Severity, /, **facts: str) -> bool:
        """Whether a suggestion is taken; one that is not yet is a finding. One that was taken is told as a note."""
        kinds = list(dict.fromkeys(fix.kinds))
        taken = self.accepted.takes(kinds, self.at.sheet, self.at.cell(name))
        if taken:
            code, severity = "repaired", Severity.NOTE
        value = fix.typed if isinstance(fix.typed, str) else cell_text(fix.typed)
        self.tell(name, code, severity, fix.text, value=value, fix=fix.text, kinds=", ".join(kinds), **facts)
        return taken


def _year_shown_as_date(value: Value) -> int | None:
    """A bare year typed into a cell that shows dates is a day of 1905."""
    if not isinstance(value, dt.date):
        return None
    serial = (dt.date(value.year, value.month, value.day) - SERIAL_EPOCH).days
    return serial if FIRST_YEAR <= serial <= LAST_YEAR else None


def _date_of(text: str) -> PartialDate:
    """The date that a suggestion wrote: ``12/05/1975``, ``05/1975`` or ``1975``."""
    numbers = [int(number) for number in text.split("/")]
    return PartialDate(*reversed(numbers))
