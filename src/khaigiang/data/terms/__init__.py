"""Terms of Party committees: the Party numbers its papers within one."""

import datetime as dt
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Term:
    """A term by its name, such as "2020-2025", and its first day."""

    name: str
    since: dt.date
    verified: bool


@cache
def _terms() -> tuple[Term, ...]:
    read = tomllib.loads(files(__name__).joinpath("terms.toml").read_text(encoding="utf-8"))
    return tuple(sorted((Term(**row) for row in read["terms"]), key=lambda term: term.since))


def term_on(day: dt.date) -> Term:
    """The term a day falls in. Raises LookupError before the first one we know."""
    begun = [term for term in _terms() if term.since <= day]
    if not begun:
        raise LookupError(f"no term is known on {day}")
    return begun[-1]
