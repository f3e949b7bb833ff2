import io

import openpyxl
import pytest
from django.urls import reverse
from lxml import html

import builders
from web.swapping import swapped_equals_full_load

pytestmark = pytest.mark.django_db


def page_of(world):
    return reverse("reports:coverage", args=[world.line.pk])


def names(answer):
    rows = html.fromstring(answer.content.decode()).xpath("//section[@id='posts']//tbody/tr/th")
    return [row.text_content().strip() for row in rows]


@pytest.mark.parametrize("people", [1, 3])
def test_coverage_asks_the_same_number_of_questions(people, planner, django_assert_num_queries):
    world = builders.small_world(people=people)
    with django_assert_num_queries(9):
        planner.get(page_of(world))


def test_coverage_narrows_to_a_district(planner):
    world = builders.small_world()
    answer = planner.get(page_of(world), {"quan": world.districts[1].pk})
    assert names(answer) == ["Lê Thị Bình 21", "Đỗ Ánh Dương 22", "–"]


def test_coverage_narrows_to_a_status(planner):
    assert names(planner.get(page_of(builders.small_world()), {"trang_thai": "absent"})) == ["–", "–"]


def test_coverage_says_when_nothing_matches(planner):
    answer = planner.get(page_of(builders.small_world()), {"tim": "không ai"})
    assert "Không có chức danh nào khớp" in answer.content.decode()


def test_coverage_of_a_line_without_units_says_why(planner):
    line = builders.line(builders.plan())
    answer = planner.get(reverse("reports:coverage", args=[line.pk]))
    assert "Chưa có đối tượng để tính" in answer.content.decode()


def test_coverage_draws_a_bar_with_its_words(planner):
    page = html.fromstring(planner.get(page_of(builders.small_world())).content.decode())
    (bar,) = page.xpath("//svg[@aria-label='Toàn bộ đối tượng']/desc")
    said = "Đã học: 0; Đang học: 4; Chưa gọi: 0; Không đủ điều kiện hoặc thiếu thông tin: 0; Chưa được cử: 2"
    assert bar.text_content() == said


@pytest.mark.parametrize("query", ["?trang_thai=absent", "?tim=binh", "?sap_xep=-ten", "?sap_xep=trang_thai_xep"])
def test_posts_swap_into_their_page(query, planner):
    page = page_of(builders.small_world())
    assert swapped_equals_full_load(planner, page, page + query, "posts")


def test_workbook_holds_what_the_page_shows_and_nothing_else(planner):
    world = builders.small_world()
    page = reverse("reports:coverage_book", args=[world.line.pk])
    answer = planner.get(page, {"trang_thai": "attending", "quan": world.districts[0].pk, "sap_xep": "-ten"})
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    named = [row[3].value for row in sheet.iter_rows() if str(row[0].value).isdecimal()]
    assert named == ["Đỗ Ánh Dương 12", "Lê Thị Bình 11"]


def test_workbook_of_a_sending_unit_holds_its_own_posts_only(as_user):
    world = builders.small_world()
    own = as_user(builders.user("sending_unit", units=[world.districts[1]]))
    answer = own.get(reverse("reports:coverage_book", args=[world.line.pk]))
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    senders = {row[1].value for row in sheet.iter_rows() if str(row[0].value).isdecimal()}
    assert senders == {"Quận Số 2"}
