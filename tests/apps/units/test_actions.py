import datetime as dt

import pytest
from django.db.models import Count

import builders
from apps.acting import PLANNER, last_event, refused
from khaigiang.apps.units.actions import add_local_unit, load_official_state
from khaigiang.apps.units.models import Level, Unit
from khaigiang.apps.units.queries import UnitFinder, ids_within, province_named, units_on
from khaigiang.core.vietnamese import Match, MatchKind
from khaigiang.data.units import UnitRecord, read_units

JULY_2025 = dt.date(2025, 7, 1)
MAY_2022 = dt.date(2022, 5, 12)
SINCE = dt.date(2008, 8, 1)


def load(*date_keys: str) -> None:
    if "2022" in date_keys:
        records = read_units("2022")
        load_official_state(records, valid_from=SINCE, valid_to=JULY_2025 - dt.timedelta(days=1), by=PLANNER)
    if "2025-07-01" in date_keys:
        load_official_state(read_units("2025-07-01"), valid_from=JULY_2025, valid_to=None, by=PLANNER)


def record(code: str, name: str, level: str = "province", parent: str = "") -> UnitRecord:
    return UnitRecord(level, code, name, "city", parent)


def above(unit: Unit) -> list[str]:
    return [unit.name, *above(unit.parent)] if unit.parent else [unit.name]


def test_official_states_give_each_date_its_own_tree(db) -> None:
    load("2022", "2025-07-01")

    counted = [
        {row["level"]: row["units"] for row in units_on(day).order_by().values("level").annotate(units=Count("pk"))}
        for day in (MAY_2022, JULY_2025)
    ]
    then, now = (province_named("Hà Nội", day) for day in (MAY_2022, JULY_2025))
    below = [Unit.objects.filter(pk__in=ids_within([unit.pk])) for unit in (then, now)]

    assert counted == [
        {Level.PROVINCE: 63, Level.DISTRICT: 705, Level.COMMUNE: 10_598},
        {Level.PROVINCE: 34, Level.COMMUNE: 3_321},
    ]
    assert then != now
    assert [(units.filter(level="district").count(), units.filter(level="commune").count()) for units in below] == [
        (30, 579),
        (0, 126),
    ]


def test_official_state_puts_every_unit_below_its_parent(db) -> None:
    load("2022")
    finder = UnitFinder(MAY_2022)

    def path(text: str) -> list[str]:
        return above(finder.unit(finder.find(text).ids[0]))

    assert path("Phường Sa Pa") == ["Phường Sa Pa", "Thị xã Sa Pa", "Tỉnh Lào Cai"]
    assert path("Phường Láng Hạ") == ["Phường Láng Hạ", "Quận Đống Đa", "Thành phố Hà Nội"]
    assert path("Thành phố Thủ Đức") == ["Thành phố Thủ Đức", "Thành phố Hồ Chí Minh"]
    assert Unit.objects.filter(parent=None).exclude(level=Level.PROVINCE).count() == 0


def test_official_state_after_the_districts_puts_communes_below_provinces(db) -> None:
    load("2025-07-01")

    assert Unit.objects.filter(level=Level.COMMUNE).exclude(parent__level=Level.PROVINCE).count() == 0
    assert above(Unit.objects.get(name="Phường Ba Đình", parent__name="Thành phố Hà Nội"))[-1] == "Thành phố Hà Nội"


def test_official_state_is_loaded_with_folded_names_sort_keys_and_one_event(db) -> None:
    records = [
        record("01", "Thành phố Đà Lạt"),
        record("001", "Quận Ô Môn", "district", "01"),
        record("00001", "Phường Âu Cơ", "commune", "001"),
    ]

    assert load_official_state(records, valid_from=SINCE, valid_to=None, by=PLANNER) == 3

    fields = Unit.objects.order_by("pk").values_list(
        "code", "folded", "level", "parent__code", "valid_from", "valid_to"
    )
    assert list(fields) == [
        ("01", "thanh pho da lat", "province", None, SINCE, None),
        ("001", "quan o mon", "district", "01", SINCE, None),
        ("00001", "phuong au co", "commune", "001", SINCE, None),
    ]
    assert last_event() == ("units.official_state_loaded", "units", "7", {"units": "3", "valid_from": "2008-08-01"})


def test_official_state_loaded_twice_is_refused_in_words(db) -> None:
    load_official_state([record("01", "Hà Nội")], valid_from=SINCE, valid_to=None, by=PLANNER)

    sentence = "Mã đơn vị này đã được dùng cho một đơn vị khác có hiệu lực từ cùng ngày."
    with refused("unit_code_once_a_date", sentence):
        load_official_state([record("02", "Mới"), record("01", "Hà Nội")], valid_from=SINCE, valid_to=None, by=PLANNER)


def test_local_unit_is_entered_below_its_parent_and_found_again(db) -> None:
    ward = builders.unit("Phường Láng Hạ", Level.COMMUNE)
    made = add_local_unit("Chi bộ số 5", kind="cell", parent=ward, since=SINCE, by=PLANNER)
    event = last_event()
    again = add_local_unit("Chi bộ số 5", kind="cell", parent=ward, since=MAY_2022, by=PLANNER)

    assert (made.name, made.folded, made.level, made.kind, made.parent, made.valid_from) == (
        "Chi bộ số 5",
        "chi bo so 5",
        Level.BODY,
        "cell",
        ward,
        SINCE,
    )
    assert event == ("units.added", f"Unit:{made.pk}", "7", {"name": "Chi bộ số 5"})
    assert (again, last_event()[0]) == (made, "units.found")


def test_local_units_of_one_name_below_two_parents_are_two(db) -> None:
    wards = [builders.unit(name, Level.COMMUNE) for name in ("Phường A", "Phường B")]

    made = {add_local_unit("Chi bộ 1", kind="cell", parent=ward, since=SINCE, by=PLANNER).pk for ward in wards}

    assert len(made) == 2


@pytest.fixture
def tree(db) -> dict[str, Unit]:
    hanoi, phutho = builders.unit("Thành phố Hà Nội", Level.PROVINCE), builders.unit("Tỉnh Phú Thọ", Level.PROVINCE)
    bavi = builders.unit("Huyện Ba Vì", Level.DISTRICT, hanoi)
    old = builders.unit("Huyện Quốc Oai", Level.DISTRICT, hanoi, valid_to=dt.date(2021, 1, 1))
    return {
        "Hà Nội": hanoi,
        "Ba Vì": bavi,
        "Minh Quang": builders.unit("Xã Minh Quang", Level.COMMUNE, bavi),
        "Minh Quang PT": builders.unit("Xã Minh Quang", Level.COMMUNE, builders.unit("Huyện Tam Nông", parent=phutho)),
        "Chi bộ": builders.unit("Chi bộ Trường Tiểu học", Level.BODY, bavi),
        "Quốc Oai": old,
    }


def found(match: Match) -> tuple[MatchKind, set[int]]:
    return match.kind, {int(key) for key in match.ids}


@pytest.mark.parametrize(
    ("text", "kind", "units"),
    [
        ("Huyện Ba Vì", MatchKind.EXACT, {"Ba Vì"}),
        ("ba vi", MatchKind.FOLDED, {"Ba Vì"}),
        ("Huyện Ba Vi, Hà Nội", MatchKind.FOLDED, {"Ba Vì"}),
        ("Xã Minh Quang", MatchKind.AMBIGUOUS, {"Minh Quang", "Minh Quang PT"}),
        ("Xã Minh Quang, huyện Ba Vì", MatchKind.EXACT, {"Minh Quang"}),
        ("Xã Minh Quang, Tam Nông", MatchKind.EXACT, {"Minh Quang PT"}),
        ("Xã Minh Quang, huyện Nào Đó", MatchKind.AMBIGUOUS, {"Minh Quang", "Minh Quang PT"}),
        ("Chi bộ trường tiểu học", MatchKind.EXACT, {"Chi bộ"}),
        ("Huyện Quốc Oai", MatchKind.NONE, set()),
        ("", MatchKind.NONE, set()),
    ],
)
def test_finder_by_a_name_alone_or_with_its_parents(tree, text, kind, units) -> None:
    assert found(UnitFinder(MAY_2022).find(text)) == (kind, {tree[name].pk for name in units})


def test_finder_takes_a_comma_of_a_name_for_part_of_it(tree) -> None:
    department = builders.unit("Sở Văn hóa, Thể thao và Du lịch", Level.BODY, tree["Hà Nội"])
    finder = UnitFinder(MAY_2022)

    assert found(finder.find("Sở Văn hóa, Thể thao và Du lịch")) == (MatchKind.EXACT, {department.pk})
    assert found(finder.find("so van hoa, the thao va du lich")) == (MatchKind.FOLDED, {department.pk})


def test_finder_in_one_province_knows_no_other(tree) -> None:
    finder = UnitFinder(MAY_2022, province=tree["Hà Nội"])

    assert found(finder.find("Xã Minh Quang")) == (MatchKind.EXACT, {tree["Minh Quang"].pk})


def test_finder_below_a_unit_sees_the_unit_and_its_children_only(tree) -> None:
    finder = UnitFinder(MAY_2022)

    assert found(finder.find_below("Minh Quang", tree["Ba Vì"])) == (MatchKind.EXACT, {tree["Minh Quang"].pk})
    assert found(finder.find_below("Huyện Ba Vì", tree["Ba Vì"])) == (MatchKind.EXACT, {tree["Ba Vì"].pk})
    assert finder.find_below("Hà Nội", tree["Ba Vì"]).kind is MatchKind.NONE


def test_finder_names_a_unit_with_its_parent(tree) -> None:
    finder = UnitFinder(MAY_2022)

    assert finder.full_name(str(tree["Minh Quang"].pk)) == "Xã Minh Quang, Huyện Ba Vì"
    assert finder.full_name(str(tree["Hà Nội"].pk)) == "Thành phố Hà Nội"


def test_ids_within_are_those_of_all_that_lies_below(tree) -> None:
    wanted = {tree[name].pk for name in ("Ba Vì", "Minh Quang", "Chi bộ")}

    assert ids_within([tree["Ba Vì"].pk]) == wanted
    assert ids_within([tree["Ba Vì"].pk, tree["Minh Quang"].pk]) == wanted
    assert ids_within([]) == frozenset()


@pytest.mark.parametrize(("place", "name"), [("Hà Nội", "Hà Nội"), ("ha noi", "Hà Nội"), ("Sài Gòn", None)])
def test_province_named_by_the_place_on_a_paper(tree, place, name) -> None:
    assert province_named(place, MAY_2022) == (tree[name] if name else None)
