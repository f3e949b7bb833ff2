"""The forms of surveys, of inspections, and the grid that a unit fills in."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from khaigiang.apps.catalogue.queries import latest_programmes, rule_set_codes
from khaigiang.apps.needs import phrases
from khaigiang.apps.needs.actions import Asking, Filled, InspectionPaper
from khaigiang.apps.needs.models import NeedsSurvey, SurveyRow
from khaigiang.apps.needs.queries import CHILDREN, COMMUNES, unit_named, units_below, units_named
from khaigiang.apps.units.models import Unit
from khaigiang.data.fields import fields
from khaigiang.data.rules import position_groups
from khaigiang.foundation import clock
from khaigiang.foundation.asked import number_asked
from khaigiang.foundation.refusal import Phrase, Refused
from khaigiang.intake.needs import LARGEST, LONGEST

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
FIRST_YEAR, LAST_YEAR = 2000, 2100
BOXES = forms.CheckboxSelectMultiple(attrs={"class": "box-list"})
LISTED = "listed"
UNIT_HELP = _("Tên đơn vị; thêm tên cấp trên sau dấu phẩy nếu trùng: Phường Ba Đình, Thành phố Hà Nội.")


def _groups() -> list[tuple[str, str]]:
    return [(group.code, phrases.group_name(group.code)) for group in position_groups()]


def _programmes() -> list[tuple[str, str]]:
    return [(each.code, f"{each.name} ({each.code})") for each in latest_programmes()]


def _year_field() -> forms.IntegerField:
    return forms.IntegerField(label=_("Nhu cầu của năm"), min_value=FIRST_YEAR, max_value=LAST_YEAR)


class PlainForm(forms.Form):
    """An act that needs no words."""


class UnitsForm(forms.Form):
    """Which units are asked: all of a kind below the body, or those that are listed."""

    which = forms.ChoiceField(
        label=_("Hỏi các đơn vị"),
        choices=[
            (CHILDREN, _("trực thuộc trực tiếp")),
            (COMMUNES, _("mọi xã, phường, thị trấn bên dưới")),
            (LISTED, _("theo danh sách dưới đây")),
        ],
    )
    names = forms.CharField(
        label=_("Danh sách đơn vị"),
        help_text=_("Mỗi dòng một tên đơn vị; chỉ đọc khi chọn “theo danh sách”."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=60_000,
        required=False,
    )

    def units(self, body: Unit) -> list[Unit]:
        """The units that are meant. Raises Refused in words."""
        told, on = self.cleaned_data, clock.today()
        if told["which"] != LISTED:
            found = units_below(body, told["which"], on=on)
            if not found:
                raise Refused("nobody_below", phrases.NOBODY_BELOW, unit=body.name)
            return found
        return units_named([line.strip() for line in told["names"].splitlines() if line.strip()], on=on)


class SurveyForm(UnitsForm):
    """A new survey: who asks, below which unit, of which year, until when."""

    title = forms.CharField(label=_("Tên cuộc khảo sát"), max_length=300)
    year = _year_field()
    asker = forms.CharField(label=_("Cơ quan hỏi"), max_length=200)
    body = forms.CharField(label=_("Trong phạm vi đơn vị"), help_text=UNIT_HELP, max_length=300)
    deadline = forms.DateField(label=_("Hạn trả lời"), widget=DAY)
    note = forms.CharField(
        label=_("Lời nhắn cho các đơn vị"), widget=forms.Textarea(attrs={"rows": 2}), max_length=2000, required=False
    )
    field_order = ("title", "year", "asker", "body", "which", "names", "deadline", "note")

    def place(self) -> Unit:
        """The unit below which the survey asks. Raises Refused in words."""
        return unit_named(self.cleaned_data["body"], on=clock.today())


class AskForm(forms.Form):
    """Position groups, and one programme that is asked about for each of them."""

    groups = forms.MultipleChoiceField(label=_("Nhóm chức danh"), widget=BOXES)
    programme = forms.ChoiceField(
        label=_("Chương trình"),
        help_text=_("Chương trình đã có trong danh mục thì hồ sơ đối chiếu được ai đã học."),
        required=False,
    )
    title = forms.CharField(
        label=_("Tên nội dung"),
        help_text=_("Để trống thì lấy tên chương trình; bắt buộc khi chưa có chương trình."),
        max_length=300,
        required=False,
    )
    planned = forms.BooleanField(label=_("Tính cả người được quy hoạch chức danh này"), required=False)
    also = forms.MultipleChoiceField(
        label=_("Chương trình tương đương hoặc thay thế, được tính là đã học"), widget=BOXES, required=False
    )
    rule_set = forms.ChoiceField(
        label=_("Bộ điều kiện"),
        help_text=_("Ai không thuộc diện theo bộ điều kiện này thì không tính là cần học."),
        required=False,
    )
    again_after = forms.IntegerField(label=_("Phải học lại sau số năm"), min_value=1, max_value=50, required=False)
    basis = forms.CharField(label=_("Văn bản quy định phải học"), max_length=300, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        programmes = _programmes()
        self._offer("groups", _groups())
        self._offer("programme", [("", _("chưa có trong danh mục")), *programmes])
        self._offer("also", programmes)
        self._offer("rule_set", [("", _("không dùng")), *((code, code) for code in rule_set_codes())])
        if not programmes:
            del self.fields["also"]

    def _offer(self, name: str, choices: Sequence[tuple[str, Phrase]]) -> None:
        choice = self.fields[name]
        assert isinstance(choice, forms.ChoiceField)
        choice.choices = choices

    def asking(self) -> Asking:
        told = {name: value for name, value in self.cleaned_data.items() if name != "groups"}
        return Asking(**told)


class ExtendForm(forms.Form):
    until = forms.DateField(label=_("Hạn mới"), widget=DAY)
    why = forms.CharField(label=_("Lý do gia hạn"), max_length=300)


class RemarksForm(forms.Form):
    remarks = forms.CharField(label=_("Cần sửa gì"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))


class WithdrawForm(forms.Form):
    why = forms.CharField(label=_("Lý do rút"), max_length=300)


class InspectionForm(forms.Form):
    """What an inspection found, from its paper."""

    number = forms.CharField(label=_("Số văn bản kiểm tra"), max_length=60)
    issued_on = forms.DateField(label=_("Ngày văn bản"), widget=DAY)
    issuer = forms.CharField(label=_("Cơ quan ban hành"), max_length=200)
    found = forms.CharField(label=_("Kiểm tra nêu"), widget=forms.Textarea(attrs={"rows": 3}), max_length=4000)
    topic = forms.CharField(label=_("Nội dung cần bồi dưỡng"), max_length=300)
    units = forms.CharField(
        label=_("Các đơn vị được nêu"),
        help_text=_("Mỗi dòng một đơn vị; sau dấu hai chấm ghi số người nếu văn bản nêu: Xã Ba Vì: 3."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=60_000,
    )
    year = _year_field()
    body = forms.CharField(
        label=_("Tính vào nhu cầu của"),
        help_text=_("Đơn vị lập kế hoạch, như ở cuộc khảo sát của năm ấy."),
        max_length=300,
    )
    field = forms.ChoiceField(label=_("Lĩnh vực"), required=False)
    programme = forms.ChoiceField(label=_("Chương trình"), required=False)
    groups = forms.MultipleChoiceField(label=_("Nhóm chức danh"), widget=BOXES, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered: Mapping[str, Sequence[tuple[str, Phrase]]] = {
            "field": [("", _("không ghi")), *((each.code, each.name) for each in fields())],
            "programme": [("", _("chưa có trong danh mục")), *_programmes()],
            "groups": _groups(),
        }
        for name, choices in offered.items():
            choice = self.fields[name]
            assert isinstance(choice, forms.ChoiceField)
            choice.choices = choices

    def paper(self) -> InspectionPaper:
        told = {name: value for name, value in self.cleaned_data.items() if name not in {"units", "year", "body"}}
        return InspectionPaper(**told)

    def place(self) -> Unit:
        return unit_named(self.cleaned_data["body"], on=clock.today())

    def found_units(self) -> Mapping[Unit, int | None]:
        """The units with how many people each, as far as that is said. Raises Refused in words."""
        return inspected_units(self.cleaned_data["units"].splitlines(), on=clock.today())


def inspected_units(lines: Sequence[str], *, on: dt.date) -> Mapping[Unit, int | None]:
    """Lines such as ``Xã Ba Vì: 3`` as units with a number of people. Raises Refused for a name that none has."""
    told: list[tuple[str, int | None]] = []
    for line in lines:
        name, colon, number = line.rpartition(":")
        people = number_asked(number.strip()) if colon else None
        if people is not None and people > LARGEST:
            raise Refused("too_many", phrases.TOO_MANY, most=LARGEST)
        if line.strip():
            told.append((name.strip(), people) if people is not None else (line.strip(), None))
    units = units_named([name for name, _people in told], on=on)
    return {unit: people for unit, (_name, people) in zip(units, told, strict=True)}


def usual_survey(latest: NeedsSurvey | None) -> dict[str, Any]:
    """What a form of a new survey or inspection begins with: the year after this one, and who asked last."""
    year = clock.today().year + 1
    return {"year": year, "asker": latest.asker if latest else "", "body": latest.body.name if latest else ""}


@dataclass(frozen=True, slots=True)
class Grid:
    """What was sent of a unit's form: the answers by row, and what is wrong with which field."""

    answers: Mapping[int, Filled]
    typed: Mapping[int, tuple[str, str, frozenset[int]]]
    wrong: Mapping[int, str]


def read_grid(sent: QueryDict, rows: Sequence[SurveyRow]) -> Grid:
    """The fields of these rows; a row whose field was not sent keeps its answer."""
    answers: dict[int, Filled] = {}
    typed: dict[int, tuple[str, str, frozenset[int]]] = {}
    wrong: dict[int, str] = {}
    for row in rows:
        if f"so-{row.pk}" not in sent:
            continue
        text, remark = (sent.get(f"{name}-{row.pk}", "").strip()[:LONGEST] for name in ("so", "ghi"))
        named = [key for each in sent.getlist(f"ai-{row.pk}") if (key := number_asked(each)) is not None]
        typed[row.pk] = (text, remark, frozenset(named))
        people = number_asked(text) if text else None
        if text and people is None:
            wrong[row.pk] = str(phrases.NOT_A_NUMBER)
        elif people is not None and people > LARGEST:
            wrong[row.pk] = str(phrases.TOO_MANY) % {"most": LARGEST}
        elif len(set(named)) > (people or 0):
            facts = {"title": row.title, "named": len(set(named)), "people": people or 0}
            wrong[row.pk] = str(phrases.MORE_NAMED) % facts
        else:
            answers[row.pk] = Filled(people, remark, tuple(dict.fromkeys(named)))
    return Grid(answers, typed, wrong)
