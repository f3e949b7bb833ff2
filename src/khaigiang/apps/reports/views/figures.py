from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse

from khaigiang.apps.plans.models import PlanLine
from khaigiang.apps.reports import exports, queries, tables
from khaigiang.apps.reports.forms import CutForm, LinesForm
from khaigiang.apps.reports.permissions import lines_seen
from khaigiang.apps.reports.phrases import CUTS, PLACES_BY_MONTH, PLACES_OF, Cut
from khaigiang.apps.reports.queries import LineActual, Slice, Totals
from khaigiang.apps.reports.tables import Drawn
from khaigiang.apps.reports.views.workbook import workbook
from khaigiang.foundation import clock
from khaigiang.foundation.actor import current
from khaigiang.foundation.guarded import GuardedQuerySet
from khaigiang.web.pages import render_page
from khaigiang.web.tables import ORDER, address, list_rows, part_of

BARS_SHOWN = 20


@dataclass(frozen=True, slots=True)
class PlanActual:
    """What an address of plan against actual asks for."""

    form: LinesForm
    lines: GuardedQuerySet[PlanLine]
    rows: tuple[LineActual, ...]
    whole: Totals
    asked: exports.Asked


def _plan_actual(request: HttpRequest) -> PlanActual:
    actor, on = current(), clock.today()
    seen = lines_seen(actor)
    form = LinesForm(request.GET, queries.offered(seen), on=on)
    lines = form.selection().of(seen)
    rows = queries.plan_against_actual(lines, on=on, actor=actor)
    return PlanActual(
        form,
        lines,
        rows,
        queries.totals(lines, on=on, actor=actor),
        exports.Asked(on=on, actor=actor, chosen=form.chosen()),
    )


def plan_actual(request: HttpRequest) -> HttpResponse:
    """Of each line of the plans, what was planned and what was held."""
    found = _plan_actual(request)
    listing = list_rows(found.rows, tables.LINES, request.GET)
    context = {
        "form": found.form,
        "whole": found.whole,
        "whole_bar": tables.plan_bar(str(PLACES_OF), found.whole, width=1000, height=14),
        "whole_small": tables.plan_bar(str(PLACES_OF), found.whole),
        "notes": exports.notes_of(found.whole, found.asked),
        "listing": listing,
        "rows": [(row, tables.plan_bar(row.line.title, row)) for row in listing.rows],
        "same": address(part_of(request.GET, *found.form.fields, ORDER)),
    }
    return render_page(request, "reports/plan_actual.html", context)


def plan_actual_book(request: HttpRequest) -> HttpResponse:
    """Every line that the same address of the page shows, in its order."""
    found = _plan_actual(request)
    rows = list_rows(found.rows, tables.LINES, request.GET, each=max(1, len(found.rows))).rows
    book = exports.plan_actual_book(
        rows, found.whole, found.asked, plan=queries.issuing_plan(found.lines), stamp=clock.now()
    )
    return workbook(book, "ke-hoach-va-thuc-hien.xlsx")


@dataclass(frozen=True, slots=True)
class Breakdown:
    """What an address of figures cut one way asks for."""

    form: CutForm
    cut: Cut
    lines: GuardedQuerySet[PlanLine]
    slices: tuple[Slice, ...]
    whole: Totals
    asked: exports.Asked


def _breakdown(request: HttpRequest) -> Breakdown:
    actor, on = current(), clock.today()
    seen = lines_seen(actor)
    form = CutForm(request.GET, queries.offered(seen), on=on)
    lines, cut, (first, last), units_on = form.selection().of(seen), form.cut(), form.days(), form.units_on()
    return Breakdown(
        form,
        cut,
        lines,
        queries.breakdown(lines, by=cut, on=on, first=first, last=last, actor=actor, units_on=units_on),
        queries.totals(lines, on=on, first=first, last=last, actor=actor),
        exports.Asked(
            on=on,
            first=first,
            last=last,
            actor=actor,
            chosen=form.chosen(),
            units_on=(units_on or on) if cut is Cut.UNIT_NOW else None,
        ),
    )


def breakdown(request: HttpRequest) -> HttpResponse:
    """The same figures by month, field, bloc, organiser, programme or sending unit, between two days."""
    found = _breakdown(request)
    listing = list_rows(found.slices, tables.slices(found.cut), request.GET)
    context = {
        "form": found.form,
        "cut": CUTS[found.cut],
        "whole": found.whole,
        "whole_bar": tables.plan_bar(str(PLACES_OF), found.whole, width=1000, height=14),
        "whole_small": tables.plan_bar(str(PLACES_OF), found.whole),
        "notes": exports.notes_of(found.whole, found.asked),
        "drawn": _chart(found),
        "drawn_title": PLACES_BY_MONTH if found.cut is Cut.MONTH else PLACES_OF,
        "listing": listing,
        "rows": [(row, tables.plan_bar(row.name, row)) for row in listing.rows],
        "same": address(part_of(request.GET, *found.form.fields, ORDER)),
    }
    return render_page(request, "reports/breakdown.html", context)


def breakdown_book(request: HttpRequest) -> HttpResponse:
    """Every part that the same address of the page shows, in its order."""
    found = _breakdown(request)
    rows = list_rows(found.slices, tables.slices(found.cut), request.GET, each=max(1, len(found.slices))).rows
    book = exports.breakdown_book(
        rows, found.whole, found.asked, cut=found.cut, plan=queries.issuing_plan(found.lines), stamp=clock.now()
    )
    return workbook(book, f"so-lieu-theo-{found.cut.value}.xlsx")


def _chart(found: Breakdown) -> Drawn | None:
    """Columns of months, bars of anything else; nothing where one bar would say what the table says."""
    known = [each for each in found.slices if each.key]
    if found.cut is Cut.MONTH:
        return tables.month_columns(str(PLACES_BY_MONTH), known) if known else None
    return tables.part_bars(str(PLACES_OF), known) if 1 < len(known) <= BARS_SHOWN else None
