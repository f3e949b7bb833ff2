from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from khaigiang.apps.nominations import phrases, queries, tables
from khaigiang.apps.nominations.bridge import elsewhere, reason_rows, try_rules
from khaigiang.apps.nominations.forms import TrialForm
from khaigiang.apps.nominations.models import Nomination
from khaigiang.apps.nominations.permissions import check_may_see_unit
from khaigiang.apps.nominations.phrases import MARKS
from khaigiang.apps.plans.models import PlanLine, Tracking
from khaigiang.apps.plans.queries import lines_of_latest_plan
from khaigiang.apps.units.models import Unit
from khaigiang.foundation import clock
from khaigiang.foundation.actor import current
from khaigiang.web.pages import render_page
from khaigiang.web.tables import ORDER, SEARCH, list_rows, part_of

STATE, UNITS = "trang_thai", "don_vi"
ALL_UNITS = 1000


def index(request: HttpRequest) -> HttpResponse:
    """The lines whose lists can be read; a plan of one line goes straight to it."""
    lines = list(lines_of_latest_plan())
    if len(lines) == 1:
        return redirect("nominations:line", line_id=lines[0].pk)
    return render_page(request, "nominations/index.html", {"lines": lines})


def line(request: HttpRequest, line_id: int) -> HttpResponse:
    """A line's units with their counts, then its people."""
    shown = get_object_or_404(PlanLine.objects.select_related("plan", "programme"), pk=line_id)
    state = request.GET.get(STATE, "")
    named = request.GET.get(SEARCH, "").strip()
    quotas = queries.quotas_of_line(shown, current())
    people = queries.people_of_line(shown, current(), state=state if state in MARKS else "", named=named)
    silent = request.GET.get(UNITS) == "silent"
    units = queries.silent_only(quotas) if silent else quotas
    listing = list_rows(people, tables.PEOPLE, request.GET)
    context = {
        "line": shown,
        "units": list_rows(units, tables.UNITS, part_of(request.GET, UNITS, ORDER), each=ALL_UNITS),
        "silent": silent,
        "listing": listing,
        "marked": [(each, MARKS[each.state]) for each in listing.rows],
        "states": [(key, mark.label) for key, mark in MARKS.items()],
        "state": state,
        "named": named,
    }
    return render_page(request, "nominations/line.html", context)


def trial(request: HttpRequest, nomination_id: int) -> HttpResponse:
    """What the rules of another day would say to one nominee; nothing is written."""
    nomination = get_object_or_404(
        Nomination.objects.select_related("person", "unit", "list__unit", "line__plan", "line__programme"),
        pk=nomination_id,
    )
    check_may_see_unit(current(), nomination.list.unit_id)
    line = nomination.line
    usual = {"quy_dinh": line.rule_set, "ngay": clock.today(), "he": line.programme.study_form}
    form = TrialForm(request.GET or None, initial=usual, label_suffix="")
    verdict = try_rules(nomination, form.trial()) if form.is_valid() else None
    context = {
        "nomination": nomination,
        "form": form,
        "standing": phrases.VERDICTS[verdict.standing] if verdict else None,
        "answers": queries.answers(reason_rows(nomination, verdict.reasons)) if verdict else (),
    }
    return render_page(request, "nominations/trial.html", context, status=422 if form.errors else 200)


def unit(request: HttpRequest, unit_id: int, line_id: int) -> HttpResponse:
    """One unit's seats and people under one line, each verdict explained."""
    check_may_see_unit(current(), unit_id)
    dossier = queries.unit_dossier(
        get_object_or_404(Unit, pk=unit_id),
        get_object_or_404(PlanLine.objects.select_related("plan", "programme"), pk=line_id),
    )
    away = elsewhere(each.nomination for each in dossier.people)
    context = {
        "dossier": dossier,
        "people": [(each, away.get(each.nomination.pk, ())) for each in dossier.people],
        "may_send": _may_send(dossier),
    }
    return render_page(request, "nominations/unit.html", context)


def _may_send(dossier: queries.UnitDossier) -> bool:
    """Whether the reader sends lists for these seats; a planner has a page for everybody's lists."""
    actor = current()
    return actor.has("sending_unit") and dossier.unit.pk in actor.scope and dossier.line.tracking == Tracking.CLASSES
