"""The one door to the solver."""

import math
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from khaigiang.core.forming.problem import FormingProblem, Level
from khaigiang.core.forming.rules import RULES
from khaigiang.core.forming.seats import lay_out_seats, seat_people
from khaigiang.core.forming.solution import LevelResult, Outcome, Progress, Solution, Status
from khaigiang.core.forming.terms import cost_of_level, score_of_level

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import CpSolver, CpSolverSolutionCallback

MODEL_VERSION = "forming/1"

# The solver's own units of work allowed per second of the limit. Low enough that this repeatable limit is met before the
# clock, so that the same problem gives the same seating on a fast machine and on a slow one.
WORK_PER_SECOND = 0.5


def solve(
    problem: FormingProblem,
    *,
    seconds: float = 5.0,
    seed: int = 1,
    workers: int = 1,
    progress: Callable[[Progress], None] | None = None,
) -> Outcome:
    """Seat everyone, level after level: each is made as cheap as the limit allows, then held while the next is solved.

    With one worker the same problem, seed and limit give the same seating. ``progress`` hears of each better seating.
    """
    search = _Search(problem, seconds, seed, workers, progress)
    for level in problem.levels:
        if not search.solve_level(level):
            break
    return search.outcome()


class _Search:
    """One model, made cheaper level by level, with the best seating so far."""

    def __init__(
        self,
        problem: FormingProblem,
        seconds: float,
        seed: int,
        workers: int,
        progress: Callable[[Progress], None] | None,
    ) -> None:
        from ortools.sat.python import cp_model

        self.began = time.perf_counter()
        self.problem, self.seconds, self.seed, self.workers, self.progress = problem, seconds, seed, workers, progress
        self.work_left = seconds * WORK_PER_SECOND
        self.model = cp_model.CpModel()
        self.seats = lay_out_seats(problem, self.model)
        for rule in RULES:
            for demand in rule.post(problem, self.seats):
                self.model.add(demand.condition)
        self.best: Solution | None = None
        self.results: list[LevelResult] = []
        self.status: Status = "optimal"

    def outcome(self) -> Outcome:
        spent = time.perf_counter() - self.began
        return Outcome(self.status, self.best, tuple(self.results), spent, self.seed, MODEL_VERSION)

    def solve_level(self, level: Level) -> bool:
        """Solve one level and hold its cost. False when there is no seating to go on from."""
        cost = cost_of_level(self.problem, self.seats, self.model, level)
        if self.best is not None and score_of_level(self.problem, self.best, level) == 0:
            result = LevelResult(level.name, 0, 0)
        else:
            self.model.minimize(cost)
            solver = self._solver(levels_left=len(self.problem.levels) - len(self.results))
            answer = self._run(solver, level)
            if self.best is None:
                self.status = "infeasible" if answer == "infeasible" else "unknown"
                return False
            self.status = self.status if answer == "optimal" else "feasible"
            result = self._result(solver, level)
            self.model.clear_objective()
        if not isinstance(cost, int):
            self.model.add(cost <= result.objective)
        self.results.append(result)
        return True

    def _solver(self, *, levels_left: int) -> "CpSolver":
        from ortools.sat.python import cp_model

        solver = cp_model.CpSolver()
        solver.parameters.random_seed = self.seed
        solver.parameters.num_workers = self.workers
        # Otherwise the solver swallows Ctrl-C and the run goes on as if nothing had happened.
        solver.parameters.catch_sigint_signal = False
        solver.parameters.max_time_in_seconds = max(0.1, self.seconds - (time.perf_counter() - self.began))
        solver.parameters.max_deterministic_time = max(0.05, self.work_left / levels_left)
        return solver

    def _run(self, solver: "CpSolver", level: Level) -> Status:
        """Search from the best seating so far, and keep what is found as the new best."""
        from ortools.sat.python import cp_model

        variables = self.seats.all_variables()
        answer = solver.solve(self.model, self._listener(level))
        self.work_left -= solver.deterministic_time
        if answer in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            self.best = seat_people(self.problem, self.seats, solver.value)
            self.model.clear_hints()
            for variable in variables:
                self.model.add_hint(variable, solver.value(variable))
        if answer == cp_model.OPTIMAL:
            return "optimal"
        return "infeasible" if answer == cp_model.INFEASIBLE else "feasible"

    def _result(self, solver: "CpSolver", level: Level) -> LevelResult:
        assert self.best is not None
        objective = score_of_level(self.problem, self.best, level)
        bound = max(0, math.ceil(solver.best_objective_bound - 1e-6))
        return LevelResult(level.name, objective, min(objective, bound))

    def _listener(self, level: Level) -> "CpSolverSolutionCallback | None":
        if self.progress is None:
            return None
        from ortools.sat.python import cp_model

        tell, began = self.progress, self.began

        class Listener(cp_model.CpSolverSolutionCallback):
            def on_solution_callback(self) -> None:
                objective, bound = round(self.objective_value), math.ceil(self.best_objective_bound - 1e-6)
                tell(Progress(level.name, objective, bound, time.perf_counter() - began))

        return Listener()
