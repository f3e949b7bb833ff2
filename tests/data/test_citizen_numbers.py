from khaigiang.data.citizen_numbers import birth_places
from khaigiang.data.units import read_units


def test_places_are_the_provinces_of_before_the_mergers():
    provinces = {f"0{unit.code}": unit.name for unit in read_units("2022") if unit.level == "province"}

    assert len(birth_places()) == 63
    assert [code for code, name in birth_places().items() if not provinces.pop(code).endswith(name)] == []
    assert provinces == {}
