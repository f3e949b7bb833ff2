"""Sheets of a class and reports of results, in the formats in which offices save them.

``PYTHONPATH=src:tests .venv/bin/python -m corpus.class_sheets`` writes them anew; it needs LibreOffice.
"""

import datetime as dt
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

from intake.books import book_of
from khaigiang.core.attendance import Presence
from khaigiang.core.calendar import HalfDay, Part
from khaigiang.intake.attendance import AttendanceForm, TraineeLine
from khaigiang.intake.attendance_template import write_attendance
from khaigiang.intake.marks import MarkColumn, MarkSheet, Trainee, write_marks
from khaigiang.intake.reported import ReportedLine
from khaigiang.intake.reported_template import write_reported

FOLDER = Path(__file__).parent / "class_sheets"
FORMATS = {"xls": "xls", "ods": "ods", "csv": "csv:Text - txt - csv (StarCalc):59,34,76"}
DAY = dt.date(2022, 5, 12)
MORNING, AFTERNOON = HalfDay(DAY, Part.MORNING), HalfDay(DAY, Part.AFTERNOON)
ROLL = {(11, MORNING): Presence.PRESENT, (11, AFTERNOON): Presence.LATE, (12, MORNING): Presence.EXCUSED}
CLASS = AttendanceForm(
    "L1-3", "Lớp 3", (TraineeLine(11, "Nguyễn Hòa An", "Xã Ba"), TraineeLine(12, "Lê Thị Bình", "Xã Bốn")),
    (MORNING, AFTERNOON), ROLL,
)  # fmt: skip
MARKS = {(11, 1): Decimal("8.5"), (12, 1): Decimal(7), (12, 2): Decimal("9.25")}
ASSESSMENTS = (MarkColumn(1, 1, "Thu hoạch", Decimal(10)), MarkColumn(2, 2, "Trắc nghiệm", Decimal(10)))
MARK_SHEET = MarkSheet(
    "Lớp 3",
    ASSESSMENTS,
    tuple(
        Trainee(
            each.number,
            each.name,
            "12/05/1980",
            each.unit,
            {key: mark for (who, key), mark in MARKS.items() if who == each.number},
        )
        for each in CLASS.trainees
    ),
)
RESULTS = (
    ReportedLine("BD1", "Bồi dưỡng chi ủy", "", dt.date(2024, 1, 1), dt.date(2024, 3, 31), 4, 1410, 1300, "12-BC/HU"),
    ReportedLine("BD2", "Đảng viên mới", "", dt.date(2024, 1, 1), dt.date(2024, 3, 31), 6, 600, None, "12-BC/HU"),
)


def drawings() -> Iterator[tuple[str, bytes]]:
    """Every sheet by its name: on our form, and as an office draws its own."""
    yield "attendance_form", write_attendance(CLASS)
    yield "marks_form", write_marks(MARK_SHEET)
    yield "results_form", write_reported(RESULTS)
    head = [["TRƯỜNG CHÍNH TRỊ TỈNH"], [], ["", "BẢNG THEO DÕI LỚP 3"]]
    foot = [[], ["", "", "", "CHỦ NHIỆM LỚP"], ["", "", "", "Bùi Thị Ký"]]
    yield "attendance_office", book_of({"T5": [
        *head,
        ["STT", "Họ và tên", "Đơn vị", "Ngày 12/5/2022", ""],
        ["", "", "", "Sáng", "Chiều"],
        [1, "Nguyễn Hoà An", "Xã Ba", "C", "M"],
        [2, "LÊ THỊ BÌNH", "Xã Bốn", "Có phép", ""],
        *foot,
    ]})  # fmt: skip
    yield "marks_office", book_of({"Điểm": [
        *head,
        ["TT", "Họ và tên", "Đơn vị", "Thu hoạch", "Trắc nghiệm"],
        [1, "Nguyễn Hòa An", "Xã Ba", "8,5", ""],
        [2, "Lê Thị Bình", "Xã Bốn", 7, 9.25],
        *foot,
    ]})  # fmt: skip
    yield "results_office", book_of({"KQ": [
        ["HUYỆN ỦY ĐAN PHƯỢNG"],
        ["BÁO CÁO KẾT QUẢ BỒI DƯỠNG QUÝ I NĂM 2024"],
        ["TT", "Mã", "Nội dung", "Số lớp", "Lượt người", "Số người", "Báo cáo số"],
        ["I", "", "Khối Đảng"],
        [1, "BD1", "Bồi dưỡng chi ủy", 4, 1410, 1300, "12-BC/HU"],
        [2, "BD2", "Đảng viên mới", 6, 600, "", "12-BC/HU"],
        ["", "", "Tổng cộng", 10, 2010],
        ["", "", "NGƯỜI LẬP BIỂU"],
    ]})  # fmt: skip


def main() -> None:
    """Let LibreOffice save every drawing in each format."""
    FOLDER.mkdir(exist_ok=True)
    office = shutil.which("soffice") or "libreoffice"
    with tempfile.TemporaryDirectory() as folder:
        for name, content in drawings():
            (Path(folder) / f"{name}.xlsx").write_bytes(content)
        sources = sorted(map(str, Path(folder).glob("*.xlsx")))
        for how in FORMATS.values():
            command = [office, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", how]
            subprocess.run([*command, "--outdir", str(FOLDER), *sources], check=True, timeout=180)


if __name__ == "__main__":
    main()
