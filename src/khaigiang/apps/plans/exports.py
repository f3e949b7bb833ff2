"""What every paper of a plan's organiser has: letterhead, symbol, signer, the plan as it is cited; and its workbook."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from django.utils import translation

from khaigiang.apps.catalogue.models import Topic
from khaigiang.apps.plans import phrases
from khaigiang.apps.plans.models import Pack, Plan, PlanLine, PlannedClass, SendingUnit
from khaigiang.apps.schools.models import Lecturer, LecturerBusy, Room, RoomBusy
from khaigiang.apps.units.models import Unit
from khaigiang.core.calendar import Part
from khaigiang.core.eligibility.facts import StudyForm
from khaigiang.core.numbering import Pack as PackOfForm
from khaigiang.core.numbering import series_key
from khaigiang.core.offices import abbreviation, signing
from khaigiang.core.plan_changes import Change
from khaigiang.data.terms import term_on
from khaigiang.documents.packs import Authority, load
from khaigiang.documents.paper import Align, DataTable, Paper, Paragraph, Signer, TableColumn
from khaigiang.intake import plan as in_file
from khaigiang.intake.plan import (
    ClassRow,
    Competence,
    InstrumentRow,
    LecturerRow,
    LineRow,
    PlanHead,
    PlanWorkbook,
    ProgrammeRow,
    RoomRow,
    SeatRow,
    TopicRow,
)
from khaigiang.intake.spells import Spell


def decision_symbol(organiser: str) -> str:
    """What stands behind the number of a decision: ``QĐ/BTCTU``."""
    return f"QĐ/{abbreviation(organiser)}"


def letter_symbol(plan: Plan, organiser: str) -> str:
    """What stands behind the number of a letter: ``CV/BTCTU`` for the Party, ``SNV-ĐT`` for the State."""
    short = abbreviation(organiser)
    return f"CV/{short}" if plan.pack == Pack.PARTY else f"{short}-ĐT"


def notice_symbol(plan: Plan, organiser: str) -> str:
    """What stands behind the number of a notice: ``TB/BTCTU`` for the Party, ``TB-SNV`` for the State."""
    short = abbreviation(organiser)
    return f"TB/{short}" if plan.pack == Pack.PARTY else f"TB-{short}"


def series(plan: Plan, paper_type: str, organiser: str, dated: dt.date) -> str:
    """In which series an organiser's paper of a type is numbered: the State's of the year, the Party's of the term."""
    pack = PackOfForm(plan.pack)
    term = term_on(dated).name if pack is PackOfForm.PARTY else None
    return str(series_key(pack, paper_type, organiser, dated, term))


def blank_paper(
    plan: Plan, organiser: str, symbol: str, number: int | None, dated: dt.date | None, *, signer: str
) -> Paper:
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


def plan_cited(plan: Plan) -> str:
    """The plan as a paper names it: its number, day and issuer."""
    return f"Kế hoạch số {plan.number} ngày {plan.issued_on:%d/%m/%Y} của {plan.issuer}"


def instruments_cited(plan: Plan) -> Iterable[str]:
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


def reported_to(plan: Plan) -> tuple[str, ...]:
    """To whom a paper is sent as a report."""
    return (f"{plan.parent_body} (để báo cáo)",) if plan.parent_body else ()


CHANGE_COLUMNS = (
    TableColumn("TT", 12, Align.CENTRE),
    TableColumn("Dòng kế hoạch", 46),
    TableColumn("Nội dung điều chỉnh", 106),
)


def amendment_paper(plan: Plan, changes: Iterable[Change], *, reason: str) -> Paper:
    """Kế hoạch điều chỉnh, drafted from the difference before anybody has signed it: number and day are blank."""
    with translation.override("vi"):
        words = phrases.changes_in_words(changes)
    cited = plan_cited(plan)
    why = f"{reason.strip().rstrip('.')}. " if reason.strip() else ""
    return replace(
        blank_paper(plan, plan.issuer, plan_symbol(plan), None, None, signer=""),
        type_name="KẾ HOẠCH",
        subject=f"điều chỉnh {cited}",
        grounds=(*instruments_cited(plan), f"Căn cứ {cited}"),
        body=(
            Paragraph(f"{why}{plan.issuer} điều chỉnh Kế hoạch số {plan.number} như sau:"),
            DataTable(
                CHANGE_COLUMNS,
                tuple((str(place), each.head, "; ".join(each.parts)) for place, each in enumerate(words, start=1)),
            ),
            Paragraph(f"Các nội dung khác thực hiện theo {cited}."),
        ),
        recipients=(*reported_to(plan), "Các đơn vị thực hiện kế hoạch", f"Lưu {plan.issuer}"),
    )


def plan_symbol(plan: Plan) -> str:
    """What stands behind the number of a plan: ``KH/TU`` of ``05-KH/TU``, ``KH-UBND`` of ``50/KH-UBND``."""
    return plan.number.lstrip("0123456789 ").lstrip("-/–")


def plan_workbook(plan: Plan, name_of: Callable[[Unit], str]) -> PlanWorkbook:
    """A plan as it stands, on the published form: to be changed and handed in again as an amendment.

    ``name_of`` gives the words by which a unit is known, and no other.
    """
    lines = list(plan.lines.select_related("programme").order_by("pk"))
    programmes = {line.programme_id: line.programme for line in lines}
    topics = list(Topic.objects.filter(module__programme__in=programmes).select_related("module__programme"))
    topics.sort(key=lambda topic: (topic.module.programme.code, topic.module.number, topic.number))
    return PlanWorkbook(
        head=_head(plan),
        lines=tuple(_line_row(line) for line in lines),
        classes=tuple(
            _class_row(row)
            for row in PlannedClass.objects.filter(line__in=lines).select_related("line").order_by("line", "number")
        ),
        programmes=tuple(
            ProgrammeRow(
                each.code,
                each.name,
                in_file.ProgrammeKind(each.kind),
                StudyForm(each.study_form),
                each.periods_per_half_day,
                each.field,
            )
            for each in programmes.values()
        ),
        topics=tuple(_topic_row(topic) for topic in topics),
        lecturers=tuple(_lecturer_rows(topics)),
        rooms=tuple(
            RoomRow(room.name, room.venue.name, room.capacity, _spells(room.busy.all()))
            for room in Room.objects.filter(venue__name__in={line.venue for line in lines})
            .select_related("venue")
            .prefetch_related("busy")
        ),
        seats=tuple(
            SeatRow(row.line.code, name_of(row.unit), row.seats, row.weight)
            for row in SendingUnit.objects.filter(line__in=lines).select_related("line", "unit").order_by("line", "pk")
        ),
    )


def _head(plan: Plan) -> PlanHead:
    return PlanHead(
        plan.number,
        plan.issued_on,
        plan.issuer,
        plan.parent_body,
        plan.place,
        plan.year,
        plan.title,
        in_file.Pack(plan.pack),
        tuple(InstrumentRow(row.number, row.issued_on, row.issuer, row.title) for row in plan.instruments.all()),
    )


def _line_row(line: PlanLine) -> LineRow:
    return LineRow(
        code=line.code,
        title=line.title,
        programme=line.programme.code,
        audience=tuple(line.audience_text.split("; ")),
        rule_set=line.rule_set,
        classes=line.classes,
        seats=line.seats,
        organiser=line.organiser,
        school=line.school,
        venue=line.venue,
        payer=line.payer,
        chief_and_deputy_together=line.chief_and_deputy_together,
        quota_method=in_file.QuotaMethod(line.quota_method),
        bloc=in_file.Bloc(line.bloc) if line.bloc else None,
        abroad=line.abroad,
        tracking=in_file.Tracking(line.tracking),
        delegated=line.delegated,
        consenting_body=line.consenting_body,
        estimate=line.estimate,
    )


def _class_row(row: PlannedClass) -> ClassRow:
    return ClassRow(
        row.line.code,
        row.number,
        row.name,
        row.minimum,
        row.maximum,
        row.first_day,
        row.last_day,
        tuple(row.weekdays),
        tuple(map(Part, row.parts)),
        row.estimate,
    )


def _topic_row(topic: Topic) -> TopicRow:
    return TopicRow(
        topic.module.programme.code,
        topic.module.number,
        topic.module.name,
        topic.number,
        topic.name,
        in_file.TopicKind(topic.kind),
        topic.half_days or None,
        topic.periods or None,
        tuple(topic.after),
    )


def _lecturer_rows(topics: Sequence[Topic]) -> Iterator[LecturerRow]:
    """Whoever can give a topic of these, with all of these they can give."""
    known = {topic.pk: topic for topic in topics}
    lecturers = Lecturer.objects.filter(topics__in=known).distinct()
    for each in lecturers.select_related("person").prefetch_related("topics", "busy"):
        numbers: dict[str, list[int]] = {}
        for topic in each.topics.all():
            if topic.pk in known:
                numbers.setdefault(known[topic.pk].module.programme.code, []).append(topic.number)
        held = tuple(Competence(code, tuple(sorted(given))) for code, given in sorted(numbers.items()))
        yield LecturerRow(each.person.full_name, each.rank, each.unit_name, held, _spells(each.busy.all()))


def _spells(busy: Iterable[LecturerBusy | RoomBusy]) -> tuple[Spell, ...]:
    by_day: dict[dt.date, set[str]] = {}
    for each in busy:
        by_day.setdefault(each.day, set()).add(each.part)
    return tuple(
        Spell(day, day, part)
        for day, parts in sorted(by_day.items())
        for part in ((None,) if parts == {*Part} else [part for part in Part if part in parts])
    )
