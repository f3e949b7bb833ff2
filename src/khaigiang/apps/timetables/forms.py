"""What is asked before a search: how long, or what was lost."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from khaigiang.apps.plans.models import Plan
from khaigiang.apps.timetables import phrases
from khaigiang.apps.timetables.bridge import lecturer_id, room_id
from khaigiang.apps.timetables.queries import lecturers_of_plan, rooms_of_plan
from khaigiang.core.timetabling.loss import Loss, LossKind
from khaigiang.foundation import clock

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
SHORTEST, USUAL, LONGEST = 5, 30, 600  # seconds
MOST_DAYS = 366


class SearchForm(forms.Form):
    seconds = forms.IntegerField(
        label=_("Tìm trong bao nhiêu giây"),
        help_text=_("Tìm xong sớm thì dừng ngay. Vài lớp cần vài giây; cả năm của một trường cần vài phút."),
        min_value=SHORTEST,
        max_value=LONGEST,
        initial=USUAL,
    )


class LossForm(forms.Form):
    """Who or what cannot be had, and when."""

    kind = forms.ChoiceField(label=_("Việc xảy ra"), choices=list(phrases.LOSSES.items()))
    lecturer = forms.ChoiceField(label=_("Giảng viên"), required=False)
    room = forms.ChoiceField(label=_("Phòng"), required=False)
    first = forms.DateField(label=_("Từ ngày"), widget=DAY)
    last = forms.DateField(label=_("Đến ngày"), widget=DAY, required=False, help_text=_("Để trống nếu chỉ một ngày."))

    def __init__(self, *args: Any, of: Plan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people, rooms = map(lecturer_id, lecturers_of_plan(of)), map(room_id, rooms_of_plan(of))
        for name, choices in (("lecturer", people), ("room", rooms)):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [("", _("Chọn")), *((each, each) for each in choices)]
        self.fields["first"].initial = clock.today()

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        first, last = told.get("first"), told.get("last") or told.get("first")
        if first and last and last < first:
            self.add_error("last", str(phrases.DAYS_REVERSED))
        elif first and last and last - first > dt.timedelta(days=MOST_DAYS):
            self.add_error("last", str(phrases.TOO_MANY_DAYS) % {"n": MOST_DAYS})
        kind = told.get("kind")
        if kind in {LossKind.LECTURER, LossKind.ROOM} and not told.get(kind):
            self.add_error(kind, str(phrases.CHOOSE_WHO))
        return told

    def loss(self) -> Loss:
        told = self.cleaned_data
        kind = LossKind(told["kind"])
        return Loss(kind, "" if kind is LossKind.DAY else told[kind], told["first"], told["last"] or told["first"])
