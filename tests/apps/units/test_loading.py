import datetime as dt

import pytest

import builders
from apps.acting import PLANNER, last_event
from khaigiang.apps.units.actions import load_country, load_official_state, rename
from khaigiang.apps.units.actions.periods import Basis
from khaigiang.apps.units.models import Level, Share, Succession, Unit, UnitChange, UnitName, UnitParent
from khaigiang.apps.units.queries import (
    compare,
    country_is_loaded,
    heirs,
    ids_within,
    names_on,
    parents_on,
    province_named,
    units_on,
    without_successor,
)
from khaigiang.data.units import STATES, SUCCESSION_DAY, SuccessionRecord, UnitRecord, read_succession, read_units

REFORM = dt.date(2025, 7, 1)
MAY_2022, TODAY = dt.date(2022, 5, 12), dt.date(2026, 5, 1)
KEPT = [Unit, UnitName, UnitParent, Succession, UnitChange]


def whole():
    return load_country(
        [(state, read_units(state.key)) for state in STATES], {SUCCESSION_DAY: read_succession()}, by=PLANNER
    )


def rows() -> list[int]:
    return [model.objects.count() for model in KEPT]


def record(level: str, code: str, name: str, parent: str = "") -> UnitRecord:
    return UnitRecord(level, code, name, "commune", parent)


CITY, BAVI = record("province", "01", "Thành phố Hà Nội"), record("district", "271", "Huyện Ba Vì", "01")
BEFORE = [CITY, BAVI, record("commune", "1", "Xã Minh Châu", "271"), record("commune", "2", "Xã Vật Lại", "271")]
AFTER = [CITY, record("commune", "1", "Xã Minh Châu", "01"), record("commune", "2", "Xã Vật Lại Mới", "01")]
TABLE = [
    SuccessionRecord(code, name, "Huyện Ba Vì (271)", "Hà Nội (01)", code, name, "Hà Nội (01)", share)
    for code, name, share in (("1", "Xã Minh Châu", "unchanged"), ("2", "Xã Vật Lại", "whole"))
]


def small():
    return load_country([(STATES[0], BEFORE), (STATES[1], AFTER), (STATES[2], AFTER)], {REFORM: TABLE}, by=PLANNER)


@pytest.fixture
def _whole_country(db) -> None:
    """The whole of it takes seconds to load, so few tests do."""
    loaded = whole()
    assert (loaded.units, loaded.names, loaded.parents, loaded.successions, loaded.unknown) == (
        14_583,
        14_600,
        14_710,
        10_488,
        3,
    )


@pytest.mark.usefixtures("_whole_country")
def test_country_is_one_tree_over_time() -> None:
    days = (MAY_2022, dt.date(2025, 6, 30), REFORM, TODAY)
    counted = [
        [units_on(day).filter(level=level).count() for level in ("province", "district", "commune")] for day in days
    ]
    assert counted == [[63, 705, 10_598], [63, 705, 10_598], [34, 0, 3_321], [34, 0, 3_321]]
    for day in days:
        alive = set(units_on(day).values_list("pk", flat=True))
        assert names_on(day).keys() == parents_on(day).keys() == alive
    anew = UnitName.objects.filter(code="00103").order_by("valid_from")
    assert [(each.name, each.valid_from.year) for each in anew] == [("Phường Xuân La", 2021), ("Phường Tây Hồ", 2025)]
    assert len({each.unit_id for each in anew}) == 2
    dong_nai = Unit.objects.get(name="Thành phố Đồng Nai")
    assert [each.name for each in dong_nai.names.all()] == ["Tỉnh Đồng Nai", "Thành phố Đồng Nai"]
    before = rows()
    assert country_is_loaded(state.first for state in STATES)
    assert (whole().units, rows(), last_event()[0]) == (0, before, "units.country_found")


@pytest.mark.usefixtures("_whole_country")
def test_ha_noi_is_one_unit_whose_communes_are_followed_through_the_reform() -> None:
    """Of the 579 communes 53 were merged before the reform and have no row.

    The official table gives one part of Đặng Xá under the code of Cổ Bi; by its codes 198 communes were split, by its
    names 199.
    """
    city = province_named("Hà Nội", MAY_2022)
    below = [Unit.objects.filter(pk__in=ids_within([city.pk], on=day)).exclude(pk=city.pk) for day in (MAY_2022, TODAY)]
    unasked = without_successor(city.pk, MAY_2022)
    compared = compare(city, MAY_2022, TODAY)
    split = [unit for unit, found in heirs(ids_within([city.pk], on=MAY_2022), TODAY).items() if len(found) > 1]

    assert province_named("Hà Nội", TODAY) == city
    assert [(units.filter(level="district").count(), units.filter(level="commune").count()) for units in below] == [
        (30, 579),
        (0, 126),
    ]
    assert (unasked.count(), unasked.first().parent.name, len(split)) == (53, "Huyện Ba Vì", 199)
    assert (compared.before, compared.after, len(compared.pairs), len(compared.gone)) == (579, 126, 126, 53)


def test_loading_cites_the_instruments_of_its_states(db) -> None:
    small()

    changes = UnitChange.objects.filter(verb="loaded").order_by("day")
    assert [(each.day, each.instrument and each.instrument.number) for each in changes] == [
        (STATES[0].first, None),
        (REFORM, "19/2025/QĐ-TTg"),
        (STATES[2].first, "30/2026/QH16"),
    ]
    assert Succession.objects.get().instrument.number == "19/2025/QĐ-TTg"
    assert last_event()[3] == {"units": "5", "adopted": "0", "successions": "1", "unknown": "0"}


@pytest.mark.parametrize("alone", [(0,), (1,), (0, 1)])
def test_country_adopts_what_an_earlier_loading_left(db, alone) -> None:
    for place in alone:
        state = STATES[place]
        load_official_state((BEFORE, AFTER)[place], valid_from=state.first, valid_to=state.last, by=PLANNER)
    known = set(Unit.objects.values_list("pk", flat=True))
    small()
    minh_chau = {each.name: each for each in Unit.objects.filter(code="1")}

    assert known <= set(Unit.objects.values_list("pk", flat=True))
    assert names_on(MAY_2022).keys() == set(units_on(MAY_2022).values_list("pk", flat=True))
    assert sorted(names_on(TODAY).values()) == ["Thành phố Hà Nội", "Xã Minh Châu", "Xã Vật Lại Mới"]
    if 1 in alone:
        assert Unit.objects.filter(code="1").count() == 2
        assert Succession.objects.filter(share=Share.UNCHANGED).count() == 2
    else:
        assert len(minh_chau["Xã Minh Châu"].parents.all()) == 2


def test_unit_that_users_changed_stays_as_it_is(db, monkeypatch) -> None:
    monkeypatch.setenv("KHAIGIANG_TODAY", "2026-05-01")
    load_official_state(AFTER, valid_from=REFORM, valid_to=None, by=PLANNER)
    unit = Unit.objects.get(code="1")
    rename(unit, name="Xã Đổi Tên", day=TODAY, basis=Basis("1-NQ", "HĐND", TODAY), by=PLANNER)

    small()

    assert [each.name for each in unit.names.all()] == ["Xã Minh Châu", "Xã Đổi Tên"]


def test_local_bodies_of_an_adopted_unit_stay_below_it(db) -> None:
    load_official_state(BEFORE, valid_from=STATES[0].first, valid_to=STATES[0].last, by=PLANNER)
    commune = Unit.objects.get(code="1")
    cell = builders.unit("Chi bộ 1", Level.BODY, commune)

    small()

    assert cell.pk in ids_within([commune.pk], on=TODAY)
