"""A plan workbook as the reader gives it, small enough to be read at a glance."""

import datetime as dt
from dataclasses import replace

from khaigiang.core.eligibility.facts import StudyForm
from khaigiang.intake.findings import At
from khaigiang.intake.plan import (
    ClassRow,
    Competence,
    InstrumentRow,
    LecturerRow,
    LineRow,
    Pack,
    PlanHead,
    PlanWorkbook,
    ProgrammeKind,
    ProgrammeRow,
    QuotaMethod,
    RoomRow,
    SeatRow,
    TopicKind,
    TopicRow,
    UnitRow,
)

FIRST, LAST = dt.date(2022, 5, 9), dt.date(2022, 5, 13)
HEAD = PlanHead(
    number="50-KH/TU",
    issued_on=dt.date(2022, 1, 10),
    issuer="Ban Thường vụ Thành ủy",
    parent_body="Đảng bộ thành phố Hà Nội",
    place="Hà Nội",
    year=2022,
    title="Kế hoạch đào tạo, bồi dưỡng năm 2022",
    pack=Pack.PARTY,
    instruments=(InstrumentRow("04-NQ/TU", dt.date(2021, 5, 31), "Thành ủy", "Nghị quyết về cán bộ"),),
)
LINE = LineRow(
    code="D1",
    title="Bồi dưỡng bí thư đảng ủy cấp xã",
    programme="CT-1",
    audience=("Bí thư Đảng ủy",),
    rule_set="",
    classes=1,
    seats=4,
    organiser="Ban Tổ chức Thành ủy",
    school="Trường Đào tạo cán bộ Lê Hồng Phong",
    venue="Trường Lê Hồng Phong",
    payer="Ngân sách thành phố",
    chief_and_deputy_together=True,
    quota_method=QuotaMethod.LISTED,
    at=At("ke-hoach.xlsx", "Dòng", 5, {"audience": "D", "rule_set": "E"}),
)
WORKBOOK = PlanWorkbook(
    head=HEAD,
    lines=(LINE,),
    classes=(ClassRow("D1", 1, "Lớp 1", 1, 10, FIRST, LAST),),
    programmes=(ProgrammeRow("CT-1", "Bồi dưỡng bí thư", ProgrammeKind.REFRESHER, StudyForm.FULL_TIME, 5),),
    topics=(
        TopicRow("CT-1", 1, "Xây dựng Đảng", 1, "Công tác tổ chức", TopicKind.LECTURE, 1, None),
        TopicRow("CT-1", 1, "Xây dựng Đảng", 2, "Công tác kiểm tra", TopicKind.LECTURE, 1, None),
    ),
    lecturers=(LecturerRow("Trịnh Công Giảng", "Tiến sĩ", "Khoa Xây dựng Đảng", (Competence("CT-1"),)),),
    rooms=(RoomRow("Hội trường A", "Trường Lê Hồng Phong", 150),),
    seats=(
        SeatRow("D1", "Quận Ba Đình", 3, None, At("ke-hoach.xlsx", "Chỉ tiêu", 5, {"unit": "B"})),
        SeatRow("D1", "Quận Tây Hồ", 1, None, At("ke-hoach.xlsx", "Chỉ tiêu", 6, {"unit": "B"})),
    ),
)
AUDIENCES = {"Bí thư Đảng ủy": "commune_secretary"}


def workbook(**facts: object) -> PlanWorkbook:
    """The same workbook, but for these parts of it."""
    return replace(WORKBOOK, **facts)


def cell_of(ward: str) -> UnitRow:
    return UnitRow("Chi bộ số 5", "cell", ward, At("ke-hoach.xlsx", "Đơn vị", 4, {"parent": "C"}))
