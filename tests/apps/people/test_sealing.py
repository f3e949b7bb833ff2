import pytest
from django.db import connection

import builders
from apps.acting import PLANNER, SENDER, last_event, refused
from khaigiang.apps.people.actions import renew_key, state_fact
from khaigiang.apps.people.bridge import number_owners, opened, private_facts, ring
from khaigiang.apps.people.models import PrivateFact, PrivateKind
from khaigiang.foundation import home
from khaigiang.foundation.audit.models import Event

NUMBER = "001175000001"


@pytest.fixture(autouse=True)
def _keys_of_its_own(tmp_path, monkeypatch):
    """A key that is renewed is nobody else's."""
    monkeypatch.setenv("KHAIGIANG_HOME", str(tmp_path))
    home.current().made()


@pytest.fixture
def person(db):
    return builders.person("Lê Thị Bình")


def state(person, value=NUMBER, kind=PrivateKind.CITIZEN_NUMBER, by=PLANNER) -> None:
    state_fact(person, kind=kind, value=value, by=by)


def everything_stored() -> str:
    """All that a dump of the tables of people and of the trail would hold."""
    said = []
    with connection.cursor() as cursor:
        for table in ("people_privatefact", "people_person", "audit_event"):
            cursor.execute(f'SELECT t::text, encode(convert_to(t::text, $$UTF8$$), $$escape$$) FROM "{table}" t')
            said += [text for row in cursor.fetchall() for text in row]
    return "\n".join(said)


def test_number_is_sealed_and_found_again(person) -> None:
    state(person)

    assert private_facts([person.pk], PrivateKind.CITIZEN_NUMBER) == {person.pk: {"citizen_number": NUMBER}}
    assert number_owners({NUMBER, "001175000002"}, under=ring()) == {NUMBER: person.pk}
    assert NUMBER not in everything_stored()
    assert last_event() == ("people.fact_stated", f"Person:{person.pk}", "7", {"fact": "citizen_number"})


def test_only_a_number_can_be_found(person) -> None:
    state(person, "Tày", PrivateKind.ETHNICITY)

    assert PrivateFact.objects.get().digest == ""
    assert "Tày" not in everything_stored()


def test_fact_takes_the_place_of_what_was_stated_and_can_be_taken_away(person) -> None:
    state(person)
    state(person, "001175000002")
    assert private_facts([person.pk], *PrivateKind) == {person.pk: {"citizen_number": "001175000002"}}

    state(person, "")

    assert PrivateFact.objects.count() == 0
    assert last_event()[0] == "people.fact_taken_away"


def test_number_of_somebody_else_is_refused(person) -> None:
    state(person)

    with refused("citizen_number_once", "Số định danh này đã được ghi cho một người khác."):
        state(builders.person("Đỗ An"))


def test_fact_stands_once_for_a_person(person) -> None:
    state(person)
    row = PrivateFact.objects.get()

    from khaigiang.foundation import guarded

    with refused("private_fact_once", "Thông tin này của người này đã được ghi."), guarded.writing("test"):
        PrivateFact(person=person, kind=row.kind, content=b"x", version=1).save()


@pytest.mark.parametrize("value", ["12345678901", "00117500000a", "001175 000001"])
def test_number_must_have_twelve_digits(person, value) -> None:
    with refused("not_a_citizen_number", "Số định danh phải có đúng 12 chữ số."):
        state(person, value)


def test_fact_of_somebody_elses_people_is_not_stated(person) -> None:
    with refused("may_not_keep_record"):
        state(person, by=SENDER)


def test_renewed_key_seals_everything_anew(person) -> None:
    state(person)
    state(person, "Tày", PrivateKind.ETHNICITY)
    before = list(PrivateFact.objects.order_by("pk").values_list("content", "digest"))

    assert renew_key(by=PLANNER) == 2

    after = PrivateFact.objects.order_by("pk")
    assert {row.version for row in after} == {2}
    assert [opened(row, under=ring()) for row in after] == [NUMBER, "Tày"]
    assert number_owners({NUMBER}, under=ring()) == {NUMBER: person.pk}
    assert {bytes(content) for content, _digest in before}.isdisjoint(bytes(row.content) for row in after)
    assert Event.objects.latest("pk").facts == {"version": "2", "facts": "2"}


def test_only_planners_of_everything_renew_the_key(person) -> None:
    with refused("may_not_renew_key"):
        renew_key(by=SENDER)
