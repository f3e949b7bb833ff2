"""The forms of a nominee's page, for decisions with reasons and another in somebody's place; the aims of forming."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from khaigiang.apps.classes.phrases import EACH_LEVEL_ONCE, LEVEL_NAMES, WEIGHT_NAMES
from khaigiang.apps.nominations.models import Nomination, VerdictReason
from khaigiang.apps.nominations.phrases import reason
from khaigiang.apps.units.models import Unit
from khaigiang.core.forming.levels import HEAVIEST, LEVELS, WEIGHTS, StatedLevels
from khaigiang.core.verdict import Standing
from khaigiang.web.fields import NamedField

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
SEXES = [("male", _("Nam")), ("female", _("Nữ"))]


def words(label: Any, *, longest: int, required: bool = True, help_text: Any = "") -> forms.CharField:
    field = forms.TextInput(attrs={"autocomplete": "off"})
    return forms.CharField(label=label, max_length=longest, required=required, widget=field, help_text=help_text)


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


def _rules(of: Nomination, *, waived: bool) -> list[tuple[str, str]]:
    """The rules that a nominee does not meet, in the words of the verdict: those waived, or those that are not."""
    unmet = [each for each in of.reasons.all() if each.standing != Standing.ELIGIBLE and each.rule]
    wanted = [each for each in unmet if (each.waiver_id is not None) == waived]
    return [(each.rule, f"{_source(each)}: {reason(each.code, each.facts)}") for each in wanted]


def _source(each: VerdictReason) -> str:
    """Where a rule stands: two of them may well say the same of somebody."""
    return ", ".join(part for part in (each.instrument, each.article) if part)


class WaiveForm(forms.Form):
    """Which rule an authority exempts somebody from, by what and why."""

    rule = forms.ChoiceField(label=_("Miễn điều kiện"))
    instrument = words(_("Văn bản cho phép"), longest=200, help_text=_("Số, ký hiệu, ví dụ Quyết định 45-QĐ/TU."))
    dated = forms.DateField(label=_("Ngày văn bản"), widget=DAY)
    decided_by = words(_("Cấp quyết định"), longest=200, help_text=_("Ví dụ Ban Thường vụ Thành ủy."))
    why = words(_("Lý do miễn"), longest=300)

    def __init__(self, *args: Any, of: Nomination, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["rule"].choices = _rules(of, waived=False)  # type: ignore[attr-defined]  # the stubs know no field's own


class UnwaiveForm(forms.Form):
    rule = forms.ChoiceField(label=_("Thôi miễn điều kiện"))
    why = words(_("Lý do"), longest=300)

    def __init__(self, *args: Any, of: Nomination, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["rule"].choices = _rules(of, waived=True)  # type: ignore[attr-defined]  # the stubs know no field's own


class LevelsForm(forms.Form):
    """In which order the aims of forming follow each other, and what weighs how much in balance."""

    def __init__(self, *args: Any, stated: StatedLevels, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        places = [(str(place), str(place)) for place in range(1, len(LEVELS) + 1)]
        for level in LEVELS:
            self.fields[f"place_{level}"] = forms.ChoiceField(
                label=LEVEL_NAMES[level], choices=places, initial=str(stated.order.index(level) + 1)
            )
        for each in WEIGHTS:
            self.fields[f"weight_{each}"] = forms.IntegerField(
                label=WEIGHT_NAMES[each], min_value=0, max_value=HEAVIEST, initial=stated.weights.get(each, 0)
            )

    @property
    def places(self) -> list[forms.BoundField]:
        return [field for field in self.visible_fields() if field.name.startswith("place_")]

    @property
    def weights(self) -> list[forms.BoundField]:
        return [field for field in self.visible_fields() if field.name.startswith("weight_")]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        places = [said.get(f"place_{level}") for level in LEVELS]
        if len(set(places)) < len(LEVELS):
            raise forms.ValidationError(EACH_LEVEL_ONCE)
        return said

    def stated(self) -> StatedLevels:
        said = self.cleaned_data
        order = tuple(sorted(LEVELS, key=lambda level: int(said[f"place_{level}"])))
        return StatedLevels(order, {each: said[f"weight_{each}"] for each in WEIGHTS})


FORMS: Mapping[str, Any] = {
    "accept": PlainForm,
    "reserve": PlainForm,
    "decline": WhyForm,
    "withdraw": WhyForm,
    "substitute": SubstituteForm,
    "waive": WaiveForm,
    "unwaive": UnwaiveForm,
}
