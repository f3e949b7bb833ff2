"""Instances nobody here made, solved by the product's engine, and their part of the page of figures written.

``./kg bench outside comp01.ctt … comp10.ctt --seconds 60`` on a machine that does nothing else: the table and the plot
of that budget in ``docs/benchmarks.md``. The solutions stay in ``bench/results``, for a checker of one's own.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from khaigiang.cli.bench import BENCHES, load

page = load(BENCHES / "_page.py")

# Best known cost, and the mean of ten runs of the competition's winner: Bettinelli et al., TOP 23 (2015).
PUBLISHED = {
    "comp01": (5, 5.0), "comp02": (24, 61.3), "comp03": (62, 94.8), "comp04": (35, 42.8), "comp05": (284, 343.5),
    "comp06": (27, 56.8), "comp07": (6, 33.9), "comp08": (37, 46.5), "comp09": (96, 113.1), "comp10": (4, 21.3),
}  # fmt: skip


def run(files: tuple[Path, ...], seconds: float = 60.0) -> dict[str, Any]:
    """By file name what ``bench ctt`` says, without the course of the cost, which is in the plot."""
    figures = load(BENCHES / "ctt.py").run(files, seconds)
    instances = {name: each for name, each in figures.items() if isinstance(each, Mapping)}
    write(instances, seconds)
    return {name: {key: value for key, value in each.items() if key != "trace"} for name, each in instances.items()}


def write(instances: Mapping[str, Mapping[str, Any]], seconds: float) -> None:
    """The table and the plot of this budget. Raises LookupError when the page has no place for it."""
    image = f"engine-cost-{seconds:.0f}.svg"
    page.put(f"outside {seconds:.0f}", [*measured(instances), "", f"![Cost against seconds](images/{image})"])
    page.draw(image, cost_plot(instances, seconds))


def measured(of: Mapping[str, Mapping[str, Any]]) -> Any:
    rows = []
    for name, each in of.items():
        best, winner = PUBLISHED.get(name, ("", ""))
        spent, bound = f"{each['seconds']:.0f}", f"{each['bound'] or 0:.0f}"
        rows.append([name, each["cost"], each["violations"], spent, best, winner, bound])
    known = [name for name in of if name in PUBLISHED and of[name]["cost"] is not None]
    if known:
        ours, best, winner = (
            sum(values)
            for values in (
                [of[name]["cost"] for name in known],
                [PUBLISHED[name][0] for name in known],
                [PUBLISHED[name][1] for name in known],
            )
        )
        rows.append(["sum", ours, "", "", best, f"{winner:.1f}", ""])
        rows.append(["sum by best known", f"{ours / best:.3f}", "", "", "1.00", f"{winner / best:.2f}", ""])
    return page.table(
        ["", "cost", "violations", "seconds", "best known", "competition winner's mean", "own bound"], rows
    )


def cost_plot(of: Mapping[str, Mapping[str, Any]], seconds: float) -> Any:
    """Each instance's cost by the best known, from the first timetable to the end; 1.0 is the best known."""
    lines = {
        name: [(spent, cost / PUBLISHED[name][0]) for spent, cost in each["trace"]] + [
            (seconds, each["trace"][-1][1] / PUBLISHED[name][0])
        ]
        for name, each in of.items()
        if name in PUBLISHED and each["trace"]
    }  # fmt: skip
    return page.plot("Cost by best known cost, against seconds", lines, across=(0.0, seconds), top=6.0)
