"""What the shell of every page needs."""

from django.http import HttpRequest

from khaigiang import __version__
from khaigiang.foundation import clock


def shell(request: HttpRequest) -> dict[str, object]:  # noqa: ARG001 - Django calls it with the request
    """The day the office is at, and the version in the footer."""
    return {"today": clock.today(), "version": __version__}
