"""Which plan a line is of, where two plans use its code."""

from collections.abc import Callable
from typing import Any, TypeVar

import click

F = TypeVar("F", bound=Callable[..., Any])


def of_plan(verb: F) -> F:
    """A command that is told the code of a line may be told the number of its plan too."""
    told = "Số kế hoạch, khi nhiều kế hoạch cùng mã dòng. The plan's number, where several use the code."
    return click.option("--plan", default="", help=told)(verb)
