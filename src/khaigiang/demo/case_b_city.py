"""Case B, the plans by totals: the organisation department's 2023, Đan Phượng's 2023, the city's plan 200 for 2024.

The report gives the figures of whole plans. Ours are the numbers of the plans other than 200-KH/TU, the titles, kinds
and fields of the lines, how a whole is split among lines and months, and the seats of the courses that the
home-affairs department leads.
"""

import datetime as dt

from khaigiang.core.calendar import Part
from khaigiang.demo.case import Result
from khaigiang.demo.people import Invention
from khaigiang.demo.totals import Course, lines, monthly, plan
from khaigiang.intake.plan import Bloc, Competence, LecturerRow, Pack, PlanHead, PlanWorkbook, ProgrammeKind
from khaigiang.intake.spells import Spell

CITY_PLAN, RESULTS_PLAN, DAN_PHUONG_PLAN = "200-KH/TU", "06-KH/BTCTU", "41-KH/HU"
ORGANISATION, HOME_AFFAIRS, DAN_PHUONG = "Ban Tổ chức Thành ủy", "Sở Nội vụ", "Huyện ủy Đan Phượng"
INSPECTION = "Ủy ban Kiểm tra Thành ủy"
_CITY = "Đảng bộ Thành phố Hà Nội"
_COMMITTEE, _SCHOOL, _PAYER = "Thành ủy Hà Nội", "Trường Đào tạo cán bộ Lê Hồng Phong", "Ngân sách Thành phố"
_ABROAD = "Cơ sở đào tạo ở nước ngoài"
_PARTY, _MASS, _GOVERNMENT = Bloc.PARTY, Bloc.MASS, Bloc.GOVERNMENT
_UPDATE, _WORKSHOP = ProgrammeKind.UPDATE, ProgrammeKind.WORKSHOP
_DEPUTIES, _PLANNED = "Phó Bí thư Đảng ủy xã, phường, thị trấn", "Cán bộ quy hoạch"
_MANAGED, _OFFICIALS = "Cán bộ diện Ban Thường vụ Thành ủy quản lý", "Cán bộ, công chức, viên chức"

_HELD_2023 = (
    Course("PBT-23", f"Bồi dưỡng {_DEPUTIES}", "party_building", _PARTY, 5, 558, audience=_DEPUTIES),
    Course(
        "QH-23",
        "Bồi dưỡng cán bộ quy hoạch ban thường vụ quận ủy, huyện ủy, thị ủy nhiệm kỳ 2025-2030",
        *("party_building", None, 3, 658),
        audience=_PLANNED,
    ),
)
_HELD_ABROAD_2023 = (
    Course(
        "QHTU-23", "Bồi dưỡng cán bộ quy hoạch Thành ủy viên", "government", None, 2, 40, audience=_PLANNED, abroad=True
    ),
)
_DAN_PHUONG_2023 = (
    Course("DP-NT", "Bồi dưỡng nhận thức về Đảng và đảng viên mới", "party_building", _PARTY, 8, 690),
    Course("DP-CU", "Bồi dưỡng nghiệp vụ cho cấp ủy viên cơ sở", "party_building", _PARTY, 9, 1080),
    Course("DP-NQ", "Học tập nghị quyết, chuyên đề", "party_building", _PARTY, 14, 2150, _UPDATE),
    Course("DP-QL", "Bồi dưỡng quản lý nhà nước cho cán bộ, công chức xã", "government", _GOVERNMENT, 6, 610),
    Course("DP-TT", "Tập huấn trưởng thôn, tổ trưởng tổ dân phố", "government", _GOVERNMENT, 5, 540, _WORKSHOP),
    Course("DP-MT", "Tập huấn cán bộ Mặt trận Tổ quốc", "mass_organisations", _MASS, 10, 1050, _WORKSHOP),
    Course("DP-ĐT", "Tập huấn cán bộ các đoàn thể", "mass_organisations", _MASS, 8, 860, _WORKSHOP),
)
# Three kinds tell the three parts of the 395 apart: 255 to be brought up to date, 100 to specialise, 40 at a workshop.
_MANAGED_2024 = (
    Course("TU-CN1", "Cập nhật kiến thức cho khối Đảng", "party_building", _PARTY, 1, 85, _UPDATE, _MANAGED),
    Course("TU-CN2", "Cập nhật kiến thức cho khối đoàn thể", "mass_organisations", _MASS, 1, 85, _UPDATE, _MANAGED),
    Course("TU-CN3", "Cập nhật kiến thức cho khối chính quyền", "government", _GOVERNMENT, 1, 85, _UPDATE, _MANAGED),
    Course("TU-CS1", "Chuyên sâu: xây dựng tổ chức đảng", "organisation", _PARTY, 1, 20, audience=_MANAGED),
    Course("TU-CS2", "Chuyên sâu: kiểm tra, giám sát", "inspection", _PARTY, 1, 20, audience=_MANAGED),
    Course("TU-CS3", "Chuyên sâu: đối thoại với nhân dân", "mass_mobilisation", _MASS, 1, 20, audience=_MANAGED),
    Course("TU-CS4", "Chuyên sâu: quản trị đô thị", "government", _GOVERNMENT, 2, 40, audience=_MANAGED),
    Course("TU-TH", "Tập huấn kỹ năng làm việc với báo chí", "propaganda", None, 2, 40, _WORKSHOP, _MANAGED),
)
_ABROAD_2024 = (
    Course("NN-QL", "Quản lý nhà nước, ở nước ngoài", "government", None, 6, 130, audience=_OFFICIALS, abroad=True),
    Course(
        "NN-CĐS",
        "Chuyển đổi số, công nghệ thông tin, ở nước ngoài",
        *("digital", None, 5, 100),
        audience=_OFFICIALS,
        abroad=True,
    ),
    Course(
        "NN-NN", "Đề án Ngoại ngữ quốc gia, ở nước ngoài", "languages", None, 4, 80, audience=_OFFICIALS, abroad=True
    ),
)
# title, field, classes, seats
_HOME_AFFAIRS_2024 = (
    ("Lãnh đạo, quản lý cấp sở", "government", 1, 40),
    ("Lãnh đạo, quản lý cấp huyện", "government", 1, 60),
    ("Lãnh đạo, quản lý cấp phòng", "government", 4, 280),
    ("Quản lý nhà nước ngạch chuyên viên", "government", 3, 240),
    ("Quản lý nhà nước ngạch chuyên viên chính", "government", 3, 210),
    ("Văn hóa công vụ, đạo đức công vụ", "government", 4, 480),
    ("Cải cách hành chính, giải quyết thủ tục hành chính", "government", 3, 360),
    ("Tiếp công dân, giải quyết khiếu nại, tố cáo", "government", 2, 200),
    ("Thanh tra công vụ", "government", 1, 80),
    ("Soạn thảo và quản lý văn bản", "government", 2, 160),
    ("Văn thư, lưu trữ điện tử", "government", 2, 160),
    ("Quản lý tài chính, tài sản công", "government", 2, 150),
    ("Quản lý đầu tư công, đấu thầu", "government", 2, 150),
    ("Quản lý đất đai, trật tự xây dựng", "government", 3, 270),
    ("Quản lý môi trường đô thị", "government", 2, 140),
    ("Xây dựng vị trí việc làm", "government", 1, 90),
    ("Công tác tôn giáo, dân tộc", "government", 2, 180),
    ("Thi đua, khen thưởng", "government", 1, 90),
    ("Công vụ ở xã, phường, thị trấn", "government", 4, 460),
    ("Chuyển đổi số cho lãnh đạo", "digital", 2, 120),
    ("Kỹ năng số, an toàn thông tin", "digital", 5, 500),
    ("Dữ liệu và dịch vụ công trực tuyến", "digital", 2, 140),
    ("Tiếng Anh trong công vụ", "languages", 2, 60),
)
# What was reported by the case's day. Of each line: month, classes, places, and people where the report counts them.
_REPORTED: tuple[tuple[str, int, dict[str, tuple[tuple[int, int, int, int | None], ...]]], ...] = (
    (
        RESULTS_PLAN,
        2023,
        {
            "PBT-23": ((3, 1, 112, 112), (4, 2, 224, 224), (6, 1, 111, 111), (9, 1, 111, 111)),
            "QH-23": ((5, 1, 220, 220), (7, 1, 219, 219), (10, 1, 219, 219)),
            "QHTU-23": ((8, 1, 20, 20), (11, 1, 20, 20)),
        },
    ),
    (
        DAN_PHUONG_PLAN,
        2023,
        {
            "DP-NT": ((3, 3, 262, None), (6, 3, 255, None), (10, 2, 170, None)),
            "DP-CU": ((4, 4, 476, None), (8, 5, 590, None)),
            "DP-NQ": ((2, 4, 640, None), (5, 5, 750, None), (9, 5, 735, None)),
            "DP-QL": ((5, 3, 301, None), (11, 3, 296, None)),
            "DP-TT": ((7, 5, 528, None),),
            "DP-MT": ((4, 5, 520, None), (10, 5, 514, None)),
            "DP-ĐT": ((6, 4, 431, None), (11, 4, 422, None)),
        },
    ),
    (
        CITY_PLAN,
        2024,
        {
            "TU-CN1": ((4, 1, 84, 84),),
            "TU-CS1": ((4, 1, 20, 20),),
            "TU-CS2": ((3, 1, 20, 20),),
            "NN-QL": ((4, 2, 43, 43),),
            "SNV-03": ((3, 1, 70, 70), (4, 1, 68, 68)),
            "SNV-04": ((4, 1, 80, 80),),
            "SNV-05": ((3, 1, 70, 70), (4, 1, 69, 69)),
            "SNV-06": ((3, 1, 118, None), (4, 1, 121, None)),
            "SNV-07": ((3, 1, 119, None), (4, 1, 120, None)),
            "SNV-08": ((4, 1, 99, 99),),
            "SNV-10": ((3, 1, 80, 80),),
            "SNV-11": ((4, 1, 79, 79),),
            "SNV-12": ((3, 1, 75, 75),),
            "SNV-13": ((4, 1, 74, 74),),
            "SNV-14": ((3, 1, 90, None), (4, 1, 88, None)),
            "SNV-15": ((4, 1, 70, 70),),
            "SNV-17": ((3, 1, 90, 90),),
            "SNV-19": ((3, 1, 114, None), (4, 1, 117, None)),
            "SNV-20": ((3, 1, 60, 60),),
            "SNV-21": ((3, 2, 204, None), (4, 1, 96, None)),
            "SNV-22": ((4, 1, 70, 70),),
            "SNV-23": ((3, 1, 30, 30),),
        },
    ),
)


def results() -> tuple[Result, ...]:
    """What was reported of these plans by the case's day."""
    return tuple(
        result
        for number, year, reported in _REPORTED
        for line, months in reported.items()
        for result in monthly(number, line, year, months)
    )


def plan_of_results() -> PlanWorkbook:
    """The organisation department's plan for 2023, whose results the report tells."""
    return plan(
        PlanHead(
            number=RESULTS_PLAN,
            issued_on=dt.date(2023, 1, 16),
            issuer=ORGANISATION,
            parent_body=_COMMITTEE,
            place="Hà Nội",
            year=2023,
            title="Kế hoạch bồi dưỡng cán bộ năm 2023",
            pack=Pack.PARTY,
        ),
        (
            *lines(_HELD_2023, organiser=ORGANISATION, school=_SCHOOL, payer=_PAYER),
            *lines(_HELD_ABROAD_2023, organiser=ORGANISATION, school=_ABROAD, payer=_PAYER),
        ),
        (*_HELD_2023, *_HELD_ABROAD_2023),
    )


def plan_of_dan_phuong() -> PlanWorkbook:
    """A district's plan for 2023, before classes were delegated to districts."""
    return plan(
        PlanHead(
            number=DAN_PHUONG_PLAN,
            issued_on=dt.date(2023, 1, 30),
            issuer=DAN_PHUONG,
            parent_body=_CITY,
            place="Hà Nội",
            year=2023,
            title="Kế hoạch bồi dưỡng cán bộ, đảng viên huyện Đan Phượng năm 2023",
            pack=Pack.PARTY,
        ),
        lines(
            _DAN_PHUONG_2023,
            organiser=DAN_PHUONG,
            school="Trung tâm Chính trị huyện Đan Phượng",
            payer="Ngân sách huyện Đan Phượng",
        ),
        _DAN_PHUONG_2023,
    )


def plan_of_the_city(invention: Invention) -> PlanWorkbook:
    """The city's plan for 2024, with the lecturer whom the city has for districts that ask."""
    courses = tuple(
        Course(f"SNV-{number:02}", title, field, _GOVERNMENT, classes, seats, audience=_OFFICIALS)
        for number, (title, field, classes, seats) in enumerate(_HOME_AFFAIRS_2024, start=1)
    )
    lecturer = LecturerRow(
        invention.person(born=(1968, 1980), women=0.3).full_name,
        "Báo cáo viên Thành ủy",
        INSPECTION,
        (Competence("TU-CS2"),),
        (Spell(dt.date(2024, 5, 13), dt.date(2024, 5, 13), Part.MORNING),),
    )
    return plan(
        PlanHead(
            number=CITY_PLAN,
            issued_on=dt.date(2023, 12, 11),
            issuer=_COMMITTEE,
            parent_body=_CITY,
            place="Hà Nội",
            year=2024,
            title="Kế hoạch đào tạo, bồi dưỡng cán bộ, công chức, viên chức Thành phố năm 2024",
            pack=Pack.PARTY,
        ),
        (
            *lines(_MANAGED_2024, organiser=ORGANISATION, school=_SCHOOL, payer=_PAYER),
            *lines(_ABROAD_2024, organiser=ORGANISATION, school=_ABROAD, payer=_PAYER),
            *lines(courses, organiser=HOME_AFFAIRS, school=_SCHOOL, payer=_PAYER),
        ),
        (*_MANAGED_2024, *_ABROAD_2024, *courses),
        lecturers=(lecturer,),
    )
