"""The official papers of a class: the decision to open it, and the summons to each sending unit."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import replace

from khaigiang.apps.classes.models import Enrolment
from khaigiang.apps.delivery.exports.sheet import ClassSheet
from khaigiang.apps.people.bridge import birth_of
from khaigiang.apps.plans.models import Pack, Plan
from khaigiang.apps.units.models import Unit
from khaigiang.core.offices import abbreviation, decider, party_body, signing
from khaigiang.documents.packs import Authority, load
from khaigiang.documents.paper import (
    Align,
    Appendix,
    Article,
    Band,
    Bullet,
    DataTable,
    Paper,
    Paragraph,
    Signer,
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
        _blank(plan, line.organiser, decision_symbol(line.organiser), number, dated, signer=signer),
        type_name="QUYẾT ĐỊNH",
        subject=f"về việc mở {course(line.title)}\n({sheet.training_class.name})",
        grounds=(*_instruments(plan), f"Căn cứ {_plan_cited(plan)}"),
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
        recipients=(*_reported_to(plan), "Như Điều 4", f"Lưu {line.organiser}"),
        appendices=(Appendix("DANH SÁCH HỌC VIÊN", _table(sheet.enrolments)),),
    )


def summons(sheet: ClassSheet, unit: Unit, number: int | None, dated: dt.date | None, signer: str = "") -> Paper:
    """Công văn triệu tập: to one sending unit, for its own people."""
    line, plan = sheet.training_class.line, sheet.plan
    own = [row for row in sheet.enrolments if row.nomination.list.unit_id == unit.pk]
    to = party_body(unit.name) if plan.pack == Pack.PARTY else unit.name
    return replace(
        _blank(plan, line.organiser, letter_symbol(plan, line.organiser), number, dated, signer=signer),
        type_name=None,
        subject=f"triệu tập học viên dự {course(line.title)}, {sheet.training_class.name}",
        to=(to,),
        body=(
            Paragraph(
                f"Thực hiện {_plan_cited(plan)}, {line.organiser} triệu tập {len(own)} đồng chí có tên sau đây của "
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


def decision_symbol(organiser: str) -> str:
    """What stands behind the number of a decision: ``QĐ/BTCTU``."""
    return f"QĐ/{abbreviation(organiser)}"


def letter_symbol(plan: Plan, organiser: str) -> str:
    """What stands behind the number of a letter: ``CV/BTCTU`` for the Party, ``SNV-ĐT`` for the State."""
    short = abbreviation(organiser)
    return f"CV/{short}" if plan.pack == Pack.PARTY else f"{short}-ĐT"


def _blank(plan: Plan, organiser: str, symbol: str, number: int | None, dated: dt.date | None, *, signer: str) -> Paper:
    """The parts that every paper of an organiser has."""
    who = signing(organiser)
    return Paper(
        pack=load(plan.pack),
        parent_body=plan.parent_body.upper(),
        issuing_body=organiser.upper(),
        number=None if number is None else str(number),
        symbol=symbol,
        place=plan.place,
        day=dated,
        year=plan.year,
        type_name=None,
        subject="",
        body=(),
        signer=Signer(who.title, signer, Authority.COLLECTIVE if who.on_behalf_of else Authority.OWN, who.on_behalf_of),
        recipients=(),
        issuer_in_text=organiser,
    )


def _plan_cited(plan: Plan) -> str:
    return f"Kế hoạch số {plan.number} ngày {plan.issued_on:%d/%m/%Y} của {plan.issuer}"


def _instruments(plan: Plan) -> Iterable[str]:
    """``Căn cứ Nghị quyết số 04-NQ/TU ngày … của … về …``: the type stands in front of the number, as it is cited."""
    for row in plan.instruments.all():
        kind, about, rest = row.title.partition(" về ")
        day = f" ngày {row.issued_on:%d/%m/%Y}" if row.issued_on else ""
        issuer = f" của {row.issuer}" if row.issuer else ""
        if about:
            yield f"Căn cứ {kind} số {row.number}{day}{issuer} về {rest}"
        else:
            yield f"Căn cứ {row.number}{day}{issuer} {row.title}".rstrip()


def course(title: str) -> str:
    """A line's title as the object of a sentence: "Bồi dưỡng …" → "lớp bồi dưỡng …"."""
    lowered = title[:1].lower() + title[1:]
    return lowered if lowered.startswith(("lớp ", "khóa ")) else f"lớp {lowered}"


def _reported_to(plan: Plan) -> tuple[str, ...]:
    return (f"{plan.parent_body} (để báo cáo)",) if plan.parent_body else ()


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
