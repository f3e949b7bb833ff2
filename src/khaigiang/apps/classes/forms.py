"""The forms of a nominee's page: decisions with their reasons, and another person in somebody's place."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from khaigiang.apps.nominations.models import Nomination
from khaigiang.apps.units.models import Unit
from khaigiang.web.fields import NamedField

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
SEXES = [("male", _("Nam")), ("female", _("Nữ"))]


def words(label: Any, *, longest: int, required: bool = True) -> forms.CharField:
    field = forms.TextInput(attrs={"autocomplete": "off"})
    return forms.CharField(label=label, max_length=longest, required=required, widget=field)


class PlainForm(forms.Form):
    """To accept or to let wait needs no words."""

    def __init__(self, *args: Any, of: Nomination, **kwargs: Any) -> None:  # noqa: ARG002 - asked like the others
        super().__init__(*args, **kwargs)


class WhyForm(PlainForm):
    why = words(_("Lý do"), longest=300)


class SubstituteForm(forms.Form):
    """Who comes in somebody's place, as a row of the list would say it."""

    full_name = words(_("Họ và tên người thay"), longest=120)
    birth = forms.DateField(label=_("Ngày sinh"), widget=DAY)
    sex = forms.ChoiceField(label=_("Giới tính"), choices=SEXES)
    position = words(_("Chức danh"), longest=200)
    unit = NamedField(Unit.objects.none(), label=_("Đơn vị công tác"), empty_label=None)
    party_joined = forms.DateField(label=_("Ngày vào Đảng"), required=False, widget=DAY)
    education = words(_("Trình độ"), longest=80, required=False)
    theory_level = words(_("Lý luận chính trị"), longest=80, required=False)
    why = words(_("Lý do thay"), longest=300)

    def __init__(self, *args: Any, of: Nomination, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = self.fields["unit"]
        assert isinstance(choice, NamedField)
        near = Unit.objects.filter(Q(pk__in=[of.list.unit_id, of.unit_id]) | Q(parent=of.list.unit_id))
        choice.queryset = near.order_by("sort_key", "pk")
        choice.initial = of.unit_id


FORMS: Mapping[str, Any] = {
    "accept": PlainForm,
    "reserve": PlainForm,
    "decline": WhyForm,
    "withdraw": WhyForm,
    "substitute": SubstituteForm,
}
