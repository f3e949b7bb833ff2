"""The form of results reported as totals: what was held under lines of a plan in a period; version 1."""

import datetime as dt
from dataclasses import dataclass, field

from khaigiang.intake.columns import Column, Kind, SheetForm
from khaigiang.intake.findings import At

REPORTED_VERSION = "Mẫu báo cáo kết quả, phiên bản 1"


@dataclass(frozen=True, slots=True)
class ReportedLine:
    """What a row reports; what was not stated or could not be read is empty.

    ``line`` is the code of the plan's line, ``title`` what it is called, ``plan`` the plan's number where it is told.
    """

    line: str
    title: str = ""
    plan: str = ""
    first_day: dt.date | None = None
    last_day: dt.date | None = None
    classes: int | None = None
    places: int | None = None
    people: int | None = None
    source: str = ""
    order: int | None = None
    at: At = field(default_factory=At, compare=False, repr=False)

    @property
    def said(self) -> str:
        """The words that name the line."""
        return self.line or self.title

    @property
    def period_field(self) -> str:
        """The column that tells the period: its first day, or its words."""
        return "first_day" if "first_day" in self.at.columns else "period"


REPORTED = SheetForm(
    "reported",
    "Kết quả",
    "Results",
    "Số lớp, lượt học viên và số người của từng dòng kế hoạch theo dõi bằng số tổng hợp, theo từng kỳ.",
    "Classes, places and people of each line tracked by totals, period by period.",
    (
        Column("order", "STT", "No.", Kind.WHOLE, synonyms=("TT", "Số TT", "Số thứ tự"), width=6),
        Column(
            "line",
            "Mã dòng",
            "Line",
            Kind.TEXT,
            True,
            ("Mã dòng kế hoạch", "Mã số dòng", "Mã chương trình", "Mã lớp", "Mã"),
            note="Mã trong kế hoạch; có thể ghi nội dung thay cho mã",
            english_note="The code in the plan; what the line is called will do as well",
            width=12,
        ),
        Column(
            "title",
            "Nội dung",
            "What was held",
            Kind.TEXT,
            synonyms=(
                *("Dòng kế hoạch", "Tên dòng", "Nội dung bồi dưỡng", "Nội dung đào tạo, bồi dưỡng", "Nội dung đào tạo"),
                *(
                    "Tên chương trình",
                    "Chương trình",
                    "Chương trình bồi dưỡng",
                    "Tên lớp",
                    "Lớp",
                    "Loại hình bồi dưỡng",
                ),
                *("Nội dung, chương trình", "Nội dung chương trình", "Lớp đào tạo, bồi dưỡng"),
            ),
            width=44,
        ),
        Column(
            "plan",
            "Số kế hoạch",
            "Plan",
            Kind.TEXT,
            synonyms=("Kế hoạch", "Theo kế hoạch", "Kế hoạch số"),
            note="Chỉ cần khi hai kế hoạch cùng dùng một mã",
            english_note="Only where two plans use the same code",
            width=14,
        ),
        Column(
            "period",
            "Kỳ báo cáo",
            "Period",
            Kind.TEXT,
            synonyms=("Kỳ", "Thời gian", "Thời gian tổ chức", "Thời gian thực hiện", "Thời gian mở lớp", "Giai đoạn"),
            note="Như: Quý I/2024, tháng 3/2024, 6 tháng đầu năm 2024; hoặc ghi hai ngày bên cạnh",
            english_note="Such as Quý I/2024; or the two days beside it",
            width=22,
        ),
        Column("first_day", "Từ ngày", "From", Kind.DATE, synonyms=("Ngày bắt đầu", "Bắt đầu", "Từ"), width=13),
        Column("last_day", "Đến ngày", "To", Kind.DATE, synonyms=("Ngày kết thúc", "Kết thúc", "Đến"), width=13),
        Column(
            "classes",
            "Số lớp đã mở",
            "Classes",
            Kind.WHOLE,
            True,
            ("Số lớp", "Lớp đã mở", "Số lớp đã tổ chức", "Tổng số lớp", "Số lớp thực hiện"),
            width=10,
        ),
        Column(
            "places",
            "Số lượt học viên",
            "Places",
            Kind.WHOLE,
            True,
            ("Số lượt", "Lượt", "Lượt người", "Số lượt người", "Lượt học viên", "Tổng số lượt", "Số lượt cán bộ"),
            note="Ai học hai lớp tính hai lượt",
            english_note="Somebody in two classes counts twice",
            width=12,
        ),
        Column(
            "people",
            "Số người",
            "People",
            Kind.WHOLE,
            synonyms=("Số người học", "Tổng số người", "Người"),
            note="Mỗi người tính một lần; để trống nếu chỉ đếm lượt",
            english_note="Each counted once; empty where only places were counted",
            width=10,
        ),
        Column(
            "source",
            "Nguồn số liệu",
            "Source",
            Kind.TEXT,
            synonyms=("Nguồn", "Báo cáo số", "Số báo cáo", "Văn bản báo cáo", "Căn cứ"),
            note="Như: Báo cáo số 12-BC/HU ngày 5/4/2024",
            english_note="Such as the number and day of the report",
            width=30,
        ),
    ),
    ("Báo cáo kết quả", "Kết quả đào tạo, bồi dưỡng"),
)
FIGURES = ("classes", "places", "people")
EXAMPLE = (
    ReportedLine(
        "BDKT",
        "Bồi dưỡng kiến thức cho cán bộ cơ sở",
        first_day=dt.date(2024, 1, 1),
        last_day=dt.date(2024, 3, 31),
        classes=6,
        places=640,
        people=598,
        source="Báo cáo số 12-BC/HU ngày 5/4/2024",
        order=1,
    ),
    ReportedLine(
        "BDKT",
        "Bồi dưỡng kiến thức cho cán bộ cơ sở",
        first_day=dt.date(2024, 4, 1),
        last_day=dt.date(2024, 6, 30),
        classes=4,
        places=410,
        source="Báo cáo số 31-BC/HU ngày 4/7/2024",
        order=2,
    ),
)
