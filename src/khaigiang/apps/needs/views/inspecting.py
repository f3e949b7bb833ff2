from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from khaigiang.apps.catalogue.queries import programme_named
from khaigiang.apps.needs import actions, phrases, queries, tables
from khaigiang.apps.needs.forms import InspectionForm, WithdrawForm, usual_survey
from khaigiang.apps.needs.models import InspectionNeed, NeedsSurvey
from khaigiang.apps.needs.permissions import check_may_see_inspection, check_may_survey
from khaigiang.core.states import InspectionNeedState
from khaigiang.data.fields import field_of
from khaigiang.foundation.actor import current
from khaigiang.foundation.refusal import NotPermitted, Refused, allowed
from khaigiang.web.pages import render_page
from khaigiang.web.tables import list_rows

REFUSED = 422


def inspections(request: HttpRequest) -> HttpResponse:
    """What inspections found, as needs of a year; a planner enters more."""
    may_survey = allowed(check_may_survey, current())
    form = None
    if request.method == "POST":
        check_may_survey(current())
        form = InspectionForm(request.POST, label_suffix="")
        if form.is_valid() and (made := _entered(form)) is not None:
            messages.success(request, str(phrases.SAID["enter"]), extra_tags="good")
            return redirect("needs:inspection", need_id=made.pk)
    elif may_survey:
        latest = NeedsSurvey.objects.select_related("body").order_by("-pk").first()
        form = InspectionForm(initial=usual_survey(latest), label_suffix="")
    listing = list_rows(queries.inspections_seen(current()), tables.INSPECTIONS, request.GET)
    context = {
        "listing": listing,
        "marked": [(each, phrases.INSPECTION_STATES[each.state]) for each in listing.rows],
        "may_survey": may_survey,
        "forms": {"enter": form} if form else {},
        "act": "enter" if request.method == "POST" else "",
    }
    return render_page(request, "needs/inspections.html", context, status=REFUSED if request.method == "POST" else 200)


def inspection(request: HttpRequest, need_id: int) -> HttpResponse:
    """One thing that an inspection found: its paper, the units, and where it counts."""
    check_may_see_inspection(current(), get_object_or_404(InspectionNeed, pk=need_id))
    shown = queries.inspections_seen(current()).get(pk=need_id)
    form = None
    if request.method == "POST":
        check_may_survey(current())
        form = WithdrawForm(request.POST, label_suffix="")
        if form.is_valid() and _withdrawn(form, shown):
            messages.success(request, str(phrases.SAID["withdraw"]), extra_tags="good")
            return redirect("needs:inspection", need_id=need_id)
        shown = queries.inspections_seen(current()).get(pk=need_id)
    elif allowed(check_may_survey, current()) and shown.state == InspectionNeedState.ENTERED:
        form = WithdrawForm(label_suffix="")
    field, programme = field_of(shown.field), programme_named(shown.programme)
    context = {
        "need": shown,
        "mark": phrases.INSPECTION_STATES[shown.state],
        "field": field.name if field else "",
        "programme": programme,
        "groups": [phrases.group_name(group) for group in shown.groups],
        "surveys": NeedsSurvey.objects.filter(year=shown.year, body=shown.body).order_by("-pk"),
        "may_see_surveys": allowed(check_may_survey, current()),
        "forms": {"withdraw": form} if form else {},
        "act": "withdraw" if request.method == "POST" else "",
    }
    return render_page(request, "needs/inspection.html", context, status=REFUSED if request.method == "POST" else 200)


def _entered(form: InspectionForm) -> InspectionNeed | None:
    """What a form enters; a refusal is told on the form."""
    try:
        return actions.enter_inspection(
            form.place(), year=form.cleaned_data["year"], paper=form.paper(), units=form.found_units(), by=current()
        )
    except NotPermitted:
        raise
    except Refused as refused:
        form.add_error(None, str(refused))
        return None


def _withdrawn(form: WithdrawForm, shown: InspectionNeed) -> bool:
    try:
        actions.withdraw_inspection(shown, why=form.cleaned_data["why"], by=current())
    except NotPermitted:
        raise
    except Refused as refused:
        form.add_error(None, str(refused))
        return False
    return True
