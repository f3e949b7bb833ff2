"""Case A: the secretaries of Hà Nội's 579 communes in five classes, spring and autumn of 2022.

What the published report does not say is ours: the year, the sizes and windows of the classes, the lecturers, the busy
days, the faulty rows. Every person is invented.
"""

import datetime as dt
from dataclasses import replace
from random import Random

from khaigiang.core.calendar import Part, Window, working_days
from khaigiang.core.eligibility.facts import StudyForm
from khaigiang.core.vietnamese import PartialDate
from khaigiang.data.units import UnitRecord, read_units
from khaigiang.demo import case_a_programme as programme
from khaigiang.demo.case import DemoCase, Fault, FaultKind
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
)
from khaigiang.intake.spells import Spell

SEED = 579
TODAY = dt.date(2022, 5, 12)
JUDGED_ON = dt.date(2022, 3, 1)
LINE = "BTĐU-2022"
PLAN, YEAR = "03-KH/BTCTU", 2022
SCHOOL = "Trường Đào tạo cán bộ Lê Hồng Phong"
_HA_NOI = "01"
_UNITS_ON = "2022"

# number, least, most, first and last day: twelve working days each, the public holidays of April and September outside.
_CLASSES = (
    (1, 100, 125, dt.date(2022, 3, 7), dt.date(2022, 3, 22)),
    (2, 100, 125, dt.date(2022, 4, 4), dt.date(2022, 4, 20)),
    (3, 118, 118, dt.date(2022, 5, 12), dt.date(2022, 5, 27)),
    (4, 119, 119, dt.date(2022, 5, 12), dt.date(2022, 5, 27)),
    (5, 100, 125, dt.date(2022, 9, 12), dt.date(2022, 9, 27)),
)
_LECTURERS = 25
_LECTURERS_PER_TOPIC = 3
_RANKS = ("Giảng viên", "Giảng viên chính", "Giảng viên chính, tiến sĩ", "Giảng viên, thạc sĩ", "Báo cáo viên Thành ủy")
_LECTURER_UNITS = (
    *(SCHOOL,) * 4,
    "Ban Tổ chức Thành ủy Hà Nội",
    "Ban Tuyên giáo Thành ủy Hà Nội",
    "Ban Dân vận Thành ủy Hà Nội",
    "Ủy ban Kiểm tra Thành ủy Hà Nội",
    "Văn phòng Thành ủy Hà Nội",
)
_LETTER_SIGNS = {"Quận": "QU", "Huyện": "HU", "Thị xã": "TU"}
_UNAVAILABLE = 20

# Which row of which district's list is made faulty; rows count from 0.
_BIRTH_MISSING = (("Quận Đống Đa", 6), ("Huyện Ba Vì", 11), ("Huyện Phú Xuyên", 3))
_DEPUTIES = (("Huyện Chương Mỹ", 9), ("Quận Long Biên", 4))
_REPEATED = (("Huyện Sóc Sơn", 2), ("Huyện Thường Tín", 17))
_MISSPELT = (
    ("Phường Ngọc Khánh", "Phường Ngọc Khanh"),
    ("Xã Đại Mạch", "Xã Đại Mạnh"),
    ("Xã Tráng Việt", "Xã Tráng Việtt"),
    ("Xã Phú Nghĩa", "Xã Phú Ngĩa"),
)


def make_case_a() -> DemoCase:
    """The same case at each call."""
    random = Random(SEED)  # noqa: S311 - invented people need no secrecy
    invention = Invention(random)
    units = read_units(_UNITS_ON)
    districts = tuple(unit for unit in units if unit.level == "district" and unit.parent_code == _HA_NOI)
    communes = {
        district.name: tuple(unit for unit in units if unit.level == "commune" and unit.parent_code == district.code)
        for district in districts
    }
    lists = {name: _nominees(invention, under) for name, under in communes.items()}
    _state_unavailability(random, lists)
    faults = _make_faulty(lists)
    return DemoCase(
        name="A",
        title="Hà Nội: bí thư đảng ủy 579 xã, phường, thị trấn",
        today=TODAY,
        judged_on=JUDGED_ON,
        units_on=_UNITS_ON,
        province=_HA_NOI,
        plan=_plan(random, invention, {name: len(under) for name, under in communes.items()}),
        nominations=tuple(
            NominationWorkbook(_letter(random, invention, name), tuple(rows)) for name, rows in lists.items()
        ),
        nominated=sum(map(len, communes.values())),
        faults=faults,
    )


def _nominees(invention: Invention, communes: tuple[UnitRecord, ...]) -> list[NomineeRow]:
    rows = []
    for order, commune in enumerate(communes, start=1):
        person = invention.person(born=(1966, 1986), women=0.18)
        birth = PartialDate.of(person.birth)
        kind = next(kind for kind in ("Thị trấn", "Phường", "Xã") if commune.name.startswith(kind))
        joined = PartialDate(person.birth.year + invention.random.randint(21, 30), invention.random.randint(1, 12))
        rows.append(
            NomineeRow(
                order=order,
                full_name=person.full_name,
                birth_text=str(birth),
                birth=birth,
                sex=person.sex,
                position=f"Bí thư Đảng ủy {kind.lower()}",
                unit=commune.name,
                party_joined=joined,
                education=invention.random.choice(("Đại học", "Đại học", "Thạc sĩ")),
                theory_level=invention.random.choice(("Trung cấp", "Cao cấp", "Cao cấp")),
            )
        )
    return rows


def _state_unavailability(random: Random, lists: dict[str, list[NomineeRow]]) -> None:
    """Some cannot come in one or two of the four windows, so that at least two classes stay open to each."""
    windows = sorted({(first, last) for _, _, _, first, last in _CLASSES})
    places = [(name, place) for name, rows in lists.items() for place in range(len(rows))]
    for name, place in random.sample(places, _UNAVAILABLE):
        chosen = sorted(random.sample(windows, random.choice((1, 1, 2))))
        # Classes 3 and 4 share a window: with it, only one other may be closed.
        spells = tuple(Spell(first, last) for first, last in chosen)
        lists[name][place] = replace(lists[name][place], unavailable=spells)


def _make_faulty(lists: dict[str, list[NomineeRow]]) -> tuple[Fault, ...]:
    faults = []
    for district, place in _BIRTH_MISSING:
        row = lists[district][place] = replace(lists[district][place], birth=None, birth_text="")
        faults.append(Fault(FaultKind.BIRTH_MISSING, district, place, row.full_name, row.unit))
    for district, place in _DEPUTIES:
        row = lists[district][place]
        row = lists[district][place] = replace(row, position=f"Phó {row.position}")
        faults.append(Fault(FaultKind.NOT_IN_AUDIENCE, district, place, row.full_name, row.unit))
    for district, place in _REPEATED:
        rows = lists[district]
        rows.append(replace(rows[place], order=len(rows) + 1, note="Bổ sung"))
        faults.append(Fault(FaultKind.REPEATED, district, len(rows) - 1, rows[-1].full_name, rows[-1].unit))
    for district, rows in lists.items():
        for name, misspelt in _MISSPELT:
            for place, row in enumerate(rows):
                if row.unit == name:
                    rows[place] = replace(row, unit=misspelt)
                    faults.append(Fault(FaultKind.UNIT_MISSPELT, district, place, row.full_name, name))
    return tuple(faults)


def _letter(random: Random, invention: Invention, district: str) -> Letter:
    sign = next(sign for kind, sign in _LETTER_SIGNS.items() if district.startswith(kind))
    days = working_days(Window(dt.date(2022, 2, 10), dt.date(2022, 2, 25)))
    signer = invention.person(born=(1966, 1978), women=0.2)
    return Letter(
        number=f"{random.randint(110, 480)}-CV/{sign}",
        day=random.choice(days),
        signer=signer.full_name,
        signer_title="Phó Bí thư Thường trực",
        unit=district,
        line=LINE,
    )


def _plan(random: Random, invention: Invention, weights: dict[str, int]) -> PlanWorkbook:
    return PlanWorkbook(
        head=_head(),
        lines=(_line(sum(weights.values())),),
        classes=tuple(
            ClassRow(LINE, number, f"Lớp {number}", least, most, first, last)
            for number, least, most, first, last in _CLASSES
        ),
        programmes=(
            ProgrammeRow(
                programme.CODE,
                programme.NAME,
                ProgrammeKind.REFRESHER,
                StudyForm.FULL_TIME,
                programme.PERIODS_PER_HALF_DAY,
            ),
        ),
        topics=programme.topics(),
        lecturers=_lecturers(random, invention),
        rooms=(
            RoomRow("Hội trường A", SCHOOL, 250),
            RoomRow("Hội trường B", SCHOOL, 130, (Spell(dt.date(2022, 5, 18), dt.date(2022, 5, 18)),)),
            RoomRow("Hội trường C", SCHOOL, 130),
        ),
        seats=tuple(SeatRow(LINE, district, None, weight) for district, weight in weights.items()),
    )


def _head() -> PlanHead:
    # The number and the date are on record; the wording of the subject is ours and has not been compared.
    basis = InstrumentRow(
        "04-NQ/TU",
        dt.date(2021, 5, 31),
        "Thành ủy Hà Nội",
        "Nghị quyết về nâng cao năng lực lãnh đạo, sức chiến đấu của tổ chức cơ sở đảng",
    )
    return PlanHead(
        number=PLAN,
        issued_on=dt.date(2022, 1, 12),
        issuer="Ban Tổ chức Thành ủy",
        parent_body="Thành ủy Hà Nội",
        place="Hà Nội",
        year=YEAR,
        title="Kế hoạch bồi dưỡng bí thư đảng ủy xã, phường, thị trấn nhiệm kỳ 2020-2025",
        pack=Pack.PARTY,
        instruments=(basis,),
    )


def _line(seats: int) -> LineRow:
    return LineRow(
        code=LINE,
        title="Bồi dưỡng bí thư đảng ủy xã, phường, thị trấn",
        programme=programme.CODE,
        audience=("Bí thư Đảng ủy xã, phường, thị trấn",),
        rule_set="commune_secretary_2022",
        classes=len(_CLASSES),
        seats=seats,
        organiser="Ban Tổ chức Thành ủy",
        school=SCHOOL,
        venue=SCHOOL,
        payer="Ngân sách Thành phố",
        chief_and_deputy_together=False,
        quota_method=QuotaMethod.LARGEST_REMAINDER,
    )


def _lecturers(random: Random, invention: Invention) -> tuple[LecturerRow, ...]:
    """Each taught topic gets three of the lecturers in turn, so each lecturer has two or three topics."""
    taught = [topic.number for topic in programme.topics() if topic.needs_lecturer]
    given: list[list[int]] = [[] for _ in range(_LECTURERS)]
    for turn in range(len(taught) * _LECTURERS_PER_TOPIC):
        given[turn % _LECTURERS].append(taught[turn // _LECTURERS_PER_TOPIC])
    return tuple(
        LecturerRow(
            name=invention.person(born=(1964, 1988), women=0.4).full_name,
            rank=_RANKS[place % len(_RANKS)],
            unit=_LECTURER_UNITS[place % len(_LECTURER_UNITS)],
            topics=(Competence(programme.CODE, tuple(numbers)),),
            busy=_busy(random),
        )
        for place, numbers in enumerate(given)
    )


def _busy(random: Random) -> tuple[Spell, ...]:
    """One to three days or half-days in each window."""
    spells = []
    for first, last in sorted({(first, last) for _, _, _, first, last in _CLASSES}):
        for day in sorted(random.sample(working_days(Window(first, last)), random.randint(1, 3))):
            spells.append(Spell(day, day, random.choice((None, Part.MORNING, Part.AFTERNOON))))  # noqa: PERF401
    return tuple(spells)
