import datetime as dt

import pytest

import builders
from apps.acting import refused
from khaigiang.apps.units.models import Unit
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
