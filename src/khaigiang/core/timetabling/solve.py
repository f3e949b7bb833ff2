"""The one door to the solver."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from khaigiang.core.interruption import interruptible
from khaigiang.core.timetabling.bounds import find_bounds
from khaigiang.core.timetabling.model import BuiltModel, build_model, read_timetable
from khaigiang.core.timetabling.problem import Outcome, Status, TimetableProblem
from khaigiang.core.timetabling.rooms import home_rooms
from khaigiang.core.timetabling.verify import cost, verify

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import CpSolver, CpSolverSolutionCallback

MODEL_VERSION = "timetabling-1"

Progress = Callable[[float, float, float], None]
"""Told of each better timetable: its objective, the bound, the seconds of search so far."""

# CP-SAT counts deterministic time in units of its own; 0.45 to 1.7 were seen to pass in a second on one core.
_UNITS_PER_SECOND = 0.5


@dataclass(frozen=True, slots=True)
class _Pass:
    """One way of searching, and its share of the time."""

    share: float
    linearization: int
    alternate: bool


# The first leans on the linear relaxation, which proves most problems at once. The second propagates more and solves
# less: it finds timetables where topics may come in many orders. The third takes turns among all strategies of CP-SAT,
# which helps where rooms and venues decide.
_PASSES = (_Pass(0.3, 2, alternate=False), _Pass(0.3, 1, alternate=False), _Pass(0.4, 2, alternate=True))


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
    built = build_model(problem, home_rooms(problem), find_bounds(problem))
    search = _Search(built, seed=seed, workers=workers, deterministic=deterministic, progress=progress)
    for way in _PASSES:
        if search.status in (Status.FEASIBLE, Status.UNKNOWN):
            search.run(seconds * way.share, way)
    return _outcome(problem, built, search, seed)


class _Search:
    """Passes over one model; the best timetable and the best bound of all are kept.

    No pass is told the timetable of the one before: started from there, they were seen to end far worse.
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

    def run(self, seconds: float, way: _Pass) -> None:
        from ortools.sat.python import cp_model

        solver = cp_model.CpSolver()
        parameters = solver.parameters
        parameters.random_seed = self.seed
        parameters.num_workers = self.workers
        parameters.linearization_level = way.linearization
        # Probing and symmetry take most of the presolve here, and the passes prove as much without.
        parameters.cp_model_probing_level = 0
        parameters.symmetry_level = 0
        parameters.interleave_search = way.alternate or (self.deterministic and self.workers > 1)
        teller = self._teller()
        if self.deterministic:
            parameters.max_deterministic_time = seconds * _UNITS_PER_SECOND
        else:
            parameters.max_time_in_seconds = seconds
        parameters.catch_sigint_signal = False  # else the solver swallows Ctrl-C and the run goes on
        found = interruptible(lambda: solver.solve(self.built.model, teller), solver.stop_search)
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
