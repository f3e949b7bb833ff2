"""A file on its way in: its rows with what was found beside them, what can be decided about it, and the file itself."""

from collections.abc import Mapping

from django.db.models import F
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.http import content_disposition_header

from khaigiang.apps.desk.actions import commit_batch
from khaigiang.apps.desk.phrases import ROWS_SAID, UNREADABLE, WEIGHT_NAMES
from khaigiang.apps.desk.queries.columns import columns_of, headings_said, meanings_of
from khaigiang.apps.desk.queries.plans import plan_of
from khaigiang.apps.desk.tables import STAGED, STAGED_RESULTS, STAGED_UNITS
from khaigiang.apps.intake.actions import decide, drop, remember
from khaigiang.apps.intake.bridge import file_of
from khaigiang.apps.intake.models import Batch, BatchFinding, BatchKind
from khaigiang.apps.intake.permissions import check_may_see_batch
from khaigiang.apps.intake.phrases import SEVERITY_MARKS
from khaigiang.apps.intake.phrases import STATES as INTAKE_STATES
from khaigiang.apps.intake.queries import (
    Staged,
    finding_of,
    findings_apart,
    findings_beside,
    findings_of,
    form_of,
    kinds_open,
    people_of,
    results_of,
    units_of,
    weights_found,
)
from khaigiang.apps.papers.actions import XLSX
from khaigiang.apps.quotas.models import Quota
from khaigiang.charts.numerals import grouped
from khaigiang.core.states import IntakeState
from khaigiang.foundation.actor import Actor, current
from khaigiang.foundation.asked import number_asked
from khaigiang.foundation.refusal import NotPermitted, Refused
from khaigiang.intake.annotating import annotate, annotated_name
from khaigiang.intake.findings import Severity
from khaigiang.intake.phrases import REPAIRS, message
from khaigiang.intake.refusal import FilesRefused
from khaigiang.web.marks import Mark
from khaigiang.web.pages import STOP_POLLING, render_page
from khaigiang.web.tables import Listing, list_rows

FAULTS_SHOWN = 50
WEIGHT = "xem"
WEIGHTS = {
    "loi": (Severity.FILE_FAULT, Severity.ROW_FAULT),
    "goi_y": (Severity.SUGGESTION,),
    "xem_lai": (Severity.PROBLEM,),
}


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
    listing = _listing(request, shown, WEIGHTS.get(weight, ()))
    beside = findings_beside(shown, listing.rows)
    found = weights_found(shown)
    waiting = shown.state == IntakeState.UPLOADED
    apart = list(findings_apart(shown)[:FAULTS_SHOWN])
    unreadable = any(row.severity == Severity.FILE_FAULT and not row.sheet for row in apart)
    context = {
        "batch": shown,
        "mark": UNREADABLE if unreadable else INTAKE_STATES[shown.state],
        "unreadable": unreadable,
        "waiting": waiting,
        "open": shown.state in {IntakeState.CHECKED, IntakeState.ACCEPTED},
        "listing": listing,
        "marked": [(each, [_said(row, shown) for row in beside.get(each.pk, ())]) for each in listing.rows],
        "apart": [_said(row, shown) for row in apart],
        "kinds": [(kind, REPAIRS[kind], count) for kind, count in sorted(kinds_open(shown).items())],
        "columns": columns_of(shown),
        "meanings": meanings_of(shown),
        "rows_said": ROWS_SAID[shown.kind],
        "counted": str(ROWS_SAID[shown.kind][0]) % {"n": grouped(shown.people)},
        "weight": weight,
        "weights": [(key, name, sum(found[each] for each in WEIGHTS[key])) for key, name in WEIGHT_NAMES.items()],
        "dossier": _dossier_of(shown),
        **(more or {}),
    }
    polled = not waiting and request.headers.get("HX-Target") == "progress"
    return render_page(request, "desk/batch.html", context, status=STOP_POLLING if polled else status)


def _listing(request: HttpRequest, shown: Batch, wanted: tuple[Severity, ...]) -> Listing[Staged]:
    """The rows of a file that wait, narrowed by the weight of what was found in them."""
    match shown.kind:
        case BatchKind.UNITS:
            return list_rows(units_of(shown, with_=wanted), STAGED_UNITS, request.GET)
        case BatchKind.RESULTS:
            return list_rows(results_of(shown, with_=wanted), STAGED_RESULTS, request.GET)
        case _:
            return list_rows(people_of(shown, with_=wanted), STAGED, request.GET)


def _dossier_of(shown: Batch) -> Quota | None:
    """The seats for which the people of a list were nominated, once it was written."""
    if shown.kind != BatchKind.NOMINATIONS or shown.state != IntakeState.COMMITTED:
        return None
    drawn = Quota.objects.filter(line__plan=plan_of(shown), line__nomination_lists__digest=shown.digest)
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


def _decide_kind(request: HttpRequest, shown: Batch, actor: Actor) -> None:
    decide(shown, kinds=[request.POST.get("kind", "")], check_later=True, by=actor)


def _decide_one(request: HttpRequest, shown: Batch, actor: Actor) -> None:
    number = number_asked(request.POST.get("finding", ""))
    rows = list(BatchFinding.objects.filter(batch=shown, pk=number or 0))
    kept = request.POST["act"] == "keep"
    decide(shown, take=[] if kept else rows, keep=rows if kept else [], check_later=True, by=actor)


def _columns(request: HttpRequest, shown: Batch, actor: Actor) -> None:
    """What the columns are; of those of a unit that were left as they were taken, that is remembered too."""
    said = headings_said(shown, request.POST)
    sure = {each.heading: each.meant.field for each in columns_of(shown) if each.meant}
    if said:
        decide(shown, headings=said, check_later=True, by=actor)
    if shown.unit is not None and sure:
        remember(shown.unit, headings={**sure, **said}, form=form_of(shown), by=actor)


def _commit(_: HttpRequest, shown: Batch, actor: Actor) -> None:
    commit_batch(shown, by=actor)


def _drop(_: HttpRequest, shown: Batch, actor: Actor) -> None:
    drop(shown, by=actor)


BATCH_ACTS = {
    "kind": _decide_kind,
    "take": _decide_one,
    "keep": _decide_one,
    "columns": _columns,
    "commit": _commit,
    "drop": _drop,
}
