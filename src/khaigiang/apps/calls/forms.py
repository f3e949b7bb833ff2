import datetime as dt
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from khaigiang.apps.calls import phrases
from khaigiang.apps.calls.models import Call
from khaigiang.apps.calls.queries import lines_to_call
from khaigiang.apps.plans.models import PlanLine
from khaigiang.apps.units.models import Unit
from khaigiang.foundation.asked import number_asked
from khaigiang.web.fields import NamedField

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
LONGEST_AHEAD = 365


class LinesField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # generic in the stubs only
    """Lines of a plan by code and title."""

    def label_from_instance(self, obj: PlanLine) -> str:
        return f"{obj.code}: {obj.title}"


class CallForm(forms.Form):
    """What a call says."""

    lines = LinesField(PlanLine.objects.none(), label=_("Gọi các dòng kế hoạch"), widget=forms.CheckboxSelectMultiple)
    deadline = forms.DateField(
        label=_("Hạn cử người"), help_text=_("Ngày cuối cùng đơn vị được gửi hồ sơ."), widget=DAY
    )
    conditions = forms.CharField(
        label=_("Đối tượng, điều kiện"),
        help_text=_(
            "Mỗi dòng một ý, in đúng như ghi ở đây; để trống thì lấy từ quy định của chương trình, có dẫn nguồn."
        ),
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=8000,
        required=False,
    )
    remind_before = forms.CharField(
        label=_("Nhắc trước hạn (số ngày)"),
        help_text=_("Các mốc cách nhau bằng dấu phẩy; mỗi đơn vị chưa gửi được nhắc một lần ở mỗi mốc."),
        max_length=60,
        required=False,
    )

    def __init__(self, *args: Any, of: Call | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = self.fields["lines"]
        assert isinstance(choice, LinesField)
        choice.queryset = lines_to_call(of)

    def clean_remind_before(self) -> Sequence[int]:
        said = [part.strip() for part in self.cleaned_data["remind_before"].split(",") if part.strip()]
        days = [number_asked(part) for part in said]
        kept = [day for day in days if day is not None and 1 <= day <= LONGEST_AHEAD]
        if len(kept) < len(days):
            raise forms.ValidationError(phrases.NOT_DAYS, code="not_days")
        return kept


class PublishForm(forms.Form):
    """To publish needs no words."""

    def __init__(self, *args: Any, of: Call, **kwargs: Any) -> None:  # noqa: ARG002 - asked like the others
        super().__init__(*args, **kwargs)


class ExtendForm(forms.Form):
    """Until when, for whom and why."""

    unit = NamedField(Unit.objects.none(), label=_("Cho đơn vị"), empty_label=_("Mọi đơn vị"), required=False)
    until = forms.DateField(label=_("Hạn mới"), widget=DAY)
    why = forms.CharField(label=_("Lý do gia hạn"), max_length=300)

    def __init__(self, *args: Any, of: Call, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = self.fields["unit"]
        assert isinstance(choice, NamedField)
        choice.queryset = Unit.objects.filter(quotas__line__called__call=of).distinct().order_by("sort_key", "pk")


def filled_with(deadline: dt.date | None, conditions: str, remind_before: Sequence[int]) -> dict[str, Any]:
    """What a form of a call begins with, beside its lines."""
    days = ", ".join(str(day) for day in remind_before)
    return {"deadline": deadline, "conditions": conditions, "remind_before": days}


class DossierForm(forms.Form):
    """What is told about a dossier: nothing more than the act itself."""


class LetterForm(DossierForm):
    """A unit's own letter."""

    number = forms.CharField(label=_("Số công văn"), max_length=60)
    day = forms.DateField(label=_("Ngày công văn"), widget=DAY)
    signer = forms.CharField(label=_("Người ký"), max_length=120)
    signer_title = forms.CharField(label=_("Chức vụ người ký"), max_length=200, required=False)


class RemarksForm(DossierForm):
    remarks = forms.CharField(label=_("Cần sửa gì"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))
