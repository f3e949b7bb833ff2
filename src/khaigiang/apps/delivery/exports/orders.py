"""Which papers a class has, under which file name, and how each is rendered."""

import datetime as dt
from collections.abc import Iterator, Sequence

from khaigiang.apps.classes.models import Enrolment, TrainingClass
from khaigiang.apps.classes.queries import classes_with_lines
from khaigiang.apps.delivery.exports.class_list import class_list
from khaigiang.apps.delivery.exports.letters import opening_decision, own_of, summons
from khaigiang.apps.delivery.exports.sheet import ClassSheet, sheet_of
from khaigiang.apps.delivery.queries import about
from khaigiang.apps.papers.actions import DOCX, ICS, PDF, XLSX, Numbering, PaperOrder, Render, Signed, slug
from khaigiang.apps.papers.models import Paper, PaperKind
from khaigiang.apps.plans.exports import decision_symbol, letter_symbol, series
from khaigiang.apps.timetables.exports import class_poster, events, lessons_of_class
from khaigiang.apps.units.models import Unit
from khaigiang.core.states import PaperState
from khaigiang.documents import excel, ics, pdf, word
from khaigiang.documents.timetable_sheet import excel_timetable
from khaigiang.foundation import clock

# Where the files of second summonses lie, and no other.
LATER = "/trieu-tap-bo-sung/"


def paper_orders(training_class: TrainingClass, *, dated: dt.date | None, signer: str = "") -> Iterator[PaperOrder]:
    """The decision first, then the summonses in the order of units, then the list and the timetable.

    ``signer`` is the name under the official ones, once it is known.
    """
    sheet = sheet_of(training_class)
    yield _decision(sheet, dated, signer)
    units = {row.nomination.list.unit_id: row.nomination.list.unit for row in sheet.enrolments}
    for unit in sorted(units.values(), key=lambda unit: (unit.sort_key, unit.pk)):
        yield _summons(sheet, unit, dated, signer)
    yield from second_summonses(sheet, Signed(dated, signer) if dated else None)
    yield from _working_papers(sheet)


def signed_order(paper: Paper, signed: Signed) -> PaperOrder:
    """A class's decision or summons as it reads once it is signed."""
    key = int(paper.about.partition(":")[2].partition("/")[0])
    training_class = classes_with_lines().get(pk=key)
    orders = paper_orders(training_class, dated=signed.dated, signer=signed.signer)
    return next(order for order in orders if order.file_name == paper.file_name)


def _decision(sheet: ClassSheet, dated: dt.date | None, signer: str) -> PaperOrder:
    organiser = sheet.training_class.line.organiser

    def render(number: int | None) -> bytes:
        return word.render(opening_decision(sheet, number, dated, signer), stamp=clock.now())

    return PaperOrder(
        PaperKind.OPENING_DECISION,
        about(sheet.training_class),
        f"Quyết định mở {sheet.training_class.name}",
        f"{slug(sheet.training_class.code)}/quyet-dinh-mo-lop.docx",
        DOCX,
        render,
        _numbering(sheet, "QĐ", decision_symbol(organiser), dated),
    )


def _summons(sheet: ClassSheet, unit: Unit, dated: dt.date | None, signer: str) -> PaperOrder:
    line = sheet.training_class.line

    def render(number: int | None) -> bytes:
        return word.render(summons(sheet, unit, number, dated, signer), stamp=clock.now())

    return PaperOrder(
        PaperKind.SUMMONS,
        about(sheet.training_class, unit),
        f"Triệu tập học viên {sheet.training_class.name}: {unit.name}",
        f"{slug(sheet.training_class.code)}/trieu-tap/{slug(unit.name)}.docx",
        DOCX,
        render,
        _numbering(sheet, "CV", letter_symbol(line.plan, line.organiser), dated),
        tuple(_key(row) for row in own_of(sheet, unit)),
    )


def second_summonses(sheet: ClassSheet, signed: Signed | None = None) -> Iterator[PaperOrder]:
    """For each unit, a summons of those who came into a summoned class since, and of only them."""
    summonses = Paper.objects.filter(kind=PaperKind.SUMMONS)
    begun = summonses.filter(about__startswith=f"{about(sheet.training_class)}/unit:", state=PaperState.ISSUED).exists()
    for unit in sorted(
        {row.nomination.list.unit for row in sheet.enrolments}, key=lambda unit: (unit.sort_key, unit.pk)
    ):
        own = summonses.filter(about=about(sheet.training_class, unit))
        issued = list(own.filter(state=PaperState.ISSUED).values_list("names", flat=True))
        # A unit that had nobody in the class before has no first summons, and may have one now.
        first = begun and not own.exclude(file_name__contains=LATER).exists()
        # A summons from before names were kept may name anybody: nobody is summoned twice for that.
        told = {name for names in issued for name in names} if all(issued) else None
        later = [row for row in own_of(sheet, unit) if (told or (told is not None and first)) and _key(row) not in told]
        if later:
            yield _second_summons(sheet, unit, later, len(issued), signed)


def _second_summons(
    sheet: ClassSheet, unit: Unit, later: Sequence[Enrolment], number_of: int, signed: Signed | None
) -> PaperOrder:
    line = sheet.training_class.line
    dated, signer = (signed.dated, signed.signer) if signed else (None, "")

    def render(number: int | None) -> bytes:
        return word.render(summons(sheet, unit, number, dated, signer, only=later), stamp=clock.now())

    return PaperOrder(
        PaperKind.SUMMONS,
        about(sheet.training_class, unit),
        f"Triệu tập bổ sung học viên {sheet.training_class.name}: {unit.name}",
        f"{slug(sheet.training_class.code)}{LATER}{slug(unit.name)}-{number_of}.docx",
        DOCX,
        render,
        _numbering(sheet, "CV", letter_symbol(line.plan, line.organiser), dated),
        tuple(_key(row) for row in later),
    )


def _key(row: Enrolment) -> str:
    return f"nomination:{row.nomination_id}"


def _numbering(sheet: ClassSheet, paper_type: str, symbol: str, dated: dt.date | None) -> Numbering | None:
    if dated is None:
        return None
    return Numbering(series(sheet.plan, paper_type, sheet.training_class.line.organiser, dated), symbol, dated)


def _working_papers(sheet: ClassSheet) -> Iterator[PaperOrder]:
    training_class = sheet.training_class
    lessons = lessons_of_class(training_class)
    poster = class_poster(training_class, lessons)
    stamp = clock.now()
    made: tuple[tuple[PaperKind, str, str, str, Render], ...] = (
        (
            PaperKind.CLASS_LIST,
            "Danh sách",
            "danh-sach-lop.xlsx",
            XLSX,
            lambda _: excel.render(class_list(sheet, stamp)),
        ),
        (
            PaperKind.TIMETABLE,
            "Thời khóa biểu",
            "thoi-khoa-bieu.xlsx",
            XLSX,
            lambda _: excel_timetable(poster, stamp=stamp),
        ),
        (
            PaperKind.TIMETABLE_POSTER,
            "Thời khóa biểu (bản in treo)",
            "thoi-khoa-bieu.pdf",
            PDF,
            lambda _: pdf.poster(poster, stamp=stamp),
        ),
        (
            PaperKind.CALENDAR,
            "Lịch học",
            "lich-hoc.ics",
            ICS,
            lambda _: ics.render(training_class.name, events(lessons), stamp=stamp),
        ),
    )
    for kind, title, file_name, media_type, render in made:
        yield PaperOrder(
            kind,
            about(training_class),
            f"{title} {training_class.name}",
            f"{slug(training_class.code)}/{file_name}",
            media_type,
            render,
        )
