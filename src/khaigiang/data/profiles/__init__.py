"""Regulation profiles: what a school's rules ask of its trainees, as files that an office edits.

A profile names the programmes it is in force for. A programme that no profile names has no limit: nothing is assumed.
SOURCES.md says where the packaged ones come from; a file of the same name in the folder ``profiles`` of the data folder
takes the place of a packaged one.
"""

import tomllib
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from khaigiang.core.attendance import AbsenceLimit, Measure, Presence
from khaigiang.core.verdict import Citation
from khaigiang.foundation import home


class ProfileFaultError(ValueError):
    """A profile's file cannot be read or says something else; ``fault`` says what, for who wrote it."""

    def __init__(self, file: str, fault: object) -> None:
        super().__init__(f"{file}: {fault}")
        self.file = file
        self.fault = str(fault)


@dataclass(frozen=True, slots=True)
class Profile:
    """One profile. ``absence`` is None where it sets no limit."""

    code: str
    name: str
    programmes: tuple[str, ...]
    absence: AbsenceLimit | None


def profiles() -> tuple[Profile, ...]:
    """Every profile in force here, in order of code. Raises ProfileFaultError on a file that says something else."""
    packaged = [entry for entry in files(__name__).iterdir() if entry.name.endswith(".toml")]
    own = (home.current().root / "profiles").glob("*.toml")
    found = {entry.name: entry for entry in (*packaged, *own)}
    return tuple(parse_profile(name.removesuffix(".toml"), _table(name, found[name])) for name in sorted(found))


def _table(name: str, file: Traversable) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError) as error:
        raise ProfileFaultError(name, error) from error


def profile_of(programme: str) -> Profile | None:
    """The profile in force for a programme, by its code; the first by code when several name it."""
    return next((profile for profile in profiles() if programme in profile.programmes), None)


def parse_profile(code: str, table: dict[str, Any]) -> Profile:
    """A profile from its file. Raises ProfileFaultError on a missing or unknown word."""
    try:
        citation = Citation(table["instrument"], table.get("article", ""), bool(table["verified"]))
        return Profile(code, table["name"], tuple(table["programmes"]), _absence(table.get("absence"), citation))
    except (KeyError, TypeError, ValueError) as error:
        raise ProfileFaultError(f"{code}.toml", error) from error


def _absence(table: dict[str, Any] | None, citation: Citation) -> AbsenceLimit | None:
    if table is None:
        return None
    counts = frozenset(Presence(word) for word in table["counts"])
    return AbsenceLimit(int(table["percent"]), Measure(table["measure"]), counts, citation)
