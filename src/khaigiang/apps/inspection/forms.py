from django import forms
from django.utils.translation import gettext_lazy as _

from khaigiang.apps.inspection.phrases import THINGS, VERBS


class EventsForm(forms.Form):
    """What narrows the list; an act or a thing that has no words yet cannot be chosen, only seen."""

    nguoi = forms.CharField(label=_("Người làm"), required=False, widget=forms.TextInput(attrs={"type": "search"}))
    viec = forms.ChoiceField(label=_("Việc"), required=False, choices=[("", _("Tất cả")), *VERBS.items()])
    doi_tuong = forms.ChoiceField(label=_("Đối tượng"), required=False, choices=[("", _("Tất cả")), *THINGS.items()])
    ngay = forms.DateField(label=_("Ngày"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
