from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from khaigiang.apps.needs import actions, phrases, queries, tables
from khaigiang.apps.needs.forms import AskForm, ExtendForm, PlainForm, SurveyForm, UnitsForm, usual_survey
from khaigiang.apps.needs.models import NeedsSurvey
from khaigiang.apps.needs.permissions import check_may_see_survey, check_may_survey
from khaigiang.core.states import NeedsFormState, SurveyState
from khaigiang.foundation import clock
from khaigiang.foundation.actor import current
from khaigiang.foundation.asked import number_asked
from khaigiang.foundation.refusal import NotPermitted, Refused, allowed
from khaigiang.web.pages import render_page
from khaigiang.web.tables import list_rows

REFUSED = 422
STATE = "phieu"
ACTS: Mapping[str, type[forms.Form]] = {
    "ask": AskForm,
    "drop": PlainForm,
    "units": UnitsForm,
    "publish": PlainForm,
    "extend": ExtendForm,
    "close": PlainForm,
}


def index(request: HttpRequest) -> HttpResponse:
    """The surveys that the reader sees."""
    listing = list_rows(queries.surveys_seen(current()), tables.SURVEYS, request.GET)
    context = {
        "listing": listing,
        "marked": [(each, phrases.SURVEY_STATES[each.state]) for each in listing.rows],
        "may_survey": allowed(check_may_survey, current()),
    }
    return render_page(request, "needs/index.html", context)


def open_survey(request: HttpRequest) -> HttpResponse:
    """A new survey, with the units that it asks."""
    check_may_survey(current())
    sent = request.POST if request.method == "POST" else None
    latest = NeedsSurvey.objects.select_related("body").order_by("-pk").first()
    form = SurveyForm(sent, initial=usual_survey(latest), label_suffix="")
    if form.is_valid() and (made := _opened(form)) is not None:
        messages.success(request, str(phrases.SAID["open"]), extra_tags="good")
        return redirect("needs:survey", survey_id=made.pk)
    return render_page(request, "needs/open.html", {"form": form}, status=REFUSED if form.errors else 200)


def _opened(form: SurveyForm) -> NeedsSurvey | None:
    """The survey that a form asks for, with its units; a refusal is told on the form."""
    said, by = form.cleaned_data, current()
    try:
        body = form.place()
        units = form.units(body)
        facts = {name: said[name] for name in ("year", "asker", "title", "deadline", "note")}
        made = actions.open_survey(body, **facts, by=by)
        actions.ask_units(made, units, by=by)
    except NotPermitted:
        raise
    except Refused as refused:
        form.add_error(None, str(refused))
        return None
    return made


def survey(request: HttpRequest, survey_id: int) -> HttpResponse:
    """One survey: what it asks, whom, who has answered, and what its reader may do with it."""
    shown = get_object_or_404(NeedsSurvey.objects.select_related("body"), pk=survey_id)
    check_may_see_survey(current(), shown)
    act = request.POST.get("act", "") if request.method == "POST" else ""
    form = _form(act, request) if act in ACTS else None
    if form is not None and form.is_valid() and _done(act, form, shown, request.POST.get("row", "")):
        messages.success(request, str(phrases.SAID[act]), extra_tags="good")
        return redirect("needs:survey", survey_id=survey_id)
    if act:
        shown.refresh_from_db()
    page = queries.survey_page(shown, current(), on=clock.today())
    may_survey = allowed(check_may_survey, current())
    offered = {each: _form(each) for each in _offered(page)} if may_survey else {}
    silent_only = request.GET.get(STATE) == "chua"
    listed = [each for each in page.asked if not silent_only or each.form.state != NeedsFormState.SUBMITTED]
    context = {
        "page": page,
        "listing": list_rows(listed, tables.ASKED, request.GET),
        "silent_only": silent_only,
        "mark": phrases.SURVEY_STATES[shown.state],
        "may_survey": may_survey,
        "forms": {**offered, act: form} if form is not None and may_survey else offered,
        "act": act,
        "rows": [(row, phrases.group_name(row.group)) for row in page.rows],
    }
    return render_page(request, "needs/survey.html", context, status=REFUSED if request.method == "POST" else 200)


def _offered(page: queries.SurveyPage) -> list[str]:
    """What may be done with a survey as it stands."""
    if page.survey.state == SurveyState.DRAFT:
        return ["ask", "units", *(["publish"] if "publish" not in page.why_not else [])]
    return [act for act in ("extend", "close") if act not in page.why_not]


def _form(act: str, request: HttpRequest | None = None) -> forms.Form:
    """The form of an act; who may not do it is told so, whatever stands in it."""
    check_may_survey(current())
    return ACTS[act](request.POST if request else None, label_suffix="", auto_id=f"{act}-%s")


def _done(act: str, form: forms.Form, shown: NeedsSurvey, row: str) -> bool:
    """Do what a form asks; a refusal is told on the form."""
    try:
        _do(act, form, shown, row)
    except NotPermitted:
        raise
    except Refused as refused:
        form.add_error(None, str(refused))
        return False
    return True


def _do(act: str, form: Any, shown: NeedsSurvey, row: str) -> None:
    by = current()
    match act:
        case "ask":
            actions.ask_about(shown, form.cleaned_data["groups"], asking=form.asking(), by=by)
        case "drop":
            actions.drop_row(shown, number_asked(row) or 0, by=by)
        case "units":
            actions.ask_units(shown, form.units(shown.body), by=by)
        case "publish":
            actions.publish_survey(shown, by=by)
        case "extend":
            actions.extend_survey(shown, **form.cleaned_data, by=by)
        case "close":
            actions.close_survey(shown, by=by)
