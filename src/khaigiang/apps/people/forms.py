import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from khaigiang.apps.people import phrases
from khaigiang.apps.people.actions import Details, Taken, Whereabouts
from khaigiang.apps.people.models import Appointment, PersonCategory, PrivateKind, Sex
from khaigiang.apps.people.queries import units_named
from khaigiang.apps.units.actions import Basis
from khaigiang.apps.units.models import Unit
from khaigiang.core.vietnamese import PartialDate, parse_date
from khaigiang.foundation import clock
from khaigiang.foundation.asked import number_asked

UNSTATED = ("", _("Chưa rõ"))
AS_DATE = _("Như 12/05/1975, 05/1975 hoặc 1975; để trống nếu chưa rõ.")
AS_UNIT = _("Tên đơn vị; thêm đơn vị cấp trên sau dấu phẩy nếu có nhiều đơn vị cùng tên.")


class PartialDateField(forms.CharField):
    """A date with as much of it as is known."""

    def clean(self, value: Any) -> PartialDate | None:
        text = super().clean(value).strip()
        if not text:
            return None
        read = parse_date(text)
        if read is None:
            raise forms.ValidationError(phrases.NOT_A_DATE % {"text": text})
        return read


class UnitField(forms.CharField):
    """A unit by its name, with the one above it behind a comma where several are called so."""

    def clean(self, value: Any) -> Unit | None:
        text = super().clean(value).strip()
        if not text:
            return None
        found = units_named(text, on=clock.today())
        if len(found) == 1:
            return found[0]
        said = phrases.MANY_UNITS if found else phrases.NO_UNIT
        raise forms.ValidationError(said % {"text": text, "n": len(found)})


class PersonForm(forms.Form):
    """What is said of somebody as a person."""

    full_name = forms.CharField(label=_("Họ và tên"), max_length=120)
    birth = PartialDateField(label=_("Ngày sinh"), help_text=AS_DATE, max_length=20, required=False)
    sex = forms.ChoiceField(label=_("Giới tính"), choices=[UNSTATED, *Sex.choices], required=False)
    category = forms.ChoiceField(label=_("Đối tượng"), choices=[UNSTATED, *PersonCategory.choices], required=False)
    managed_by = forms.CharField(label=_("Diện quản lý"), max_length=200, required=False)
    email = forms.EmailField(label=_("Thư điện tử"), max_length=254, required=False)

    def details(self) -> Details:
        return Details(**{name: self.cleaned_data[name] for name in PersonForm.base_fields})


class NewPersonForm(PersonForm):
    """Somebody new, with the post they hold."""

    title = forms.CharField(label=_("Chức danh"), max_length=200)
    unit = UnitField(label=_("Đơn vị"), help_text=AS_UNIT, max_length=300)


class PostForm(forms.Form):
    title = forms.CharField(label=_("Chức danh"), max_length=200)
    unit = UnitField(label=_("Đơn vị"), help_text=AS_UNIT, max_length=300)
    since = PartialDateField(label=_("Từ"), help_text=AS_DATE, max_length=20, required=False)


class EndForm(forms.Form):
    until = PartialDateField(label=_("Thôi giữ chức danh từ hết ngày"), help_text=AS_DATE, max_length=20)


class PlannedPostForm(forms.Form):
    title = forms.CharField(label=_("Chức danh quy hoạch"), max_length=200)
    unit = UnitField(label=_("Đơn vị"), help_text=AS_UNIT, max_length=300)
    term = forms.CharField(label=_("Nhiệm kỳ"), help_text=_("Như 2025-2030."), max_length=9)
    decision = forms.CharField(label=_("Quyết định phê duyệt"), max_length=200, required=False)


MOST_PERIODS = 9999


class TakenForm(forms.Form):
    """Where and when something was learnt, and what proves it."""

    place = forms.CharField(label=_("Nơi đào tạo, bồi dưỡng"), max_length=200, required=False)
    finished = PartialDateField(label=_("Hoàn thành"), help_text=AS_DATE, max_length=20, required=False)
    paper = forms.CharField(label=_("Văn bằng, chứng chỉ (số, ngày)"), max_length=200, required=False)

    def taken(self) -> Taken:
        return Taken(**{name: self.cleaned_data[name] for name in TakenForm.base_fields})


class EducationForm(TakenForm):
    level = forms.ChoiceField(label=_("Trình độ"), choices=list(phrases.EDUCATION.items()))
    subject = forms.CharField(label=_("Ngành, chuyên ngành"), max_length=200, required=False)
    field_order = ("level", "subject")


class TheoryForm(TakenForm):
    level = forms.ChoiceField(label=_("Trình độ"), choices=list(phrases.THEORY.items()))
    field_order = ("level",)


class PastCourseForm(TakenForm):
    title = forms.CharField(label=_("Tên khóa học"), max_length=300)
    source = forms.CharField(
        label=_("Theo nguồn nào"), help_text=_("Như: cá nhân khai, hồ sơ cán bộ, sổ của trường."), max_length=200
    )
    periods = forms.IntegerField(
        label=_("Số tiết"),
        help_text=_("Để trống nếu không rõ; để tính thời lượng bồi dưỡng trong năm."),
        min_value=1,
        max_value=MOST_PERIODS,
        required=False,
    )
    field_order = ("title", "place", "finished", "periods")


class PrivateFactForm(forms.Form):
    """One sensitive fact; what is stated already is not shown here."""

    kind = forms.ChoiceField(label=_("Thông tin"), choices=PrivateKind.choices)
    value = forms.CharField(
        label=_("Nội dung"),
        help_text=_("Để trống để xóa nội dung đã ghi. Nội dung được mã hóa khi lưu."),
        max_length=60,
        required=False,
    )


LEFT, OTHER = "thoi", "khac"
_PLACE, _UNIT, _TITLE = "noi-", "don-vi-", "chuc-danh-"


class WhereaboutsForm(forms.Form):
    """Where the holders of several posts went, post by post, and the day and instrument that all of it rests on."""

    day = forms.DateField(
        label=_("Ở đơn vị mới từ ngày"),
        help_text=_("Để trống: từ ngày kế tiếp ngày đơn vị cũ kết thúc."),
        widget=forms.DateInput(attrs={"type": "date"}),
        required=False,
    )
    number = forms.CharField(
        label=_("Số văn bản căn cứ"),
        help_text=_("Để trống: theo văn bản sắp xếp đơn vị đã ghi."),
        max_length=60,
        required=False,
    )
    issued_on = forms.DateField(label=_("Ngày văn bản"), widget=forms.DateInput(attrs={"type": "date"}), required=False)
    issuer = forms.CharField(label=_("Cơ quan ban hành"), max_length=200, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.wrong: dict[int, str] = {}
        self.told: list[Whereabouts] = []

    def asked(self) -> list[int]:
        """The posts (by id) of which the page said anything."""
        keys = (name.removeprefix(_PLACE) for name in self.data if name.startswith(_PLACE))
        return [number for key in keys if (number := number_asked(key)) is not None]

    def read(self, posts: Sequence[Appointment]) -> bool:
        """Whether all that was said of these can be understood; ``told`` then holds it, else ``wrong`` by post."""
        units = Unit.objects.in_bulk([number_asked(self.place_of(post.pk)) for post in posts])
        for post in posts:
            self._read(post, units)
        return self.is_valid() and not self.wrong

    def place_of(self, post: int) -> str:
        return str(self.data.get(f"{_PLACE}{post}", ""))

    def other_of(self, post: int) -> str:
        return str(self.data.get(f"{_UNIT}{post}", "")).strip()

    def title_of(self, post: int) -> str:
        return str(self.data.get(f"{_TITLE}{post}", "")).strip()

    def basis(self) -> Basis | None:
        """The instrument that was told, if any."""
        told = self.cleaned_data
        if not told["number"]:
            return None
        return Basis(told["number"].strip(), told["issuer"].strip(), told["issued_on"])

    def day_told(self) -> dt.date | None:
        day: dt.date | None = self.cleaned_data["day"]
        return day

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        cited = [bool(told.get(name)) for name in ("number", "issued_on", "issuer")]
        if any(cited) and not all(cited):
            raise forms.ValidationError(phrases.CITED_IN_FULL)
        return told

    def _read(self, post: Appointment, units: Mapping[int, Unit]) -> None:
        said = self.place_of(post.pk)
        if said == LEFT:
            self.told.append(Whereabouts(post, None))
        elif said == OTHER:
            self._read_other(post)
        elif said and (unit := units.get(number_asked(said) or 0)) is None:
            self.wrong[post.pk] = str(phrases.CHOICE_UNKNOWN)
        elif said:
            self.told.append(Whereabouts(post, unit, self.title_of(post.pk)))

    def _read_other(self, post: Appointment) -> None:
        text = self.other_of(post.pk)
        found = units_named(text, on=clock.today()) if text else []
        if len(found) == 1:
            self.told.append(Whereabouts(post, found[0], self.title_of(post.pk)))
        elif not text:
            self.wrong[post.pk] = str(phrases.OTHER_NOT_NAMED)
        else:
            self.wrong[post.pk] = str(phrases.MANY_UNITS if found else phrases.NO_UNIT) % {
                "text": text,
                "n": len(found),
            }
