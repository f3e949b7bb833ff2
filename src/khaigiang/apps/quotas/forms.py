"""The forms of a row of seats: granted, shared below, returned, transferred, given a last day, reclaimed."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from khaigiang.apps.plans.models import QuotaMethod
from khaigiang.apps.quotas.actions import Basis
from khaigiang.apps.quotas.models import BasisKind, Quota
from khaigiang.apps.quotas.phrases import ON_RECORD, WEIGHTS_WANTED
from khaigiang.apps.quotas.queries import heads_of, needs_of, units_below
from khaigiang.apps.units.models import Unit
from khaigiang.web.fields import NamedField

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
LARGEST = 2_147_483_647  # what the database keeps in a whole number
METHODS = [choice for choice in QuotaMethod.choices if choice[0] != QuotaMethod.LISTED]


def seats_field(most: int = LARGEST) -> forms.IntegerField:
    """How many seats; the database has the last word on how many there are."""
    return forms.IntegerField(label=_("Số chỉ tiêu"), min_value=1, max_value=most)


def why_field(*, required: bool) -> forms.CharField:
    return forms.CharField(
        label=_("Lý do"), max_length=300, required=required, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )


class RowField(forms.ModelChoiceField):  # type: ignore[type-arg]  # generic in the stubs only
    """A row by its unit's name."""

    def label_from_instance(self, obj: Quota) -> str:
        return obj.unit.name if obj.unit else str(_("Chỉ tiêu chung của dòng"))


class GrantForm(forms.Form):
    unit = NamedField(Unit.objects.none(), label=_("Đơn vị được giao"), empty_label=_("Chọn đơn vị"))
    seats = seats_field()
    why = why_field(required=False)

    def __init__(self, *args: Any, of: Quota, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = self.fields["unit"]
        assert isinstance(choice, NamedField)
        choice.queryset = units_below(of)


class GiveBackForm(forms.Form):
    seats = seats_field()
    why = why_field(required=True)

    def __init__(self, *args: Any, of: Quota, **kwargs: Any) -> None:  # noqa: ARG002 - asked like the others
        super().__init__(*args, **kwargs)


class TransferForm(forms.Form):
    target = RowField(Quota.objects.none(), label=_("Chuyển cho"), empty_label=_("Chọn đơn vị"))
    seats = seats_field()
    why = why_field(required=True)

    def __init__(self, *args: Any, of: Quota, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = self.fields["target"]
        assert isinstance(choice, RowField)
        others = Quota.objects.filter(line=of.line_id).exclude(pk=of.pk).select_related("unit")
        choice.queryset = others.order_by("unit__sort_key", "pk")


class DeadlineForm(forms.Form):
    day = forms.DateField(
        label=_("Hạn dùng chỉ tiêu"), help_text=_("Để trống là không đặt hạn."), required=False, widget=DAY
    )

    def __init__(self, *args: Any, of: Quota, **kwargs: Any) -> None:  # noqa: ARG002 - asked like the others
        super().__init__(*args, **kwargs)


class ReclaimForm(forms.Form):
    """What is overdue comes back: there is nothing to fill in."""

    def __init__(self, *args: Any, of: Quota, **kwargs: Any) -> None:  # noqa: ARG002 - asked like the others
        super().__init__(*args, **kwargs)


class ShareForm(forms.Form):
    """By what the seats left are shared: a weight for each unit below, and bounds that hold for every one of them."""

    kind = forms.ChoiceField(label=_("Chia theo"), choices=BasisKind.choices)
    method = forms.ChoiceField(label=_("Cách làm tròn"), choices=METHODS)
    floor = forms.IntegerField(label=_("Mỗi đơn vị ít nhất"), min_value=0, max_value=LARGEST, required=False)
    cap = forms.IntegerField(label=_("Mỗi đơn vị nhiều nhất"), min_value=0, max_value=LARGEST, required=False)

    def __init__(self, *args: Any, of: Quota, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.units = {f"unit-{unit.pk}": unit for unit in units_below(of).exclude(quotas__parent=of)}
        keys = [unit.pk for unit in self.units.values()]
        heads, needs = heads_of(of.line, keys), needs_of(of.line, keys)
        for name, unit in self.units.items():
            told = str(ON_RECORD) % {"n": heads.get(unit.pk, 0), "need": needs.get(unit.pk, 0)}
            self.fields[name] = forms.IntegerField(
                label=unit.name, help_text=told, min_value=0, max_value=LARGEST, required=False
            )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if not self.errors and not any(said.get(name) for name in self.units):
            self.add_error(None, str(WEIGHTS_WANTED))
        return said

    def basis(self) -> Basis:
        """What a valid form asks for; a unit without a weight is left out."""
        said = self.cleaned_data
        weights = {unit.pk: said[name] for name, unit in self.units.items() if said[name]}
        return Basis(
            weights,
            said["method"],
            said["kind"],
            floors=_for_each(weights, said["floor"]),
            caps=_for_each(weights, said["cap"]),
        )


def _for_each(weights: Mapping[int, int], bound: int | None) -> dict[int, int]:
    return {} if bound is None else dict.fromkeys(weights, bound)


FORMS: Mapping[str, Any] = {
    "grant": GrantForm,
    "share": ShareForm,
    "give_back": GiveBackForm,
    "transfer": TransferForm,
    "deadline": DeadlineForm,
    "reclaim": ReclaimForm,
}
