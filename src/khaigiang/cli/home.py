"""What a command does first when it needs the database."""

import datetime as dt

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
