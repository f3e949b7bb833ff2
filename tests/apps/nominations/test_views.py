import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from lxml import html

import builders
from apps.acting import PLANNER
from khaigiang.apps.calls.models import Dossier
from khaigiang.apps.nominations.actions import waive
from khaigiang.core.states import NominationState
from khaigiang.foundation import guarded
from web.swapping import swapped_equals_full_load

pytestmark = pytest.mark.django_db
DAY = dt.date(2022, 4, 1)
SIZES = (1, 30)


def of_line(world):
    return reverse("nominations:line", args=[world.line.pk])


def of_unit(world, place=0):
    return reverse("nominations:unit", args=[world.line.pk, world.districts[place].pk])


@pytest.mark.parametrize("people", [1, 3])
@pytest.mark.parametrize(("page", "questions"), [(of_line, 10), (of_unit, 10)])
def test_page_asks_the_same_number_of_questions(page, questions, people, planner, django_assert_num_queries):
    world = builders.small_world(districts=people, people=people)
    with django_assert_num_queries(questions):
        planner.get(page(world))


@pytest.mark.parametrize("role", ["planner", "sending_unit"])
def test_units_page_asks_ten_questions_at_most_whatever_the_size_and_whatever_is_on_it(role, as_user):
    """With people who are waived, wait, are refused and sit in another class in those days; the sign-in counts too."""
    world = builders.small_world(districts=2, people=2)
    unit = world.districts[0]
    other = builders.grant(builders.line(world.plan, seats=99), unit, 99)
    builders.planned_class(other.line)
    reader = as_user(builders.user(role, units=[unit], everywhere=role == "planner"))
    letter, elsewhere = world.nominations[0].list, builders.letter(other.line, unit)
    builders.more_seats(unit, 50)
    asked = []
    for size in SIZES:
        for place in range(size):
            who = builders.person(f"Lê Văn {size} {place}")
            state = (NominationState.NOT_ELIGIBLE, NominationState.NOMINATED, NominationState.RESERVE)[place % 3]
            row = builders.nominate(letter, who, of=world.communes[place % 3], state=state, place=place + size + 9)
            builders.nominate(elsewhere, who, of=world.communes[place % 3], place=place + size)
            if state == NominationState.NOT_ELIGIBLE:
                waive(row, rule="audience", instrument="45-QĐ/TU", dated=DAY, decided_by="BTV", why="x", by=PLANNER)
        with CaptureQueriesContext(connection) as seen:
            page = reader.get(of_unit(world)).content.decode()
        asked.append(sum("SAVEPOINT" not in each["sql"] for each in seen.captured_queries))
        assert ("Trùng ngày:" in page, "45-QĐ/TU" in page, page.count('id="person-')) == (
            True,
            True,
            2 + sum(SIZES[: len(asked)]),
        )
    assert asked[0] == asked[1] <= 10


def test_unit_that_has_begun_its_dossier_is_led_to_it(planner):
    world = builders.small_world()
    silent = builders.unit("Quận Im Lặng")
    builders.grant(world.line, silent, 1)
    page = reverse("nominations:unit", args=[world.line.pk, silent.pk])
    assert "Đơn vị chưa gửi danh sách" in planner.get(page).content.decode()
    with guarded.writing("test"):
        dossier = Dossier.objects.create(line=world.line, unit=silent)
    assert reverse("calls:dossier", args=[dossier.pk]) in planner.get(page).content.decode()


def test_units_stand_in_vietnamese_order_with_what_waits(planner):
    world = builders.small_world(districts=2, people=1)
    builders.nominate(
        world.nominations[0].list,
        builders.person("Sai Chức"),
        of=world.communes[1],
        state=NominationState.NOT_ELIGIBLE,
        place=2,
    )
    page = html.fromstring(planner.get(of_line(world)).content.decode())
    rows = [[" ".join(cell.text_content().split()) for cell in row] for row in page.xpath("(//tbody)[1]/tr")]
    assert rows == [
        ["Quận Số 1", "1", "2", "1", "0", "0", "1", "", ""],
        ["Quận Số 2", "1", "1", "1", "0", "0", "", "", ""],
    ]


def test_units_without_a_list_are_shown_alone(planner):
    world = builders.small_world()
    builders.grant(world.line, builders.unit("Quận Im Lặng"), 1)
    page = html.fromstring(planner.get(of_line(world), {"don_vi": "silent"}).content.decode())
    assert [row.text_content().strip() for row in page.xpath("(//tbody)[1]/tr/th")] == ["Quận Im Lặng"]


@pytest.mark.parametrize(
    ("state", "said", "next_step"),
    [
        (NominationState.NOT_ELIGIBLE, "không thuộc đối tượng", "Cử người khác đúng đối tượng"),
        (NominationState.INCOMPLETE, "chưa ghi ngày sinh", "Bổ sung thông tin còn thiếu"),
        (NominationState.RESERVE, "thuộc đối tượng", "Được gọi khi đơn vị còn chỉ tiêu"),
    ],
)
def test_verdict_is_explained_with_what_to_do_next(state, said, next_step, planner):
    world = builders.small_world(districts=1, people=1)
    builders.nominate(
        world.nominations[0].list, builders.person("Người Ấy"), of=world.communes[1], state=state, place=2
    )
    page = html.fromstring(planner.get(of_unit(world)).content.decode())
    row = page.xpath("//tbody/tr")[1].text_content()
    assert (said in row, next_step in row, "Điều 2" in row) == (True, True, True)


def test_seats_are_explained(planner):
    world = builders.small_world(districts=1)
    unit = builders.unit("Huyện Chia")
    builders.grant(world.line, unit, 20, reason="remainder", quotient="173/9", remainder="2/9")
    page = planner.get(reverse("nominations:unit", args=[world.line.pk, unit.pk])).content.decode()
    assert "Được phần nguyên của 19,22 và thêm một chỉ tiêu vì phần lẻ 0,22 thuộc nhóm lớn nhất." in page
    assert "Đơn vị chưa gửi danh sách" in page


def test_accepted_person_leads_to_the_class(planner):
    world = builders.small_world(districts=1, people=1)
    page = html.fromstring(planner.get(of_unit(world)).content.decode())
    assert page.xpath("//tbody/tr/td[last()]/a/@href") == [
        reverse("classes:seat", args=[world.training_class.pk, world.enrolments[0].pk])
    ]


@pytest.mark.parametrize("query", ["?tim=binh", "?trang_thai=accepted", "?sap_xep=-nguoi", "?trang_thai=reserve"])
def test_people_swap_into_their_page(query, planner):
    page = of_line(builders.small_world())
    assert swapped_equals_full_load(planner, page, page + query, "people")


def test_dossier_names_the_units_above_and_the_line_counts_its_units(planner):
    world = builders.small_world()
    dossier, line = (planner.get(page(world)).content.decode() for page in (of_unit, of_line))
    assert "Quận Số 1, Thành phố Hà Nội" in dossier
    assert "2 đơn vị · tính theo lượt" in line
