"""Draws the attendance workbook of a class."""

from khaigiang.intake.attendance import ATTENDANCE_VERSION, LETTERS, AttendanceForm, half_day_heading
from khaigiang.intake.columns import SheetForm
from khaigiang.intake.workbook_writer import WorkbookWriter

SHEET = "Điểm danh"
CLASS_LABEL = "Mã lớp"
HEADINGS = ("Số của học viên", "Họ và tên", "Đơn vị")
TOP = 4  # the row of headings, 0 is the first
_WIDTHS = (10, 26, 26)
_HALF_DAY_WIDTH = 12
_FORM = SheetForm(
    "attendance",
    SHEET,
    "Attendance",
    "C: có mặt, M: đến muộn, P: vắng có phép, K: vắng không phép. Ô trống: chưa điểm danh.",
    "C: present, M: late, P: excused, K: unexcused. Empty: not taken yet.",
    (),
)


def write_attendance(form: AttendanceForm) -> bytes:
    """The workbook: reading it back gives the letters that were known. The same form gives the same bytes."""
    writer = WorkbookWriter(ATTENDANCE_VERSION, example=False)
    sheet = writer.add_sheet(SHEET)
    writer.write_title(sheet, 0, _FORM)
    sheet.write_string(2, 0, CLASS_LABEL, writer.looks.label)
    sheet.write_string(2, 1, form.class_code, writer.looks.text)
    sheet.write_string(2, 2, form.class_name, writer.looks.text)
    sheet.set_row(TOP, 36)
    for place, heading in enumerate((*HEADINGS, *map(half_day_heading, form.half_days))):
        sheet.write_string(TOP, place, heading, writer.looks.heading)
        sheet.set_column(place, place, _WIDTHS[place] if place < len(_WIDTHS) else _HALF_DAY_WIDTH)
    letter_of = {presence: letter for letter, presence in LETTERS.items()}
    for row, trainee in enumerate(form.trainees, start=TOP + 1):
        known = (form.known.get((trainee.number, half_day)) for half_day in form.half_days)
        letters = ("" if presence is None else letter_of[presence] for presence in known)
        writer.write_cells(sheet, row, (trainee.number, trainee.name, trainee.unit, *letters))
    if form.half_days and form.trainees:
        last_row, last_place = TOP + len(form.trainees), len(HEADINGS) + len(form.half_days) - 1
        choices = {"validate": "list", "source": list(LETTERS)}
        sheet.data_validation(TOP + 1, len(HEADINGS), last_row, last_place, choices)
    sheet.freeze_panes(TOP + 1, len(HEADINGS))
    sheet.repeat_rows(TOP)
    return writer.finish()
