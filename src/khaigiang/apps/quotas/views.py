from collections.abc import Iterator
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect

from khaigiang.apps.plans.models import PlanLine
from khaigiang.apps.quotas import actions, phrases, queries, tables
from khaigiang.apps.quotas.forms import FORMS, ShareForm
from khaigiang.apps.quotas.models import Quota
from khaigiang.apps.quotas.permissions import check_may_move, check_may_see, check_may_share
from khaigiang.apps.quotas.queries import RowPage
from khaigiang.foundation import clock
from khaigiang.foundation.actor import current
from khaigiang.foundation.asked import number_asked
from khaigiang.foundation.refusal import NotPermitted, Phrase, Refused, allowed
from khaigiang.web.pages import render_page
from khaigiang.web.tables import address, list_rows

OPEN = "mo"
REFUSED = 422


def line(request: HttpRequest, line_id: int) -> HttpResponse:
    """The tree of a line's seats, open where the address says, and the moves in it."""
    shown = get_object_or_404(PlanLine.objects.select_related("plan"), pk=line_id)
    opened = number_asked(request.GET.get(OPEN, ""))
    tree = queries.seat_tree(shown, current(), opened=opened)
    if not tree.rows and not current().everywhere:
        raise NotPermitted("not_your_seats", phrases.NOT_YOUR_SEATS)
    context = {
        "tree": tree,
        "here": address(request.GET, **{OPEN: None}),
        "listing": list_rows(queries.moves_seen(shown, current()), tables.MOVES, request.GET),
    }
    return render_page(request, "quotas/line.html", context)


def row(request: HttpRequest, quota_id: int) -> HttpResponse:
    """One row: why it has its number, what would change by one, what may be done with it, and its moves."""
    shown = get_object_or_404(Quota.objects.select_related("line__plan", "unit"), pk=quota_id)
    page = queries.row_page(shown)
    check_may_see(current(), shown, page.above)
    act = request.POST.get("act", "") if request.method == "POST" else ""
    sent = _sent(act, shown, request.POST) if act in FORMS else None
    if sent is not None and sent.is_valid():
        try:
            messages.success(request, str(_do(act, shown, sent)), extra_tags="good")
        except NotPermitted:
            raise
        except Refused as refused:
            sent.add_error(None, str(refused))
        else:
            return redirect("quotas:row", quota_id=quota_id)
    offered = {each: _form(each, shown) for each in _offered(page)}
    context = {
        "page": page,
        "forms": {**offered, act: sent} if sent is not None else offered,
        "act": act,
        "listing": list_rows(queries.moves_seen(shown.line, current(), of=shown), tables.MOVES, request.GET),
    }
    return render_page(request, "quotas/row.html", context, status=REFUSED if sent is not None else 200)


def _offered(page: RowPage) -> Iterator[str]:
    """What the reader may do with a row as it stands."""
    quota, actor = page.row.quota, current()
    if allowed(check_may_share, actor, quota):
        if page.row.free:
            if queries.units_below(quota).exists():
                yield from ("grant", "share")
            if quota.parent_id is not None:
                yield "give_back"
        if page.below:
            yield "deadline"
        if any(each.quota.use_by and each.quota.use_by < clock.today() and each.free for each in page.below):
            yield "reclaim"
    if page.row.free and allowed(check_may_move, actor):
        yield "transfer"


def _sent(act: str, quota: Quota, said: QueryDict) -> forms.Form:
    """What was posted; who may not do it is told so, whatever stands in the form."""
    if act == "transfer":
        check_may_move(current())
    else:
        check_may_share(current(), quota)
    return _form(act, quota, said)


def _form(act: str, quota: Quota, said: QueryDict | None = None) -> forms.Form:
    """The form of an act, filled with what was posted; each has ids of its own on the page."""
    form: forms.Form = FORMS[act](said, of=quota, label_suffix="", auto_id=f"{act}-%s")
    return form


def _do(act: str, quota: Quota, form: forms.Form) -> Phrase:
    """Do what a form asks; gives what is said of it."""
    said: dict[str, Any] = form.cleaned_data
    by = current()
    match act:
        case "grant":
            actions.grant(quota, said["unit"], said["seats"], why=said["why"], by=by)
        case "share":
            assert isinstance(form, ShareForm)
            actions.share_below(quota, form.basis(), by=by)
        case "give_back":
            actions.give_back(quota, **said, by=by)
        case "transfer":
            actions.transfer(quota, **said, by=by)
        case "deadline":
            actions.set_use_by(quota, said["day"], by=by)
        case "reclaim":
            actions.reclaim(quota, on=clock.today(), by=by)
    return phrases.SAID[act]
