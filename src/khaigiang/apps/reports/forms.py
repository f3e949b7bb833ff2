import datetime as dt
from collections.abc import Iterable
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from khaigiang.apps.catalogue.models import ProgrammeKind
from khaigiang.apps.plans.models import Tracking
from khaigiang.apps.reports import phrases
from khaigiang.apps.reports.phrases import CUTS
from khaigiang.apps.reports.queries import Offered, Selection, field_names
from khaigiang.apps.units.models import Bloc

EVERYTHING = ("", _("Tất cả"))
AT_HOME, ABROAD = "trong-nuoc", "nuoc-ngoai"
PLACES = ((AT_HOME, _("Trong nước")), (ABROAD, _("Nước ngoài")))
Choices = list[tuple[Any, Any]]


def _day(label: Any) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=False, widget=widget)


class LinesForm(forms.Form):
    """Which lines a report is about. An address that names no year means the one that runs; an empty year means all."""

    nam = forms.TypedChoiceField(label=_("Năm"), required=False, coerce=int, empty_value=None)
    ke_hoach = forms.TypedChoiceField(label=_("Kế hoạch"), required=False, coerce=int, empty_value=None)
    don_vi = forms.ChoiceField(label=_("Đơn vị tổ chức"), required=False)
    loai = forms.ChoiceField(label=_("Loại chương trình"), required=False)
    linh_vuc = forms.ChoiceField(label=_("Lĩnh vực"), required=False)
    khoi = forms.ChoiceField(label=_("Khối"), required=False)
    noi_hoc = forms.ChoiceField(label=_("Nơi học"), required=False, choices=[EVERYTHING, *PLACES])
    theo_doi = forms.ChoiceField(label=_("Cách theo dõi"), required=False)

    def __init__(self, asked: QueryDict, offered: Offered, *, on: dt.date) -> None:
        asked, running = asked.copy(), offered.year_on(on)
        if "nam" not in asked and running:
            asked["nam"] = str(running)
        super().__init__(asked, label_suffix="")
        self._names: dict[str, dict[str, str]] = {}
        self._offer("nam", ((year, str(year)) for year in offered.years))
        self._offer("ke_hoach", offered.plans)
        self._offer("don_vi", ((name, name) for name in offered.organisers))
        self._offer(
            "loai", ((each.value, capfirst(str(each.label))) for each in ProgrammeKind if each in offered.kinds)
        )
        self._offer("linh_vuc", field_names(offered.fields))
        self._offer("khoi", ((bloc.value, capfirst(str(bloc.label))) for bloc in Bloc if bloc in offered.blocs))
        self._offer("theo_doi", ((each.value, capfirst(str(each.label))) for each in Tracking))

    def _offer(self, name: str, choices: Iterable[tuple[Any, Any]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        offered = list(choices)
        field.choices = [EVERYTHING, *offered]
        self._names[name] = {str(key): str(shown) for key, shown in offered}

    def chosen(self) -> str:
        """What narrows the lines, as the form says it: ``Năm: 2024; Khối: Khối Đảng``."""
        self.is_valid()
        chosen = ((name, str(self.cleaned_data.get(name) or "")) for name in self._names)
        return "; ".join(f"{self.fields[name].label}: {self._names[name][value]}" for name, value in chosen if value)

    def selection(self) -> Selection:
        """What was chosen; a part that cannot be read narrows nothing and has its error beside it."""
        self.is_valid()
        said = self.cleaned_data
        return Selection(
            year=said.get("nam"),
            plan=said.get("ke_hoach"),
            organiser=said.get("don_vi", ""),
            kind=said.get("loai", ""),
            field=said.get("linh_vuc", ""),
            bloc=said.get("khoi", ""),
            tracking=said.get("theo_doi", ""),
            abroad=said["noi_hoc"] == ABROAD if said.get("noi_hoc") else None,
        )


class CutForm(LinesForm):
    """The same, by what the figures are cut, and between which days classes opened."""

    theo = forms.ChoiceField(label=_("Chia theo"), required=False, choices=[*CUTS.items()])
    tu = _day(_("Từ ngày"))
    den = _day(_("Đến ngày"))
    ngay = _day(_("Theo đơn vị của ngày"))

    field_order = ("theo", "tu", "den", "ngay")

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        first, last = said.get("tu"), said.get("den")
        if first and last and last < first:
            self.add_error("den", phrases.PERIOD_REVERSED)
        return said

    def days(self) -> tuple[dt.date | None, dt.date | None]:
        """The first and the last day asked for, both included."""
        self.is_valid()
        return self.cleaned_data.get("tu"), self.cleaned_data.get("den")

    def units_on(self) -> dt.date | None:
        """The day whose units are asked for; only the cut by units as they are now reads it."""
        self.is_valid()
        return self.cleaned_data.get("ngay") if self.cut() is phrases.Cut.UNIT_NOW else None

    def cut(self) -> phrases.Cut:
        """By what; by month where the address does not say."""
        self.is_valid()
        return phrases.Cut(self.cleaned_data.get("theo") or phrases.Cut.MONTH)


class DayForm(forms.Form):
    """By the units of which day a report is asked."""

    ngay = forms.DateField(
        label=_("Theo đơn vị của ngày"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
