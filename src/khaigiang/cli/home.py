"""What a command does first when it needs the database."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from khaigiang.foundation import home

if TYPE_CHECKING:
    from khaigiang.apps.units.actions import LoadedCountry


def _untold(_stage: str, _share: float) -> None:
    """Nobody looks at how far this has come."""


def open_home() -> None:
    """Start Django, bring the database of this home to this program's version, and fill in units and handbook.

    Raises Refused when the data folder, the server or the data cannot be used.
    """
    open_database()
    if not _has_units():
        load_units()
    _load_handbook()


def open_database() -> None:
    """Start Django and bring the database of this home to this program's version. Raises Refused as open_home does."""
    import django
    from django.conf import settings

    from khaigiang.foundation import setup

    django.setup()
    setup.prepare(settings.HOME, settings.DOOR)


def _has_units() -> bool:
    from khaigiang.apps.units.models import Unit

    return Unit.objects.exclude(code="").exists()


def open_home_at_hand() -> None:
    """Open the office's own home or, while that was never used, the sample case played last, and say so.

    For commands that ask about a year that was worked, so that whoever has only played the demo can try them on it.
    Raises Refused as ``open_home`` does.
    """
    own = home.current()
    played = _last_demo(own)
    if played and not own.cluster.exists() and "DATABASE_URL" not in os.environ:
        case = played.name.split("-")[0]
        click.echo(
            f"Chưa có dữ liệu của cơ quan: dùng bản chạy thử {case}. No data of yours yet: using demo {case}.", err=True
        )
        live_in_demo(played)
    open_home()


def live_in_demo(root: Path) -> None:
    """Work in the home of a sample case from now on; before anything asks which home this is."""
    os.environ["KHAIGIANG_HOME"] = str(root)
    os.environ["KHAIGIANG_DEMO"] = "1"


def _last_demo(own: home.Home) -> Path | None:
    named = own.demos / "last"
    folder = own.demos / named.read_text(encoding="utf-8").strip() if named.is_file() else None
    return folder if folder and home.Home(folder).cluster.is_dir() else None


def load_units(tell: Callable[[str, float], None] = _untold) -> "LoadedCountry":
    """The packaged country in this home; nothing is written where it is there already."""
    import fasteners
    from django.conf import settings

    from khaigiang.apps.units.actions import LoadedCountry, load_country
    from khaigiang.apps.units.queries import country_is_loaded
    from khaigiang.data.units import STATES, SUCCESSION_DAY, read_succession, read_units
    from khaigiang.foundation.actor import SYSTEM

    with fasteners.InterProcessLock(settings.HOME.locks / "units"):
        if country_is_loaded(state.first for state in STATES):
            return LoadedCountry()
        tell("reading", 0.0)
        states = [(state, read_units(state.key)) for state in STATES]
        return load_country(states, {SUCCESSION_DAY: read_succession()}, by=SYSTEM, tell=tell)


def _load_handbook() -> None:
    import fasteners
    from django.conf import settings

    from khaigiang.apps.handbook.actions import load_packaged
    from khaigiang.apps.handbook.queries import is_as_packaged
    from khaigiang.data.handbook import packaged_entries
    from khaigiang.foundation.actor import SYSTEM

    with fasteners.InterProcessLock(settings.HOME.locks / "handbook"):
        if not is_as_packaged(packaged_entries()):
            load_packaged(packaged_entries(), by=SYSTEM)
