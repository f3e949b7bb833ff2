"""The papers of a class as the documents room asks for them: the decision to open it, the summons, the list."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from khaigiang.apps.classes.models import Enrolment, TrainingClass
from khaigiang.apps.people.bridge import birth_of
from khaigiang.apps.plans.models import Pack, Plan
from khaigiang.apps.timetables.models import Lesson
from khaigiang.apps.units.models import Unit
from khaigiang.core.offices import abbreviation, party_body, signing
from khaigiang.documents import excel
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
    TableColumn("Đơn vị", 38),
)


@dataclass(frozen=True, slots=True)
class ClassSheet:
    """A class with everyone in it in the order of lists, and its half-days; read once for all its papers."""

    training_class: TrainingClass
    enrolments: tuple[Enrolment, ...]
    lessons: tuple[Lesson, ...]

    @property
    def plan(self) -> Plan:
        return self.training_class.line.plan

    @property
    def first(self) -> Lesson:
        return self.lessons[0]

    @property
    def last(self) -> Lesson:
        return self.lessons[-1]

    @property
    def half_days(self) -> int:
        return len({(lesson.day, lesson.part) for lesson in self.lessons})

    @property
    def days(self) -> int:
        return len({lesson.day for lesson in self.lessons})


def sheet_of(training_class: TrainingClass) -> ClassSheet:
    """Read a class for its papers."""
    enrolments = training_class.enrolments.select_related(
        "nomination__person", "nomination__unit", "nomination__list__unit", "group"
    ).order_by("nomination__person__sort_key", "nomination__person__born", "nomination__place")
    lessons = training_class.lessons.order_by("day", "-part", "first_period")
    return ClassSheet(training_class, tuple(enrolments), tuple(lessons))


def opening_decision(sheet: ClassSheet, number: int | None, dated: dt.date | None) -> Paper:
    """Quyết định mở lớp, with the class list annexed."""
    line, plan = sheet.training_class.line, sheet.plan
    people = len(sheet.enrolments)
    return Paper(
        **_head(plan, line.organiser, f"QĐ/{abbreviation(line.organiser)}", number, dated),
        type_name="QUYẾT ĐỊNH",
        subject=f"về việc mở {line.title}\n({sheet.training_class.name})",
        grounds=(*_instruments(plan), f"Căn cứ {_plan_cited(plan)}"),
        proposal=f"Xét đề nghị của {line.school}",
        decided_by=f"{signing(line.organiser).title} {line.organiser}".upper(),
        decision_verb="QUYẾT ĐỊNH",
        issuer_in_text=line.organiser,
        body=(
            Article(1, f"Mở {line.title} ({sheet.training_class.name}) gồm {people} học viên (có danh sách kèm theo)."),
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


def summons(sheet: ClassSheet, unit: Unit, number: int | None, dated: dt.date | None) -> Paper:
    """Công văn triệu tập: to one sending unit, for its own people."""
    line, plan = sheet.training_class.line, sheet.plan
    own = [row for row in sheet.enrolments if row.nomination.list.unit_id == unit.pk]
    to = party_body(unit.name) if plan.pack == Pack.PARTY else unit.name
    school = f"- Cơ sở đào tạo: {line.school}."
    return Paper(
        **_head(plan, line.organiser, _letter_symbol(plan, line.organiser), number, dated),
        type_name=None,
        subject=f"triệu tập học viên {line.title}, {sheet.training_class.name}",
        to=(to,),
        issuer_in_text=line.organiser,
        body=(
            Paragraph(
                f"Thực hiện {_plan_cited(plan)}, {line.organiser} triệu tập {len(own)} đồng chí có tên sau đây của "
                f"{to} dự {line.title} ({sheet.training_class.name}):"
            ),
            DataTable(LIST_COLUMNS, tuple(_row(place, row) for place, row in enumerate(own, start=1))),
            *(Bullet(text.rstrip(".")) for text in (*_when_and_where(sheet), school.removeprefix("- "))),
            Paragraph(
                f"Đề nghị {to} thông báo và bố trí công việc để các đồng chí có tên trên tham dự đầy đủ, đúng thời gian. "
                f"Học viên không thể tham dự phải có văn bản báo cáo của đơn vị gửi {line.organiser} trước ngày khai giảng."
            ),
        ),
        recipients=("Như trên", f"{line.school} (để phối hợp)", f"Lưu {line.organiser}"),
    )


def class_list(sheet: ClassSheet, stamp: dt.datetime) -> excel.Book:
    """Danh sách lớp, in the order of given names."""
    line, plan = sheet.training_class.line, sheet.plan
    rows = tuple(
        (
            place,
            row.nomination.person.full_name,
            *_birth_columns(row),
            row.nomination.position_title,
            row.nomination.unit.name,
            row.nomination.list.unit.name,
            row.group.number if row.group else None,
            None,
        )
        for place, row in enumerate(sheet.enrolments, start=1)
    )
    return excel.Book(
        f"Danh sách {sheet.training_class.name}",
        (
            excel.Sheet(
                title="Danh sách",
                heading=f"DANH SÁCH HỌC VIÊN {sheet.training_class.name}".upper(),
                subheading=line.title,
                columns=(
                    excel.Column("STT", 5, excel.Kind.CENTRE),
                    excel.Column("Họ và tên", 25),
                    excel.Column("Nam", 11, excel.Kind.CENTRE, "Ngày sinh"),
                    excel.Column("Nữ", 11, excel.Kind.CENTRE, "Ngày sinh"),
                    excel.Column("Chức vụ", 28),
                    excel.Column("Đơn vị", 22),
                    excel.Column("Đơn vị cử", 20),
                    excel.Column("Tổ", 5, excel.Kind.CENTRE),
                    excel.Column("Ghi chú", 12),
                ),
                rows=rows,
                letterhead=excel.Letterhead(plan.parent_body.upper(), line.organiser.upper()),
                notes=(f"Danh sách có {len(rows)} học viên, {sheet.training_class.groups.count()} tổ.",),
                landscape=True,
                freeze=2,
                filters=True,
            ),
        ),
        stamp,
        line.organiser,
    )


def _head(plan: Plan, organiser: str, symbol: str, number: int | None, dated: dt.date | None) -> dict[str, object]:
    who = signing(organiser)
    authority = Authority.COLLECTIVE if who.on_behalf_of else Authority.OWN
    return {
        "pack": load(plan.pack),
        "parent_body": plan.parent_body.upper(),
        "issuing_body": organiser.upper(),
        "number": None if number is None else str(number),
        "symbol": symbol,
        "place": plan.place,
        "day": dated,
        "year": plan.year,
        "signer": Signer(who.title, "", authority, who.on_behalf_of),
    }


def _letter_symbol(plan: Plan, organiser: str) -> str:
    short = abbreviation(organiser)
    return f"CV/{short}" if plan.pack == Pack.PARTY else f"{short}-ĐT"


def _plan_cited(plan: Plan) -> str:
    return f"Kế hoạch số {plan.number} ngày {plan.issued_on:%d/%m/%Y} của {plan.issuer}"


def _instruments(plan: Plan) -> Iterable[str]:
    for row in plan.instruments.all():
        day = f" ngày {row.issued_on:%d/%m/%Y}" if row.issued_on else ""
        issuer = f" của {row.issuer}" if row.issuer else ""
        title = f" {row.title[0].lower()}{row.title[1:]}" if row.title else ""
        yield f"Căn cứ {row.number}{day}{issuer}{title}"


def _reported_to(plan: Plan) -> tuple[str, ...]:
    return (f"{plan.parent_body} (để báo cáo)",) if plan.parent_body else ()


def _when_and_where(sheet: ClassSheet) -> tuple[str, ...]:
    line, first, last = sheet.training_class.line, sheet.first, sheet.last
    items = [
        f"Thời gian: {sheet.days} ngày ({sheet.half_days} buổi), khai giảng buổi {PART_NAMES[first.part]} ngày "
        f"{first.day:%d/%m/%Y}, bế giảng buổi {PART_NAMES[last.part]} ngày {last.day:%d/%m/%Y}.",
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


def _birth_columns(row: Enrolment) -> tuple[str | None, str | None]:
    person = row.nomination.person
    birth = str(birth_of(person) or "")
    return (None, birth) if person.sex == "female" else (birth, None)
