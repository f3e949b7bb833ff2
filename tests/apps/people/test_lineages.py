"""Units before and after the reform count as one lineage when two records are compared."""

import datetime as dt
from dataclasses import dataclass

import pytest

import builders
from apps.acting import PLANNER
from apps.units.ha_noi import load_ha_noi
from khaigiang.apps.people.actions import Sheet, register_many
from khaigiang.apps.people.models import IdentityQuestion
from khaigiang.apps.people.queries import Lineages
from khaigiang.apps.units.models import Succession, Unit
from khaigiang.core.identity import Lineage, Sign
from khaigiang.core.vietnamese import PartialDate

pytestmark = pytest.mark.django_db
BEFORE, AFTER = dt.date(2025, 6, 30), dt.date(2025, 7, 1)


@dataclass(frozen=True)
class Wards:
    """Bách Khoa went whole into Bạch Mai; Bạch Đằng was split between Hai Bà Trưng and Hồng Hà."""

    whole: Unit
    heir: Unit
    split: Unit
    one: Unit
    other: Unit


@pytest.fixture
def wards() -> Wards:
    load_ha_noi()
    whole = Unit.objects.get(name="Phường Bách Khoa", valid_to=BEFORE)
    split = Unit.objects.get(name="Phường Bạch Đằng", valid_to=BEFORE)
    (heir,) = Unit.objects.filter(predecessions__old=whole)
    one, other = Unit.objects.filter(predecessions__old=split).order_by("sort_key")
    assert [unit.name for unit in (heir, one, other)] == ["Phường Bạch Mai", "Phường Hai Bà Trưng", "Phường Hồng Hà"]
    return Wards(whole, heir, split, one, other)


def stand(one: Unit, other: Unit) -> Lineage:
    lineages = Lineages([one.pk, other.pk])
    found = lineages(frozenset({one.pk}), frozenset({other.pk}))
    assert lineages(frozenset({other.pk}), frozenset({one.pk})) == found
    return found


def test_old_ward_and_what_took_it_over_are_one_lineage(wards):
    assert stand(wards.whole, wards.heir) == Lineage.SUCCESSION
    assert stand(wards.split, wards.one) == stand(wards.split, wards.other) == Lineage.SUCCESSION
    assert stand(wards.whole, wards.one) == stand(wards.one, wards.other) == Lineage.NONE
    assert stand(wards.whole, wards.split) == Lineage.NONE


def test_lineage_goes_through_several_reforms():
    first, second, third = (builders.unit(f"Phường {number}") for number in (1, 2, 3))
    with builders.guarded.writing("test"):
        for old, new, day in ((first, second, BEFORE), (second, third, AFTER)):
            Succession.objects.create(old=old, new=new, share="part", day=day)

    assert (stand(first, third), stand(first, second)) == (Lineage.SUCCESSION, Lineage.SUCCESSION)


@pytest.mark.parametrize("units", [1, 3])
def test_lineages_ask_twice_however_many_units(wards, units, django_assert_num_queries):
    named = [wards.whole.pk, wards.split.pk, wards.heir.pk][:units]
    lineage = Lineages([*named, wards.other.pk])
    with django_assert_num_queries(2):
        told = [lineage(frozenset({each}), frozenset({wards.other.pk})) for each in named]
    assert told == [Lineage.NONE, Lineage.SUCCESSION, Lineage.NONE][:units]


def test_lineages_ask_nothing_where_nobody_is_compared(wards, django_assert_num_queries):
    with django_assert_num_queries(0):
        Lineages([wards.whole.pk, wards.split.pk])


def test_list_of_the_new_ward_asks_about_the_person_of_the_old_one(wards):
    birth = PartialDate(1975)

    def sheet(unit: Unit) -> Sheet:
        return Sheet("Nguyễn Văn An", birth, "male", unit, "Bí thư Đảng ủy phường")

    (known,) = register_many([sheet(wards.whole)], by=PLANNER)
    (stranger,) = register_many([sheet(wards.other)], by=PLANNER)
    (again,) = register_many([sheet(wards.heir)], by=PLANNER)

    asked = {(each.one_id, each.other_id): each for each in IdentityQuestion.objects.all()}
    assert Sign.UNIT_SUCCESSION in asked[known.pk, again.pk].reasons
    assert all(Sign.UNIT_SUCCESSION not in each.reasons for pair, each in asked.items() if stranger.pk in pair)
    assert asked[known.pk, again.pk].score == 50 + 18 + 17
