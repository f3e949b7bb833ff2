"""Where a citizen number says that a birth was registered. SOURCES.md says where the table comes from."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files


@cache
def birth_places() -> Mapping[str, str]:
    """The 63 provinces of before 1-7-2025 by their codes of three digits."""
    read = tomllib.loads(files(__name__).joinpath("places.toml").read_text(encoding="utf-8"))
    places: dict[str, str] = read["places"]
    return places
