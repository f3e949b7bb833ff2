"""The one door to the solver."""

import math
import time
from collections import Counter
from collections.abc import Callable
from typing import TYPE_CHECKING

from khaigiang.core.forming.deal import deal
from khaigiang.core.forming.person_types import PersonType, count_types, gather_types, seat_in_order
from khaigiang.core.forming.problem import FormingProblem, Level
from khaigiang.core.forming.rules import RULES
from khaigiang.core.forming.seats import Seats, lay_out_seats
from khaigiang.core.forming.solution import LevelResult, Outcome, Progress, Solution, Status
from khaigiang.core.forming.swaps import can_swaps_help, swap_places
from khaigiang.core.forming.terms import cost_of_level, least_of_level, score_of_level
from khaigiang.core.forming.verify import verify
from khaigiang.core.interruption import interruptible

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import CpModel, CpSolver, CpSolverSolutionCallback, LinearExprT

MODEL_VERSION = "forming/1"

# The solver's own units of work, and the swaps tried before a level, allowed per second of the limit. Low enough that
# these repeatable limits are met before the clock: the same problem gives the same seating on fast and slow machines.
WORK_PER_SECOND = 0.5
TRIALS_PER_SECOND = 20_000

# Counts of types in classes up to which the solver is asked. With more it would still build its model when the time is
# over: a seating is then as good as dealing and swapping make it, and its bound is what counting alone tells.
MOST_COUNTS = 100_000


def solve(
    problem: FormingProblem,
    *,
    seconds: float = 5.0,
    seed: int = 1,
    workers: int = 1,
    progress: Callable[[Progress], None] | None = None,
) -> Outcome:
    """Seat everyone, level after level: each is made as cheap as the limit allows, then held while the next is solved.

    With one worker the same problem, seed and limit give the same seating. ``progress`` hears of
    each better seating the solver finds, and of the end of each level.
    """
    search = _Search(problem, seconds, seed, workers, progress)
    for level in problem.levels:
        if not search.solve_level(level):
            break
    return search.outcome()


class _Search:
    """The best seating so far. The solver is called only where something is left to find or to prove."""

    def __init__(
        self,
        problem: FormingProblem,
        seconds: float,
        seed: int,
        workers: int,
        progress: Callable[[Progress], None] | None,
    ) -> None:
        self.began = time.perf_counter()
        self.problem, self.seconds, self.seed, self.workers, self.progress = problem, seconds, seed, workers, progress
        self.work_left = seconds * WORK_PER_SECOND
        self.types = gather_types(problem)
        self.model: _Model | None = None
        self.results: list[LevelResult] = []
        self.status: Status = "optimal"
        dealt = deal(problem)
        self.best = None if verify(problem, dealt) else dealt

    def outcome(self) -> Outcome:
        best = self.best and seat_in_order(self.problem, self.types, count_types(self.types, self.best))
        return Outcome(self.status, best, tuple(self.results), self._spent(), self.seed, MODEL_VERSION)

    def solve_level(self, level: Level) -> bool:
        """Solve one level and hold its cost. False when there is no seating to go on from."""
        least = least_of_level(self.problem, level)
        if self.best is not None and self._score(level) != least and can_swaps_help(level):
            trials = int(self.seconds * TRIALS_PER_SECOND)
            self.best = swap_places(self.problem, self.best, seed=self.seed, trials=trials)
        settled = self._score(level) == least or (self.best is not None and self._is_too_big())
        bound = least if settled else max(least, self._search_and_bound(level))
        objective = self._score(level)
        if objective is None:
            return False
        if bound < objective:
            self.status = "feasible"
        self.results.append(LevelResult(level.name, objective, min(objective, bound)))
        if self.progress is not None:
            self.progress(Progress(level.name, objective, bound, self._spent()))
        if self.model is not None:
            self.model.hold(level, objective)
        return True

    def _is_too_big(self) -> bool:
        return len(self.types) * len(self.problem.classes) > MOST_COUNTS

    def _score(self, level: Level) -> int | None:
        return None if self.best is None else score_of_level(self.problem, self.best, level)

    def _spent(self) -> float:
        return time.perf_counter() - self.began

    def _search_and_bound(self, level: Level) -> int:
        """Search from the best seating so far; keep what is better; answer the least the level can cost."""
        from ortools.sat.python import cp_model

        if self.model is None:
            self.model = _Model(self.problem, self.types)
            for done, result in zip(self.problem.levels, self.results, strict=False):
                self.model.hold(done, result.objective)
        self.model.aim_at(level, self.best)
        solver = self._solver()
        model, listener = self.model.model, self._listener(level)
        answer = interruptible(lambda: solver.solve(model, listener), solver.stop_search)
        self.work_left -= solver.deterministic_time
        if answer in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            found = self.model.read(solver)
            # A hint is no promise: stopped early, the solver may come back with something worse than it was given.
            if self.best is None or score_of_level(self.problem, found, level) <= score_of_level(
                self.problem, self.best, level
            ):
                self.best = found
        elif self.best is None:
            self.status = "infeasible" if answer == cp_model.INFEASIBLE else "unknown"
        return max(0, math.ceil(solver.best_objective_bound - 1e-6)) if self.best else 0

    def _solver(self) -> "CpSolver":
        from ortools.sat.python import cp_model

        levels_left = len(self.problem.levels) - len(self.results)
        solver = cp_model.CpSolver()
        solver.parameters.random_seed = self.seed
        solver.parameters.num_workers = self.workers
        # The levels are sums over people: what proves them is the linear relaxation, all of it.
        solver.parameters.linearization_level = 2
        # Otherwise the solver swallows Ctrl-C and the run goes on as if nothing had happened.
        solver.parameters.catch_sigint_signal = False
        solver.parameters.max_time_in_seconds = max(0.1, self.seconds - self._spent())
        solver.parameters.max_deterministic_time = max(0.05, self.work_left / levels_left)
        return solver

    def _listener(self, level: Level) -> "CpSolverSolutionCallback | None":
        if self.progress is None:
            return None
        from ortools.sat.python import cp_model

        tell, spent = self.progress, self._spent

        class Listener(cp_model.CpSolverSolutionCallback):
            def on_solution_callback(self) -> None:
                objective, bound = round(self.objective_value), math.ceil(self.best_objective_bound - 1e-6)
                tell(Progress(level.name, objective, bound, spent()))

        return Listener()


class _Model:
    """The problem in the solver's terms."""

    def __init__(self, problem: FormingProblem, types: tuple[PersonType, ...]) -> None:
        from ortools.sat.python import cp_model

        self.problem = problem
        self.model: CpModel = cp_model.CpModel()
        self.seats: Seats = lay_out_seats(problem, types, self.model)
        self.costs: dict[str, LinearExprT] = {}
        for rule in RULES:
            for demand in rule.post(problem, self.seats):
                self.model.add(demand.condition)

    def cost(self, level: Level) -> "LinearExprT":
        if level.name not in self.costs:
            self.costs[level.name] = cost_of_level(self.problem, self.seats, self.model, level)
        return self.costs[level.name]

    def hold(self, level: Level, objective: int) -> None:
        """Never again worse than this."""
        cost = self.cost(level)
        if not isinstance(cost, int):
            self.model.add(cost <= objective)

    def aim_at(self, level: Level, start: Solution | None) -> None:
        self.model.minimize(self.cost(level))
        self.model.clear_hints()  # type: ignore[no-untyped-call]  # the library left it unannotated
        for variable, value in self.seats.hint(start) if start else ():
            self.model.add_hint(variable, value)

    def read(self, solver: "CpSolver") -> Solution:
        counts = Counter({key: solver.value(variable) for key, variable in self.seats.count.items()})
        return seat_in_order(self.problem, self.seats.types, counts)
