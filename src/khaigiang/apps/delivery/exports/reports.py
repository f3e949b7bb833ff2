"""Báo cáo tình hình lớp: attendance, conduct and incidents of a period, to both sides of the coordination."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from khaigiang.apps.classes.models import Enrolment, TrainingClass
from khaigiang.apps.delivery.exports.sheet import ClassSheet, sheet_of
from khaigiang.apps.delivery.models import Attendance, Incident, JournalEntry
from khaigiang.apps.delivery.queries import about, periods_by_half_day
from khaigiang.apps.papers.actions import DOCX, PaperOrder, slug
from khaigiang.apps.papers.models import PaperKind
from khaigiang.apps.plans.exports import course
from khaigiang.apps.plans.models import Pack
from khaigiang.apps.units.models import Unit
from khaigiang.core.attendance import Absences, Presence, Taken, count_absences
from khaigiang.core.calendar import HalfDay, Part
from khaigiang.core.offices import party_body
from khaigiang.documents import word
from khaigiang.documents.packs import Authority, load
from khaigiang.documents.paper import Align, Bullet, DataTable, Paper, Paragraph, Signer, TableColumn
from khaigiang.foundation import clock

BOARD = "Ban Quản lý lớp"
_COUNTS = tuple(TableColumn(title, 18, Align.CENTRE) for title in ("Có mặt", "Đến muộn", "Có phép", "Không phép"))
BY_PERSON = (
    TableColumn("STT", 12, Align.CENTRE),
    TableColumn("Họ và tên", 44),
    TableColumn("Đơn vị", 40),
    *_COUNTS,
)
BY_UNIT = (
    TableColumn("STT", 12, Align.CENTRE),
    TableColumn("Đơn vị cử", 56),
    TableColumn("Số học viên", 22, Align.CENTRE),
    *_COUNTS,
)


@dataclass(frozen=True, slots=True)
class Term:
    """The period a report is about, both days included, and what was read of it once for all its papers.

    ``held`` are the class's half-days in it with their periods, ``taken`` how many of them have a roll.
    """

    sheet: ClassSheet
    first: dt.date
    last: dt.date
    held: dict[HalfDay, int]
    taken: int
    absences: dict[int, Absences]
    incidents: tuple[Incident, ...]
    journal: tuple[JournalEntry, ...]


def report_orders(training_class: TrainingClass, *, first: dt.date, last: dt.date) -> Iterator[PaperOrder]:
    """The organiser's report first, then one for each sending unit in Vietnamese order."""
    term = _read(training_class, first, last)
    yield _order(term, None)
    units = {row.nomination.list.unit_id: row.nomination.list.unit for row in term.sheet.enrolments}
    for unit in sorted(units.values(), key=lambda unit: (unit.sort_key, unit.pk)):
        yield _order(term, unit)


def _read(training_class: TrainingClass, first: dt.date, last: dt.date) -> Term:
    periods = periods_by_half_day(training_class)
    held = {half_day: length for half_day, length in periods.items() if first <= half_day.day <= last}
    taken: dict[int, list[Taken]] = defaultdict(list)
    rolls: set[HalfDay] = set()
    marks = Attendance.objects.filter(roll__training_class=training_class, roll__day__range=(first, last)).order_by()
    for enrolment, day, part, presence in marks.values_list("enrolment", "roll__day", "roll__part", "presence"):
        half_day = HalfDay(day, Part(part))
        if half_day in held:
            rolls.add(half_day)
            taken[enrolment].append(Taken(held[half_day], Presence(presence)))
    incidents = training_class.incidents.filter(happened_on__range=(first, last))
    return Term(
        sheet_of(training_class),
        first,
        last,
        held,
        len(rolls),
        {enrolment: count_absences(each) for enrolment, each in taken.items()},
        tuple(incidents.select_related("enrolment__nomination__person", "enrolment__nomination__list")),
        tuple(training_class.journal.filter(day__range=(first, last))),
    )


def _order(term: Term, unit: Unit | None) -> PaperOrder:
    training_class = term.sheet.training_class
    period = f"{term.first:%d-%m-%Y}_{term.last:%d-%m-%Y}"
    receiver = unit.name if unit else training_class.line.organiser
    paper = class_report(term, unit)

    def render(_number: int | None) -> bytes:
        return word.render(paper, stamp=clock.now())

    return PaperOrder(
        PaperKind.CLASS_REPORT,
        about(training_class, unit),
        f"Báo cáo tình hình {training_class.name}, {term.first:%d/%m/%Y} – {term.last:%d/%m/%Y}: {receiver}",
        f"{slug(training_class.code)}/bao-cao/{period}/{slug(receiver)}{'' if unit else '-to-chuc-lop'}.docx",
        DOCX,
        render,
    )


def class_report(term: Term, unit: Unit | None) -> Paper:
    """The report to one sending unit on its own people, or, without a unit, to the organiser on the whole class."""
    sheet, plan = term.sheet, term.sheet.plan
    training_class, party = sheet.training_class, plan.pack == Pack.PARTY
    line = training_class.line
    receiver = line.organiser if unit is None else party_body(unit.name) if party else unit.name
    own = [row for row in sheet.enrolments if unit is None or row.nomination.list.unit_id == unit.pk]
    dates = f"từ ngày {term.first:%d/%m/%Y} đến ngày {term.last:%d/%m/%Y}"
    people = "học viên của lớp" if unit is None else f"{len(own)} học viên do {receiver} cử"
    return Paper(
        pack=load(plan.pack),
        parent_body=line.school.upper(),
        issuing_body=BOARD.upper(),
        number=None,
        symbol="BC/BQLL" if party else "BC-BQLL",
        place=plan.place,
        day=None,
        year=term.last.year,
        type_name="BÁO CÁO",
        subject=f"tình hình {course(line.title)}\n({training_class.name}), {dates}",
        to=(receiver,),
        body=(
            Paragraph(f"{BOARD} báo cáo tình hình {people} {dates} như sau:"),
            *_attendance(term, own, by_unit=unit is None),
            *_conduct(term, own),
            *_incidents(term, unit),
            *(_log(term) if unit is None else ()),
        ),
        signer=Signer("TRƯỞNG BAN", "", Authority.COLLECTIVE, BOARD.upper()),
        recipients=("Như trên", f"{line.school} (để báo cáo)", f"Lưu {BOARD}"),
        issuer_in_text=BOARD,
    )


def _attendance(term: Term, own: Sequence[Enrolment], *, by_unit: bool) -> Iterator[Paragraph | DataTable]:
    yield Paragraph("1. Chuyên cần", heading=True)
    held = f"Trong kỳ, lớp học {len(term.held)} buổi ({sum(term.held.values())} tiết)"
    left = len(term.held) - term.taken
    yield Paragraph(f"{held}; {term.taken} buổi đã điểm danh" + (f", còn {left} buổi chưa điểm danh." if left else "."))
    yield Paragraph("Số buổi theo từng học viên:" if not by_unit else "Số lượt buổi theo đơn vị cử:")
    yield _by_unit(term, own) if by_unit else _by_person(term, own)


def _by_person(term: Term, own: Sequence[Enrolment]) -> DataTable:
    rows = (
        (str(place), row.nomination.person.full_name, row.unit_then or row.nomination.unit.name, *_counts(term, [row]))
        for place, row in enumerate(own, start=1)
    )
    return DataTable(BY_PERSON, tuple(rows))


def _by_unit(term: Term, own: Sequence[Enrolment]) -> DataTable:
    members: dict[Unit, list[Enrolment]] = defaultdict(list)
    for row in own:
        members[row.nomination.list.unit].append(row)
    units = sorted(members, key=lambda unit: (unit.sort_key, unit.pk))
    rows = (
        (str(place), unit.name, str(len(members[unit])), *_counts(term, members[unit]))
        for place, unit in enumerate(units, start=1)
    )
    return DataTable(BY_UNIT, tuple(rows))


def _counts(term: Term, rows: Sequence[Enrolment]) -> tuple[str, ...]:
    known = [term.absences.get(row.pk, Absences()) for row in rows]
    return tuple(
        str(sum(figures))
        for figures in zip(*((each.present, each.late, each.excused, each.unexcused) for each in known), strict=True)
    )


def _conduct(term: Term, own: Sequence[Enrolment]) -> Iterator[Paragraph | Bullet]:
    yield Paragraph("2. Chấp hành nội quy", heading=True)
    said = False
    for row in own:
        known = term.absences.get(row.pk, Absences())
        faults = [
            words
            for words, times in (
                (f"đến muộn {known.late} buổi", known.late),
                (f"vắng không phép {known.unexcused} buổi", known.unexcused),
            )
            if times
        ]
        if faults:
            said = True
            yield Bullet(f"{row.nomination.person.full_name}: {', '.join(faults)}.")
    if not said:
        yield Paragraph("Không có học viên nào đến muộn hoặc vắng không phép.")


def _incidents(term: Term, unit: Unit | None) -> Iterator[Paragraph | Bullet]:
    """A unit reads of its own people and of what concerns the whole class, never of others."""
    yield Paragraph("3. Sự việc phát sinh", heading=True)
    shown = [
        each
        for each in term.incidents
        if unit is None or each.enrolment is None or each.enrolment.nomination.list.unit_id == unit.pk
    ]
    for each in shown:
        whom = f" ({each.enrolment.nomination.person.full_name})" if each.enrolment else ""
        urgent = ", đã báo ngay" if each.urgent else ""
        yield Bullet(f"Ngày {each.happened_on:%d/%m/%Y}{whom}{urgent}: {each.text}")
    if not shown:
        yield Paragraph("Không có sự việc phát sinh.")


def _log(term: Term) -> Iterator[Paragraph | Bullet]:
    yield Paragraph("4. Diễn biến hằng ngày", heading=True)
    for entry in term.journal:
        yield Bullet(f"Ngày {entry.day:%d/%m/%Y}: {entry.text}")
    if not term.journal:
        yield Paragraph("Sổ theo dõi không ghi gì thêm.")
