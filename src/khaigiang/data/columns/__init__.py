"""What offices call the columns of their lists; SOURCES.md says where the words come from."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class KnownColumn:
    """One column by its ``field``; ``kind`` says how its cells are read, ``names`` are its heading and synonyms."""

    field: str
    heading: str
    english: str
    kind: str
    synonyms: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        return (self.heading, self.english, *self.synonyms)


@cache
def known_columns() -> tuple[KnownColumn, ...]:
    """Every column of lists of people that is known, in the order of the list."""
    rows = tomllib.loads(files(__name__).joinpath("columns.toml").read_text(encoding="utf-8"))["columns"]
    return tuple(KnownColumn(**{**row, "synonyms": tuple(row.get("synonyms", ()))}) for row in rows)
