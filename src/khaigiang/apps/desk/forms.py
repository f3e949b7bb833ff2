from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _


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
