"""Case E: 172 secretaries, deputies and committee members of the cells of Việt Trì ward, three days in November 2025.

What the published report does not say is ours: the cells, the lecturers, the halls, the sixth half-day. Every person is
invented.
"""

import datetime as dt
from collections.abc import Iterator
from random import Random

from khaigiang.core.calendar import Part
from khaigiang.core.eligibility.facts import StudyForm
from khaigiang.core.vietnamese import PartialDate
from khaigiang.demo.case import DemoCase
from khaigiang.demo.people import Invention
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
    UnitRow,
)
from khaigiang.intake.spells import Spell

SEED = 172
FIRST_DAY, LAST_DAY = dt.date(2025, 11, 12), dt.date(2025, 11, 14)
JUDGED_ON = dt.date(2025, 11, 3)
PLAN, YEAR = "18-KH/ĐU", 2025
LINE, PROGRAMME = "NVĐ-2025", "CT-NVĐ"
WARD, PROVINCE = "Phường Việt Trì", "Tỉnh Phú Thọ"
SCHOOL, VENUE = "Trường Chính trị tỉnh Phú Thọ", "Trung tâm hội nghị phường Việt Trì"
TRAINEES = 172
_UNITS_ON, _PROVINCE_CODE = "2025-07-01", "25"
_PERIODS_PER_HALF_DAY = 5

_SECRETARY, _DEPUTY, _MEMBER = "Bí thư chi bộ", "Phó Bí thư chi bộ", "Chi ủy viên"
_RESIDENTIAL_CELLS = 40  # three each, and a fourth from the first sixteen
_FOURTH_FROM = 16
_WORK_CELLS = (
    *("Trường Mầm non Hoa Sen", "Trường Mầm non Sao Mai", "Trường Mầm non Ánh Dương", "Trường Tiểu học Số 1"),
    *("Trường Tiểu học Số 2", "Trường Tiểu học Số 3", "Trường Trung học cơ sở Số 1", "Trường Trung học cơ sở Số 2"),
    *("Trường Trung học cơ sở Số 3", "Trạm Y tế phường", "Công an phường", "Quân sự phường", "Văn phòng Đảng ủy"),
    *("Văn phòng Hội đồng nhân dân và Ủy ban nhân dân", "Ban Xây dựng Đảng", "Mặt trận Tổ quốc phường"),
    *("Phòng Kinh tế, Hạ tầng và Đô thị", "Trung tâm Phục vụ hành chính công"),
)
# name, kind, half-days or else periods, numbers of the topics that come first
_TOPICS = (
    ("Công tác đảng viên ở chi bộ", TopicKind.LECTURE, 1, None, ()),
    ("Nâng cao chất lượng sinh hoạt chi bộ và đảng viên ở nơi cư trú", TopicKind.LECTURE, 1, None, ()),
    ("Công tác dân vận của chi bộ", TopicKind.LECTURE, 1, None, ()),
    ("Công tác kiểm tra, giám sát của chi bộ", TopicKind.LECTURE, 1, None, ()),
    ("Nghiên cứu thực tế tại chi bộ khu dân cư kiểu mẫu", TopicKind.FIELD_STUDY, 1, None, (1, 2)),
    ("Thảo luận: Vận dụng vào công việc của chi ủy", TopicKind.DISCUSSION, None, 2, (1, 2, 3, 4, 5)),
    ("Kiểm tra cuối khóa", TopicKind.TEST, None, 1, (6,)),
)
_MODULE = "Nghiệp vụ công tác đảng ở chi bộ"


def make_case_e() -> DemoCase:
    """The same case at each call."""
    random = Random(SEED)  # noqa: S311 - invented people need no secrecy
    invention = Invention(random)
    rows = tuple(_nominees(invention))
    signer = invention.person(born=(1970, 1980), women=0.3).full_name
    letter = Letter("27-CV/ĐU", dt.date(2025, 10, 27), signer, "Phó Bí thư Thường trực", WARD, LINE)
    return DemoCase(
        name="E",
        title="Phường Việt Trì: bí thư, phó bí thư chi bộ và chi ủy viên",
        today=FIRST_DAY,
        judged_on=JUDGED_ON,
        units_on=_UNITS_ON,
        province=_PROVINCE_CODE,
        plan=_plan(invention),
        nominations=(NominationWorkbook(letter, rows),),
        nominated=len(rows),
    )


def cells() -> tuple[str, ...]:
    """The ward's cells: those of residential areas, then those at places of work."""
    residential = (f"Chi bộ khu dân cư số {number}" for number in range(1, _RESIDENTIAL_CELLS + 1))
    return (*residential, *(f"Chi bộ {place}" for place in _WORK_CELLS))


def _posts() -> Iterator[tuple[str, str]]:
    """Each trainee's cell and position."""
    for place, cell in enumerate(cells()):
        yield cell, _SECRETARY
        yield cell, _DEPUTY
        if place < _RESIDENTIAL_CELLS:
            yield cell, _MEMBER
        if place < _FOURTH_FROM:
            yield cell, _MEMBER


def _nominees(invention: Invention) -> Iterator[NomineeRow]:
    for order, (cell, position) in enumerate(_posts(), start=1):
        person = invention.person(born=(1958, 1996), women=0.45)
        birth = PartialDate.of(person.birth)
        joined = PartialDate(person.birth.year + invention.random.randint(22, 29), invention.random.randint(1, 12))
        yield NomineeRow(order, person.full_name, str(birth), birth, person.sex, position, cell, joined)


def _plan(invention: Invention) -> PlanWorkbook:
    return PlanWorkbook(
        head=_head(),
        lines=(_line(),),
        classes=(
            ClassRow(
                LINE,
                1,
                "Lớp bồi dưỡng nghiệp vụ công tác đảng khóa I năm 2025",
                TRAINEES,
                TRAINEES,
                FIRST_DAY,
                LAST_DAY,
            ),
        ),
        programmes=(
            ProgrammeRow(
                PROGRAMME,
                "Bồi dưỡng nghiệp vụ công tác đảng cho bí thư, phó bí thư chi bộ và chi ủy viên",
                ProgrammeKind.REFRESHER,
                StudyForm.FULL_TIME,
                _PERIODS_PER_HALF_DAY,
            ),
        ),
        topics=tuple(
            TopicRow(PROGRAMME, 1, _MODULE, number, name, kind, half_days, periods, after)
            for number, (name, kind, half_days, periods, after) in enumerate(_TOPICS, start=1)
        ),
        lecturers=_lecturers(invention),
        rooms=(RoomRow("Hội trường lớn", VENUE, 220), RoomRow("Hội trường tầng 2", VENUE, 180)),
        seats=(SeatRow(LINE, WARD, TRAINEES, None),),
        units=(
            UnitRow(SCHOOL, "Trường chính trị", PROVINCE),
            *(UnitRow(cell, "Chi bộ", WARD) for cell in cells()),
        ),
    )


def _head() -> PlanHead:
    # The number and the date are on record; the wording of the subject is ours and has not been compared.
    basis = InstrumentRow("360-QĐ/TW", dt.date(2025, 8, 29), "Ban Bí thư", "Quy định về trung tâm chính trị cấp xã")
    return PlanHead(
        number=PLAN,
        issued_on=dt.date(2025, 10, 15),
        issuer="Đảng ủy phường Việt Trì",
        parent_body="Đảng bộ tỉnh Phú Thọ",
        place="Việt Trì",
        year=YEAR,
        title="Kế hoạch bồi dưỡng nghiệp vụ công tác đảng năm 2025",
        pack=Pack.PARTY,
        instruments=(basis,),
    )


def _line() -> LineRow:
    return LineRow(
        code=LINE,
        title="Bồi dưỡng nghiệp vụ công tác đảng cho cấp ủy chi bộ",
        programme=PROGRAMME,
        audience=(_SECRETARY, _DEPUTY, _MEMBER),
        rule_set="party_cell_2025",
        classes=1,
        seats=TRAINEES,
        organiser="Đảng ủy phường Việt Trì",
        school=SCHOOL,
        venue=VENUE,
        payer="Ngân sách phường Việt Trì",
        chief_and_deputy_together=True,
        quota_method=QuotaMethod.LISTED,
    )


def _lecturers(invention: Invention) -> tuple[LecturerRow, ...]:
    morning = Spell(FIRST_DAY, FIRST_DAY, Part.MORNING)
    given: tuple[tuple[str, tuple[int, ...], tuple[Spell, ...]], ...] = (
        ("Giảng viên chính, thạc sĩ", (1, 2), ()),
        ("Giảng viên, thạc sĩ", (1, 6), (morning,)),
        ("Giảng viên chính, tiến sĩ", (2, 3, 6), ()),
        ("Giảng viên, thạc sĩ", (3, 4), (Spell(LAST_DAY, LAST_DAY),)),
        ("Giảng viên chính", (4, 6), ()),
    )
    return tuple(
        LecturerRow(
            invention.person(born=(1968, 1990), women=0.5).full_name,
            rank,
            SCHOOL,
            (Competence(PROGRAMME, numbers),),
            busy,
        )
        for rank, numbers, busy in given
    )
