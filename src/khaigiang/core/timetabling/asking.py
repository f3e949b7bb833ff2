"""What both ways of searching are asked, and what they answer to the one door, ``solve``."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from khaigiang.core.timetabling.problem import Status, Timetable

Progress = Callable[[float, float, float], None]
"""Told of each better timetable: its objective, the bound, the seconds so far."""

Better = Callable[[Timetable], None]
"""Given each better timetable, so that nothing is lost when the search is broken off."""


_LEAST = 0.05  # seconds that a search gets however late it is


@dataclass(slots=True)
class Asked:
    """How long and how to search. ``stopped`` is asked again and again; once true, the search ends with what it has.

    ``waited`` are seconds for which nobody asked: loading and compiling.
    """

    seconds: float
    seed: int
    workers: int
    deterministic: bool
    progress: Progress | None
    better: Better | None
    start: Timetable | None
    stopped: Callable[[], bool]
    best: float = field(default=float("inf"), init=False)
    began: float = field(default_factory=time.perf_counter, init=False)
    waited: float = field(default=0.0, init=False)

    def between(self, first: float, last: float) -> float:
        """The seconds between two shares of the time. By the clock, what went before may have taken some of them."""
        if self.deterministic:
            return self.seconds * (last - first)
        return max(_LEAST, self.began + self.waited + self.seconds * last - time.perf_counter())

    def wait_for(self, load: Callable[[], float]) -> None:
        """Load something, which tells its seconds."""
        self.waited += load()

    def tell(self, objective: float, bound: float, read: Callable[[], Timetable]) -> None:
        """Pass on a timetable, unless an earlier one was as good; it is read only for those who want it."""
        if objective >= self.best:
            return
        self.best = objective
        if self.progress is not None:
            self.progress(objective, bound, time.perf_counter() - self.began)
        if self.better is not None:
            self.better(read())


@dataclass(frozen=True, slots=True)
class Answer:
    """``bound`` is None when nothing was shown; ``seconds`` is the search itself."""

    status: Status
    timetable: Timetable | None
    objective: int | None
    bound: float | None
    seconds: float
