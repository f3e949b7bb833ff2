"""Every request acts for the user who is signed in."""

from collections.abc import Callable

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse

from khaigiang.apps.accounts.queries import actor_of
from khaigiang.foundation.actor import NOBODY, acting_as


class ActForUser:
    """Put the actor of the signed-in user on the request and on every transaction of it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        actor = NOBODY if isinstance(request.user, AnonymousUser) else actor_of(request.user)
        request.actor = actor  # type: ignore[attr-defined]  # read through accounts.requests.actor
        with acting_as(actor):
            return self.get_response(request)
