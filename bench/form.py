"""Forming classes: case A's 579 secretaries, and a district's year, 13,267 people shared out to 100 classes.

Case A's question comes from the slice's own bridge. The crowd is invented from a seed: 32 communes of unequal size,
five blocs, twelve positions, people of 24 to 60; every tenth is away for some weeks, every
hundredth wishes for a class.
Seconds are wall time with the building of the model, on two workers; loading the solver's library is not counted.
"""

import datetime as dt
import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

PEOPLE, CLASSES, COMMUNES = 13_267, 100, 32
CASE_A_LIMIT, BIG_LIMIT = 5.0, 30.0  # seconds each is given
WORKERS = 2
FIRST_DAY = dt.date(2024, 1, 8)
BLOCS = ("party", "state", "mass", "armed", "business")


def run() -> dict[str, Any]:
    """Seconds and gaps; a seating that breaks a rule is not measured."""
    from ortools.sat.python import cp_model  # noqa: F401 - it is loaded before the clock runs

    seconds, outcome = formed(case_a(), CASE_A_LIMIT)
    figures = {"case_a_seconds": seconds, "case_a_gap": outcome.gap}
    seconds, outcome = formed(crowd(), BIG_LIMIT)
    figures |= {"big_seconds": seconds, "big_gap": outcome.gap}
    figures |= {f"big_{level.name}": level.objective for level in outcome.levels}
    figures |= {f"big_{level.name}_bound": level.bound for level in outcome.levels}
    return figures


def formed(problem: Any, limit: float) -> tuple[float, Any]:
    from khaigiang.core.forming.solve import solve
    from khaigiang.core.forming.verify import verify

    seconds, outcome = timed(lambda: solve(problem, seconds=limit, workers=WORKERS))
    assert outcome.solution is not None
    assert not verify(problem, outcome.solution)
    return seconds, outcome


def case_a() -> Any:
    from khaigiang.cli.bench import load

    own = load(Path(__file__).with_name("case_a.py"))
    with tempfile.TemporaryDirectory(prefix="kg-bench-") as folder:
        os.environ["KHAIGIANG_HOME"] = folder
        os.environ.pop("DATABASE_URL", None)
        forming, _timetabling = own.problems()
        own.close()
    return forming


def crowd(people: int = PEOPLE, classes: int = CLASSES, seed: int = 1) -> Any:
    from khaigiang.core.calendar import Window
    from khaigiang.core.forming.problem import Candidate, ClassSlot, FormingProblem

    chance = Random(seed)
    slots = []
    for number in range(classes):
        first = FIRST_DAY + dt.timedelta(days=chance.randrange(330))
        window = Window(first, first + dt.timedelta(days=chance.randrange(3, 6)))
        average = people // classes
        slots.append(ClassSlot(f"c{number:03}", f"Lớp {number + 1}", window, average - 20, average + 20))
    sizes = [chance.randrange(1, 5) for _ in range(COMMUNES)]
    candidates = []
    for number in range(people):
        away = FIRST_DAY + dt.timedelta(days=chance.randrange(330))
        commune = chance.choices(range(COMMUNES), sizes)[0]
        candidates.append(
            Candidate(
                id=f"p{number:05}",
                name=f"Người {number}",
                unit=f"u{commune}-{number % 7}",
                district=f"xa{commune:02}",
                order=number,
                bloc=chance.choice(BLOCS),
                sex="female" if chance.random() < 0.35 else "male",
                birth_year=2024 - chance.randrange(24, 61),
                position=f"chuc-danh-{min(chance.randrange(12), chance.randrange(12)):02}",
                unavailable=(Window(away, away + dt.timedelta(days=20)),) if chance.random() < 0.1 else (),
                wish=chance.choice(slots).id if chance.random() < 0.01 else None,
            )
        )
    return FormingProblem(tuple(candidates), tuple(slots))


def timed(verb: Callable[[], Any]) -> tuple[float, Any]:
    began = time.perf_counter()
    answer = verb()
    return round(time.perf_counter() - began, 3), answer
