"""Whoever a list of people means that is on record already is told before the list is taken in."""

import pytest

from apps.acting import PLANNER
from apps.intake.conftest import district  # noqa: F401 - the same world
from apps.intake.lists import FIRST, HEAD, SECOND
from intake.books import book_of
from khaigiang.apps.desk.actions import check_batch, commit_batch
from khaigiang.apps.intake.actions import upload
from khaigiang.apps.intake.models import Batch, BatchFinding
from khaigiang.apps.intake.queries import findings_of
from khaigiang.apps.people.actions import KnownPeople, Sheet, register_many
from khaigiang.apps.people.models import Appointment, IdentityQuestion, Person
from khaigiang.apps.units.models import Unit
from khaigiang.core.vietnamese import PartialDate
from khaigiang.foundation.actor import SYSTEM

NUMBER = "001075012345"


@pytest.fixture
def known(district):  # noqa: F811 - the fixture of that name
    """Somebody with a number and a post in a ward."""
    ward = Unit.objects.get(name=FIRST[5])
    sheet = Sheet(FIRST[1], PartialDate(1975, 5, 12), "male", ward, FIRST[4], number=NUMBER)
    return register_many([sheet], by=PLANNER)[0]


def checked(*rows, head=HEAD) -> Batch:
    data = book_of({"DS": [head, *rows]})
    return check_batch(upload("ds.xlsx", data, kind="people", by=PLANNER), by=SYSTEM)


def told(batch: Batch) -> list[tuple[str, str, str]]:
    return [(each.cell, each.code, each.facts.get("known", "")) for each in findings_of(batch)]


def test_who_is_known_is_said_and_entered_once(known) -> None:
    batch = checked(FIRST, SECOND)
    assert told(batch) == [("B2", "person_known", "")]

    commit_batch(batch, by=PLANNER)

    assert Person.objects.count() == 2
    again = checked([7, *FIRST[1:]], SECOND)
    assert [code for _cell, code, _known in told(again)] == ["person_known", "person_known"]


def test_what_a_record_says_otherwise_is_told_and_stays(known) -> None:
    head = [*HEAD, "Số CCCD"]
    row = [1, "Nguyễn Văn Thử Lại", "12/05/1975", "Nam", "Chủ tịch Ủy ban nhân dân", FIRST[5], NUMBER]
    other = [1, *FIRST[1:2], "13/05/1975", *FIRST[3:], NUMBER]

    assert told(checked(row, head=head)) == [
        ("B2", "person_known", ""),
        ("B2", "record_says_other", "Nguyễn Văn Thử"),
        ("E2", "record_says_other", "Bí thư Đảng ủy"),
    ]
    batch = checked(other, head=head)
    assert told(batch) == [("B2", "person_known", ""), ("C2", "record_says_other", "12/05/1975")]

    commit_batch(batch, by=PLANNER)

    known.refresh_from_db()
    assert (known.born.day, Person.objects.count()) == (12, 1)
    assert list(Appointment.objects.values_list("title", flat=True)) == ["Bí thư Đảng ủy"]


def test_a_year_alone_contradicts_no_date(known) -> None:
    assert told(checked([1, FIRST[1], "1975", *FIRST[3:], NUMBER], head=[*HEAD, "Số CCCD"])) == [
        ("B2", "person_known", "")
    ]


def test_a_number_of_somebody_else_is_asked_about(known) -> None:
    head = [*HEAD, "Số CCCD"]
    batch = checked([2, "Trần Văn Khác", "01/01/1975", "Nam", "Phó Bí thư", FIRST[5], NUMBER], head=head)
    assert told(batch) == [("G2", "number_of_other", "")]
    assert BatchFinding.objects.get(code="number_of_other").hidden is not None  # it stands beside a citizen number

    commit_batch(batch, by=PLANNER)

    assert (Person.objects.count(), IdentityQuestion.objects.count()) == (2, 1)


def test_asking_who_is_known_writes_nothing(known) -> None:
    ward = Unit.objects.get(name=FIRST[5])
    sheets = [
        Sheet(FIRST[1], PartialDate(1975, 5, 12), "male", ward, ""),
        Sheet("Lê Văn Mới", PartialDate(1980), "male", ward, "", number=NUMBER),
        Sheet("Lê Văn Mới", PartialDate(1980), "male", ward, ""),
    ]
    known_people = KnownPeople(sheets)
    first, second, third = map(known_people.recognised, sheets)
    assert (first.person, first.other, second.person, second.other, third) == (known, False, known, True, None)
    assert Person.objects.count() == 1
