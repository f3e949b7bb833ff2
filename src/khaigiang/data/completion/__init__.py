"""Rules of completion, read from the files beside this one. SOURCES.md says where they come from."""

import tomllib
from functools import cache
from importlib.resources import files

from khaigiang.core.completion import CompletionRules, parse_completion_rules


@cache
def all_completion_rules() -> tuple[CompletionRules, ...]:
    """Every packaged set of rules, in the order of their codes."""
    found = sorted(entry.name for entry in files(__name__).iterdir() if entry.name.endswith(".toml"))
    return tuple(
        parse_completion_rules(tomllib.loads(files(__name__).joinpath(name).read_text(encoding="utf-8")))
        for name in found
    )


def completion_rules(programme_kind: str) -> CompletionRules | None:
    """The rules for a kind of programme; None where none is on record."""
    return next((each for each in all_completion_rules() if programme_kind in each.programme_kinds), None)
