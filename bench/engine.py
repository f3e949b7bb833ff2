"""The engine's page of figures made anew: forms classes, timetables offices and outside instances, writes the tables.

``./kg bench engine comp01.ctt … comp10.ctt --seconds 60`` on a machine that does nothing else, about 20 minutes. It
writes the tables between the marks of ``docs/benchmarks.md``, and the plots. The solutions of outside instances stay in
``bench/results``, for a checker of one's own.
"""

import json
import platform
import re
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from khaigiang.cli.bench import BENCHES
from khaigiang.cli.checkout import REPOSITORY

PAGE = REPOSITORY / "docs" / "benchmarks.md"
IMAGES = REPOSITORY / "docs" / "images"
# Best known cost, and the mean of ten runs of the competition's winner: Bettinelli et al., TOP 23 (2015).
PUBLISHED = {
    "comp01": (5, 5.0), "comp02": (24, 61.3), "comp03": (62, 94.8), "comp04": (35, 42.8), "comp05": (284, 343.5),
    "comp06": (27, 56.8), "comp07": (6, 33.9), "comp08": (37, 46.5), "comp09": (96, 113.1), "comp10": (4, 21.3),
}  # fmt: skip


def run(files: tuple[Path, ...], seconds: float = 60.0) -> dict[str, Any]:
    """All figures by the name of the bench they are from; each has a process, for a data folder of its own."""
    forming, offices = measured_by("form"), measured_by("timetable")
    outside = measured_by("ctt", *map(str, files), "--seconds", str(seconds))
    write(forming, offices, outside, seconds)
    plain = {f"form_{name}": value for name, value in forming.items()}
    plain |= {f"timetable_{name}": value for name, value in offices.items()}
    return plain | {name: {key: value for key, value in each.items() if key != "trace"}
                    for name, each in outside.items() if isinstance(each, Mapping)}  # fmt: skip


def measured_by(name: str, *words: str) -> dict[str, Any]:
    command = [sys.executable, "-m", "khaigiang", "bench", name, *words, "--json"]
    answer = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, encoding="utf-8")
    return dict(json.loads(answer.stdout)["figures"])


def write(forming: Mapping[str, Any], offices: Mapping[str, Any], outside: Mapping[str, Any], seconds: float) -> None:
    """The tables into the page, the plots beside it."""
    text = PAGE.read_text(encoding="utf-8")
    instances = {name: each for name, each in outside.items() if isinstance(each, Mapping)}
    for mark, rows in (
        ("machine", [f"Python {platform.python_version()}, {platform.machine()}, {platform.system()}."]),
        ("forming", formed(forming)),
        ("offices", timetabled(offices)),
        ("repair", repaired(offices)),
        ("explaining", explained(offices)),
        ("growth", [*grown(offices), "", "![Seconds against classes](images/engine-growth.svg)"]),
        ("outside", [*measured(instances, seconds), "", "![Cost against seconds](images/engine-cost.svg)"]),
    ):
        block = re.compile(rf"(<!-- {mark} -->\n).*?(<!-- /{mark} -->)", re.DOTALL)
        assert block.search(text), mark
        text = block.sub(lambda found, rows=rows: found[1] + "\n".join(rows) + "\n" + found[2], text)
    PAGE.write_text(text, encoding="utf-8", newline="\n")
    (IMAGES / "engine-cost.svg").write_text(cost_plot(instances, seconds), encoding="utf-8", newline="\n")
    (IMAGES / "engine-growth.svg").write_text(growth_plot(offices), encoding="utf-8", newline="\n")
    (BENCHES / "results").mkdir(exist_ok=True)
    (BENCHES / "results" / "engine-raw.json").write_text(json.dumps([forming, offices, outside], indent=1) + "\n")


def table(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> list[str]:
    lines = [heads, ["---"] * len(heads), *rows]
    return [f"| {' | '.join(str(cell) for cell in line)} |" for line in lines]


def gap_in_words(gap: float) -> str:
    return f"{gap:.2f}" if gap else "0, proven"


def formed(of: Mapping[str, Any]) -> list[str]:
    levels = [name.removeprefix("big_") for name in of if name.startswith("big_") and f"{name}_bound" in of]
    rows = [
        ["case A", f"{of['case_a_seconds']:.2f}", *("0" for _level in levels), gap_in_words(of["case_a_gap"])],
        ["13,267 people, 100 classes", f"{of['big_seconds']:.1f}", *(of[f"big_{name}"] for name in levels),
         gap_in_words(of["big_gap"])],
        ["no seating is below", "", *(f"{of[f'big_{name}_bound']:.0f}" for name in levels), ""],
    ]  # fmt: skip
    return table(["", "seconds", *levels, "gap"], rows)


def timetabled(of: Mapping[str, Any]) -> list[str]:
    rows = [
        [f"case A, {words}", "", f"{of[f'{name}_seconds']:.1f}", 0, f"gap {of[f'{name}_gap']:.3f}", ""]
        for name, words in (("pair", "two parallel classes"), ("five", "all five"))
    ]
    rows += [
        [words, f"{of[f'{name}_first_seconds']:.1f}", f"{of[f'{name}_seconds']:.1f}", of[f"{name}_violations"],
         of[f"{name}_cost"], f"{of[f'{name}_bound']:.0f}"]
        for name, words in (("district", "district's year"), ("school_year", "school's year"))
    ]  # fmt: skip
    return table(["", "first without violation", "seconds", "violations", "cost", "bound"], rows)


def repaired(of: Mapping[str, Any]) -> list[str]:
    rows = [
        ["lessons of a lecturer lost for the whole year", of["repair_lessons_hit"]],
        ["seconds for all proposals", f"{of['repair_seconds']:.1f}"],
        ["proposals", of["repair_proposals"]],
        ["lessons changed by the first, every rule kept", of["repair_changes"]],
        ["lessons of the year's fullest day, lost to all classes", of["repair_day_lessons_hit"]],
        ["seconds for all proposals", f"{of['repair_day_seconds']:.1f}"],
        ["proposals", of["repair_day_proposals"]],
        ["lessons changed by the first: classes keep their order, later lessons move on", of["repair_day_changes"]],
    ]
    return table(["repair of the school's year", ""], rows)


def explained(of: Mapping[str, Any]) -> list[str]:
    rows = [
        ["one class whose lecture has one lecturer, who is away", of["explain_seconds"], of["explain_ways_out"]],
        ["two parallel classes", of["explain_pair_seconds"], of["explain_pair_ways_out"]],
    ]
    return table(["explaining an impossible timetable", "seconds", "ways out that mend it"], rows)


def grown(of: Mapping[str, Any]) -> list[str]:
    first, gaps = of["growth_first_seconds"], of["growth_gap"]
    rows = [
        ["first timetable without violation, s", *(f"{value:.2f}" for value in first.values())],
        ["gap after 20 s", *(f"{value:.2f}" for value in gaps.values())],
    ]
    return table(["classes", *first], rows)


def measured(of: Mapping[str, Mapping[str, Any]], seconds: float) -> list[str]:
    rows = []
    for name, each in of.items():
        best, winner = PUBLISHED.get(name, ("", ""))
        rows.append([name, each["cost"], each["violations"], best, winner, f"{each['bound'] or 0:.0f}"])
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
        rows.append(["sum", ours, "", best, f"{winner:.1f}", ""])
        rows.append(["sum by best known", f"{ours / best:.2f}", "", "1.00", f"{winner / best:.2f}", ""])
    return table(
        ["", f"cost after {seconds:.0f} s", "violations", "best known", "competition winner's mean", "own bound"], rows
    )


def cost_plot(of: Mapping[str, Mapping[str, Any]], seconds: float) -> str:
    """Each instance's cost by the best known, from the first timetable to the end; 1.0 is the best known."""
    lines = {
        name: [(spent, cost / PUBLISHED[name][0]) for spent, cost in each["trace"]] + [
            (seconds, each["trace"][-1][1] / PUBLISHED[name][0])
        ]
        for name, each in of.items()
        if name in PUBLISHED and each["trace"]
    }  # fmt: skip
    return plot("Cost by best known cost, against seconds", lines, across=(0.0, seconds), top=6.0)


def growth_plot(of: Mapping[str, Any]) -> str:
    line = [(float(classes), value) for classes, value in of["growth_first_seconds"].items()]
    top = max(value for _classes, value in line) * 1.15
    title = "Seconds to the first timetable without a violation, against classes"
    return plot(title, {"district": line}, across=(0.0, line[-1][0]), top=top)


def plot(
    title: str, lines: Mapping[str, Sequence[tuple[float, float]]], *, across: tuple[float, float], top: float
) -> str:
    """A plain line plot; values above ``top`` are drawn at its edge."""
    wide, high, left, foot = 720, 360, 60, 40
    colours = [
        "#8e1b22",
        "#1b5e8e",
        "#3f7d20",
        "#b36b00",
        "#5b3d8e",
        "#007a78",
        "#a03070",
        "#555555",
        "#c0392b",
        "#2c3e50",
    ]

    def at(x: float, y: float) -> str:
        share = (x - across[0]) / (across[1] - across[0])
        return f"{left + share * (wide - left - 90):.1f},{20 + (1 - min(y, top) / top) * (high - 20 - foot):.1f}"

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {high}" font-family="sans-serif" font-size="12">',
        f"<title>{title}</title>",
        f'<rect width="{wide}" height="{high}" fill="#ffffff"/>',
        f'<text x="{left}" y="14">{title}</text>',
    ]
    for step in range(5):
        value, place = top * step / 4, across[0] + (across[1] - across[0]) * step / 4
        x, y = at(across[0], value).split(",")
        parts.append(f'<line x1="{left}" x2="{wide - 90}" y1="{y}" y2="{y}" stroke="#dddddd"/>')
        parts.append(f'<text x="{float(x) - 8:.1f}" y="{float(y) + 4:.1f}" text-anchor="end">{value:.3g}</text>')
        parts.append(f'<text x="{at(place, 0).split(",")[0]}" y="{high - 18}" text-anchor="middle">{place:.3g}</text>')
    ends: list[float] = []
    for number, (name, points) in enumerate(lines.items()):
        colour = colours[number % len(colours)]
        path = " ".join(at(x, y) for x, y in points)
        parts.append(f'<polyline fill="none" stroke="{colour}" stroke-width="2" points="{path}"/>')
        x, y = (float(each) for each in at(*points[-1]).split(","))
        while any(abs(y - other) < 13 for other in ends):
            y -= 13
        ends.append(y)
        parts.append(f'<text x="{x + 6:.1f}" y="{y + 4:.1f}" fill="{colour}">{name}</text>')
    return "\n".join([*parts, "</svg>"]) + "\n"
