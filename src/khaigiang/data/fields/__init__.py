"""Fields of training: what a programme is about, and which specialised upper body consents to a delegated line of it.

SOURCES.md says where the packaged list comes from; a file ``fields.toml`` in the data folder takes its place.
"""

import tomllib
from dataclasses import dataclass
from importlib.resources import files

from khaigiang.foundation import home


@dataclass(frozen=True, slots=True)
class Field:
    """One field by its code. ``consenting_body`` is whom a city usually asks; a plan may name another."""

    code: str
    name: str
    english: str
    consenting_body: str
    verified: bool


def fields() -> tuple[Field, ...]:
    """The fields in force here, in the order of their list. Raises ValueError on a file that says something else."""
    own = home.current().root / "fields.toml"
    listed = own if own.is_file() else files(__name__).joinpath("fields.toml")
    try:
        return tuple(Field(**row) for row in tomllib.loads(listed.read_text(encoding="utf-8"))["fields"])
    except (KeyError, TypeError, ValueError) as error:
        raise ValueError(f"fields.toml: {error}") from error


def field_of(code: str) -> Field | None:
    """The field of this code."""
    return next((field for field in fields() if field.code == code), None)
