import datetime as dt

import pytest

import builders
from khaigiang.apps.classes.models import TrainingClass
from khaigiang.apps.delivery.exports import about, paper_orders
from khaigiang.apps.delivery.exports.class_list import class_list
from khaigiang.apps.delivery.exports.letters import opening_decision, summons
from khaigiang.apps.delivery.exports.sheet import ClassSheet, sheet_of
from khaigiang.apps.instruments.models import Instrument
from khaigiang.apps.people.models import Person
from khaigiang.apps.plans.exports import course
from khaigiang.apps.plans.models import Plan, PlanLine
from khaigiang.apps.units.models import Level, Unit
from khaigiang.core.states import ClassState
from khaigiang.documents import excel
from khaigiang.documents.packs import Authority, load
from khaigiang.documents.paper import Appendix, Article, Band, Bullet, DataTable, Paper, Paragraph, Signer
from khaigiang.foundation import guarded

DATED = dt.date(2022, 5, 5)
STAMP = dt.datetime(2022, 5, 12, 8, tzinfo=dt.timezone(dt.timedelta(hours=7)))
AN = ("Nguyễn Văn An", "01/06/1975", "Bí thư Đảng ủy", "Phường Láng Hạ")
BINH = ("Lê Thị Bình", "06/1980", "Bí thư Đảng ủy", "Phường Láng Hạ")
PARTY = {
    "pack": "party",
    "parent_body": "Thành ủy Hà Nội",
    "issuer": "Ban Thường vụ Thành ủy",
    "organiser": "Ban Tổ chức Thành ủy",
}
STATE = {
    "pack": "state",
    "parent_body": "Ủy ban nhân dân thành phố Hà Nội",
    "issuer": "Ủy ban nhân dân thành phố Hà Nội",
    "organiser": "Sở Nội vụ",
}


def held_class(pack: str, parent_body: str, issuer: str, organiser: str) -> TrainingClass:
    plan = builders.plan(number="50-KH/TU", title="Kế hoạch năm 2022")
    line = builders.line(plan, code="D1", title="Bồi dưỡng bí thư", study=builders.programme(topics=2))
    with guarded.writing("test"):
        plan.instruments.clear()
        Plan.objects.update(pack=pack, parent_body=parent_body, issuer=issuer)
        PlanLine.objects.update(organiser=organiser, payer="Ngân sách thành phố")
        plan.instruments.create(
            number="04-NQ/TU",
            title="Nghị quyết về công tác cán bộ",
            issuer="Thành ủy Hà Nội",
            issued_on=dt.date(2021, 5, 31),
        )
    held = builders.training_class(builders.planned_class(line), groups=2, state=ClassState.TIMETABLED)
    ward = builders.unit("Phường Láng Hạ", Level.COMMUNE)
    for group, (district, name, facts) in enumerate(
        (
            ("Quận Ba Đình", "Nguyễn Văn An", {}),
            (
                "Quận Tây Hồ",
                "Lê Thị Bình",
                {"sex": "female", "born": dt.date(1980, 6, 1), "born_precision": "month"},
            ),
        ),
        start=1,
    ):
        unit = builders.unit(district)
        builders.grant(line, unit, 1)
        sent = builders.nominate(builders.letter(line, unit), builders.person(name, **facts), of=ward)
        builders.enrol(held, sent, group=group)
    topics = held.line.programme.modules.get().topics.all()
    builders.lesson(held, topics[0], dt.date(2022, 5, 11), "afternoon")
    builders.lesson(held, topics[1], dt.date(2022, 5, 12), "morning")
    return TrainingClass.objects.select_related("line__plan", "line__programme").get()


@pytest.fixture
def party(db) -> ClassSheet:
    return sheet_of(held_class(**PARTY))


@pytest.fixture
def state(db) -> ClassSheet:
    return sheet_of(held_class(**STATE))


def unit(name: str) -> Unit:
    return Unit.objects.get(name=name)


def columns_of(paper: Paper) -> tuple:
    return paper.appendices[0].table.columns


WHEN_AND_WHERE = (
    "Thời gian: 2 ngày (2 buổi), khai giảng buổi chiều ngày 11/05/2022, bế giảng buổi sáng ngày 12/05/2022.",
    "Địa điểm: Hội trường A.",
    "Kinh phí: Ngân sách thành phố.",
)


def test_party_decision_to_open_a_class(party) -> None:
    paper = opening_decision(party, 12, DATED)

    assert paper == Paper(
        pack=load("party"),
        parent_body="THÀNH ỦY HÀ NỘI",
        issuing_body="BAN TỔ CHỨC THÀNH ỦY",
        number="12",
        symbol="QĐ/BTCTU",
        place="Hà Nội",
        day=DATED,
        year=2022,
        type_name="QUYẾT ĐỊNH",
        subject="về việc mở lớp bồi dưỡng bí thư\n(Lớp 1)",
        grounds=(
            "Căn cứ Nghị quyết số 04-NQ/TU ngày 31/05/2021 của Thành ủy Hà Nội về công tác cán bộ",
            "Căn cứ Kế hoạch số 50-KH/TU ngày 10/01/2022 của Ban Thường vụ Thành ủy",
        ),
        proposal="Xét đề nghị của Trường Đào tạo cán bộ Lê Hồng Phong",
        decided_by="TRƯỞNG BAN TỔ CHỨC THÀNH ỦY",
        decision_verb="QUYẾT ĐỊNH",
        body=(
            Article(1, "Mở lớp bồi dưỡng bí thư (Lớp 1) gồm 2 học viên (có danh sách kèm theo)."),
            Article(2, "Thời gian, địa điểm và kinh phí", WHEN_AND_WHERE),
            Article(
                3,
                "Trường Đào tạo cán bộ Lê Hồng Phong chủ trì, phối hợp với các đơn vị có học viên tổ chức lớp học, "
                "quản lý học viên và báo cáo kết quả khi kết thúc lớp.",
            ),
            Article(
                4,
                "Trường Đào tạo cán bộ Lê Hồng Phong, các đơn vị có liên quan và các học viên có tên trong danh sách "
                "chịu trách nhiệm thi hành Quyết định này.",
            ),
        ),
        signer=Signer("TRƯỞNG BAN", "", Authority.OWN, ""),
        recipients=("Thành ủy Hà Nội (để báo cáo)", "Như Điều 4", "Lưu Ban Tổ chức Thành ủy"),
        issuer_in_text="Ban Tổ chức Thành ủy",
        appendices=(
            Appendix(
                "DANH SÁCH HỌC VIÊN",
                DataTable(columns_of(paper), (Band("Tổ 1"), ("1", *AN), Band("Tổ 2"), ("2", *BINH))),
            ),
        ),
    )
    assert [column.title for column in columns_of(paper)] == ["STT", "Họ và tên", "Ngày sinh", "Chức vụ", "Đơn vị"]


def test_state_decision_to_open_a_class(state) -> None:
    paper = opening_decision(state, None, None)

    assert (paper.pack, paper.parent_body, paper.issuing_body, paper.number, paper.symbol, paper.day, paper.year) == (
        load("state"),
        "ỦY BAN NHÂN DÂN THÀNH PHỐ HÀ NỘI",
        "SỞ NỘI VỤ",
        None,
        "QĐ/SNV",
        None,
        2022,
    )
    assert (paper.decided_by, paper.signer) == ("GIÁM ĐỐC SỞ NỘI VỤ", Signer("GIÁM ĐỐC", ""))


def test_party_summons_is_addressed_to_the_committee_of_the_sending_unit(party) -> None:
    paper = summons(party, unit("Quận Ba Đình"), 3, DATED)

    assert (paper.to, paper.symbol, paper.number, paper.type_name, paper.subject) == (
        ("Quận ủy Ba Đình",),
        "CV/BTCTU",
        "3",
        None,
        "triệu tập học viên dự lớp bồi dưỡng bí thư, Lớp 1",
    )
    assert paper.body == (
        Paragraph(
            "Thực hiện Kế hoạch số 50-KH/TU ngày 10/01/2022 của Ban Thường vụ Thành ủy, Ban Tổ chức Thành ủy triệu tập "
            "1 đồng chí có tên sau đây của Quận ủy Ba Đình dự lớp bồi dưỡng bí thư (Lớp 1):"
        ),
        DataTable(paper.body[1].columns, (("1", *AN),)),
        *(Bullet(text) for text in WHEN_AND_WHERE),
        Bullet("Cơ sở đào tạo: Trường Đào tạo cán bộ Lê Hồng Phong."),
        Paragraph(
            "Đề nghị Quận ủy Ba Đình thông báo và bố trí công việc để các đồng chí có tên trên tham dự đầy đủ, đúng "
            "thời gian. Học viên không thể tham dự phải có văn bản báo cáo của đơn vị gửi Ban Tổ chức Thành ủy trước "
            "ngày khai giảng."
        ),
    )
    assert paper.recipients == (
        "Như trên",
        "Trường Đào tạo cán bộ Lê Hồng Phong (để phối hợp)",
        "Lưu Ban Tổ chức Thành ủy",
    )


def test_state_summons_is_addressed_to_the_unit_itself(state) -> None:
    paper = summons(state, unit("Quận Tây Hồ"), None, None)

    assert (paper.to, paper.symbol, paper.body[1].rows) == (("Quận Tây Hồ",), "SNV-ĐT", (("1", *BINH),))


def test_papers_leave_out_a_payer_and_a_parent_body_that_are_not_stated(party) -> None:
    with guarded.writing("test"):
        PlanLine.objects.update(payer="")
        Plan.objects.update(parent_body="")
    paper = opening_decision(sheet_of(TrainingClass.objects.select_related("line__plan").get()), None, None)

    assert paper.recipients == ("Như Điều 4", "Lưu Ban Tổ chức Thành ủy")
    assert paper.body[1].clauses == WHEN_AND_WHERE[:2]


def test_instrument_that_is_not_about_something_is_cited_as_it_stands(party) -> None:
    with guarded.writing("test"):
        party.plan.instruments.update(title="Điều lệ Đảng", issuer="", issued_on=None)

    assert opening_decision(party, None, None).grounds[0] == "Căn cứ 04-NQ/TU Điều lệ Đảng"


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("Bồi dưỡng bí thư", "lớp bồi dưỡng bí thư"),
        ("Lớp bồi dưỡng bí thư", "lớp bồi dưỡng bí thư"),
        ("Khóa 3 bồi dưỡng", "khóa 3 bồi dưỡng"),
    ],
)
def test_course_is_a_line_within_a_sentence(title, said) -> None:
    assert course(title) == said


def test_class_list_is_in_the_order_of_given_names_with_births_by_sex(party) -> None:
    book = class_list(party, STAMP)
    (sheet,) = book.sheets

    assert (book.title, book.stamp, book.author) == ("Danh sách Lớp 1", STAMP, "Ban Tổ chức Thành ủy")
    assert (sheet.heading, sheet.subheading, sheet.notes) == (
        "DANH SÁCH HỌC VIÊN LỚP 1",
        "Bồi dưỡng bí thư",
        ("Danh sách có 2 học viên, 2 tổ.",),
    )
    assert sheet.letterhead == excel.Letterhead("THÀNH ỦY HÀ NỘI", "BAN TỔ CHỨC THÀNH ỦY")
    assert sheet.rows == (
        (1, "Nguyễn Văn An", "01/06/1975", None, "Bí thư Đảng ủy", "Phường Láng Hạ", "Quận Ba Đình", 1, None),
        (2, "Lê Thị Bình", None, "06/1980", "Bí thư Đảng ủy", "Phường Láng Hạ", "Quận Tây Hồ", 2, None),
    )


def test_class_list_writes_an_unstated_birth_as_nothing(party) -> None:
    with guarded.writing("test"):
        Person.objects.update(born=None, sex="")

    rows = class_list(sheet_of(party.training_class), STAMP).sheets[0].rows
    assert [row[2:4] for row in rows] == [("", None), ("", None)]


def test_sheet_goes_through_the_half_days_as_the_day_does(party) -> None:
    held = party.training_class
    topic = held.lessons.first().topic
    for part in ("evening", "morning"):
        builders.lesson(held, topic, dt.date(2022, 5, 11), part)

    sheet = sheet_of(held)
    assert [(row.day.day, row.part) for row in sheet.lessons] == [
        (11, "morning"),
        (11, "afternoon"),
        (11, "evening"),
        (12, "morning"),
    ]
    assert (sheet.days, sheet.half_days) == (2, 4)


def test_party_papers_are_numbered_by_kind_and_term_and_the_states_by_year(db) -> None:
    numbered = {}
    for words in (PARTY, STATE):
        with guarded.writing("test"):
            TrainingClass.objects.all().delete()
            Plan.objects.all().delete()
            Instrument.objects.all().delete()
        orders = list(paper_orders(held_class(**words), dated=DATED))
        numbered[words["pack"]] = [order.numbering.series for order in orders if order.numbering]

    assert [("2020-2025" in series, "QĐ" in series) for series in numbered["party"]] == [
        (True, True),
        (True, False),
        (True, False),
    ]
    assert [("2022" in series, "QĐ" in series) for series in numbered["state"]] == [
        (True, True),
        (True, False),
        (True, False),
    ]


def test_undated_papers_have_no_number(party) -> None:
    held = party.training_class

    orders = list(paper_orders(held, dated=None))

    assert {order.numbering for order in orders} == {None}
    assert [order.about for order in orders[:3]] == [
        f"class:{held.pk}",
        f"class:{held.pk}/unit:{unit('Quận Ba Đình').pk}",
        f"class:{held.pk}/unit:{unit('Quận Tây Hồ').pk}",
    ]
    assert about(held) == f"class:{held.pk}"
