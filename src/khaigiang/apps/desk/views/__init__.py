"""Pages that look across, and where the office hands in its files."""

from collections.abc import Callable, Mapping
from typing import Any

from django.db.models import F
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.http import content_disposition_header

from khaigiang.apps.accounts.models import Role
from khaigiang.apps.accounts.permissions import check_may_open
from khaigiang.apps.desk import actions, queries
from khaigiang.apps.desk.actions import commit_batch
from khaigiang.apps.desk.forms import IntakeForm, ListForm, OwnListForm, YearFilesForm
from khaigiang.apps.desk.models import YearRun
from khaigiang.apps.desk.permissions import check_may_see_board, check_may_see_record, check_may_submit_year, is_own
from khaigiang.apps.desk.phrases import NOTHING_TO_NOMINATE_FOR, RUN_STATES, STAGES, WEIGHT_NAMES
from khaigiang.apps.desk.queries.units import unit_named
from khaigiang.apps.desk.tables import BATCHES, STAGED, STAGED_UNITS
from khaigiang.apps.intake.actions import decide, drop, upload
from khaigiang.apps.intake.bridge import file_of
from khaigiang.apps.intake.models import Batch, BatchFinding, BatchKind, StagedPerson, StagedUnit
from khaigiang.apps.intake.permissions import check_may_see_batch
from khaigiang.apps.intake.phrases import SEVERITY_MARKS
from khaigiang.apps.intake.phrases import STATES as INTAKE_STATES
from khaigiang.apps.intake.queries import (
    batches_of,
    finding_of,
    findings_apart,
    findings_beside,
    findings_of,
    kinds_open,
    people_of,
    units_of,
    weights_found,
)
from khaigiang.apps.nominations.queries import quotas_to_fill
from khaigiang.apps.papers.actions import XLSX
from khaigiang.apps.people.models import Person
from khaigiang.apps.people.permissions import check_may_keep
from khaigiang.apps.plans.models import Plan
from khaigiang.apps.plans.queries import latest_plan
from khaigiang.apps.quotas.models import Quota
from khaigiang.apps.reports.tables import plan_bar
from khaigiang.core.states import IntakeState, YearRunState
from khaigiang.foundation import clock
from khaigiang.foundation.actor import Actor, current
from khaigiang.foundation.asked import number_asked
from khaigiang.foundation.refusal import NotPermitted, Refused, allowed
from khaigiang.intake.annotating import annotate, annotated_name
from khaigiang.intake.findings import Severity
from khaigiang.intake.list_words import column_of
from khaigiang.intake.phrases import REPAIRS, message
from khaigiang.intake.refusal import FilesRefused
from khaigiang.intake.units_reader import heading_of
from khaigiang.intake.units_template import units_template
from khaigiang.web.marks import Mark
from khaigiang.web.pages import STOP_POLLING, render_page
from khaigiang.web.tables import Listing, list_rows

RUNS_SHOWN = 10
FAULTS_SHOWN = 50
WEIGHT = "xem"
WEIGHTS = {
    "loi": (Severity.FILE_FAULT, Severity.ROW_FAULT),
    "goi_y": (Severity.SUGGESTION,),
    "xem_lai": (Severity.PROBLEM,),
}


def home(request: HttpRequest) -> HttpResponse:
    """What there is to do now, role by role; a leader's page is the year as a whole."""
    actor = current()
    if actor.roles == {Role.LEADER}:
        return redirect("reports:leader")
    homes = queries.homes_of(actor, on=clock.today())
    if not homes:
        return render_page(request, "desk/nothing_yet.html", {"actor": actor})
    return render_page(request, "desk/home.html", {"homes": homes})


def latest_board(request: HttpRequest) -> HttpResponse:
    """The board of the latest year."""
    return _board(request, latest_plan())


def board(request: HttpRequest, plan_id: int) -> HttpResponse:
    return _board(request, get_object_or_404(Plan, pk=plan_id))


def _board(request: HttpRequest, plan: Plan | None) -> HttpResponse:
    actor = current()
    check_may_see_board(actor)
    shown = queries.board(plan, on=clock.today()) if plan else None
    context = {
        "board": shown,
        "by_totals": [(row, plan_bar(row.line.title, row)) for row in shown.by_totals] if shown else [],
        "may_open_lines": allowed(check_may_open, actor, "plans:line"),
        "may_submit": actor.has(Role.PLANNER),
        "opens_timetables": allowed(check_may_open, actor, "timetables:of_plan"),
    }
    return render_page(request, "desk/board.html", context)


def person(request: HttpRequest, person_id: int) -> HttpResponse:
    """A person's whole record, as far as the reader may see it."""
    actor = current()
    shown = get_object_or_404(Person.objects.select_related("merged_into"), pk=person_id)
    check_may_see_record(actor, shown)
    if shown.merged_into is not None:
        return redirect("desk:person", person_id=shown.merged_into.pk)
    context = {
        "whole": queries.whole_record(shown, actor, own=is_own(actor, shown), on=clock.today()),
        "may_keep": allowed(check_may_keep, actor, shown),
        "lists_people": allowed(check_may_open, actor, "people:index"),
    }
    return render_page(request, "desk/person.html", context)


def submit_year(request: HttpRequest) -> HttpResponse:
    """Hand in the two kinds of workbook; the work itself is a job."""
    actor = current()
    check_may_submit_year(actor)
    sent = request.method == "POST"
    form = YearFilesForm(request.POST if sent else None, request.FILES if sent else None, label_suffix="")
    if form.is_valid():
        plan, nominations = form.named_bytes()
        try:
            run = actions.submit_year(plan=plan, nominations=nominations, by=actor)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            return redirect("desk:year_run", run_id=run.pk)
    context = {"form": form, "runs": list(YearRun.objects.select_related("plan")[:RUNS_SHOWN])}
    return render_page(request, "desk/submit_year.html", context, status=422 if form.errors else 200)


def year_run(request: HttpRequest, run_id: int) -> HttpResponse:
    """How far a run is, asked again every two seconds until it has ended; then its result or what was found."""
    check_may_submit_year(current())
    run = get_object_or_404(YearRun.objects.select_related("plan"), pk=run_id)
    ended = run.state not in {YearRunState.WAITING, YearRunState.RUNNING}
    context = {"run": run, "mark": RUN_STATES[run.state], "stage": STAGES.get(run.stage, ""), "ended": ended}
    polled = ended and request.headers.get("HX-Request") == "true"
    return render_page(request, "desk/year_run.html", context, status=STOP_POLLING if polled else 200)


def intake(request: HttpRequest) -> HttpResponse:
    """Drop an office's own list, and see how far each is."""
    actor = current()
    form, take_in = _list_form(request, actor)
    if form is not None and form.is_valid():
        try:
            taken = take_in(form, actor)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            return redirect("desk:batch", batch_id=taken.pk)
    listing = list_rows(batches_of(actor), BATCHES, request.GET)
    context = {
        "form": form,
        "for_all": actor.has(Role.PLANNER),
        "listing": listing,
        "marked": [(each, INTAKE_STATES[each.state]) for each in listing.rows],
    }
    return render_page(request, "desk/intake.html", context, status=422 if form is not None and form.errors else 200)


def _list_form(request: HttpRequest, actor: Actor) -> tuple[ListForm | None, Callable[[Any, Actor], Batch]]:
    """What a planner is asked about any list, a sending unit about one for its own seats; nothing where it has none."""
    sent = request.method == "POST"
    told: dict[str, Any] = {"data": request.POST, "files": request.FILES} if sent else {}
    if actor.has(Role.PLANNER):
        return IntakeForm(**told, label_suffix=""), _take_in
    quotas = quotas_to_fill(actor)
    if not quotas:
        if sent:
            raise NotPermitted("nothing_to_nominate_for", NOTHING_TO_NOMINATE_FOR)
        return None, _take_in_own
    asked = request.GET.get("chi_tieu", "")
    chosen = next((quota.pk for quota in quotas if f"{quota.line_id}-{quota.unit_id}" == asked), None)
    return OwnListForm(**told, quotas=quotas, initial={"quota": chosen}, label_suffix=""), _take_in_own


def _take_in_own(form: OwnListForm, actor: Actor) -> Batch:
    name, data = form.named_bytes()
    return upload(
        name,
        data,
        kind=BatchKind.NOMINATIONS,
        unit=form.chosen.unit,
        target=form.chosen.line.code,
        options=form.letter(),
        check_later=True,
        by=actor,
    )


def _take_in(form: IntakeForm, actor: Actor) -> Batch:
    name, data = form.named_bytes()
    unit = unit_named(form.cleaned_data["unit"]) if form.cleaned_data["unit"].strip() else None
    return upload(
        name,
        data,
        kind=form.cleaned_data["kind"],
        unit=unit,
        target=form.cleaned_data["line"].strip(),
        options=form.letter(),
        check_later=True,
        by=actor,
    )


def batch(request: HttpRequest, batch_id: int) -> HttpResponse:
    """A file on its way in: progress, its people with what was found beside them, and what can be done about it."""
    shown = _batch(batch_id)
    if request.method != "POST":
        return _batch_page(request, shown)
    act = BATCH_ACTS.get(request.POST.get("act", ""))
    if act is None:
        return _batch_page(request, shown, {"refused": ""}, status=422)
    try:
        act(request, shown, current())
    except NotPermitted:
        raise
    except FilesRefused as refused:
        faults = [f"{each.sheet} {each.cell}: {message(each)}" for each in refused.findings[:FAULTS_SHOWN]]
        return _batch_page(request, shown, {"refused": str(refused), "faults": faults}, status=422)
    except Refused as refused:
        return _batch_page(request, shown, {"refused": str(refused)}, status=422)
    return redirect("desk:intake") if request.POST["act"] == "drop" else redirect("desk:batch", batch_id=shown.pk)


def _batch(batch_id: int) -> Batch:
    shown = get_object_or_404(Batch.objects.exclude(state=IntakeState.DROPPED).select_related("unit"), pk=batch_id)
    check_may_see_batch(current(), shown)
    return shown


def _batch_page(
    request: HttpRequest, shown: Batch, more: Mapping[str, object] | None = None, *, status: int = 200
) -> HttpResponse:
    weight = request.GET.get(WEIGHT, "")
    of_units, wanted = shown.kind == BatchKind.UNITS, WEIGHTS.get(weight, ())
    listing: Listing[StagedPerson | StagedUnit]
    if of_units:
        listing = list_rows(units_of(shown, with_=wanted), STAGED_UNITS, request.GET)
    else:
        listing = list_rows(people_of(shown, with_=wanted), STAGED, request.GET)
    beside = findings_beside(shown, listing.rows)
    found = weights_found(shown)
    waiting = shown.state == IntakeState.UPLOADED
    context = {
        "batch": shown,
        "mark": INTAKE_STATES[shown.state],
        "waiting": waiting,
        "open": shown.state in {IntakeState.CHECKED, IntakeState.ACCEPTED},
        "listing": listing,
        "marked": [(each, [_said(row, shown) for row in beside.get(each.pk, ())]) for each in listing.rows],
        "apart": [_said(row, shown) for row in findings_apart(shown)[:FAULTS_SHOWN]],
        "kinds": [(kind, REPAIRS[kind], count) for kind, count in sorted(kinds_open(shown).items())],
        "columns": [
            (letters, heading, heading_of(field) if of_units else column_of(field).heading)
            for _, letters, heading, field, _ in shown.columns
        ],
        "of_units": of_units,
        "weight": weight,
        "weights": [(key, name, sum(found[each] for each in WEIGHTS[key])) for key, name in WEIGHT_NAMES.items()],
        "dossier": _dossier_of(shown),
        **(more or {}),
    }
    polled = not waiting and request.headers.get("HX-Target") == "progress"
    return render_page(request, "desk/batch.html", context, status=STOP_POLLING if polled else status)


def _dossier_of(shown: Batch) -> Quota | None:
    """The seats for which the people of a list were nominated, once it was written."""
    if shown.kind != BatchKind.NOMINATIONS or shown.state != IntakeState.COMMITTED:
        return None
    drawn = Quota.objects.filter(line__plan=latest_plan(), line__nomination_lists__digest=shown.digest)
    return drawn.filter(unit=F("line__nomination_lists__unit")).first()


def _said(row: BatchFinding, shown: Batch) -> tuple[BatchFinding, Mark, str, str | None]:
    finding = finding_of(row, shown.file_name)
    return row, SEVERITY_MARKS[row.severity], message(finding), finding.suggestion


def batch_book(request: HttpRequest, batch_id: int) -> HttpResponse:  # noqa: ARG001 - every view is given its request
    """The office's own workbook with what was found in its cells."""
    shown = _batch(batch_id)
    try:
        book = annotate(shown.file_name, file_of(shown), findings_of(shown))
    except (ValueError, Refused) as error:
        raise Http404 from error
    response = HttpResponse(book, content_type=XLSX)
    response.headers["Content-Disposition"] = content_disposition_header(
        as_attachment=True, filename=annotated_name(shown.file_name)
    )
    return response


def units_book(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - every view is given its request
    """The form of local bodies, with its example."""
    headers = {"Content-Type": XLSX, "Content-Disposition": 'attachment; filename="mau-don-vi.xlsx"'}
    return HttpResponse(units_template(), headers=headers)


def _decide_kind(request: HttpRequest, shown: Batch, actor: Actor) -> None:
    decide(shown, kinds=[request.POST.get("kind", "")], check_later=True, by=actor)


def _decide_one(request: HttpRequest, shown: Batch, actor: Actor) -> None:
    number = number_asked(request.POST.get("finding", ""))
    rows = list(BatchFinding.objects.filter(batch=shown, pk=number or 0))
    kept = request.POST["act"] == "keep"
    decide(shown, take=[] if kept else rows, keep=rows if kept else [], check_later=True, by=actor)


def _commit(_: HttpRequest, shown: Batch, actor: Actor) -> None:
    commit_batch(shown, by=actor)


def _drop(_: HttpRequest, shown: Batch, actor: Actor) -> None:
    drop(shown, by=actor)


BATCH_ACTS = {"kind": _decide_kind, "take": _decide_one, "keep": _decide_one, "commit": _commit, "drop": _drop}
