"""Cases played once for a module, in this worker's own database, which is put back afterwards."""

from collections.abc import Callable, Iterator

import pytest

from builders import STATES
from khaigiang.apps.units.actions import load_official_state
from khaigiang.data.units import UnitRecord, read_units
from khaigiang.demo import cases, run
from khaigiang.demo.figures import Played
from khaigiang.foundation.actor import SYSTEM


@pytest.fixture(scope="module")
def play(django_db_setup, ground_database, django_db_blocker) -> Iterator[Callable[[str], Played]]:
    """Plays a case among the units of its own province: the same paths as with those of the whole country."""

    def played(name: str) -> Played:
        case = cases.generate(name)
        for key, valid_from, valid_to in STATES:
            units = of_province(read_units(key), case.province)
            load_official_state(units, valid_from=valid_from, valid_to=valid_to, by=SYSTEM)
        run.play(case, tell=lambda _stage, _share: None)
        found = cases.load(name).played()
        assert found is not None
        return found

    with django_db_blocker.unblock():
        yield played
        ground_database.renew()


def of_province(units: tuple[UnitRecord, ...], code: str) -> list[UnitRecord]:
    within = {code}
    for _level in range(2):
        within |= {unit.code for unit in units if unit.parent_code in within and unit.level != "commune"}
    return [unit for unit in units if (unit.level == "province" and unit.code == code) or unit.parent_code in within]
