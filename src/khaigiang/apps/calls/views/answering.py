from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect

from khaigiang.apps.calls import actions, phrases, queries
from khaigiang.apps.calls.bridge import own_people, suggestions
from khaigiang.apps.calls.forms import DossierForm, LetterForm, RemarksForm
from khaigiang.apps.calls.models import Dossier
from khaigiang.apps.calls.permissions import check_may_call
from khaigiang.apps.nominations.permissions import check_may_nominate, check_may_see_unit
from khaigiang.foundation import clock
from khaigiang.foundation.actor import current
from khaigiang.foundation.asked import number_asked
from khaigiang.foundation.refusal import NotPermitted, Refused, allowed
from khaigiang.web.pages import render_page
from khaigiang.web.tables import SEARCH

REFUSED = 422
# The forms of a dossier; those that only name somebody have none.
FORMS: Mapping[str, type[DossierForm]] = {
    "letter": LetterForm,
    "submit": DossierForm,
    "hand_back": RemarksForm,
    "take_in": DossierForm,
}
NAMING = frozenset({"add", "drop", "up"})
OF_PLANNER = frozenset({"hand_back", "take_in"})


def dossier(request: HttpRequest, dossier_id: int) -> HttpResponse:
    """One unit's answer: its letter, its people in order, whom it may add, and what may be done with it."""
    shown = get_object_or_404(queries.dossiers(), pk=dossier_id)
    check_may_see_unit(current(), shown.unit_id)
    act = request.POST.get("act", "") if request.method == "POST" else ""
    form = _form(act, shown, request.POST) if act in FORMS else None
    wrong = ""
    if act in NAMING or (form is not None and form.is_valid()):
        try:
            _do(act, shown, form.cleaned_data if form else {}, request.POST)
        except NotPermitted:
            raise
        except Refused as refused:
            wrong = str(refused)
        else:
            messages.success(request, str(phrases.SAID_OF_DOSSIER[act]), extra_tags="good")
            return redirect("calls:dossier", dossier_id=dossier_id)
    shown = queries.dossiers().get(pk=dossier_id)
    page = queries.dossier_page(shown, on=clock.today())
    offered = {each: _form(each, shown) for each in _offered(page)}
    fills = page.open and allowed(check_may_nominate, current(), shown.unit)
    context = {
        "page": page,
        "mark": phrases.DOSSIER_STATES[shown.state],
        "forms": {**offered, act: form} if form is not None else offered,
        "act": act,
        "wrong": wrong,
        "fills": fills,
        "may_answer": allowed(check_may_nominate, current(), shown.unit),
        "may_call": allowed(check_may_call, current()),
        **(_whom(shown, request.GET) if fills else {}),
    }
    answered = request.method == "POST"
    return render_page(request, "calls/dossier.html", context, status=REFUSED if answered else 200)


def _whom(shown: Dossier, asked: QueryDict) -> dict[str, Any]:
    """Whom the unit may add: those it looks for, or those who need the course."""
    words = asked.get(SEARCH, "").strip()
    if words:
        return {"words": words, "people": own_people(shown.line, shown.unit, words, current())}
    return {"words": "", "people": suggestions(shown.line, shown.unit, current()), "order": phrases.ORDER_OF_NEED}


def _offered(page: queries.DossierPage) -> list[str]:
    """What the reader may do with a dossier as it stands."""
    found = []
    if allowed(check_may_nominate, current(), page.dossier.unit):
        found += [act for act, verb in (("letter", "fill"), ("submit", "submit")) if verb not in page.why_not]
    if allowed(check_may_call, current()):
        found += [act for act in ("hand_back", "take_in") if act not in page.why_not]
    return found


def _form(act: str, shown: Dossier, said: QueryDict | None = None) -> DossierForm:
    """The form of an act; who may not do it is told so, whatever stands in the form."""
    if said is not None:
        if act in OF_PLANNER:
            check_may_call(current())
        else:
            check_may_nominate(current(), shown.unit)
    letter = {
        "number": shown.letter_number,
        "day": shown.letter_day,
        "signer": shown.signer,
        "signer_title": shown.signer_title,
    }
    return FORMS[act](said, initial=letter, label_suffix="", auto_id=f"{act}-%s")


def _do(act: str, shown: Dossier, said: dict[str, Any], posted: QueryDict) -> None:
    by, person = current(), number_asked(posted.get("person", "")) or 0
    match act:
        case "add":
            keys = [number_asked(each) or 0 for each in posted.getlist("person")]
            actions.name_people(shown, keys, by=by)
        case "drop":
            actions.take_off(shown, person, by=by)
        case "up":
            actions.put_before(shown, person, by=by)
        case "letter":
            actions.state_letter(shown, **said, by=by)
        case "submit":
            actions.submit(shown, by=by)
        case "hand_back":
            actions.hand_back(shown, **said, by=by)
        case "take_in":
            actions.take_in(shown, by=by)
