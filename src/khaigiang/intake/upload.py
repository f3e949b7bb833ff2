"""A file handed in on a page, before anybody reads it."""

from typing import Protocol

from django.core.exceptions import ValidationError

from khaigiang.intake.phrases import message
from khaigiang.intake.sheets import oversized


class HandedIn(Protocol):
    """What a web framework knows of a file that came in."""

    name: str | None
    size: int | None


def check_size(file: HandedIn) -> None:
    """For a form's field. Raises ValidationError for a file larger than what is opened: it is never read."""
    faults = oversized(file.name or "", file.size or 0)
    if faults:
        raise ValidationError([message(each) for each in faults])
