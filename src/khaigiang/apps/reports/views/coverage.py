import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from khaigiang.apps.plans.models import PlanLine
from khaigiang.apps.reports import exports, queries, tables
from khaigiang.apps.reports.forms import DayForm
from khaigiang.apps.reports.permissions import check_may_see_coverage
from khaigiang.apps.reports.phrases import EVERYBODY, MARKS, PLACINGS, Status
from khaigiang.apps.reports.queries import Coverage, CoverageNow, CoveredUnit, DistrictCoverage, Post
from khaigiang.apps.reports.views.workbook import workbook
from khaigiang.core.vietnamese import fold
from khaigiang.foundation import clock
from khaigiang.foundation.actor import current
from khaigiang.web.pages import render_page
from khaigiang.web.tables import ORDER, SEARCH, address, list_rows, part_of

DISTRICT, STATUS = "quan", "trang_thai"


@dataclass(frozen=True, slots=True)
class Asked:
    """What an address of coverage asks for; ``posts`` are those it narrows to, in the order it asks."""

    line: PlanLine
    coverage: Coverage
    district: DistrictCoverage | None
    status: str
    named: str
    posts: Sequence[Post]


def _asked(request: HttpRequest, line_id: int) -> Asked:
    line = get_object_or_404(PlanLine.objects.select_related("plan"), pk=line_id)
    check_may_see_coverage(current(), line)
    found = queries.coverage(line, on=clock.today(), actor=current())
    district = next((each for each in found.districts if str(each.unit.pk) == request.GET.get(DISTRICT)), None)
    status, name = request.GET.get(STATUS, ""), request.GET.get(SEARCH, "").strip()
    posts: Sequence[Post] = (district or found).posts
    if status in set(Status):
        posts = [post for post in posts if post.status == status]
    return Asked(line, found, district, status, name, queries.named(posts, name) if name else posts)


def coverage(request: HttpRequest, line_id: int) -> HttpResponse:
    """Who of the audience has attended, attends, waits, was refused or was not sent, from districts down to names."""
    asked = _asked(request, line_id)
    shown = asked.district or asked.coverage
    kept = part_of(request.GET, DISTRICT)
    context = {
        "line": asked.line,
        "on": clock.today(),
        "coverage": asked.coverage,
        "district": asked.district,
        "shown": shown,
        "bar": tables.share_bar(str(EVERYBODY), shown.by_status, width=1000, height=30),
        "split": [
            (key, mark, shown.by_status.get(key, 0), address(kept, **{STATUS: key})) for key, mark in MARKS.items()
        ],
        "districts": [
            (each, tables.share_bar(each.unit.name, each.by_status, width=240, height=12))
            for each in asked.coverage.districts
        ],
        "listing": list_rows(asked.posts, tables.POSTS, request.GET),
        "same": address(part_of(request.GET, DISTRICT, STATUS, SEARCH, ORDER)),
        "status": asked.status,
        "named": asked.named,
    }
    return render_page(request, "reports/coverage.html", context)


def coverage_book(request: HttpRequest, line_id: int) -> HttpResponse:
    """The posts that the same address of the page shows, all of them, as a workbook."""
    asked = _asked(request, line_id)
    posts = list_rows(asked.posts, tables.POSTS, request.GET, each=max(1, len(asked.posts))).rows
    book = exports.coverage_book(asked.line, posts, on=clock.today(), stamp=clock.now())
    return workbook(book, "do-bao-phu.xlsx")


def coverage_now(request: HttpRequest, line_id: int) -> HttpResponse:
    """The same reach by the units of another day, today unless told; and whom only their sender can place."""
    line = _line(line_id)
    form = _day_form(request)
    context: dict[str, object] = {"line": line, "form": form, "on": clock.today(), "named": "", "found": None}
    if form.is_valid():
        day = form.cleaned_data["ngay"]
        found, wanted = _now(request, line, day)
        context |= {
            "day": day,
            "found": found,
            "named": request.GET.get(SEARCH, ""),
            "split": [(mark, found.by_placing.get(how, 0)) for how, mark in PLACINGS.items()],
            "listing": list_rows(wanted, tables.UNITS_NOW, request.GET),
            "same": address(part_of(request.GET, "ngay", SEARCH, ORDER)),
            "statuses": [(status, MARKS[status]) for status in Status],
        }
    return render_page(request, "reports/coverage_now.html", context)


def coverage_now_book(request: HttpRequest, line_id: int) -> HttpResponse:
    """The units that the same address of the page shows, all of them, and the posts not placed, as a workbook."""
    line, form = _line(line_id), _day_form(request)
    if not form.is_valid():
        raise Http404
    day = form.cleaned_data["ngay"]
    found, wanted = _now(request, line, day)
    units = list_rows(wanted, tables.UNITS_NOW, request.GET, each=max(1, len(wanted))).rows
    book = exports.coverage_now_book(line, found, units, day=day, on=clock.today(), stamp=clock.now())
    return workbook(book, "do-bao-phu-hien-nay.xlsx")


def _line(line_id: int) -> PlanLine:
    line = get_object_or_404(PlanLine.objects.select_related("plan"), pk=line_id)
    check_may_see_coverage(current(), line)
    return line


def _day_form(request: HttpRequest) -> DayForm:
    return DayForm({"ngay": request.GET.get("ngay") or clock.today().isoformat()}, label_suffix="")


def _now(request: HttpRequest, line: PlanLine, day: dt.date) -> tuple[CoverageNow, list[CoveredUnit]]:
    """The reach by the units of a day, and those of them that are looked for."""
    found = queries.coverage_now(line, on=clock.today(), day=day, actor=current())
    name = fold(request.GET.get(SEARCH, ""))
    return found, [each for each in found.units if not name or name in fold(each.unit.name)]
