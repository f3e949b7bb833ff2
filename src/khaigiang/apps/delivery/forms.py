from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from khaigiang.apps.classes.models import Enrolment, TrainingClass
from khaigiang.apps.classes.queries import trainees
from khaigiang.intake.upload import check_size

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


SHEETS = ".xlsx,.xlsm,.xls,.ods,.csv"


class AttendanceBookForm(forms.Form):
    """The filled-in attendance workbook."""

    book = forms.FileField(
        label=_("Tệp điểm danh đã điền"), widget=forms.FileInput(attrs={"accept": SHEETS}), validators=[check_size]
    )


class JournalForm(forms.Form):
    """One entry of the class's log."""

    day = forms.DateField(label=_("Ngày"), widget=DAY)
    text = forms.CharField(label=_("Nội dung trong ngày"), widget=forms.Textarea(attrs={"rows": 3}))


class TraineeField(forms.ModelChoiceField):  # type: ignore[type-arg]  # generic in the stubs only
    """One trainee of a class, by name and unit."""

    def label_from_instance(self, obj: Enrolment) -> str:
        return f"{obj.nomination.person.full_name} ({obj.nomination.unit.name})"


class IncidentForm(forms.Form):
    """Something that happened, in the whole class or with one trainee."""

    happened_on = forms.DateField(label=_("Ngày xảy ra"), widget=DAY)
    enrolment = TraineeField(
        Enrolment.objects.none(), label=_("Học viên liên quan"), required=False, empty_label=_("Cả lớp")
    )
    incident = forms.CharField(label=_("Sự việc"), widget=forms.Textarea(attrs={"rows": 3}))
    urgent = forms.BooleanField(label=_("Khẩn: báo ngay cho đơn vị cử và cơ quan tổ chức lớp"), required=False)

    def __init__(self, *args: Any, of: TrainingClass, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = self.fields["enrolment"]
        assert isinstance(choice, TraineeField)
        choice.queryset = trainees(of)


class ReportForm(forms.Form):
    """The period of the class board's report."""

    first = forms.DateField(label=_("Từ ngày"), widget=DAY)
    last = forms.DateField(label=_("Đến ngày"), widget=DAY)
