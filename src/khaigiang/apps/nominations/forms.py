from django import forms
from django.utils.translation import gettext_lazy as _

from khaigiang.apps.catalogue.models import StudyForm as StudyFormLabels
from khaigiang.apps.nominations.bridge import DOSSIER, Trial, instruments_of
from khaigiang.apps.nominations.phrases import FACTS
from khaigiang.core.eligibility.facts import AppraisalLevel, StudyForm
from khaigiang.data.rules import rule_set_codes

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
LEVELS = [("", _("Chưa rõ")), *((level.value, FACTS[level.value]) for level in AppraisalLevel)]


class TrialForm(forms.Form):
    """What a trial is asked with, in an address that can be sent to somebody."""

    quy_dinh = forms.ChoiceField(
        label=_("Theo quy định"),
        choices=lambda: [(code, instruments_of(code)) for code in rule_set_codes() if code != DOSSIER],
    )
    ngay = forms.DateField(label=_("Lớp khai giảng ngày"), widget=DAY)
    he = forms.ChoiceField(label=_("Hệ học"), choices=StudyFormLabels.choices)
    xep_loai = forms.ChoiceField(label=_("Xếp loại hai năm liền trước"), choices=LEVELS, required=False)

    def trial(self) -> Trial:
        """What a valid form asks."""
        said = self.cleaned_data
        level = AppraisalLevel(said["xep_loai"]) if said["xep_loai"] else None
        return Trial(said["quy_dinh"], said["ngay"], StudyForm(said["he"]), level)
