"""The yearly minimum: who has not yet learnt what instruments ask, by unit and person by person."""

import datetime as dt

import pytest
from django.urls import reverse
from lxml import html

import builders
from apps.acting import PLANNER, refused, somebody
from apps.needs.surveying import city
from khaigiang.apps.needs.bridge import yearly_needs, yearly_of_unit
from khaigiang.apps.people.actions import Taken, record_past_course, record_training
from khaigiang.apps.people.models import Person
from khaigiang.apps.units.models import Unit
from khaigiang.core.vietnamese import PartialDate
from khaigiang.core.yearly import YearlyStanding
from khaigiang.data.office_files import FileFaultError
from web.swapping import swapped_equals_full_load

pytestmark = pytest.mark.django_db
PAGE = reverse("needs:yearly")
DAY = dt.date(2026, 3, 20)


@pytest.fixture(autouse=True)
def _in_force(at) -> None:
    at(2026, 11, 29)


def servant(name: str, *periods: int, category: str = "civil_servant", number: int = 1) -> Person:
    """Somebody of a commune who has completed courses of so many periods this year."""
    made = builders.person(name, category=category)
    builders.post(made, Unit.objects.get(name=f"Phường {number}"))
    for place, each in enumerate(periods):
        told = {"programme": f"CT-{place}", "title": "Lớp", "source": f"class:{made.pk}{place}"}
        record_training([made.pk], **told, finished_on=DAY, periods=each, by=PLANNER)
    return made


def told(actor=PLANNER, on: dt.date = dt.date(2026, 11, 29)) -> dict[str, tuple[int, int, int]]:
    return {each.unit.name: (each.below, each.unknown, each.met) for each in yearly_needs(actor, on=on).units}


def test_people_of_each_unit_are_counted_as_they_stand() -> None:
    city()
    servant("Lê An", 24)
    servant("Lê Bình", 24, 16)
    servant("Lê Chi", category="")
    servant("Lê Dũng", category="public_employee")
    servant("Lê Em", number=2)
    found = yearly_needs(PLANNER, on=dt.date(2026, 11, 29))

    assert told() == {"Phường 1": (1, 1, 1), "Phường 2": (1, 0, 0)}
    assert (found.below, found.unknown, found.people[YearlyStanding.MET]) == (2, 1, 1)


def test_whoever_holds_posts_in_two_units_is_one_person() -> None:
    city()
    both = servant("Lê An")
    builders.post(both, Unit.objects.get(name="Phường 2"))

    assert told() == {"Phường 1": (1, 0, 0), "Phường 2": (1, 0, 0)}
    assert yearly_needs(PLANNER, on=dt.date(2026, 11, 29)).below == 1


def test_unit_sees_its_own_people_only() -> None:
    city()
    servant("Lê An")
    servant("Lê Em", number=2)
    own = somebody("sending_unit", scope=frozenset({Unit.objects.get(name="Phường 2").pk}))

    assert told(own) == {"Phường 2": (1, 0, 0)}


def test_nothing_is_asked_before_the_decree_is_in_force() -> None:
    city()
    servant("Lê An")

    assert (told(on=dt.date(2025, 6, 30)), told(on=dt.date(2025, 7, 1))) == ({}, {"Phường 1": (1, 0, 0)})


def test_course_from_elsewhere_counts_by_its_periods_and_leaves_open_without() -> None:
    city()
    first, second = servant("Lê An", 24), servant("Lê Bình", 24)
    taken = Taken("Trường khác", PartialDate(2026, 5), "")
    record_past_course(first, title="QP-AN", source="cá nhân khai", taken=taken, periods=16, by=PLANNER)
    record_past_course(second, title="QP-AN", source="cá nhân khai", taken=taken, by=PLANNER)

    rows = yearly_of_unit(Unit.objects.get(name="Phường 1"), on=dt.date(2026, 11, 29))
    assert [(each.person.full_name, each.said, each.mark.label, each.why) for each in rows] == [
        (
            "Lê Bình",
            "24/40 tiết năm 2026",
            "Chưa đủ dữ liệu",
            "1 khóa chưa ghi ngày hoàn thành hoặc số tiết nên chưa tính.",
        ),
        ("Lê An", "40/40 tiết năm 2026", "Đủ tiết", ""),
    ]


def test_file_of_the_office_that_is_wrong_is_told(monkeypatch, planner) -> None:
    def wrong():
        raise FileFaultError("civil_171.toml", "periods")

    monkeypatch.setattr("khaigiang.apps.people.bridge.yearly_minimums", wrong)
    with refused(
        "yearly_faulty",
        "Tệp thời lượng tối thiểu civil_171.toml trong thư mục dữ liệu bị sai (periods) "
        "nên không biết mỗi năm phải học bao nhiêu; hãy sửa tệp.",
    ):
        yearly_needs(PLANNER, on=DAY)
    person = builders.person("Lê An", category="civil_servant")
    assert "civil_171.toml" in planner.get(reverse("desk:person", args=[person.pk])).content.decode()


@pytest.mark.parametrize("number", [1, 3])
def test_pages_ask_the_same_number_of_questions(number, planner, django_assert_num_queries) -> None:
    city(number)
    for place in range(1, number + 1):
        for name in range(number):
            servant(f"Lê {place}{name}", 24, number=place)
    with django_assert_num_queries(8):
        planner.get(PAGE)
    with django_assert_num_queries(9):
        planner.get(reverse("needs:yearly_unit", args=[Unit.objects.get(name="Phường 1").pk]))


def rows_of(answer) -> list[str]:
    rows = html.fromstring(answer.content.decode()).xpath("//main//tbody/tr")
    return [" ".join(row.text_content().split()) for row in rows]


def test_page_names_the_decree_and_leads_to_each_person(planner) -> None:
    city()
    person = servant("Lê An", 24)
    servant("Lê Chi", category="")
    servant("Lê Em", number=2)

    shown = planner.get(PAGE)
    assert "Nghị định 171/2025/NĐ-CP ngày 30-6-2025" in shown.content.decode()
    assert "2 người chưa đủ tiết, 1 người chưa đủ dữ liệu" in shown.content.decode()
    assert rows_of(shown) == ["Phường 1 Quận 1 1 1 0", "Phường 2 Quận 2 1 0 0"]
    assert rows_of(planner.get(PAGE, {"tim": "phuong 2"})) == ["Phường 2 Quận 2 1 0 0"]
    unit = planner.get(reverse("needs:yearly_unit", args=[Unit.objects.get(name="Phường 1").pk]))
    unknown = (
        "Lê Chi Bí thư Đảng ủy 0 tiết năm 2026. Hồ sơ chưa ghi là cán bộ, công chức hay viên chức nên chưa biết "
        "có phải học tối thiểu hằng năm hay không. Chưa đủ dữ liệu"
    )
    assert rows_of(unit) == ["Lê An Bí thư Đảng ủy 24/40 tiết năm 2026 Chưa đủ tiết", unknown]
    record = planner.get(reverse("desk:person", args=[person.pk])).content.decode()
    assert "24/40 tiết năm 2026" in record


def test_page_says_that_no_instrument_is_in_force(planner, at) -> None:
    at(2025, 6, 30)
    assert "Ngày 30/06/2025 chưa có văn bản nào quy định" in planner.get(PAGE).content.decode()


def test_unit_opens_its_own_page_and_no_other(as_user) -> None:
    city()
    servant("Lê An")
    first, second = (Unit.objects.get(name=f"Phường {number}") for number in (1, 2))
    unit = as_user(builders.user("sending_unit", units=[first]))

    assert rows_of(unit.get(PAGE)) == ["Phường 1 Quận 1 1 0 0"]
    assert [unit.get(reverse("needs:yearly_unit", args=[each.pk])).status_code for each in (first, second)] == [
        200,
        403,
    ]


@pytest.mark.parametrize("query", ["?tim=phuong", "?sap_xep=-chua_du"])
def test_units_swap_into_their_page(query, planner) -> None:
    city()
    servant("Lê An")
    assert swapped_equals_full_load(planner, PAGE, PAGE + query, "yearly")


def test_people_swap_into_their_page(planner) -> None:
    city()
    servant("Lê An")
    address = reverse("needs:yearly_unit", args=[Unit.objects.get(name="Phường 1").pk])
    assert swapped_equals_full_load(planner, address, f"{address}?sap_xep=-tiet", "people")
