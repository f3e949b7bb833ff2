"""The engine's page of figures made anew: forms classes, timetables offices, repairs, explains, and writes the tables.

``./kg bench engine`` on a machine that does nothing else, about 10 minutes. It writes the tables between the marks of
``docs/benchmarks.md``, and the plot of growth. Instances nobody here made are ``./kg bench outside``.
"""

import json
import platform
import subprocess
import sys
from collections.abc import Mapping
from typing import Any

from khaigiang.cli.bench import BENCHES, load

page = load(BENCHES / "_page.py")


def run() -> dict[str, Any]:
    """All figures by the name of the bench they are from; each has a process, for a data folder of its own."""
    forming, offices = measured_by("form"), measured_by("timetable")
    write(forming, offices)
    plain = {f"form_{name}": value for name, value in forming.items()}
    return plain | {f"timetable_{name}": value for name, value in offices.items()}


def measured_by(name: str) -> dict[str, Any]:
    command = [sys.executable, "-m", "khaigiang", "bench", name, "--json"]
    answer = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, encoding="utf-8")
    return dict(json.loads(answer.stdout)["figures"])


def write(forming: Mapping[str, Any], offices: Mapping[str, Any]) -> None:
    """The tables into the page, the plot beside it."""
    page.put("machine", [f"Python {platform.python_version()}, {platform.machine()}, {platform.system()}."])
    page.put("forming", formed(forming))
    page.put("offices", timetabled(offices))
    page.put("repair", repaired(offices))
    page.put("explaining", explained(offices))
    page.put("growth", [*grown(offices), "", "![Seconds against classes](images/engine-growth.svg)"])
    page.draw("engine-growth.svg", growth_plot(offices))


def gap_in_words(gap: float) -> str:
    return f"{gap:.2f}" if gap else "0, proven"


def formed(of: Mapping[str, Any]) -> Any:
    levels = [name.removeprefix("big_") for name in of if name.startswith("big_") and f"{name}_bound" in of]
    rows = [
        ["case A", f"{of['case_a_seconds']:.2f}", *("0" for _level in levels), gap_in_words(of["case_a_gap"])],
        ["13,267 people, 100 classes", f"{of['big_seconds']:.1f}", *(of[f"big_{name}"] for name in levels),
         gap_in_words(of["big_gap"])],
        ["no seating is below", "", *(f"{of[f'big_{name}_bound']:.0f}" for name in levels), ""],
    ]  # fmt: skip
    return page.table(["", "seconds", *levels, "gap"], rows)


def timetabled(of: Mapping[str, Any]) -> Any:
    rows = [
        [f"case A, {words}", "", f"{of[f'{name}_seconds']:.1f}", 0, f"gap {of[f'{name}_gap']:.3f}", ""]
        for name, words in (("pair", "two parallel classes"), ("five", "all five"))
    ]
    rows += [
        [words, f"{of[f'{name}_first_seconds']:.1f}", f"{of[f'{name}_seconds']:.1f}", of[f"{name}_violations"],
         of[f"{name}_cost"], f"{of[f'{name}_bound']:.0f}"]
        for name, words in (("district", "district's year"), ("school_year", "school's year"))
    ]  # fmt: skip
    return page.table(["", "first without violation", "seconds", "violations", "cost", "bound"], rows)


def repaired(of: Mapping[str, Any]) -> Any:
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
    return page.table(["repair of the school's year", ""], rows)


def explained(of: Mapping[str, Any]) -> Any:
    rows = [
        ["one class whose lecture has one lecturer, who is away", of["explain_seconds"], of["explain_ways_out"]],
        ["two parallel classes", of["explain_pair_seconds"], of["explain_pair_ways_out"]],
    ]
    return page.table(["explaining an impossible timetable", "seconds", "ways out that mend it"], rows)


def grown(of: Mapping[str, Any]) -> Any:
    first, gaps = of["growth_first_seconds"], of["growth_gap"]
    rows = [
        ["first timetable without violation, s", *(f"{value:.2f}" for value in first.values())],
        ["gap after 20 s", *(f"{value:.2f}" for value in gaps.values())],
    ]
    return page.table(["classes", *first], rows)


def growth_plot(of: Mapping[str, Any]) -> Any:
    line = [(float(classes), value) for classes, value in of["growth_first_seconds"].items()]
    top = max(value for _classes, value in line) * 1.15
    title = "Seconds to the first timetable without a violation, against classes"
    return page.plot(title, {"district": line}, across=(0.0, line[-1][0]), top=top)
