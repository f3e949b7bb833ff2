"""Case D: Party-work skills in a block of central agencies: a class of 27 base committees, and nine months of 2023."""

import datetime as dt
from dataclasses import dataclass

from django.db import transaction
from django.urls import reverse

from khaigiang.apps.accounts.actions import add_user
from khaigiang.apps.accounts.models import Role
from khaigiang.apps.accounts.queries import actor_of
from khaigiang.apps.certificates.queries import registers
from khaigiang.apps.classes.models import TrainingClass
from khaigiang.apps.classes.queries import titles_in, trainees
from khaigiang.apps.handbook.actions import answer, ask, publish
from khaigiang.apps.handbook.models import Question as Asked
from khaigiang.apps.handbook.phrases import PARTY_WORK
from khaigiang.apps.handbook.queries import chapters, found, questions_for, waiting
from khaigiang.apps.needs.bridge import consolidated
from khaigiang.apps.people.models import Person
from khaigiang.apps.plans.models import Plan
from khaigiang.apps.reports.phrases import Cut
from khaigiang.apps.schools.models import Lecturer
from khaigiang.data.handbook import packaged_entries
from khaigiang.demo.accounts import Office, hashed_password
from khaigiang.demo.case_d import (
    COMMITTEE,
    INSPECTION,
    MEMBER,
    ORGANISATION_BUILDING,
    PERIOD,
    PLAN,
    SECRETARY,
    TODAY,
    YEAR,
)
from khaigiang.demo.figures import About, Case, LeftOut, MoreThan, Question, Words
from khaigiang.demo.lines import LinesOf, part
from khaigiang.demo.needs_told import SKILL, ask_committees, survey_of
from khaigiang.demo.questions import BOARD, CLASSES, COVERAGE, EXTENTS, TOPICS, alike, class_page
from khaigiang.foundation import clock
from khaigiang.foundation.actor import SYSTEM, Actor


@dataclass(frozen=True, slots=True)
class Raised:
    """A question raised in class on a topic, and what its lecturer answered; published without the names."""

    field: str
    text: str
    topic: int
    asked_on: dt.date
    answer: str = ""
    sources: str = ""
    published: bool = False


BUILDING, DISCIPLINE, MASS_MOBILISATION, _OFFICE = PARTY_WORK
RAISED = (
    Raised(
        BUILDING,
        "Nội dung sinh hoạt chuyên đề của chi bộ do ai chọn?",
        2,
        dt.date(2023, 6, 20),
        "Chi bộ chọn, gắn với nhiệm vụ chuyên môn của cơ quan. Chi ủy đưa vào chương trình cả năm và phân công người "
        "chuẩn bị từng chuyên đề.",
        published=True,
    ),
    Raised(
        BUILDING,
        "Đảng viên chuyển sang cơ quan khác trong Khối thì chi bộ nơi đi phải làm gì?",
        3,
        dt.date(2023, 6, 21),
        "Chi bộ nơi đi nhận xét đảng viên, xác nhận đã đóng đảng phí và làm thủ tục chuyển sinh hoạt chính thức; chi "
        "bộ nơi đến tiếp nhận và phân công nhiệm vụ.",
        published=True,
    ),
    Raised(
        DISCIPLINE,
        "Chi bộ không có ủy ban kiểm tra thì ai làm công tác kiểm tra, giám sát?",
        6,
        dt.date(2023, 6, 22),
        "Chi bộ tự kiểm tra, giám sát đảng viên của mình. Chi ủy lập chương trình hằng năm và phân công người phụ "
        "trách; nơi không có chi ủy thì bí thư, phó bí thư làm việc này.",
        "Quy định 22-QĐ/TW ngày 28-7-2021",
        published=True,
    ),
    Raised(
        DISCIPLINE,
        "Dấu hiệu vi phạm phải lấy từ đâu mới quyết định kiểm tra được?",
        7,
        dt.date(2023, 6, 22),
        "Từ kết quả giám sát, thanh tra, kiểm toán, từ đơn thư, phản ánh hoặc từ tự phê bình và phê bình; cấp có thẩm "
        "quyền xem xét các căn cứ ấy trước khi quyết định.",
        "Quy định 22-QĐ/TW ngày 28-7-2021",
    ),
    Raised(
        MASS_MOBILISATION,
        "Cấp ủy cơ sở theo dõi việc thực hiện dân chủ trong cơ quan bằng cách nào?",
        9,
        dt.date(2023, 6, 23),
    ),
)


def raise_questions(plan: Plan, _office: Office) -> None:
    """Trainees ask in class, those who taught the topic answer the next day, some of it goes into the handbook."""
    if Asked.objects.exists():
        return
    training_class = TrainingClass.objects.get(line__plan=plan)
    # From the end of the list: the account of the demo's trainee, who comes first, is made last of all.
    askers = [each.nomination.person for each in trainees(training_class)][::-1]
    with transaction.atomic():
        for number, (raised, person) in enumerate(zip(RAISED, askers, strict=False), start=2):
            with clock.standing_at(raised.asked_on):
                asker = _account(f"hoc-vien-{number}", person, Role.TRAINEE)
                question = ask(raised.text, field=raised.field, by=asker)
            if raised.answer:
                with clock.standing_at(raised.asked_on + dt.timedelta(days=1)):
                    _answer(question, raised, _lecturer(training_class, raised.topic))


def _lecturer(training_class: TrainingClass, topic: int) -> Actor:
    """Who taught the topic; the first lecturer of the class has the account of the demo's lecturer."""
    of_class = Lecturer.objects.filter(lessons__training_class=training_class)
    first = of_class.earliest("person__sort_key").person
    person = of_class.filter(lessons__topic__number=topic).earliest("person__sort_key").person
    return _account("giang-vien" if person == first else f"giang-vien-{person.pk}", person, Role.LECTURER)


def _account(username: str, person: Person, role: Role) -> Actor:
    user = add_user(
        username,
        full_name=person.full_name,
        password=hashed_password(),
        hashed=True,
        roles=[role],
        person=person,
        by=SYSTEM,
    )
    return actor_of(user)


def _answer(question: Asked, raised: Raised, lecturer: Actor) -> None:
    answered = answer(question, raised.answer, by=lecturer)
    if raised.published:
        publish(
            answered,
            wording=raised.text,
            text=raised.answer,
            field=raised.field,
            sources=raised.sources,
            verified=False,
            by=lecturer,
        )


def _happen(plan: Plan, office: Office) -> None:
    """What was asked in class, then what the next year needs."""
    raise_questions(plan, office)
    ask_committees(plan, office)


HANDBOOK = Question(chapters, lambda _played: {"entries": found("")}, lambda _played: reverse("handbook:index"))
QUESTIONS = Question(questions_for, lambda _played: {"actor": SYSTEM}, lambda _played: reverse("handbook:questions"))
WAITING = Question(waiting, lambda _played: {}, lambda _played: reverse("handbook:questions"))
TITLES = Question(
    titles_in, lambda played: {"training_class": played.class_numbered(1)}, class_page("classes:trainees")
)
CERTIFICATES = Question(registers, lambda _played: {}, lambda _played: reverse("certificates:index"))
NEEDS = Question(
    consolidated,
    lambda played: {"survey": survey_of(YEAR + 1), "on": played.today, "actor": SYSTEM},
    lambda _played: reverse("needs:consolidated", args=[survey_of(YEAR + 1).pk]),
)
BLOCK = LinesOf(year=YEAR, plan=PLAN)
FIELDS, MONTHS, WHOLE = BLOCK.cut(Cut.FIELD, PERIOD), BLOCK.cut(Cut.MONTH, PERIOD), BLOCK.whole(PERIOD)

FIGURES = (
    COVERAGE.figure("Số học viên của lớp", "Trainees of the class", About(130), lambda found: found.people),
    CLASSES.figure(
        "Học chung một lớp",
        "Together in one class of",
        (130,),
        lambda rows: tuple(each.size for each in rows),
        ours=True,
    ),
    TITLES.figure("Chức danh của học viên", "Titles of the trainees", (SECRETARY, MEMBER), tuple),
    LinesOf(year=YEAR, plan=PLAN, tracking="classes")
    .units()
    .figure("Số đảng ủy cơ sở có người học", "Base committees with people in it", 27, lambda units: units),
    TOPICS.figure(
        "Hai lĩnh vực của lớp",
        "The two fields of the class",
        (ORGANISATION_BUILDING, INSPECTION),
        lambda topics: tuple(dict.fromkeys(each.module.name for each in topics)),
    ),
    BOARD.figure("Đơn vị tổ chức", "Organiser", COMMITTEE, lambda board: board.lines[0].line.organiser),
    EXTENTS.figure("Số ngày", "Days", 5, lambda found: alike(each.days for each in found.values()), ours=True),
    CERTIFICATES.figure(
        "Chứng nhận đã cấp",
        "Certificates issued",
        128,
        lambda books: sum(each.size - each.revoked for each in books),
        ours=True,
    ),
    FIELDS.figure(
        "9 tháng, kiểm tra, giám sát: số lớp",
        "9 months, inspection: classes",
        6,
        lambda fields: part(fields, "inspection").held_classes,
    ),
    FIELDS.figure(
        "9 tháng, kiểm tra, giám sát: số lượt",
        "9 months, inspection: places",
        MoreThan(800),
        lambda fields: part(fields, "inspection").places,
    ),
    FIELDS.figure(
        "9 tháng, dân vận: số lớp",
        "9 months, mass mobilisation: classes",
        2,
        lambda fields: part(fields, "mass_mobilisation").held_classes,
    ),
    FIELDS.figure(
        "9 tháng, dân vận: số lượt",
        "9 months, mass mobilisation: places",
        MoreThan(600),
        lambda fields: part(fields, "mass_mobilisation").places,
    ),
    FIELDS.figure(
        "9 tháng, văn phòng: số lớp",
        "9 months, office work: classes",
        1,
        lambda fields: part(fields, "office").held_classes,
    ),
    FIELDS.figure(
        "9 tháng, văn phòng: số lượt",
        "9 months, office work: places",
        About(200),
        lambda fields: part(fields, "office").places,
    ),
    FIELDS.figure(
        "9 tháng, các lĩnh vực cộng lại, cả lớp trên: số lớp, số lượt",
        "9 months, the fields added up, the class above too: classes, places",
        (10, 1773),
        lambda fields: (sum(each.held_classes for each in fields), sum(each.places for each in fields)),
        ours=True,
    ),
    MONTHS.figure(
        "9 tháng, các tháng cộng lại: số lớp, số lượt",
        "9 months, the months added up: classes, places",
        (10, 1773),
        lambda months: (sum(each.held_classes for each in months), sum(each.places for each in months)),
        ours=True,
    ),
    WHOLE.figure(
        "9 tháng: số người, vì một báo cáo chỉ ghi lượt",
        "9 months: people, as one report counts places only",
        None,
        lambda whole: whole.people,
        ours=True,
    ),
    WHOLE.figure(
        "9 tháng: số người biết được",
        "9 months: people known",
        1554,
        lambda whole: whole.stated_people,
        ours=True,
    ),
    QUESTIONS.figure(
        "Lĩnh vực học viên đã hỏi",
        "Fields that trainees asked about",
        (BUILDING, DISCIPLINE, MASS_MOBILISATION),
        lambda asked: tuple(sorted({each.field for each in asked}, key=PARTY_WORK.index)),
        ours=True,
    ),
    WAITING.figure("Câu hỏi còn chờ trả lời", "Questions that wait for an answer", 1, lambda asked: asked, ours=True),
    HANDBOOK.figure(
        "Câu hỏi đã vào sổ tay: tổ chức xây dựng Đảng, kiểm tra",
        "Questions that went into the handbook: organisation building, inspection",
        (2, 1),
        lambda book: tuple(len(each.entries) for each in book if each.field in PARTY_WORK),
        ours=True,
    ),
    NEEDS.figure(
        "Điều kiểm tra nêu năm nay thành nội dung năm sau",
        "What inspections found this year, as next year's topics",
        (
            "Bồi dưỡng nghiệp vụ công tác đảng cho bí thư, cấp ủy viên cơ sở",
            "Bồi dưỡng nghiệp vụ kiểm tra, giám sát",
            SKILL,
        ),
        lambda found: tuple(line.title for line in found.lines if line.sources.inspected.needs),
        ours=True,
    ),
    NEEDS.figure(
        "Văn bản kiểm tra mà các nội dung ấy dẫn về",
        "The papers of the inspections behind them",
        ("41-KL/UBKTĐUK", "47-KL/UBKTĐUK"),
        lambda found: tuple(dict.fromkeys(need.number for need in found.whole.inspected.needs)),
        ours=True,
    ),
    NEEDS.figure(
        "Đảng ủy cơ sở được hỏi nhu cầu, đã trả lời",
        "Base committees asked for their needs, answered",
        (27, 25),
        lambda found: (found.asked, found.answered),
        ours=True,
    ),
)

CASE = Case(
    title=Words(
        "Khối các cơ quan Trung ương: nghiệp vụ công tác đảng, 9 tháng năm 2023",
        "A block of central agencies: Party-work skills, nine months of 2023",
    ),
    plan_number=PLAN,
    year=YEAR,
    today=TODAY,
    figures=FIGURES,
    happenings=_happen,
    left_out=(
        LeftOut(
            Words("Sổ tay khoảng 200 câu hỏi – đáp", "A handbook of about 200 questions and answers"),
            Words(
                f"sổ tay ở đây có {len(packaged_entries())} mục đóng gói sẵn về đào tạo, bồi dưỡng và "
                f"{sum(each.published for each in RAISED)} mục từ câu hỏi của lớp; nội dung 200 câu không công bố",
                f"the handbook here holds {len(packaged_entries())} packaged entries on training and "
                f"{sum(each.published for each in RAISED)} from the class; the 200 were not published",
            ),
        ),
        LeftOut(
            Words(
                "Khoảng 600 cán bộ cấp chiến lược, hơn 5.000 cán bộ cấp vụ của Khối",
                "About 600 strategic-level officials and over 5,000 at department level",
            ),
            Words("chương trình chỉ biết người được cử đi học", "the program knows only those who were nominated"),
        ),
        LeftOut(
            Words("Số người chính xác ở các lớp “hơn 800”, “hơn 600”", "Exact numbers where it says “over”"),
            Words(
                "báo cáo không nêu; số từng tháng là của bộ dữ liệu mẫu",
                "the report does not give them; the months are ours",
            ),
        ),
        LeftOut(
            Words("Tên 27 đảng ủy cơ sở và ngày học", "The names of the 27 committees and the days"),
            Words(
                "báo cáo không nêu; ở đây chọn trong các cơ quan Trung ương",
                "the report does not give them; here they are chosen among the central agencies",
            ),
        ),
    ),
)
