"""What a command does first when it needs the database."""

import datetime as dt
import os
from pathlib import Path

import click

from khaigiang.foundation import home

STATES = (
    ("2022", dt.date(2021, 1, 1), dt.date(2025, 6, 30)),
    ("2025-07-01", dt.date(2025, 7, 1), None),
)
"""Official states of the units, with the days between which we answer by them. The first one's beginning is ours."""


def open_home() -> None:
    """Start Django, bring the database of this home to this program's version, and fill in units and handbook.

    Raises Refused when the data folder, the server or the data cannot be used.
    """
    import django
    from django.conf import settings

    from khaigiang.foundation import setup

    django.setup()
    setup.prepare(settings.HOME, settings.DOOR)
    _load_units()
    _load_handbook()


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


def _load_units() -> None:
    import fasteners
    from django.conf import settings

    from khaigiang.apps.units.actions import load_official_state
    from khaigiang.apps.units.models import Unit
    from khaigiang.data.units import read_units
    from khaigiang.foundation.actor import SYSTEM

    with fasteners.InterProcessLock(settings.HOME.locks / "units"):
        if Unit.objects.exclude(code="").exists():
            return
        for key, valid_from, valid_to in STATES:
            load_official_state(read_units(key), valid_from=valid_from, valid_to=valid_to, by=SYSTEM)


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
