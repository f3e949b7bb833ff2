from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from khaigiang.apps.needs import bridge, tables
from khaigiang.apps.needs.permissions import check_may_see_needs_of
from khaigiang.apps.units.models import Unit
from khaigiang.core.vietnamese import fold
from khaigiang.foundation import clock
from khaigiang.foundation.actor import current
from khaigiang.web.pages import render_page
from khaigiang.web.tables import SEARCH, list_rows


def yearly(request: HttpRequest) -> HttpResponse:
    """Where people still have to learn this year what instruments ask, unit by unit."""
    found = bridge.yearly_needs(current(), on=clock.today())
    words = request.GET.get(SEARCH, "").strip()
    rows = [each for each in found.units if fold(words) in each.unit.folded]
    context = {"found": found, "listing": list_rows(rows, tables.YEARLY, request.GET), "words": words}
    return render_page(request, "needs/yearly.html", context)


def yearly_unit(request: HttpRequest, unit_id: int) -> HttpResponse:
    """The same of one unit, person by person."""
    unit = get_object_or_404(Unit, pk=unit_id)
    check_may_see_needs_of(current(), unit.pk)
    rows = bridge.yearly_of_unit(unit, on=clock.today())
    context = {
        "unit": unit,
        "on": clock.today(),
        "minimums": bridge.minimums_on(clock.today()),
        "listing": list_rows(rows, tables.YEARLY_PEOPLE, request.GET),
    }
    return render_page(request, "needs/yearly_unit.html", context)
