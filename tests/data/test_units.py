import unicodedata
from collections import Counter

import pytest

from khaigiang.data.units import DATE_KEYS, read_succession, read_units


@pytest.mark.parametrize(
    ("date_key", "provinces", "districts", "communes"),
    [("2022", 63, 705, 10_598), ("2025-07-01", 34, 0, 3_321), ("2026-04-30", 34, 0, 3_321)],
)
def test_read_units_gives_every_unit_of_its_date(date_key, provinces, districts, communes):
    levels = Counter(unit.level for unit in read_units(date_key))
    assert (levels["province"], levels["district"], levels["commune"]) == (provinces, districts, communes)


@pytest.mark.parametrize("date_key", DATE_KEYS)
def test_read_units_gives_each_unit_once_and_after_its_parent(date_key):
    seen = {""}
    for unit in read_units(date_key):
        assert unit.parent_code in seen
        assert unit.code not in seen
        assert unicodedata.is_normalized("NFC", unit.name)
        seen.add(unit.code)


def test_read_units_has_hanoi_in_30_districts_and_579_communes_in_2022():
    districts = {unit.code for unit in read_units("2022") if unit.parent_code == "01"}
    communes = [unit for unit in read_units("2022") if unit.parent_code in districts]
    assert (len(districts), len(communes)) == (30, 579)


def test_read_units_knows_no_other_date():
    with pytest.raises(KeyError):
        read_units("2024")


def test_read_succession_tells_where_hanois_communes_went():
    rows = [row for row in read_succession() if row.old_province == "Thành phố Hà Nội (01)"]
    assert len(read_succession()) == 10_565
    assert {row.share for row in read_succession()} == {"whole", "part", "unchanged"}
    assert (len({row.old_code for row in rows}), len({row.new_code for row in rows})) == (526, 126)
