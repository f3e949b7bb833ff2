"""The way from every page of a demo to the comparison with the published report."""

from django.http import HttpRequest
from django.urls import reverse

from khaigiang.apps.accounts.queries import is_demo


def case_link(request: HttpRequest) -> dict[str, str]:
    """The address of the comparison, for those whose role opens it; empty outside a demo."""
    may_open = getattr(request, "may_open", None)
    return {"case_link": reverse("demo:case") if is_demo() and may_open and may_open("demo:case") else ""}
