"""Hà Nội through every packaged state and the reform of 2025, on the official tables."""

from apps.acting import PLANNER
from khaigiang.apps.units.actions import LoadedCountry, load_country
from khaigiang.data.units import STATES, SUCCESSION_DAY, UnitRecord, read_succession, read_units

CODE = "01"


def of_ha_noi(units: tuple[UnitRecord, ...]) -> list[UnitRecord]:
    districts = {unit.code for unit in units if unit.level == "district" and unit.parent_code == CODE}
    return [
        unit
        for unit in units
        if (unit.level == "province" and unit.code == CODE)
        or (unit.level != "province" and unit.parent_code == CODE)
        or (unit.level == "commune" and unit.parent_code in districts)
    ]


def load_ha_noi() -> LoadedCountry:
    rows = [row for row in read_succession() if row.old_province.endswith(f"({CODE})")]
    states = [(state, of_ha_noi(read_units(state.key))) for state in STATES]
    return load_country(states, {SUCCESSION_DAY: rows}, by=PLANNER)
