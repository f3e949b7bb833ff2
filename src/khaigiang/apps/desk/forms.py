import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, ClassVar

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from khaigiang.apps.desk import phrases
from khaigiang.apps.intake.models import BatchKind
from khaigiang.apps.plans.actions import DecidingPaper
from khaigiang.apps.quotas.models import Quota
from khaigiang.apps.units.models import Unit
from khaigiang.core.plan_said import ClassSaid, LineSaid
from khaigiang.foundation.refusal import Phrase
from khaigiang.intake.upload import check_size
from khaigiang.web.fields import money_field


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
        validators=[check_size],
    )
    nominations = ManyFilesField(
        label=_("Các tệp danh sách cử"),
        help_text=_(
            "Chọn được nhiều tệp một lúc: mỗi đơn vị một tệp .xlsx. Kế hoạch chỉ theo dõi số tổng hợp thì không cần."
        ),
        required=False,
        widget=ManyFilesInput(attrs={"accept": ".xlsx,.xls,.ods"}),
        validators=[check_size],
    )

    def named_bytes(self) -> tuple[tuple[str, bytes], Sequence[tuple[str, bytes]]]:
        """The files as (name, bytes): the plan, then the nominations."""
        return _named(self.cleaned_data["plan"]), [_named(each) for each in self.cleaned_data["nominations"]]


def _named(file: "UploadedFile[bytes]") -> tuple[str, bytes]:
    return str(file.name), file.read()


def _as_text(value: dt.date | str | None) -> str:
    return value.isoformat() if isinstance(value, dt.date) else (value or "").strip()


DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class SheetField(forms.FileField):
    """Any spreadsheet."""

    def __init__(self) -> None:
        super().__init__(
            label=_("Tệp bảng tính"),
            help_text=_("Bảng tính như cơ quan vẫn làm, không cần theo mẫu: .xlsx, .xls, .ods hoặc .csv."),
            widget=forms.FileInput(attrs={"accept": ".xlsx,.xlsm,.xls,.ods,.csv"}),
            validators=[check_size],
        )


class ListForm(forms.Form):
    """An office's own file of one kind, and what is asked beside it."""

    kind: ClassVar[str]
    told: ClassVar[tuple[str, ...]] = ()
    file = SheetField()

    def begin_with(self, asked: QueryDict) -> None:
        """What the address chose before anybody typed."""

    def named_bytes(self) -> tuple[str, bytes]:
        return _named(self.cleaned_data["file"])

    def unit_told(self, named: Callable[[str], Unit]) -> Unit | None:
        """The unit that sends the file, where one was said. Raises Refused for a name that no unit has."""
        said = self.cleaned_data.get("unit", "").strip()
        return named(said) if said else None

    def line_told(self) -> tuple[str, str]:
        """The code of the line the file is for, and the plan it is of; nothing where none was said."""
        return "", ""

    def options(self) -> dict[str, str]:
        """What was said beside the file, the days as the machine writes them."""
        said = {name: _as_text(self.cleaned_data.get(name)) for name in self.told}
        return {name: text for name, text in said.items() if text}


class LetterForm(ListForm):
    """What the letter of a list of nominees may not say at the head of the sheet."""

    kind = BatchKind.NOMINATIONS
    number = forms.CharField(
        label=_("Số công văn"), help_text=_("Để trống nếu tệp đã ghi ở đầu trang."), max_length=60, required=False
    )
    day = forms.DateField(label=_("Ngày công văn"), widget=DAY, required=False)
    signer = forms.CharField(label=_("Người ký"), max_length=120, required=False)
    signer_title = forms.CharField(label=_("Chức vụ người ký"), max_length=120, required=False)
    told = ("number", "day", "signer", "signer_title")


class SenderField(forms.CharField):
    """The unit that sends a file, by its name."""

    def __init__(self, help_text: Any) -> None:
        super().__init__(label=_("Đơn vị gửi tệp"), help_text=help_text, required=False)


class PeopleForm(ListForm):
    """People who are to have a record."""

    kind = BatchKind.PEOPLE
    unit = SenderField(_("Người không ghi đơn vị được coi là của đơn vị này; cách gọi cột của đơn vị được ghi nhớ."))


class NominationsForm(LetterForm):
    """Any unit's nominees for a line."""

    unit = SenderField(_("Để trống nếu tệp ghi ở đầu trang; cách gọi cột của đơn vị được ghi nhớ."))
    line = forms.CharField(label=_("Mã dòng kế hoạch"), required=False)
    plan = forms.CharField(
        label=_("Số kế hoạch"), help_text=_("Chỉ cần khi hai kế hoạch cùng dùng mã dòng ấy."), required=False
    )
    field_order = ("file", "unit", "line", "plan")

    def line_told(self) -> tuple[str, str]:
        return self.cleaned_data["line"].strip(), self.cleaned_data["plan"].strip()


class UnitsForm(ListForm):
    """Local bodies, and the instrument all of them rest on."""

    kind = BatchKind.UNITS
    told = ("basis_number", "basis_day", "basis_issuer")
    unit = SenderField(_("Đơn vị không ghi trực thuộc đâu được coi là trực thuộc đơn vị này."))
    basis_number = forms.CharField(
        label=_("Văn bản thành lập"),
        help_text=_("Số văn bản mà mọi đơn vị trong tệp được lập theo; không có thì để trống cả ba ô."),
        max_length=60,
        required=False,
    )
    basis_day = forms.DateField(label=_("Ngày văn bản thành lập"), widget=DAY, required=False)
    basis_issuer = forms.CharField(label=_("Cơ quan ban hành"), max_length=200, required=False)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        told = [bool(said.get(name)) for name in self.told]
        if any(told) and not all(told):
            raise forms.ValidationError(phrases.BASIS_IN_FULL)
        return said


class PeriodForm(ListForm):
    """What a file of results may not say row by row."""

    kind = BatchKind.RESULTS
    told = ("first_day", "last_day", "source")
    first_day = forms.DateField(
        label=_("Kỳ báo cáo từ ngày"),
        help_text=_("Cho những dòng không ghi kỳ; để trống nếu tệp đã ghi."),
        widget=DAY,
        required=False,
    )
    last_day = forms.DateField(label=_("Kỳ báo cáo đến ngày"), widget=DAY, required=False)
    source = forms.CharField(
        label=_("Nguồn số liệu"),
        help_text=_("Ví dụ: Báo cáo số 12-BC/HU ngày 5/4/2024."),
        max_length=300,
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        first, last = said.get("first_day"), said.get("last_day")
        if bool(first) != bool(last) or (first and last and last < first):
            raise forms.ValidationError(phrases.PERIOD_IN_FULL)
        return said


class ResultsForm(PeriodForm):
    """Results of any organiser."""

    unit = SenderField(_("Đơn vị chủ trì đã báo cáo; để trống thì nhận kết quả của mọi dòng."))
    field_order = ("file", "unit")


class OwnListForm(LetterForm):
    """A sending unit's own list of nominees, for seats that a unit of its own was granted."""

    quota = forms.TypedChoiceField(label=_("Cử cho chỉ tiêu"), coerce=int)
    field_order = ("file", "quota")

    def __init__(self, *args: Any, quotas: Sequence[Quota], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._quotas = {quota.pk: quota for quota in quotas}
        self.fields["quota"].choices = [  # type: ignore[attr-defined]  # django-stubs gives the fields no kind
            (quota.pk, f"{quota.line.title} · {quota.unit.name}") for quota in quotas if quota.unit
        ]

    def begin_with(self, asked: QueryDict) -> None:
        said = asked.get("chi_tieu", "")
        chosen = (pk for pk, quota in self._quotas.items() if f"{quota.line_id}-{quota.unit_id}" == said)
        self.initial["quota"] = next(chosen, None)

    @property
    def _chosen(self) -> Quota:
        """The quota whose seats the list is for."""
        return self._quotas[self.cleaned_data["quota"]]

    def unit_told(self, named: Callable[[str], Unit]) -> Unit | None:  # noqa: ARG002 - it was chosen, not typed
        return self._chosen.unit

    def line_told(self) -> tuple[str, str]:
        return self._chosen.line.code, self._chosen.line.plan.number


class OwnResultsForm(PeriodForm):
    """What a unit of one's own has held under the lines it organises."""

    organiser = forms.TypedChoiceField(label=_("Đơn vị chủ trì"), coerce=int)
    field_order = ("file", "organiser")

    def __init__(self, *args: Any, units: Sequence[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._units = {unit.pk: unit for unit in units}
        self.fields["organiser"].choices = [(unit.pk, unit.name) for unit in units]  # type: ignore[attr-defined]  # as above

    def unit_told(self, named: Callable[[str], Unit]) -> Unit | None:  # noqa: ARG002 - it was chosen, not typed
        return self._units[self.cleaned_data["organiser"]]


PLAN_FILE = forms.FileInput(attrs={"accept": ".xlsx,.xls,.ods"})
LARGEST = 2_147_483_647  # what the database keeps in a whole number


class PlanFileForm(forms.Form):
    """A plan workbook."""

    plan = forms.FileField(
        label=_("Tệp kế hoạch"),
        help_text=_("Một tệp .xlsx theo mẫu kế hoạch."),
        widget=PLAN_FILE,
        validators=[check_size],
    )

    def named_bytes(self) -> tuple[str, bytes]:
        return _named(self.cleaned_data["plan"])


class PlanActForm(forms.Form):
    """A step of a plan that needs no words."""


class PlanRemarksForm(forms.Form):
    remarks = forms.CharField(
        label=_("Nội dung cần hoàn chỉnh"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )


class PaperForm(forms.Form):
    """The paper that decides an amendment."""

    number = forms.CharField(
        label=_("Số văn bản điều chỉnh"), max_length=60, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    decided_on = forms.DateField(label=_("Ngày ký"), widget=DAY)
    issuer = forms.CharField(
        label=_("Cơ quan ban hành"),
        help_text=_("Để trống nếu là cơ quan đã ban hành kế hoạch."),
        max_length=200,
        required=False,
    )
    signer = forms.CharField(label=_("Người ký"), max_length=200, required=False)
    reason = forms.CharField(label=_("Lý do điều chỉnh"), max_length=2000, widget=forms.Textarea(attrs={"rows": 2}))

    def paper(self) -> DecidingPaper:
        return DecidingPaper(
            **{name: self.cleaned_data[name] for name in ("number", "decided_on", "reason", "issuer", "signer")}
        )


class LineSaidForm(forms.Form):
    """What can be changed of one line without a workbook: its classes and their days, its seats, its estimate."""

    def __init__(self, *args: Any, said: LineSaid, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.said = said
        self.by_totals = said.tracking == "totals"
        self.listed = said.quota_method == "listed" and not self.by_totals
        if self.by_totals:
            self.fields["classes"] = _whole(_("Số lớp"), said.classes)
        if not self.listed:
            self.fields["seats"] = _whole(_("Chỉ tiêu của dòng"), said.seats)
        for row in said.planned:
            self._class_fields(str(row.number), row)
            self.fields[f"drop_{row.number}"] = forms.BooleanField(label=_("Bỏ lớp này"), required=False)
            for name in ("first", "last", "minimum", "maximum", "drop"):
                field = self.fields[f"{name}_{row.number}"]
                field.widget.attrs["aria-label"] = f"{row.name}: {field.label}"
        for share in said.shares if self.listed else ():
            self.fields[f"unit_{share.key}"] = _whole(share.unit, share.seats or 0)
        if not self.by_totals:
            self.fields["name_new"] = forms.CharField(label=_("Tên lớp thêm"), max_length=200, required=False)
            self._class_fields("new", None)
        self.fields["estimate"] = money_field(_("Dự toán (đồng)"), said.estimate)

    def _class_fields(self, key: str, row: ClassSaid | None) -> None:
        wanted = row is not None
        for name, label in (("first", _("Từ ngày")), ("last", _("Đến ngày"))):
            day = getattr(row, f"{name}_day", None)
            self.fields[f"{name}_{key}"] = forms.DateField(
                label=label,
                widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
                required=wanted,
                initial=day,
            )
        for name, label in (("minimum", _("Sĩ số ít nhất")), ("maximum", _("Sĩ số nhiều nhất"))):
            self.fields[f"{name}_{key}"] = _whole(label, getattr(row, name, None), required=wanted)

    @property
    def class_rows(self) -> list[tuple[ClassSaid, list[forms.BoundField]]]:
        """Each class with its fields, as a table shows them."""
        names = ("first", "last", "minimum", "maximum", "drop")
        return [(row, [self[f"{name}_{row.number}"] for name in names]) for row in self.said.planned]

    @property
    def unit_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name.startswith("unit_")]

    @property
    def new_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name.endswith("_new")]

    @property
    def whole_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in ("classes", "seats", "estimate") if name in self.fields]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        told = [said.get(f"{name}_new") not in {None, ""} for name in ("name", "first", "last", "minimum", "maximum")]
        if any(told) and not all(told):
            raise forms.ValidationError(phrases.NEW_CLASS_IN_FULL)
        return said

    def line(self) -> LineSaid:
        """The line as it is to be."""
        got = self.cleaned_data
        planned = [
            ClassSaid(row.number, row.name, *(got[f"{name}_{row.number}"] for name in _OF_CLASS))
            for row in self.said.planned
            if not got[f"drop_{row.number}"]
        ]
        if got.get("name_new"):
            number = max((row.number for row in self.said.planned), default=0) + 1
            planned.append(ClassSaid(number, got["name_new"], *(got[f"{name}_new"] for name in _OF_CLASS)))
        shares = tuple(replace(row, seats=got[f"unit_{row.key}"]) if self.listed else row for row in self.said.shares)
        return replace(
            self.said,
            classes=got["classes"] if self.by_totals else len(planned),
            seats=sum(row.seats or 0 for row in shares) if self.listed else got["seats"],
            planned=tuple(planned),
            shares=shares,
            estimate=got["estimate"],
        )


_OF_CLASS = ("minimum", "maximum", "first", "last")


def _whole(label: Phrase, value: int | None, *, required: bool = True) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=0, max_value=LARGEST, initial=value, required=required)
