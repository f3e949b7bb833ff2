"""Reports as workbooks, and the sentences that say how their figures were counted."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from khaigiang.apps.plans.models import Plan, PlanLine
from khaigiang.apps.reports import phrases
from khaigiang.apps.reports.queries import CoverageNow, CoveredUnit, LineActual, PlacedPost, Post, Slice, Totals
from khaigiang.charts.model import Tone
from khaigiang.documents import excel
from khaigiang.documents.excel.shapes import Plain
from khaigiang.foundation.actor import Actor
from khaigiang.foundation.refusal import Phrase

NUMBER = excel.Kind.NUMBER
WIDE = 34


@dataclass(frozen=True, slots=True)
class Asked:
    """What a report was asked for: the day it speaks of, the days between which classes opened, who reads it, what
    narrows its lines, in words, and by the units of which day it is cut, if by that.
    """

    on: dt.date
    first: dt.date | None = None
    last: dt.date | None = None
    actor: Actor | None = None
    chosen: str = ""
    units_on: dt.date | None = None


def notes_of(whole: Totals, asked: Asked) -> tuple[str, ...]:
    """How the figures were counted, in sentences: first of what and until when, then the sources, places and people."""
    period = {
        (True, True): phrases.WITHIN,
        (True, False): phrases.SINCE,
        (False, True): phrases.UP_TO,
        (False, False): "",
    }[bool(asked.first), bool(asked.last)]
    days = {"first": _day(asked.first), "last": _day(asked.last)}
    chosen = f"{asked.chosen}." if asked.chosen else ""
    said = [
        " ".join(part for part in (chosen, str(phrases.UNTIL) % {"day": _day(asked.on)}, str(period) % days) if part),
        str(phrases.BY_UNITS_OF) % {"day": _day(asked.units_on)} if asked.units_on else "",
        str(phrases.OWN_PEOPLE) if asked.actor and not asked.actor.everywhere else "",
        _source(phrases.FROM_CLASSES, whole.classes_here, whole.places_here, whole.people_here),
        *_reported(whole),
        str(phrases.PLACES_AND_PEOPLE),
    ]
    return tuple(sentence for sentence in said if sentence)


def _reported(whole: Totals) -> tuple[str, ...]:
    apart = (
        str(phrases.REPORTED_APART) % {"places": number_format(whole.reported_apart)} if whole.reported_apart else ""
    )
    if not whole.reported_classes and not whole.reported_places:
        return (apart,)
    return (
        _source(phrases.FROM_REPORTS, whole.reported_classes, whole.reported_places, whole.reported_people),
        str(phrases.PEOPLE_UNKNOWN) % {"people": number_format(whole.stated_people)} if whole.people is None else "",
        str(phrases.COMPLETED_HERE),
        apart,
    )


def _day(day: dt.date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else ""


def _source(phrase: Phrase, classes: int, places: int, people: int | None) -> str:
    return str(phrase) % {
        "classes": number_format(classes),
        "places": number_format(places),
        "people": str(phrases.UNKNOWN) if people is None else number_format(people),
    }


def plan_actual_book(
    rows: Sequence[LineActual], whole: Totals, asked: Asked, *, plan: Plan | None, stamp: dt.datetime
) -> excel.Book:
    """Plan against actual as its page shows it, in its order and in the reader's language, with its totals."""
    title = _("Kế hoạch và thực hiện")
    columns = (
        excel.Column(_("STT"), 5, excel.Kind.CENTRE),
        excel.Column(_("Dòng kế hoạch"), WIDE),
        excel.Column(_("Kế hoạch số"), 14),
        excel.Column(_("Đơn vị tổ chức"), 20),
        excel.Column(_("Cách theo dõi"), 13),
        *_figure_columns(),
    )
    lines = [
        (
            place,
            row.line.title,
            row.line.plan.number,
            row.line.organiser,
            row.line.get_tracking_display(),
            *_figures(row),
        )
        for place, row in enumerate(rows, start=1)
    ]
    total = _sum("", _("Cộng"), "", "", "", *_figures(whole))
    return _book(title, columns, [*lines, total], notes_of(whole, asked), plan=plan, stamp=stamp)


def breakdown_book(
    rows: Sequence[Slice], whole: Totals, asked: Asked, *, cut: phrases.Cut, plan: Plan | None, stamp: dt.datetime
) -> excel.Book:
    """Figures cut one way as their page shows them."""
    name = str(phrases.CUTS[cut])
    title = _("Số liệu theo tiêu chí: %(cut)s") % {"cut": name[:1].lower() + name[1:]}
    columns = (excel.Column(_("STT"), 5, excel.Kind.CENTRE), excel.Column(name, WIDE), *_figure_columns())
    lines = [(place, row.name, *_figures(row)) for place, row in enumerate(rows, start=1)]
    total = _sum("", _("Cộng"), *_figures(whole))
    return _book(title, columns, [*lines, total], notes_of(whole, asked), plan=plan, stamp=stamp)


def _figure_columns() -> tuple[excel.Column, ...]:
    classes, places, people, reported = _("Lớp"), _("Lượt học"), _("Số người"), _("Trong đó do đơn vị báo cáo")
    return (
        excel.Column(_("Kế hoạch"), 9, NUMBER, group=classes),
        excel.Column(_("Đã mở"), 8, NUMBER, group=classes),
        excel.Column(_("Đã xong"), 8, NUMBER, group=classes),
        excel.Column(_("Chỉ tiêu"), 9, NUMBER, group=places),
        excel.Column(_("Đã học"), 9, NUMBER, group=places),
        excel.Column("%", 6, NUMBER, group=places),
        excel.Column(people, 10, NUMBER),
        excel.Column(_("Hoàn thành"), 10, NUMBER),
        excel.Column(_("Lớp"), 8, NUMBER, group=reported),
        excel.Column(_("Lượt"), 9, NUMBER, group=reported),
        excel.Column(people, 10, NUMBER, group=reported),
    )


def _figures(of: Totals) -> tuple[Plain, ...]:
    unknown = str(phrases.UNKNOWN)
    return (
        of.planned_classes,
        of.held_classes,
        of.finished_classes,
        of.planned_seats,
        of.places,
        of.share,
        unknown if of.people is None else of.people,
        of.completed,
        of.reported_classes,
        of.reported_places,
        unknown if of.reported_people is None else of.reported_people,
    )


def _sum(*values: Plain) -> excel.Row:
    """The last row, on a ground of its own."""
    return tuple(excel.Toned(value, Tone.QUIET) for value in values)


def _book(
    title: str,
    columns: tuple[excel.Column, ...],
    rows: Sequence[excel.Row],
    notes: tuple[str, ...],
    *,
    plan: Plan | None,
    stamp: dt.datetime,
) -> excel.Book:
    sheet = excel.Sheet(
        title=title[:31],
        heading=title.upper(),
        subheading=notes[0],
        columns=columns,
        rows=tuple(rows),
        letterhead=excel.Letterhead(plan.parent_body.upper(), plan.issuer.upper()) if plan else None,
        notes=notes[1:],
        landscape=True,
        freeze=2,
    )
    return excel.Book(title, (sheet,), stamp, plan.issuer if plan else "")


def coverage_book(line: PlanLine, posts: Sequence[Post], *, on: dt.date, stamp: dt.datetime) -> excel.Book:
    """The posts that a page of coverage shows, in its order and in the reader's language."""
    columns = (
        excel.Column(_("STT"), 5, excel.Kind.CENTRE),
        excel.Column(_("Đơn vị cử"), 22),
        excel.Column(_("Đơn vị"), 24),
        excel.Column(_("Họ và tên"), 26),
        excel.Column(_("Tình trạng"), 24, excel.Kind.CENTRE),
        excel.Column(_("Lớp, ghi chú"), 24),
    )
    counted = _("Tính theo chức danh (lượt), đến ngày %(day)s.") % {"day": f"{on:%d/%m/%Y}"}
    sheet = excel.Sheet(
        title=_("Độ bao phủ"),
        heading=_("Độ bao phủ").upper(),
        subheading=f"{line.title}: {line.audience_text}",
        columns=columns,
        rows=tuple(_row(place, post) for place, post in enumerate(posts, start=1)),
        letterhead=excel.Letterhead(line.plan.parent_body.upper(), line.plan.issuer.upper()),
        notes=(counted,),
        landscape=True,
        freeze=4,
        filters=True,
    )
    return excel.Book(f"{_('Độ bao phủ')} {line.code}", (sheet,), stamp, line.plan.issuer)


def _row(place: int, post: Post) -> excel.Row:
    state = excel.Toned(str(post.mark.label), Tone(post.mark.tone))
    return place, post.sender.name, post.unit.name, post.name, state, post.detail


def coverage_now_book(
    line: PlanLine, found: CoverageNow, units: Sequence[CoveredUnit], *, day: dt.date, on: dt.date, stamp: dt.datetime
) -> excel.Book:
    """The reach of a line by the units of a day, in the order given; then the posts that only a sender can place."""
    title = _("Độ bao phủ theo đơn vị hiện nay")
    counted = phrases.NOW_COUNTED % {"day": f"{day:%d/%m/%Y}", "on": f"{on:%d/%m/%Y}"}
    statuses = list(phrases.MARKS.items())
    numbers = [_("Đã xếp"), _("Có thể thuộc về"), *(str(mark.label) for _status, mark in statuses)]
    by_unit = excel.Sheet(
        title=_("Theo đơn vị"),
        heading=title.upper(),
        subheading=f"{line.title}: {line.audience_text}",
        columns=(
            excel.Column(_("STT"), 5, excel.Kind.CENTRE),
            excel.Column(_("Đơn vị"), WIDE),
            *(excel.Column(name, 14, NUMBER) for name in numbers),
        ),
        rows=tuple(
            (place, each.unit.name, each.total, each.possible, *(each.by_status.get(key, 0) for key, _mark in statuses))
            for place, each in enumerate(units, start=1)
        ),
        letterhead=excel.Letterhead(line.plan.parent_body.upper(), line.plan.issuer.upper()),
        notes=(counted, *(f"{mark.label}: {found.by_placing.get(how, 0)}" for how, mark in phrases.PLACINGS.items())),
        landscape=True,
        freeze=2,
        filters=True,
    )
    return excel.Book(f"{title} {line.code}", (by_unit, _unplaced(found)), stamp, line.plan.issuer)


def _unplaced(found: CoverageNow) -> excel.Sheet:
    return excel.Sheet(
        title=_("Chưa xếp được"),
        heading=_("Chưa xếp được").upper(),
        subheading=_("Cần hỏi đơn vị cử: %(n)s chức danh") % {"n": len(found.unplaced)},
        columns=(
            excel.Column(_("STT"), 5, excel.Kind.CENTRE),
            excel.Column(_("Người"), 26),
            excel.Column(_("Đơn vị cũ"), WIDE),
            excel.Column(_("Đơn vị cử"), 22),
            excel.Column(_("Vì sao"), 30),
            excel.Column(_("Có thể thuộc về"), WIDE),
        ),
        rows=tuple(_unplaced_row(place, each) for place, each in enumerate(found.unplaced, start=1)),
        landscape=True,
        freeze=2,
    )


def _unplaced_row(place: int, each: PlacedPost) -> excel.Row:
    candidates = ", ".join(unit.name for unit in each.candidates)
    return place, each.post.name, each.post.unit.name, each.post.sender.name, str(each.mark.label), candidates
