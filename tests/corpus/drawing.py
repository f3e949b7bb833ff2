"""Draws a sheet as an office would, and keeps what a reader should find on it: people, and findings by cell."""

import datetime as dt
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_rowcol_to_cell

from corpus.people import Invented

STAMP = dt.datetime(2020, 1, 1)  # noqa: DTZ001 - the format of the file knows no time zone
LETTERHEAD = (
    ("ĐẢNG BỘ THÀNH PHỐ MẪU", "ĐẢNG CỘNG SẢN VIỆT NAM"),
    ("ĐẢNG ỦY PHƯỜNG MẪU MỘT", "Thành phố Mẫu, ngày 12 tháng 5 năm 2025"),
)
TITLE = "DANH SÁCH TRÍCH NGANG CÁN BỘ CỬ ĐI BỒI DƯỠNG"
HEADINGS = ("STT", "Họ và tên", "Ngày, tháng, năm sinh", "Giới tính", "Chức vụ", "Đơn vị công tác", "Ghi chú")


@dataclass
class Expected:
    """What a reader should answer. ``findings``: (sheet, cell, code, suggestion), before anything is accepted."""

    people: list[dict[str, Any]] = field(default_factory=list)
    findings: list[tuple[str, str, str, str | None]] = field(default_factory=list)
    kinds: set[str] = field(default_factory=set)


def stated(person: Invented, **other: object) -> dict[str, Any]:
    """A person as a full reading states them; ``other`` replaces what this list does not say or says otherwise."""
    said = {
        "full_name": person.name,
        "birth": person.born,
        "sex": person.sex,
        "position": person.position,
        "unit": person.unit,
    }
    return said | other


class Drawn:
    """One workbook in the making."""

    def __init__(self) -> None:
        self._bytes = io.BytesIO()
        self.book = xlsxwriter.Workbook(self._bytes, {"in_memory": True})
        self.book.set_properties({"created": STAMP, "author": "Không có thật"})
        self.expected = Expected()
        self._looks: dict[tuple[tuple[str, Any], ...], Any] = {}

    def look(self, **properties: object) -> Any:
        key = tuple(sorted(properties.items()))
        if key not in self._looks:
            self._looks[key] = self.book.add_format({"font_name": "Times New Roman", "font_size": 12, **properties})
        return self._looks[key]

    def page(self, name: str = "Sheet1") -> "Page":
        return Page(self, self.book.add_worksheet(name))

    def finish(self) -> bytes:
        self.book.close()
        return self._bytes.getvalue()


class Page:
    """One sheet, written from the top; ``row`` is the next one, counted from 0."""

    def __init__(self, drawn: Drawn, sheet: Any) -> None:
        self.drawn, self.sheet, self.row = drawn, sheet, 0
        sheet.set_column(1, 1, 26)
        sheet.set_column(2, 9, 18)

    def finds(self, place: int, code: str, fix: str | None = None, *, row: int | None = None) -> None:
        """Expect a finding at a column of the next row, or of another one counted from 1."""
        cell = xl_rowcol_to_cell(self.row if row is None else row - 1, place)
        self.drawn.expected.findings.append((self.sheet.get_name(), cell, code, fix))

    def says(self, person: Invented, **other: object) -> None:
        """Expect a person once all that is suggested was accepted."""
        self.drawn.expected.people.append(stated(person, **other))

    def skip(self, rows: int = 1) -> None:
        self.row += rows

    def letterhead(self, right: int = 4, title: str = TITLE) -> None:
        for left_text, right_text in LETTERHEAD:
            self.sheet.merge_range(self.row, 0, self.row, 2, left_text, self.drawn.look(align="center", bold=True))
            self.sheet.merge_range(self.row, right, self.row, right + 2, right_text, self.drawn.look(align="center"))
            self.row += 1
        self.skip()
        look = self.drawn.look(align="center", bold=True, font_size=14)
        self.sheet.merge_range(self.row, 0, self.row, right + 2, title, look)
        self.sheet.merge_range(
            self.row + 1,
            0,
            self.row + 1,
            right + 2,
            "(Kèm theo Công văn số 12-CV/ĐU ngày 12/5/2025)",
            self.drawn.look(),
        )
        self.skip(3)

    def headings(self, texts: Sequence[str], write: Callable[[str], str] = str, **look: object) -> None:
        for place, text in enumerate(texts):
            properties = {"bold": True, "border": 1, "text_wrap": True, **look}
            self.sheet.write_string(self.row, place, write(text), self.drawn.look(**properties))
        self.row += 1

    def cells(self, values: Sequence[object], **look: object) -> None:
        """One row; dates are true dates, text stays text."""
        for place, value in enumerate(values):
            self.cell(place, value, **look)
        self.row += 1

    def cell(self, place: int, value: object, **look: object) -> None:
        properties = {"border": 1, **look}
        if isinstance(value, dt.date):
            self.sheet.write_datetime(
                self.row, place, value, self.drawn.look(**{"num_format": "dd/mm/yyyy", **properties})
            )
        elif isinstance(value, int | float):
            self.sheet.write_number(self.row, place, value, self.drawn.look(**properties))
        elif value:
            self.sheet.write_string(self.row, place, str(value), self.drawn.look(**properties))

    def group(self, number: str, text: str, *, merged: bool = False, last: int = 6) -> None:
        look = self.drawn.look(bold=True, border=1)
        if merged:
            self.sheet.merge_range(self.row, 0, self.row, last, f"{number}. {text}", look)
        else:
            self.sheet.write_string(self.row, 0, number, look)
            self.sheet.write_string(self.row, 1, text, look)
        self.row += 1

    def signed(self) -> None:
        self.skip()
        self.sheet.write_string(self.row, 1, "NGƯỜI LẬP BIỂU", self.drawn.look(bold=True))
        self.sheet.write_string(self.row, 5, "T/M ĐẢNG ỦY", self.drawn.look(bold=True))
        self.skip(3)
        self.sheet.write_string(self.row, 1, "Ngô Văn Lập", self.drawn.look())
        self.sheet.write_string(self.row, 5, "Bùi Thị Ký", self.drawn.look())


def row_of(person: Invented, order: int) -> list[object]:
    """A person under ``HEADINGS``."""
    return [order, person.name, person.birth, person.said_sex, person.position, person.unit, ""]
