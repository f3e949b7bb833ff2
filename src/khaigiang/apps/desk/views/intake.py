"""An office's own file dropped: first what it is, then what such a file is asked for; and the files there are."""

from collections.abc import Callable, Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from khaigiang.apps.accounts.models import Role
from khaigiang.apps.desk.forms import (
    ListForm,
    NominationsForm,
    OwnListForm,
    OwnResultsForm,
    PeopleForm,
    ResultsForm,
    UnitsForm,
)
from khaigiang.apps.desk.phrases import KINDS_SAID, NOTHING_TO_NOMINATE_FOR
from khaigiang.apps.desk.queries.plans import organising_units, plan_told
from khaigiang.apps.desk.queries.units import unit_named
from khaigiang.apps.desk.tables import BATCHES
from khaigiang.apps.intake.actions import upload
from khaigiang.apps.intake.models import Batch, BatchKind
from khaigiang.apps.intake.phrases import STATES as INTAKE_STATES
from khaigiang.apps.intake.queries import batches_of
from khaigiang.apps.nominations.queries import quotas_to_fill
from khaigiang.apps.papers.actions import XLSX
from khaigiang.foundation.actor import Actor, current
from khaigiang.foundation.refusal import NotPermitted, Refused
from khaigiang.intake.reported_template import reported_template
from khaigiang.intake.units_template import units_template
from khaigiang.web.pages import render_page
from khaigiang.web.tables import list_rows

Maker = Callable[..., ListForm]
KINDS: Mapping[str, Maker] = {
    BatchKind.PEOPLE: PeopleForm,
    BatchKind.NOMINATIONS: NominationsForm,
    BatchKind.UNITS: UnitsForm,
    BatchKind.RESULTS: ResultsForm,
}
KIND = "loai"
REFUSED = 422


def intake(request: HttpRequest) -> HttpResponse:
    """Drop an office's own file, and see how far each is."""
    actor = current()
    forms = _forms_for(actor)
    kind = _kind(request, forms)
    form = _asked(request, forms[kind]) if kind else None
    if form is not None and form.is_valid():
        try:
            taken = _take_in(form, actor)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            return redirect("desk:batch", batch_id=taken.pk)
    listing = list_rows(batches_of(actor), BATCHES, request.GET)
    context = {
        "form": form,
        "kind": kind,
        "kinds": [(each, *KINDS_SAID[each]) for each in forms],
        "for_all": actor.has(Role.PLANNER),
        "listing": listing,
        "marked": [(each, INTAKE_STATES[each.state]) for each in listing.rows],
    }
    wrong = form is not None and form.errors
    return render_page(request, "desk/intake.html", context, status=REFUSED if wrong else 200)


def _forms_for(actor: Actor) -> Mapping[str, Maker]:
    """The kinds of files somebody may hand in, each with what makes its form: a planner any, a unit its own."""
    if actor.has(Role.PLANNER):
        return KINDS
    made: dict[str, Maker] = {}
    if quotas := quotas_to_fill(actor):
        made[BatchKind.NOMINATIONS] = lambda **told: OwnListForm(**told, quotas=quotas)
    if units := organising_units(actor):
        made[BatchKind.RESULTS] = lambda **told: OwnResultsForm(**told, units=units)
    return made


def _kind(request: HttpRequest, forms: Mapping[str, Any]) -> str:
    """The kind that was chosen, else the first there is; nothing where nothing may be handed in."""
    if request.method == "POST" and not forms:
        raise NotPermitted("nothing_to_nominate_for", NOTHING_TO_NOMINATE_FOR)
    said = request.POST.get("kind") or request.GET.get(KIND, "")
    return said if said in forms else next(iter(forms), "")


def _asked(request: HttpRequest, make: Maker) -> ListForm:
    told: dict[str, Any] = {"data": request.POST, "files": request.FILES} if request.method == "POST" else {}
    form = make(**told, label_suffix="")
    form.begin_with(request.GET)
    return form


def _take_in(form: ListForm, actor: Actor) -> Batch:
    name, data = form.named_bytes()
    line, plan = form.line_told()
    return upload(
        name,
        data,
        kind=form.kind,
        unit=form.unit_told(unit_named),
        target=line,
        options={**form.options(), **plan_told(line, plan)},
        check_later=True,
        by=actor,
    )


def units_book(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - every view is given its request
    """The form of local bodies, with its example."""
    return _form_book(units_template(), "mau-don-vi.xlsx")


def results_book(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - every view is given its request
    """The form of reported results, with its example."""
    return _form_book(reported_template(), "mau-ket-qua.xlsx")


def _form_book(content: bytes, name: str) -> HttpResponse:
    headers = {"Content-Type": XLSX, "Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, headers=headers)
