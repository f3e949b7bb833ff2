"""Curriculum-based timetabling instances through the product's own engine, one after another."""

from pathlib import Path
from typing import Any

WORKERS = 2


def run(files: tuple[Path, ...], seconds: float = 60.0) -> dict[str, Any]:
    """By file name: cost, bound, violations and seconds; the engine is warmed up before the first."""
    from khaigiang.cli.timetable import read
    from khaigiang.core.timetabling import solve
    from khaigiang.core.timetabling.solve import warm_up

    figures: dict[str, Any] = {"warm_up_seconds": round(warm_up(), 3)}
    for file in files:
        outcome = solve(read(file), seconds=seconds, workers=WORKERS, deterministic=False)
        figures[file.stem] = {
            "cost": outcome.objective,
            "bound": outcome.bound,
            "violations": len(outcome.violations),
            "seconds": round(outcome.seconds, 3),
        }
    return figures
