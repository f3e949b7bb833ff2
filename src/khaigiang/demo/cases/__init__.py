"""The published cases: each is a module here, named by its letter, that holds ``CASE`` with the figures of its report.

Its workbooks are made by ``case_x`` beside this folder, which needs no database. Nothing else lists the cases.
"""

import importlib
import pkgutil
from typing import TYPE_CHECKING

from khaigiang.demo.case import DemoCase

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


def played_here() -> "tuple[str, Played, Case] | None":
    """The case that was played in this data folder, with its letter; None where there is none."""
    for name in names():
        case = load(name)
        if (played := case.played()) is not None:
            return name, played, case
    return None
