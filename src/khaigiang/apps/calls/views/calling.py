from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect

from khaigiang.apps.calls import actions, phrases, queries, tables
from khaigiang.apps.calls.bridge import conditions_of
from khaigiang.apps.calls.forms import CallForm, ExtendForm, PublishForm, filled_with
from khaigiang.apps.calls.models import Call
from khaigiang.apps.calls.permissions import check_may_call, check_may_see_call
from khaigiang.apps.papers.phrases import STATES as PAPER_STATES
from khaigiang.apps.quotas.models import Quota
from khaigiang.core.states import CallState
from khaigiang.data.calls import usual_reminders
from khaigiang.foundation import clock
from khaigiang.foundation.actor import current
from khaigiang.foundation.asked import number_asked
from khaigiang.foundation.refusal import NotPermitted, Refused, allowed
from khaigiang.web.pages import render_page
from khaigiang.web.tables import list_rows

LINE = "dong"
REFUSED = 422
ACTS: Mapping[str, Any] = {"draft": CallForm, "publish": PublishForm, "extend": ExtendForm}


def index(request: HttpRequest) -> HttpResponse:
    """The calls that the reader sees."""
    listing = list_rows(queries.calls_seen(current()), tables.CALLS, request.GET)
    context = {
        "listing": listing,
        "marked": [(each, phrases.CALL_STATES[each.state]) for each in listing.rows],
        "may_call": allowed(check_may_call, current()),
    }
    return render_page(request, "calls/index.html", context)


def draft(request: HttpRequest) -> HttpResponse:
    """A new call, its conditions drawn from the rules of the lines asked for."""
    check_may_call(current())
    sent = request.POST if request.method == "POST" else None
    line = number_asked(request.GET.get(LINE, ""))
    chosen = list(queries.lines_to_call().filter(pk=line)) if line else []
    usual = {**filled_with(None, "\n".join(conditions_of(chosen)), usual_reminders()), "lines": chosen}
    form = CallForm(sent, initial=usual, label_suffix="")
    if form.is_valid():
        made = _done("draft", form, None)
        if made is not None:
            messages.success(request, str(phrases.SAID["draft"]), extra_tags="good")
            return redirect("calls:call", call_id=made.pk)
    return render_page(request, "calls/draft.html", {"form": form}, status=REFUSED if form.errors else 200)


def call(request: HttpRequest, call_id: int) -> HttpResponse:
    """One call: its letter, the units it asks, and what its reader may do with it."""
    shown = get_object_or_404(Call.objects.select_related("plan"), pk=call_id)
    check_may_see_call(current(), shown)
    act = request.POST.get("act", "") if request.method == "POST" else ""
    if act == "start":
        return _start(request, shown)
    sent = _sent(act, shown, request.POST) if act in ACTS else None
    if sent is not None and sent.is_valid() and _done(act, sent, shown) is not None:
        messages.success(request, str(phrases.SAID[act]), extra_tags="good")
        return redirect("calls:call", call_id=call_id)
    shown.refresh_from_db()
    page = queries.call_page(shown, current(), on=clock.today())
    offered = {each: _form(each, page) for each in _offered(page)}
    context = {
        "page": page,
        "mark": phrases.CALL_STATES[shown.state],
        "letter_mark": PAPER_STATES[page.letter.state] if page.letter else None,
        "may_call": allowed(check_may_call, current()),
        "may_answer": current().has("planner", "sending_unit"),
        "forms": {**offered, act: sent} if sent is not None else offered,
        "act": act,
    }
    return render_page(request, "calls/call.html", context, status=REFUSED if sent is not None else 200)


def _start(request: HttpRequest, call: Call) -> HttpResponse:
    """Begin the dossier of one unit, or go on with it."""
    quotas = Quota.objects.select_related("line__plan", "unit").filter(line__called__call=call, unit__isnull=False)
    quota = get_object_or_404(quotas, pk=number_asked(request.POST.get("quota", "")) or 0)
    assert quota.unit is not None
    try:
        dossier = actions.start_dossier(quota.line, unit=quota.unit, by=current())
    except NotPermitted:
        raise
    except Refused as refused:
        messages.error(request, str(refused), extra_tags="bad")
        return redirect("calls:call", call_id=call.pk)
    return redirect("calls:dossier", dossier_id=dossier.pk)


def _offered(page: queries.CallPage) -> list[str]:
    """What the reader may do with a call as it stands."""
    if not allowed(check_may_call, current()):
        return []
    if page.call.state == CallState.PUBLISHED:
        return ["extend"]
    return [act for act in ("draft", "publish") if act not in page.why_not]


def _form(act: str, page: queries.CallPage) -> forms.Form:
    call = page.call
    begun = filled_with(call.deadline, call.conditions, call.remind_before) if act == "draft" else {}
    form: forms.Form = ACTS[act](of=call, initial={**begun, "lines": page.lines}, label_suffix="", auto_id=f"{act}-%s")
    return form


def _sent(act: str, call: Call, said: QueryDict) -> forms.Form:
    """What was posted; who may not do it is told so, whatever stands in the form."""
    check_may_call(current())
    form: forms.Form = ACTS[act](said, of=call, label_suffix="", auto_id=f"{act}-%s")
    return form


def _done(act: str, form: forms.Form, call: Call | None) -> Call | None:
    """Do what a form asks; a refusal is told on the form, and nothing is given."""
    said, by = form.cleaned_data, current()
    try:
        if act == "draft":
            said["conditions"] = said["conditions"].strip() or "\n".join(conditions_of(said["lines"]))
            return actions.draft_call(said.pop("lines"), **said, call=call, by=by)
        assert call is not None
        if act == "publish":
            return actions.publish(call, by=by)
        return actions.extend(call, **said, by=by).call
    except NotPermitted:
        raise
    except Refused as refused:
        form.add_error(None, str(refused))
        return None
