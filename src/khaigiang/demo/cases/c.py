"""Case C: intermediate political theory for central bodies in Hà Nội, the first wave of 2024."""

import datetime as dt
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from khaigiang.apps.accounts.models import Role
from khaigiang.apps.classes.queries import classes_of, papers_by_kind, papers_of_class, trainees
from khaigiang.apps.delivery.actions import draft_reports, report_incident, write_journal
from khaigiang.apps.delivery.models import OpeningItem
from khaigiang.apps.delivery.queries import confirmations_of, notices_for
from khaigiang.apps.nominations.bridge import Trial, try_rules
from khaigiang.apps.nominations.models import Nomination
from khaigiang.apps.nominations.phrases import STANDINGS
from khaigiang.apps.nominations.queries import people_of_line, unit_dossier
from khaigiang.apps.papers.models import PaperKind
from khaigiang.apps.plans.models import Plan
from khaigiang.apps.reports.queries import plan_against_actual
from khaigiang.core.eligibility.facts import AppraisalLevel, StudyForm
from khaigiang.core.states import NominationState
from khaigiang.core.verdict import Verdict
from khaigiang.demo.accounts import Office
from khaigiang.demo.case_c import (
    BODIES,
    FIRST_DAY,
    ORGANISER,
    PAYER,
    PLAN,
    SCHOOL,
    TODAY,
    YEAR,
    YOUNG_WOMAN_BORN,
)
from khaigiang.demo.figures import Case, LeftOut, Played, Question, Words
from khaigiang.demo.lines import LinesOf
from khaigiang.demo.questions import BOARD, CLASSES, EXTENTS, SENDERS, alike, basis, class_page
from khaigiang.foundation import clock
from khaigiang.foundation.actor import SYSTEM

INCIDENT_ON, REPORTED_ON = dt.date(2024, 5, 22), dt.date(2024, 5, 31)
INCIDENT_OF = "Bộ Nội vụ"
_DAY_57, _DAY_350 = dt.date(2025, 3, 17), dt.date(2025, 10, 20)
_UNVERIFIED = "chưa đối chiếu với văn bản gốc"


def happen(plan: Plan, office: Office) -> None:
    """The class board keeps its log, tells of an accident at once, and reports to both sides after two weeks."""
    board = office[Role.CLASS_BOARD]
    classes = list(classes_of(plan.lines.earliest("pk")))
    for each in classes:
        if not each.journal.exists():
            text = "Khai giảng. Học viên nhận tài liệu, nghe phổ biến nội quy; các tổ đã bầu tổ trưởng."
            write_journal(each, day=FIRST_DAY, text=text, by=board)
    first = classes[0]
    if not first.incidents.exists():
        with clock.standing_at(INCIDENT_ON):
            report_incident(
                first,
                happened_on=INCIDENT_ON,
                text="Học viên bị tai nạn trên đường đến lớp, đã được đưa vào viện; đề nghị cơ quan cử người đến.",
                urgent=True,
                enrolment=trainees(first).filter(nomination__list__unit__name=INCIDENT_OF)[0],
                by=board,
            )
    with clock.standing_at(REPORTED_ON):
        for each in classes:
            draft_reports(each, first=FIRST_DAY, last=REPORTED_ON, by=board)


def _young_woman(played: Played) -> Nomination:
    return people_of_line(played.line, SYSTEM).get(person__born=YOUNG_WOMAN_BORN)


def _trial(trial: Trial) -> Question:
    """What the rules of a day say to her."""
    asked = {
        "quy_dinh": trial.rule_set,
        "ngay": trial.on.isoformat(),
        "he": trial.study_form.value,
        "xep_loai": trial.appraised.value if trial.appraised else "",
    }
    return Question(
        try_rules,
        lambda played: {"nomination": _young_woman(played), "trial": trial},
        lambda played: f"{reverse('nominations:trial', args=[_young_woman(played).pk])}?{urlencode(asked)}",
    )


def _standing(verdict: Verdict) -> str:
    return str(STANDINGS[verdict.standing])


def _reports(number: int) -> Question:
    return Question(
        papers_by_kind,
        lambda played: {"papers": papers_of_class(played.class_numbered(number), SYSTEM)},
        class_page("classes:papers", number),
    )


def _dossier(played: Played) -> dict[str, Any]:
    return {"unit_id": played.line.sending_units.earliest("pk").unit_id, "line_id": played.line.pk}


def _people(state: NominationState) -> Question:
    return Question(
        people_of_line,
        lambda played: {"line": played.line, "actor": SYSTEM, "state": state.value},
        lambda played: f"{reverse('nominations:line', args=[played.line.pk])}?trang_thai={state.value}",
    )


UNDER_57 = _trial(Trial("theory_intermediate_57", _DAY_57, StudyForm.PART_TIME))
FULL_TIME_57 = _trial(Trial("theory_intermediate_57", _DAY_57, StudyForm.FULL_TIME))
UNDER_350 = _trial(Trial("theory_intermediate_350", _DAY_350, StudyForm.PART_TIME, AppraisalLevel.WELL_COMPLETED))
ACTUAL = Question(
    plan_against_actual,
    lambda played: {"lines": played.plan.lines.order_by("pk"), "on": played.today},
    lambda _played: reverse("reports:plan_actual"),
)
DOSSIER = Question(
    unit_dossier,
    _dossier,
    lambda played: reverse("nominations:unit", args=[played.line.pk, _dossier(played)["unit_id"]]),
)
CONFIRMED = Question(
    confirmations_of,
    lambda played: {"training_class": played.class_numbered(1)},
    class_page("delivery:opening"),
)
NOTICES = Question(notices_for, lambda _played: {"actor": SYSTEM}, lambda _played: reverse("delivery:notices"))


YEARLY = LinesOf(year=YEAR, plan=PLAN).whole()

FIGURES = (
    BOARD.figure("Kế hoạch", "Plan", "215-KH/TU", lambda board: board.plan.number),
    BOARD.figure("Ngày kế hoạch", "Date of the plan", dt.date(2024, 2, 21), lambda board: board.plan.issued_on),
    BOARD.figure("Căn cứ", "Legal basis", ("57-QĐ/TW (08/02/2022)", "6445-QĐ/TU"), basis),
    YEARLY.figure("Số lớp cả năm", "Classes of the year", 20, lambda whole: whole.planned_classes),
    YEARLY.figure("Số học viên cả năm", "Learners of the year", 1390, lambda whole: whole.planned_seats),
    CLASSES.figure(
        "Số lớp khai giảng trước",
        "Classes that open first",
        3,
        lambda rows: sum(each.opened_on == FIRST_DAY for each in rows),
    ),
    CLASSES.figure(
        "Các lớp ấy khai giảng ngày",
        "Those classes open on",
        dt.date(2024, 5, 16),
        lambda rows: alike(each.opened_on for each in rows),
        page=class_page("delivery:opening"),
    ),
    BOARD.figure(
        "Số cán bộ của ba lớp", "Officials in the three classes", 210, lambda board: board.lines[0].counts.attending
    ),
    SENDERS.figure(
        "Số cơ quan có người học",
        "Bodies whose people attend",
        16,
        lambda quotas: sum(each.attending > 0 for each in quotas),
    ),
    SENDERS.figure(
        "Các cơ quan ấy",
        "Those bodies",
        tuple(sorted(BODIES)),
        lambda quotas: tuple(sorted(each.unit.name for each in quotas)),
        ours=True,
    ),
    CLASSES.figure(
        "Sĩ số mỗi lớp", "Size of each class", 70, lambda rows: alike(each.size for each in rows), ours=True
    ),
    ACTUAL.figure(
        "Số lớp chưa gọi", "Classes not called yet", 17, lambda rows: rows[1].planned_classes - rows[1].held_classes
    ),
    ACTUAL.figure(
        "Số học viên chưa gọi", "Learners not called yet", 1180, lambda rows: rows[1].planned_seats - rows[1].places
    ),
    BOARD.figure("Đơn vị tổ chức", "Organiser", ORGANISER, lambda board: board.lines[0].line.organiser),
    BOARD.figure("Cơ sở đào tạo", "School", SCHOOL, lambda board: board.lines[0].line.school),
    BOARD.figure("Bên chi trả", "Payer", PAYER, lambda board: board.lines[0].line.payer, ours=True),
    EXTENTS.figure(
        "Số buổi của đợt học đầu",
        "Half-days of the first phase",
        28,
        lambda found: alike(each.half_days for each in found.values()),
        ours=True,
    ),
    DOSSIER.figure(
        "Lớp mở năm 2024 xét theo",
        "Classes opened in 2024 are judged by",
        "Quy định 57-QĐ/TW ngày 8-2-2022",
        lambda dossier: alike(
            answer.instrument for each in dossier.people for answer in each.deciding if "QĐ/TW" in answer.instrument
        ),
    ),
    *(
        _people(state).figure(vietnamese, english, number, len, ours=True)
        for state, vietnamese, english, number in (
            (NominationState.NOT_ELIGIBLE, "Không đủ điều kiện", "Not eligible", 3),
            (NominationState.INCOMPLETE, "Chưa đủ thông tin", "Facts missing", 2),
            (NominationState.RESERVE, "Dự bị", "In reserve", 2),
        )
    ),
    UNDER_57.figure(
        "Tuổi của nữ học viên trong cặp xét thử, tháng 3-2025",
        "Age of the woman of the test pair, March 2025",
        29,
        lambda verdict: alike(int(each.facts["age"]) for each in verdict.deciding),
    ),
    UNDER_57.figure(
        "Hệ không tập trung, tháng 3-2025, theo 57-QĐ/TW",
        "Part-time, March 2025, under 57-QĐ/TW",
        "Không đủ điều kiện",
        _standing,
    ),
    UNDER_57.figure(
        "Ngưỡng tuổi của 57-QĐ/TW",
        "The age threshold of 57-QĐ/TW",
        _UNVERIFIED,
        lambda verdict: _UNVERIFIED if verdict.rests_on_unverified else "",
    ),
    FULL_TIME_57.figure(
        "Hệ tập trung, tháng 3-2025, theo 57-QĐ/TW",
        "Full-time, March 2025, under 57-QĐ/TW",
        "Đủ điều kiện",
        _standing,
    ),
    UNDER_350.figure(
        "Hệ không tập trung, tháng 10-2025, theo 350-QĐ/TW",
        "Part-time, October 2025, under 350-QĐ/TW",
        "Đủ điều kiện",
        _standing,
    ),
    CONFIRMED.figure(
        "Trường xác nhận phòng học sẵn sàng, trước khai giảng",
        "The school confirms its rooms ready, before the opening",
        FIRST_DAY - dt.timedelta(days=7),
        lambda rows: alike(
            timezone.localdate(each.confirmed_at) for each in rows if each.item == OpeningItem.ROOMS_READY
        ),
        ours=True,
    ),
    CONFIRMED.figure(
        "Người xác nhận phòng học",
        "Who confirms the rooms",
        "Phòng Đào tạo của trường",
        lambda rows: alike(each.confirmed_by for each in rows if each.item == OpeningItem.ROOMS_READY),
        ours=True,
    ),
    *(
        _reports(number).figure(
            f"Báo cáo định kỳ của lớp K{number}: cho cơ quan tổ chức và từng cơ quan cử",
            f"Periodic reports of class K{number}: to the organiser and to each sending body",
            17,
            lambda kinds: kinds[PaperKind.CLASS_REPORT],
        )
        for number in (1, 2, 3)
    ),
    NOTICES.figure(
        "Sự việc khẩn được báo ngay cho hai phía",
        "An urgent incident reaches both sides at once",
        (ORGANISER, INCIDENT_OF),
        lambda incidents: tuple(one["name"] for each in incidents for one in each.told),
        ours=True,
    ),
)

CASE = Case(
    title=Words(
        "Hà Nội: trung cấp lý luận chính trị cho cán bộ các cơ quan Trung ương",
        "Hà Nội: intermediate political theory for officials of central bodies",
    ),
    plan_number=PLAN,
    year=YEAR,
    today=TODAY,
    figures=FIGURES,
    left_out=(
        LeftOut(
            Words("Mười bảy lớp còn lại", "The other seventeen classes"),
            Words(
                "kế hoạch chỉ có số tổng; chúng đứng thành một dòng theo dõi bằng số tổng hợp",
                "the plan only has their totals; they stand as a line tracked by totals",
            ),
        ),
        LeftOut(
            Words("Toàn bộ chương trình trung cấp", "The whole intermediate programme"),
            Words(
                "báo cáo không nêu thời lượng; ở đây chỉ có đợt học đầu, do bộ dữ liệu mẫu đặt ra",
                "the report does not say how long it is; only a first phase of our own is here",
            ),
        ),
        LeftOut(
            Words("Cơ quan Trung ương đứng ngoài thành phố", "Central bodies standing outside the city"),
            Words(
                "đơn vị nhập thêm phải có cấp trên, nên các cơ quan này đứng dưới thành phố nơi đóng trụ sở",
                "a unit that is entered needs one above it, so they stand below the city where they sit",
            ),
        ),
        LeftOut(
            Words("Lần khai giảng bị từ chối trước khi xác nhận", "The opening refused before the confirmation"),
            Words(
                "việc bị từ chối không để lại dòng nào; thứ tự được thấy ở ngày xác nhận và ngày khai giảng",
                "what is refused leaves no row; the order is seen from the day of the confirmation and of the opening",
            ),
        ),
    ),
    happenings=happen,
)
