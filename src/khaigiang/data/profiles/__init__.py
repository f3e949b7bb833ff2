"""Regulation profiles: what a school's rules ask of its trainees, as files that an office edits.

A profile names the programmes it is in force for. A programme that no profile names has no limit: nothing is assumed.
SOURCES.md says where the packaged ones come from; a file of the same name in the folder ``profiles`` of the data folder
takes the place of a packaged one.
"""

from dataclasses import dataclass
from typing import Any

from khaigiang.core.attendance import AbsenceLimit, Measure, Presence
from khaigiang.core.verdict import Citation
from khaigiang.data.office_files import FileFaultError, office_tables


@dataclass(frozen=True, slots=True)
class Profile:
    """One profile. ``absence`` is None where it sets no limit."""

    code: str
    name: str
    programmes: tuple[str, ...]
    absence: AbsenceLimit | None


def profiles() -> tuple[Profile, ...]:
    """Every profile in force here, in order of code. Raises FileFaultError on a file that says something else."""
    return tuple(parse_profile(code, table) for code, table in office_tables(__name__, "profiles"))


def profile_of(programme: str) -> Profile | None:
    """The profile in force for a programme, by its code; the first by code when several name it."""
    return next((profile for profile in profiles() if programme in profile.programmes), None)


def parse_profile(code: str, table: dict[str, Any]) -> Profile:
    """A profile from its file. Raises FileFaultError on a missing or unknown word."""
    try:
        citation = Citation(table["instrument"], table.get("article", ""), bool(table["verified"]))
        return Profile(code, table["name"], tuple(table["programmes"]), _absence(table.get("absence"), citation))
    except (KeyError, TypeError, ValueError) as error:
        raise FileFaultError(f"{code}.toml", error) from error


def _absence(table: dict[str, Any] | None, citation: Citation) -> AbsenceLimit | None:
    if table is None:
        return None
    counts = frozenset(Presence(word) for word in table["counts"])
    return AbsenceLimit(int(table["percent"]), Measure(table["measure"]), counts, citation)
