import datetime as dt
from dataclasses import dataclass

import pytest

from khaigiang.core.lineages import Country, State, Step, country, unchanged

FIRST, REFORM, LATER = dt.date(2021, 1, 1), dt.date(2025, 7, 1), dt.date(2026, 4, 30)
DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class Stated:
    level: str
    code: str
    name: str
    kind: str = "commune"
    parent_code: str = ""


@dataclass(frozen=True)
class Row:
    old_code: str
    old_name: str
    new_code: str
    share: str = "whole"
    old_district: str = "Huyện Ba Vì (271)"
    old_province: str = "Thành phố Hà Nội (01)"
    new_province: str = "Thành phố Hà Nội (01)"


CITY = Stated("province", "01", "Thành phố Hà Nội", "municipality")
DISTRICT = Stated("district", "271", "Huyện Ba Vì", "rural_district", "01")


def old(*communes: Stated) -> State:
    return State(FIRST, REFORM - DAY, [CITY, DISTRICT, *communes])


def new(*communes: Stated) -> State:
    return State(REFORM, None, [CITY, *communes])


def commune(code: str, name: str, parent: str = "271") -> Stated:
    return Stated("commune", code, name, parent_code=parent)


def names(found: Country) -> list[list[str]]:
    return [[each.name for each in life.names] for life in found.lives]


def test_unit_under_a_code_used_anew_is_another() -> None:
    states = [old(commune("00103", "Phường Xuân La")), new(commune("00103", "Phường Tây Hồ", "01"))]

    found = country(states, {REFORM: [Row("00103", "Phường Xuân La", "00103")]})

    assert names(found) == [["Thành phố Hà Nội"], ["Huyện Ba Vì"], ["Phường Xuân La"], ["Phường Tây Hồ"]]
    assert found.steps == [Step(2, 3, "whole", REFORM)]


def test_unchanged_commune_is_one_life_with_two_parents() -> None:
    states = [old(commune("09697", "Xã Minh Châu")), new(commune("09697", "Xã Minh Châu", "01"))]

    found = country(states, {REFORM: [Row("09697", "Xã Minh Châu", "09697", "unchanged")]})

    life = found.lives[2]
    assert [(each.parent, each.first, each.last) for each in life.parents] == [
        (1, FIRST, REFORM - DAY),
        (0, REFORM, None),
    ]
    assert (len(life.names), life.first, life.last, found.steps) == (1, FIRST, None, [])


def test_unit_that_must_stand_apart_takes_over_unchanged() -> None:
    states = [old(commune("09697", "Xã Minh Châu")), new(commune("09697", "Xã Minh Châu", "01"))]
    rows = [Row("09697", "Xã Minh Châu", "09697", "unchanged")]

    found = country(states, {REFORM: rows}, apart={("commune", "09697", REFORM)})

    assert (len(found.lives), found.steps) == (4, [Step(2, 3, "unchanged", REFORM)])


def test_province_that_nothing_joined_or_left_goes_on() -> None:
    rows = [
        Row("1", "A", "1"),
        Row("2", "B", "2", old_province="Tỉnh Hà Giang (02)", new_province="Tỉnh Tuyên Quang (08)"),
        Row("3", "C", "3", old_province="Tỉnh Tuyên Quang (08)", new_province="Tỉnh Tuyên Quang (08)"),
    ]

    assert unchanged(rows) == {("province", "01"): ("province", "01")}


def test_provinces_that_become_one_take_over_whole() -> None:
    before = State(FIRST, REFORM - DAY, [Stated("province", "02", "Tỉnh A"), Stated("province", "08", "Tỉnh B")])
    after = State(REFORM, None, [Stated("province", "08", "Tỉnh B")])
    rows = [
        Row("2", "X", "2", old_province="Tỉnh A (02)", new_province="Tỉnh B (08)"),
        Row("3", "Y", "3", old_province="Tỉnh B (08)", new_province="Tỉnh B (08)"),
    ]

    found = country([before, after], {REFORM: rows})

    assert found.steps == [Step(0, 2, "whole", REFORM), Step(1, 2, "whole", REFORM)]
    assert found.unknown == rows


def test_split_commune_has_every_part() -> None:
    states = [old(commune("1", "Xã A")), new(commune("1", "Xã B", "01"), commune("2", "Xã C", "01"))]

    found = country(states, {REFORM: [Row("1", "Xã A", "1", "part"), Row("1", "Xã A", "2", "part")]})

    assert found.steps == [Step(2, 3, "part", REFORM), Step(2, 4, "part", REFORM)]


def test_name_of_the_table_that_is_not_ours_is_kept_with_the_step() -> None:
    states = [old(commune("1", "Phường Trung Tự")), new(commune("1", "Phường Kim Liên", "01"))]

    found = country(states, {REFORM: [Row("1", "Phường Phương Liên - Trung Tự", "1")]})

    assert found.steps == [Step(2, 3, "whole", REFORM, "Phường Phương Liên - Trung Tự")]


def test_code_that_the_table_gives_two_names_goes_by_the_name() -> None:
    states = [
        old(commune("553", "Xã Cổ Bi"), commune("556", "Xã Đặng Xá")),
        new(commune("1", "Xã Gia Lâm", "01"), commune("2", "Xã Thuận An", "01")),
    ]

    found = country(states, {REFORM: [Row("553", "Xã Cổ Bi", "1"), Row("553", "Xã Đặng Xá", "2")]})

    assert found.steps == [Step(2, 4, "whole", REFORM), Step(3, 5, "whole", REFORM)]


@pytest.mark.parametrize(
    ("earlier", "later", "wanted"),
    [
        pytest.param(commune("1", "Xã Yên Hòa", "01"), commune("1", "Xã Yên Hoà", "01"), ["Xã Yên Hòa"], id="tone"),
        pytest.param(
            commune("1", "Xã Tân Khai", "01"),
            Stated("commune", "1", "Phường Tân Khai", "ward", "01"),
            ["Xã Tân Khai", "Phường Tân Khai"],
            id="became a ward",
        ),
        pytest.param(
            commune("06970", "Xã Ba Chẽ", "01"), commune("06978", "Xã Ba Chẽ", "01"), ["Xã Ba Chẽ"] * 2, id="code"
        ),
        pytest.param(commune("1", "xã Bắc Sơn", "01"), commune("1", "Xã Bắc Sơn", "01"), ["Xã Bắc Sơn"], id="case"),
    ],
)
def test_unit_goes_on_under_its_code_where_no_table_says_otherwise(earlier, later, wanted) -> None:
    states = [State(REFORM, LATER - DAY, [CITY, earlier]), State(LATER, None, [CITY, later])]

    assert names(country(states, {}))[1:] == [wanted]


def test_code_that_was_given_up_is_not_taken_for_a_correction() -> None:
    states = [
        State(REFORM, LATER - DAY, [CITY, commune("1", "Xã A", "01")]),
        State(LATER, None, [CITY, commune("2", "Xã B", "01")]),
    ]

    assert names(country(states, {}))[1:] == [["Xã A"], ["Xã B"]]
