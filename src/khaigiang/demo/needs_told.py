"""What the offices of cases A and D ask before the next year's plan, and what inspections of their units found.

All of it is ours: the reports name the practice and no figure of it.
"""

import datetime as dt

from khaigiang.apps.needs.actions import Asking, InspectionPaper
from khaigiang.apps.needs.models import NeedsSurvey
from khaigiang.apps.plans.models import Plan
from khaigiang.apps.units.models import Unit
from khaigiang.apps.units.queries import children_on
from khaigiang.demo import case_a, case_d
from khaigiang.demo.accounts import Office
from khaigiang.demo.needs import AskedAbout, SurveyStory, find_needs, survey_needs

INSPECTORS = "Ủy ban Kiểm tra Đảng ủy Khối các cơ quan Trung ương"
_DISTRICTS = SurveyStory(
    year=2023,
    asker="Ban Tổ chức Thành ủy Hà Nội",
    title="Khảo sát nhu cầu đào tạo, bồi dưỡng cán bộ cấp xã năm 2023",
    published_on=dt.date(2022, 4, 18),
    deadline=dt.date(2022, 5, 16),
    asked=(
        AskedAbout(("commune_secretary",), Asking("CT-BTĐU", basis="Nghị quyết 04-NQ/TU ngày 31-5-2021", planned=True)),
        AskedAbout(("commune_deputy_secretary",), Asking(title="Bồi dưỡng phó bí thư đảng ủy xã, phường, thị trấn")),
    ),
    silent=3,
    handed_back="Đề nghị nêu tên các phó bí thư đảng ủy cần học; phiếu mới nêu một người.",
    note="Rà soát theo từng nhóm chức danh; người đang học năm nay không tính.",
)
_COMMITTEES = SurveyStory(
    year=2024,
    asker=case_d.COMMITTEE,
    title="Khảo sát nhu cầu bồi dưỡng nghiệp vụ công tác đảng năm 2024",
    published_on=dt.date(2023, 9, 11),
    deadline=dt.date(2023, 10, 13),
    asked=(
        AskedAbout(("base_committee_secretary", "base_committee_member"), Asking(case_d.PROGRAMME)),
        AskedAbout(("base_committee_secretary",), Asking("KT-2023")),
    ),
    silent=1,
)
SKILL = "Kỹ năng giải quyết đơn thư, phản ánh về đảng viên"


def ask_districts(plan: Plan, office: Office) -> None:
    """Case A: the city asks its districts; one inspection found what secretaries have not been taught."""
    city = plan.lines.earliest("pk").sending_units.select_related("unit__parent").earliest("unit__sort_key").unit.parent
    assert city is not None
    districts = _below(city, case_a.TODAY)
    survey_needs(_DISTRICTS, city, districts, until=case_a.TODAY, office=office)
    paper = InspectionPaper(
        "58-TB/UBKTTU",
        dt.date(2022, 3, 30),
        "Ủy ban Kiểm tra Thành ủy Hà Nội",
        topic="Lãnh đạo công tác kiểm tra, giám sát ở đảng bộ xã",
        found="Một số đảng ủy xã chưa xây dựng chương trình kiểm tra, giám sát hằng năm, chưa tự kiểm tra chuyên đề.",
        field="inspection",
        groups=("commune_secretary", "commune_deputy_secretary"),
    )
    named = dict.fromkeys(districts[3:6], None) | {districts[8]: 12}
    find_needs(city, _DISTRICTS.year, {paper: named}, office=office)


def ask_committees(_plan: Plan, office: Office) -> None:
    """Case D: the block asks its base committees; what inspections found becomes next year's topics."""
    block = Unit.objects.get(name=case_d.BLOCK)
    committees = _below(block, case_d.TODAY)
    survey_needs(_COMMITTEES, block, committees, until=case_d.TODAY, office=office)
    inspection = InspectionPaper(
        "41-KL/UBKTĐUK",
        dt.date(2023, 7, 14),
        INSPECTORS,
        topic="Xây dựng chương trình kiểm tra, giám sát",
        found="Cấp ủy chưa ban hành chương trình kiểm tra, giám sát năm 2023, hoặc ban hành mà không phân công.",
        field="inspection",
        programme="KT-2023",
        groups=("base_committee_secretary",),
    )
    meetings = InspectionPaper(
        "47-KL/UBKTĐUK",
        dt.date(2023, 8, 22),
        INSPECTORS,
        topic="Nâng cao chất lượng sinh hoạt chi bộ",
        found="Sinh hoạt chuyên đề còn hình thức, biên bản không ghi ý kiến đảng viên.",
        field="organisation",
        programme=case_d.PROGRAMME,
        groups=("base_committee_member",),
    )
    letters = InspectionPaper(
        "47-KL/UBKTĐUK",
        dt.date(2023, 8, 22),
        INSPECTORS,
        topic=SKILL,
        found="Đơn phản ánh về đảng viên được chuyển đi mà không xem xét, quá thời hạn.",
        field="inspection",
    )
    papers: dict[InspectionPaper, dict[Unit, int | None]] = {
        inspection: dict.fromkeys(committees[2:8], 1),
        meetings: dict.fromkeys(committees[5:9], 3),
        letters: dict.fromkeys(committees[10:13], None),
    }
    find_needs(block, _COMMITTEES.year, papers, office=office)


def survey_of(year: int) -> NeedsSurvey:
    """The survey of a sample's next year."""
    return NeedsSurvey.objects.select_related("body").get(year=year)


def _below(unit: Unit, on: dt.date) -> list[Unit]:
    keys = [each.id for each in children_on(on, [unit.pk]).get(unit.pk, ())]
    return list(Unit.objects.filter(pk__in=keys).order_by("sort_key", "pk"))
