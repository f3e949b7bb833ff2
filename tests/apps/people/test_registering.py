import datetime as dt

import pytest

import builders
from apps.acting import PLANNER, last_event
from khaigiang.apps.people.actions import Sheet, merge, register_many, state_fact
from khaigiang.apps.people.bridge import private_facts
from khaigiang.apps.people.models import Appointment, IdentityQuestion, Person, PrivateFact, PrivateKind
from khaigiang.core.vietnamese import PartialDate
from khaigiang.foundation.audit.models import Event

FULL = PartialDate(1975, 6, 1)
NUMBER, OTHER_NUMBER = "001175000001", "001175999999"


@pytest.fixture
def ward(db):
    return builders.unit("Phường Láng Hạ")


def sheet(unit, name="Nguyễn Thị Ánh", birth=FULL, **facts) -> Sheet:
    return Sheet(
        name,
        birth,
        facts.pop("sex", "female"),
        unit,
        facts.pop("title", "Bí thư Đảng ủy"),
        facts.pop("groups", ("commune_secretary",)),
        facts.pop("number", ""),
    )


def test_register_many_enters_persons_with_their_posts_in_the_order_stated(ward) -> None:
    made = register_many([sheet(ward), sheet(ward, "Đỗ Văn Bé", PartialDate(1980), sex="", groups=())], by=PLANNER)

    fields = Person.objects.order_by("pk").values_list("full_name", "folded", "sex", "born", "born_precision")
    assert list(fields) == [
        ("Nguyễn Thị Ánh", "nguyen thi anh", "female", dt.date(1975, 6, 1), "day"),
        ("Đỗ Văn Bé", "do van be", "", dt.date(1980, 1, 1), "year"),
    ]
    assert list(Appointment.objects.values_list("person", "unit", "title", "groups")) == [
        (made[0].pk, ward.pk, "Bí thư Đảng ủy", ["commune_secretary"]),
        (made[1].pk, ward.pk, "Bí thư Đảng ủy", []),
    ]
    assert last_event() == ("people.registered", "people", "7", {"stated": "2", "new": "2"})


def test_register_many_again_gives_the_same_persons(ward) -> None:
    first = register_many([sheet(ward), sheet(ward, "Đỗ Văn Bé", None)], by=PLANNER)

    assert register_many([sheet(ward, "Đỗ Văn Bé", None), sheet(ward)], by=PLANNER) == first[::-1]
    assert (Person.objects.count(), last_event()[3]) == (2, {"stated": "2", "new": "0"})


def test_register_many_gives_a_person_listed_twice_once(ward) -> None:
    first, second = register_many([sheet(ward), sheet(ward)], by=PLANNER)

    assert (first, Person.objects.count(), Appointment.objects.count()) == (second, 1, 1)


@pytest.mark.parametrize(
    "other",
    [
        {"name": "Nguyễn Thị Anh Đào"},
        {"birth": PartialDate(1975, 6, 2)},
        {"birth": PartialDate(1975, 6)},
        {"birth": PartialDate(1975)},
        {"birth": None},
    ],
)
def test_register_many_merges_nobody_on_a_likeness(ward, other) -> None:
    register_many([sheet(ward)], by=PLANNER)

    register_many([sheet(ward, **other)], by=PLANNER)

    assert Person.objects.count() == 2


def test_register_many_tells_persons_of_two_units_apart(ward) -> None:
    register_many([sheet(ward), sheet(builders.unit("Phường Thành Công"))], by=PLANNER)

    assert Person.objects.count() == 2


def test_register_many_of_nobody_leaves_an_event(db) -> None:
    assert register_many([], by=PLANNER) == []
    assert last_event()[3] == {"stated": "0", "new": "0"}


def asked() -> list[tuple[int, list[str]]]:
    return list(IdentityQuestion.objects.order_by("pk").values_list("score", "reasons"))


def numbers(*persons: Person) -> list[str]:
    found = private_facts([each.pk for each in persons], PrivateKind.CITIZEN_NUMBER)
    return [found.get(each.pk, {}).get("citizen_number", "") for each in persons]


@pytest.mark.parametrize(
    ("other", "score", "reasons"),
    [
        ({"birth": PartialDate(1975)}, 88, ["name_same", "birth_same_year", "unit_same"]),
        ({"birth": None}, 75, ["name_same", "birth_unknown", "unit_same"]),
        ({"birth": PartialDate(1975, 1, 6)}, 82, ["name_same", "birth_mistyped", "unit_same"]),
        ({"birth": PartialDate(1976, 6, 1)}, 82, ["name_same", "birth_mistyped", "unit_same"]),
        ({"name": "Nguyễn Thị Anh"}, 89, ["name_diacritics", "birth_same_day", "unit_same"]),
    ],
)
def test_register_many_asks_about_whoever_is_only_alike(ward, other, score, reasons) -> None:
    register_many([sheet(ward)], by=PLANNER)

    register_many([sheet(ward, **other)], by=PLANNER)

    assert (Person.objects.count(), asked()) == (2, [(score, reasons)])
    assert Event.objects.filter(verb="people.identity_asked").get().facts == {"questions": "1"}


def test_register_many_asks_about_two_rows_of_one_list(ward) -> None:
    register_many([sheet(ward), sheet(ward, birth=PartialDate(1975))], by=PLANNER)

    assert asked() == [(88, ["name_same", "birth_same_year", "unit_same"])]


def test_register_many_asks_by_where_the_units_stand(ward) -> None:
    district = builders.unit("Quận Đống Đa")
    below = builders.unit("Phường Ô Chợ Dừa", parent=district)
    register_many([sheet(district)], by=PLANNER)

    register_many([sheet(below, birth=PartialDate(1975)), sheet(ward, birth=PartialDate(1975))], by=PLANNER)

    assert asked() == [(80, ["name_same", "birth_same_year", "unit_within"])]


@pytest.mark.parametrize("name", ["Nguyễn Thị Ánh", "NGUYỄN THỊ ÁNH"])
def test_register_many_knows_a_name_however_it_is_typed(ward, name) -> None:
    (first,) = register_many([sheet(ward)], by=PLANNER)

    assert register_many([sheet(ward, name)], by=PLANNER) == [first]


def test_register_many_knows_a_person_by_the_number_in_another_unit(ward) -> None:
    (first,) = register_many([sheet(ward, number=NUMBER)], by=PLANNER)
    other = builders.unit("Phường Thành Công")

    again = register_many([sheet(other, birth=PartialDate(1975), number=NUMBER)], by=PLANNER)

    assert (again, Person.objects.count(), asked()) == ([first], 1, [])
    assert list(first.appointments.values_list("unit", flat=True)) == [ward.pk, other.pk]
    assert numbers(first) == [NUMBER]


def test_register_many_writes_the_number_down_once_it_is_stated(ward) -> None:
    (first,) = register_many([sheet(ward)], by=PLANNER)

    assert register_many([sheet(ward, number=NUMBER)], by=PLANNER) == [first]
    assert numbers(first) == [NUMBER]


def test_register_many_tells_two_numbers_of_one_name_apart_without_asking(ward) -> None:
    one, other = register_many([sheet(ward, number=NUMBER), sheet(ward, number=OTHER_NUMBER)], by=PLANNER)

    assert (one != other, numbers(one, other), asked()) == (True, [NUMBER, OTHER_NUMBER], [])


def test_register_many_asks_where_name_and_birth_speak_against_the_number(ward) -> None:
    (first,) = register_many([sheet(ward, number=NUMBER)], by=PLANNER)

    (other,) = register_many([sheet(ward, "Trần Văn Ba", PartialDate(1960), sex="male", number=NUMBER)], by=PLANNER)

    assert numbers(first, other) == [NUMBER, ""]
    assert asked() == [(95, ["number_same", "name_other", "birth_other", "sex_other", "unit_same"])]


def test_register_many_of_the_same_list_twice_changes_nothing(ward) -> None:
    near = builders.unit("Phường Thành Công")
    listed = [
        sheet(ward),
        sheet(ward, number=NUMBER),
        sheet(ward, number=OTHER_NUMBER),
        sheet(near, birth=None),
        sheet(near, "Trần Văn Ba", PartialDate(1960), sex="male", number=NUMBER),
        sheet(near, "Nguyễn Thị Anh", PartialDate(1975)),
    ]
    first = register_many(listed, by=PLANNER)
    tables = (Person, Appointment, PrivateFact, IdentityQuestion)
    before = [model.objects.count() for model in tables]

    assert register_many(listed, by=PLANNER) == first
    assert register_many(listed[::-1], by=PLANNER) == first[::-1]
    assert [model.objects.count() for model in tables] == before


def test_register_many_gives_whom_a_record_was_merged_into(ward) -> None:
    kept, dropped = register_many([sheet(ward), sheet(ward, birth=PartialDate(1975))], by=PLANNER)
    merge(kept, dropped, by=PLANNER)

    again = register_many([sheet(ward, birth=PartialDate(1975)), sheet(ward)], by=PLANNER)

    assert (again, Person.objects.count()) == ([kept, kept], 2)


def test_register_many_knows_the_number_of_a_merged_record(ward) -> None:
    kept, dropped = register_many([sheet(ward), sheet(ward, "Nguyễn Thị Anh")], by=PLANNER)
    state_fact(dropped, kind=PrivateKind.CITIZEN_NUMBER, value=NUMBER, by=PLANNER)
    merge(kept, dropped, by=PLANNER)

    assert register_many([sheet(ward, birth=None, number=NUMBER)], by=PLANNER) == [kept]


@pytest.mark.parametrize("number", ["12", "00117500000a", "0011750000012", "²²²²²²²²²²²²"])
def test_sheet_takes_only_whole_numbers(ward, number) -> None:
    with pytest.raises(ValueError, match="twelve digits"):
        sheet(ward, number=number)


def facts_of(person: Person) -> dict[str, str]:
    return dict(private_facts([person.pk], *PrivateKind).get(person.pk, {}))


def test_register_many_seals_a_telephone_and_keeps_a_category(ward) -> None:
    (made,) = register_many(
        [Sheet("Đỗ Bé", FULL, "male", ward, "Bí thư", number=NUMBER, phone="0912345678", category="official")],
        by=PLANNER,
    )

    assert (facts_of(made), Person.objects.get().category) == (
        {"citizen_number": NUMBER, "phone": "0912345678"},
        "official",
    )
    assert not [row for row in PrivateFact.objects.all() if b"0912345678" in bytes(row.content)]
    assert set(PrivateFact.objects.filter(kind="phone").values_list("digest", flat=True)) == {""}


def test_register_many_fills_what_is_missing_and_replaces_nothing(ward) -> None:
    (made,) = register_many([Sheet("Đỗ Bé", FULL, "male", ward, "Bí thư")], by=PLANNER)
    for phone, category in (("0912345678", "official"), ("0987654321", "other")):
        again = register_many([Sheet("Đỗ Bé", FULL, "male", ward, "", phone=phone, category=category)], by=PLANNER)
        assert again == [made]

    assert (facts_of(made), Person.objects.get().category) == ({"phone": "0912345678"}, "official")


def test_register_many_finds_the_post_of_somebody_known_by_number_under_another_name(ward) -> None:
    (made,) = register_many([Sheet("Nguyễn Thị Ánh", FULL, "female", ward, "Bí thư", number=NUMBER)], by=PLANNER)

    again = register_many([Sheet("Nguyễn Ngọc Ánh", FULL, "female", ward, "Bí thư", number=NUMBER)], by=PLANNER)

    assert (again, Appointment.objects.count()) == ([made], 1)
