"""The packaged entries of the handbook, read from the files beside this one. SOURCES.md says where they come from."""

import datetime as dt
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

INSTRUMENTS = "instruments.toml"


@dataclass(frozen=True, slots=True)
class CitedInstrument:
    number: str
    title: str
    issuer: str
    issued_on: dt.date | None = None


@dataclass(frozen=True, slots=True)
class PackagedEntry:
    """``verified`` is true when a published account of the instrument says this very thing, or the program does."""

    code: str
    field: str
    question: str
    answer: str
    sources: str
    verified: bool
    instruments: tuple[CitedInstrument, ...]


@cache
def packaged_entries() -> tuple[PackagedEntry, ...]:
    """Every packaged entry, by file and place in it. Raises KeyError on an instrument that is not listed."""
    texts = {key: CitedInstrument(**facts) for key, facts in _read(INSTRUMENTS).items()}
    names = sorted(each.name for each in files(__name__).iterdir() if each.name.endswith(".toml"))
    return tuple(
        _entry(row, field, texts) for name in names if name != INSTRUMENTS for field, row in _rows(_read(name))
    )


def _rows(book: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    return [(book["field"], row) for row in book["entries"]]


def _entry(row: dict[str, Any], field: str, texts: dict[str, CitedInstrument]) -> PackagedEntry:
    return PackagedEntry(
        code=row["code"],
        field=field,
        question=row["question"],
        answer=row["answer"].strip(),
        sources=row.get("sources", ""),
        verified=row["verified"],
        instruments=tuple(texts[key] for key in row.get("instruments", ())),
    )


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads(files(__name__).joinpath(name).read_text(encoding="utf-8"))
