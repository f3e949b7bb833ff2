"""Case C: intermediate political theory for central bodies in Hà Nội, the first three classes of the plan of 2024.

What the published report does not say is ours: which sixteen bodies, their seats, the programme's length and titles,
the lecturers, and who was refused or lacked facts. Every person is invented.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from random import Random

from khaigiang.core.calendar import Part
from khaigiang.core.eligibility.facts import Sex, StudyForm
from khaigiang.core.offices import abbreviation
from khaigiang.core.vietnamese import PartialDate
from khaigiang.demo import case_c_programme as programme
from khaigiang.demo.case import DemoCase, Fault, FaultKind
from khaigiang.demo.people import InventedPerson, Invention
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
    Tracking,
    UnitRow,
)
from khaigiang.intake.spells import Spell

SEED = 215
PLAN, YEAR = "215-KH/TU", 2024
JUDGED_ON = dt.date(2024, 4, 25)
FIRST_DAY, LAST_DAY = dt.date(2024, 5, 16), dt.date(2024, 6, 4)
TODAY = dt.date(2024, 6, 3)
FIRST_WAVE, LATER = "TCLL-2024-Đ1", "TCLL-2024-ĐS"
ORGANISER = "Ban Tổ chức Thành ủy Hà Nội"
SCHOOL = "Trường Đào tạo cán bộ Lê Hồng Phong"
PAYER = "Văn phòng Thành ủy Hà Nội"
YOUNG_WOMAN_BORN = dt.date(1996, 3, 8)
"""Nobody else of the case is: the woman of 29 in 2025, whom one instrument refuses and the next one admits."""
_CITY, _CITY_CODE, _UNITS_ON = "Thành phố Hà Nội", "01", "2022"
_CLASSES, _SIZE = 3, 70
_LATER_CLASSES, _LATER_SEATS = 17, 1180

# The Party's bodies write as the Party does, the State's as the State does; with the seats each was given.
_PARTY_BODIES = (
    ("Văn phòng Trung ương Đảng", 15),
    ("Ban Tổ chức Trung ương", 14),
    ("Ủy ban Kiểm tra Trung ương", 14),
    ("Ban Tuyên giáo Trung ương", 13),
    ("Ban Dân vận Trung ương", 12),
    ("Ban Nội chính Trung ương", 12),
    ("Ban Kinh tế Trung ương", 12),
    ("Ban Đối ngoại Trung ương", 12),
    ("Đảng ủy Khối các cơ quan Trung ương", 13),
)
_STATE_BODIES = (
    ("Văn phòng Quốc hội", 14),
    ("Văn phòng Chủ tịch nước", 9),
    ("Văn phòng Chính phủ", 14),
    ("Tòa án nhân dân tối cao", 14),
    ("Viện Kiểm sát nhân dân tối cao", 14),
    ("Kiểm toán Nhà nước", 13),
    ("Bộ Nội vụ", 15),
)
BODIES = tuple(name for name, _seats in (*_PARTY_BODIES, *_STATE_BODIES))
_HEAD, _DEPUTY, _SPECIALIST = "Trưởng phòng", "Phó Trưởng phòng", "Chuyên viên chính"
_BEYOND_THEIR_SEATS = {"Ban Tổ chức Trung ương": 1, "Bộ Nội vụ": 1}
_RANKS = ("Giảng viên", "Giảng viên chính", "Giảng viên chính, tiến sĩ", "Giảng viên, thạc sĩ")
_LECTURERS = 18
_LECTURERS_PER_TOPIC = 4


def make_case_c() -> DemoCase:
    """The same case at each call."""
    random = Random(SEED)  # noqa: S311 - invented people need no secrecy
    invention = Invention(random)
    seats = dict((*_PARTY_BODIES, *_STATE_BODIES))
    lists = {body: _eligible(invention, body, number) for body, number in seats.items()}
    faults = tuple(_add_faulty(invention, lists))
    return DemoCase(
        name="C",
        title="Trung cấp lý luận chính trị cho cán bộ các cơ quan Trung ương",
        today=TODAY,
        judged_on=JUDGED_ON,
        units_on=_UNITS_ON,
        province=_CITY_CODE,
        plan=_plan(invention, seats),
        nominations=tuple(NominationWorkbook(_letter(invention, body), tuple(rows)) for body, rows in lists.items()),
        nominated=sum(map(len, lists.values())),
        faults=faults,
    )


def _eligible(invention: Invention, body: str, seats: int) -> list[NomineeRow]:
    """As many who meet Quy định 57-QĐ/TW as the body has seats, and a few more who wait behind them."""
    rows: list[NomineeRow] = []
    for order in range(1, seats + _BEYOND_THEIR_SEATS.get(body, 0) + 1):
        position = _HEAD if order % 4 == 1 else _DEPUTY
        person = invention.person(born=(1975, 1988), women=0.4)
        rows.append(_row(invention, person, body, order=order, position=position))
    return rows


def _row(
    invention: Invention, person: InventedPerson, body: str, *, order: int, position: str, education: str = ""
) -> NomineeRow:
    birth = PartialDate.of(person.birth)
    joined = PartialDate(person.birth.year + invention.random.randint(22, 27), invention.random.randint(1, 12))
    return NomineeRow(
        order=order,
        full_name=person.full_name,
        birth_text=str(birth),
        birth=birth,
        sex=person.sex,
        position=position,
        unit=body,
        party_joined=joined,
        education=education or invention.random.choice(("Đại học", "Đại học", "Thạc sĩ")),
        theory_level="Sơ cấp",
    )


def _add_faulty(invention: Invention, lists: dict[str, list[NomineeRow]]) -> Iterator[Fault]:
    """Those who are refused or lack a fact, at the end of their body's list."""
    young = InventedPerson(invention.full_name(Sex.FEMALE), Sex.FEMALE, YOUNG_WOMAN_BORN)
    yield _added(invention, lists, FaultKind.TOO_YOUNG, "Văn phòng Quốc hội", person=young)
    yield _added(invention, lists, FaultKind.NOT_IN_AUDIENCE, "Ban Kinh tế Trung ương", position=_SPECIALIST)
    yield _added(invention, lists, FaultKind.EDUCATION_TOO_LOW, "Kiểm toán Nhà nước", education="Trung cấp")
    yield _added(invention, lists, FaultKind.EDUCATION_UNREADABLE, "Văn phòng Chính phủ", education="Theo hồ sơ")
    yield _added(invention, lists, FaultKind.BIRTH_MISSING, "Ban Dân vận Trung ương", birth_known=False)


def _added(
    invention: Invention,
    lists: dict[str, list[NomineeRow]],
    kind: FaultKind,
    body: str,
    *,
    person: InventedPerson | None = None,
    position: str = _DEPUTY,
    education: str = "Đại học",
    birth_known: bool = True,
) -> Fault:
    rows = lists[body]
    someone = person or invention.person(born=(1975, 1988), women=0.4)
    row = _row(invention, someone, body, order=len(rows) + 1, position=position, education=education)
    rows.append(row if birth_known else replace(row, birth=None, birth_text=""))
    return Fault(kind, body, len(rows) - 1, row.full_name, body)


def _letter(invention: Invention, body: str) -> Letter:
    number, short = invention.random.randint(110, 980), abbreviation(body)
    party = body in dict(_PARTY_BODIES)
    return Letter(
        number=f"{number}-CV/{short}" if party else f"{number}/{short}-TCCB",
        day=dt.date(2024, 4, invention.random.randint(8, 12)),
        signer=invention.person(born=(1966, 1978), women=0.3).full_name,
        signer_title="Vụ trưởng Vụ Tổ chức - Cán bộ",
        unit=body,
        line=FIRST_WAVE,
    )


def _plan(invention: Invention, seats: dict[str, int]) -> PlanWorkbook:
    return PlanWorkbook(
        head=_head(),
        lines=(
            _line(FIRST_WAVE, "đợt khai giảng tháng 5", _CLASSES, sum(seats.values()), Tracking.CLASSES),
            _line(LATER, "các lớp tiếp theo trong năm", _LATER_CLASSES, _LATER_SEATS, Tracking.TOTALS),
        ),
        classes=tuple(
            ClassRow(FIRST_WAVE, number, f"Lớp K{number}", _SIZE, _SIZE, FIRST_DAY, LAST_DAY)
            for number in range(1, _CLASSES + 1)
        ),
        programmes=(
            ProgrammeRow(
                programme.CODE,
                programme.NAME,
                ProgrammeKind.FORMAL,
                StudyForm.PART_TIME,
                programme.PERIODS_PER_HALF_DAY,
                programme.FIELD,
            ),
        ),
        topics=programme.topics(),
        lecturers=_lecturers(invention),
        rooms=tuple(RoomRow(f"Giảng đường {number}", SCHOOL, 80) for number in range(1, _CLASSES + 2)),
        seats=tuple(SeatRow(FIRST_WAVE, body, number, None) for body, number in seats.items()),
        units=tuple(UnitRow(body, "Cơ quan Trung ương", _CITY) for body in seats),
    )


def _head() -> PlanHead:
    # The numbers are on record, the date of the coordination rules is not; the wording of the subjects is ours and has
    # not been compared.
    basis = (
        InstrumentRow(
            "57-QĐ/TW",
            dt.date(2022, 2, 8),
            "Ban Bí thư",
            "Quy định về phân cấp đào tạo và tiêu chuẩn, đối tượng học các lớp đào tạo lý luận chính trị",
        ),
        InstrumentRow(
            "6445-QĐ/TU",
            None,
            "Thành ủy Hà Nội",
            "Quyết định về quy chế phối hợp đào tạo trung cấp lý luận chính trị cho cán bộ các cơ quan Trung ương",
        ),
    )
    return PlanHead(
        number=PLAN,
        issued_on=dt.date(2024, 2, 21),
        issuer="Thành ủy Hà Nội",
        parent_body="Thành ủy Hà Nội",
        place="Hà Nội",
        year=YEAR,
        title="Kế hoạch đào tạo trung cấp lý luận chính trị cho cán bộ các cơ quan Trung ương năm 2024",
        pack=Pack.PARTY,
        instruments=basis,
    )


def _line(code: str, wave: str, classes: int, seats: int, tracking: Tracking) -> LineRow:
    return LineRow(
        code=code,
        title=f"Đào tạo trung cấp lý luận chính trị cho cán bộ các cơ quan Trung ương, {wave}",
        programme=programme.CODE,
        audience=(_HEAD, _DEPUTY),
        rule_set="theory_intermediate_57",
        classes=classes,
        seats=seats,
        organiser=ORGANISER,
        school=SCHOOL,
        venue=SCHOOL,
        payer=PAYER,
        chief_and_deputy_together=True,
        quota_method=QuotaMethod.LISTED,
        tracking=tracking,
    )


def _lecturers(invention: Invention) -> tuple[LecturerRow, ...]:
    """Each taught topic gets four of the lecturers in turn; each lecturer is away for one half-day."""
    taught = [topic.number for topic in programme.topics() if topic.needs_lecturer]
    given: list[list[int]] = [[] for _ in range(_LECTURERS)]
    for turn in range(len(taught) * _LECTURERS_PER_TOPIC):
        given[turn % _LECTURERS].append(taught[turn // _LECTURERS_PER_TOPIC])
    days = [FIRST_DAY + dt.timedelta(days=offset) for offset in (0, 4, 6, 11, 14, 18)]
    return tuple(
        LecturerRow(
            invention.person(born=(1966, 1988), women=0.5).full_name,
            _RANKS[place % len(_RANKS)],
            SCHOOL,
            (Competence(programme.CODE, tuple(sorted(numbers))),),
            (Spell(days[place % len(days)], days[place % len(days)], (Part.MORNING, Part.AFTERNOON)[place % 2]),),
        )
        for place, numbers in enumerate(given)
    )
