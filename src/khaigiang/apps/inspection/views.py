from django.http import HttpRequest, HttpResponse

from khaigiang.apps.inspection import queries, tables
from khaigiang.apps.inspection.forms import EventsForm
from khaigiang.apps.inspection.permissions import check_may_inspect
from khaigiang.foundation.actor import current
from khaigiang.web.pages import render_page
from khaigiang.web.tables import list_rows


def events(request: HttpRequest) -> HttpResponse:
    """What was done, by whom, to what, the latest first; and whether it is as it was written."""
    check_may_inspect(current())
    form = EventsForm(request.GET, label_suffix="")
    asked = form.cleaned_data if form.is_valid() else {}
    found = queries.events(
        actor=asked.get("nguoi", ""),
        verb=asked.get("viec", ""),
        thing=asked.get("doi_tuong", ""),
        day=asked.get("ngay"),
    )
    listing = list_rows(found, tables.EVENTS, request.GET)
    rows = [
        (row, queries.said_of_verb(row.verb), queries.said_of_thing(row.thing), queries.said_of_facts(row.facts))
        for row in listing.rows
    ]
    context = {"form": form, "listing": listing, "rows": rows, "trail": queries.trail()}
    return render_page(request, "inspection/events.html", context)
