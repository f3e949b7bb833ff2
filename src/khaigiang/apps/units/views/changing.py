from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from khaigiang.apps.units import actions
from khaigiang.apps.units.forms import AddForm, ChangeForm, CloseForm, MergeForm, MoveForm, RenameForm, SplitForm
from khaigiang.apps.units.models import Unit, UnitChange
from khaigiang.apps.units.permissions import check_may_add_below, check_may_reshape
from khaigiang.apps.units.phrases import ACTS
from khaigiang.foundation.actor import current
from khaigiang.foundation.refusal import Refused
from khaigiang.web.pages import render_page

FORMS: dict[str, type[ChangeForm]] = {
    "them": AddForm,
    "doi-ten": RenameForm,
    "chuyen": MoveForm,
    "sap-nhap": MergeForm,
    "chia-tach": SplitForm,
    "ket-thuc": CloseForm,
}
VERBS: dict[str, Callable[..., UnitChange]] = {
    "them": lambda unit, **told: actions.add(parent=unit, **told),
    "doi-ten": actions.rename,
    "chuyen": actions.move,
    "sap-nhap": lambda _unit, **told: actions.merge(**told),
    "chia-tach": actions.split,
    "ket-thuc": actions.close,
}


def change(request: HttpRequest, unit_id: int, act: str) -> HttpResponse:
    """The form of one act on a unit; afterwards the page of the unit it began, else of the unit itself."""
    if act not in FORMS:
        raise Http404
    unit = get_object_or_404(Unit.objects.select_related("parent"), pk=unit_id)
    (check_may_add_below if act == "them" else check_may_reshape)(current(), unit)
    form = FORMS[act](request.POST if request.method == "POST" else None, unit=unit, label_suffix="")
    if form.is_valid() and (made := _done(act, unit, form)):
        messages.success(request, _("Đã ghi thay đổi. Nếu ghi sai, có thể hủy ở trang này."))
        begun = made.units.filter(begun_by=made).order_by("pk").first()
        return redirect("units:unit", unit_id=(begun or unit).pk)
    context: dict[str, Any] = {"form": form, "unit": unit, "title": ACTS[act], "act": act}
    return render_page(request, "units/change.html", context, status=422 if form.errors else 200)


def _done(act: str, unit: Unit, form: ChangeForm) -> UnitChange | None:
    """The change as written; nothing when it was refused, which the form then says."""
    try:
        return VERBS[act](unit, **form.what(), day=form.cleaned_data["day"], basis=form.basis(), by=current())
    except Refused as refused:
        form.add_error(None, str(refused))
        return None


def undo(request: HttpRequest, change_id: int) -> HttpResponse:
    """What a change did, and the button that takes it back."""
    asked = get_object_or_404(UnitChange.objects.select_related("instrument"), pk=change_id)
    units = list(asked.units.order_by("sort_key", "pk"))
    for unit in units:
        check_may_reshape(current(), unit)
    refusal = ""
    if request.method == "POST":
        kept = next((unit.pk for unit in units if unit.begun_by_id != asked.pk), None)
        above = next((unit.parent_id for unit in units), None)
        try:
            actions.undo(asked, by=current())
        except Refused as refused:
            refusal = str(refused)
        else:
            messages.success(request, _("Đã hủy thay đổi."))
            shown = kept or above
            return redirect("units:unit", unit_id=shown) if shown else redirect("units:index")
    context = {"change": asked, "units": units, "refusal": refusal}
    return render_page(request, "units/undo.html", context, status=422 if refusal else 200)
