"""Curriculum-based timetabling instances through the product's own engine, one after another."""

from pathlib import Path
from typing import Any

WORKERS = 2


def run(files: tuple[Path, ...], seconds: float = 60.0) -> dict[str, Any]:
    """By file name: cost, bound, violations, seconds, and each better cost with its second (``trace``).

    The engine is warmed up before the first. The solutions are kept beside the figures.
    """
    from khaigiang.cli.bench import BENCHES
    from khaigiang.cli.timetable import read
    from khaigiang.core.timetabling import ctt, solve, warm_up

    (BENCHES / "results").mkdir(exist_ok=True)

    figures: dict[str, Any] = {"warm_up_seconds": round(warm_up(), 3)}
    for file in files:
        problem, trace = read(file), []

        def better(cost: float, _bound: float, spent: float, trace: list[Any] = trace) -> None:
            trace.append((round(spent, 2), int(cost)))

        outcome = solve(problem, seconds=seconds, workers=WORKERS, deterministic=False, progress=better)
        if outcome.timetable is not None:
            (BENCHES / "results" / f"{file.stem}.sol").write_text(ctt.write_ctt(problem, outcome.timetable))
        figures[file.stem] = {
            "cost": outcome.objective,
            "bound": outcome.bound,
            "violations": len(outcome.violations),
            "seconds": round(outcome.seconds, 3),
            "trace": trace,
        }
    return figures
