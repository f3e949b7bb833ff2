"""The official papers of a class: the decision to open it, and the summons to each sending unit."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from khaigiang.apps.classes.models import Enrolment
from khaigiang.apps.delivery.exports.sheet import ClassSheet
from khaigiang.apps.people.bridge import birth_of
from khaigiang.apps.plans.exports import (
    blank_paper,
    course,
    decision_symbol,
    instruments_cited,
    letter_symbol,
    plan_cited,
    reported_to,
)
from khaigiang.apps.plans.models import Pack
from khaigiang.apps.units.models import Unit
from khaigiang.core.offices import decider, party_body
from khaigiang.documents.paper import (
    Align,
    Appendix,
    Article,
    Band,
    Bullet,
    DataTable,
    Paper,
    Paragraph,
    TableColumn,
)

PART_NAMES = {"morning": "sáng", "afternoon": "chiều", "evening": "tối"}
LIST_COLUMNS = (
    TableColumn("STT", 12, Align.CENTRE),
    TableColumn("Họ và tên", 46),
    TableColumn("Ngày sinh", 24, Align.CENTRE),
    TableColumn("Chức vụ", 46),
    TableColumn("Đơn vị", 36),
)


def opening_decision(sheet: ClassSheet, number: int | None, dated: dt.date | None, signer: str = "") -> Paper:
    """Quyết định mở lớp, with the class list annexed."""
    line, plan = sheet.training_class.line, sheet.plan
    people = len(sheet.enrolments)
    return replace(
        blank_paper(plan, line.organiser, decision_symbol(line.organiser), number, dated, signer=signer),
        type_name="QUYẾT ĐỊNH",
        subject=f"về việc mở {course(line.title)}\n({sheet.training_class.name})",
        grounds=(*instruments_cited(plan), f"Căn cứ {plan_cited(plan)}"),
        proposal=f"Xét đề nghị của {line.school}",
        decided_by=decider(line.organiser),
        decision_verb="QUYẾT ĐỊNH",
        body=(
            Article(
                1,
                f"Mở {course(line.title)} ({sheet.training_class.name}) gồm {people} học viên (có danh sách kèm theo).",
            ),
            Article(2, "Thời gian, địa điểm và kinh phí", _when_and_where(sheet)),
            Article(
                3,
                f"{line.school} chủ trì, phối hợp với các đơn vị có học viên tổ chức lớp học, quản lý học viên và báo "
                "cáo kết quả khi kết thúc lớp.",
            ),
            Article(
                4,
                f"{line.school}, các đơn vị có liên quan và các học viên có tên trong danh sách chịu trách nhiệm thi "
                "hành Quyết định này.",
            ),
        ),
        recipients=(*reported_to(plan), "Như Điều 4", f"Lưu {line.organiser}"),
        appendices=(Appendix("DANH SÁCH HỌC VIÊN", _table(sheet.enrolments)),),
    )


def summons(
    sheet: ClassSheet,
    unit: Unit,
    number: int | None,
    dated: dt.date | None,
    signer: str = "",
    *,
    only: Sequence[Enrolment] | None = None,
) -> Paper:
    """Công văn triệu tập: to one sending unit, for its own people; a second one for ``only`` those who came later."""
    line, plan = sheet.training_class.line, sheet.plan
    own = own_of(sheet, unit) if only is None else only
    summoned = "triệu tập" if only is None else "triệu tập bổ sung"
    to = party_body(unit.name) if plan.pack == Pack.PARTY else unit.name
    return replace(
        blank_paper(plan, line.organiser, letter_symbol(plan, line.organiser), number, dated, signer=signer),
        type_name=None,
        subject=f"{summoned} học viên dự {course(line.title)}, {sheet.training_class.name}",
        to=(to,),
        body=(
            Paragraph(
                f"Thực hiện {plan_cited(plan)}, {line.organiser} {summoned} {len(own)} đồng chí có tên sau đây của "
                f"{to} dự {course(line.title)} ({sheet.training_class.name}):"
            ),
            DataTable(LIST_COLUMNS, tuple(_row(place, row) for place, row in enumerate(own, start=1))),
            *(Bullet(text) for text in (*_when_and_where(sheet), f"Cơ sở đào tạo: {line.school}.")),
            Paragraph(
                f"Đề nghị {to} thông báo và bố trí công việc để các đồng chí có tên trên tham dự đầy đủ, đúng "
                f"thời gian. Học viên không thể tham dự phải có văn bản báo cáo của đơn vị gửi {line.organiser} trước "
                "ngày khai giảng."
            ),
        ),
        recipients=("Như trên", f"{line.school} (để phối hợp)", f"Lưu {line.organiser}"),
    )


def own_of(sheet: ClassSheet, unit: Unit) -> list[Enrolment]:
    """The people of a class whom one unit sent."""
    return [row for row in sheet.enrolments if row.nomination.list.unit_id == unit.pk]


def _when_and_where(sheet: ClassSheet) -> tuple[str, ...]:
    line, first, last = sheet.training_class.line, sheet.first, sheet.last
    opening = f"khai giảng buổi {PART_NAMES[first.part]} ngày {first.day:%d/%m/%Y}"
    closing = f"bế giảng buổi {PART_NAMES[last.part]} ngày {last.day:%d/%m/%Y}"
    items = [
        f"Thời gian: {sheet.days} ngày ({sheet.half_days} buổi), {opening}, {closing}.",
        f"Địa điểm: {line.venue}.",
    ]
    if line.payer:
        items.append(f"Kinh phí: {line.payer}.")
    return tuple(items)


def _table(enrolments: Sequence[Enrolment]) -> DataTable:
    """The annexed list by study group, numbered through."""
    groups: dict[int, list[Enrolment]] = {}
    for row in enrolments:
        groups.setdefault(row.group.number if row.group else 0, []).append(row)
    rows: list[tuple[str, ...] | Band] = []
    place = 0
    for number in sorted(groups):
        rows.append(Band(f"Tổ {number}"))
        for row in groups[number]:
            place += 1
            rows.append(_row(place, row))
    return DataTable(LIST_COLUMNS, tuple(rows))


def _row(place: int, row: Enrolment) -> tuple[str, ...]:
    nomination = row.nomination
    return (
        str(place),
        nomination.person.full_name,
        str(birth_of(nomination.person) or ""),
        nomination.position_title,
        nomination.unit.name,
    )
