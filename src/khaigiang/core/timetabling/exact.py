"""Constraint programming: proves the best timetable of problems that are not too big, with CP-SAT."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from khaigiang.core.interruption import interruptible
from khaigiang.core.timetabling.asking import Answer, Asked
from khaigiang.core.timetabling.bounds import find_bounds
from khaigiang.core.timetabling.model import build_model, read_timetable
from khaigiang.core.timetabling.problem import Status, Timetable, TimetableProblem
from khaigiang.core.timetabling.rooms import home_rooms
from khaigiang.core.timetabling.verify import cost

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import CpSolver, CpSolverSolutionCallback

# CP-SAT counts deterministic time in units of its own; 0.45 to 1.7 were seen to pass in a second on one core.
_UNITS_PER_SECOND = 0.5


@dataclass(frozen=True, slots=True)
class Way:
    """One way of searching."""

    linearization: int
    alternate: bool


# The first leans on the linear relaxation, which proves most problems at once. The second takes turns among all
# strategies of CP-SAT, which helps where rooms and venues decide.
RELAX, ALTERNATE = Way(2, alternate=False), Way(2, alternate=True)


class ExactSearch:
    """Passes over one model; the best timetable and the best bound of all are kept.

    All classes are searched at once: with rooms given first (see ``home_rooms``) the linear relaxation of the whole is
    so tight that parts do not pay. No pass is told the timetable of the one before: started from there, they were seen
    to end far worse.
    """

    def __init__(self, problem: TimetableProblem, asked: Asked) -> None:
        self.problem, self.asked = problem, asked
        # A timetable that people know has its rooms already, and homes given first would change them all.
        homes = {} if problem.kept else home_rooms(problem)
        self.built = build_model(problem, homes, find_bounds(problem))
        self.status = Status.UNKNOWN
        self.answer: CpSolver | None = None
        self.objective = float("inf")
        self.bound = float("-inf")
        self.seconds = 0.0

    @property
    def settled(self) -> bool:
        """Whether nothing is left to search for."""
        return self.status in (Status.OPTIMAL, Status.INFEASIBLE)

    def run(self, seconds: float, way: Way) -> None:
        """Search once more. Raises RuntimeError when the model is invalid."""
        from ortools.sat.python import cp_model

        solver = cp_model.CpSolver()
        parameters = solver.parameters
        parameters.random_seed = self.asked.seed
        parameters.num_workers = self.asked.workers
        parameters.linearization_level = way.linearization
        # Probing and symmetry take most of the presolve here, and the passes prove as much without.
        parameters.cp_model_probing_level = 0
        parameters.symmetry_level = 0
        parameters.interleave_search = way.alternate or (self.asked.deterministic and self.asked.workers > 1)
        teller = self._teller()
        if self.asked.deterministic:
            parameters.max_deterministic_time = seconds * _UNITS_PER_SECOND
        else:
            parameters.max_time_in_seconds = seconds
        parameters.catch_sigint_signal = False  # else the solver swallows Ctrl-C and the run goes on
        found = interruptible(lambda: solver.solve(self.built.model, teller), solver.stop_search, self.asked.stopped)
        self.seconds += solver.wall_time
        if found == cp_model.INFEASIBLE:
            self.status = Status.INFEASIBLE
        elif found in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            self._keep(solver, proven=found == cp_model.OPTIMAL)
        elif found == cp_model.UNKNOWN:
            self.bound = max(self.bound, solver.best_objective_bound)
        else:
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
                def read() -> Timetable:
                    return read_timetable(search.problem, search.built.variables, self.boolean_value)

                search.asked.tell(self.objective_value, max(search.bound, self.best_objective_bound), read)

        return Teller()

    def result(self) -> Answer:
        """The objective is counted afresh from the lessons.

        Raises RuntimeError when the model prices a timetable otherwise than its rules do.
        """
        bound = self.bound if self.bound > float("-inf") else None
        if self.answer is None:
            return Answer(self.status, None, None, bound, self.seconds)
        timetable = read_timetable(self.problem, self.built.variables, self.answer.boolean_value)
        objective = cost(self.problem, timetable)
        modelled = round(self.objective)
        # An unfinished search may leave a price unpaid for; it can never have counted too little.
        if objective > modelled or (self.status is Status.OPTIMAL and objective != modelled):
            raise RuntimeError(f"the model prices a timetable at {modelled} that costs {objective}")
        status = Status.OPTIMAL if objective <= self.bound else self.status
        return Answer(status, timetable, objective, bound, self.seconds)
