from django import forms
from django.utils.translation import gettext_lazy as _


class IssueForm(forms.Form):
    """What stands on a paper once it is signed."""

    number = forms.IntegerField(
        label=_("Số"),
        min_value=1,
        localize=False,
        error_messages={"invalid": _("Nhập một số nguyên."), "min_value": _("Số văn bản phải từ 1 trở lên.")},
    )
    dated = forms.DateField(
        label=_("Ngày ký"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), localize=False
    )
    signer = forms.CharField(label=_("Họ và tên người ký"), max_length=200, required=False)
