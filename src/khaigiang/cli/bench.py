"""``kg bench``: measurements, taken anew each time they are asked for."""

import importlib.util
import json
from collections.abc import Mapping
from pathlib import Path
from types import ModuleType

import click
from django.utils.translation import gettext_lazy as _

from khaigiang.cli.checkout import REPOSITORY
from khaigiang.cli.main import print_json, refuse

BENCHES = REPOSITORY / "bench"
UNKNOWN_BENCH = _("Không có phép đo “%(name)s”. Các phép đo đã có: %(known)s.")


@click.command(short_help="Đo tốc độ. Measure the speed.")
@click.argument("name")
@click.option("--json", "as_json", is_flag=True, help="In kết quả dạng JSON. Print the result as JSON.")
def command(name: str, as_json: bool) -> None:
    """Đo trên máy này, rồi ghi kết quả vào bench/results. Measure on this machine and keep the figures.

    \b
    Ví dụ / Example:
      ./kg bench case-a --json
    """
    benches = known_benches()
    if name not in benches:
        refuse("unknown_bench", UNKNOWN_BENCH, name=name, known=", ".join(benches) or "–")
    result = {"bench": name, "figures": dict(measure(benches[name]))}
    keep(name, result)
    if as_json:
        print_json(result)
    else:
        _print_figures(name, result["figures"])


def known_benches() -> dict[str, Path]:
    """Each module in ``bench/`` by its name on the command line: ``case_a.py`` is ``case-a``."""
    return {path.stem.replace("_", "-"): path for path in sorted(BENCHES.glob("*.py")) if path.stem[0] != "_"}


def measure(path: Path) -> Mapping[str, float]:
    """Run one bench: a module whose ``run()`` gives figures by name."""
    figures: Mapping[str, float] = load(path).run()
    return figures


def load(path: Path) -> ModuleType:
    """The module of a bench, which is no package's."""
    specification = importlib.util.spec_from_file_location(f"bench_{path.stem}", path)
    assert specification is not None
    assert specification.loader is not None
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module


def keep(name: str, result: Mapping[str, object]) -> None:
    """Write down the last result, whole or not at all."""
    folder = BENCHES / "results"
    folder.mkdir(exist_ok=True)
    beside = folder / f".{name}.json.new"
    beside.write_text(json.dumps(result, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    beside.replace(folder / f"{name}.json")


def _print_figures(name: str, figures: object) -> None:
    from rich.console import Console
    from rich.table import Table

    assert isinstance(figures, Mapping)
    table = Table(title=name, title_justify="left")
    table.add_column("Số đo")
    table.add_column("Giá trị", justify="right")
    for key, value in figures.items():
        table.add_row(key, f"{value:.4g}")
    Console(highlight=False).print(table)
