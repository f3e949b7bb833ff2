import datetime as dt

import pytest

import builders
from apps.acting import refused
from khaigiang.apps.units.models import Succession, Unit, UnitChange, UnitName, UnitParent
from khaigiang.foundation import guarded


def test_unit_that_ends_before_it_begins_is_refused(db) -> None:
    sentence = "Ngày hết hiệu lực của đơn vị không được trước ngày bắt đầu."
    with refused("unit_life_in_order", sentence):
        builders.unit("Xã A", valid_from=dt.date(2022, 1, 2), valid_to=dt.date(2022, 1, 1))


def test_code_of_an_abolished_unit_may_name_another(db) -> None:
    builders.unit("Quận Ba Đình", code="00004", valid_to=dt.date(2025, 6, 30))
    builders.unit("Phường Ba Đình", code="00004", valid_from=dt.date(2025, 7, 1))

    assert Unit.objects.filter(code="00004").count() == 2


def test_unit_is_not_written_outside_an_action(db) -> None:
    unit = builders.unit("Xã A")

    with pytest.raises(guarded.UnguardedWrite):
        unit.save()
    with pytest.raises(guarded.UnguardedWrite):
        Unit.objects.update(name="Xã B")


JANUARY = dt.date(2022, 1, 1)
JUNE = dt.date(2022, 6, 1)


@pytest.mark.parametrize(("first", "last"), [(JANUARY, None), (JUNE, JUNE), (dt.date(2000, 1, 1), dt.date(2008, 8, 1))])
def test_two_names_or_two_parents_of_one_unit_on_one_day_are_refused(db, first, last) -> None:
    unit = builders.unit("Xã A")
    life = {"unit": unit, "valid_from": first, "valid_to": last}

    with (
        refused("unit_one_name_a_day", "Đơn vị đã có một tên khác trong cùng thời gian này."),
        guarded.writing("test"),
    ):
        UnitName.objects.create(name="Xã B", folded="xa b", sort_key="", kind="", **life)
    with (
        refused("unit_one_parent_a_day", "Đơn vị đã có một đơn vị cấp trên khác trong cùng thời gian này."),
        guarded.writing("test"),
    ):
        UnitParent.objects.create(parent=None, **life)


def test_names_and_parents_of_two_units_do_not_meet(db) -> None:
    units = [builders.unit(name, valid_from=JANUARY, valid_to=JUNE) for name in ("Xã A", "Xã B")]

    with guarded.writing("test"):
        for unit in units:
            UnitName.objects.create(
                unit=unit, name="Xã C", folded="", sort_key="", kind="", valid_from=JUNE + dt.timedelta(days=1)
            )
    assert UnitName.objects.count() == 4


def test_dates_of_a_name_and_of_a_parent_are_in_order(db) -> None:
    unit = builders.unit("Xã A", valid_from=JUNE)
    life = {"unit": unit, "valid_from": dt.date(2020, 2, 2), "valid_to": dt.date(2020, 1, 1)}

    with refused("unit_name_in_order"), guarded.writing("test"):
        UnitName.objects.create(name="Xã B", folded="", sort_key="", kind="", **life)
    with refused("unit_parent_in_order"), guarded.writing("test"):
        UnitParent.objects.create(parent=None, **life)


def test_unit_is_neither_below_itself_nor_its_own_successor(db) -> None:
    unit = builders.unit("Xã A", valid_from=JUNE)

    with refused("unit_not_below_itself"), guarded.writing("test"):
        UnitParent.objects.create(unit=unit, parent=unit, valid_from=JANUARY, valid_to=JANUARY)
    with refused("succession_of_another"), guarded.writing("test"):
        Succession.objects.create(old=unit, new=unit, share="whole", day=JUNE)


def test_succession_of_two_units_is_written_once(db) -> None:
    old, new = builders.unit("Xã A"), builders.unit("Xã B")

    with refused("succession_once"), guarded.writing("test"):
        for share in ("whole", "part"):
            Succession.objects.create(old=old, new=new, share=share, day=JUNE)


def test_official_state_of_a_day_is_loaded_once(db) -> None:
    with refused("official_state_loaded_once"), guarded.writing("test"):
        for _time in range(2):
            UnitChange.objects.create(verb="loaded", day=JUNE, recorded_on=JUNE, recorded_by="Ai")
