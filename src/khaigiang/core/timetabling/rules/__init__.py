"""The rules of a timetable, one a file. Each states itself twice: for the solver, and as a judge of any timetable.

The two statements are written apart from each other, because a shared formula would share its bug. A third,
``tabulate``, is for the local search and written apart again.
"""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Protocol

from khaigiang.core.timetabling.problem import Timetable, TimetableProblem, Violation, Weights

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import BoolVarT, CpModel, LinearExprT

    from khaigiang.core.timetabling.search.tables import Tables
    from khaigiang.core.timetabling.variables import Variables

    Breaches = Mapping[str, LinearExprT]

SHARED = ""


class HardRule(Protocol):
    """What no timetable may break. ``name`` is a code that is put into words elsewhere."""

    name: str

    def post(self, model: "CpModel", variables: "Variables", problem: TimetableProblem, on: "BoolVarT") -> None:
        """Bind the variables while ``on`` is true."""

    def tabulate(self, tables: "Tables", problem: TimetableProblem) -> None:
        """Take away what is forbidden from what the local search may do, or have it counted."""

    def violations(self, problem: TimetableProblem, timetable: Timetable) -> Iterable[Violation]:
        """Every breach in a timetable, whoever made it."""


class KeptByShape:
    """A rule that events of the local search cannot break as they are made, or whose breaches it always counts."""

    def tabulate(self, tables: "Tables", problem: TimetableProblem) -> None:
        """Nothing is left to say."""


class SoftRule(Protocol):
    """What a good timetable avoids. A cost counts what the timetable adds to the fixed lessons, never below 0."""

    name: str

    def weight(self, weights: Weights) -> int:
        """What one breach costs; 0 when the rule is off."""

    def post(self, model: "CpModel", variables: "Variables", problem: TimetableProblem) -> "Breaches":
        """Expressions that together are the number of breaches once they are made as small as they can be.

        By class id where a breach is one class's own, else under SHARED.
        """

    def tabulate(self, tables: "Tables", problem: TimetableProblem) -> None:
        """Have breaches priced, weight included; asked only while the rule is on."""

    def cost(self, problem: TimetableProblem, timetable: Timetable) -> int:
        """The number of breaches of a timetable, before the weight."""
