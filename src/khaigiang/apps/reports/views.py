from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from khaigiang.apps.plans.models import PlanLine
from khaigiang.apps.plans.queries import lines_of_latest_plan
from khaigiang.apps.reports import queries, tables
from khaigiang.apps.reports.permissions import check_may_see_coverage
from khaigiang.apps.reports.phrases import EVERYBODY, MARKS, Status
from khaigiang.foundation import clock
from khaigiang.foundation.actor import current
from khaigiang.web.pages import render_page
from khaigiang.web.tables import SEARCH, address, list_rows, part_of

DISTRICT, STATUS = "quan", "trang_thai"


def index(request: HttpRequest) -> HttpResponse:
    """The lines whose coverage can be read; a plan of one line goes straight to it."""
    lines = list(lines_of_latest_plan())
    if len(lines) == 1:
        return redirect("reports:coverage", line_id=lines[0].pk)
    return render_page(request, "reports/index.html", {"lines": lines})


def coverage(request: HttpRequest, line_id: int) -> HttpResponse:
    """Who of the audience has attended, attends, waits, was refused or was not sent, from districts down to names."""
    line = get_object_or_404(PlanLine.objects.select_related("plan"), pk=line_id)
    check_may_see_coverage(current(), line)
    today = clock.today()
    found = queries.coverage(line, on=today, actor=current())
    district = next((each for each in found.districts if str(each.unit.pk) == request.GET.get(DISTRICT)), None)
    status, name = request.GET.get(STATUS, ""), request.GET.get(SEARCH, "").strip()
    shown = district or found
    posts = [post for post in shown.posts if status in ("", post.status)] if status in (*Status, "") else shown.posts
    context = {
        "line": line,
        "on": today,
        "coverage": found,
        "district": district,
        "shown": shown,
        "bar": tables.share_bar(str(EVERYBODY), shown.by_status, width=1000, height=30),
        "split": [
            (key, mark, shown.by_status.get(key, 0), address(part_of(request.GET, DISTRICT), **{STATUS: key}))
            for key, mark in MARKS.items()
        ],
        "districts": [
            (each, tables.share_bar(each.unit.name, each.by_status, width=240, height=12)) for each in found.districts
        ],
        "statuses": Status,
        "listing": list_rows(queries.named(posts, name) if name else posts, tables.POSTS, request.GET),
        "status": status,
        "named": name,
    }
    return render_page(request, "reports/coverage.html", context)
