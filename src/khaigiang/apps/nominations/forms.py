import datetime as dt
import hashlib

from django import forms
from django.utils.translation import gettext_lazy as _

from khaigiang.apps.catalogue.models import StudyForm as StudyFormLabels
from khaigiang.apps.catalogue.queries import rule_sets_on
from khaigiang.apps.nominations.bridge import DOSSIER, Trial, instruments_of
from khaigiang.apps.nominations.phrases import FACTS
from khaigiang.core.eligibility.facts import AppraisalLevel, StudyForm

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
LEVELS = [("", _("Chưa rõ")), *((level.value, FACTS[level.value]) for level in AppraisalLevel)]
LONGEST_RULES = 100_000


class TrialForm(forms.Form):
    """What a trial is asked with, in an address that can be sent to somebody."""

    quy_dinh = forms.ChoiceField(
        label=_("Theo quy định"),
        choices=lambda: [
            (code, instruments_of(held)) for code, held in rule_sets_on(dt.date.max).items() if code != DOSSIER
        ],
    )
    ngay = forms.DateField(label=_("Lớp khai giảng ngày"), widget=DAY)
    he = forms.ChoiceField(label=_("Hệ học"), choices=StudyFormLabels.choices)
    xep_loai = forms.ChoiceField(label=_("Xếp loại hai năm liền trước"), choices=LEVELS, required=False)

    def trial(self) -> Trial:
        """What a valid form asks."""
        said = self.cleaned_data
        level = AppraisalLevel(said["xep_loai"]) if said["xep_loai"] else None
        return Trial(said["quy_dinh"], said["ngay"], StudyForm(said["he"]), level)


class EnactForm(forms.Form):
    """A rule set as it shall hold from a day, and by what. ``seen`` tells which text and day were last tried."""

    text = forms.CharField(
        label=_("Bộ điều kiện"),
        help_text=_(
            "Mỗi điều kiện một mục [[rules]]. Đổi mã ở dòng code đầu tiên thì thành một bộ mới; điều kiện chưa đối "
            "chiếu với văn bản gốc thì để verified = false."
        ),
        max_length=LONGEST_RULES,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 24, "spellcheck": "false", "class": "code"}),
    )
    instrument = forms.CharField(label=_("Ban hành theo văn bản"), max_length=300)
    in_force_from = forms.DateField(
        label=_("Áp dụng cho lớp khai giảng từ ngày"),
        help_text=_("Lớp đã khai giảng giữ bộ điều kiện của mình."),
        widget=DAY,
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def mark(self) -> str:
        """What a valid form says, in short: it is enacted only as it was last tried."""
        said = self.cleaned_data
        return hashlib.sha256(f"{said['in_force_from']}\n{said['text']}".encode()).hexdigest()
