"""What a command does first when it needs the database."""

from collections.abc import Callable
from typing import TYPE_CHECKING

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
