from django.conf import settings
from django.contrib.auth import authenticate, login, logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from khaigiang.apps.accounts.actions import note_failed_sign_in, note_sign_in
from khaigiang.apps.accounts.forms import SignInForm
from khaigiang.apps.accounts.models import User
from khaigiang.apps.accounts.queries import DEMO_PASSWORD, actor_of, demo_accounts, is_demo
from khaigiang.foundation.actor import current
from khaigiang.web.pages import render_page


@never_cache
@sensitive_post_parameters("password")
def sign_in(request: HttpRequest) -> HttpResponse:
    """The door. In a demo ``?as=planner`` fills in the account of a role or user name; the press is the user's own."""
    accounts = demo_accounts()
    chosen = next((user for user in accounts if request.GET.get("as") in {user.username, *user.roles}), None)
    first = {"username": chosen.username, "password": DEMO_PASSWORD} if chosen else {}
    form = SignInForm(request.POST if request.method == "POST" else None, initial=first, label_suffix="")
    form.fields["password"].widget.render_value = bool(chosen)
    if form.is_valid():
        user = authenticate(request, **form.cleaned_data)
        if isinstance(user, User):
            login(request, user)
            note_sign_in(user, by=actor_of(user))
            return redirect(_next(request))
        note_failed_sign_in(form.cleaned_data["username"], by=current())
        form.add_error(None, _("Tên đăng nhập hoặc mật khẩu không đúng."))
    context = {
        "form": form,
        "accounts": accounts,
        "chosen": chosen,
        "demo": is_demo(),
        "demo_password": DEMO_PASSWORD,
        "next": _next(request),
    }
    return render_page(request, "accounts/sign_in.html", context, status=422 if form.errors else 200)


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    logout(request)
    return redirect(settings.LOGIN_URL)


def _next(request: HttpRequest) -> str:
    asked = request.POST.get("next") or request.GET.get("next") or "/"
    return asked if url_has_allowed_host_and_scheme(asked, {request.get_host()}) else "/"
