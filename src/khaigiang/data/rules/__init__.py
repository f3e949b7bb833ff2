"""Rule sets and position groups, read from the files beside this one. SOURCES.md says where they come from."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from khaigiang.core.eligibility.parsing import parse_rules
from khaigiang.core.eligibility.positions import PositionGroup, parse_position_groups
from khaigiang.core.eligibility.rules import RuleSet

POSITION_GROUPS = "position_groups.toml"


@cache
def rule_set(code: str) -> RuleSet:
    """A packaged rule set. Raises KeyError on an unknown code."""
    if code not in rule_set_codes():
        raise KeyError(code)
    return parse_rules(_read(f"{code}.toml"))


@cache
def rule_set_codes() -> tuple[str, ...]:
    """The codes a plan may name, in order."""
    names = sorted(entry.name for entry in files(__name__).iterdir() if entry.name.endswith(".toml"))
    return tuple(name.removesuffix(".toml") for name in names if name != POSITION_GROUPS)


def rule_set_text(code: str) -> str:
    """A packaged rule set as it is written. Raises KeyError on an unknown code."""
    if code not in rule_set_codes():
        raise KeyError(code)
    return _text(f"{code}.toml")


@cache
def position_groups() -> tuple[PositionGroup, ...]:
    """Every group of posts we can tell, with the wordings of office lists."""
    return parse_position_groups(_read(POSITION_GROUPS))


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads(_text(name))


def _text(name: str) -> str:
    return files(__name__).joinpath(name).read_text(encoding="utf-8")
