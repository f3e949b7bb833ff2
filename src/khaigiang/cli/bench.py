"""``kg bench``: measurements, taken anew each time they are asked for."""

import importlib.util
import inspect
import json
from collections.abc import Mapping
from pathlib import Path
from types import ModuleType
from typing import Any

import click
from django.utils.translation import gettext_lazy as _

from khaigiang.cli.checkout import REPOSITORY
from khaigiang.cli.main import print_json, refuse

BENCHES = REPOSITORY / "bench"
TAKES_NOTHING = _("Phép đo “%(name)s” không nhận tệp hay số giây.")
NEEDS_FILES = _("Phép đo “%(name)s” cần ít nhất một tệp.")
UNKNOWN_BENCH = _("Không có phép đo “%(name)s”. Các phép đo đã có: %(known)s.")


@click.command(short_help="Đo tốc độ. Measure the speed.")
@click.argument("name")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@click.option("--seconds", type=click.FloatRange(min=0.1), help="Số giây cho mỗi tệp. Seconds for each file.")
@click.option("--json", "as_json", is_flag=True, help="In kết quả dạng JSON. Print the result as JSON.")
def command(name: str, files: tuple[Path, ...], seconds: float | None, as_json: bool) -> None:
    """Đo trên máy này, rồi ghi kết quả vào bench/results. Measure on this machine and keep the figures.

    Phép đo ctt và outside nhận các tệp bài toán và số giây cho mỗi tệp.
    The benches ctt and outside take instances and seconds for each.

    \b
    Ví dụ / Example:
      ./kg bench case-a --json
      ./kg bench ctt comp01.ctt comp02.ctt --seconds 60 --json
    """
    benches = known_benches()
    if name not in benches:
        refuse("unknown_bench", UNKNOWN_BENCH, name=name, known=", ".join(benches) or "–")
    given: dict[str, Any] = {"files": files} if files else {}
    if seconds is not None:
        given["seconds"] = seconds
    result = {"bench": name, "figures": dict(measure(name, benches[name], given))}
    keep(name, result)
    if as_json:
        print_json(result)
    else:
        _print_figures(name, result["figures"])


def known_benches() -> dict[str, Path]:
    """Each module in ``bench/`` by its name on the command line: ``case_a.py`` is ``case-a``."""
    return {path.stem.replace("_", "-"): path for path in sorted(BENCHES.glob("*.py")) if path.stem[0] != "_"}


def measure(name: str, path: Path, given: Mapping[str, Any]) -> Mapping[str, Any]:
    """Run one bench: a module whose ``run()`` gives figures by name, or several by the name of each file.

    Raises Refused when it cannot take what is ``given``, or needs files.
    """
    module = load(path)
    taken = inspect.signature(module.run).parameters
    if not given.keys() <= taken.keys():
        refuse("bench_takes_nothing", TAKES_NOTHING, name=name)
    if "files" in taken and "files" not in given:
        refuse("bench_needs_files", NEEDS_FILES, name=name)
    figures: Mapping[str, Any] = module.run(**given)
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
        for name_of_one, one in value.items() if isinstance(value, Mapping) else ((key, value),):
            row = f"{key} {name_of_one}" if isinstance(value, Mapping) else key
            table.add_row(row, f"{one:.4g}" if isinstance(one, int | float) else "–")
    Console(highlight=False).print(table)
