"""How many days before the deadline units are reminded where a call says nothing else. It is custom, not law."""

import tomllib
from functools import cache
from importlib.resources import files


@cache
def usual_reminders() -> tuple[int, ...]:
    """The days before a deadline, the earliest reminder first."""
    read = tomllib.loads(files(__name__).joinpath("calls.toml").read_text(encoding="utf-8"))
    return tuple(sorted(read["remind_before"], reverse=True))
