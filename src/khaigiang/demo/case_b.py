"""Case B: a year of Hà Nội, the city's plan for 2024 and a district that runs its classes itself.

What the published report does not say is ours: the number of the district's plan, its lines and how its 100 classes are
split among them, the class that is worked fully and what it may cost, the months reported so far. Every person is
invented.
"""

import datetime as dt
from collections.abc import Iterator
from random import Random

from khaigiang.core.calendar import Window, working_days
from khaigiang.core.eligibility.facts import StudyForm
from khaigiang.core.vietnamese import PartialDate
from khaigiang.data.units import read_units
from khaigiang.demo import case_b_city as city
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

SEED = 200
TODAY, JUDGED_ON = dt.date(2024, 5, 15), dt.date(2024, 4, 8)
FIRST_DAY, LAST_DAY = dt.date(2024, 5, 13), dt.date(2024, 5, 17)
PLAN, YEAR = "128-KH/HU", 2024
LINE, PROGRAMME = "CM-KT", "CT-KTGS"
DISTRICT, COMMITTEE = "Huyện Chương Mỹ", "Huyện ủy Chương Mỹ"
SCHOOL = "Trung tâm Chính trị huyện Chương Mỹ"
WAITING = "CM-QP"
ASKED_OF_THE_CITY, TOPIC_OF_THE_CITY = 4, "Giải quyết tố cáo, giải quyết khiếu nại kỷ luật đảng"
"""The topic for which the city is asked for a lecturer: the district's own is away all week."""
_HA_NOI, _UNITS_ON = "01", "2022"
_A_COMMUNE = 3
_DEPUTY, _MEMBER = "Phó Bí thư Đảng ủy xã, phường, thị trấn", "Ủy viên Ban Chấp hành Đảng bộ xã, phường, thị trấn"
_PAYER = "Ngân sách huyện Chương Mỹ"
_LINE_MAY_COST, _CLASS_MAY_COST = 96_000_000, 91_500_000  # đồng
_MODULES = {1: "Nhiệm vụ và phương pháp", 2: "Quy trình và thực hành"}
# module, name, kind, numbers of the topics that come first; each fills a half-day
_TOPICS = (
    (1, "Vị trí, vai trò của công tác kiểm tra, giám sát trong Đảng", TopicKind.LECTURE, ()),
    (1, "Nhiệm vụ kiểm tra, giám sát của đảng ủy xã, thị trấn", TopicKind.LECTURE, (1,)),
    (1, "Kiểm tra đảng viên, tổ chức đảng khi có dấu hiệu vi phạm", TopicKind.LECTURE, (1,)),
    (1, TOPIC_OF_THE_CITY, TopicKind.LECTURE, (1,)),
    (1, "Giám sát thường xuyên và giám sát theo chuyên đề", TopicKind.LECTURE, (1,)),
    (2, "Quy trình xem xét, thi hành kỷ luật trong Đảng", TopicKind.LECTURE, (3,)),
    (2, "Lập và lưu trữ hồ sơ kiểm tra, giám sát", TopicKind.LECTURE, (3,)),
    (2, "Nghiên cứu thực tế tại một đảng bộ xã", TopicKind.FIELD_STUDY, (2, 5)),
    (2, "Thảo luận: xử lý tình huống ở cơ sở", TopicKind.DISCUSSION, (3, 6)),
    (2, "Kiểm tra cuối khóa", TopicKind.TEST, (1, 2, 3, 4, 5, 6, 7, 8, 9)),
)
_PARTY, _MASS, _GOVERNMENT = Bloc.PARTY, Bloc.MASS, Bloc.GOVERNMENT
_UPDATE, _WORKSHOP, _FORMAL = ProgrammeKind.UPDATE, ProgrammeKind.WORKSHOP, ProgrammeKind.FORMAL
# With the worked class 100 classes and 13,267 places.
_COURSES = (
    Course("CM-NT", "Bồi dưỡng nhận thức về Đảng", "party_building", _PARTY, 4, 420),
    Course("CM-ĐM", "Bồi dưỡng đảng viên mới", "party_building", _PARTY, 3, 310),
    Course("CM-NV", "Bồi dưỡng nghiệp vụ cho cấp ủy chi bộ", "party_building", _PARTY, 8, 1040),
    Course("CM-LL", "Sơ cấp lý luận chính trị", "theory", _PARTY, 2, 160, _FORMAL),
    Course("CM-NQ", "Học tập nghị quyết, chuyên đề năm 2024", "propaganda", _PARTY, 20, 4300, _UPDATE),
    Course("CM-BC", "Tập huấn báo cáo viên, tuyên truyền viên", "propaganda", _PARTY, 4, 480, _WORKSHOP),
    Course("CM-DV", "Bồi dưỡng nghiệp vụ công tác dân vận", "mass_mobilisation", _PARTY, 5, 650),
    Course("CM-VP", "Tập huấn nghiệp vụ văn phòng cấp ủy", "office", _PARTY, 3, 216, _WORKSHOP),
    Course("CM-QL", "Bồi dưỡng quản lý nhà nước cho công chức xã", "government", _GOVERNMENT, 10, 1150),
    Course("CM-HĐ", "Bồi dưỡng kỹ năng cho đại biểu hội đồng nhân dân", "government", _GOVERNMENT, 3, 345),
    Course("CM-CS", "Tập huấn chuyển đổi số ở cơ sở", "digital", _GOVERNMENT, 8, 960, _WORKSHOP),
    Course("CM-MT", "Tập huấn cán bộ Mặt trận Tổ quốc", "mass_organisations", _MASS, 8, 980, _WORKSHOP),
    Course("CM-ĐT", "Tập huấn cán bộ các đoàn thể", "mass_organisations", _MASS, 13, 1430, _WORKSHOP),
    Course(WAITING, "Bồi dưỡng kiến thức quốc phòng và an ninh, đối tượng 4", "defence", None, 8, 730),
)
# Of each line reported by the case's day: month, classes, places; the district does not count people.
_REPORTED = {
    "CM-NT": ((3, 1, 108), (4, 1, 104)),
    "CM-ĐM": ((4, 1, 101),),
    "CM-NV": ((3, 2, 258), (4, 2, 262)),
    "CM-NQ": ((2, 3, 655), (3, 4, 861), (4, 3, 640)),
    "CM-BC": ((3, 1, 121),),
    "CM-DV": ((4, 1, 128),),
    "CM-VP": ((4, 1, 71),),
    "CM-QL": ((3, 2, 232), (4, 1, 118)),
    "CM-CS": ((4, 2, 239),),
    "CM-MT": ((3, 2, 247),),
    "CM-ĐT": ((3, 2, 218), (4, 2, 224)),
}


def make_case_b() -> DemoCase:
    """The same case at each call."""
    random = Random(SEED)  # noqa: S311 - invented people need no secrecy
    invention = Invention(random)
    communes = _communes()
    lists = tuple(_list(random, invention, commune) for commune in communes)
    plan = _plan(invention, communes)
    return DemoCase(
        name="B",
        title="Hà Nội: kế hoạch của Thành phố năm 2024 và huyện Chương Mỹ được phân cấp",
        today=TODAY,
        judged_on=JUDGED_ON,
        units_on=_UNITS_ON,
        province=_HA_NOI,
        plan=plan,
        nominations=lists,
        nominated=sum(len(each.rows) for each in lists),
        entered=(city.plan_of_results(), city.plan_of_dan_phuong(), city.plan_of_the_city(invention), plan),
        results=(*city.results(), *_results()),
    )


def _communes() -> tuple[str, ...]:
    units = read_units(_UNITS_ON)
    district = next(unit for unit in units if unit.name == DISTRICT and unit.parent_code == _HA_NOI)
    return tuple(unit.name for unit in units if unit.level == "commune" and unit.parent_code == district.code)


def _results() -> Iterator[Result]:
    for line, months in _REPORTED.items():
        yield from monthly(PLAN, line, YEAR, ((*month, None) for month in months))


def _list(random: Random, invention: Invention, commune: str) -> NominationWorkbook:
    """A commune's deputy secretary, then two members of its Party committee."""
    kind = "thị trấn" if commune.startswith("Thị trấn") else "xã"
    rows = []
    for order in range(1, _A_COMMUNE + 1):
        person = invention.person(born=(1968, 1990), women=0.3)
        birth = PartialDate.of(person.birth)
        position = f"Phó Bí thư Đảng ủy {kind}" if order == 1 else f"Ủy viên Ban Chấp hành Đảng bộ {kind}"
        joined = PartialDate(person.birth.year + random.randint(21, 29), random.randint(1, 12))
        rows.append(NomineeRow(order, person.full_name, str(birth), birth, person.sex, position, commune, joined))
    day = random.choice(working_days(Window(dt.date(2024, 3, 18), dt.date(2024, 3, 29))))
    signer = invention.person(born=(1966, 1980), women=0.2).full_name
    letter = Letter(f"{random.randint(11, 96)}-CV/ĐU", day, signer, "Bí thư", commune, LINE)
    return NominationWorkbook(letter, tuple(rows))


def _plan(invention: Invention, communes: tuple[str, ...]) -> PlanWorkbook:
    seats = _A_COMMUNE * len(communes)
    name = "Lớp bồi dưỡng nghiệp vụ công tác kiểm tra, giám sát năm 2024"
    aggregate = lines(_COURSES, organiser=COMMITTEE, school=SCHOOL, payer=_PAYER, delegated=True)
    return PlanWorkbook(
        head=_head(),
        lines=(_line(seats), *aggregate),
        classes=(ClassRow(LINE, 1, name, seats, seats, FIRST_DAY, LAST_DAY, estimate=_CLASS_MAY_COST),),
        programmes=(
            ProgrammeRow(
                PROGRAMME,
                "Bồi dưỡng nghiệp vụ công tác kiểm tra, giám sát cho cấp ủy viên xã, thị trấn",
                ProgrammeKind.REFRESHER,
                StudyForm.FULL_TIME,
                PERIODS_PER_HALF_DAY,
                field="inspection",
            ),
            *programmes(_COURSES),
        ),
        topics=tuple(
            TopicRow(PROGRAMME, module, _MODULES[module], number, topic, kind, 1, None, after)
            for number, (module, topic, kind, after) in enumerate(_TOPICS, start=1)
        ),
        lecturers=_lecturers(invention),
        rooms=(RoomRow("Hội trường", SCHOOL, 180), RoomRow("Phòng học số 1", SCHOOL, 110)),
        seats=tuple(SeatRow(LINE, commune, _A_COMMUNE, None) for commune in communes),
        units=(UnitRow(COMMITTEE, "Cơ quan đảng", DISTRICT),),
    )


def _head() -> PlanHead:
    # The number and the date are on record; the wording of the subject is ours and has not been compared.
    basis = InstrumentRow(
        city.CITY_PLAN, dt.date(2023, 12, 11), "Thành ủy Hà Nội", "Kế hoạch đào tạo, bồi dưỡng cán bộ năm 2024"
    )
    return PlanHead(
        number=PLAN,
        issued_on=dt.date(2024, 1, 22),
        issuer=COMMITTEE,
        parent_body="Đảng bộ Thành phố Hà Nội",
        place="Hà Nội",
        year=YEAR,
        title="Kế hoạch đào tạo, bồi dưỡng cán bộ huyện Chương Mỹ năm 2024",
        pack=Pack.PARTY,
        instruments=(basis,),
    )


def _line(seats: int) -> LineRow:
    return LineRow(
        code=LINE,
        title="Bồi dưỡng nghiệp vụ công tác kiểm tra, giám sát",
        programme=PROGRAMME,
        audience=(_DEPUTY, _MEMBER),
        rule_set="",
        classes=1,
        seats=seats,
        organiser=COMMITTEE,
        school=SCHOOL,
        venue=SCHOOL,
        payer=_PAYER,
        chief_and_deputy_together=True,
        quota_method=QuotaMethod.LISTED,
        bloc=_PARTY,
        delegated=True,
        estimate=_LINE_MAY_COST,
    )


def _lecturers(invention: Invention) -> tuple[LecturerRow, ...]:
    away = Spell(FIRST_DAY, LAST_DAY)
    given: tuple[tuple[str, str, tuple[int, ...], tuple[Spell, ...]], ...] = (
        ("Giảng viên, thạc sĩ", SCHOOL, (1, 2, 9), ()),
        ("Giảng viên", SCHOOL, (1, 5), (Spell(FIRST_DAY, FIRST_DAY),)),
        ("Báo cáo viên cấp huyện", "Ủy ban Kiểm tra Huyện ủy Chương Mỹ", (3, 6, 9), ()),
        ("Báo cáo viên cấp huyện", "Ủy ban Kiểm tra Huyện ủy Chương Mỹ", (ASKED_OF_THE_CITY, 7), (away,)),
        ("Báo cáo viên cấp huyện", "Ban Tổ chức Huyện ủy Chương Mỹ", (2, 5, 7), ()),
    )
    return tuple(
        LecturerRow(
            invention.person(born=(1968, 1988), women=0.4).full_name,
            rank,
            unit,
            (Competence(PROGRAMME, numbers),),
            busy,
        )
        for rank, unit, numbers, busy in given
    )
