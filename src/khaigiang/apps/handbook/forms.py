from django import forms
from django.utils.translation import gettext_lazy as _

from khaigiang.apps.handbook.phrases import FIELDS

CHOICES = [(field, field) for field in FIELDS]


class AskForm(forms.Form):
    field = forms.ChoiceField(label=_("Lĩnh vực"), choices=CHOICES)
    text = forms.CharField(
        label=_("Câu hỏi"),
        help_text=_("Đừng ghi số định danh, kỷ luật hay chuyện riêng của ai: người trả lời sẽ đọc nguyên văn."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )


class AnswerForm(forms.Form):
    answer = forms.CharField(label=_("Trả lời"), max_length=5000, widget=forms.Textarea(attrs={"rows": 8}))


class PublishForm(forms.Form):
    """The entry as everybody will read it."""

    field = forms.ChoiceField(label=_("Lĩnh vực"), choices=CHOICES)
    wording = forms.CharField(
        label=_("Câu hỏi, viết cho mọi người đọc"),
        help_text=_("Bỏ tên người, tên đơn vị và điều riêng tư."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    text = forms.CharField(label=_("Trả lời"), max_length=5000, widget=forms.Textarea(attrs={"rows": 8}))
    sources = forms.CharField(
        label=_("Nguồn"),
        help_text=_("Văn bản, điều, khoản; để trống nếu là cách làm của cơ quan."),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    verified = forms.BooleanField(label=_("Đã đối chiếu với văn bản gốc"), required=False)
