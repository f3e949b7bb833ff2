"""Case B: a year of Hà Nội: the city's plan 200-KH/TU for 2024, results of 2023, a district that runs its classes."""

import datetime as dt

from django.urls import reverse

from khaigiang.apps.accounts.actions import add_user
from khaigiang.apps.accounts.models import Role
from khaigiang.apps.accounts.queries import actor_of
from khaigiang.apps.catalogue.models import ProgrammeKind
from khaigiang.apps.catalogue.queries import topics_of
from khaigiang.apps.plans.actions import ask_consent, give_consent, hand_back, promise_lecturer, request_lecturer
from khaigiang.apps.plans.queries import line_page, line_rows, lines_with_parties, plan_numbered
from khaigiang.apps.reports.phrases import Cut
from khaigiang.apps.schools.models import Lecturer
from khaigiang.apps.units.models import Bloc, Unit
from khaigiang.core.states import LecturerRequestState
from khaigiang.demo.accounts import Office, hashed_password
from khaigiang.demo.case_b import (
    ASKED_OF_THE_CITY,
    COMMITTEE,
    FIRST_DAY,
    LINE,
    PLAN,
    TODAY,
    TOPIC_OF_THE_CITY,
    WAITING,
    YEAR,
)
from khaigiang.demo.case_b_city import CITY_PLAN, DAN_PHUONG_PLAN, HOME_AFFAIRS, INSPECTION, ORGANISATION, RESULTS_PLAN
from khaigiang.demo.figures import Case, LeftOut, Question, Words
from khaigiang.demo.lines import LinesOf, held, part, planned, row
from khaigiang.demo.questions import CLASSES, PROGRESS, by_class, class_page
from khaigiang.foundation import clock
from khaigiang.foundation.actor import SYSTEM, Actor

ASKED, HANDED_BACK, OTHERS_GIVEN = dt.date(2024, 1, 24), dt.date(2024, 2, 1), dt.date(2024, 2, 5)
ASKED_AGAIN, PROMISED, GIVEN = dt.date(2024, 2, 19), dt.date(2024, 2, 26), dt.date(2024, 2, 28)
REMARKS = (
    "Chuyên đề 4 cần do báo cáo viên của Ủy ban Kiểm tra Thành ủy trình bày; đề nghị huyện có văn bản xin cử giảng "
    "viên rồi gửi lại."
)
_SIGNS = {
    ORGANISATION: "BTCTU",
    "Ban Tuyên giáo Thành ủy": "BTGTU",
    "Ban Dân vận Thành ủy": "BDVTU",
    "Văn phòng Thành ủy": "VPTU",
    HOME_AFFAIRS: "SNV",
    "Sở Thông tin và Truyền thông": "STTTT",
    "Ủy ban Mặt trận Tổ quốc Thành phố": "MTTQ",
}


def delegate(office: Office) -> None:
    """The district asks for consent to every line of its plan; the worked one is handed back once, one still waits."""
    plan = plan_numbered(PLAN, year=YEAR)
    assert plan is not None
    worked, *others = plan.lines.select_related("organiser_unit", "programme").order_by("pk")
    assert worked.code == LINE
    assert worked.organiser_unit is not None
    with clock.standing_at(ASKED):
        district = _account("chu-tri", COMMITTEE, Role.SENDING_UNIT, unit=worked.organiser_unit)
        inspection = _account("uy-ban-kiem-tra", INSPECTION, Role.PLANNER)
        for line in (worked, *others):
            ask_consent(line, by=district)
    with clock.standing_at(HANDED_BACK):
        hand_back(worked, remarks=REMARKS, by=inspection)
    with clock.standing_at(OTHERS_GIVEN):
        for number, line in enumerate(others, start=41):
            if line.code != WAITING:
                letter = f"{number}-CV/{_SIGNS[line.consenting_body]}"
                give_consent(line, letter_number=letter, by=office[Role.PLANNER])
    topic = topics_of(worked.programme).get(number=ASKED_OF_THE_CITY)
    with clock.standing_at(ASKED_AGAIN):
        request = request_lecturer(worked, topic, wish="Một buổi trong tuần từ 13/5 đến 17/5/2024", by=district)
        ask_consent(worked, by=district)
    with clock.standing_at(PROMISED):
        promise_lecturer(request, Lecturer.objects.get(unit_name=INSPECTION), by=inspection)
    with clock.standing_at(GIVEN):
        give_consent(worked, letter_number="56-CV/UBKTTU", by=inspection)


def _account(username: str, name: str, role: Role, *, unit: Unit | None = None) -> Actor:
    """Somebody who acts for one unit, or for the city."""
    units = [unit] if unit else []
    user = add_user(
        username,
        full_name=name,
        password=hashed_password(),
        hashed=True,
        roles=[role],
        units=units,
        everywhere=unit is None,
        by=SYSTEM,
    )
    return actor_of(user)


RESULTS_2023, DISTRICT_2023 = LinesOf(year=2023, plan=RESULTS_PLAN), LinesOf(year=2023, plan=DAN_PHUONG_PLAN)
LINES_2023, MONTHS_2023 = RESULTS_2023.rows(), RESULTS_2023.cut(Cut.MONTH)
ABROAD_2023 = LinesOf(year=2023, plan=RESULTS_PLAN, abroad=True).whole()

MANAGED = LinesOf(year=YEAR, plan=CITY_PLAN, organiser=ORGANISATION, abroad=False)
BLOCS = LinesOf(year=YEAR, plan=CITY_PLAN, organiser=ORGANISATION, kind=ProgrammeKind.UPDATE, abroad=False)
SPECIALISED = LinesOf(year=YEAR, plan=CITY_PLAN, organiser=ORGANISATION, kind=ProgrammeKind.REFRESHER, abroad=False)
WORKSHOP = LinesOf(year=YEAR, plan=CITY_PLAN, organiser=ORGANISATION, kind=ProgrammeKind.WORKSHOP, abroad=False)
ABROAD = LinesOf(year=YEAR, plan=CITY_PLAN, abroad=True)
COURSES = LinesOf(year=YEAR, plan=CITY_PLAN, organiser=HOME_AFFAIRS, bloc=Bloc.GOVERNMENT)

DISTRICT = LinesOf(year=YEAR, plan=PLAN)
DISTRICT_WHOLE, DAN_PHUONG_FIELDS = DISTRICT.whole(), DISTRICT_2023.cut(Cut.FIELD)
DAN_PHUONG_BLOCS = DISTRICT_2023.cut(Cut.BLOC)
WORKED = Question(
    line_page,
    lambda played: {"line": lines_with_parties().get(pk=played.line.pk), "actor": SYSTEM},
    lambda played: reverse("plans:line", args=[played.line.pk]),
)
LINES = Question(
    line_rows,
    lambda played: {"plan": played.plan, "actor": SYSTEM},
    lambda played: reverse("plans:plan", args=[played.plan.pk]),
)

FIGURES = (
    LINES_2023.figure(
        "Năm 2023: số lớp, số phó bí thư",
        "2023: classes, deputy secretaries",
        (5, 558),
        lambda rows: (row(rows, "PBT-23").held_classes, row(rows, "PBT-23").people),
    ),
    LINES_2023.figure(
        "Năm 2023: số lớp, số cán bộ quy hoạch ban thường vụ cấp huyện 2025-2030",
        "2023: classes, people planned for district standing committees 2025-2030",
        (3, 658),
        lambda rows: (row(rows, "QH-23").held_classes, row(rows, "QH-23").people),
    ),
    ABROAD_2023.figure(
        "Năm 2023: số lớp, số người ở nước ngoài, quy hoạch Thành ủy viên",
        "2023: classes, people abroad, planned for the city committee",
        (2, 40),
        lambda whole: (whole.held_classes, whole.people),
    ),
    MONTHS_2023.figure(
        "Năm 2023: các tháng cộng lại, số lớp, số lượt",
        "2023: the months added up, classes, places",
        (5 + 3 + 2, 558 + 658 + 40),
        lambda months: (sum(each.held_classes for each in months), sum(each.places for each in months)),
    ),
    MANAGED.whole().figure(
        "Năm 2024: số lớp, số người diện Ban Thường vụ Thành ủy quản lý",
        "2024: classes, officials managed by the city's standing committee",
        (10, 395),
        planned,
    ),
    BLOCS.whole().figure(
        "Trong đó cho ba khối: số lớp, số người", "Of which for the three blocs: classes, people", (3, 255), planned
    ),
    BLOCS.rows().figure("Số chương trình cho ba khối", "Programmes for the three blocs", 3, len),
    BLOCS.cut(Cut.BLOC).figure("Số khối", "Blocs", 3, len),
    SPECIALISED.whole().figure(
        "Trong đó chuyên sâu: số lớp, số người", "Of which specialised: classes, people", (5, 100), planned
    ),
    SPECIALISED.rows().figure("Số chương trình chuyên sâu", "Specialised programmes", 4, len),
    SPECIALISED.cut(Cut.BLOC).figure(
        "Số khối của các chương trình chuyên sâu", "Blocs of the specialised programmes", 3, len
    ),
    WORKSHOP.whole().figure(
        "Còn lại của 395: số lớp, số người", "What is left of the 395: classes, people", (2, 40), planned, ours=True
    ),
    ABROAD.whole().figure(
        "Đi nước ngoài, tính riêng: số người",
        "Abroad, counted apart: people",
        310,
        lambda whole: whole.planned_seats,
    ),
    ABROAD.rows().figure("Số chương trình ở nước ngoài", "Programmes abroad", 3, len),
    COURSES.rows().figure(
        "Số chuyên đề do Sở Nội vụ chủ trì cho khối chính quyền",
        "Courses that the home-affairs department leads for the government bloc",
        23,
        len,
    ),
    DISTRICT_WHOLE.figure(
        "Huyện Chương Mỹ 2024: số lớp, số lượt", "Chương Mỹ district 2024: classes, places", (100, 13267), planned
    ),
    LinesOf(year=YEAR)
    .cut(Cut.ORGANISER)
    .figure(
        "Cũng số ấy, ở báo cáo theo đơn vị tổ chức",
        "The same, in the report by organiser",
        (100, 13267),
        lambda organisers: planned(part(organisers, COMMITTEE)),
    ),
    DISTRICT.cut(Cut.PROGRAMME).figure(
        "Số chương trình của huyện Chương Mỹ", "Programmes of Chương Mỹ district", 15, len, ours=True
    ),
    DISTRICT_WHOLE.figure(
        "Huyện Chương Mỹ đã mở: số lớp, số lượt",
        "Chương Mỹ district has held: classes, places",
        (32, 4683),
        held,
        ours=True,
    ),
    DISTRICT_WHOLE.figure(
        "Số người của các lớp ấy, vì báo cáo chỉ ghi lượt",
        "People in those classes, as the reports count places only",
        None,
        lambda whole: whole.people,
        ours=True,
    ),
    DISTRICT_WHOLE.figure(
        "Trong đó số người biết được",
        "People known among them",
        96,
        lambda whole: whole.stated_people,
        ours=True,
    ),
    DISTRICT_2023.whole().figure(
        "Huyện Đan Phượng 2023: số lớp", "Đan Phượng district 2023: classes", 60, lambda whole: whole.held_classes
    ),
    DAN_PHUONG_FIELDS.figure(
        "Trong đó xây dựng Đảng, chính quyền, đoàn thể",
        "Of which Party building, government, mass organisations",
        (31, 11, 18),
        lambda fields: tuple(
            part(fields, key).held_classes for key in ("party_building", "government", "mass_organisations")
        ),
    ),
    DAN_PHUONG_BLOCS.figure(
        "Cũng số ấy, ở báo cáo theo khối",
        "The same, in the report by bloc",
        (31, 11, 18),
        lambda blocs: tuple(part(blocs, key).held_classes for key in (Bloc.PARTY, Bloc.GOVERNMENT, Bloc.MASS)),
    ),
    CLASSES.figure(
        "Một lớp của huyện, sĩ số",
        "One class of the district, its size",
        (96,),
        lambda rows: tuple(each.size for each in rows),
        ours=True,
    ),
    LinesOf(year=YEAR, plan=PLAN, tracking="classes")
    .units()
    .figure("Số xã, thị trấn có người học", "Communes with people in it", 32, lambda units: units, ours=True),
    LINES.figure(
        "Số dòng phân cấp cho huyện",
        "Lines delegated to the district",
        15,
        lambda rows: sum(each.line.delegated for each in rows),
        ours=True,
    ),
    WORKED.figure(
        "Cơ quan cho ý kiến thống nhất với lớp này",
        "The specialised upper body that agrees to this class",
        INSPECTION,
        lambda page: page.line.consenting_body,
        ours=True,
    ),
    WORKED.figure(
        "Đề nghị, trả lại kèm ý kiến, đề nghị lại, thống nhất",
        "Asked, handed back with remarks, asked again, agreed",
        (ASKED, HANDED_BACK, ASKED_AGAIN, GIVEN),
        lambda page: tuple(each.day for each in page.steps),
        ours=True,
    ),
    WORKED.figure(
        "Chuyên đề mà Thành phố cử giảng viên theo đề nghị",
        "Topic for which the city supplies a lecturer on request",
        (TOPIC_OF_THE_CITY,),
        lambda page: tuple(
            each.request.topic.name for each in page.requests if each.request.state == LecturerRequestState.PROMISED
        ),
        ours=True,
    ),
    CLASSES.figure(
        "Khai giảng, sau khi đã có ý kiến thống nhất",
        "Opened on, consent being there",
        (FIRST_DAY,),
        lambda rows: tuple(each.opened_on for each in rows),
        ours=True,
        page=class_page("delivery:opening"),
    ),
    PROGRESS.figure(
        "Đã học, trên 9 chuyên đề",
        "Topics taught, of 9",
        ("4/9",),
        lambda found: tuple(f"{each.done}/{each.total}" for each in by_class(found)),
        ours=True,
    ),
)

CASE = Case(
    title=Words(
        "Hà Nội: kế hoạch của Thành phố năm 2024 và huyện Chương Mỹ được phân cấp",
        "Hà Nội: the city's plan for 2024, and Chương Mỹ district to which classes are delegated",
    ),
    plan_number=PLAN,
    year=YEAR,
    today=TODAY,
    figures=FIGURES,
    beforehand=delegate,
    left_out=(
        LeftOut(
            Words(
                "Giao việc khó, đôn đốc và kiểm điểm trong giao ban",
                "Hard tasks are assigned, chased and reviewed in regular meetings",
            ),
            Words(
                "báo cáo không kể nhiệm vụ nào; trang kế hoạch giao việc, đôn đốc và ghi kết luận giao ban",
                "the report names no task; a plan's page assigns and chases them and keeps what a meeting concluded",
            ),
        ),
        LeftOut(
            Words(
                "Đơn vị rà soát cán bộ theo nhóm chức danh rồi báo cáo danh sách",
                "Units review their staff by title group and report the lists",
            ),
            Words(
                "báo cáo không nêu số liệu nào; khảo sát nhu cầu được kể ở vụ việc A và D",
                "the report gives no figure of it; surveys of needs are told in cases A and D",
            ),
        ),
        LeftOut(
            Words("Luân chuyển cán bộ song song với bồi dưỡng", "Rotation alongside training"),
            Words(
                "báo cáo không nêu số liệu nào; quá trình công tác có ở trang của từng người",
                "the report gives no figure of it; careers stand on each person's page",
            ),
        ),
        LeftOut(
            Words(
                "Từng lớp trong 99 lớp còn lại của huyện Chương Mỹ",
                "Each of the other 99 classes of Chương Mỹ district",
            ),
            Words(
                "theo dõi bằng số tổng hợp do huyện báo cáo; một lớp được làm đủ",
                "tracked by the totals that the district reports; one class is worked fully",
            ),
        ),
    ),
)
