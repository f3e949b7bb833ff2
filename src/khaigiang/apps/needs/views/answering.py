from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from khaigiang.apps.needs import actions, phrases, queries
from khaigiang.apps.needs.bridge import RowGap, compare, gap
from khaigiang.apps.needs.forms import Grid, RemarksForm, read_grid
from khaigiang.apps.needs.imports import checked_needs, needs_book, take_in_needs
from khaigiang.apps.needs.models import NeedsForm, SurveyRow
from khaigiang.apps.needs.permissions import check_may_answer, check_may_see_form, check_may_survey
from khaigiang.apps.papers.actions import XLSX, slug
from khaigiang.apps.people.models import Person
from khaigiang.core.states import SurveyState
from khaigiang.foundation import clock
from khaigiang.foundation.actor import current
from khaigiang.foundation.refusal import NotPermitted, Refused, allowed
from khaigiang.intake.annotating import annotated_name
from khaigiang.intake.phrases import message, place
from khaigiang.intake.refusal import FilesRefused
from khaigiang.web.marks import Mark
from khaigiang.web.pages import render_page

REFUSED = 422


@dataclass(frozen=True, slots=True)
class AskedRow:
    """One row as a unit sees it: what it answers, beside what the records say of its people.

    ``others`` are people it names of whom the records say no need.
    """

    row: SurveyRow
    group: str
    people: str
    remark: str
    named: frozenset[int]
    gap: RowGap
    others: tuple[Person, ...]
    comparison: Mark
    wrong: str

    @property
    def silent(self) -> str:
        """Why the records say nothing; empty where they do."""
        if not self.row.programme and not self.row.also:
            return str(phrases.NO_PROGRAMME)
        return "" if self.gap.is_known else str(phrases.NO_HOLDERS)


def form(request: HttpRequest, form_id: int) -> HttpResponse:
    """What one unit answers, row by row beside its records; on one page, by hand or by workbook."""
    shown = get_object_or_404(queries.forms(), pk=form_id)
    check_may_see_form(current(), shown)
    if request.method != "POST":
        return _page(request, shown)
    act = ACTS.get(request.POST.get("act", ""))
    if act is None:
        return _page(request, shown, status=REFUSED)
    try:
        return act(request, shown, request.POST["act"])
    except NotPermitted:
        raise
    except FilesRefused as refused:
        faults = [f"{place(each)}: {message(each)}" for each in refused.findings]
        return _page(request, shown, {"refused": str(refused), "faults": faults}, status=REFUSED)
    except Refused as refused:
        return _page(request, shown, {"refused": str(refused)}, status=REFUSED)


def form_book(_request: HttpRequest, form_id: int) -> HttpResponse:
    """The same form as a workbook to fill in."""
    shown = get_object_or_404(queries.forms(), pk=form_id)
    check_may_see_form(current(), shown)
    name = f"phieu-nhu-cau-{shown.survey.year}-{slug(shown.unit.name)}.xlsx"
    return HttpResponse(
        needs_book(shown, actor=current()),
        headers={
            "Content-Type": XLSX,
            "Content-Disposition": f"attachment; filename*=UTF-8''{quote(name)}",
            "Cache-Control": "private, no-cache",
            "X-Content-Type-Options": "nosniff",
        },
    )


def _filled(request: HttpRequest, shown: NeedsForm, act: str) -> HttpResponse:
    check_may_answer(current(), shown.unit)
    grid = read_grid(request.POST, list(shown.survey.rows.all()))
    if grid.wrong:
        refused = str(phrases.FAULTY_FORM) % {"n": len(grid.wrong)}
        return _page(request, shown, {"refused": refused}, grid=grid, status=REFUSED)
    try:
        actions.fill_form(shown, grid.answers, by=current())
    except NotPermitted:
        raise
    except Refused as refusal:
        return _page(request, shown, {"refused": str(refusal)}, grid=grid, status=REFUSED)
    if act == "submit":
        actions.submit_form(shown, by=current())
    return _done(request, shown, str(phrases.SAID[act]))


def _taken_in(request: HttpRequest, shown: NeedsForm, act: str) -> HttpResponse:
    check_may_answer(current(), shown.unit)
    sent = request.FILES.get("file")
    if sent is None:
        return _page(request, shown, {"refused": str(phrases.CHOOSE_FILE)}, status=REFUSED)
    name, data = str(sent.name), sent.read()
    if act == "file":
        changed = take_in_needs(shown, name, data, by=current())
        return _done(request, shown, _("Đã ghi %(n)s dòng.") % {"n": changed})
    book = checked_needs(shown, name, data, by=current())
    if book is None:
        return _done(request, shown, str(phrases.FAULTLESS))
    disposition = content_disposition_header(as_attachment=True, filename=annotated_name(name))
    return HttpResponse(book, headers={"Content-Type": XLSX, "Content-Disposition": disposition or ""})


def _handed_back(request: HttpRequest, shown: NeedsForm, _act: str) -> HttpResponse:
    check_may_survey(current())
    sent = RemarksForm(request.POST, label_suffix="", auto_id="hand_back-%s")
    if not sent.is_valid():
        return _page(request, shown, {"remarks_form": sent, "act": "hand_back"}, status=REFUSED)
    actions.hand_back(shown, remarks=sent.cleaned_data["remarks"], by=current())
    return _done(request, shown, str(phrases.SAID["hand_back"]))


def _done(request: HttpRequest, shown: NeedsForm, said: str) -> HttpResponse:
    messages.success(request, said, extra_tags="good")
    return redirect("needs:form", form_id=shown.pk)


def _page(
    request: HttpRequest,
    shown: NeedsForm,
    more: Mapping[str, Any] | None = None,
    *,
    grid: Grid | None = None,
    status: int = 200,
) -> HttpResponse:
    shown = queries.forms().get(pk=shown.pk)
    actor, survey = current(), shown.survey
    rows = list(survey.rows.order_by("place"))
    lacking = gap(rows, [shown.unit_id], on=queries.day_of(survey, today=clock.today()), actor=actor)
    may_answer = allowed(check_may_answer, actor, shown.unit)
    context = {
        "form": shown,
        "survey": survey,
        "mark": phrases.FORM_STATES[shown.state],
        "rows": list(_rows(shown, rows, lacking.by_place, grid)),
        "ungrouped": lacking.ungrouped.get(shown.unit_id, 0),
        "fills": may_answer and not queries.why_not_answer(shown, "fill"),
        "why_not": queries.why_not_answer(shown, "fill") if may_answer else "",
        "late": survey.state == SurveyState.PUBLISHED and survey.deadline < clock.today(),
        "may_survey": allowed(check_may_survey, actor),
        "remarks_form": _remarks_form(shown),
        "refused": "",
        "faults": [],
        "act": "",
        **(more or {}),
    }
    return render_page(request, "needs/form.html", context, status=status)


def _remarks_form(shown: NeedsForm) -> RemarksForm | None:
    offered = allowed(check_may_survey, current()) and not queries.why_not_answer(shown, "hand_back")
    return RemarksForm(label_suffix="", auto_id="hand_back-%s") if offered else None


def _rows(shown: NeedsForm, rows: list[SurveyRow], gaps: Mapping[tuple[int, int], RowGap], grid: Grid | None) -> Any:
    stated, named = queries.stated_in(shown), queries.named_in(shown)
    for row in rows:
        answer, people = stated.get(row.pk), named.get(row.pk, ())
        typed = grid.typed.get(row.pk) if grid else None
        found = gaps.get((shown.unit_id, row.pk), RowGap())
        listed = {each.person.pk for each in found.open}
        yield AskedRow(
            row,
            phrases.group_name(row.group),
            typed[0] if typed else "" if answer is None else str(answer.people),
            typed[1] if typed else "" if answer is None else answer.remark,
            typed[2] if typed else frozenset(person.pk for person in people),
            found,
            tuple(person for person in people if person.pk not in listed),
            compare([(answer.people, found)] if answer else []),
            grid.wrong.get(row.pk, "") if grid else "",
        )


ACTS: Mapping[str, Callable[[HttpRequest, NeedsForm, str], HttpResponse]] = {
    "fill": _filled,
    "submit": _filled,
    "file": _taken_in,
    "check": _taken_in,
    "hand_back": _handed_back,
}
