from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from khaigiang.apps.desk import phrases
from khaigiang.apps.intake.models import BatchKind
from khaigiang.apps.quotas.models import Quota


class ManyFilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class ManyFilesField(forms.FileField):
    """Several files in one field; gives a list."""

    widget = ManyFilesInput

    def clean(self, data: Any, initial: Any = None) -> Any:
        files = data if isinstance(data, list | tuple) else [data] if data else []
        if not files and not self.required:
            return []
        return [super(ManyFilesField, self).clean(each, initial) for each in files]


class YearFilesForm(forms.Form):
    """The plan workbook and the units' nomination workbooks."""

    plan = forms.FileField(
        label=_("Tệp kế hoạch"),
        help_text=_("Một tệp .xlsx theo mẫu kế hoạch: phần đầu, các dòng, chương trình, giảng viên, phòng, chỉ tiêu."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xls,.ods"}),
    )
    nominations = ManyFilesField(
        label=_("Các tệp danh sách cử"),
        help_text=_(
            "Chọn được nhiều tệp một lúc: mỗi đơn vị một tệp .xlsx. Kế hoạch chỉ theo dõi số tổng hợp thì không cần."
        ),
        required=False,
        widget=ManyFilesInput(attrs={"accept": ".xlsx,.xls,.ods"}),
    )

    def named_bytes(self) -> tuple[tuple[str, bytes], Sequence[tuple[str, bytes]]]:
        """The files as (name, bytes): the plan, then the nominations."""
        return _named(self.cleaned_data["plan"]), [_named(each) for each in self.cleaned_data["nominations"]]


def _named(file: "UploadedFile[bytes]") -> tuple[str, bytes]:
    return str(file.name), file.read()


class ListForm(forms.Form):
    """An office's own list, and what its letter may not say at the head of the sheet."""

    file = forms.FileField(
        label=_("Tệp danh sách"),
        help_text=_("Bảng tính như cơ quan vẫn làm, không cần theo mẫu: .xlsx, .xls, .ods hoặc .csv."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xlsm,.xls,.ods,.csv"}),
    )
    number = forms.CharField(
        label=_("Số công văn"), help_text=_("Để trống nếu tệp đã ghi ở đầu trang."), max_length=60, required=False
    )
    day = forms.DateField(label=_("Ngày công văn"), widget=forms.DateInput({"type": "date"}), required=False)
    signer = forms.CharField(label=_("Người ký"), max_length=120, required=False)
    signer_title = forms.CharField(label=_("Chức vụ người ký"), max_length=120, required=False)

    def named_bytes(self) -> tuple[str, bytes]:
        return _named(self.cleaned_data["file"])

    def letter(self) -> dict[str, str]:
        """What was said of the letter."""
        said = {name: self.cleaned_data[name].strip() for name in ("number", "signer", "signer_title")}
        day = self.cleaned_data["day"]
        return {name: text for name, text in {**said, "day": day.isoformat() if day else ""}.items() if text}


_BASIS = ("basis_number", "basis_day", "basis_issuer")


class IntakeForm(ListForm):
    """Any list, what its people are to become, and who sends it."""

    kind = forms.ChoiceField(label=_("Nhập thành"), choices=BatchKind.choices)
    unit = forms.CharField(
        label=_("Đơn vị gửi tệp"),
        help_text=_("Người không ghi đơn vị được coi là của đơn vị này; cách gọi cột của đơn vị được ghi nhớ."),
        required=False,
    )
    line = forms.CharField(label=_("Mã dòng kế hoạch"), help_text=_("Chỉ cần cho danh sách cử."), required=False)
    basis_number = forms.CharField(
        label=_("Văn bản thành lập"),
        help_text=_("Chỉ cho tệp đơn vị: số văn bản mà mọi đơn vị trong tệp được lập theo."),
        max_length=60,
        required=False,
    )
    basis_day = forms.DateField(
        label=_("Ngày văn bản thành lập"), widget=forms.DateInput({"type": "date"}), required=False
    )
    basis_issuer = forms.CharField(label=_("Cơ quan ban hành"), max_length=200, required=False)
    field_order = ("file", "kind", "unit", "line")

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        told = [bool(said.get(name)) for name in _BASIS]
        if any(told) and not (all(told) and said.get("kind") == BatchKind.UNITS):
            raise forms.ValidationError(phrases.BASIS_IN_FULL)
        return said

    def letter(self) -> dict[str, str]:
        """What was said of the letter, or of the instrument that the units of a file rest on."""
        said = {name: str(self.cleaned_data[name] or "").strip() for name in _BASIS}
        return super().letter() | {name: text for name, text in said.items() if text}


class OwnListForm(ListForm):
    """A sending unit's own list of nominees, for seats that a unit of its own was granted."""

    quota = forms.TypedChoiceField(label=_("Cử cho chỉ tiêu"), coerce=int)
    field_order = ("file", "quota")

    def __init__(self, *args: Any, quotas: Sequence[Quota], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._quotas = {quota.pk: quota for quota in quotas}
        self.fields["quota"].choices = [  # type: ignore[attr-defined]  # django-stubs gives the fields no kind
            (quota.pk, f"{quota.line.title} · {quota.unit.name}") for quota in quotas if quota.unit
        ]

    @property
    def chosen(self) -> Quota:
        """The quota whose seats the list is for."""
        return self._quotas[self.cleaned_data["quota"]]
