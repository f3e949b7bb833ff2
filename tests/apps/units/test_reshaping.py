import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

import pytest

import builders
from apps.acting import PLANNER, last_event, refused, somebody
from khaigiang.apps.people.models import Appointment
from khaigiang.apps.units.actions import Basis, add, close, merge, move, rename, split, undo
from khaigiang.apps.units.models import Level, Succession, Unit, UnitChange
from khaigiang.apps.units.queries import ids_within, names_on, parents_on
from khaigiang.foundation import guarded
from khaigiang.foundation.actor import Actor

DAY = dt.date(2022, 3, 1)
EVE = DAY - dt.timedelta(days=1)
BASIS = Basis("12-QĐ/TU", "Thành ủy Hà Nội", dt.date(2022, 2, 20))
HOW = {"day": DAY, "basis": BASIS}


@dataclass(frozen=True)
class Place:
    city: Unit
    district: Unit
    wards: tuple[Unit, ...]
    cells: tuple[Unit, ...]


@pytest.fixture
def place(db) -> Place:
    """Two wards of one district; the first has two cells."""
    city = builders.unit("Thành phố Hà Nội", Level.PROVINCE)
    district = builders.unit("Quận Ba Đình", Level.DISTRICT, city)
    wards = tuple(builders.unit(f"Phường {name}", Level.COMMUNE, district, code=name) for name in ("An", "Bình"))
    cells = tuple(builders.unit(f"Chi bộ {n}", Level.BODY, wards[0], kind="Chi bộ") for n in (1, 2))
    return Place(city, district, wards, cells)


def fresh(unit: Unit) -> Unit:
    return Unit.objects.get(pk=unit.pk)


def tree() -> dict[str, object]:
    """All that a change may touch, to compare before and after."""
    from apps.accounts.pages import contents

    names = ("units_unit", "units_unitname", "units_unitparent", "units_succession")
    return {name: content for name, content in contents().items() if name in names}


def test_added_body_stands_below_its_parent_from_its_day(place) -> None:
    change = add("Chi bộ Trường học", kind="Chi bộ", bloc="party", parent=place.wards[1], **HOW, by=PLANNER)
    made = change.units.get()

    assert (made.name, made.folded, made.level, made.bloc, made.parent) == (
        "Chi bộ Trường học",
        "chi bo truong hoc",
        Level.BODY,
        "party",
        place.wards[1],
    )
    assert (made.pk in names_on(EVE), names_on(DAY)[made.pk], parents_on(DAY)[made.pk]) == (
        False,
        "Chi bộ Trường học",
        place.wards[1].pk,
    )
    assert (change.instrument.number, change.instrument.issuer) == ("12-QĐ/TU", "Thành ủy Hà Nội")
    assert last_event() == (
        "units.added",
        f"Unit:{made.pk}",
        "7",
        {"name": "Chi bộ Trường học", "day": "2022-03-01", "instrument": "12-QĐ/TU"},
    )


def test_merged_units_leave_a_new_one_with_all_that_stood_under_them(place) -> None:
    change = merge(place.wards, name="Phường An Bình", **HOW, by=PLANNER)
    made = Unit.objects.get(name="Phường An Bình")

    assert [fresh(ward).valid_to for ward in place.wards] == [EVE, EVE]
    assert (made.kind, made.level, made.parent, made.valid_from) == ("commune", "commune", place.district, DAY)
    assert ids_within([made.pk], on=DAY) == {made.pk, *(cell.pk for cell in place.cells)}
    assert ids_within([place.wards[0].pk], on=EVE) == {place.wards[0].pk, *(cell.pk for cell in place.cells)}
    assert {fresh(cell).parent for cell in place.cells} == {made}
    assert set(Succession.objects.values_list("old", "new", "share", "day")) == {
        (ward.pk, made.pk, "whole", DAY) for ward in place.wards
    }
    assert set(change.units.all()) == {made, *place.wards, *place.cells}
    assert last_event()[0] == "units.merged"


def test_unit_merged_into_another_leaves_that_one_as_it_was(place) -> None:
    merge([place.wards[0]], into=place.wards[1], **HOW, by=PLANNER)

    assert (fresh(place.wards[0]).valid_to, fresh(place.wards[1]).valid_to) == (EVE, None)
    assert {fresh(cell).parent for cell in place.cells} == {place.wards[1]}
    assert Succession.objects.get().new == place.wards[1]


def test_split_unit_ends_and_each_new_one_takes_a_part(place) -> None:
    split(place.wards[1], into=["Phường Bình Đông", "Phường Bình Tây"], **HOW, by=PLANNER)

    assert fresh(place.wards[1]).valid_to == EVE
    assert sorted(Succession.objects.values_list("new__name", "share")) == [
        ("Phường Bình Tây", "part"),
        ("Phường Bình Đông", "part"),
    ]
    assert last_event()[:2] == ("units.split", f"Unit:{place.wards[1].pk}")


def test_split_unit_that_goes_on_keeps_what_stands_under_it(place) -> None:
    split(place.wards[0], into=["Phường An Mới"], keeps=True, **HOW, by=PLANNER)

    assert fresh(place.wards[0]).valid_to is None
    assert {fresh(cell).parent for cell in place.cells} == {place.wards[0]}


def test_renamed_unit_has_each_name_in_its_time(place) -> None:
    rename(place.wards[0], name="Phường An Hòa", kind="ward", **HOW, by=PLANNER)
    now = fresh(place.wards[0])

    assert (now.name, now.folded, now.kind, now.code) == ("Phường An Hòa", "phuong an hoa", "ward", "An")
    assert [names_on(day)[now.pk] for day in (EVE, DAY)] == ["Phường An", "Phường An Hòa"]
    assert last_event()[3] == {
        "before": "Phường An",
        "name": "Phường An Hòa",
        "day": "2022-03-01",
        "instrument": "12-QĐ/TU",
    }


def test_moved_unit_takes_what_stands_under_it_along(place) -> None:
    other = builders.unit("Quận Tây Hồ", Level.DISTRICT, place.city)
    move(place.wards[0], parent=other, **HOW, by=PLANNER)

    assert [ids_within([other.pk], on=day) for day in (EVE, DAY)] == [
        {other.pk},
        {other.pk, place.wards[0].pk, *(cell.pk for cell in place.cells)},
    ]
    assert fresh(place.wards[0]).parent == other
    assert last_event()[3]["before"] == "Quận Ba Đình"


@pytest.mark.parametrize(("many", "share"), [(1, "whole"), (2, "part")])
def test_closed_unit_names_who_takes_over_its_work(place, many, share) -> None:
    heirs = [builders.unit(f"Phường Kế {n}", Level.COMMUNE, place.district) for n in range(many)]
    close(place.wards[1], heirs=heirs, **HOW, by=PLANNER)

    assert fresh(place.wards[1]).valid_to == EVE
    assert list(Succession.objects.values_list("new", "share")) == [(heir.pk, share) for heir in heirs]
    assert last_event()[:2] == ("units.closed", f"Unit:{place.wards[1].pk}")


CHANGES: dict[str, Callable[[Place], UnitChange]] = {
    "add": lambda place: add("Chi bộ 3", kind="Chi bộ", parent=place.wards[0], **HOW, by=PLANNER),
    "merge": lambda place: merge(place.wards, name="Phường An Bình", **HOW, by=PLANNER),
    "merge into": lambda place: merge([place.wards[0]], into=place.wards[1], **HOW, by=PLANNER),
    "split": lambda place: split(place.wards[1], into=["Phường C", "Phường D"], **HOW, by=PLANNER),
    "rename": lambda place: rename(place.wards[0], name="Phường Khác", **HOW, by=PLANNER),
    "move": lambda place: move(place.cells[0], parent=place.wards[1], **HOW, by=PLANNER),
    "close": lambda place: close(place.wards[1], heirs=[place.wards[0]], **HOW, by=PLANNER),
}


@pytest.mark.parametrize("name", CHANGES)
def test_undone_change_leaves_the_tree_as_it_was(place, name) -> None:
    before = tree()
    change = CHANGES[name](place)
    assert tree() != before

    undo(change, by=PLANNER)

    assert tree() == before
    assert UnitChange.objects.get().undone_on is not None
    assert last_event()[0] == "units.undone"


def test_undo_is_refused_where_something_rests_on_it(place) -> None:
    change = CHANGES["merge"](place)
    made = Unit.objects.get(name="Phường An Bình")
    with guarded.writing("test"):
        Appointment.objects.create(person=builders.person("Lê Văn Nam"), unit=made, title="Bí thư")

    with refused("depended_on", "Không hủy được: Phường An Bình đã gắn với quá trình công tác của cán bộ."):
        undo(change, by=PLANNER)


def test_undo_is_refused_where_units_were_put_below_since(place) -> None:
    change = CHANGES["add"](place)
    builders.unit("Tổ đảng", Level.BODY, change.units.get())

    with refused("depended_on"):
        undo(change, by=PLANNER)


def test_undo_goes_backwards_one_by_one(place) -> None:
    first = CHANGES["rename"](place)
    second = close(place.wards[1], day=DAY, basis=BASIS, by=PLANNER)
    third = rename(place.wards[0], name="Phường Sau", day=DAY + dt.timedelta(days=9), basis=BASIS, by=PLANNER)

    sentence = "Phường Sau đã có thay đổi khác sau lần này (đổi tên, 10/03/2022). Hãy hủy lần sau trước."
    with refused("changed_since", sentence):
        undo(first, by=PLANNER)
    for change in (third, second, first):
        undo(change, by=PLANNER)
    assert fresh(place.wards[0]).name == "Phường An"


def test_undo_once_only_and_never_of_a_loading(place) -> None:
    change = CHANGES["rename"](place)
    undo(change, by=PLANNER)
    with refused("already_undone"):
        undo(change, by=PLANNER)
    with guarded.writing("test"):
        loading = UnitChange.objects.create(verb="loaded", day=DAY, recorded_on=DAY, recorded_by="Ai")
    with refused("not_undone_here"):
        undo(loading, by=PLANNER)


REFUSALS: dict[str, tuple[str, Callable[[Place, Actor], object]]] = {
    "a day that has not come": (
        "not_in_force",
        lambda place, by: rename(place.wards[0], name="X", day=dt.date(2030, 1, 1), basis=BASIS, by=by),
    ),
    "before the unit was": (
        "not_there",
        lambda place, by: rename(place.wards[0], name="X", day=dt.date(2001, 1, 1), basis=BASIS, by=by),
    ),
    "on the day it began": (
        "before_last_change",
        lambda place, by: rename(place.wards[0], name="X", day=place.wards[0].valid_from, basis=BASIS, by=by),
    ),
    "add below what is not there": (
        "not_there",
        lambda place, by: add("X", kind="", parent=place.city, day=dt.date(2001, 1, 1), basis=BASIS, by=by),
    ),
    "no name": ("has_no_name", lambda place, by: add(" ", kind="", parent=place.city, **HOW, by=by)),
    "a name that is taken": (
        "name_taken",
        lambda place, by: add("chi bo 1", kind="", parent=place.wards[0], **HOW, by=by),
    ),
    "the same name": ("same_as_before", lambda place, by: rename(place.wards[0], name="Phường An", **HOW, by=by)),
    "the same parent": ("same_as_before", lambda place, by: move(place.wards[0], parent=place.district, **HOW, by=by)),
    "below itself": ("below_itself", lambda place, by: move(place.district, parent=place.wards[0], **HOW, by=by)),
    "at itself": ("below_itself", lambda place, by: move(place.district, parent=place.district, **HOW, by=by)),
    "a lower level above": ("wrong_level", lambda place, by: move(place.wards[1], parent=place.cells[0], **HOW, by=by)),
    "one with itself": ("nothing_to_merge", lambda place, by: merge([place.wards[0]] * 2, name="X", **HOW, by=by)),
    "one into itself": (
        "nothing_to_merge",
        lambda place, by: merge([place.wards[0]], into=place.wards[0], **HOW, by=by),
    ),
    "two levels": (
        "levels_differ",
        lambda place, by: merge([place.wards[0], place.district], name="X", **HOW, by=by),
    ),
    "one part": ("nothing_to_split", lambda place, by: split(place.wards[1], into=["X", " "], **HOW, by=by)),
    "two parts of one name": (
        "nothing_to_split",
        lambda place, by: split(place.wards[1], into=["X", "x"], **HOW, by=by),
    ),
    "split with units below": (
        "has_units_below",
        lambda place, by: split(place.wards[0], into=["X", "Y"], **HOW, by=by),
    ),
    "close with units below": ("has_units_below", lambda place, by: close(place.wards[0], **HOW, by=by)),
}


@pytest.mark.parametrize("name", REFUSALS)
def test_change_that_cannot_be_is_refused_and_leaves_nothing(place, name) -> None:
    code, act = REFUSALS[name]
    before = tree()
    with refused(code):
        act(place, PLANNER)
    assert tree() == before


def test_refusal_says_how_many_units_are_below(place) -> None:
    sentence = (
        "Phường An còn 2 đơn vị trực thuộc vào ngày 01/03/2022. Hãy chuyển chúng sang đơn vị khác, hoặc sáp nhập thay "
        "vì kết thúc."
    )
    with refused("has_units_below", sentence):
        close(place.wards[0], **HOW, by=PLANNER)


def test_closed_unit_changes_no_more(place) -> None:
    close(place.wards[1], **HOW, by=PLANNER)
    with refused("not_there"):
        rename(place.wards[1], name="X", day=DAY + dt.timedelta(days=1), basis=BASIS, by=PLANNER)


def test_sending_unit_keeps_the_bodies_below_its_own_and_nothing_else(place) -> None:
    ward = somebody("sending_unit", scope=ids_within([place.wards[0].pk]))
    add("Chi bộ 3", kind="Chi bộ", parent=place.wards[0], **HOW, by=ward)
    rename(place.cells[0], name="Chi bộ Một", **HOW, by=ward)

    with refused("may_not_reshape"):
        rename(place.wards[0], name="Phường Khác", **HOW, by=ward)
    with refused("may_not_add_below"):
        add("Chi bộ", kind="", parent=place.wards[1], **HOW, by=ward)
    with refused("may_not_add_below"):
        move(place.cells[1], parent=place.wards[1], **HOW, by=ward)


def test_planner_changes_the_units_of_their_scope_only(place) -> None:
    planner = somebody("planner", scope=frozenset({place.wards[0].pk}))
    rename(place.wards[0], name="Phường Khác", **HOW, by=planner)

    with refused("may_not_reshape"):
        rename(place.wards[1], name="X", **HOW, by=planner)
    with refused("may_not_reshape"):
        merge(place.wards, name="X", **HOW, by=planner)
