"""What is asked about closed days, limits of lecturers and wishes."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from khaigiang.apps.catalogue.models import MOST_TOGETHER, Topic
from khaigiang.apps.schools.models import MOST_A_DAY, MOST_A_WEEK, Venue
from khaigiang.apps.schools.phrases import WISHES
from khaigiang.apps.schools.queries import bounds_of, usual_weights
from khaigiang.web.fields import WEEKDAYS, NamedField

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class ClosedDaysForm(forms.Form):
    venue = NamedField(Venue.objects.all(), label=_("Địa điểm"), required=False, empty_label=_("Mọi địa điểm"))
    first = forms.DateField(label=_("Từ ngày"), widget=DAY)
    last = forms.DateField(label=_("Đến ngày"), widget=DAY, required=False, help_text=_("Để trống nếu chỉ một ngày."))
    reason = forms.CharField(
        label=_("Lý do"),
        max_length=200,
        help_text=_("Ví dụ: hội trường phục vụ kỳ họp HĐND."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        said["last"] = said.get("last") or said.get("first")
        return said


class LimitsForm(forms.Form):
    max_per_day = forms.IntegerField(label=_("Nhiều nhất bao nhiêu buổi một ngày"), min_value=1, max_value=MOST_A_DAY)
    max_per_week = forms.IntegerField(
        label=_("Nhiều nhất bao nhiêu buổi một tuần"),
        min_value=1,
        max_value=MOST_A_WEEK,
        required=False,
        help_text=_("Để trống nếu không giới hạn."),
    )
    home_venue = NamedField(
        Venue.objects.all(),
        label=_("Nơi làm việc"),
        required=False,
        empty_label=_("Không ghi"),
        help_text=_("Thời khóa biểu tránh bắt giảng viên đi nơi khác rồi trở lại trong một ngày."),
    )


class TopicForm(forms.Form):
    """How a topic is held; what only a topic of several half-days can be is not asked of others."""

    weekdays = forms.TypedMultipleChoiceField(
        label=_("Chỉ học vào"),
        choices=list(WEEKDAYS.items()),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "box-list"}),
        help_text=_("Không chọn ngày nào thì ngày nào cũng được."),
    )
    lecturers_together = forms.IntegerField(
        label=_("Số giảng viên cùng dạy"), min_value=1, max_value=MOST_TOGETHER, help_text=_("Thường là 1.")
    )
    spread = forms.BooleanField(label=_("Mỗi buổi một ngày khác nhau"), required=False)
    one_lecturer = forms.BooleanField(label=_("Các buổi ấy do cùng giảng viên dạy"), required=False)

    def __init__(self, *args: Any, of: Topic, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if of.half_days <= 1:
            for name in ("spread", "one_lecturer"):
                del self.fields[name]


class WishesForm(forms.Form):
    """One number for each wish, and from how many half-days in a row on a lecturer's load counts."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, usual in usual_weights().items():
            wish = WISHES[name]
            least, most = bounds_of(name)
            field = forms.IntegerField(label=wish.name, help_text=wish.means, min_value=least, max_value=most)
            field.initial = usual
            self.fields[name] = field
