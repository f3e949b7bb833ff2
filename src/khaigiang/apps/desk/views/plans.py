"""Pages that take a plan from its draft to its amendments, with what hangs on it."""

import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.utils.http import content_disposition_header

from khaigiang.apps.desk import actions
from khaigiang.apps.desk.bridge import NamedFile, plan_of_file
from khaigiang.apps.desk.forms import LineSaidForm, PaperForm, PlanActForm, PlanFileForm, PlanRemarksForm
from khaigiang.apps.desk.phrases import LOOKED_AT_GONE, SAID_OF_PLAN
from khaigiang.apps.papers.actions import DOCX, XLSX
from khaigiang.apps.plans import actions as plans
from khaigiang.apps.plans.actions import DecidingPaper
from khaigiang.apps.plans.bridge import line_said
from khaigiang.apps.plans.exports import amendment_paper, plan_workbook
from khaigiang.apps.plans.imports import names_in
from khaigiang.apps.plans.models import Plan, PlanLine, PlanRevision
from khaigiang.apps.plans.permissions import check_may_approve, check_may_plan, check_may_see_plan
from khaigiang.apps.plans.phrases import STATES, LineWords, changes_in_words, changes_kept
from khaigiang.apps.plans.queries import course_of
from khaigiang.core.states import PLANS_IN_FORCE, PlanState
from khaigiang.documents import word
from khaigiang.foundation import clock, home, uploads
from khaigiang.foundation.actor import current
from khaigiang.foundation.encryption import Keyring, keyring
from khaigiang.foundation.refusal import NotPermitted, Refused, allowed
from khaigiang.intake.phrases import message, place
from khaigiang.intake.plan import PlanWorkbook
from khaigiang.intake.templates import write_plan
from khaigiang.web.pages import render_page

REFUSED = 422
_DIGEST = re.compile(r"[0-9a-f]{64}")
FORMS: Mapping[str, type[forms.Form]] = {
    "submit": PlanActForm,
    "hand_back": PlanRemarksForm,
    "approve": PlanActForm,
    "close": PlanActForm,
}
CHECKS: Mapping[str, Callable[..., None]] = {
    "submit": check_may_plan,
    "hand_back": check_may_approve,
    "approve": check_may_approve,
    "close": check_may_plan,
}
APPLIES: Mapping[str, frozenset[str]] = {
    "submit": frozenset({PlanState.DRAFT}),
    "hand_back": frozenset({PlanState.SUBMITTED}),
    "approve": frozenset({PlanState.SUBMITTED}),
    "close": PLANS_IN_FORCE,
}


def draft_plan(request: HttpRequest) -> HttpResponse:
    """Hand in a plan workbook as a draft."""
    check_may_plan(current())
    sent = request.method == "POST"
    form = PlanFileForm(request.POST if sent else None, request.FILES if sent else None, label_suffix="")
    faults: list[str] = []
    if form.is_valid():
        try:
            plan = actions.draft_plan(plan_of_file(form.named_bytes()), by=current())
        except Refused as refused:
            faults = _tell(form, refused)
        else:
            messages.success(request, str(SAID_OF_PLAN["draft"]), extra_tags="good")
            return redirect("desk:plan_course", plan_id=plan.pk)
    context = {"form": form, "faults": faults}
    return render_page(request, "desk/draft_plan.html", context, status=REFUSED if form.errors else 200)


def plan_course(request: HttpRequest, plan_id: int) -> HttpResponse:
    """What became of a plan, and the step that comes next for whoever may take it."""
    shown = get_object_or_404(Plan, pk=plan_id)
    check_may_see_plan(current(), shown)
    act = request.POST.get("act", "") if request.method == "POST" else ""
    sent = _form(act, request.POST) if act in FORMS else None
    if sent is not None:
        CHECKS[act](current())
        if sent.is_valid():
            try:
                _do(act, shown, sent.cleaned_data)
            except NotPermitted:
                raise
            except Refused as refused:
                sent.add_error(None, str(refused))
                shown.refresh_from_db()
            else:
                messages.success(request, str(SAID_OF_PLAN[act]), extra_tags="good")
                return redirect("plans:plan", plan_id=plan_id)
    offered = {each: _form(each) for each in _offered(shown)}
    context = {
        "plan": shown,
        "mark": STATES[shown.state],
        "steps": course_of(shown),
        "forms": {**offered, act: sent} if sent is not None else offered,
        "act": act,
        "may_amend": shown.state in PLANS_IN_FORCE and allowed(check_may_plan, current()),
    }
    return render_page(request, "desk/plan_course.html", context, status=REFUSED if sent is not None else 200)


def plan_book(request: HttpRequest, plan_id: int) -> HttpResponse:  # noqa: ARG001 - every view is given its request
    """The plan as it stands, on the published form."""
    shown = get_object_or_404(Plan.objects.prefetch_related("instruments"), pk=plan_id)
    check_may_see_plan(current(), shown)
    response = HttpResponse(write_plan(plan_workbook(shown, names_in(shown))), content_type=XLSX)
    name = f"ke-hoach-{shown.number.replace('/', '-')}.xlsx"
    response.headers["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    return response


def amend(request: HttpRequest, plan_id: int) -> HttpResponse:
    """Hand in a changed workbook, look at the difference, then write the amendment down with its paper."""
    check_may_plan(current())
    shown = get_object_or_404(Plan, pk=plan_id)
    act = request.POST.get("act", "") if request.method == "POST" else ""
    looks = act == "look"
    file = PlanFileForm(request.POST if looks else None, request.FILES if looks else None, label_suffix="")
    paper = PaperForm(request.POST if act == "amend" else None, label_suffix="")
    look = _Look(shown, file if act == "look" else paper)
    if act == "look" and file.is_valid():
        look.at(file.named_bytes())
    elif act == "paper":
        look.again(request.POST.get("file", ""), request.POST.get("digest", ""))
        if look.revision is not None:
            return _drafted(shown, look.revision, request.POST.get("reason", ""))
    elif act == "amend":
        look.again(request.POST.get("file", ""), request.POST.get("digest", ""))
        if look.workbook is not None and paper.is_valid() and look.amend(paper.paper()):
            messages.success(request, str(SAID_OF_PLAN["amend"]), extra_tags="good")
            return redirect("plans:plan", plan_id=plan_id)
    context = {"plan": shown, "mark": STATES[shown.state], "look": look, "form": file, "paper": paper}
    bad = bool(look.form.errors)
    return render_page(request, "desk/amend.html", context, status=REFUSED if bad else 200)


class _Look:
    """A changed workbook that is looked at before it is confirmed: its bytes wait under their digest.

    What is wrong is said in the form that was sent; ``faults`` are of the file, each with its cell.
    """

    def __init__(self, plan: Plan, form: forms.Form) -> None:
        self.plan, self.form = plan, form
        self.workbook: PlanWorkbook | None = None
        self.revision: PlanRevision | None = None
        self.name = self.digest = ""
        self.changes: tuple[LineWords, ...] = ()
        self.faults: list[str] = []

    def at(self, file: NamedFile) -> None:
        self.name = file[0]
        if self._read(file):
            self.digest = uploads.keep(self._folder, file[1], under=self._keys)

    def again(self, name: str, digest: str) -> None:
        """The bytes that were looked at before; another digest than one of ours is none."""
        self.name, self.digest = name, digest
        if _DIGEST.fullmatch(digest) and (self._folder / digest).is_file():
            self._read((name, uploads.read(self._folder, digest, under=self._keys)))
        else:
            self.form.add_error(None, str(LOOKED_AT_GONE))

    def amend(self, paper: DecidingPaper) -> bool:
        assert self.workbook is not None
        workbook = self.workbook
        done = _try(self.form, lambda: actions.amend_plan(self.plan, workbook, paper=paper, by=current()))
        if done:
            uploads.take_away(self._folder, self.digest)
        else:
            self.plan.refresh_from_db()
        return done

    def _read(self, file: NamedFile) -> bool:
        try:
            workbook = plan_of_file(file)
            revision = actions.look_at_amendment(self.plan, workbook, by=current())
        except NotPermitted:
            raise
        except Refused as refused:
            self.faults = _tell(self.form, refused)
            self.plan.refresh_from_db()
            return False
        self.workbook, self.revision, self.changes = workbook, revision, _words(revision)
        return True

    @property
    def _folder(self) -> Path:
        return home.current().uploads

    @property
    def _keys(self) -> Keyring:
        return keyring(home.current())


def amend_line(request: HttpRequest, line_id: int) -> HttpResponse:
    """Change one line without a workbook: its classes and their days, its seats, its estimate."""
    check_may_plan(current())
    lines = PlanLine.objects.select_related("plan", "programme")
    line = get_object_or_404(lines.prefetch_related("planned_classes", "sending_units__unit"), pk=line_id)
    act = request.POST.get("act", "") if request.method == "POST" else ""
    posted = request.POST if act in {"look", "amend"} else None
    form = LineSaidForm(posted, said=line_said(line), label_suffix="")
    paper = PaperForm(posted if act == "amend" else None, label_suffix="")
    context: dict[str, Any] = {"line": line, "plan": line.plan, "form": form, "paper": paper}
    if act == "look" and form.is_valid():
        _try(form, lambda: context.update(changes=_words(actions.look_at_line(line, form.line(), by=current()))))
    elif act == "amend" and form.is_valid() and paper.is_valid():
        said = form.line()
        if _try(form, lambda: actions.amend_plan_line(line, said, paper=paper.paper(), by=current())):
            messages.success(request, str(SAID_OF_PLAN["amend"]), extra_tags="good")
            return redirect("plans:line", line_id=line_id)
    if act == "look":
        told = {name: request.POST.get(name) for name in paper.fields}
        context["paper"] = PaperForm(label_suffix="", initial=told)
    bad = bool(form.errors or paper.errors)
    return render_page(request, "desk/amend_line.html", context, status=REFUSED if bad else 200)


def _drafted(plan: Plan, revision: PlanRevision, reason: str) -> HttpResponse:
    """The draft of the paper that would decide this, to be numbered and signed."""
    paper = amendment_paper(plan, changes_kept(revision.changes), reason=reason)
    response = HttpResponse(word.render(paper, stamp=clock.now()), content_type=DOCX)
    name = f"ke-hoach-dieu-chinh-{plan.number.replace('/', '-')}.docx"
    response.headers["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    return response


def _words(revision: PlanRevision) -> tuple[LineWords, ...]:
    return changes_in_words(changes_kept(revision.changes))


def _try(form: forms.Form, do: Callable[[], object]) -> bool:
    """Do it, or say in the form why it was refused."""
    try:
        do()
    except NotPermitted:
        raise
    except Refused as refused:
        if str(refused) not in form.non_field_errors():
            form.add_error(None, str(refused))
        return False
    return True


def _tell(form: forms.Form, refused: Refused) -> list[str]:
    """Say in the form why something was refused; gives each fault of a file with its place."""
    form.add_error(None, str(refused))
    return [f"{place(each)}: {message(each)}" for each in getattr(refused, "findings", ())]


def _offered(plan: Plan) -> Iterator[str]:
    for act, states in APPLIES.items():
        if plan.state in states and allowed(CHECKS[act], current()):
            yield act


def _form(act: str, said: QueryDict | None = None) -> forms.Form:
    return FORMS[act](said, label_suffix="", auto_id=f"{act}-%s")


def _do(act: str, plan: Plan, said: Mapping[str, Any]) -> None:
    by = current()
    match act:
        case "submit":
            plans.submit(plan, by=by)
        case "hand_back":
            plans.hand_plan_back(plan, **said, by=by)
        case "approve":
            actions.issue_plan(plan, by=by)
        case "close":
            plans.close(plan, by=by)
