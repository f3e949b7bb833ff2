"""The one door to the solvers, and the one place where the choice between them is made."""

import importlib.util
import time
from collections.abc import Callable

from khaigiang.core.timetabling.asking import Answer, Asked, Better, Progress
from khaigiang.core.timetabling.bounds import lower_bound
from khaigiang.core.timetabling.exact import ALTERNATE, RELAX, ExactSearch
from khaigiang.core.timetabling.problem import Outcome, Status, Timetable, TimetableProblem, Violation
from khaigiang.core.timetabling.size import decisions
from khaigiang.core.timetabling.verify import cost, verify

MODEL_VERSION = "timetabling-3"


class SearchNotInstalled(Exception):  # noqa: N818 - named as what is the case
    """The problem is too big for constraint programming alone, and what compiles the local search is not installed."""


EXACT_DECISIONS = 60_000
"""Up to so many yes-or-no decisions constraint programming comes first; above, it is the local search alone.

Classes of a school with 7,000 to 17,000 decisions were proven best in 0.1 to 3 seconds of one core; problems that were
not are better served by both: twelve classes in two venues were proven by constraint programming in 13 seconds, with
topics in any order they were not, and the local search then found a fifth of its price in 3.
"""

# Shares of the time by when relaxation, then the local search end. Whichever found more goes on: the search from
# another seed, or the solver by alternation.
_RELAXED, _SEARCHED = 0.3, 0.7
_BOUND_DECISIONS_PER_SECOND = 500  # spent on a bound before the local search: about a twentieth of its time


def solve(
    problem: TimetableProblem,
    *,
    seconds: float = 10.0,
    seed: int = 1,
    workers: int = 1,
    deterministic: bool = True,
    progress: Progress | None = None,
    better: Better | None = None,
    start: Timetable | None = None,
    local_search: bool = True,
    stopped: Callable[[], bool] = lambda: False,
) -> Outcome:
    """Find the best timetable in about ``seconds`` of search, and how far it can be from the best there is.

    A deterministic search counts its own work instead of the clock and repeats itself exactly, also with several
    workers; ``seconds`` is then what that work takes on a middling machine. Either way, what is found by the time
    ``stopped`` says so is kept. The local search goes on from ``start`` where there is one; constraint programming was
    seen to end far worse when it was told of a timetable. Without ``local_search``, or where it is not installed,
    constraint programming has its time too. Raises SearchNotInstalled for a problem too big for that.
    """
    local_search = local_search and search_is_installed()
    asked = Asked(seconds, seed, workers, deterministic, progress, better, start, stopped)
    asked.wait_for(_load_solver)
    if decisions(problem) > EXACT_DECISIONS:
        if not local_search:
            raise SearchNotInstalled
        bound = float(lower_bound(problem, int(seconds * _BOUND_DECISIONS_PER_SECOND)))
        asked.wait_for(warm_up)
        return _outcome(problem, _search(problem, asked, asked.between(0, 1), bound), asked)
    exact = ExactSearch(problem, asked)
    exact.run(asked.between(0, _RELAXED), RELAX)
    answer = exact.result()
    if not exact.settled and not stopped() and not local_search:
        exact.run(asked.between(_RELAXED, 1), ALTERNATE)
        answer = exact.result()
    elif not exact.settled and not stopped():
        asked.wait_for(warm_up)
        found = _search(problem, asked, asked.between(_RELAXED, _SEARCHED), exact.bound)
        if found.status is not Status.OPTIMAL and not stopped():
            if found.objective is not None and found.objective < exact.objective:
                found = _best(found, _search(problem, asked, asked.between(_SEARCHED, 1), exact.bound, again=1))
            else:
                exact.run(asked.between(_SEARCHED, 1), ALTERNATE)
        answer = _best(exact.result(), found)
    return _outcome(problem, answer, asked)


def search_is_installed() -> bool:
    """Whether the local search can run here: a machine that timetables a few classes does without what compiles it."""
    return importlib.util.find_spec("numba") is not None


def warm_up() -> float:
    """Make the local search ready, compiled the first time on a machine; the seconds are no part of a search."""
    began = time.perf_counter()
    from khaigiang.core.timetabling.search import annealing  # noqa: F401 - it is the loading that takes the time

    return time.perf_counter() - began


def _load_solver() -> float:
    began = time.perf_counter()
    from ortools.sat.python import cp_model  # noqa: F401 - it is the loading that takes the time

    return time.perf_counter() - began


def _search(problem: TimetableProblem, asked: Asked, seconds: float, bound: float, *, again: int = 0) -> Answer:
    """The local search; it ends early at the bound. Raises RuntimeError when it prices a timetable wrongly."""
    from khaigiang.core.timetabling.search.annealing import Budget, search
    from khaigiang.core.timetabling.search.jit import PROPOSALS_PER_SECOND

    def tell(timetable: Timetable, price: int) -> None:
        asked.tell(price, bound, lambda: timetable)

    found = search(
        problem,
        budget=Budget(seconds, int(seconds * PROPOSALS_PER_SECOND) if asked.deterministic else None, bound),
        seed=asked.seed + again,
        workers=asked.workers,
        start=asked.start,
        better=tell,
        stopped=asked.stopped,
    )
    if found.timetable is None:
        return Answer(Status.UNKNOWN, None, None, bound, found.seconds)
    price = cost(problem, found.timetable)
    if price != found.price:
        raise RuntimeError(f"the search prices a timetable at {found.price} that costs {price}")
    status = Status.OPTIMAL if price <= bound else Status.FEASIBLE
    return Answer(status, found.timetable, price, bound, found.seconds)


def _best(first: Answer, second: Answer) -> Answer:
    """The cheaper timetable with the higher bound; the first, which may prove, knows when there is none."""
    seconds = first.seconds + second.seconds
    bound = max(each.bound for each in (first, second) if each.bound is not None)
    held = [each for each in (first, second) if each.objective is not None]
    if not held:
        return Answer(first.status, None, None, bound, seconds)
    best = min(held, key=lambda answer: answer.objective or 0)
    assert best.objective is not None
    status = Status.OPTIMAL if best.objective <= bound else Status.FEASIBLE
    return Answer(status, best.timetable, best.objective, bound, seconds)


def _outcome(problem: TimetableProblem, answer: Answer, asked: Asked) -> Outcome:
    gap, bound = None, None
    breaches: tuple[Violation, ...] = ()
    if answer.timetable is not None:
        assert answer.objective is not None
        bound = max(0.0, answer.bound or 0.0)
        gap = (answer.objective - bound) / max(1, answer.objective)
        breaches = verify(problem, answer.timetable)
    return Outcome(
        answer.status,
        answer.timetable,
        answer.objective,
        bound,
        gap,
        answer.seconds,
        asked.seed,
        MODEL_VERSION,
        breaches,
        asked.waited,
    )
