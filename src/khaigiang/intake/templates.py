"""The published workbooks: empty of facts but for an example, or filled with a plan or nominations of ours.

One writer makes both, so what the reader reads and what the template shows cannot drift apart.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from khaigiang.data.fields import fields
from khaigiang.intake import plan_columns
from khaigiang.intake.cells import write_cell
from khaigiang.intake.columns import Column, Kind, SheetForm
from khaigiang.intake.examples import example_nominations, example_plan
from khaigiang.intake.nomination_columns import LETTER, LIST, NOMINATIONS_VERSION
from khaigiang.intake.nominations import NominationWorkbook, NomineeRow
from khaigiang.intake.plan import PlanWorkbook
from khaigiang.intake.sheets import Value
from khaigiang.intake.workbook_writer import WorkbookWriter, row_height

GUIDE = "Hướng dẫn"
_GUIDE_WIDTHS = (32, 26, 10, 34, 48, 48)

_KINDS = {
    Kind.TEXT: ("Chữ", "Text"),
    Kind.TEXTS: ("Chữ, cách nhau bằng dấu chấm phẩy", "Texts parted by semicolons"),
    Kind.WHOLE: ("Số nguyên", "Whole number"),
    Kind.MONEY: ("Số tiền, đồng", "Amount in đồng"),
    Kind.DATE: ("Ngày dd/mm/yyyy", "Date dd/mm/yyyy"),
    Kind.PARTIAL_DATE: ("Ngày, tháng hoặc năm", "Date, month or year"),
    Kind.CHOICE: ("Chọn", "Choose"),
    Kind.NUMBERS: ("Các số: 1, 4-6", "Numbers: 1, 4-6"),
    Kind.COMPETENCES: ("CT1: 1, 4-6; CT2: 3", "CT1: 1, 4-6; CT2: 3"),
    Kind.FIELD: ("Chọn theo danh mục cuối trang này", "Choose from the list at the end of this sheet"),
    Kind.SPELLS: ("Các ngày, buổi, khoảng ngày", "Days, half-days, ranges"),
    Kind.WEEKDAYS: ("T2-T6; T7, CN", "T2-T6; T7, CN"),
    Kind.PARTS: ("sáng, chiều, tối", "sáng, chiều, tối"),
}
_FIELDS = SheetForm(
    "fields",
    "Danh mục lĩnh vực",
    "Fields",
    "Lĩnh vực của chương trình và cơ quan thường cho ý kiến thống nhất với dòng phân cấp của lĩnh vực ấy.",
    "The fields of programmes, and who usually consents to a delegated line of that field.",
    (),
)
_EXAMPLE_NOTE = (
    "Các dòng chữ nghiêng màu xám là ví dụ, đọc được và chạy được ngay. Hãy ghi đè hoặc xóa đi.",
    "The rows in grey italic are an example that can be read and run as it stands. Overwrite or delete them.",
)
_GENERAL_NOTES = (
    (
        "Cột có dấu * phải có và phải ghi đủ. Có thể đổi chỗ cột, thêm cột; phần mềm tìm cột theo tiêu đề.",
        "Columns marked * are required. Columns may be moved or added; they are found by their headings.",
    ),
    (
        "Không cần ghi hoa đúng chữ ở các ô chọn; ngày ghi dd/mm/yyyy.",
        "Choices are read whatever their case; dates are written dd/mm/yyyy.",
    ),
)


def plan_template() -> bytes:
    """The published plan workbook with a small example that reads and runs as it stands."""
    return _plan_workbook(example_plan(), example=True)


def nominations_template() -> bytes:
    """The published nominations workbook with a small example that fits the plan template's."""
    return _nominations_workbook(example_nominations(), example=True)


def write_plan(plan: PlanWorkbook) -> bytes:
    """The plan on the published form; reading it gives an equal plan."""
    return _plan_workbook(plan, example=False)


def write_nominations(nominations: NominationWorkbook, headings: Mapping[str, str] | None = None) -> bytes:
    """The nominations on the published form; reading it gives equal nominations.

    ``headings`` gives other headings to some fields, for a unit that keeps its own form.
    """
    return _nominations_workbook(nominations, example=False, headings=headings or {})


def _plan_workbook(plan: PlanWorkbook, *, example: bool) -> bytes:
    writer = WorkbookWriter(plan_columns.PLAN_VERSION, example=example)
    forms = (plan_columns.HEAD, *plan_columns.TABLES)
    guide, row = _write_guide(writer, plan_columns.PLAN_VERSION, forms, example=example)
    _write_fields(writer, guide, row + 1)
    head = writer.add_sheet(plan_columns.HEAD.title, landscape=False)
    head.set_column(0, 0, 24)
    head.set_column(1, 1, 80)
    writer.write_title(head, 0, plan_columns.HEAD)
    writer.write_form(head, 3, plan_columns.HEAD.columns, plan.head)
    for form in plan_columns.TABLES:
        rows: Sequence[object]
        rows = plan.head.instruments if form is plan_columns.INSTRUMENTS else getattr(plan, form.key)
        sheet = writer.add_sheet(form.title)
        writer.write_title(sheet, 0, form)
        writer.write_table(sheet, 3, form.columns, rows)
    return writer.finish()


def _nominations_workbook(
    nominations: NominationWorkbook, *, example: bool, headings: Mapping[str, str] = MappingProxyType({})
) -> bytes:
    writer = WorkbookWriter(NOMINATIONS_VERSION, example=example)
    letter = SheetForm("letter", LIST.title, LIST.english, LIST.purpose, LIST.english_purpose, LETTER)
    _write_guide(writer, NOMINATIONS_VERSION, (letter, LIST), example=example)
    sheet = writer.add_sheet(LIST.title)
    writer.write_title(sheet, 0, LIST)
    writer.write_form(sheet, 3, LETTER, nominations.letter, label_columns=2, value_columns=4)
    columns = [replace(column, heading=headings.get(column.field, column.heading)) for column in LIST.columns]
    writer.write_table(sheet, 4 + len(LETTER), columns, nominations.rows, value_of=_nominee_value)
    return writer.finish()


def _nominee_value(column: Column, row: object) -> Value:
    """A birth date that was not written as a date goes back as it was written."""
    if column.field == "birth" and isinstance(row, NomineeRow) and row.birth_text != str(row.birth):
        return row.birth_text
    return write_cell(column, getattr(row, column.field))


def _write_guide(writer: WorkbookWriter, version: str, forms: Sequence[SheetForm], *, example: bool) -> tuple[Any, int]:
    """The first sheet: what each sheet and column asks for, in two languages. Gives it and the row below its end."""
    sheet = writer.add_sheet(GUIDE, colour="#1F2A44")
    looks = writer.looks
    for place, width in enumerate(_GUIDE_WIDTHS):
        sheet.set_column(place, place, width)
    sheet.write_string(0, 0, version, looks.title)
    sheet.set_row(0, 24)
    row = 1
    for vietnamese, english in (*_GENERAL_NOTES, *((_EXAMPLE_NOTE,) if example else ())):
        sheet.write_string(row, 0, f"{vietnamese} · {english}", looks.subtitle)
        row += 1
    for form in forms:
        row = _write_guide_of(writer, sheet, row + 1, form)
    sheet.set_first_sheet()
    sheet.activate()
    return sheet, row


def _write_guide_of(writer: WorkbookWriter, sheet: Any, row: int, form: SheetForm) -> int:
    """One sheet's part of the guide; gives the row below it."""
    looks = writer.looks
    writer.write_title(sheet, row, form)
    titles = ("Cột · mục", "English", "Bắt buộc", "Cách ghi · How to write", "Giải thích", "Explanation")
    for place, title in enumerate(titles):
        sheet.write_string(row + 2, place, title, looks.heading)
    for number, column in enumerate(form.columns, start=row + 3):
        cells = (column.heading, column.english, "có · yes" if column.required else "", _how(column))
        texts = (*cells, column.note, column.english_note)
        sheet.set_row(number, row_height(texts, _GUIDE_WIDTHS))
        for place, text in enumerate(texts):
            sheet.write_string(number, place, text, looks.label if place == 0 else looks.guide)
    return row + 3 + len(form.columns)


def _write_fields(writer: WorkbookWriter, sheet: Any, row: int) -> None:
    """The fields of training at the end of the guide, to be chosen from on the sheet of programmes."""
    known = fields()
    if not known:
        return
    looks = writer.looks
    writer.write_title(sheet, row, _FIELDS)
    for place, title in enumerate(("Lĩnh vực", "English", "", "Cơ quan thường cho ý kiến")):
        sheet.write_string(row + 2, place, title, looks.heading)
    first = row + 3
    for number, field in enumerate(known, start=first):
        texts = (field.name, field.english, "", field.consenting_body)
        sheet.set_row(number, row_height(texts, _GUIDE_WIDTHS[: len(texts)]))
        for place, text in enumerate(texts):
            sheet.write_string(number, place, text, looks.label if place == 0 else looks.guide)
    writer.lists[Kind.FIELD] = f"='{GUIDE}'!$A${first + 1}:$A${first + len(known)}"


def _how(column: Column) -> str:
    if column.choices:
        return " / ".join(column.choices)
    vietnamese, english = _KINDS[column.kind]
    return vietnamese if vietnamese == english else f"{vietnamese} · {english}"
