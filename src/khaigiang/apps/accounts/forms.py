from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from khaigiang.apps.accounts.queries import locked_until


class SignInForm(forms.Form):
    """User name and password. A locked user name is refused before its password is looked at."""

    username = forms.CharField(label=_("Tên đăng nhập"), max_length=60)
    password = forms.CharField(label=_("Mật khẩu"), widget=forms.PasswordInput, max_length=200, strip=False)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        until = locked_until(given.get("username", ""))
        if until:
            raise forms.ValidationError(
                _("Tên đăng nhập này tạm khóa vì sai mật khẩu nhiều lần. Hãy thử lại từ %(time)s."),
                code="locked",
                params={"time": timezone.localtime(until).strftime("%H:%M")},
            )
        return given
