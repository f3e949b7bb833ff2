"""Names as lists write them, among all units of the country on two days."""

import datetime as dt

import pytest

from apps.units.test_actions import load
from khaigiang.apps.units.queries import UnitFinder
from khaigiang.core.vietnamese import MatchKind

MAY_2022, AUGUST_2025 = dt.date(2022, 5, 12), dt.date(2025, 8, 1)
EXACT, FOLDED, CLOSE, AMBIGUOUS, NONE = MatchKind
IN_2022 = [
    ("Phường Láng Hạ, Quận Đống Đa", EXACT, ["Phường Láng Hạ, Quận Đống Đa"]),
    ("P. Láng Hạ, Q. Đống Đa, TP Hà Nội", EXACT, ["Phường Láng Hạ, Quận Đống Đa"]),
    ("Phường Láng Hạ, Hà Nội", EXACT, ["Phường Láng Hạ, Quận Đống Đa"]),
    ("phuong lang ha, dong da", FOLDED, ["Phường Láng Hạ, Quận Đống Đa"]),
    ("Phường Láng Hạ, Quận Đống Đâ", EXACT, ["Phường Láng Hạ, Quận Đống Đa"]),
    ("Phường Láng Hạ, Quận Đốn Đa", CLOSE, ["Phường Láng Hạ, Quận Đống Đa"]),
    ("Phường Láng Hạn, Quận Đống Đa", CLOSE, ["Phường Láng Hạ, Quận Đống Đa"]),
    ("Xã Tân Hoà, Quốc Oai", EXACT, ["Xã Tân Hòa, Huyện Quốc Oai"]),
    ("Xã Cư M’gar, Huyện Cư M'gar, Đắk Lắk", EXACT, ["Xã Cư M'gar, Huyện Cư M'gar"]),
    ("Xã Nà Ư, Điện Biên", FOLDED, ["Xã Na Ư, Huyện Điện Biên"]),
    ("Phường 1, Quận 5, Thành phố Hồ Chí Minh", EXACT, ["Phường 01, Quận 5"]),
    ("Phường 1, Quận 5, TP Sài Gòn cũ", CLOSE, ["Phường 01, Quận 5"]),
    ("Thị trấn Tây Đằng, Ba Vì", EXACT, ["Thị trấn Tây Đằng, Huyện Ba Vì"]),
    ("Xã Tân Hòe", NONE, []),
    ("Xã Tân Hòe, Huyện Quốc Oai", CLOSE, ["Xã Tân Hòa, Huyện Quốc Oai"]),
    ("Phường Phcú Xá", NONE, []),
    ("Phường Láng Hạ, Quận Ba Đình", CLOSE, ["Phường Láng Hạ, Quận Đống Đa"]),
    ("Xã Minh Khai, Quận Ba Đình", NONE, []),
    ("Xã Không Có Tên Này, Huyện Không Có", NONE, []),
]
IN_2025 = [
    ("Phường Láng Hạ, Quận Đống Đa", NONE, []),
    ("Phường Láng Hạ, Hà Nội", NONE, []),
    ("Phường Phan Rang, Khánh Hòa", EXACT, ["Phường Phan Rang, Tỉnh Khánh Hòa"]),
    ("Xã Cư M'gar, Huyện Cư M'gar, Đắk Lắk", CLOSE, ["Xã Cư M’gar, Tỉnh Đắk Lắk"]),
    ("Phường Ba Đình, Quận Ba Đình", CLOSE, ["Phường Ba Đình, Thành phố Hà Nội"]),
    ("Xã Nà Ư, Điện Biên", NONE, []),
]


def told(finder: UnitFinder, cases: list[tuple[str, MatchKind, list[str]]]) -> list[tuple[str, MatchKind, list[str]]]:
    return [
        (text, match.kind, [finder.full_name(key) for key in match.ids])
        for text, match in ((text, finder.find(text)) for text, _kind, _names in cases)
    ]


@pytest.mark.parametrize(("state", "day", "cases"), [("2022", MAY_2022, IN_2022), ("2025-07-01", AUGUST_2025, IN_2025)])
def test_finder_offers_below_the_unit_named_above_and_else_only_what_is_clearly_near(db, state, day, cases) -> None:
    load(state)

    assert told(UnitFinder(day), cases) == cases
