"""What is asked before a search: how long, or what was lost; and where a lesson is to go."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from khaigiang.apps.plans.models import Plan
from khaigiang.apps.timetables import phrases
from khaigiang.apps.timetables.bridge import (
    Bench,
    half_days_offered,
    lecturer_id,
    lecturers_offered,
    room_id,
    taken_at,
)
from khaigiang.apps.timetables.queries import lecturers_of_plan, rooms_of_plan
from khaigiang.core.calendar import HalfDay
from khaigiang.core.timetabling.hand import Place
from khaigiang.core.timetabling.loss import Loss, LossKind
from khaigiang.core.timetabling.problem import Lesson
from khaigiang.foundation import clock
from khaigiang.foundation.refusal import Phrase

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
    begins_from = forms.DateField(label=_("Lớp bắt đầu từ ngày"), widget=DAY, required=False)
    begins_to = forms.DateField(
        label=_("Đến ngày"),
        help_text=_("Để trống cả hai: mọi lớp. Xếp từng đợt trong năm thì ghi ngày của từng đợt."),
        widget=DAY,
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        first, last = told.get("begins_from"), told.get("begins_to")
        if first and last and last < first:
            self.add_error("begins_to", str(phrases.DAYS_REVERSED))
        return told


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


class PlaceForm(forms.Form):
    """Where a lesson of a draft is to go. What is not told stays as it is."""

    half_day = forms.ChoiceField(label=_("Buổi"))
    first_period = forms.IntegerField(
        label=_("Từ tiết"),
        help_text=_("Để trống thì xếp vào chỗ còn trống đầu tiên của buổi."),
        min_value=1,
        max_value=12,
        required=False,
    )
    lecturer = forms.ChoiceField(label=_("Giảng viên"), required=False)
    second = forms.ChoiceField(label=_("Giảng viên cùng dạy"), required=False)
    room = forms.ChoiceField(label=_("Phòng"), required=False)

    def __init__(self, told: Mapping[str, str] | None, *, bench: Bench, lesson: Lesson) -> None:
        one, other = (*lesson.lecturer_ids, "", "")[:2]
        self.others = lesson.lecturer_ids[2:]  # more than two teach together: the rest stay
        stands = {
            "half_day": str(lesson.half_day),
            "lecturer": one,
            "second": other,
            "room": lesson.room_id or "",
        }
        super().__init__(None if told is None else {**stands, **told}, initial=stands, label_suffix="")
        if not bench.is_short(lesson):
            del self.fields["first_period"]
        offered = {str(each): (each, held) for each, held in half_days_offered(bench, lesson)}
        when, _held = offered.get(str(self["half_day"].value()), (lesson.half_day, ()))
        taken = taken_at(bench, lesson, when)

        def said(names: Iterable[str]) -> list[tuple[str, Phrase]]:
            return [(each, format_lazy(phrases.TAKEN, name=each) if each in taken else each) for each in names]

        able, others = map(said, lecturers_offered(bench, lesson))
        people = [("", _("Không có")), (_("Đảm nhận chuyên đề này"), able), (_("Người khác"), others)]
        rooms = [("", _("Không có")), *said(bench.rows.rooms)]
        days = [(key, phrases.offered(each, held)) for key, (each, held) in offered.items()]
        for name, choices in (("half_day", days), ("lecturer", people), ("second", people), ("room", rooms)):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = choices

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        people = [each for each in (told.get("lecturer"), told.get("second"), *self.others) if each]
        if len(set(people)) < len(people):
            self.add_error("second", str(phrases.SAME_LECTURER))
        return told

    def place(self) -> Place:
        told = self.cleaned_data
        people = tuple(each for each in (told["lecturer"], told["second"], *self.others) if each)
        return Place(HalfDay.parse(told["half_day"]), people, told["room"] or None, told.get("first_period"))


class VersionsForm(forms.Form):
    """Two versions to compare, by default the last two."""

    tu = forms.ChoiceField(label=_("Từ bản"))
    den = forms.ChoiceField(label=_("Đến bản"))

    def __init__(self, told: Mapping[str, str] | None, *, numbers: Sequence[int]) -> None:
        usual = dict(zip(("den", "tu"), map(str, numbers[:2]), strict=False))
        super().__init__({**usual, **(told.dict() if isinstance(told, QueryDict) else told or {})}, label_suffix="")
        for name in ("tu", "den"):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [(str(each), format_lazy(phrases.VERSION, n=each)) for each in numbers]

    def pair(self) -> tuple[int, int] | None:
        """The earlier and the later; None where nothing was chosen that is there."""
        if not self.is_valid():
            return None
        early, late = sorted((int(self.cleaned_data["tu"]), int(self.cleaned_data["den"])))
        return early, late
