"""Every request acts for the user who is signed in, and opens only what their role opens."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import resolve_url
from django.views.defaults import permission_denied

from khaigiang.apps.accounts.permissions import OPEN, check_may_open, check_may_post, methods_of
from khaigiang.apps.accounts.queries import actor_of
from khaigiang.foundation.actor import NOBODY, acting_as, current
from khaigiang.foundation.refusal import NotPermitted, allowed


class ActForUser:
    """Put the actor of the signed-in user on the request and on every transaction of it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        actor = NOBODY if isinstance(request.user, AnonymousUser) else actor_of(request.user)
        request.actor = actor  # type: ignore[attr-defined]  # views ask foundation.actor.current()
        request.may_open = lambda route: allowed(check_may_open, actor, route)  # type: ignore[attr-defined]  # for the shell
        with acting_as(actor):
            return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Sequence[Any], kwargs: Mapping[str, Any]
    ) -> HttpResponse | None:
        """Ask for the sign-in, or refuse, before the page does anything.

        What a page takes is a matter of the table as well: one that is not in it is only read.
        """
        del view, args, kwargs
        route = request.resolver_match.view_name if request.resolver_match else ""
        if route in OPEN:
            return None
        if current() is NOBODY:
            return _sign_in_first(request)
        methods = methods_of(route)
        try:
            posts = request.method == "POST" and "POST" in methods
            (check_may_post if posts else check_may_open)(current(), route)
        except NotPermitted as refused:
            return _refuse(request, refused)
        return None if request.method in methods else HttpResponseNotAllowed(methods)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Say in a page of its own that somebody may not."""
        return _refuse(request, exception) if isinstance(exception, NotPermitted) else None


def _sign_in_first(request: HttpRequest) -> HttpResponse:
    if _is_fragment(request):
        return _leave_for(resolve_url(settings.LOGIN_URL))
    return redirect_to_login(request.get_full_path())


def _refuse(request: HttpRequest, refused: NotPermitted) -> HttpResponse:
    """A whole page, never swapped into another: a fragment's request is sent to where the refusal is read in full."""
    return _leave_for(request.get_full_path()) if _is_fragment(request) else permission_denied(request, refused)


def _is_fragment(request: HttpRequest) -> bool:
    return request.headers.get("HX-Request") == "true"


def _leave_for(address: str) -> HttpResponse:
    return HttpResponse(headers={"HX-Redirect": address})
