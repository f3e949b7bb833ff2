"""Anneals a whole problem: one walk a worker, each in a thread of its own, the best of all kept at any moment."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from khaigiang.core.timetabling.problem import Timetable, TimetableProblem
from khaigiang.core.timetabling.search.compiling import build_ground, tabulated
from khaigiang.core.timetabling.search.jit import Ints
from khaigiang.core.timetabling.search.standing import read_standing, write_standing
from khaigiang.core.timetabling.search.tables import Tables
from khaigiang.core.timetabling.search.walk import CHUNK, Walk

_EAR = 0.1  # seconds between two moments at which the search hears that it is to stop


@dataclass(frozen=True, slots=True)
class Found:
    """The best timetable without a breach, None while there is none, and its price; how long the search took."""

    timetable: Timetable | None
    price: int | None
    seconds: float
    proposals: int


@dataclass(frozen=True, slots=True)
class Budget:
    """``proposals`` of each walk, or ``seconds`` when that is None. The search ends early at a price of ``enough``."""

    seconds: float
    proposals: int | None
    enough: float


def search(
    problem: TimetableProblem,
    *,
    budget: Budget,
    seed: int,
    workers: int,
    start: Timetable | None = None,
    better: Callable[[Timetable, int], None] | None = None,
    stopped: Callable[[], bool] = lambda: False,
) -> Found:
    """The best timetable that ``workers`` walks find. Raises ValueError when ``start`` lacks a lesson.

    ``better`` is told of a better timetable at most every tenth of a second, with its price; ``stopped`` is asked as
    often, and ends the search with the best so far. A budget of proposals repeats itself exactly, whatever the machine.
    """
    began = time.perf_counter()
    tables = tabulated(problem)
    if not tables.may_stand():
        return Found(None, None, time.perf_counter() - began, 0)
    g, s = build_ground(tables)
    standing = None if start is None else write_standing(tables, start)
    walks = [Walk(tables, g, s, seed=seed + (worker << 32), start=standing) for worker in range(workers)]
    pool = _Pool(walks, budget, began)
    pool.start()
    told: tuple[int, Ints] | None = None

    def tell() -> None:
        nonlocal told
        best = pool.best()
        if better is not None and best is not None and (told is None or best[0] < told[0]):
            told = best
            better(read_standing(tables, best[1]), best[0])

    try:
        while pool.runs(_EAR):
            tell()
            if stopped():
                break
    finally:
        pool.stop()
    tell()
    return _found(tables, pool, time.perf_counter() - began)


class _Pool:
    """The walks with their threads. What a walk publishes is never written to again, so other threads may read it."""

    def __init__(self, walks: list[Walk], budget: Budget, began: float) -> None:
        self.walks, self.budget, self.began = walks, budget, began
        self.published: list[tuple[int, Ints] | None] = [None for _ in walks]
        self.done = [0 for _ in walks]
        self.over = threading.Event()
        self.faults: list[BaseException] = []
        self.threads = [
            threading.Thread(target=self._run, args=(number,), name=f"walk {number}", daemon=True)
            for number in range(len(walks))
        ]

    def start(self) -> None:
        for thread in self.threads:
            thread.start()

    def runs(self, seconds: float) -> bool:
        """Wait a moment; whether any walk is still under way."""
        for thread in self.threads:
            thread.join(seconds / len(self.threads))
        return any(thread.is_alive() for thread in self.threads)

    def stop(self) -> None:
        """End all walks and wait for them. Raises what a walk has raised."""
        self.over.set()
        for thread in self.threads:
            thread.join()
        for fault in self.faults:
            raise fault

    def best(self) -> tuple[int, Ints] | None:
        """The lowest price, and where everything stands then; of equal walks the first."""
        held = [entry for entry in self.published if entry is not None]
        return min(held, key=lambda entry: entry[0], default=None)

    def _run(self, number: int) -> None:
        try:
            self._go(number, self.walks[number])
        except BaseException as fault:  # noqa: BLE001 - it is raised again where the end is awaited
            self.faults.append(fault)
            self.over.set()

    def _go(self, number: int, walk: Walk) -> None:
        shared = self.budget.proposals is None  # what one walk finds may end another only where time rules
        while not self.over.is_set() and (share := self._share(number)) < 1:
            walk.go_on(share)
            self.done[number] += CHUNK
            known = self.published[number]
            if walk.price is not None and (known is None or walk.price < known[0]):
                self.published[number] = (walk.price, walk.best.copy())
            if walk.price is not None and walk.price <= self.budget.enough:
                if shared:
                    self.over.set()
                return

    def _share(self, number: int) -> float:
        if self.budget.proposals is not None:
            return self.done[number] / self.budget.proposals
        return (time.perf_counter() - self.began) / self.budget.seconds


def _found(tables: Tables, pool: _Pool, seconds: float) -> Found:
    best = pool.best()
    proposals = int(np.sum(pool.done))
    if best is None:
        return Found(None, None, seconds, proposals)
    return Found(read_standing(tables, best[1]), best[0], seconds, proposals)
