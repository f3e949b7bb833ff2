"""The main job as a user does it: words on the command line in, an exit code, files and sentences out."""

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.apps import apps

from builders import STATES
from khaigiang.apps.handbook.actions import load_packaged
from khaigiang.apps.units.actions import load_official_state
from khaigiang.cli import main
from khaigiang.data.handbook import packaged_entries
from khaigiang.data.units import UnitRecord, read_units
from khaigiang.foundation.actor import SYSTEM

HA_NOI = "01"


@dataclass(frozen=True, slots=True)
class Said:
    """What a command left on the terminal."""

    code: int
    out: str
    err: str


def of_ha_noi(units: tuple[UnitRecord, ...]) -> list[UnitRecord]:
    districts = {unit.code for unit in units if unit.parent_code == HA_NOI and unit.level == "district"}
    return [
        unit
        for unit in units
        if (unit.level == "province" and unit.code == HA_NOI)
        or unit.parent_code == HA_NOI
        or (unit.level == "commune" and unit.parent_code in districts)
    ]


@pytest.fixture(scope="module")
def _ha_noi(django_db_setup, ground_database, django_db_blocker) -> Iterator[None]:
    """The units of one city in place of the whole country's: the same paths, in a moment; and the packaged handbook."""

    def write() -> None:
        for key, valid_from, valid_to in STATES:
            load_official_state(of_ha_noi(tuple(read_units(key))), valid_from=valid_from, valid_to=valid_to, by=SYSTEM)
        load_packaged(packaged_entries(), by=SYSTEM)

    with django_db_blocker.unblock(), ground_database.already_having("ha_noi", write):
        yield


@pytest.fixture
def kg(_ha_noi, transactional_db, monkeypatch, capsys) -> Callable[..., Said]:
    """The command line, in this process and on this test's own database."""

    def say(*words: object) -> Said:
        monkeypatch.setattr(sys, "argv", ["kg", *map(str, words)])
        code = main._outcome()
        return Said(code, *capsys.readouterr())

    return say


# What every command may leave: the trail of it, and a refused run's own row.
TRAIL = ("audit.event", "audit.unsealed", "audit.seal", "desk.yearrun")


def counts(*, apart_from: tuple[str, ...] = TRAIL) -> dict[str, int]:
    """How many rows each table holds; a refused run leaves only its own row and the trail of it."""
    return {
        model._meta.label_lower: model._base_manager.count()
        for model in apps.get_models()
        if model._meta.managed and model._meta.label_lower not in apart_from
    }


def files_below(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
