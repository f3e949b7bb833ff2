"""The one door to the solver."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from khaigiang.core.timetabling.model import BuiltModel, build_model, read_timetable
from khaigiang.core.timetabling.problem import Outcome, Status, TimetableProblem
from khaigiang.core.timetabling.rooms import home_rooms
from khaigiang.core.timetabling.verify import cost, verify

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import CpSolver, CpSolverSolutionCallback

MODEL_VERSION = "timetabling-1"

Progress = Callable[[float, float, float], None]
"""Told of each better timetable: its objective, the bound, the seconds of search so far."""

# CP-SAT counts deterministic time in units of its own; the hardest searches measured took 2.2 s a unit on one core.
_UNITS_PER_SECOND = 0.45
_FIRST_PASS = 0.35


def solve(
    problem: TimetableProblem,
    *,
    seconds: float = 10.0,
    seed: int = 1,
    workers: int = 1,
    deterministic: bool = True,
    progress: Progress | None = None,
) -> Outcome:
    """Find the best timetable in about ``seconds`` of search, and how far it can be from the best there is.

    A deterministic search counts its own work instead of the clock and repeats itself exactly, also with several
    workers; ``seconds`` is then what that work takes on a middling machine. All classes are searched at once: with
    rooms given first (see ``home_rooms``) the linear relaxation of the whole is so tight that parts do not pay.
    """
    built = build_model(problem, home_rooms(problem))
    search = _Search(built, seed=seed, workers=workers, deterministic=deterministic, progress=progress)
    search.run(seconds * _FIRST_PASS)
    if search.status in (Status.FEASIBLE, Status.UNKNOWN):
        search.run(seconds * (1 - _FIRST_PASS), alternate=True)
    return _outcome(problem, built, search, seed)


class _Search:
    """Passes over one model; the best timetable and the best bound of all are kept.

    The first pass leans on the linear relaxation, which proves most problems at once; the second takes turns among all
    of CP-SAT's strategies, which helps where the relaxation is loose. It is not told the first one's timetable: started
    from there, it was seen to end far worse than from nothing.
    """

    def __init__(
        self, built: BuiltModel, *, seed: int, workers: int, deterministic: bool, progress: Progress | None
    ) -> None:
        self.built = built
        self.seed, self.workers, self.deterministic, self.progress = seed, workers, deterministic, progress
        self.status = Status.UNKNOWN
        self.answer: CpSolver | None = None
        self.objective = float("inf")
        self.bound = float("-inf")
        self.seconds = 0.0

    def run(self, seconds: float, *, alternate: bool = False) -> None:
        from ortools.sat.python import cp_model

        solver = cp_model.CpSolver()
        parameters = solver.parameters
        parameters.random_seed = self.seed
        parameters.num_workers = self.workers
        parameters.linearization_level = 2
        parameters.interleave_search = alternate or (self.deterministic and self.workers > 1)
        if self.deterministic:
            parameters.max_deterministic_time = seconds * _UNITS_PER_SECOND
        else:
            parameters.max_time_in_seconds = seconds
        found = solver.solve(self.built.model, self._teller())
        self.seconds += solver.wall_time
        if found == cp_model.INFEASIBLE:
            self.status = Status.INFEASIBLE
        elif found in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            self._keep(solver, proven=found == cp_model.OPTIMAL)
        elif found == cp_model.MODEL_INVALID:
            raise RuntimeError(f"the timetable model is invalid: {self.built.model.validate()}")

    def _keep(self, solver: "CpSolver", *, proven: bool) -> None:
        if solver.objective_value < self.objective:
            self.objective, self.answer = solver.objective_value, solver
        self.bound = max(self.bound, solver.best_objective_bound)
        self.status = Status.OPTIMAL if proven or self.objective <= self.bound else Status.FEASIBLE

    def _teller(self) -> "CpSolverSolutionCallback":
        from ortools.sat.python import cp_model

        search = self

        class Teller(cp_model.CpSolverSolutionCallback):  # type: ignore[misc, unused-ignore]
            def on_solution_callback(self) -> None:
                if search.progress is not None:
                    bound = max(search.bound, self.best_objective_bound)
                    search.progress(self.objective_value, bound, search.seconds + self.wall_time)

        return Teller()


def _outcome(problem: TimetableProblem, built: BuiltModel, search: _Search, seed: int) -> Outcome:
    """The objective is counted afresh from the lessons. Raises RuntimeError when the model priced them otherwise."""
    if search.answer is None:
        return Outcome(search.status, None, None, None, None, search.seconds, seed, MODEL_VERSION)
    timetable = read_timetable(problem, built.variables, search.answer.boolean_value)
    objective = cost(problem, timetable)
    modelled = round(search.objective)
    # An unfinished search may leave a price unpaid for; it can never have counted too little.
    if objective > modelled or (search.status is Status.OPTIMAL and objective != modelled):
        raise RuntimeError(f"the model prices a timetable at {modelled} that costs {objective}")
    status = Status.OPTIMAL if objective <= search.bound else search.status
    gap = (objective - search.bound) / max(1, objective)
    breaches = verify(problem, timetable)
    return Outcome(status, timetable, objective, search.bound, gap, search.seconds, seed, MODEL_VERSION, breaches)
