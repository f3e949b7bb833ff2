from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from khaigiang.apps.intake.models import BatchKind


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


class IntakeForm(forms.Form):
    """An office's own list, what its people are to become, and what the file may not say of itself."""

    file = forms.FileField(
        label=_("Tệp danh sách"),
        help_text=_("Bảng tính như cơ quan vẫn làm, không cần theo mẫu: .xlsx, .xls, .ods hoặc .csv."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xlsm,.xls,.ods,.csv"}),
    )
    kind = forms.ChoiceField(label=_("Nhập thành"), choices=BatchKind.choices)
    unit = forms.CharField(
        label=_("Đơn vị gửi tệp"),
        help_text=_("Người không ghi đơn vị được coi là của đơn vị này; cách gọi cột của đơn vị được ghi nhớ."),
        required=False,
    )
    line = forms.CharField(label=_("Mã dòng kế hoạch"), help_text=_("Chỉ cần cho danh sách cử."), required=False)
    number = forms.CharField(
        label=_("Số công văn"), help_text=_("Để trống nếu tệp đã ghi ở đầu trang."), max_length=60, required=False
    )
    signer = forms.CharField(label=_("Người ký"), max_length=120, required=False)

    def named_bytes(self) -> tuple[str, bytes]:
        return _named(self.cleaned_data["file"])

    def letter(self) -> dict[str, str]:
        """What was said of the letter."""
        return {name: said for name in ("number", "signer") if (said := self.cleaned_data[name].strip())}
