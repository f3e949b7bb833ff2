from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from khaigiang.apps.catalogue.permissions import check_may_enact_rules
from khaigiang.apps.catalogue.queries import editions_of, read_rules, rule_set_codes, rule_text_on
from khaigiang.apps.nominations import actions, phrases, queries, tables
from khaigiang.apps.nominations.bridge import Preview, elsewhere, reason_rows, shelf, try_rules, who_would_change
from khaigiang.apps.nominations.forms import EnactForm, TrialForm
from khaigiang.apps.nominations.models import Nomination
from khaigiang.apps.nominations.permissions import check_may_judge, check_may_see_unit
from khaigiang.apps.nominations.phrases import MARKS
from khaigiang.apps.plans.models import PlanLine, Tracking
from khaigiang.apps.plans.queries import lines_of_latest_plan
from khaigiang.core.verdict import Standing
from khaigiang.foundation import clock
from khaigiang.foundation.actor import current
from khaigiang.foundation.refusal import NotPermitted, Phrase, Refused, allowed
from khaigiang.web.pages import render_page
from khaigiang.web.tables import ORDER, SEARCH, list_rows, part_of

STATE, UNITS = "trang_thai", "don_vi"
ALL_UNITS = 1000
DECISIONS = frozenset({"judge", "accept", "call"})
CHANGES_SHOWN = 200


def index(request: HttpRequest) -> HttpResponse:
    """The lines whose lists can be read; a plan of one line goes straight to it."""
    lines = list(lines_of_latest_plan())
    if len(lines) == 1:
        return redirect("nominations:line", line_id=lines[0].pk)
    return render_page(request, "nominations/index.html", {"lines": lines})


def line(request: HttpRequest, line_id: int) -> HttpResponse:
    """A line's units with their counts, then its people."""
    shown = get_object_or_404(PlanLine.objects.select_related("plan", "programme"), pk=line_id)
    if request.method == "POST" and request.POST.get("act") in DECISIONS:
        return _decide(request, shown)
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
        "marked": [(each, queries.mark_of(each)) for each in listing.rows],
        "states": [(key, mark.label) for key, mark in MARKS.items()],
        "state": state,
        "named": named,
        "waits": queries.to_decide(shown) if allowed(check_may_judge, current()) else None,
    }
    return render_page(request, "nominations/line.html", context)


def _decide(request: HttpRequest, line: PlanLine) -> HttpResponse:
    """What is decided about everybody of a line at once: judged, accepted in order, called from the reserve."""
    by, act = current(), request.POST["act"]
    said: Phrase
    try:
        if act == "judge":
            judged = actions.judge_line(line, on=queries.first_day_of(line), by=by)
            said = phrases.JUDGED % {each.value: judged[each] for each in Standing}
        elif act == "accept":
            outcome = actions.accept_line(line, by=by)
            said = phrases.ACCEPTED % {key: outcome[key] for key in ("accepted", "reserve", "overlapping")}
        else:
            moved = actions.call_reserve(line, by=by)
            names = ", ".join(each.person.full_name for each in moved)
            said = phrases.RESERVE_CALLED % {"n": len(moved), "names": names} if moved else phrases.NOBODY_CALLED
    except NotPermitted:
        raise
    except Refused as refused:
        messages.error(request, str(refused), extra_tags="bad")
    else:
        messages.success(request, str(said), extra_tags="good")
    return redirect("nominations:line", line_id=line.pk)


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
    dossier = queries.unit_dossier(unit_id, line_id)
    if dossier is None:
        raise Http404
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


def rule_sets(request: HttpRequest) -> HttpResponse:
    """Every rule set as it holds today."""
    return render_page(request, "nominations/rule_sets.html", {"shelf": shelf(clock.today())})


def rule_set(request: HttpRequest, rules: str) -> HttpResponse:
    """One rule set as it holds today, rule by rule, with what this office has enacted of it."""
    today = clock.today()
    shown = next((each for each in shelf(today) if each.rules.code == rules), None)
    if shown is None:
        raise Http404
    context = {
        "shown": shown,
        "told": [(rule, queries.rule_text(rule), rule.is_in_force(today)) for rule in shown.rules.rules],
        "editions": editions_of(rules),
        "text": rule_text_on(rules, today),
        "may_enact": allowed(check_may_enact_rules, current()),
    }
    return render_page(request, "nominations/rule_set.html", context)


def enact(request: HttpRequest, rules: str) -> HttpResponse:
    """Write a rule set anew, see whose verdict it would change, and only then put it in force."""
    check_may_enact_rules(current())
    if rules not in rule_set_codes():
        raise Http404
    usual = {"text": rule_text_on(rules, clock.today()), "in_force_from": clock.today()}
    form = EnactForm(request.POST or None, initial=usual, label_suffix="")
    preview = _try_edition(form) if request.method == "POST" else None
    said = form.cleaned_data if preview is not None else {}
    if preview is not None and request.POST.get("act") == "enact" and said["seen"] == form.mark():
        told = {name: said[name] for name in ("text", "instrument", "in_force_from")}
        edition = actions.enact_rules(**told, by=current())
        messages.success(
            request, str(phrases.ENACTED) % {"day": f"{edition.in_force_from:%d/%m/%Y}"}, extra_tags="good"
        )
        return redirect("nominations:rule_set", rules=edition.code)
    if preview is not None:
        # What was tried goes back into the form, so that the next press may put exactly this in force.
        form = EnactForm({**said, "seen": form.mark()}, label_suffix="")
    context = {
        "rules": rules,
        "form": form,
        "preview": preview,
        "shown": CHANGES_SHOWN,
        "changed": [(each, queries.answers(each.because)) for each in preview.changed[:CHANGES_SHOWN]]
        if preview
        else [],
    }
    return render_page(request, "nominations/enact.html", context, status=422 if form.is_bound and form.errors else 200)


def _try_edition(form: EnactForm) -> Preview | None:
    """Whose verdict the form's rules would change; None, with what is wrong on the form, where they cannot be read."""
    if not form.is_valid():
        return None
    try:
        return who_would_change(read_rules(form.cleaned_data["text"]), since=form.cleaned_data["in_force_from"])
    except Refused as refused:
        form.add_error("text", str(refused))
        return None
