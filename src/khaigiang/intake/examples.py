"""The small year that stands as an example in the templates: it reads, checks and runs as it stands."""

import datetime as dt

from khaigiang.core.calendar import Part
from khaigiang.core.eligibility.facts import Sex, StudyForm
from khaigiang.core.vietnamese import PartialDate
from khaigiang.intake.nominations import Letter, NominationWorkbook, NomineeRow
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
)
from khaigiang.intake.spells import Spell

_SCHOOL = "Trường Đào tạo cán bộ Lê Hồng Phong"
_OFFICE = "Ban Tổ chức Thành ủy Hà Nội"
_UNITS = ("Xã Cổ Đô", "Xã Quảng Oai", "Xã Vật Lại")  # of Hà Nội, as it is since July 2025
_FIRST_DAYS = (dt.date(2026, 6, 8), dt.date(2026, 6, 15))
_MODULES = ("Công tác đảng viên", "Sinh hoạt chi bộ")
# module, name, kind, half-days, after
_TOPICS = (
    (1, "Công tác phát triển đảng viên ở cơ sở", TopicKind.LECTURE, ()),
    (1, "Quản lý hồ sơ và thẻ đảng viên", TopicKind.LECTURE, (1,)),
    (1, "Thảo luận: tình huống trong công tác đảng viên", TopicKind.DISCUSSION, (1, 2)),
    (2, "Nâng cao chất lượng sinh hoạt chi bộ", TopicKind.LECTURE, ()),
    (2, "Kiểm tra, giám sát của chi bộ", TopicKind.LECTURE, ()),
    (2, "Viết thu hoạch cuối khóa", TopicKind.TEST, (3, 4, 5)),
)


def example_plan() -> PlanWorkbook:
    """One line, two classes, one programme of six topics, four lecturers, two rooms, three units."""
    return PlanWorkbook(
        head=_head(),
        lines=(_line(),),
        classes=tuple(_class(number, day) for number, day in enumerate(_FIRST_DAYS, start=1)),
        programmes=(
            ProgrammeRow(
                "CT1", "Nghiệp vụ công tác đảng cho chi ủy viên", ProgrammeKind.REFRESHER, StudyForm.FULL_TIME, 4
            ),
        ),
        topics=tuple(
            TopicRow("CT1", module, _MODULES[module - 1], number, name, kind, 1, 4, after)
            for number, (module, name, kind, after) in enumerate(_TOPICS, start=1)
        ),
        lecturers=_lecturers(),
        rooms=(RoomRow("Hội trường", _SCHOOL, 60), RoomRow("Phòng 201", _SCHOOL, 40, (_spell(_FIRST_DAYS[0]),))),
        seats=tuple(SeatRow("D1", unit, seats, None) for unit, seats in zip(_UNITS, (24, 20, 16), strict=True)),
    )


# name, birth, sex, position: what the first unit sends, enough to hold both classes
_PEOPLE = (
    ("Nguyễn Văn Mẫu", PartialDate(1975, 5, 12), Sex.MALE, "Bí thư chi bộ"),
    ("Trần Thị Thử", PartialDate(1982, 11, 3), Sex.FEMALE, "Phó Bí thư chi bộ"),
    ("Phạm Văn Ví", PartialDate(1979, 1, 20), Sex.MALE, "Chi ủy viên"),
    ("Lê Thị Nêu", PartialDate(1980, 3, 8), Sex.FEMALE, "Bí thư chi bộ"),
    ("Hoàng Văn Thí", PartialDate(1977, 9, 2), Sex.MALE, "Phó Bí thư chi bộ"),
    ("Đặng Thị Dẫn", PartialDate(1985, 12, 15), Sex.FEMALE, "Chi ủy viên"),
    ("Vũ Văn Chứng", PartialDate(1973, 7, 27), Sex.MALE, "Bí thư chi bộ"),
    ("Bùi Thị Kể", PartialDate(1983, 4, 30), Sex.FEMALE, "Phó Bí thư chi bộ"),
    ("Đỗ Văn Phỏng", PartialDate(1978, 10, 10), Sex.MALE, "Chi ủy viên"),
    ("Hồ Thị Tả", PartialDate(1981, 2, 3), Sex.FEMALE, "Bí thư chi bộ"),
)


def example_nominations() -> NominationWorkbook:
    """What the first unit of the example plan may send."""
    letter = Letter("12-CV/ĐU", dt.date(2026, 5, 14), "Lê Thị Ví Dụ", "Phó Bí thư", _UNITS[0], "D1")
    return NominationWorkbook(
        letter,
        tuple(
            NomineeRow(number, name, str(birth), birth, sex, position, _UNITS[0], PartialDate(2004, 9))
            for number, (name, birth, sex, position) in enumerate(_PEOPLE, start=1)
        ),
    )


def _head() -> PlanHead:
    instrument = InstrumentRow(
        "04-NQ/TU",
        dt.date(2021, 5, 31),
        "Thành ủy Hà Nội",
        "Nghị quyết về nâng cao năng lực lãnh đạo, sức chiến đấu của tổ chức cơ sở đảng",
    )
    return PlanHead(
        number="05-KH/BTCTU",
        issued_on=dt.date(2026, 1, 15),
        issuer=_OFFICE,
        parent_body="Thành ủy Hà Nội",
        place="Hà Nội",
        year=2026,
        title="Kế hoạch bồi dưỡng nghiệp vụ công tác đảng năm 2026",
        pack=Pack.PARTY,
        instruments=(instrument,),
    )


def _line() -> LineRow:
    return LineRow(
        code="D1",
        title="Bồi dưỡng nghiệp vụ công tác đảng cho cấp ủy chi bộ",
        programme="CT1",
        audience=("Bí thư chi bộ", "Phó Bí thư chi bộ", "Chi ủy viên"),
        rule_set="",
        classes=2,
        seats=60,
        organiser=_OFFICE,
        school=_SCHOOL,
        venue=_SCHOOL,
        payer="Ngân sách thành phố",
        chief_and_deputy_together=True,
        quota_method=QuotaMethod.LISTED,
    )


def _class(number: int, first: dt.date) -> ClassRow:
    name = f"Lớp bồi dưỡng nghiệp vụ công tác đảng số {number}"
    times = (tuple(range(5)), (Part.MORNING, Part.AFTERNOON))
    return ClassRow("D1", number, name, 5, 35, first, first + dt.timedelta(days=4), *times)


def _lecturers() -> tuple[LecturerRow, ...]:
    unit = _SCHOOL
    return (
        LecturerRow("Đỗ Văn Nháp", "Thạc sĩ", unit, (Competence("CT1", (1, 2, 3)),)),
        LecturerRow(
            "Vũ Thị Gương", "Giảng viên chính", unit, (Competence("CT1", (3, 4)),), (_spell(dt.date(2026, 6, 9)),)
        ),
        LecturerRow("Bùi Văn Tỏ", "Báo cáo viên", _OFFICE, (Competence("CT1", (1, 2, 4)),)),
        LecturerRow("Hoàng Thị Rõ", "Báo cáo viên", "Ủy ban Kiểm tra Thành ủy Hà Nội", (Competence("CT1", (5,)),)),
    )


def _spell(day: dt.date) -> Spell:
    return Spell(day, day, Part.MORNING)
