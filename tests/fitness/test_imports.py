"""The import contracts name everything there is, and a module that nobody named fails them."""

import configparser
import shutil
import subprocess
import sys

import pytest

from fitness import source
from ground.settings import REPOSITORY
from khaigiang.config.base import SLICES

LINT = "from importlinter.cli import lint_imports_command as lint; lint()"


def contract(name: str) -> dict[str, list[str]]:
    parser = configparser.ConfigParser()
    parser.read(REPOSITORY / ".importlinter", encoding="utf-8")
    return {
        key: [line for line in value.split("\n") if line and not line.startswith("#")]
        for key, value in parser[f"importlinter:contract:{name}"].items()
    }


def modules_of(lines: list[str]) -> list[str]:
    return [word.strip("() ") for line in lines for word in line.split("|")]


@pytest.mark.parametrize("name", ["rooms", "slices", "files"])
def test_layers_are_exhaustive(name) -> None:
    assert contract(name)["exhaustive"] == ["True"]


def test_every_room_is_a_layer() -> None:
    rooms = {path.name for path in source.SOURCE.iterdir() if (path / "__init__.py").exists()}

    assert set(modules_of(contract("rooms")["layers"])) == {"__main__", *rooms}


def test_slices_are_layers_in_the_order_of_the_settings() -> None:
    assert modules_of(contract("slices")["layers"]) == SLICES
    assert contract("files")["containers"] == [f"khaigiang.apps.{name}" for name in SLICES]


def test_slices_of_the_settings_are_those_that_exist_and_hold_something() -> None:
    slices = {path.name for path in source.APPS.iterdir() if (path / "__init__.py").exists()}
    hollow = [
        name
        for name in SLICES
        if not any(
            path.suffix in {".py", ".html"} and path.stem != "__init__" for path in (source.APPS / name).rglob("*")
        )
    ]

    assert (set(SLICES), hollow) == (slices, [])


@pytest.mark.parametrize(
    ("place", "text", "blamed"),
    [
        ("stray.py", "", "khaigiang.stray"),
        ("apps/stray/__init__.py", "", "khaigiang.apps.stray"),
        ("apps/units/stray.py", "", "khaigiang.apps.units.stray"),
        ("core/stray.py", "import django\n", "khaigiang.core.stray"),
        ("core/stray.py", "import ortools\n", "khaigiang.core.stray"),
        ("apps/units/forms.py", "import khaigiang.apps.people.models\n", "khaigiang.apps.units"),
    ],
    ids=["room", "slice", "file", "framework in the core", "solver elsewhere", "upper slice"],
)
def test_stray_module_breaks_a_contract(tmp_path, place, text, blamed) -> None:
    shutil.copytree(
        source.SOURCE, tmp_path / "src" / "khaigiang", ignore=shutil.ignore_patterns("__pycache__", "*.json", "*.csv")
    )
    stray = tmp_path / "src" / "khaigiang" / place
    stray.parent.mkdir(exist_ok=True)
    stray.write_text(text, encoding="utf-8")
    shutil.copy(REPOSITORY / ".importlinter", tmp_path)

    done = subprocess.run(
        [sys.executable, "-c", LINT, "--no-cache"],
        cwd=tmp_path,
        env={"PYTHONPATH": str(tmp_path / "src"), "PATH": ""},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 1
    assert blamed in " ".join(done.stdout.split())
