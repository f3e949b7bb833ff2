import datetime as dt
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from khaigiang.apps.units import phrases
from khaigiang.apps.units.actions import Basis
from khaigiang.apps.units.models import Bloc, Level, Unit
from khaigiang.apps.units.queries import UnitFinder, siblings
from khaigiang.core.vietnamese import MatchKind

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
LINES = forms.Textarea(attrs={"rows": 3})
SURE = {MatchKind.EXACT, MatchKind.FOLDED}
SHOWN = 5
KINDS_OF = {
    Level.PROVINCE: ("province", "municipality"),
    Level.DISTRICT: ("urban_district", "rural_district", "town", "city"),
    Level.COMMUNE: ("commune", "ward", "township", "special_zone"),
}


class ChangeForm(forms.Form):
    """What every change is told: from which day, and on which instrument it rests."""

    day = forms.DateField(label=_("Có hiệu lực từ ngày"), help_text=_("Ngày đầu tiên của tình trạng mới."), widget=DAY)
    number = forms.CharField(label=_("Số văn bản căn cứ"), max_length=60)
    issued_on = forms.DateField(label=_("Ngày văn bản"), widget=DAY)
    issuer = forms.CharField(label=_("Cơ quan ban hành"), max_length=200)

    def __init__(self, *args: Any, unit: Unit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.unit = unit
        # What is special of an act stands first, what all have in common after it.
        common = [*ChangeForm.base_fields]
        self.order_fields([name for name in self.fields if name not in common] + common)

    def basis(self) -> Basis:
        told = self.cleaned_data
        return Basis(told["number"].strip(), told["issuer"].strip(), told["issued_on"])

    def what(self) -> dict[str, Any]:
        """What the action of this form is told beside the day and the basis."""
        raise NotImplementedError

    def _units(self, text: str, field: str) -> list[Unit]:
        """The units that lines of text name on the day of the change; a name of none is the field's error."""
        day: dt.date | None = self.cleaned_data.get("day")
        names = [line.strip() for line in text.splitlines() if line.strip()]
        if day is None or not names:
            return []
        finder, found = UnitFinder(day), []
        for name in names:
            match = finder.find(name)
            if match.kind in SURE and len(match.ids) == 1:
                found.append(finder.unit(match.ids[0]))
            elif match.kind is MatchKind.AMBIGUOUS:
                several = "; ".join(finder.full_name(key) for key in match.ids[:SHOWN])
                self.add_error(field, str(phrases.SEVERAL_FOUND) % {"name": name, "several": several})
            else:
                self.add_error(field, str(phrases.NOT_FOUND) % {"name": name})
        return found


class AddForm(ChangeForm):
    name = forms.CharField(label=_("Tên đơn vị"), max_length=200)
    kind = forms.CharField(
        label=_("Loại đơn vị"), help_text=_("Ví dụ: chi bộ, đảng ủy, sở, phòng, trường."), max_length=40
    )
    bloc = forms.ChoiceField(label=_("Khối"), choices=[("", _("không ghi")), *Bloc.choices], required=False)

    def what(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("name", "kind", "bloc")}


def _kind_field(unit: Unit) -> forms.Field:
    """The kinds of an official unit's level to choose from; a local body's kind is written."""
    if unit.level == Level.BODY:
        return forms.CharField(label=_("Loại đơn vị"), max_length=40)
    kinds = list(dict.fromkeys([*KINDS_OF[Level(unit.level)], unit.kind]))
    return forms.ChoiceField(label=_("Loại đơn vị"), choices=[(kind, phrases.kind_name(kind)) for kind in kinds])


class RenameForm(ChangeForm):
    name = forms.CharField(label=_("Tên mới"), max_length=200)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"] = _kind_field(self.unit)
        self.initial.update(name=self.unit.name, kind=self.unit.kind)
        self.order_fields(["name", "kind"])

    def what(self) -> dict[str, Any]:
        return {"name": self.cleaned_data["name"], "kind": self.cleaned_data["kind"]}


class MoveForm(ChangeForm):
    parent = forms.CharField(
        label=_("Đơn vị cấp trên mới"),
        help_text=_("Tên đơn vị; thêm tên cấp trên sau dấu phẩy nếu trùng: Phường Ba Đình, Thành phố Hà Nội."),
        max_length=300,
    )

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        self.found = self._units(told.get("parent", ""), "parent")
        return told

    def what(self) -> dict[str, Any]:
        return {"parent": self.found[0]}


class MergeForm(ChangeForm):
    others = forms.MultipleChoiceField(
        label=_("Sáp nhập cùng các đơn vị"), widget=forms.CheckboxSelectMultiple(attrs={"class": "box-list"})
    )
    into = forms.ChoiceField(label=_("Thành"), required=False)
    name = forms.CharField(
        label=_("Tên đơn vị mới"),
        help_text=_("Để trống nếu nhập vào một đơn vị đã có."),
        max_length=200,
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.beside = {str(unit.pk): unit for unit in [self.unit, *siblings(self.unit)]}
        names = [(key, unit.name) for key, unit in self.beside.items()]
        self._choices("others", names[1:])
        if not names[1:]:
            self.fields["others"].help_text = _("Bên cạnh không có đơn vị cùng cấp nào còn hoạt động.")
        self._choices("into", [("", _("một đơn vị mới")), *names])
        self.fields["kind"] = _kind_field(self.unit)
        self.initial["kind"] = self.unit.kind
        self.order_fields(["others", "into", "name", "kind"])

    def _choices(self, field: str, choices: Sequence[tuple[str, Any]]) -> None:
        chosen = self.fields[field]
        if isinstance(chosen, forms.ChoiceField):
            chosen.choices = choices

    def what(self) -> dict[str, Any]:
        told = self.cleaned_data
        return {
            "units": [self.unit, *(self.beside[key] for key in told["others"])],
            "into": self.beside.get(told["into"]),
            "name": told["name"],
            "kind": told["kind"],
        }


class SplitForm(ChangeForm):
    into = forms.CharField(label=_("Tên các đơn vị mới"), help_text=_("Mỗi dòng một đơn vị."), widget=LINES)
    keeps = forms.BooleanField(label=_("Đơn vị này vẫn hoạt động sau khi tách"), required=False)

    def what(self) -> dict[str, Any]:
        return {"into": self.cleaned_data["into"].splitlines(), "keeps": self.cleaned_data["keeps"]}


class CloseForm(ChangeForm):
    heirs = forms.CharField(
        label=_("Đơn vị kế thừa"),
        help_text=_("Mỗi dòng một đơn vị; để trống nếu không có."),
        widget=LINES,
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        self.found = self._units(told.get("heirs", ""), "heirs")
        return told

    def what(self) -> dict[str, Any]:
        return {"heirs": self.found}


class ComparedForm(forms.Form):
    """Which two days to lay side by side, and the units of which level."""

    tu = forms.DateField(label=_("Ngày trước"), widget=DAY)
    den = forms.DateField(label=_("Ngày sau"), widget=DAY)
    cap = forms.ChoiceField(
        label=_("Cấp"), choices=[(level, Level(level).label) for level in ("commune", "district", "body")]
    )
