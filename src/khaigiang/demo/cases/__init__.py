"""The published cases: each is a module here, named by its letter, that holds ``CASE`` with the figures of its report.

Its workbooks are made by ``case_x`` beside this folder, which needs no database. Nothing else lists the cases.
"""

import hashlib
import importlib
import pkgutil
from typing import TYPE_CHECKING

from khaigiang.demo.case import DemoCase
from khaigiang.foundation import home

if TYPE_CHECKING:
    from khaigiang.demo.figures import Case, Played


def names() -> tuple[str, ...]:
    """The letters of the cases, in order."""
    return tuple(sorted(module.name.upper() for module in pkgutil.iter_modules(__path__)))


def generate(name: str) -> DemoCase:
    """The workbooks of a case, made anew. Needs no database, so that a home can be chosen by what it will hold."""
    module = importlib.import_module(f"khaigiang.demo.case_{name.lower()}")
    made: DemoCase = getattr(module, f"make_case_{name.lower()}")()
    return made


def load(name: str) -> "Case":
    """A case with its figures. Needs Django to be set up."""
    case: Case = importlib.import_module(f"khaigiang.demo.cases.{name.lower()}").CASE
    return case


def folder_of(case: DemoCase) -> str:
    """What the data folder of a case is called: its letter and a digest of how this version tells it."""
    return f"{case.name}-{hashlib.sha256(repr(case).encode()).hexdigest()[:8]}"


def played_here() -> "tuple[str, Played, Case] | None":
    """The case that was played in this data folder, with its letter; None where there is none.

    Two cases may tell of one plan (A and F): the folder's own name then says which was played.
    """
    own = home.current().root.name.partition("-")[0]
    for name in sorted(names(), key=lambda name: (name != own, name)):
        case = load(name)
        if (played := case.played()) is not None:
            return name, played, case
    return None
