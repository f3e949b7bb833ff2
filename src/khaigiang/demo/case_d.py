"""Case D: Party-work skills in a block of central agencies, nine months of 2023.

What the published report does not say is ours: the numbers and days, which 27 base committees, the topics, how the
classes of the nine months are spread over them, what was asked. Every person is invented.
"""

import datetime as dt
from collections.abc import Iterator
from random import Random

from khaigiang.core.calendar import Part, Window, working_days
from khaigiang.core.eligibility.facts import StudyForm
from khaigiang.core.vietnamese import PartialDate
from khaigiang.demo.case import DemoCase, Result
from khaigiang.demo.people import Invention
from khaigiang.demo.totals import PERIODS_PER_HALF_DAY, Course, lines, monthly, programmes
from khaigiang.intake.nominations import Letter, NominationWorkbook, NomineeRow
from khaigiang.intake.plan import (
    Bloc,
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

SEED = 130
TODAY, JUDGED_ON = dt.date(2023, 10, 6), dt.date(2023, 6, 5)
FIRST_DAY, LAST_DAY = dt.date(2023, 6, 19), dt.date(2023, 6, 23)
PERIOD = dt.date(2023, 1, 1), dt.date(2023, 9, 30)
PLAN, YEAR = "35-KH/ĐUK", 2023
LINE, PROGRAMME = "CTĐ-2023", "CT-CTĐ"
ORGANISATION_BUILDING, INSPECTION = "Công tác tổ chức xây dựng Đảng", "Công tác kiểm tra, giám sát, kỷ luật đảng"
BLOCK, COMMITTEE = "Đảng bộ Khối các cơ quan Trung ương", "Đảng ủy Khối các cơ quan Trung ương"
VENUE = "Hội trường Đảng ủy Khối các cơ quan Trung ương"
_UNITS_ON, _PROVINCE_CODE, _CITY = "2022", "01", "Thành phố Hà Nội"
SECRETARY, MEMBER = "Bí thư Đảng ủy cơ sở", "Đảng ủy viên cơ sở"
_PAYER = "Kinh phí Đảng ủy Khối"
# The secretary and four members of each committee; the last five send three members.
_MEMBERS, _FEWER, _SENT_BY_FEWER = 4, 5, 3
_BODIES = (
    *("Văn phòng Trung ương Đảng", "Ban Tổ chức Trung ương", "Ban Tuyên giáo Trung ương", "Ban Dân vận Trung ương"),
    *("Ban Nội chính Trung ương", "Ban Kinh tế Trung ương", "Ban Đối ngoại Trung ương", "Ủy ban Kiểm tra Trung ương"),
    *("Học viện Chính trị quốc gia Hồ Chí Minh", "Báo Nhân dân", "Tạp chí Cộng sản", "Văn phòng Quốc hội"),
    *("Văn phòng Chủ tịch nước", "Tòa án nhân dân tối cao", "Viện kiểm sát nhân dân tối cao", "Bộ Nội vụ"),
    *("Bộ Tư pháp", "Bộ Giáo dục và Đào tạo", "Bộ Khoa học và Công nghệ", "Bộ Tài nguyên và Môi trường"),
    *("Bộ Văn hóa, Thể thao và Du lịch", "Thanh tra Chính phủ", "Thông tấn xã Việt Nam", "Đài Tiếng nói Việt Nam"),
    *("Trung ương Hội Nông dân Việt Nam", "Trung ương Hội Liên hiệp Phụ nữ Việt Nam"),
    "Tổng Liên đoàn Lao động Việt Nam",
)
_MODULES = {1: ORGANISATION_BUILDING, 2: INSPECTION}
# module, name, kind, numbers of the topics that come first; each fills a half-day
_TOPICS = (
    (1, "Xây dựng tổ chức cơ sở đảng trong cơ quan Trung ương", TopicKind.LECTURE, ()),
    (1, "Nâng cao chất lượng sinh hoạt chi bộ, đảng bộ cơ sở", TopicKind.LECTURE, (1,)),
    (1, "Công tác cán bộ và công tác đảng viên của cấp ủy cơ sở", TopicKind.LECTURE, (1,)),
    (1, "Đánh giá, xếp loại tổ chức đảng và đảng viên", TopicKind.LECTURE, (1,)),
    (1, "Thảo luận: khó khăn trong công tác tổ chức ở cơ sở", TopicKind.DISCUSSION, (2, 3, 4)),
    (2, "Nhiệm vụ kiểm tra, giám sát của cấp ủy cơ sở", TopicKind.LECTURE, ()),
    (2, "Kiểm tra khi có dấu hiệu vi phạm", TopicKind.LECTURE, (6,)),
    (2, "Quy trình xem xét, thi hành kỷ luật đảng", TopicKind.LECTURE, (6,)),
    (2, "Thảo luận: tình huống kiểm tra, giám sát", TopicKind.DISCUSSION, (7, 8)),
    (2, "Kiểm tra cuối khóa", TopicKind.TEST, (1, 2, 3, 4, 5, 6, 7, 8, 9)),
)
_COURSES = (
    Course("KT-2023", "Bồi dưỡng nghiệp vụ kiểm tra, giám sát", "inspection", Bloc.PARTY, 8, 1080),
    Course("DV-2023", "Bồi dưỡng nghiệp vụ công tác dân vận", "mass_mobilisation", Bloc.PARTY, 3, 900),
    Course("VP-2023", "Bồi dưỡng nghiệp vụ văn phòng cấp ủy", "office", Bloc.PARTY, 1, 200),
)
# Of each line: month, classes, places, and people where the report counts them.
_REPORTED: dict[str, tuple[tuple[int, int, int, int | None], ...]] = {
    "KT-2023": ((3, 2, 268, 268), (5, 2, 279, 271), (8, 2, 274, 266)),
    "DV-2023": ((4, 1, 318, 318), (9, 1, 306, 301)),
    "VP-2023": ((7, 1, 198, None),),
}


def make_case_d() -> DemoCase:
    """The same case at each call."""
    random = Random(SEED)  # noqa: S311 - invented people need no secrecy
    invention = Invention(random)
    lists = tuple(_list(random, invention, committee, members) for committee, members in _senders())
    plan = _plan(invention)
    return DemoCase(
        name="D",
        title="Khối các cơ quan Trung ương: nghiệp vụ công tác đảng, 9 tháng năm 2023",
        today=TODAY,
        judged_on=JUDGED_ON,
        units_on=_UNITS_ON,
        province=_PROVINCE_CODE,
        plan=plan,
        nominations=lists,
        nominated=sum(len(each.rows) for each in lists),
        entered=(plan,),
        results=tuple(_results()),
    )


def committees() -> tuple[str, ...]:
    """The base committees that send people."""
    return tuple(f"Đảng ủy {body}" for body in _BODIES)


def _senders() -> Iterator[tuple[str, int]]:
    """Each committee with how many members it sends beside its secretary."""
    fewer = len(_BODIES) - _FEWER
    for place, committee in enumerate(committees()):
        yield committee, _MEMBERS if place < fewer else _SENT_BY_FEWER


def _results() -> Iterator[Result]:
    for line, months in _REPORTED.items():
        yield from monthly(PLAN, line, YEAR, months)


def _list(random: Random, invention: Invention, committee: str, members: int) -> NominationWorkbook:
    rows = []
    for order, position in enumerate((SECRETARY, *(MEMBER,) * members), start=1):
        person = invention.person(born=(1964, 1988), women=0.35)
        birth = PartialDate.of(person.birth)
        joined = PartialDate(person.birth.year + random.randint(22, 30), random.randint(1, 12))
        rows.append(NomineeRow(order, person.full_name, str(birth), birth, person.sex, position, committee, joined))
    day = random.choice(working_days(Window(dt.date(2023, 5, 15), dt.date(2023, 5, 26))))
    signer = invention.person(born=(1962, 1978), women=0.3).full_name
    letter = Letter(f"{random.randint(12, 190)}-CV/ĐU", day, signer, "Phó Bí thư", committee, LINE)
    return NominationWorkbook(letter, tuple(rows))


def _plan(invention: Invention) -> PlanWorkbook:
    name = "Lớp bồi dưỡng nghiệp vụ công tác đảng cho bí thư, cấp ủy viên cơ sở năm 2023"
    seats = tuple(SeatRow(LINE, committee, 1 + members, None) for committee, members in _senders())
    trainees = sum(row.seats or 0 for row in seats)
    return PlanWorkbook(
        head=_head(),
        lines=(_line(trainees), *lines(_COURSES, organiser=COMMITTEE, school=COMMITTEE, payer=_PAYER)),
        classes=(ClassRow(LINE, 1, name, trainees, trainees, FIRST_DAY, LAST_DAY),),
        programmes=(
            ProgrammeRow(
                PROGRAMME,
                "Bồi dưỡng nghiệp vụ công tác đảng cho bí thư, cấp ủy viên cơ sở",
                ProgrammeKind.REFRESHER,
                StudyForm.FULL_TIME,
                PERIODS_PER_HALF_DAY,
                field="party_building",
            ),
            *programmes(_COURSES),
        ),
        topics=tuple(
            TopicRow(PROGRAMME, module, _MODULES[module], number, topic, kind, 1, None, after)
            for number, (module, topic, kind, after) in enumerate(_TOPICS, start=1)
        ),
        lecturers=_lecturers(invention),
        rooms=(RoomRow("Hội trường lớn", VENUE, 300), RoomRow("Hội trường tầng 3", VENUE, 140)),
        seats=seats,
        units=(
            # The official table ends at provinces: the block stands under the city that its agencies are in.
            UnitRow(BLOCK, "Đảng bộ", _CITY),
            *(UnitRow(committee, "Đảng bộ cơ sở", BLOCK) for committee in committees()),
        ),
    )


def _head() -> PlanHead:
    basis = InstrumentRow(
        "22-QĐ/TW",
        dt.date(2021, 7, 28),
        "Ban Chấp hành Trung ương",
        "Quy định về công tác kiểm tra, giám sát và kỷ luật của Đảng",
    )
    return PlanHead(
        number=PLAN,
        issued_on=dt.date(2023, 2, 6),
        issuer=COMMITTEE,
        parent_body="Đảng Cộng sản Việt Nam",
        place="Hà Nội",
        year=YEAR,
        title="Kế hoạch bồi dưỡng nghiệp vụ công tác đảng năm 2023",
        pack=Pack.PARTY,
        instruments=(basis,),
    )


def _line(trainees: int) -> LineRow:
    return LineRow(
        code=LINE,
        title="Bồi dưỡng nghiệp vụ công tác đảng cho bí thư, cấp ủy viên cơ sở",
        programme=PROGRAMME,
        audience=(SECRETARY, MEMBER),
        rule_set="",
        classes=1,
        seats=trainees,
        organiser=COMMITTEE,
        school=COMMITTEE,
        venue=VENUE,
        payer=_PAYER,
        chief_and_deputy_together=True,
        quota_method=QuotaMethod.LISTED,
        bloc=Bloc.PARTY,
    )


def _lecturers(invention: Invention) -> tuple[LecturerRow, ...]:
    given: tuple[tuple[str, str, tuple[int, ...], tuple[Spell, ...]], ...] = (
        ("Báo cáo viên", "Ban Tổ chức Đảng ủy Khối", (1, 2, 5), ()),
        ("Báo cáo viên", "Ban Tổ chức Đảng ủy Khối", (3, 4, 5), (Spell(FIRST_DAY, FIRST_DAY, Part.MORNING),)),
        ("Giảng viên chính, tiến sĩ", "Học viện Chính trị quốc gia Hồ Chí Minh", (1, 2, 3), ()),
        ("Báo cáo viên", "Ủy ban Kiểm tra Đảng ủy Khối", (6, 7, 9), ()),
        ("Báo cáo viên", "Ủy ban Kiểm tra Đảng ủy Khối", (7, 8, 9), (Spell(LAST_DAY, LAST_DAY),)),
        ("Giảng viên cao cấp", "Ban Tổ chức Đảng ủy Khối", (4, 6, 8), ()),
    )
    return tuple(
        LecturerRow(
            invention.person(born=(1964, 1986), women=0.4).full_name,
            rank,
            unit,
            (Competence(PROGRAMME, numbers),),
            busy,
        )
        for rank, unit, numbers, busy in given
    )
