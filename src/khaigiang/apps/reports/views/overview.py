from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.http import HttpRequest, HttpResponse
from django.utils.safestring import SafeString

from khaigiang.apps.accounts.permissions import check_may_open
from khaigiang.apps.plans.models import Plan, PlanLine
from khaigiang.apps.quotas.queries import counts_by_line, sum_of
from khaigiang.apps.reports import exports, queries, tables
from khaigiang.apps.reports.permissions import lines_seen
from khaigiang.apps.reports.phrases import CUTS, MARKS, PLACES_BY_MONTH, PLACES_OF, Cut, Status
from khaigiang.apps.reports.queries import Slice
from khaigiang.foundation import clock
from khaigiang.foundation.actor import Actor, current
from khaigiang.foundation.guarded import GuardedQuerySet
from khaigiang.foundation.refusal import allowed
from khaigiang.web.pages import render_page

YEAR = "nam"
PARTS_SHOWN = 7
LINES_SHOWN = 5
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Brief(Generic[T]):
    """The first of a list that a page has room for, and how many it leaves out."""

    shown: Sequence[T]
    total: int

    @classmethod
    def of(cls, rows: Sequence[T]) -> "Brief[T]":
        return cls(rows[:LINES_SHOWN], len(rows))

    @property
    def more(self) -> int:
        return self.total - len(self.shown)


Covered = tuple[PlanLine, int, int, SafeString]
"""A line, its posts attended or attending, its posts in all, and the bar of its statuses."""


def index(request: HttpRequest) -> HttpResponse:
    """What each report answers, and how far each line of the year has reached its audience."""
    actor = current()
    lines, year, _years = _of_year(actor, "")
    context = {
        "year": year,
        "cuts": list(CUTS.items()),
        "marks": list(MARKS.values()),
        "covered": _covered(lines, actor, width=240),
        "sees_leader": allowed(check_may_open, actor, "reports:leader"),
    }
    return render_page(request, "reports/index.html", context)


def leader(request: HttpRequest) -> HttpResponse:
    """Where a year stands, across all its plans, on one page for a meeting: the one that runs, or the one asked for."""
    actor, on = current(), clock.today()
    lines, year, years = _of_year(actor, request.GET.get(YEAR, ""))
    if year is None:
        return render_page(request, "reports/leader.html", {"year": None})
    whole = queries.totals(lines, on=on, actor=actor)
    rows = queries.plan_against_actual(lines, on=on, actor=actor)
    months = queries.breakdown(lines, by=Cut.MONTH, on=on, actor=actor)
    cut, parts = _parts(lines, actor)
    covered = sorted(_covered(lines, actor, width=600), key=lambda each: each[1] * 100 // each[2])
    context = {
        "year": year,
        "years": years,
        "on": on,
        "within": queries.DUE_WITHIN,
        "gone": queries.year_gone(year, on),
        "plans": list(Plan.objects.filter(lines__in=lines.order_by().values("pk")).distinct()),
        "lines": len(rows),
        "whole": whole,
        "whole_bar": tables.plan_bar(str(PLACES_OF), whole, width=1000, height=14),
        "notes": exports.notes_of(whole, exports.Asked(on=on, actor=actor)),
        "counts": sum_of(counts_by_line([row.line.pk for row in rows]).values()),
        "months": tables.month_columns(str(PLACES_BY_MONTH), months, year=year, width=560),
        "apart": next((each for each in months if not each.key), None),
        "cut": cut,
        "parts": tables.part_bars(str(cut), parts[:PARTS_SHOWN], width=560) if parts else None,
        "more_parts": max(0, len(parts) - PARTS_SHOWN),
        "running": Brief.of(queries.running(lines, on=on)),
        "due": Brief.of(queries.due(lines, on=on)),
        "behind": Brief.of(queries.behind(rows, on=on)),
        "covered": Brief.of(covered),
        "marks": list(MARKS.values()),
    }
    return render_page(request, "reports/leader.html", context)


def _of_year(actor: Actor, asked: str) -> tuple[GuardedQuerySet[PlanLine], int | None, tuple[int, ...]]:
    """The lines of the year asked for, else of the one that runs; that year, and all years there are."""
    seen = lines_seen(actor)
    offered = queries.offered(seen)
    year = next((each for each in offered.years if str(each) == asked), offered.year_on(clock.today()))
    return queries.Selection(year=year).of(seen), year, offered.years


def _parts(lines: GuardedQuerySet[PlanLine], actor: Actor) -> tuple[Any, Sequence[Slice]]:
    """By field, or by organiser where the programmes state no field; nothing where there is only one of each."""
    for cut in (Cut.FIELD, Cut.ORGANISER):
        found = queries.breakdown(lines, by=cut, on=clock.today(), actor=actor)
        parts = [each for each in found if each.key]
        if len(parts) > 1:
            return CUTS[cut], sorted(parts, key=lambda each: -(each.planned_seats or 0))
    return "", ()


def _covered(lines: GuardedQuerySet[PlanLine], actor: Actor, *, width: int) -> list[Covered]:
    found: Mapping[int, Mapping[Status, int]] = queries.reach(lines, on=clock.today(), actor=actor)
    covered = []
    for line in lines.select_related("plan"):
        by_status = found.get(line.pk, {})
        total = sum(by_status.values())
        if total:
            reached = by_status.get(Status.ATTENDED, 0) + by_status.get(Status.ATTENDING, 0)
            bar = tables.share_bar(line.title, by_status, width=width, height=10)
            covered.append((line, reached, total, bar))
    return covered
